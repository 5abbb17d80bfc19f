"""CBS keys decoded: periods with their status, kinds of regions, units."""

import re
from dataclasses import dataclass

from loaders.errors import TableError
from loaders.normalise.metadata import Member, Topic, plain

# Two letters in a CBS period key -> numbers that may follow, and how the period is written here ('2019JJ00' -> '2019',
# '2017HJ01' -> '2017H1'). Others ('SJ': a school year) are no periods of ours.
_FREQUENCIES = {"JJ": (0, 0, ""), "HJ": (1, 2, "H"), "KW": (1, 4, "K"), "MM": (1, 12, "M")}

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
    (r"((in|x) )?1[ .]?000 eur(o'?s?)?|duizend euro", 1_000.0),
    (r"(x )?(mln|miljoen) (euro|eur)|1 000 000 euro", 1_000_000.0),
    (r"(aantal[ ,]*)?\(?(x ?)?1[ .]?000\)?( personen| huishoudens| kinderen)?", 1_000.0),
    (r"euro|eur", 1.0),
    (r"aantal(?!.*1[ .]?000).*|getal|score|index.*|.*= ?100", 1.0),  # 'aantal per 1 000 inwoners' is no count
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


def period(member: Member) -> Period | None:
    """Decode one member of a time dimension; None for a key that is no year or known part of one ('2025X000').

    The status is in the field Status; where that is empty, in the asterisks of the title (* voorlopig, **
    nader voorlopig) or in words in the description; else it is 'onbekend'.
    """
    match = re.fullmatch(r"(\d{4})(?:([A-Z]{2})(\d{2}))?", member.key)
    if match is None:
        return None
    year, letters, number = int(match[1]), match[2] or "JJ", int(match[3] or 0)
    first, last, mark = _FREQUENCIES.get(letters, (1, 0, ""))
    if not first <= number <= last:
        return None
    return Period(member.key, f"{year}{mark}{number}" if mark else f"{year}", year, status(member))


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


def known_factor(topic: Topic) -> float | None:
    """Return what a value of this topic is multiplied with; None for texts and for a unit that is not known."""
    if topic.datatype == "String":
        return None
    unit = plain(topic.unit)
    return next((value for pattern, value in _UNITS if re.fullmatch(pattern, unit)), None)


def factor(topic: Topic, source_id: str) -> float:
    """Return what a value of this topic is multiplied with; raises `TableError` for a unit that is not known.

    A unit that changed at the source would otherwise make every amount a thousand times too large or too
    small.
    """
    found = known_factor(topic)
    if found is not None:
        return found
    if topic.datatype == "String":
        raise TableError(source_id, [f"Kolom '{topic.path}' bevat teksten; verwacht: getallen."])
    raise TableError(source_id, [f"De eenheid '{topic.unit}' van kolom '{topic.path}' is niet bekend."])
