"""CBS keys decoded: periods with their status, kinds of regions, units."""

import re
from dataclasses import dataclass

from loaders.errors import TableError
from loaders.normalise.metadata import Member, Topic, plain

# Two letters in a CBS period key -> how the period is written here ('2019JJ00' -> '2019', '2017HJ01' ->
# '2017H1').
_FREQUENCIES = {"JJ": "", "HJ": "H", "KW": "K", "MM": "M"}

_STATUSES = {
    "definitief": "definitief",
    "nadervoorlopig": "nader_voorlopig",
    "nader voorlopig": "nader_voorlopig",
    "voorlopig": "voorlopig",
}

# Prefix of a region key -> kind in the table `region`. Size classes are keys like A007398.
_REGION_KINDS = {
    "NL": "land", "LD": "landsdeel", "PV": "provincie", "CR": "corop", "JZ": "jeugdregio", "GM": "gemeente",
    "AM": "arbeidsmarktregio", "GG": "ggd", "VR": "veiligheidsregio", "VT": "veilig_thuis",
    "ZK": "zorgkantoor", "ES": "energieregio", "MC": "rmc", "WK": "wijk", "BU": "buurt",
}  # fmt: skip

# Words of a unit -> factor to the unit used here (euro, persons, per cent, points, a plain number).
_UNITS = [
    (r"(x )?1 ?000 (euro|eur)|1 000 eur|duizend euro|x 1 000 eur(o)?", 1_000.0),
    (r"(x )?(mln|miljoen) (euro|eur)|1 000 000 euro", 1_000_000.0),
    (r"x ?1 ?000|1 ?000", 1_000.0),
    (r"euro|eur", 1.0),
    (r"aantal.*|getal|score|index.*|.*= ?100|\d{4} ?= ?100", 1.0),
    (r"(in )?%.*|.*procent.*", 1.0),
    (r"per km2.*|.*km2?.*|punten|", 1.0),
]


@dataclass(frozen=True)
class Period:
    """A period as the store writes it: '2019', '2017H1', ... with the year it lies in and CBS's status."""

    key: str
    period: str
    year: int
    status: str


def period(member: Member, source_id: str) -> Period:
    """Decode one member of a time dimension; raises `TableError` for a key without a year.

    The status is in the field Status; where that is empty, in the asterisks of the title (* voorlopig, **
    nader voorlopig) or in words in the description; else it is 'onbekend'.
    """
    match = re.fullmatch(r"(\d{4})([A-Z]{2})?(\d{2})?", member.key)
    if match is None:
        raise TableError(
            source_id, [f"De periode '{member.key}' is niet te lezen; verwacht: 2019JJ00 of 2019HJ01."]
        )
    year, letters, number = int(match[1]), match[2] or "JJ", int(match[3] or 0)
    mark = _FREQUENCIES.get(letters, letters)
    text = f"{year}{mark}{number}" if number or mark else f"{year}"
    return Period(member.key, text, year, status(member))


def status(member: Member) -> str:
    """Return 'definitief', 'nader_voorlopig', 'voorlopig' or 'onbekend' for a member of a time dimension."""
    if member.status:
        return _STATUSES.get(plain(member.status), "onbekend")
    if member.title.endswith("**"):
        return "nader_voorlopig"
    if member.title.endswith("*"):
        return "voorlopig"
    words = plain(member.description)
    for text in ("nader voorlopig", "voorlopig", "definitief"):
        if re.search(rf"\b{text}", words):
            return _STATUSES[text]
    return "onbekend"


def region_kind(key: str) -> str:
    """Return the kind of a trimmed region key; 'overig' for one that is not known."""
    if re.fullmatch(r"A\d{6}", key):
        return "grootteklasse"
    return _REGION_KINDS.get(key[:2], "overig")


def factor(topic: Topic, source_id: str) -> float:
    """Return what a value of this topic is multiplied with; raises `TableError` for a unit that is not known.

    A unit that changed at the source would otherwise make every amount a thousand times too large or too
    small.
    """
    unit = plain(topic.unit)
    for pattern, value in _UNITS:
        if re.fullmatch(pattern, unit):
            return value
    raise TableError(source_id, [f"De eenheid '{topic.unit}' van kolom '{topic.path}' is niet bekend."])
