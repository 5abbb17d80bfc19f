"""What ships in `data/`: the report's tables, the records and the facts on mergers, read and validated.

Everything here is typed by people, so every fault is a `DataFileError` in Dutch that names file, record and
field. References between files are checked here too: a record that reaches a metric or a page is complete.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter

from loaders.errors import Said
from loaders.files import datafiles, forms, own_group, register
from metrics.facts import MERGERS
from metrics.records import (
    Caveat,
    Claim,
    Indicator,
    Paper,
    Question,
    Records,
    ReferenceGroup,
    RegionalLead,
    RegionStory,
    System,
    TaakveldSet,
    TemplateStep,
    Term,
)
from metrics.report.documents import Arrangement, PortraitCard, PortraitFigure

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
    for path in sorted([*folder.glob("*.toml"), *folder.glob("report/*.*"), *folder.glob("forms/*.toml")]):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def records(folder: Path = FOLDER) -> Records:
    """Return every record that ships; raises `DataFileError` or `RegisterError` where one is not right.

    The same files are read once: who makes a build and who shows it need them both.
    """
    return _records(folder, fingerprint(folder))


@lru_cache(maxsize=4)
def _records(folder: Path, _files: str) -> Records:
    indicators = datafiles.records(folder / "indicators.toml", "indicator", Indicator, identity="code")
    groups = datafiles.records(folder / "reference_groups.toml", "group", ReferenceGroup, identity="code")
    caveats = datafiles.records(folder / "caveats.toml", "caveat", Caveat, identity="code")
    messages = datafiles.toml(folder / "messages.toml").get("messages", {})
    if not messages:
        raise datafiles.fault(
            folder / "messages.toml",
            Said("er staat geen [messages] in.", "it holds no [messages]"),
            Said("Zet het bestand terug.", "put the file back"),
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
        claims=tuple(
            claim
            for name in ("claims.toml", "documents.toml")
            for claim in datafiles.records(folder / "report" / name, "claim", Claim, identity="code")
        ),
        sources=register.entries(folder / "sources.toml"),
        regions=datafiles.records(folder / "regions.toml", "region", RegionStory, identity=""),
        systems=datafiles.records(folder / "systems.toml", "system", System, identity="name"),
        arrangements=datafiles.records(
            folder / "report" / "arrangements.toml", "arrangement", Arrangement, identity="code"
        ),
        portrait_cards=datafiles.records(
            folder / "report" / "portraits.toml", "card", PortraitCard, identity=""
        ),
        portrait_figures=datafiles.records(
            folder / "report" / "portraits.toml", "figure", PortraitFigure, identity=""
        ),
        steps=datafiles.records(folder / "conversation.toml", "step", TemplateStep, identity="code"),
        papers=datafiles.records(folder / "conversation.toml", "paper", Paper, identity="text"),
        forms=forms.forms(folder, {each.code for each in indicators}),
    )
    _check_references(folder, read)
    return read


def _once(read: Callable[[Path], pd.DataFrame], folder: Path) -> pd.DataFrame:
    """Return what `read` makes of a folder, of the same files once: a refresh makes more builds than one."""
    # a shallow copy: what somebody writes into it stays with them
    return _frame(read, folder, fingerprint(folder), str(pd.get_option("mode.string_storage"))).copy(
        deep=False
    )


@lru_cache(maxsize=12)
def _frame(read: Callable[[Path], pd.DataFrame], folder: Path, _files: str, _texts: str) -> pd.DataFrame:
    return read(folder)


def report_cells(folder: Path = FOLDER) -> pd.DataFrame:
    """Return the printed cells of the report's tables: columns of `metrics.facts.REPORT_CELLS`.

    A cell that holds no number has no value and says why in `status`; that is checked.
    """
    return _once(_report_cells, folder)


def _report_cells(folder: Path) -> pd.DataFrame:
    path = folder / "report" / "tables.csv"
    frame = datafiles.csv(path, _CELLS, optional=["value", "note", "region_code"])
    for row, (status, value) in enumerate(zip(frame["status"], frame["value"], strict=True), start=2):
        if status not in _CELL_STATUSES:
            choices = ", ".join(sorted(_CELL_STATUSES))
            raise datafiles.fault(
                path,
                Said(f"'{status}' kan niet.", f"no status '{status}'"),
                Said(f"Kies uit: {choices}.", f"choose from {choices}"),
                f"regel {row}",
                "status",
            )
        if (status in ("number", "other_source")) == pd.isna(value):
            problem = Said("status en getal spreken elkaar tegen.", "status and value contradict each other")
            remedy = Said(
                "Een getal heeft status number of other_source; een ander veld is leeg.",
                "a number has status number or other_source; any other cell is empty",
            )
            raise datafiles.fault(path, problem, remedy, f"regel {row}", "value")
    return frame


def report_regions(folder: Path = FOLDER) -> pd.DataFrame:
    """Return the regions the report is about: code, name, kind, first_year, last_year (missing: no limit)."""
    return _once(_report_regions, folder)


def _report_regions(folder: Path) -> pd.DataFrame:
    return datafiles.csv(folder / "report" / "regions.csv", _REGIONS, optional=["first_year", "last_year"])


def mergers(folder: Path = FOLDER) -> pd.DataFrame:
    """Return the reorganisations as pairs: columns of `metrics.facts.MERGERS`, kind merger, rename or split.

    A gemeente that continues under its own code is a pair with itself, so that its figures of before the date
    are added to those of the others.
    """
    return _once(_mergers, folder)


def _mergers(folder: Path) -> pd.DataFrame:
    path = folder / "herindelingen.toml"
    event_of, old_of = TypeAdapter(_Reorganisation), TypeAdapter(_From)
    rows = []
    for number, raw in enumerate(datafiles.toml(path).get("herindeling", []), start=1):
        name = str(raw.get("name", f"nummer {number}"))
        parts = raw.get("from")
        own = {key: value for key, value in raw.items() if key != "from"}
        event = datafiles.record(path, name, own, _Reorganisation, event_of)
        if not isinstance(parts, list) or not parts:
            raise datafiles.fault(
                path,
                Said("dit veld ontbreekt.", "this field is missing"),
                Said("Noem de oude gemeenten.", "name the old gemeenten"),
                name,
                "from",
            )
        old = [datafiles.record(path, name, part, _From, old_of) for part in parts]
        for each in old:
            if each.kind not in ("merger", "rename", "split"):
                raise datafiles.fault(
                    path,
                    Said(f"'{each.kind}' kan niet.", f"no kind '{each.kind}'"),
                    Said("Kies uit: merger, rename, split.", "choose from merger, rename, split"),
                    name,
                    "kind",
                )
        if event.continues:
            old.append(_From(event.code, event.name))
        rows += [(event.date, each.code, each.name, event.code, event.name, each.kind) for each in old]
    if not rows:
        raise datafiles.fault(
            path,
            Said("er staat geen enkele [[herindeling]] in.", "it holds no [[herindeling]]"),
            Said("Zet het bestand terug.", "put the file back"),
        )
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
            remedy = Said(
                "Kies uit: jaarrekening, begroting, of laat het veld weg.",
                "choose jaarrekening or begroting, or leave the field out",
            )
            raise datafiles.fault(
                path,
                Said(f"'{lead.statement}' kan niet.", f"no statement '{lead.statement}'"),
                remedy,
                lead.region,
                "statement",
            )
        if lead.last_year is not None and lead.last_year < lead.first_year:
            problem = Said("het laatste jaar ligt voor het eerste.", "the last year is before the first")
            raise datafiles.fault(
                path, problem, Said("Verwissel de jaren.", "swap the years"), lead.region, "last_year"
            )
    terms = {each.term for each in read.terms}
    for term in read.terms:
        _known(folder / "glossary.toml", term.term, "see", term.see, terms)
    for question in read.questions:
        wanted = (question.indicator,) if question.indicator else ()
        _known(folder / "questions.toml", question.code, "indicator", wanted, set(read.indicators))
    spans = sorted(read.taakvelden, key=lambda each: each.first_year)
    for one, other in zip(spans, spans[1:], strict=False):
        if one.last_year is None or one.last_year != other.first_year - 1:
            problem = Said(
                f"de jaren sluiten niet aan op {other.first_year}.",
                f"the years do not join up with {other.first_year}",
            )
            remedy = Said(
                "Laat elk jaar in precies een onderdeel vallen.", "let each year fall in exactly one record"
            )
            raise datafiles.fault(
                folder / "taakvelden.toml", problem, remedy, str(one.first_year), "last_year"
            )


_NOT_THERE = Said("bestaat niet", "does not exist")


def _check_group(path: Path, group: ReferenceGroup) -> None:
    """Raise `DataFileError` for a group that cannot be used; the report's tells of each member why it is in it."""
    code = group.code
    if group.case in group.members:
        problem = Said("de gemeente zelf staat in haar groep.", "the gemeente itself is in its group")
        remedy = Said("Haal haar weg uit members.", "remove it from members")
        raise datafiles.fault(path, problem, remedy, code, "members")
    if group.kind == "report":
        no_reason, no_kind = (
            Said("heeft geen reden", "has no reason"),
            Said("heeft geen soort", "has no kind"),
        )
        _known(path, code, "reasons", group.members, set(group.reasons), no_reason)
        _known(path, code, "member_kinds", group.members, set(group.member_kinds), no_kind)
    else:
        own_group.must_be_code(path, code)
        own_group.must_be_enough(path, code, group.members)


def _known(
    path: Path, record: str, field: str, values: tuple[str, ...], known: set[str], says: Said = _NOT_THERE
) -> None:
    for value in values:
        if value not in known:
            raise datafiles.fault(
                path,
                Said(f"'{value}' {says}.", f"'{value}' {says.english}"),
                Said("Verbeter de verwijzing.", "mend the reference"),
                record,
                field,
            )
