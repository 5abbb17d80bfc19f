"""Does a comparison with a group hold for other groups too? Counted per family of groups, never in one number.

Each family of metrics.groups.families has one vote: groups of one kind are nearly the same group again and again, so
a count over all groups together would say more about how they were listed than about the figures (methode 20, 31).
Ways of adding up and leaving one member out are no other groups: see metrics.groups.sensitivity. Values are compared
as printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.figures import COMPARABLE, Floats
from metrics.grid import Grid
from metrics.groups.families import Family
from metrics.groups.value import How, adds_up, group_values, membership
from metrics.numbers.relation import Chance, Relation, relation_as_printed, same_picture
from metrics.numbers.rounding import round_half_up

NOT_SAID = "Geen enkele groep van deze soort heeft dit cijfer."


@dataclass(frozen=True)
class Asked:
    """What is said of the gemeente beside a group.

    A relation to the figure of the group, or 'laagste'/'hoogste': beyond every member. `decimals`: as the figure is
    printed. `margin_pct` None: by the rule of every sentence (under 5% is about equal); a number: by at least so
    much of the figure it is set against ('ten minste 10% lager'; 0: any difference as printed). `chance`: between
    which values the figure of the gemeente lies by chance.
    """

    relation: Relation | Literal["laagste", "hoogste"]
    decimals: int = 0
    margin_pct: float | None = None
    chance: Chance | None = None


@dataclass(frozen=True)
class Vote:
    """One family: in how many of its groups what is asked holds.

    `total_n` groups of which it can be said, `unknown_n` of which it cannot. `low` and `high`: what the gemeente is
    set against in them, as printed (None: nothing). `how`: in which way the groups were added up. `reason`: why the
    family has no vote (Dutch); empty: it has one.
    """

    kind: str
    title: str
    holds_n: int
    total_n: int
    unknown_n: int
    low: float | None
    high: float | None
    how: How
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether the picture is the same in every group of the family of which it can be said."""
        return self.total_n > 0 and self.holds_n == self.total_n


def votes(
    grid: Grid, indicator: str, period: str, own: str, families: Sequence[Family], asked: Asked
) -> tuple[Vote, ...]:
    """Return the vote of every family, in their order; a family that cannot be made stands in it with the reason.

    Figures that are published without counts are taken by the median of the members. Empty where the gemeente itself
    has no figure that may be compared.
    """
    value = own_value(grid, indicator, period, own)
    if value is None:
        return ()
    how: How = "ratio_of_sums" if adds_up(grid, indicator, period) else "median"
    listed = [codes for family in families for _, codes in family.groups]
    against = values_against(grid, indicator, period, listed, own, asked, how)
    found, at = [], 0
    for family in families:
        part = against[at : at + len(family.groups)]
        at += len(family.groups)
        found.append(_vote(family, value, part, asked, how))
    return tuple(found)


def values_against(
    grid: Grid,
    indicator: str,
    period: str,
    groups: Sequence[Sequence[str]],
    own: str,
    asked: Asked,
    how: How = "ratio_of_sums",
) -> Floats:
    """Return what the gemeente is set against in each group: its figure, or its lowest or highest member."""
    if asked.relation not in ("laagste", "hoogste"):
        return group_values(grid, indicator, period, groups, how, own=own)
    row = grid.row(indicator, period)
    if row is None:
        return np.full(len(groups), np.nan)
    belongs = membership(grid, groups, own) & grid.usable(row, COMPARABLE)
    end = np.min if asked.relation == "laagste" else np.max
    return np.array(
        [end(grid.value[row][each]) if each.sum() > 1 else np.nan for each in belongs], dtype=float
    )


def own_value(grid: Grid, indicator: str, period: str, own: str) -> float | None:
    """Return the figure of a gemeente where it may stand beside others; None where it may not or is missing."""
    row, columns = grid.row(indicator, period), grid.columns([own])
    if row is None or not columns or not grid.usable(row, COMPARABLE)[columns[0]]:
        return None
    return float(grid.value[row, columns[0]])


def holds(value: float, against: float, asked: Asked) -> bool:
    """Say whether what is asked is true of a value beside another, both as printed."""
    wanted = asked.relation
    if asked.margin_pct is None and wanted != "laagste" and wanted != "hoogste":
        found = relation_as_printed(value, against, asked.decimals, asked.chance)
        return found is not None and same_picture(found, wanted)
    printed, other = round_half_up(value, asked.decimals), round_half_up(against, asked.decimals)
    margin_pct = asked.margin_pct or 0.0
    # a hair, so that exactly 10% lower is 10% lower whatever the last bit says
    hair = 1e-9 * max(abs(printed), abs(other))
    gap = other - printed if asked.relation in ("lager", "laagste") else printed - other
    return gap >= abs(other) * margin_pct / 100 - hair if margin_pct > 0 else gap > 0


def _vote(family: Family, value: float, against: Floats, asked: Asked, how: How) -> Vote:
    known = [float(each) for each in against if each == each]
    printed = [round_half_up(each, asked.decimals) for each in known]
    return Vote(
        kind=family.kind,
        title=family.title,
        holds_n=sum(holds(value, each, asked) for each in known),
        total_n=len(known),
        unknown_n=len(against) - len(known),
        low=min(printed, default=None),
        high=max(printed, default=None),
        how=how,
        reason=family.refused or ("" if known else NOT_SAID),
    )
