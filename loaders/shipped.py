"""What ships in `data/`: the report's tables, the records and the facts on mergers, read and validated.

Everything here is typed by people, so every fault is a `DataFileError` in Dutch that names file, record and
field.
"""

import hashlib
from pathlib import Path

import pandas as pd

from loaders.errors import DataFileError
from metrics.facts import REPORT_CELLS

FOLDER = Path(__file__).resolve().parent.parent / "data"

_REGION_COLUMNS = ["code", "name", "kind", "first_year", "last_year"]


def fingerprint(folder: Path = FOLDER) -> str:
    """Return one hash of every shipped file (names and contents); files under `local/` do not ship."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        inside = path.relative_to(folder)
        if inside.parts[0] != "local" and path.suffix in (".toml", ".csv"):
            digest.update(f"{inside.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def report_cells(folder: Path = FOLDER) -> pd.DataFrame:
    """Return the printed cells of the report's tables: columns of `metrics.facts.REPORT_CELLS`."""
    frame = _csv(folder / "report" / "tables.csv", REPORT_CELLS)
    return _numbers(frame, "report/tables.csv", {"table_n": "int64", "value": "float64", "line": "int64"})


def report_regions(folder: Path = FOLDER) -> pd.DataFrame:
    """Return the regions the report is about: code, name, kind, first_year, last_year (missing = not
    limited).
    """
    frame = _csv(folder / "report" / "regions.csv", _REGION_COLUMNS)[_REGION_COLUMNS]
    return _numbers(frame, "report/regions.csv", {"first_year": "Int64", "last_year": "Int64"})


def _csv(path: Path, columns: list[str]) -> pd.DataFrame:
    name = f"data/{path.parent.name}/{path.name}"
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    except FileNotFoundError as error:
        raise DataFileError(name, "het bestand ontbreekt.", "Zet het terug uit de broncode.") from error
    except ValueError as error:
        raise DataFileError(name, f"het is geen CSV ({error}).", "Herstel of vervang het bestand.") from error
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise DataFileError(name, f"kolom {', '.join(missing)} ontbreekt.", "Herstel de eerste regel.")
    return frame


def _numbers(frame: pd.DataFrame, name: str, kinds: dict[str, str]) -> pd.DataFrame:
    """Turn text columns into numbers, an empty cell into a missing one; say which cell is no number."""
    for column, kind in kinds.items():
        text = frame[column]
        number = pd.to_numeric(text.where(text != ""), errors="coerce")
        wrong = number.isna() & (text != "" if kind in ("Int64", "float64") else True)
        if wrong.any():
            row = int(wrong.to_numpy().argmax())
            raise DataFileError(
                f"data/{name}",
                f"'{text.iloc[row]}' is geen getal.",
                "Vul een getal in.",
                str(row + 2),
                column,
            )
        frame[column] = number.astype(kind)  # type: ignore[call-overload]
    return frame
