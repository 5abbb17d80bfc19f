"""Databases that stay open a little after a handle on them is closed: to start one costs more than a test reads.

A cursor of a handle that is kept costs next to nothing, and lives on where the handle goes. Many tests begin with a
copy of one folder: a file with the same bytes is the same build. One that was written or damaged since has others and
is opened itself, as is one that somebody opens with other settings. What the loaders look at themselves
(`loaders.seals`) they look at as always. Tests of opening a build open it each time.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from loaders import seals, store
from loaders.snapshots import changes, rows
from tests.support.lately import Lately
from tests.support.scratch import scratch

_KEPT_N, _LARGE_BYTES_N = 6, 8_000_000


@contextmanager
def kept_open() -> Iterator[None]:
    """Keep the last few builds that are read open meanwhile, and one database for versions that are compared."""
    connect, lock = duckdb.connect, threading.RLock()
    kept: Lately[store.Connection] = Lately(_KEPT_N)

    def connected(database: str = store.MEMORY_ONLY, **settings: Any) -> store.Connection:
        about = _about(Path(database), settings)
        if not about:
            return connect(database, **settings)
        with lock:
            return kept.of(about, lambda: connect(database, **settings)).cursor()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "connect", connected)
        for each in (changes, rows):
            patch.setattr(each, "scratch", scratch)
        yield


def _about(path: Path, settings: dict[str, Any]) -> tuple[str, ...]:
    """Return what is in a file and the settings it is read with; empty for what is written, large or not there."""
    if not settings.get("read_only") or not path.is_file() or path.stat().st_size > _LARGE_BYTES_N:
        return ()
    return (seals.digest_once(path), *map(str, sorted(settings["config"].items())))
