"""Does a statement on a group hold for other groups too? The families of groups, for many statements.

Which groups there are and what they are called stands in metrics.groups.robustness. Here some hundreds of them
are asked at once, in plain numbers instead of frames: `metrics.groups.robustness.robustness` gives the same answers (a
test holds them against each other) and takes some seconds for it.
"""

import math
from collections.abc import Iterable, Sequence
from statistics import fmean, median

import pandas as pd

from metrics import figures as frames
from metrics.facts import Facts
from metrics.figures import COMPARABLE, FACTORS, GROWTH
from metrics.groups import robustness
from metrics.groups.robustness import Candidate
from metrics.groups.value import MIN_MEMBERS, How
from metrics.numbers.rounding import round_half_up
from metrics.records import Records
from metrics.report.claims.model import Basis, Family, Relation, compare

_TERMS = ("numerator", "denominator", *frames.BASE)
_TOO_FEW = "Te weinig gemeenten met dit cijfer."


class Families:
    """Counts statements over families of groups on one basis; groups are made once per gemeente."""

    def __init__(self, facts: Facts, records: Records, figures: pd.DataFrame, basis: Basis) -> None:
        """`figures`: a figures frame; on basis 'rapport' the printed ones, so only the report's group counts."""
        self._facts, self._records, self._figures, self._basis = facts, records, figures, basis
        self._made: dict[str, tuple[list[Candidate], dict[str, str]]] = {}
        self._rows: dict[tuple[str, str], pd.DataFrame] = {}
        self._names = dict(zip(facts.regions["code"], facts.regions["name"].astype(str), strict=True))

    def of(self, case: str, indicator: str, period: str, relation: Relation) -> tuple[Family, ...]:
        """Return in how many groups of each family the gemeente is `relation` than the group.

        A family that cannot be made has no groups and says why in `note`. Empty where the gemeente has no
        usable figure.
        """
        if (indicator, period) not in self._rows:
            self._rows[indicator, period] = frames.at(self._figures, indicator, period)
        rows = self._rows[indicator, period]
        own = rows.loc[(rows["region"] == case) & rows["cell_status"].isin(COMPARABLE), "value"].dropna()
        if own.empty:
            return ()
        decimals = self._records.indicators[indicator].decimals
        question = _Question(rows, case, float(own.iloc[0]), relation, decimals)
        tried, refused = self._candidates(case)
        return tuple(
            question.family(title, [each for each in tried if each.family == family], refused.get(family, ""))
            for family, title in robustness.FAMILIES.items()
            if family in refused or any(each.family == family for each in tried)
        )

    def _candidates(self, case: str) -> tuple[list[Candidate], dict[str, str]]:
        """Return the groups to try for a gemeente, and per family that cannot be made why not."""
        if case not in self._made:
            members = self._records.group_of(case).members
            if self._basis == "cbs":
                found, refused = robustness.other_groups(self._facts, self._records, case)
                tried, more = robustness.candidates(case, members, found, self._names)
                self._made[case] = (tried, {**refused, **more})
            else:
                self._made[case] = robustness.candidates(case, members, {}, self._names)
        return self._made[case]


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

    def family(self, title: str, tried: Sequence[Candidate], refused: str) -> Family:
        """Ask every group of a family; a group of which it cannot be said is left out."""
        answers = {}
        for each in tried:
            value = self.value(each.members, each.how)
            name = each.name
            if value is None and each.family != "weging":  # percentages only: the median instead
                value = self.value(each.members, "median")
                name = f"{name} ({robustness.WAYS['median']})"
            if value is not None and not math.isnan(value):
                answers[name] = compare(self._own, self._relation, round_half_up(value, self._decimals))
        note = "" if answers else refused or _TOO_FEW
        return Family(title, tuple(answers.values()), tuple(answers), note)

    def value(self, codes: Iterable[str], how: How) -> float | None:
        """Return the figure of a group as metrics.groups.value.group_value gives it.

        None: too few members have it, or it has no ratio of sums; NaN: a sum to divide by is zero.
        """
        used = [self._usable[code] for code in dict.fromkeys(codes) if self.has(code) and code != self._case]
        if len(used) < MIN_MEMBERS:
            return None
        if how == "ratio_of_sums":
            return self._ratio_of_sums(used)
        values = [amounts[0] for amounts in used]
        return fmean(values) if how == "mean" else median(values)

    def _ratio_of_sums(self, used: list[list[float]]) -> float | None:
        """Add up the terms that the members have; None where there are none to add up."""
        sums = [sum(amounts[at] for amounts in used) for at in range(1, len(used[0]))]
        if self._indicator not in FACTORS or len(sums) < len(frames.BASE) or any(map(math.isnan, sums[:2])):
            return None
        based = len(sums) > len(frames.BASE) and not math.isnan(sums[2])
        if not sums[1] or (based and not (sums[2] and sums[3])):
            return math.nan
        ratio = sums[0] / sums[1] / (sums[2] / sums[3] if based else 1.0)
        return ratio * FACTORS[self._indicator] - (100.0 if self._indicator in GROWTH else 0.0)
