"""A table of the command line, of an address or of a package as text or bytes: CSV, Markdown, Parquet, JSON. Pure."""

import math
from collections.abc import Callable, Mapping

import pandas as pd


def as_csv(frame: pd.DataFrame) -> str:
    """Write a frame as CSV: a number as the shortest text that gives it back, empty for missing."""
    return _texts(frame).to_csv(index=False, lineterminator="\n")


def as_markdown(frame: pd.DataFrame) -> str:
    """Write a frame as a Markdown table."""
    rows = [list(frame.columns), ["---"] * len(frame.columns), *_texts(frame).to_numpy().tolist()]
    return "".join(f"| {' | '.join(_cell(cell) for cell in row)} |\n" for row in rows)


def as_parquet(frame: pd.DataFrame) -> bytes:
    """Write a frame as Parquet: texts as text, numbers as numbers, missing as missing."""
    return frame.to_parquet(index=False, compression="zstd")


def as_json(frame: pd.DataFrame) -> str:
    """Write a frame as JSON: a list with an object a row, null for missing."""
    text: str = frame.to_json(orient="records", force_ascii=False, double_precision=15)
    return text


# The bytes of a table by format: what a command, an address and a button give is made here alone.
WRITERS: Mapping[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": lambda frame: as_csv(frame).encode(),
    "md": lambda frame: as_markdown(frame).encode(),
    "parquet": as_parquet,
    "json": lambda frame: as_json(frame).encode(),
}


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return every cell as text; a column at a time, because the long table has a million of them."""
    columns = {
        place: [_text(cell) for cell in frame.iloc[:, place].astype(object)]
        for place in range(frame.shape[1])
    }
    return pd.DataFrame(columns, index=frame.index, dtype=object).set_axis(frame.columns, axis=1)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        if math.isnan(cell):
            return ""
        return str(int(cell)) if cell.is_integer() else repr(float(cell))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None or cell is pd.NA or cell is pd.NaT else str(cell)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
