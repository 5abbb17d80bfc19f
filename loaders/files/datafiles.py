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

from loaders.errors import DataFileError

Record = TypeVar("Record")

_PUT_BACK = "Zet het terug uit de broncode."


def toml(path: Path) -> dict[str, Any]:
    """Return the contents of a TOML file; raises `DataFileError` where it is missing or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataFileError(_name(path), "het bestand ontbreekt.", _PUT_BACK) from error
    except UnicodeDecodeError as error:
        raise DataFileError(_name(path), "het bestand is geen leesbare tekst.", _PUT_BACK) from error
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(
            _name(path), f"het is geen geldige TOML ({error}).", "Herstel die regel."
        ) from error


def records(path: Path, key: str, kind: type[Record], *, identity: str) -> tuple[Record, ...]:
    """Return the records under `[[key]]` as instances of the dataclass `kind`.

    `identity` is the field that names a record in a message and has to be unique (empty: no such field).
    Raises `DataFileError` for a missing, unknown or wrong field, a double identity, or no records at all.
    """
    raw = toml(path).get(key)
    if not isinstance(raw, list) or not raw:
        raise DataFileError(_name(path), f"er staat geen enkele [[{key}]] in.", _PUT_BACK)
    adapter, found = TypeAdapter(kind), list[Record]()
    seen: set[object] = set()
    for number, each in enumerate(raw, start=1):
        name = str(each.get(identity, f"nummer {number}")) if identity else f"nummer {number}"
        found.append(record(path, name, each, kind, adapter))
        if identity and each[identity] in seen:
            raise DataFileError(
                _name(path), "dit onderdeel staat er twee keer.", "Haal er een weg.", name, identity
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
            _name(path), "dit veld bestaat niet.", f"Kies uit: {', '.join(fields)}.", name, unknown[0]
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
        raise DataFileError(_name(path), _dutch(dict(fault)), "Verbeter dit veld.", name, field) from error
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
        raise DataFileError(_name(path), "het bestand ontbreekt.", _PUT_BACK) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise DataFileError(_name(path), f"het is geen geldige CSV ({error}).", _PUT_BACK) from error
    missing = [column for column in kinds if column not in frame.columns]
    if missing:
        raise DataFileError(_name(path), "deze kolom ontbreekt.", _PUT_BACK, "eerste regel", missing[0])
    if frame.empty:
        raise DataFileError(_name(path), "er staat geen enkele regel in.", _PUT_BACK)
    frame = frame[list(kinds)]
    return frame.assign(
        **{name: _column(path, frame[name], kind, name in optional) for name, kind in kinds.items()}
    )


def fault(path: Path, problem: str, remedy: str, record: str = "", field: str = "") -> DataFileError:
    """Return the error for something that is wrong between records (a reference to nothing)."""
    return DataFileError(_name(path), problem, remedy, record, field)


def _column(path: Path, text: pd.Series, kind: str, optional: bool) -> pd.Series:
    empty = text == ""
    if empty.any() and not optional:
        row = str(int(empty.to_numpy().argmax()) + 2)
        raise DataFileError(
            _name(path), "deze cel is leeg.", "Vul de cel in.", f"regel {row}", str(text.name)
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
            f"'{text.iloc[row_number]}' is geen {'heel ' if kind == 'Int64' else ''}getal.",
            "Schrijf een getal, met een punt voor decimalen.",
            f"regel {row_number + 2}",
            str(text.name),
        )
    return number.astype("Int64") if kind == "Int64" else number.astype("float64")


def _name(path: Path) -> str:
    """Return a path as a person knows it: from `data/` on."""
    parts = path.parts
    return "/".join(parts[parts.index("data") :]) if "data" in parts else path.name


def _dutch(fault: Mapping[str, Any]) -> str:
    """Say one fault that pydantic found in Dutch."""
    kind, value, context = str(fault["type"]), fault.get("input"), fault.get("ctx") or {}
    if kind in ("missing", "missing_argument"):
        return "dit veld ontbreekt."
    if kind == "literal_error":
        return (
            f"'{value}' kan hier niet; kies uit {str(context.get('expected', '')).replace(' or ', ' of ')}."
        )
    if kind.startswith("string"):
        return f"'{value}' moet een tekst zijn."
    if kind.startswith(("int", "float")):
        return f"'{value}' moet een getal zijn."
    if kind.startswith("bool"):
        return f"'{value}' moet true of false zijn."
    if kind.startswith(("tuple", "list")):
        return f"'{value}' moet een lijst zijn, tussen [ en ]."
    return f"'{value}' past hier niet."
