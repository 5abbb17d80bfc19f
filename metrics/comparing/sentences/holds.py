"""Does the picture hold with other groups? In words, the same on every page, in every document and file."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from metrics import dutch
from metrics.comparing.picture import Picture
from metrics.dutch import number_word
from metrics.groups.robustness import Vote
from metrics.groups.value import How
from metrics.numbers.relation import ALIKE, Relation

# The ways in which the figures of several gemeenten become one, wherever that is said.
WAYS: Mapping[How, str] = MappingProxyType(
    {
        "ratio_of_sums": "alle gemeenten samen als één gemeente",
        "mean": "het gemiddelde van de gemeenten",
        "median": "de middelste gemeente",
    }
)

# After a relation: 'lager dan', 'ongeveer even hoog als'.
_THAN: dict[Relation, str] = {
    "hoger": "hoger dan",
    "lager": "lager dan",
    "ongeveer even hoog": "ongeveer even hoog als",
    "even hoog": "ongeveer even hoog als",
}


def than(relation: Relation) -> str:
    """Return a relation with the word after it: 'lager dan', 'even hoog als'."""
    return "even hoog als" if relation == "even hoog" else _THAN[relation]


def holds(picture: Picture, name: str, what: str, *, plural: bool = True) -> str:
    """Say whether the picture holds in every kind of group, and which differ; empty where nothing can be said.

    `what`: the figure as a sentence names it ('de lasten per inwoner'). Kinds that cannot be made, or have no figure,
    are named: 'alle' is only said of all.
    """
    votes, relation = picture.votes, picture.relation
    counted = [vote for vote in votes if vote.total_n]
    if not counted or relation is None:
        return ""
    n = len(counted)
    against = [vote for vote in counted if not vote.holds]
    differ = [_small(vote.title) for vote in against]
    not_so = "niet, of niet in elke groep," if any(vote.holds_n for vote in against) else "niet"
    holding_n = n - len(differ)
    verb = "waren" if plural else "was"
    said = f"{verb} {what} {dutch.inside(name)} {_THAN[relation]} in de groep"
    lacking = _lacking([vote for vote in votes if not vote.total_n])
    if n == 1:  # nothing else to hold it against: neither yes nor no
        told = said if not differ else f"was dat {not_so.rstrip(',')}"
        which = f"In de soort die te maken is ({_small(counted[0].title)}) {told}."
        return f"Dat is met één soort groep niet te zeggen. {which}{lacking}"
    if not differ:
        where = f"in {dutch.all_of(n, 'soorten groepen')}"
        if lacking:
            where = f"in de {number_word(n)} soorten groepen die te maken zijn,"
        return f"Ja: {where} {said}.{lacking}"
    if holding_n == 0:
        always = f"steeds {_THAN[relation]} in de groep"
        return f"Nee: bij geen enkele soort groep {verb} {what} {dutch.inside(name)} {always}.{lacking}"
    if len(differ) > holding_n:
        holding = dutch.names([_small(vote.title) for vote in counted if vote.holds])
        others = f"andere {number_word(len(differ))} soorten" if len(differ) > 1 else "andere soort"
        return (
            f"Deels: in {number_word(holding_n)} van de {number_word(n)} soorten groepen ({holding}) {said}. "
            f"In de {others} {not_so.rstrip(',')}.{lacking}"
        )
    return (
        f"Deels: in {number_word(holding_n)} van de {number_word(n)} soorten groepen {said}. "
        f"Dat geldt {not_so} voor {dutch.names(differ)}.{lacking}"
    )


def said_of(relation: Relation) -> str:
    """Return a relation as it stands in a heading of a count: 'lager', 'ongeveer even hoog'."""
    return "ongeveer even hoog" if relation in ALIKE else relation


def _lacking(votes: Sequence[Vote]) -> str:
    if not votes:
        return ""
    return f" Niet te maken: {dutch.names([_small(vote.title) for vote in votes])}."


def _small(title: str) -> str:
    return title[0].lower() + title[1:]
