"""Databases that stay open a little after a handle on them is closed: to start one costs more than a test reads.

DuckDB gives a second handle on a file that is open in this process for next to nothing. What is kept is one more
handle, on the file as it was: one that was written, replaced, damaged or removed since is opened anew, as is one that
somebody opens with other settings. What the loaders look at themselves (`loaders.seals`) they look at as always.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from loaders import store
from loaders.snapshots import changes, rows
from tests.support.scratch import scratch

_KEPT_N, _LARGE_BYTES_N = 4, 8_000_000
_About = tuple[Any, ...]  # the file as it is, and the settings


@contextmanager
def kept_open() -> Iterator[None]:
    """Keep the last few builds that are read open meanwhile, and one database for versions that are compared."""
    connect, lock = duckdb.connect, threading.RLock()
    kept: OrderedDict[str, tuple[_About, store.Connection]] = OrderedDict()

    def connected(database: str = store.MEMORY_ONLY, **settings: Any) -> store.Connection:
        with lock:
            about = _about(Path(database), settings)
            if database in kept and kept[database][0] != about:
                kept.pop(database)[1].close()
            opened = connect(database, **settings)
            if about and database not in kept:
                kept[database] = (
                    about,
                    connect(database, **settings),
                )  # a cursor is closed with what it came from
            if database in kept:
                kept.move_to_end(database)
            while len(kept) > _KEPT_N:
                kept.popitem(last=False)[1][1].close()
            return opened

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "connect", connected)
        for each in (changes, rows):
            patch.setattr(each, "scratch", scratch)
        yield
        for _, handle in kept.values():
            handle.close()


def _about(path: Path, settings: dict[str, Any]) -> _About:
    """Return what a file and the settings it is read with are; empty for what is written, large or not there."""
    if not settings.get("read_only") or not path.is_file():
        return ()
    about = path.stat()
    if about.st_size > _LARGE_BYTES_N:
        return ()
    return about.st_ino, about.st_mtime_ns, about.st_size, sorted(settings["config"].items())
