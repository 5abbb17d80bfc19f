"""Does a statement on a group hold for other groups too? Counted per family of groups, never in one number.

Leave-one-outs are nearly the same group, and so are the k nearest for one k and the next: adding families up
would count one group many times (methode 20). In every group the question is the same: does the gemeente
stand on the stated side of the group's figure, as printed?
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from statistics import fmean, median

import pandas as pd

from metrics import figures as frames
from metrics import groups
from metrics.claims.model import Basis, Family, Relation, compare
from metrics.context import Context, context
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.figures import COMPARABLE, FACTORS, GROWTH
from metrics.group_value import MIN_MEMBERS, How
from metrics.records import Records
from metrics.rounding import round_half_up

NEAREST = range(5, 21)
WAYS: Mapping[How, str] = {
    "ratio_of_sums": "alles samen, gedeeld door alles samen",
    "mean": "gewoon gemiddelde",
    "median": "middelste waarde",
}
_TERMS = ("numerator", "denominator", *frames.BASE)
KINDS: Mapping[str, str] = {
    "size": "Gemeenten van dezelfde grootte",
    "jeugdregio": "De jeugdregio",
    "neighbours": "Buurgemeenten",
}


class Families:
    """Counts statements over families of groups on one basis; groups are made once per gemeente."""

    def __init__(self, facts: Facts, records: Records, figures: pd.DataFrame, basis: Basis) -> None:
        """`figures`: a figures frame; on basis 'rapport' the printed ones, so only the report's group counts."""
        self._facts, self._records, self._figures, self._basis = facts, records, figures, basis
        self._made: dict[tuple[str, str], tuple[str, ...] | MetricsError] = {}
        self._rows: dict[tuple[str, str], pd.DataFrame] = {}
        self._context: Context | None = None

    def of(self, case: str, indicator: str, period: str, relation: Relation) -> tuple[Family, ...]:
        """Return in how many groups of each family the gemeente is `relation` than the group.

        A family that cannot be made has no groups and says why in `note`. Empty where the gemeente has no
        usable figure.
        """
        rows = self._at(indicator, period)
        own = rows.loc[(rows["region"] == case) & rows["cell_status"].isin(COMPARABLE), "value"].dropna()
        if own.empty:
            return ()
        question = _Question(rows, case, float(own.iloc[0]), relation, self._decimals(indicator))
        return tuple(self._families(question, case))

    def _at(self, indicator: str, period: str) -> pd.DataFrame:
        if (indicator, period) not in self._rows:
            self._rows[indicator, period] = frames.at(self._figures, indicator, period)
        return self._rows[indicator, period]

    def _decimals(self, indicator: str) -> int:
        return self._records.indicators[indicator].decimals

    def _families(self, question: "_Question", case: str) -> Iterator[Family]:
        report = self._records.group_of(case).members
        without = {
            f"zonder {self._name(member)}": tuple(code for code in report if code != member)
            for member in report
            if question.has(member)
        }
        yield question.family("Groep van het rapport, steeds een gemeente minder", without)
        yield question.ways("Groep van het rapport, op drie manieren", report)
        if self._basis == "rapport":
            return
        for kind, title in KINDS.items():
            made = self._members(case, kind)
            if isinstance(made, MetricsError):
                yield Family(title, (), (), made.message_nl)
            else:
                yield question.family(title, {title: made})
        nearest = self._members(case, "statistical")
        title = f"De {NEAREST[0]} tot {NEAREST[-1]} gemeenten die het meest lijken"
        if isinstance(nearest, MetricsError):
            yield Family(title, (), (), nearest.message_nl)
        else:
            sizes = [k for k in NEAREST if k <= len(nearest)]
            yield question.family(title, {f"de {k} die het meest lijken": nearest[:k] for k in sizes})

    def _members(self, case: str, kind: str) -> tuple[str, ...] | MetricsError:
        """Return the members of a group of a kind, or why it cannot be made."""
        key = (case, kind)
        if key not in self._made:
            try:
                request = groups.Request(k=NEAREST[-1])
                if kind == "statistical":
                    self._context = self._context or context(self._facts)
                    request = groups.Request(k=NEAREST[-1], known=self._context)
                self._made[key] = groups.build(self._facts, self._records, case, kind, request).codes
            except MetricsError as error:
                self._made[key] = error
        return self._made[key]

    def _name(self, code: str) -> str:
        names = self._facts.regions.loc[self._facts.regions["code"] == code, "name"]
        return str(names.iloc[0]) if len(names) else code


class _Question:
    """One gemeente, one figure, one side; asked of many groups."""

    def __init__(
        self, rows: pd.DataFrame, case: str, value: float, relation: Relation, decimals: int
    ) -> None:
        self._case, self._relation, self._decimals = case, relation, decimals
        self._own = round_half_up(value, decimals)
        self._indicator = str(rows["indicator"].iloc[0])
        usable = rows[rows["value"].notna() & rows["cell_status"].isin(COMPARABLE)]
        columns = ["value", *(name for name in _TERMS if name in usable)]
        amounts = usable[columns].to_numpy(dtype=float).tolist()
        self._usable: dict[str, list[float]] = dict(zip(usable["region"].astype(str), amounts, strict=True))

    def has(self, code: str) -> bool:
        """Say whether a gemeente has the figure."""
        return code in self._usable

    def family(self, title: str, members: Mapping[str, Iterable[str]]) -> Family:
        """Ask every group of a family; groups with fewer than two members with the figure are left out."""
        return self._counted(title, {label: self.holds(codes) for label, codes in members.items()})

    def ways(self, title: str, codes: Iterable[str]) -> Family:
        """Ask one group in each way to add it up that its figures allow."""
        members = tuple(codes)
        return self._counted(title, {label: self.holds(members, how) for how, label in WAYS.items()})

    def _counted(self, title: str, answers: Mapping[str, bool | None]) -> Family:
        known = {label: answer for label, answer in answers.items() if answer is not None}
        note = "" if known else "Te weinig gemeenten met dit cijfer."
        return Family(title, tuple(known.values()), tuple(known), note)

    def holds(self, codes: Iterable[str], how: How | None = None) -> bool | None:
        """Say whether the statement holds for a group; None where the group has no such figure.

        Without `how`: the ratio of sums, and the median where only percentages are published.
        """
        value = self.value(codes, how)
        if value is None:
            return None
        return compare(self._own, self._relation, round_half_up(value, self._decimals))

    def value(self, codes: Iterable[str], how: How | None = None) -> float | None:
        """Return the figure of a group, in plain numbers: some hundreds of groups are asked at once.

        Gives what metrics.group_value.group_value gives (a test holds them against each other).
        """
        used = [self._usable[code] for code in dict.fromkeys(codes) if self.has(code) and code != self._case]
        if len(used) < MIN_MEMBERS:
            return None
        values = [amounts[0] for amounts in used]
        if how == "mean":
            return fmean(values)
        ratio = None if how == "median" else self._ratio_of_sums(used)
        if ratio is not None or how == "ratio_of_sums":
            return ratio
        return median(values)

    def _ratio_of_sums(self, used: list[list[float]]) -> float | None:
        """Add up the terms that the members have; None where there are none to add up."""
        sums = [sum(amounts[at] for amounts in used) for at in range(1, len(used[0]))]
        if self._indicator not in FACTORS or len(sums) < len(frames.BASE) or any(map(math.isnan, sums[:2])):
            return None
        based = len(sums) > len(frames.BASE) and not math.isnan(sums[2])
        if not sums[1] or (based and not (sums[2] and sums[3])):
            return None
        ratio = sums[0] / sums[1] / (sums[2] / sums[3] if based else 1.0)
        return ratio * FACTORS[self._indicator] - (100.0 if self._indicator in GROWTH else 0.0)
