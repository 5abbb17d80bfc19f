"""Does the picture hold with other groups? Counted per family of groups, for the lasten per inwoner on one page.

The same groups, families and rules as metrics.groups.robustness, on sums of plain numbers: thirty groups at every
choice of a gemeente, in a millisecond. Pure; a test holds it against metrics.groups.robustness.
"""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from metrics import dutch
from metrics.figures import FACTORS, GROWTH
from metrics.groups.robustness import FAMILIES, Candidate, Relation, candidates
from metrics.numbers.rounding import round_half_up
from pages.ui.gemeente.country import Among
from pages.ui.parts.tables import Column, Row, Table

Others = Mapping[str, Sequence[tuple[str, Sequence[str]]]]  # family -> (name, members)
_TERMS_N = 4


@dataclass(frozen=True)
class Counted:
    """One family: in how many of its groups the picture is the same. `low`, `high`: values set against, as printed."""

    family: str
    holds_n: int
    total_n: int
    low: float
    high: float

    @property
    def title(self) -> str:
        """Name of the family on screen."""
        return FAMILIES[self.family]

    @property
    def holds(self) -> bool:
        """Whether the picture is the same in every group of the family."""
        return self.holds_n == self.total_n


def counted(
    among: Among,
    indicator: str,
    own: str,
    members: Sequence[str],
    others: Others,
    relation: Relation,
    decimals: int = 0,
) -> list[Counted]:
    """Return per family in how many groups the gemeente is `relation` ('lager' or 'hoger') than the group.

    Families of which no group has a figure are left out; so is everything where the gemeente itself has none.
    """
    if own not in among.by_code:
        return []
    value = round_half_up(among.by_code[own], decimals)
    tried, _ = candidates(own, members, others, {})
    found: dict[str, list[float]] = {}
    for each in tried:
        against = group_of(among, indicator, each)
        if against is not None:
            found.setdefault(each.family, []).append(round_half_up(against, decimals))
    return [
        Counted(
            family,
            sum(value < each if relation == "lager" else value > each for each in found[family]),
            len(found[family]),
            min(found[family]),
            max(found[family]),
        )
        for family in FAMILIES
        if family in found
    ]


def group_of(among: Among, indicator: str, group: Candidate) -> float | None:
    """Return the figure of a group as metrics.groups.robustness takes it; None where it has none."""
    used = [code for code in group.members if code in among.by_code]
    if len(group.members) < 2 or not used:
        return None
    values = [among.by_code[code] for code in used]
    if group.how == "mean":
        return statistics.fmean(values)
    if group.how == "median":
        return statistics.median(values)
    sums = [sum(among.terms[code][at] for code in used) for at in range(_TERMS_N)]
    if sums[0] != sums[0] or sums[1] != sums[1]:  # published without counts
        return statistics.median(values) if group.family != "weging" else None
    ratio = sums[0] / sums[1] if sums[1] > 0 else float("nan")
    if sums[2] == sums[2]:
        base = sums[2] / sums[3] if sums[3] > 0 else float("nan")
        ratio = ratio / base if base > 0 else float("nan")
    return ratio * FACTORS[indicator] - (100 if indicator in GROWTH else 0)


def question(own: float, group: float, decimals: int = 0) -> Relation:
    """Return what is asked of the other groups: is it lower, or higher, as beside this group."""
    return "lager" if dutch.rounded(own, decimals) <= dutch.rounded(group, decimals) else "hoger"


def summary(found: Iterable[Counted], name: str, relation: Relation, *, about: bool = False) -> str:
    """Say in a sentence whether the picture holds, and which families differ; empty where nothing was counted.

    `about`: beside the chosen group the two are about equal.
    """
    families = list(found)
    if not families:
        return ""
    n = len(families)
    differ = [each.title[0].lower() + each.title[1:] for each in families if not each.holds]
    if not differ:
        alls = {1: "in de ene soort groep die er is", 2: "in beide soorten groepen"}
        kinds = alls.get(n, f"in alle {dutch.number_word(n)} soorten groepen")
        return f"Ja: de lasten per inwoner waren in {name} {kinds} {relation} dan in de groep."
    holds_n = n - len(differ)
    if about:
        return (
            f"Het verschil met deze groep is kleiner dan 5%. In {dutch.number_word(holds_n)} van de "
            f"{dutch.number_word(n)} soorten groepen waren de lasten per inwoner in {name} steeds {relation} dan "
            "in de groep, in de andere niet."
        )
    if holds_n == 0:
        had = f"geen {_noun(relation)} lasten per inwoner had"
        return f"Nee: bij elke soort groep waren er groepen waarbij {name} {had}."
    return (
        f"Deels: in {dutch.number_word(holds_n)} van de {dutch.number_word(n)} soorten groepen waren de lasten "
        f"per inwoner in {name} {relation} dan in de groep. Niet steeds bij: {'; '.join(differ)}."
    )


def _noun(relation: Relation) -> str:
    return {"lager": "lagere", "hoger": "hogere"}[relation]


def table(found: Iterable[Counted], year: str, relation: Relation, source: str) -> Table:
    """Return the count per family of groups."""
    rows: tuple[Row, ...] = tuple(
        {
            "soort": each.title,
            "aantal": f"{each.holds_n} van {each.total_n}",
            "groep": _range(each),
        }
        for each in found
    )
    return Table(
        f"Lasten per inwoner {year}: {relation} dan in de groep?",
        (
            Column("soort", "Soort groep"),
            Column("aantal", f"In hoeveel groepen {relation}", align="right"),
            Column("groep", "Lasten per inwoner in die groepen", align="right"),
        ),
        rows,
        row_header="soort",
        notes=("Per soort geteld: groepen van dezelfde soort lijken veel op elkaar.",),
        source=source,
    )


def _range(each: Counted) -> str:
    low, high = dutch.euro(each.low), dutch.euro(each.high)
    return low if low == high else f"{low} tot {high}"
