"""What a file says of itself: of which page, whose figures, which version, with whom was compared, and where it stays.

One value a page (`Provenance`), made by `pages.ui.site.provenance` from the visit and the build; the spreadsheet, the
file beside a CSV and the foot of a document all say it from here. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics import dutch
from metrics.documents import line_explained
from pages.ui.documents.content import NOT_OURS
from pages.ui.parts.tables import Column, Table, legend, said_in, source_line

HEADINGS = ("Onderdeel", "Veld", "Waarde")
LICENCE = "Cijfers van het CBS: CC BY 4.0. Noem het CBS als bron."
OF_REPORT = "Cijfers overgenomen uit het rapport 'Eigenwijs transformeren' (2021)."
FILE, GROUP = "Dit bestand", "Groep"
UNITS = {
    "eur": "euro",
    "pct": "procent",
    "procentpunt": "procentpunt",
    "index": "indexcijfer",
    "deciel": "deciel (1 tot en met 10)",
    "aantal": "aantal",
    "getal": "getal",
}

Line = tuple[str, str, str | float | int]  # as HEADINGS


def unit_text(unit: str) -> str:
    """Return a unit in words. KeyError for a unit that no number has."""
    return UNITS[unit]


@dataclass(frozen=True)
class MemberTold:
    """A gemeente of the group. `why`: the reason it is in it, where one was given; `distance`: as the group says."""

    code: str
    name: str
    why: str = ""
    distance: float | None = None


@dataclass(frozen=True)
class GroupTold:
    """With whom is compared and on what ground; `k` and `weights` (kenmerk, share in percent) of gemeenten alike."""

    title: str
    basis: str
    members: tuple[MemberTold, ...]
    distance_meaning: str = ""
    notes: tuple[str, ...] = ()
    k: int | None = None
    weights: tuple[tuple[str, float], ...] = ()
    fingerprint: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The group, a member a line under its code."""
        said: list[Line] = [(GROUP, "Naam", self.title)]
        said += [(GROUP, "Waarom deze groep", self.basis)] if self.basis else []
        said += [(GROUP, "Aantal gemeenten", len(self.members))]
        said += [(GROUP, "k (hoeveel gemeenten die lijken)", self.k)] if self.k is not None else []
        said += [(GROUP, f"Gewicht in procent: {name}", share) for name, share in self.weights]
        said += [(GROUP, "Code van deze keuze", self.fingerprint)] if self.fingerprint else []
        said += [(GROUP, "Afstand", self.distance_meaning)] if self.distance_meaning else []
        said += [(GROUP, member.code, _member(member)) for member in self.members]
        notes = (*self.notes, *line_explained(member.why for member in self.members))
        return (*said, *((GROUP, "Toelichting", note) for note in notes))


def _member(member: MemberTold) -> str:
    far = "" if member.distance is None else f"afstand {dutch.number(member.distance, 2)}"
    about = "; ".join(part for part in (member.why, far) if part)
    if about.startswith(f"{member.name} "):  # a reason that is a sentence about it
        return about
    return f"{member.name}: {about}" if about else member.name


@dataclass(frozen=True)
class SourceTold:
    """A table as it was loaded. `sha256`: of its snapshot."""

    code: str
    title: str
    loaded_on: str
    licence: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What everything that is taken along from one page says of itself.

    `day`: the day it was taken along. `version`: as people cite it; `hash`: the whole name of the version, empty while
    a first refresh is under way. `link`: gives this page with these choices and this version again. `gemeente`: code
    and name, None on a page about none. `sources`: every table that is loaded; a file names those that it uses.
    """

    day: date
    version: str
    link: str
    hash: str = ""
    page: str = ""
    gemeente: tuple[str, str] | None = None
    group: GroupTold | None = None
    sources: tuple[SourceTold, ...] = ()

    @property
    def made(self) -> str:
        """When it was made, and of which version its figures are."""
        return f"Gemaakt op {dutch.date_nl(self.day)}. Versie van de cijfers: {self.version}."

    @property
    def licence(self) -> str:
        """On what terms the figures may be used."""
        return LICENCE if self.sources else OF_REPORT

    @property
    def foot(self) -> tuple[str, ...]:
        """What stands at the end of a document besides `made` and the link: codes, group, licence and version."""
        about = f"{self.gemeente[1]} ({self.gemeente[0]}). " if self.gemeente else ""
        name = f" Kenmerk van de versie: {self.hash}." if self.hash else ""
        return tuple(filter(None, (self._group_in_words, f"{about}{self.licence}{name}")))

    @property
    def _group_in_words(self) -> str:
        group = self.group
        if group is None:
            return ""
        members = dutch.names([f"{member.name} ({member.code})" for member in group.members])
        basis = group.basis.rstrip(".")
        told = [f"{group.title}: {members}.", f"{dutch.capital(basis)}." if basis else ""]
        if group.weights:
            shares = dutch.names([f"{name} {dutch.pct(share, 1)}" for name, share in group.weights])
            told.append(f"Gewichten: {shares}. Code van deze keuze: {group.fingerprint}.")
        return " ".join(filter(None, told))

    def lines(self, tables: Sequence[Table], titles: Sequence[str]) -> tuple[Line, ...]:
        """Return everything there is to say with tables, for a file: HEADINGS. `titles`: what each is called there."""
        said: list[Line] = []
        if self.page:
            said.append((FILE, "Pagina", self.page))
        if self.gemeente:
            said.append((FILE, "Gemeente", f"{self.gemeente[1]} ({self.gemeente[0]})"))
        said += [
            (FILE, "Gemaakt op", dutch.date_nl(self.day)),
            (FILE, "Versie van de cijfers", self.version),
        ]
        if self.hash:
            said.append((FILE, "Kenmerk van de versie", self.hash))
        said += [
            (FILE, "Vaste link", self.link),
            (FILE, "Licentie", self.licence),
            (FILE, "Let op", NOT_OURS),
        ]
        said += about_tables(tables, titles)
        said += self.group.lines if self.group else ()
        shown = " ".join(table.source for table in tables)
        for source in self.sources:
            if _is_named(source.code, shown):
                said += _of_source(source)
        return tuple(said)


def about_tables(tables: Sequence[Table], titles: Sequence[str]) -> list[Line]:
    """Return what each table says of itself: title, source, units and explanations."""
    said: list[Line] = []
    for table, title in zip(tables, titles, strict=True):
        said.append((title, "Titel", table.caption))
        said += [(title, "Bron", source_line(table.source))] if table.source else []
        said += [
            (title, f"Eenheid van '{column.heading}'", _unit(table, column))
            for column in table.columns
            if not column.is_text
        ]
        said += [(title, "Toelichting", text) for text in (*legend(table), *line_explained(said_in(table)))]
    return said


def _unit(table: Table, column: Column) -> str:
    """Return the unit of a column; of one with a unit a row where it stands."""
    mixed = any(table.cell(row, column).unit for row in table.rows)
    called = f"{column.heading} ({column.region})" if column.region else column.heading
    return f"verschilt per rij, zie '{called} (eenheid)'" if mixed else unit_text(column.unit)


def _is_named(code: str, shown: str) -> bool:
    """Say whether a source line names a table: by its code, or within '45038NED tot en met 45071NED'."""
    spans = re.findall(r"(\w+) tot en met (\w+)", shown)
    return code in shown or any(len(code) == len(first) and first <= code <= last for first, last in spans)


def _of_source(source: SourceTold) -> list[Line]:
    title = f"Tabel {source.code}"
    found = {
        "Titel": source.title,
        "Geladen op": source.loaded_on,
        "Licentie": source.licence,
        "Kenmerk (sha256)": source.sha256,
    }
    return [(title, name, text) for name, text in found.items() if text]
