"""What ships in `data/`: the report's tables, the records and the facts on mergers, read and validated.

Everything here is typed by people, so every fault is a `DataFileError` in Dutch that names file, record and
field. References between files are checked here too: a record that reaches a metric or a page is complete.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from loaders.files import datafiles, register
from metrics.facts import MERGERS
from metrics.groups.value import MIN_MEMBERS
from metrics.records import (
    Caveat,
    Claim,
    Indicator,
    Question,
    Records,
    ReferenceGroup,
    RegionalLead,
    RegionStory,
    TaakveldSet,
    Term,
)

FOLDER = Path(__file__).resolve().parents[2] / "data"

_CELLS = {
    "table_n": "Int64", "case_code": "str", "row_label": "str", "row_kind": "str", "region_code": "str",
    "column": "str", "printed": "str", "value": "float64", "status": "str", "note": "str", "line": "Int64",
}  # fmt: skip
_CELL_STATUSES = {"number", "not_applicable", "missing", "other_source", "text"}
_REGIONS = {"code": "str", "name": "str", "kind": "str", "first_year": "Int64", "last_year": "Int64"}


@dataclass(frozen=True)
class _From:
    code: str
    name: str
    kind: str = "merger"


@dataclass(frozen=True)
class _Reorganisation:
    date: date
    code: str
    name: str
    continues: bool = False


def fingerprint(folder: Path = FOLDER) -> str:
    """Return one hash of every shipped file (names and contents); what is in `local/` does not ship."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.toml"), *folder.glob("report/*.*")]):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def records(folder: Path = FOLDER) -> Records:
    """Return every record that ships; raises `DataFileError` or `RegisterError` where one is not right."""
    indicators = datafiles.records(folder / "indicators.toml", "indicator", Indicator, identity="code")
    groups = datafiles.records(folder / "reference_groups.toml", "group", ReferenceGroup, identity="code")
    caveats = datafiles.records(folder / "caveats.toml", "caveat", Caveat, identity="code")
    messages = datafiles.toml(folder / "messages.toml").get("messages", {})
    if not messages:
        raise datafiles.fault(
            folder / "messages.toml", "er staat geen [messages] in.", "Zet het bestand terug."
        )
    read = Records(
        indicators={each.code: each for each in indicators},
        groups={each.code: each for each in groups},
        terms=datafiles.records(folder / "glossary.toml", "term", Term, identity="term"),
        caveats={each.code: each for each in caveats},
        questions=datafiles.records(folder / "questions.toml", "question", Question, identity="code"),
        taakvelden=datafiles.records(
            folder / "taakvelden.toml", "taakvelden", TaakveldSet, identity="first_year"
        ),
        leads=datafiles.records(folder / "regional_leads.toml", "lead", RegionalLead, identity=""),
        messages={str(key): str(text) for key, text in messages.items()},
        claims=datafiles.records(folder / "report" / "claims.toml", "claim", Claim, identity="code"),
        sources=register.entries(folder / "sources.toml"),
        regions=datafiles.records(folder / "regions.toml", "region", RegionStory, identity=""),
    )
    _check_references(folder, read)
    return read


def report_cells(folder: Path = FOLDER) -> pd.DataFrame:
    """Return the printed cells of the report's tables: columns of `metrics.facts.REPORT_CELLS`.

    A cell that holds no number has no value and says why in `status`; that is checked.
    """
    path = folder / "report" / "tables.csv"
    frame = datafiles.csv(path, _CELLS, optional=["value", "note", "region_code"])
    for row, (status, value) in enumerate(zip(frame["status"], frame["value"], strict=True), start=2):
        if status not in _CELL_STATUSES:
            choices = ", ".join(sorted(_CELL_STATUSES))
            raise datafiles.fault(
                path, f"'{status}' kan niet.", f"Kies uit: {choices}.", f"regel {row}", "status"
            )
        if (status in ("number", "other_source")) == pd.isna(value):
            problem = "status en getal spreken elkaar tegen."
            remedy = "Een getal heeft status number of other_source; een ander veld is leeg."
            raise datafiles.fault(path, problem, remedy, f"regel {row}", "value")
    return frame


def report_regions(folder: Path = FOLDER) -> pd.DataFrame:
    """Return the regions the report is about: code, name, kind, first_year, last_year (missing: no limit)."""
    return datafiles.csv(folder / "report" / "regions.csv", _REGIONS, optional=["first_year", "last_year"])


def mergers(folder: Path = FOLDER) -> pd.DataFrame:
    """Return the reorganisations as pairs: columns of `metrics.facts.MERGERS`, kind merger, rename or split.

    A gemeente that continues under its own code is a pair with itself, so that its figures of before the date
    are added to those of the others.
    """
    path = folder / "herindelingen.toml"
    rows = []
    for number, raw in enumerate(datafiles.toml(path).get("herindeling", []), start=1):
        name = str(raw.get("name", f"nummer {number}"))
        parts = raw.get("from")
        own = {key: value for key, value in raw.items() if key != "from"}
        event = datafiles.record(path, name, own, _Reorganisation)
        if not isinstance(parts, list) or not parts:
            raise datafiles.fault(path, "dit veld ontbreekt.", "Noem de oude gemeenten.", name, "from")
        old = [datafiles.record(path, name, part, _From) for part in parts]
        for each in old:
            if each.kind not in ("merger", "rename", "split"):
                raise datafiles.fault(
                    path, f"'{each.kind}' kan niet.", "Kies uit: merger, rename, split.", name, "kind"
                )
        if event.continues:
            old.append(_From(event.code, event.name))
        rows += [(event.date, each.code, each.name, event.code, event.name, each.kind) for each in old]
    if not rows:
        raise datafiles.fault(path, "er staat geen enkele [[herindeling]] in.", "Zet het bestand terug.")
    frame = pd.DataFrame(rows, columns=MERGERS)
    return frame.assign(date=pd.to_datetime(frame["date"]))


def _check_references(folder: Path, read: Records) -> None:
    """Raise `DataFileError` for a reference to a record that is not there."""
    sources = {name for each in read.sources for name in (each.source_id, each.series) if name} | {"rapport"}
    for each in read.indicators.values():
        path = folder / "indicators.toml"
        _known(path, each.code, "caveats", each.caveats, set(read.caveats))
        _known(path, each.code, "sources", each.sources, sources)
    for group in read.groups.values():
        _check_group(folder / "reference_groups.toml", group)
    for lead in read.leads:
        path = folder / "regional_leads.toml"
        if lead.statement not in ("", "jaarrekening", "begroting"):
            remedy = "Kies uit: jaarrekening, begroting, of laat het veld weg."
            raise datafiles.fault(path, f"'{lead.statement}' kan niet.", remedy, lead.region, "statement")
        if lead.last_year is not None and lead.last_year < lead.first_year:
            problem = "het laatste jaar ligt voor het eerste."
            raise datafiles.fault(path, problem, "Verwissel de jaren.", lead.region, "last_year")
    terms = {each.term for each in read.terms}
    for term in read.terms:
        _known(folder / "glossary.toml", term.term, "see", term.see, terms)
    for question in read.questions:
        wanted = (question.indicator,) if question.indicator else ()
        _known(folder / "questions.toml", question.code, "indicator", wanted, set(read.indicators))
    spans = sorted(read.taakvelden, key=lambda each: each.first_year)
    for one, other in zip(spans, spans[1:], strict=False):
        if one.last_year is None or one.last_year != other.first_year - 1:
            problem = f"de jaren sluiten niet aan op {other.first_year}."
            remedy = "Laat elk jaar in precies een onderdeel vallen."
            raise datafiles.fault(
                folder / "taakvelden.toml", problem, remedy, str(one.first_year), "last_year"
            )


def _check_group(path: Path, group: ReferenceGroup) -> None:
    """Raise `DataFileError` for a group that cannot be used; the report's tells of each member why it is in it."""
    if group.case in group.members:
        problem = "de gemeente zelf staat in haar groep."
        raise datafiles.fault(path, problem, "Haal haar weg uit members.", group.code, "members")
    if group.kind == "report":
        _known(path, group.code, "reasons", group.members, set(group.reasons), "heeft geen reden")
        _known(path, group.code, "member_kinds", group.members, set(group.member_kinds), "heeft geen soort")
    elif not re.fullmatch(r"[a-z0-9_]+", group.code):  # it stands in the address
        remedy = "Gebruik kleine letters, cijfers en _."
        raise datafiles.fault(path, f"'{group.code}' kan niet.", remedy, group.code, "code")
    elif len(set(group.members)) < MIN_MEMBERS:
        problem = "een groep heeft ten minste twee verschillende gemeenten nodig."
        raise datafiles.fault(path, problem, "Voeg een gemeente toe.", group.code, "members")


def _known(
    path: Path, record: str, field: str, values: tuple[str, ...], known: set[str], says: str = "bestaat niet"
) -> None:
    for value in values:
        if value not in known:
            raise datafiles.fault(path, f"'{value}' {says}.", "Verbeter de verwijzing.", record, field)
