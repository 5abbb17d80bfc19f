"""Does the picture beside a group hold with other kinds of groups? One answer for pages and command line."""

from dataclasses import dataclass

from metrics.comparing.reading import Readings
from metrics.groups.families import families
from metrics.groups.make import Group, Groups
from metrics.groups.robustness import Asked, Vote, votes
from metrics.numbers.relation import Relation


@dataclass(frozen=True)
class Picture:
    """How a gemeente stands beside a group, and in how many groups of every kind it stands so.

    `relation` None: the gemeente or the group has no figure to compare; then there are no `votes`.
    """

    relation: Relation | None
    votes: tuple[Vote, ...] = ()

    @property
    def counted(self) -> tuple[int, int] | None:
        """In how many kinds of groups the picture holds, and of how many; None where nothing was counted."""
        known = [vote for vote in self.votes if vote.total_n]
        return (sum(vote.holds for vote in known), len(known)) if known else None


def picture(
    groups: Groups, readings: Readings, group: Group, indicator: str, period: str, decimals: int
) -> Picture:
    """Return how the gemeente of a group stands beside it, and the vote of every kind of group.

    Compared by the rule of every sentence (metrics.numbers.relation). The group is added up as on every
    page: a ratio of sums, or the median of the members where nothing can be added up.
    """
    own = readings.read(indicator, group.code, period)
    beside = readings.group(indicator, period, group.codes, group.code)
    if beside.reason == "niet_optelbaar":
        beside = readings.group(indicator, period, group.codes, group.code, "median")
    relation = own.stands_to(beside.comparable, decimals)
    if relation is None:
        return Picture(None)
    tried = families(groups, group.code, group)
    asked = Asked(relation, decimals, chance=own.chance)
    return Picture(relation, votes(readings.grid, indicator, period, group.code, tried, asked))
