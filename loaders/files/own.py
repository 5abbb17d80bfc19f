"""The analyst's own figures, in `<data>/own/`: saved on purpose, never in the store. Groups: `own_groups`."""

import os
import tempfile
from pathlib import Path

FOLDER = "own"
FIGURES = "eigen_cijfers.csv"


def figures(data_dir: Path) -> bytes | None:
    """Return the saved figures as the bytes of a CSV in the shape of the template; None: never saved."""
    path = data_dir / FOLDER / FIGURES
    return path.read_bytes() if path.exists() else None


def save_figures(data_dir: Path, text: str) -> Path:
    """Save own figures in place of those saved before, and return the file."""
    path = data_dir / FOLDER / FIGURES
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, text)
    return path


def replace_text(path: Path, text: str) -> None:
    """Write a file in one step: a reader sees the old text or the new one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)
