"""An analyst's work as one file: gemeente, group, year, own figures, notes and the answers in forms. Pure.

What comes in is a stranger's file: small, of this shape, checked field by field. Nothing of it is a path, an address
or markup, and what cannot be used here is said, never guessed.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from metrics import dutch
from metrics.comparing.own_figures import OwnFigure
from metrics.forms import LONGEST_NOTE, OPTION, FormAnswer, Given, usable
from metrics.groups.context import THEMES
from metrics.groups.make import KINDS as GROUP_KINDS
from metrics.records import Records
from metrics.typed_text import one_line, plain
from pages.ui.own import figures as checking
from pages.ui.own import monitor as monitoring
from pages.ui.own import template
from pages.ui.own.monitor import Statement, StatementError
from pages.ui.own.row import LONGEST_NAME, Known
from pages.ui.own.sheet import UploadError

FORMAT = "eigenwijzer werk"
VERSION = 1
SUFFIX = ".eigenwijzer.json"
MAX_BYTES = 1024 * 1024  # every note of every form at its longest, in letters of four bytes
LONGEST_NOTES, LONGEST_SHEET = 5_000, 800
_MOST_FIGURES, _MOST_ANSWERS = 500, 200
_LONGEST_NAME = 40
NOT_OURS = "Dit is geen werkbestand van Eigenwijzer, of het is beschadigd. Er is niets geopend."

Code = Annotated[str, Field(pattern=r"^GM[0-9]{4}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, str_max_length=LONGEST_NOTES)


class WorkGroup(_Part):
    """With whom is compared: as the address says it, and the members it had when it was saved."""

    kind: str
    members: list[Code] = Field(default_factory=list, max_length=400)
    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{0,60}$")] = ""
    title: str = Field(default="", max_length=200)
    k: Annotated[int, Field(ge=1, le=400)] | None = None
    weights: dict[str, Annotated[float, Field(ge=0, le=3)]] = Field(default_factory=dict)
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str) -> str:
        if kind not in GROUP_KINDS:
            raise ValueError("unknown kind")
        return kind

    @field_validator("weights")
    @classmethod
    def _known_themes(cls, weights: dict[str, float]) -> dict[str, float]:
        if not set(weights) <= set(THEMES):
            raise ValueError("unknown theme")
        return weights


class WorkFigure(_Part):
    """One own figure: euro or a number of young people."""

    region: Code
    year: Annotated[int, Field(ge=2000, le=2100)]
    kind: Literal["jaarrekening", "begroting", "begroting_na_wijziging", "prognose", "jongeren_met_jeugdzorg"]
    value: Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False, strict=False)]
    name: str = Field(default="", max_length=LONGEST_NAME)


class WorkStatement(_Part):
    """One total that a gemeente states of itself (pages.ui.own.monitor)."""

    region: Code
    topic: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    year: Annotated[int, Field(ge=2000, le=2100)]
    value: Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False, strict=False)]
    source: str = Field(max_length=monitoring.LONGEST_SOURCE)


class WorkAnswer(_Part):
    """One answer in a form: options by code, a note, and the figure that it points at."""

    form: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    question: Annotated[str, Field(pattern=r"^[a-z0-9]{1,8}$")]
    options: list[Annotated[str, Field(pattern=f"^{OPTION}$")]] = Field(default_factory=list, max_length=26)
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""
    figure: Annotated[str, Field(pattern=r"^[a-z0-9_]{0,60}$")] = ""


class Work(_Part):
    """The whole file. One of before there were forms has no answers."""

    format: Literal["eigenwijzer werk"] = "eigenwijzer werk"
    version: int = VERSION
    data_version: Annotated[str, Field(pattern=r"^[0-9a-f]{0,64}$")] = ""
    gemeente: Code
    year: Annotated[str, Field(pattern=r"^(20[0-9]{2})?$")] = ""
    group: WorkGroup | None = None
    figures: list[WorkFigure] = Field(default_factory=list, max_length=_MOST_FIGURES)
    notes: str = Field(default="", max_length=LONGEST_NOTES)
    monitor: list[WorkStatement] = Field(default_factory=list, max_length=monitoring.MOST)
    sheet: str = Field(default="", max_length=LONGEST_SHEET)  # notes for the sheet of *Gesprek voorbereiden*
    answers: list[WorkAnswer] = Field(default_factory=list, max_length=_MOST_ANSWERS)


class WorkError(Exception):
    """A file that cannot be opened; the text is Dutch."""


@dataclass(frozen=True)
class Read:
    """A work file that can be used, and what must be said of it."""

    work: Work
    figures: tuple[OwnFigure, ...]
    remarks: tuple[str, ...]
    statements: tuple[Statement, ...] = ()
    answers: tuple[Given, ...] = ()


def text(work: Work) -> str:
    """Return the file."""
    return json.dumps(work.model_dump(), ensure_ascii=False, indent=2) + "\n"


def figures_of(own: Sequence[OwnFigure]) -> list[WorkFigure]:
    """Return own figures as the file has them."""
    return [WorkFigure.model_validate(asdict(each)) for each in own]


def answers_of(given: Sequence[Given]) -> list[WorkAnswer]:
    """Return answers in forms as the file has them."""
    return [
        WorkAnswer(
            form=each.form,
            question=each.question,
            options=list(each.options),
            note=each.note[:LONGEST_NOTE],
            figure=each.figure,
        )
        for each in given
    ]


def read(data: bytes, known: Known, data_version: str, records: Records | None = None) -> Read:
    """Return the work in a file with what is not usable here left out and said; raises WorkError: no such file.

    `known`: what own figures are checked against, as those of an upload; `data_version`: of the figures here;
    `records`: the forms that answers can be of, and the figures that they can point at.
    """
    raw = _raw(data)
    try:
        work = Work.model_validate(raw)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])[:_LONGEST_NAME]
        where = f" Het veld '{field}' klopt niet." if field else ""
        raise WorkError(f"{NOT_OURS}{where}") from error
    remarks = []
    strange = _strange(raw, work)
    if strange:
        remarks.append(f"Onbekend en niet gelezen: {dutch.names(strange)}.")
    if work.data_version and work.data_version != data_version:
        remarks.append(
            "Dit werk is gemaakt met een andere versie van de cijfers. De uitkomsten kunnen verschillen."
        )
    if work.gemeente not in known.names.all:
        raise WorkError(f"De gemeente {work.gemeente} kennen we hier niet. Er is niets geopend.")
    group = work.group
    if group is not None:
        unknown = [code for code in group.members if code not in known.names.all]
        if unknown:
            remarks.append(f"Deze gemeenten kennen we hier niet; ze tellen niet mee: {dutch.names(unknown)}.")
            group = group.model_copy(
                update={"members": [each for each in group.members if each not in unknown]}
            )
    kept, lost = _checked(work, known)
    stated, refused = _statements(work, known)
    answers, unknown_n = _answers(work, records)
    if unknown_n:
        noun = "antwoord past" if unknown_n == 1 else "antwoorden passen"
        lost.append(f"Niet gebruikt: {unknown_n} {noun} niet bij een vraag die hier wordt gesteld.")
    texts = {"notes": plain(work.notes), "sheet": plain(work.sheet)}
    return Read(
        work.model_copy(update={"group": group, **texts}),
        kept,
        (*remarks, *lost, *refused),
        stated,
        answers,
    )


def _raw(data: bytes) -> Mapping[str, Any]:
    if len(data) > MAX_BYTES:
        raise WorkError(f"Het bestand is te groot (meer dan {MAX_BYTES // 1024} kB). Er is niets geopend.")
    try:
        raw = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise WorkError(NOT_OURS) from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise WorkError(NOT_OURS)
    version = raw.get("version")
    if not isinstance(version, int) or version < 1:
        raise WorkError(NOT_OURS)
    if version > VERSION:
        raise WorkError("Dit werkbestand is gemaakt met een nieuwere Eigenwijzer. Er is niets geopend.")
    return raw


def _strange(raw: Mapping[str, Any], work: Work) -> list[str]:
    """Return the fields that mean nothing here, by name."""
    parts: list[tuple[object, type[BaseModel]]] = [(raw, Work), (raw.get("group"), WorkGroup)]
    parts += [(each, WorkFigure) for each in raw.get("figures", [])[: len(work.figures)]]
    parts += [(each, WorkStatement) for each in raw.get("monitor", [])[: len(work.monitor)]]
    parts += [(each, WorkAnswer) for each in raw.get("answers", [])[: len(work.answers)]]
    found = [
        f"'{one_line(str(key))[:_LONGEST_NAME]}'"
        for part, model in parts
        if isinstance(part, dict)
        for key in part
        if key not in model.model_fields
    ]
    return list(dict.fromkeys(found))[:10]


def _checked(work: Work, known: Known) -> tuple[tuple[OwnFigure, ...], list[str]]:
    """Return the own figures that pass the checks of an upload, and why the others do not."""
    kept: dict[tuple[str, int, str, str], OwnFigure] = {}
    lost: list[str] = []
    for each in work.figures:
        own = OwnFigure(each.region, each.year, each.kind, float(each.value), one_line(each.name))
        try:
            (found,) = checking.check(template.text([own]).encode(), known).figures
        except UploadError as error:
            why = re.sub(r"^Rij \d+(?:, kolom \w+)?: ", "", error.problems[0])
            name = known.names.all.get(each.region, each.region)
            lost.append(f"Niet gebruikt: {name}, {each.year} ({own.called}): {why}")
        else:
            kept[found.region, found.year, found.kind, found.name] = found
    return tuple(kept.values()), lost


def statements_of(stated: Sequence[Statement]) -> list[WorkStatement]:
    """Return what a gemeente states of itself as the file has it."""
    return [WorkStatement.model_validate(asdict(each)) for each in stated]


def _statements(work: Work, known: Known) -> tuple[tuple[Statement, ...], list[str]]:
    """Return what a gemeente states of itself where that can be used here, and why the rest cannot."""
    kept: tuple[Statement, ...] = ()
    lost: list[str] = []
    for each in work.monitor:
        try:
            if each.region not in known.names.all:
                raise StatementError(f"de gemeente {each.region} kennen we hier niet.")
            kept = monitoring.merged(kept, Statement(**each.model_dump() | {"source": one_line(each.source)}))
        except StatementError as error:
            lost.append(f"Niet gebruikt: een getal uit uw eigen monitor, {each.year}: {error}")
    return kept, list(dict.fromkeys(lost))


def _answers(work: Work, records: Records | None) -> tuple[tuple[Given, ...], int]:
    """Return the answers to questions that are asked here, and how many are not."""
    found: dict[tuple[str, str], Given] = {}
    for each in work.answers:
        form = records.forms.get(each.form) if records else None
        answer = FormAnswer(tuple(each.options), each.figure)
        if records and form and usable(form, each.question, answer, records.indicators):
            found[each.form, each.question] = Given(
                each.form, each.question, answer.options, plain(each.note), answer.figure
            )
    return tuple(found.values()), len(work.answers) - len(found)
