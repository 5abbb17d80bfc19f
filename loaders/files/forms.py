"""The forms that ship in `data/forms/`: a file a form, with its parts, questions, shared options and outcomes."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from loaders.errors import DataFileError, Said
from loaders.files import datafiles
from metrics.forms import CODE, OPTION, Form, FormOption, FormPart, FormQuestion, Outcome

Record = TypeVar("Record")


@dataclass(frozen=True)
class _Heading:
    code: str
    title: str


@dataclass(frozen=True)
class _Scale:
    code: str
    options: tuple[FormOption, ...]


def forms(folder: Path, indicators: set[str]) -> dict[str, Form]:
    """Return every form by code. `indicators`: those that a part may be about.

    Raises `DataFileError` for a field that is not right, a code that a link cannot carry, a choice without options or
    a reference to nothing.
    """
    found: dict[str, Form] = {}
    for path in sorted((folder / "forms").glob("*.toml")):
        form = _form(path, indicators)
        if form.code in found:
            raise _fault(
                path, form.code, "code", Said("dit formulier staat er twee keer.", "this form is there twice")
            )
        found[form.code] = form
    return found


def _form(path: Path, indicators: set[str]) -> Form:
    raw = datafiles.toml(path)
    if not isinstance(raw.get("form"), dict):
        raise _fault(path, "form", "", Said("er staat geen [form] in.", "it holds no [form]"))
    heading = datafiles.record(path, "form", raw["form"], _Heading)
    scales = {each.code: each.options for each in _optional(path, raw, "scale", _Scale, "code")}
    questions = []
    for each in datafiles.records(path, "question", FormQuestion, identity="code"):
        if each.scale and each.scale not in scales:
            raise _fault(
                path, each.code, "scale", Said(f"'{each.scale}' bestaat niet.", f"there is no '{each.scale}'")
            )
        questions.append(replace(each, options=scales[each.scale]) if each.scale else each)
    form = Form(
        heading.code,
        heading.title,
        datafiles.records(path, "part", FormPart, identity="code"),
        tuple(questions),
        _optional(path, raw, "outcome", Outcome, ""),
    )
    _check(path, form, indicators)
    return form


def _optional(
    path: Path, raw: dict[str, object], key: str, kind: type[Record], identity: str
) -> tuple[Record, ...]:
    return datafiles.records(path, key, kind, identity=identity) if key in raw else ()


def _check(path: Path, form: Form, indicators: set[str]) -> None:
    for part in form.parts:
        if not form.of_part(part.code):
            raise _fault(
                path,
                part.code,
                "part",
                Said("dit onderdeel heeft geen vragen.", "this part has no questions"),
            )
        for figure in part.figures:
            if figure not in indicators:
                raise _fault(
                    path, part.code, "figures", Said(f"'{figure}' bestaat niet.", f"there is no '{figure}'")
                )
    for asked in form.questions:
        _check_question(path, form, asked)
    for outcome in form.outcomes:
        for code, option in outcome.when.items():
            if code not in form.by_code or option not in form.by_code[code].texts:
                raise _fault(
                    path,
                    str(dict(outcome.when)),
                    "when",
                    Said(f"'{code} = {option}' bestaat niet.", f"there is no '{code} = {option}'"),
                )


def _check_question(path: Path, form: Form, asked: FormQuestion) -> None:
    codes = [option.code for option in asked.options]
    if not re.fullmatch(CODE, asked.code):
        raise _fault(
            path,
            asked.code,
            "code",
            Said(f"'{asked.code}' kan niet in een link.", f"'{asked.code}' cannot stand in a link"),
        )
    if asked.part not in {each.code for each in form.parts}:
        raise _fault(
            path, asked.code, "part", Said(f"'{asked.part}' bestaat niet.", f"there is no '{asked.part}'")
        )
    if (asked.kind == "note") == bool(codes):
        raise _fault(
            path,
            asked.code,
            "options",
            Said("een keuze heeft antwoorden, een notitie niet.", "a choice has options, a note has none"),
        )
    if len(set(codes)) < len(codes) or not all(re.fullmatch(OPTION, code) for code in codes):
        raise _fault(
            path,
            asked.code,
            "options",
            Said("elk antwoord heeft een eigen kleine letter.", "every option has a small letter of its own"),
        )


def _fault(path: Path, record: str, field: str, problem: Said) -> DataFileError:
    return datafiles.fault(path, problem, Said("Verbeter dit veld.", "mend this field"), record, field)
