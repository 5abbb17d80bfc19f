"""What a group does: its figure in three ways, and what happens to it when one member leaves.

This is about the chosen group alone. Whether the picture holds with other groups is metrics.groups.robustness.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.grid import Grid
from metrics.groups.value import WAYS, GroupValue, How, group_value, without_each
from metrics.numbers.relation import Chance, Relation, relation_as_printed, same_picture


@dataclass(frozen=True)
class Without:
    """The figure of the group without one member. `own_is`: where the chosen gemeente then stands."""

    member: str
    value: float
    change: float  # to the figure of the whole group, in the unit of the figure
    own_is: Relation | None


@dataclass(frozen=True)
class Sensitivity:
    """The figure of a group and what it is without each member that has the figure, largest change first."""

    whole: GroupValue
    own_is: Relation | None
    without: tuple[Without, ...]

    @property
    def turns(self) -> tuple[Without, ...]:
        """The members without whom the chosen gemeente stands otherwise beside the group."""
        if self.own_is is None:
            return ()
        return tuple(
            each for each in self.without if each.own_is and not same_picture(each.own_is, self.own_is)
        )


def three_ways(
    grid: Grid, indicator: str, period: str, members: Sequence[str], own: str
) -> dict[How, GroupValue]:
    """Return the figure of the group in every way that can be made of it; raises GroupTooSmallError."""
    found = {how: group_value(grid, indicator, period, members, how, own=own) for how in WAYS}
    return {how: value for how, value in found.items() if value.value is not None}


def sensitivity(
    grid: Grid,
    indicator: str,
    period: str,
    whole: GroupValue,
    own_value: float | None,
    decimals: int = 0,
    chance: Chance | None = None,
) -> Sensitivity:
    """Return what a group's figure does when one member leaves.

    `whole`: the figure of the group in the way that is looked at; `own_value`: of the chosen gemeente where it may
    be compared; `decimals`: as the figure is printed; `chance`: what chance can do to it. A member without the figure
    changes nothing and is not listed. With fewer than three members that have it nobody can leave: `without` is empty.
    """

    def own_is(value: float | None) -> Relation | None:
        return relation_as_printed(own_value, value, decimals, chance)

    found = [
        Without(member, value, value - (whole.value or 0.0), own_is(value))
        for member, value in without_each(grid, indicator, period, whole).items()
    ]
    found.sort(key=lambda each: (-abs(each.change), each.member))
    return Sensitivity(whole, own_is(whole.value), tuple(found))
