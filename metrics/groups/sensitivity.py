"""What a group does: its figure in three ways, and what happens to it when one member leaves.

Does the picture hold? is answered on printed values (rounded half up), because those are what people compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from metrics.costs.levels import value_of
from metrics.figures import BASE, COMPARABLE
from metrics.groups.value import GroupValue, How, NoRatioOfSumsError, group_value
from metrics.numbers.rounding import round_half_up

Side = Literal["hoger", "lager", "even hoog"]
WAYS: tuple[How, ...] = ("ratio_of_sums", "mean", "median")
TERMS = ("numerator", "denominator", *BASE)
_FEWEST = 3  # with two members, leaving one out leaves no group


@dataclass(frozen=True)
class Without:
    """The figure of the group without one member. `own_is`: where the chosen gemeente then stands."""

    member: str
    value: float
    change: float  # to the figure of the whole group, in the unit of the figure
    own_is: Side | None


@dataclass(frozen=True)
class Sensitivity:
    """The figure of a group and what it is without each member that has the figure, largest change first."""

    whole: GroupValue
    own_is: Side | None
    without: tuple[Without, ...]

    @property
    def turns(self) -> tuple[Without, ...]:
        """The members without whom the chosen gemeente stands on another side of the group."""
        return tuple(each for each in self.without if each.own_is != self.own_is)


def three_ways(figures: pd.DataFrame, members: Sequence[str], own: str) -> dict[How, GroupValue]:
    """Return the figure of the group in every way that can be made of it; raises GroupTooSmallError."""
    found = {how: one_way(figures, members, own, how) for how in WAYS}
    return {how: value for how, value in found.items() if value is not None}


def one_way(figures: pd.DataFrame, members: Sequence[str], own: str, how: How) -> GroupValue | None:
    """Return the figure of the group added up in one way; None where that way cannot be (percentages only)."""
    try:
        return group_value(figures, members, how, own=own)
    except NoRatioOfSumsError:
        return None


def sensitivity(
    figures: pd.DataFrame, members: Sequence[str], own: str, *, how: How = "ratio_of_sums", decimals: int = 0
) -> Sensitivity:
    """Return what a group's figure does when one member leaves.

    `figures`: one indicator and period; `decimals`: as the figure is printed. A member without the figure
    changes nothing and is not listed. With fewer than three members that have it, nobody can leave: `without`
    is empty. Raises as `metrics.groups.value.group_value` does.
    """
    whole = group_value(figures, members, how, own=own)
    at_own = figures.loc[
        (figures["region"] == own) & figures["cell_status"].isin(COMPARABLE), "value"
    ].dropna()
    own_value = float(at_own.iloc[0]) if len(at_own) else float("nan")
    rest = _leaving_one_out(figures, whole) if len(whole.used) >= _FEWEST else {}
    found = [
        Without(member, value, value - whole.value, _side(own_value, value, decimals))
        for member, value in rest.items()
    ]
    found.sort(key=lambda each: (-abs(each.change), each.member))
    return Sensitivity(whole, _side(own_value, whole.value, decimals), tuple(found))


def _leaving_one_out(figures: pd.DataFrame, whole: GroupValue) -> dict[str, float]:
    """Return the group's figure without each member that is in it, all at once."""
    rows = figures.set_index("region").loc[list(whole.used)]
    if whole.how == "ratio_of_sums":
        terms = rows[[name for name in TERMS if name in rows and rows[name].notna().any()]].astype(float)
        values = value_of(terms.sum() - terms, str(rows["indicator"].iloc[0])).to_numpy()
    else:
        each = rows["value"].to_numpy(dtype=float)
        middle = np.median if whole.how == "median" else np.mean
        values = np.array([middle(np.delete(each, n)) for n in range(len(each))])
    return {member: float(value) for member, value in zip(whole.used, values, strict=True)}


def _side(own: float, group: float, decimals: int) -> Side | None:
    printed_own, printed_group = round_half_up(own, decimals), round_half_up(group, decimals)
    if not (printed_own == printed_own and printed_group == printed_group):
        return None
    if printed_own == printed_group:
        return "even hoog"
    return "hoger" if printed_own > printed_group else "lager"
