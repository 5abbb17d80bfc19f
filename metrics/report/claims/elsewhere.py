"""Does a statement on the report's group hold for other groups too? Asked of the one count of groups.

Every kind of group has one vote (metrics.groups.robustness). Leaving one member out and other ways of adding up are no
other groups: they say how sensitive the report's own group is, and stand apart (methode 31).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.build import Build
from metrics.groups.families import Family, families
from metrics.groups.make import KINDS
from metrics.groups.robustness import Asked, Vote, holds, own_value, votes
from metrics.groups.sensitivity import three_ways
from metrics.groups.value import How, group_value, without_each
from metrics.report.claims.model import Relation

# What the statements say of a group, as the count of groups asks it.
_ASKED: Mapping[Relation, str] = {"lager": "lager", "hoger": "hoger"}


@dataclass(frozen=True)
class Elsewhere:
    """Where a statement on a figure holds beside the group it was made with.

    `votes`: one a kind of group. `without`: the report's group without each member, by region code, and `ways`:
    that group in each way of adding up: whether it holds there. These two are no votes.
    """

    votes: tuple[Vote, ...]
    without: tuple[tuple[str, bool], ...]
    ways: tuple[tuple[How, bool], ...]

    @property
    def said(self) -> tuple[Vote, ...]:
        """The kinds of group of which it can be said."""
        return tuple(vote for vote in self.votes if vote.total_n)


def elsewhere(
    build: Build, case: str, indicator: str, period: str, relation: Relation, members: Sequence[str]
) -> Elsewhere | None:
    """Count in which kinds of group a gemeente is `relation` ('lager', 'hoger') than the group; None: no figure.

    On what is loaded; where that lacks the figure on the report's printed figures, which know the report's group
    alone. `members`: of the report's group, in the gemeenten of the report. Any difference as printed counts, as in
    the statement itself. Raises ValueError for another relation.
    """
    if relation not in _ASKED:
        raise ValueError(f"a group cannot be asked for {relation!r}")
    asked = Asked(
        "lager" if relation == "lager" else "hoger", build.records.indicators[indicator].decimals, 0.0
    )
    grid, listed = build.readings.grid, families(build.groups, case)
    if own_value(grid, indicator, period, case) is None:
        grid = build.readings_of_report.grid
        listed = (Family("report", KINDS["report"][0], (("", tuple(members)),)),)
    own = own_value(grid, indicator, period, case)
    if own is None:
        return None
    found = votes(grid, indicator, period, case, listed, asked)
    how: How = found[0].how if found else "ratio_of_sums"
    whole = group_value(grid, indicator, period, members, how, own=case)
    without = without_each(grid, indicator, period, whole)
    ways = three_ways(grid, indicator, period, members, case)
    return Elsewhere(
        found,
        tuple((code, holds(own, value, asked)) for code, value in without.items()),
        tuple((way, holds(own, each.value, asked)) for way, each in ways.items() if each.value is not None),
    )
