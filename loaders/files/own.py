"""The analyst's own figures, in `<data>/own/`: saved on purpose, never in the store.

Groups: `own_groups`; notes: `own_notes`.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.errors import Said
from loaders.files import datafiles

FOLDER = "own"
FIGURES = "eigen_cijfers.csv"
_LOCK_SECONDS = 10


def figures(data_dir: Path) -> bytes | None:
    """Return the saved figures as the bytes of a CSV in the shape of the template; None: never saved."""
    path = data_dir / FOLDER / FIGURES
    with usable(path):
        return path.read_bytes() if path.exists() else None


def save_figures(data_dir: Path, text: str) -> Path:
    """Save own figures in place of those saved before, and return the file; raises DataFileError where it cannot."""
    path = data_dir / FOLDER / FIGURES
    with usable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, text)
    return path


def replace_text(path: Path, text: str) -> None:
    """Write a file in one step: a reader sees the old text or the new one."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, body: bytes) -> None:
    """Write a file in one step: a reader sees what stood there or the new bytes; raises DataFileError."""
    with usable(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)  # what could not be finished does not stay


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """Say it as a DataFileError where the system does not let a file be read or written: rights, a full disk."""
    try:
        yield
    except OSError as error:
        raise datafiles.fault(
            path,
            Said("het bestand is niet te lezen of te schrijven.", "the file cannot be read or written"),
            Said(
                "Kijk naar de rechten van de map en de ruimte op de schijf.",
                "look at its rights and the room on disk",
            ),
        ) from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one writer at a time at a file; DataFileError for who waits too long or may not write. Makes the folder."""
    lock = FileLock(path.with_suffix(".lock"), timeout=_LOCK_SECONDS)
    with usable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise datafiles.fault(
                path,
                Said("iemand anders schrijft nu in dit bestand.", "somebody else is writing in this file"),
                Said("Probeer het zo nog eens.", "try again in a moment"),
            ) from error
    try:
        yield
    finally:
        lock.release()
