"""Which builds and versions stay."""

import os
import re
import shutil
import time
from pathlib import Path

from loaders import seals, store

BUILDS_KEPT = 3


def prune(data_dir: Path, keep: int = BUILDS_KEPT, spare: str = "") -> list[str]:
    """Remove all but the newest builds (never the one in use, nor `spare`) and every partial one.

    Returns the ids that went.
    """
    current = store.current_build(data_dir)
    builds = sorted(
        store.builds_dir(data_dir).glob("*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True
    )
    others = [path for path in builds if path.stem != current and not store.is_partial(path.stem)]
    gone = others[max(keep - 1, 0) :]
    gone += [path for path in builds if path.stem != current and store.is_partial(path.stem)]
    gone = [path for path in gone if path.stem != spare]
    for path in gone:
        seals.remove(path)
    for path in store.builds_dir(data_dir).glob(
        ".making-*"
    ):  # of a process that was killed; a busy one is younger
        if path.stat().st_mtime < time.time() - 24 * 3600:
            shutil.rmtree(path, ignore_errors=True)
    return [path.stem for path in gone]


def pinned() -> tuple[str, ...]:
    """Return the versions that stay on a public site: `EIGENWIJZER_PINNED`, with commas; what is no version is left."""
    listed = re.split(r"[,\s]+", os.environ.get("EIGENWIJZER_PINNED", "").lower())
    return tuple(each for each in listed if re.fullmatch(r"[0-9a-f]{6,64}", each))


def is_pinned(version: str) -> bool:
    """Say whether a version of the figures is one that stays."""
    return version.startswith(pinned())
