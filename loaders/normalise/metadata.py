"""What a table says about itself: its topics (columns of figures), dimensions and their members.

Everything is found by title, because keys and column numbers differ from table to table and from year to
year.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.errors import TableError


def plain(text: object) -> str:
    """Return a title as it is compared: lower case, no accents, single blanks, no status asterisks."""
    decomposed = unicodedata.normalize("NFKD", str(text or "")).encode("ascii", "ignore").decode()
    return " ".join(decomposed.replace("*", " ").lower().split())


def slug(text: str) -> str:
    """Return a title as part of an indicator code: 'Begrote kosten' -> 'begrote_kosten'."""
    return re.sub(r"[^a-z0-9]+", "_", plain(text)).strip("_")


def only_total(titles: Sequence[str]) -> bool:
    """Say whether a dimension with these categories is a total and nothing else: rows are what they were without it."""
    return len(titles) == 1 and plain(titles[0]).startswith("totaal")


@dataclass(frozen=True)
class Topic:
    """One column of figures. `path` is its title preceded by the titles of the groups it stands in."""

    key: str
    title: str
    path: str
    unit: str
    group: str = ""  # title of the group it stands in directly; empty: in none
    datatype: str = ""  # 'Long', 'Double', 'String', ...

    def has(self, *words: str, without: Sequence[str] = ()) -> bool:
        """Say whether every word stands in the path (and none of `without`), compared plainly."""
        path = plain(self.path)
        return all(word in path for word in words) and not any(word in path for word in without)


@dataclass(frozen=True)
class Member:
    """One category of a dimension. `key` is trimmed; the raw rows carry it with CBS's trailing blanks."""

    key: str
    title: str
    description: str
    status: str


@dataclass(frozen=True)
class Dimension:
    """One dimension: the column of the raw rows that holds its keys, and its members."""

    key: str
    kind: str  # 'geo', 'time' or 'other'
    members: tuple[Member, ...]

    def titled(self, pattern: str) -> list[Member]:
        """Return the members whose plain title matches the pattern as a whole."""
        return [member for member in self.members if re.fullmatch(pattern, plain(member.title))]


@dataclass(frozen=True)
class Metadata:
    """The metadata of one table, as `meta.json` of a snapshot holds it."""

    source_id: str
    title: str
    topics: tuple[Topic, ...]
    dimensions: tuple[Dimension, ...]
    not_fetched: tuple[Topic, ...] = ()  # columns that the table has and the rows of this snapshot have not

    @property
    def geo(self) -> Dimension:
        """Return the dimension of regions; raises `TableError` where there is not exactly one."""
        return self._only("geo", "regio's")

    @property
    def time(self) -> Dimension:
        """Return the dimension of periods; raises `TableError` where there is not exactly one."""
        return self._only("time", "perioden")

    def others(self, *wanted: str) -> list[Dimension]:
        """Return the dimensions that are neither regions nor periods, in the order of `wanted`.

        `wanted` are words of which one stands in the key of each. A dimension too many or too few is a
        `TableError`: adding up over an unknown dimension would count people or euros twice. One that
        has a total and nothing else cannot do that and is left out of account.
        """
        found = {each.key: each for each in self.dimensions if each.kind == "other"}
        ordered = []
        for words in wanted:
            match = [key for key in found if any(word in plain(key) for word in words.split("|"))]
            if len(match) != 1:
                raise TableError(
                    self.source_id,
                    [
                        f"De dimensie '{words.split('|')[0]}' is niet gevonden; wel: {', '.join(found) or 'geen'}."
                    ],
                )
            ordered.append(found.pop(match[0]))
        new = [
            key for key, each in found.items() if not only_total([member.title for member in each.members])
        ]
        if new:
            raise TableError(
                self.source_id,
                [f"Nieuwe dimensie: {', '.join(new)}. Pas het inlezen aan (loaders/normalise)."],
            )
        return ordered

    def topic(self, *words: str, without: Sequence[str] = (), unit: str = "") -> Topic:
        """Return the one topic with these words in its path; raises `TableError` that lists what there is."""
        topic = self.find_topic(*words, without=without, unit=unit)
        if topic is None:
            there = "; ".join(f"{each.path} ({each.unit})" for each in self.topics)
            raise TableError(
                self.source_id,
                [f"De kolom '{' '.join(words)}' is niet gevonden. Het CBS gaf: {there}."],
            )
        return topic

    def find_topic(self, *words: str, without: Sequence[str] = (), unit: str = "") -> Topic | None:
        """Return the one topic with these words in its path and `unit` in its unit; None where there is none.

        Where more than one fits, the one whose own title is shortest is meant ('Totale bevolking', not
        'Totale bevolkingsgroei'); two of equal length are a `TableError`.
        """
        fits = [
            each for each in self.topics if each.has(*words, without=without) and unit in plain(each.unit)
        ]
        fits.sort(key=lambda each: len(each.title))
        if len(fits) > 1 and len(fits[0].title) == len(fits[1].title):
            names = ", ".join(each.key for each in fits)
            raise TableError(self.source_id, [f"De kolom '{' '.join(words)}' is er meer dan eens: {names}."])
        return fits[0] if fits else None

    def _only(self, kind: str, name: str) -> Dimension:
        found = [each for each in self.dimensions if each.kind == kind]
        if len(found) != 1:
            raise TableError(
                self.source_id, [f"De tabel heeft {len(found)} dimensies voor {name}; verwacht: 1."]
            )
        return found[0]


# What a dimension is, by its key where that is telling: the types of the feed are not the same in every catalogue.
_KINDS_BY_KEY = {
    "regio": "geo",
    "gemeenten": "geo",
    "wijken": "geo",  # WijkenEnBuurten too
    "perioden": "time",
    "verslagsoort": "other",
}
_DIMENSION_KINDS = {
    "Dimension": "other",
    "GeoDimension": "geo",
    "GeoDetail": "geo",
    "TimeDimension": "time",
}


def read(source_id: str, meta: Mapping[str, object]) -> Metadata:
    """Read `meta.json` of a snapshot; raises `TableError` where it has not the shape of the CBS feed."""
    properties = _records(source_id, meta.get("DataProperties"), "DataProperties")
    infos = meta.get("TableInfos")
    info = infos[0] if isinstance(infos, list) and infos else infos
    if not isinstance(info, Mapping):
        raise TableError(source_id, ["De beschrijving van de tabel (TableInfos) ontbreekt."])
    members = meta.get("dims")
    if not isinstance(members, Mapping):
        raise TableError(source_id, ["De lijsten van regio's en perioden (dims) ontbreken."])
    groups = {each["ID"]: each for each in properties if _type(each) == "TopicGroup"}
    return Metadata(
        source_id=source_id,
        title=str(info.get("Title") or "").strip(),
        topics=tuple(_topic(each, groups) for each in properties if _type(each) == "Topic"),
        dimensions=tuple(
            _dimension(source_id, each, _kind(each), members)
            for each in properties
            if _type(each) in _DIMENSION_KINDS
        ),
    )


def _kind(record: Mapping[str, object]) -> str:
    key = plain(record.get("Key"))
    by_key = [kind for begin, kind in _KINDS_BY_KEY.items() if key.startswith(begin)]
    return by_key[0] if by_key else _DIMENSION_KINDS[_type(record)]


def _type(record: Mapping[str, object]) -> str:
    return str(record.get("odata.type") or record.get("Type") or "").rpartition(".")[2]


def _topic(record: Mapping[str, object], groups: Mapping[object, Mapping[str, object]]) -> Topic:
    titles, parent = [str(record.get("Title") or "").strip()], record.get("ParentID")
    while parent in groups and len(titles) < 10:
        titles.append(str(groups[parent].get("Title") or "").strip())
        parent = groups[parent].get("ParentID")
    return Topic(
        str(record["Key"]),
        titles[0],
        " / ".join(reversed(titles)),
        str(record.get("Unit") or "").strip(),
        titles[1] if len(titles) > 1 else "",
        str(record.get("Datatype") or ""),
    )


def _dimension(
    source_id: str, record: Mapping[str, object], kind: str, members: Mapping[str, object]
) -> Dimension:
    key = str(record["Key"])
    return Dimension(
        key,
        kind,
        tuple(
            Member(
                str(each["Key"]).strip(),
                str(each.get("Title") or "").strip(),
                str(each.get("Description") or "").strip(),
                str(each.get("Status") or "").strip(),
            )
            for each in _records(source_id, members.get(key), key)
        ),
    )


def _records(source_id: str, value: object, name: str) -> list[dict[str, object]]:
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        raise TableError(source_id, [f"De lijst '{name}' ontbreekt of is leeg. Haal de tabel opnieuw op."])
    return value
