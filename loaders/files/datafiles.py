"""Reading the files that people type: TOML records and CSV tables, with faults said in Dutch.

The shape of a record is its dataclass in `metrics.records`; pydantic checks it, this module says what was
wrong.
"""

import dataclasses
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_args

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from loaders.errors import DataFileError, Said

Record = TypeVar("Record")

_PUT_BACK = Said("Zet het terug uit de broncode.", "put it back from the source code")


def toml(path: Path) -> dict[str, Any]:
    """Return the contents of a TOML file; raises `DataFileError` where it is missing or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataFileError(
            _name(path), Said("het bestand ontbreekt.", "the file is missing"), _PUT_BACK
        ) from error
    except UnicodeDecodeError as error:
        raise DataFileError(
            _name(path),
            Said("het bestand is geen leesbare tekst.", "the file is no readable text"),
            _PUT_BACK,
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(
            _name(path),
            Said(f"het is geen geldige TOML ({error}).", f"it is no valid TOML ({error})"),
            Said("Herstel die regel.", "mend that line"),
        ) from error


def records(path: Path, key: str, kind: type[Record], *, identity: str) -> tuple[Record, ...]:
    """Return the records under `[[key]]` as instances of the dataclass `kind`.

    `identity` is the field that names a record in a message and has to be unique (empty: no such field).
    Raises `DataFileError` for a missing, unknown or wrong field, a double identity, or no records at all.
    """
    raw = toml(path).get(key)
    if not isinstance(raw, list) or not raw:
        raise DataFileError(
            _name(path), Said(f"er staat geen enkele [[{key}]] in.", f"it holds no [[{key}]]"), _PUT_BACK
        )
    adapter, found = TypeAdapter(kind), list[Record]()
    seen: set[object] = set()
    for number, each in enumerate(raw, start=1):
        name = str(each.get(identity, f"nummer {number}")) if identity else f"nummer {number}"
        found.append(record(path, name, each, kind, adapter))
        if identity and each[identity] in seen:
            raise DataFileError(
                _name(path),
                Said("dit onderdeel staat er twee keer.", "this record is there twice"),
                Said("Haal er een weg.", "remove one"),
                name,
                identity,
            )
        seen.add(each.get(identity))
    return tuple(found)


def record(
    path: Path,
    name: str,
    raw: Mapping[str, object],
    kind: type[Record],
    adapter: TypeAdapter[Record] | None = None,
) -> Record:
    """Return one record as an instance of the dataclass `kind`, its tables read-only.

    `adapter`: pydantic's validator of `kind`, where the caller has it (making one costs a millisecond).
    """
    fields = {each.name: each for each in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(raw) - set(fields))
    if unknown:
        raise DataFileError(
            _name(path),
            Said("dit veld bestaat niet.", "there is no such field"),
            Said(f"Kies uit: {', '.join(fields)}.", f"choose from {', '.join(fields)}"),
            name,
            unknown[0],
        )
    values = dict(raw)
    for each in fields.values():
        if type(None) in get_args(each.type):
            values.setdefault(each.name, None)
    try:
        read: Record = (adapter or TypeAdapter(kind)).validate_python(values)
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(str(part) for part in fault["loc"])
        raise DataFileError(
            _name(path), _said(dict(fault)), Said("Verbeter dit veld.", "mend this field"), name, field
        ) from error
    for each in fields.values():
        value = getattr(read, each.name)
        if isinstance(value, dict):
            object.__setattr__(read, each.name, MappingProxyType(value))
    return read


def csv(path: Path, kinds: Mapping[str, str], *, optional: Sequence[str] = ()) -> pd.DataFrame:
    """Return a CSV with exactly the columns of `kinds` (name -> pandas dtype), an empty cell as missing.

    Raises `DataFileError` for a missing file or column, a text where a number is wanted, or an empty cell in
    a column that is not in `optional`.
    """
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    except FileNotFoundError as error:
        raise DataFileError(
            _name(path), Said("het bestand ontbreekt.", "the file is missing"), _PUT_BACK
        ) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise DataFileError(
            _name(path),
            Said(f"het is geen geldige CSV ({error}).", f"it is no valid CSV ({error})"),
            _PUT_BACK,
        ) from error
    missing = [column for column in kinds if column not in frame.columns]
    if missing:
        raise DataFileError(
            _name(path),
            Said("deze kolom ontbreekt.", "this column is missing"),
            _PUT_BACK,
            "eerste regel",
            missing[0],
        )
    if frame.empty:
        raise DataFileError(_name(path), Said("er staat geen enkele regel in.", "it holds no row"), _PUT_BACK)
    frame = frame[list(kinds)]
    return frame.assign(
        **{name: _column(path, frame[name], kind, name in optional) for name, kind in kinds.items()}
    )


def fault(path: Path, problem: Said, remedy: Said, record: str = "", field: str = "") -> DataFileError:
    """Return the error for something that is wrong between records (a reference to nothing)."""
    return DataFileError(_name(path), problem, remedy, record, field)


def _column(path: Path, text: pd.Series, kind: str, optional: bool) -> pd.Series:
    empty = text == ""
    if empty.any() and not optional:
        row = str(int(empty.to_numpy().argmax()) + 2)
        raise DataFileError(
            _name(path),
            Said("deze cel is leeg.", "this cell is empty"),
            Said("Vul de cel in.", "fill it in"),
            f"regel {row}",
            str(text.name),
        )
    if kind == "str":
        return text.where(~empty, None)
    number = pd.to_numeric(text.where(~empty), errors="coerce")
    wrong = number.isna() & ~empty
    if kind == "Int64":
        wrong |= number.notna() & (number % 1 != 0)
    if wrong.any():
        row_number = int(wrong.to_numpy().argmax())
        raise DataFileError(
            _name(path),
            Said(
                f"'{text.iloc[row_number]}' is geen {'heel ' if kind == 'Int64' else ''}getal.",
                f"'{text.iloc[row_number]}' is no {'whole ' if kind == 'Int64' else ''}number",
            ),
            Said(
                "Schrijf een getal, met een punt voor decimalen.", "write a number, with a point for decimals"
            ),
            f"regel {row_number + 2}",
            str(text.name),
        )
    return number.astype("Int64") if kind == "Int64" else number.astype("float64")


def _name(path: Path) -> str:
    """Return a path as a person knows it: from `data/` on."""
    parts = path.parts
    return "/".join(parts[parts.index("data") :]) if "data" in parts else path.name


def _said(fault: Mapping[str, Any]) -> Said:
    """Say one fault that pydantic found."""
    kind, value, context = str(fault["type"]), fault.get("input"), fault.get("ctx") or {}
    if kind in ("missing", "missing_argument"):
        return Said("dit veld ontbreekt.", "this field is missing")
    if kind == "literal_error":
        choices = str(context.get("expected", ""))
        return Said(
            f"'{value}' kan hier niet; kies uit {choices.replace(' or ', ' of ')}.",
            f"'{value}' cannot stand here; choose from {choices}",
        )
    types = {
        "string": ("een tekst", "a text"),
        "int": ("een getal", "a number"),
        "float": ("een getal", "a number"),
        "bool": ("true of false", "true or false"),
        "tuple": ("een lijst", "a list"),
        "list": ("een lijst", "a list"),
    }
    for begin, (dutch, english) in types.items():
        if kind.startswith(begin):
            brackets = (", tussen [ en ]", ", between [ and ]") if dutch == "een lijst" else ("", "")
            return Said(
                f"'{value}' moet {dutch} zijn{brackets[0]}.", f"'{value}' must be {english}{brackets[1]}"
            )
    return Said(f"'{value}' past hier niet.", f"'{value}' does not fit here")
