"""Gebieden in Nederland: which gemeente belongs to which area, one table a year.

The columns are pairs Code_n / Naam_n+1 whose numbers shift from year to year, so a pair is known by the
prefix of its codes (JZ: jeugdregio, PV: provincie, ...). An area has a code of two letters and a digit; at the end
of the table stand pairs Code_n / Omschrijving_n+1 with classes of size and of stedelijkheid ('4'), which are no areas.
"""

import re
from dataclasses import dataclass, field

import pandas as pd

from loaders.errors import TableError
from loaders.normalise.metadata import Metadata, Topic, plain, slug

# Letters of the codes -> division. NUTS areas are told apart by the length of their code.
DIVISIONS = {
    "AM": "arbeidsmarktregio", "AR": "arrondissement", "CP": "corop_plus", "CR": "corop", "CS": "corop_sub",
    "ES": "energieregio", "GG": "ggd", "JZ": "jeugdregio", "KK": "kamer_van_koophandel",
    "LB": "landbouwgebied", "LD": "landsdeel", "LG": "landbouwgroep", "MC": "rmc", "PV": "provincie", "RE": "politie",
    "RP": "rpa", "RT": "ressort", "TR": "toeristengebied", "VR": "veiligheidsregio", "VT": "veilig_thuis", "WG": "wgr",
    "ZK": "zorgkantoor",
}  # fmt: skip
_NUTS = {3: "nuts1", 4: "nuts2", 5: "nuts3"}
REQUIRED = ("jeugdregio", "provincie")
URBAN = "stedelijkheid_klasse"
_AREA = r"[A-Z]{2}\d[0-9A-Z]*"  # NUTS areas have letters behind the digit too: NL32A
_COLUMN = re.compile(r"(code|naam|omschrijving)_?(\d+)", re.IGNORECASE)
_CLASSES = ("grootte", "stedelijk")  # words of the groups with classes: known, so not worth a note


def _no_classes() -> pd.DataFrame:
    return pd.DataFrame({"region": pd.Series(dtype=str), "value": pd.Series(dtype=float)})


@dataclass(frozen=True)
class Divisions:
    """One year of divisions: the gemeenten, and the areas they belong to."""

    year: int
    gemeenten: pd.DataFrame  # code, name
    memberships: pd.DataFrame  # region, parent, division, year
    areas: pd.DataFrame  # code, name, kind (of the parents; name is the code where the table has none)
    urban: pd.DataFrame = field(default_factory=_no_classes)  # region, value: 1 very urban to 5 not urban
    notes: tuple[str, ...] = ()  # Dutch: columns that were left out


def columns(meta: Metadata) -> dict[str, str]:
    """Return the raw columns to read and their DuckDB types: the gemeente, every code, and what stands beside it."""
    topics = [topic.key for topic in meta.topics if _COLUMN.fullmatch(topic.key)]
    return dict.fromkeys([meta.geo.key, *topics], "VARCHAR")


def divisions(meta: Metadata, rows: pd.DataFrame) -> Divisions:
    """Return the divisions of the year in the table's title.

    `rows` holds the raw columns of `columns`. Raises `TableError` where the year, the gemeenten, or the
    jeugdregio or provincie are not found, or two columns contradict each other on those two; areas of an unknown
    kind are named after their group. Any other column is left out, with a note where nobody knows it.
    """
    match = re.search(r"\b(20\d\d)\b", meta.title)
    if match is None:
        raise TableError(meta.source_id, [f"In de titel '{meta.title}' staat geen jaar."])
    read = _Reading(meta, rows)
    for topic in meta.topics:
        if topic.key in read.rows and _is(topic, "code"):
            read.take(topic)
    missing = sorted(set(REQUIRED) - read.parents.keys())
    if missing:
        raise TableError(meta.source_id, [f"Geen kolom met {' of '.join(missing)} gevonden (codes JZ, PV)."])
    return read.divisions(int(match[1]))


class _Reading:
    """What the pairs of columns said so far. `rows`: the gemeenten alone, by code, texts trimmed."""

    def __init__(self, meta: Metadata, rows: pd.DataFrame) -> None:
        trimmed = rows.apply(lambda column: column.str.strip())
        gemeente = trimmed[meta.geo.key].str.startswith("GM", na=False)
        self.meta, self.rows = meta, trimmed[gemeente].set_index(meta.geo.key, drop=False)
        self.names = {member.key: member.title for member in meta.geo.members}
        self.parents: dict[str, pd.Series] = {}  # division -> area by gemeente
        self.areas: list[pd.DataFrame] = []
        self.urban = _no_classes()
        self.notes: list[str] = []

    def take(self, topic: Topic) -> None:
        """Take a column of codes for what it holds: the gemeente itself, areas, classes or something else."""
        codes = self.rows[topic.key].replace("", pd.NA)
        known = codes.dropna()
        name = self._beside(topic, "naam")
        if known.empty:
            self._left_out(topic, "er staan geen codes in")
            return
        is_area = known.str.fullmatch(_AREA)
        if (known == known.index).all():
            if name is not None:  # a name that is empty says nothing
                self.names.update(
                    {str(code): str(each) for code, each in name.dropna().items() if each != ""}
                )
        elif is_area.any() and not known.str.startswith("GM").any():
            self._take_areas(topic, known[is_area], name)
            if not is_area.all():
                odd = ", ".join(sorted(set(known[~is_area]))[:5])
                self.notes.append(
                    f"In kolom {topic.key} ({topic.path}) zijn deze codes geen gebieden: {odd}."
                )
        elif not self._take_classes(topic, known):
            self._left_out(topic, "de codes zijn geen gebieden")

    def _take_areas(self, topic: Topic, parent: pd.Series, name: pd.Series | None) -> None:
        division = _division(topic, parent)
        before = self.parents.get(division)
        if before is not None:
            if before.equals(parent):  # the same column twice
                return
            if division in REQUIRED:
                raise TableError(self.meta.source_id, [f"Twee kolommen geven een andere {division}."])
            self._left_out(topic, f"een andere kolom geeft de {division} al")
            return
        self.parents[division] = parent
        label = parent if name is None else name.reindex(parent.index).replace("", pd.NA).fillna(parent)
        self.areas.append(pd.DataFrame({"code": parent, "name": label, "kind": division}))

    def _take_classes(self, topic: Topic, known: pd.Series) -> bool:
        """Keep the stedelijkheid where this is its column; say whether it is a column of classes that is known."""
        words = self._beside(topic, "omschrijving")
        text = plain(topic.group) if words is None else plain(" ".join(map(str, words.dropna().unique())))
        value = pd.to_numeric(known, errors="coerce")
        value = value[value.isin(range(1, 6))].astype(float)
        if "stedelijk" in text and "inwoners" not in text and len(value):
            self.urban = pd.DataFrame({"region": value.index.to_numpy(str), "value": value.to_numpy()})
            return True
        return any(word in plain(topic.path) for word in _CLASSES)

    def _left_out(self, topic: Topic, why: str) -> None:
        self.notes.append(f"Kolom {topic.key} ({topic.path}) is niet gebruikt: {why}.")

    def _beside(self, topic: Topic, what: str) -> pd.Series | None:
        """Return the Naam or Omschrijving of a Code: of the same group, else the column with the next number."""
        others = [each for each in self.meta.topics if _is(each, what) and each.key in self.rows]
        same = [each for each in others if each.group == topic.group and topic.group]
        following = [each for each in others if _number(each) == _number(topic) + 1]
        chosen = same if len(same) == 1 else following
        return self.rows[chosen[0].key] if chosen else None

    def divisions(self, year: int) -> Divisions:
        """Return everything that was read, as the divisions of a year."""
        parts = [
            pd.DataFrame({"region": parent.index, "parent": parent, "division": division, "year": year})
            for division, parent in self.parents.items()
        ]
        codes = self.rows[self.meta.geo.key]
        return Divisions(
            year=year,
            gemeenten=pd.DataFrame({"code": codes, "name": codes.map(self.names)}).reset_index(drop=True),
            memberships=pd.concat(parts, ignore_index=True),
            areas=pd.concat(self.areas).drop_duplicates("code").reset_index(drop=True),
            urban=self.urban,
            notes=tuple(self.notes),
        )


def _is(topic: Topic, what: str) -> bool:
    """Say whether a topic is a column Code_n, Naam_n or Omschrijving_n, as `what` says."""
    match = _COLUMN.fullmatch(topic.key)
    return match is not None and match[1].lower() == what


def _number(topic: Topic) -> int:
    """Return n of Code_n, Naam_n or Omschrijving_n; -1 for another column."""
    match = _COLUMN.fullmatch(topic.key)
    return int(match[2]) if match else -1


def _division(topic: Topic, parent: pd.Series) -> str:
    """Name the division of a column of areas by the letters of its codes; else by the title of its group."""
    prefixes = set(parent.str[:2])
    if len(prefixes) == 1:
        prefix = prefixes.pop()
        if prefix == "NL":
            return _NUTS.get(int(parent.str.len().max()), "nuts")
        if prefix in DIVISIONS:
            return DIVISIONS[prefix]
    return slug(topic.group) or topic.key.lower()
