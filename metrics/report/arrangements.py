"""The arrangements of the study of 2011: where its three places disagree, and which fit what is looked for. Pure."""

from collections.abc import Iterable
from dataclasses import fields

from metrics.places.names import plain
from metrics.report.documents import Arrangement, InTable

_COUNTED = (
    "regions",
    "national",
    "since",
)  # printed as a number, a year or yes and no: comparable as they stand


def disagree(each: Arrangement, field: str) -> bool:
    """Say whether the places that print a field print something else. `field`: of InTable."""
    found = {_said(place, field) for place in (each.table5, each.table6, each.appendix) if place} - {""}
    return len(found) > 1


def disagreements(each: Arrangement) -> tuple[str, ...]:
    """Return in which of the countable fields the places disagree."""
    return tuple(field for field in _COUNTED if disagree(each, field))


def _said(place: InTable, field: str) -> str:
    return str(getattr(place, field)).strip().lower()


def fitting(arrangements: Iterable[Arrangement], typed: str) -> tuple[Arrangement, ...]:
    """Return those in which every word that was typed stands, accents and capitals aside; all where nothing was."""
    words = plain(typed).split()
    return tuple(each for each in arrangements if all(word in _text(each) for word in words))


def _text(each: Arrangement) -> str:
    places = (each.appendix, each.table6, each.table5)
    cells = [str(getattr(place, one.name)) for place in places if place for one in fields(InTable)]
    own = (each.name, each.world, each.occasion, each.payer, each.differs)
    return plain(" ".join((*own, *cells)))
