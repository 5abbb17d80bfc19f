"""The arrangements of the study of 2011: which fit what is looked for. Pure."""

from collections.abc import Iterable
from dataclasses import fields

from metrics.places.names import plain
from metrics.report.documents import Arrangement, InTable


def fitting(arrangements: Iterable[Arrangement], typed: str) -> tuple[Arrangement, ...]:
    """Return those in which every word that was typed stands, accents and capitals aside; all where nothing was."""
    words = plain(typed).split()
    return tuple(each for each in arrangements if all(word in _text(each) for word in words))


def _text(each: Arrangement) -> str:
    places = (each.appendix, each.table6, each.table5)
    cells = [str(getattr(place, one.name)) for place in places if place for one in fields(InTable)]
    own = (each.name, each.world, each.occasion, each.payer, each.differs)
    return plain(" ".join((*own, *cells)))
