"""What follows from the facts of a build is computed once a run for the same facts, code and records.

Half of the work of a small build, and tests make hundreds of builds of a handful of tables. The frames are those that
`metrics.build.derive` gives, stored in every build as always. A build that a newer one is laid beside is read once for
the same bytes: many tests begin with a copy of one folder.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from loaders import seals, store
from loaders.build import derived, history
from loaders.build.history import Chain
from metrics.build import Build, Derived, derive
from metrics.costs import composition
from metrics.facts import Facts
from metrics.records import Records
from metrics.stored import frames_of
from tests.support.lately import Lately

_Reading = Callable[[Path, str, Records], tuple[Build, Chain | None]]
_SOURCES = [
    "source_id",
    "division_year",
]  # of a source; the rest differs with the moment and place of loading
_LARGE_ROWS_N, _KEPT_N = 100_000, 40
_LARGE_BYTES_N, _READ_N = 8_000_000, 10  # of builds that were read
_OF_REGIONS = ("lineage", "names", "country")  # follow from regions and reorganisations alone


def plain(facts: Facts) -> Facts:
    """Return what figures follow from. They are computed from no more: a figure that follows from a date of loading
    or from the news one day fails loudly here."""
    without: Any = None
    return replace(facts, sources=facts.sources[_SOURCES], versions=without, news=without)


def key_of(facts: Facts, records: Records) -> tuple[str, str, int]:
    """Return what names the same facts, code and records."""
    digest = hashlib.sha256()
    for each in fields(Facts):
        frame = getattr(facts, each.name)
        if isinstance(frame, pd.DataFrame):
            digest.update(repr(list(zip(frame.columns, frame.dtypes, strict=True))).encode())
            digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    return digest.hexdigest(), derived.key(), id(records)


@contextmanager
def computed_once() -> Iterator[None]:
    """Let builds that are made meanwhile share what follows from equal facts."""
    write = derived.write
    known: Lately[tuple[Derived, Build]] = Lately(_KEPT_N)

    def shared(database: store.Connection, records: Records) -> Build:
        facts = store.facts_of(database)
        if len(facts.observations) + len(facts.finance) > _LARGE_ROWS_N:
            del facts  # it has its own
            return write(database, records)
        first = Build(plain(facts), records)  # kept with the records, so that no others get their id
        made, first = known.of(key_of(first.facts, records), lambda: (derive(first), first))
        store.write_derived(database, derived.key(), frames_of(made))
        build = Build(facts, records, made)
        build.__dict__.update({name: getattr(first, name) for name in _OF_REGIONS})
        return build

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived, "write", shared)
        patch.setattr(history, "read_older", _read_once(history.read_older))
        patch.setattr(composition, "_nothing", cache(composition._nothing))  # of every build without accounts
        yield


@contextmanager
def left_out() -> Iterator[None]:
    """Let builds that are made meanwhile hold what came in and not what follows from it: no figures and no news.

    For tests of what comes in and what is said of it. A build without stored figures is one that is read like any
    other: whoever asks for them computes them.
    """
    unread: Any = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived, "write", lambda _, records: Build(unread, records))
        patch.setattr(history, "write", lambda *_: None)
        yield


def _read_once(read: _Reading) -> _Reading:
    """Return what reads an older build, and gives what it read of the same bytes before."""
    known: Lately[tuple[Build, Chain | None]] = Lately(_READ_N)

    def older(data_dir: Path, build_id: str, records: Records) -> tuple[Build, Chain | None]:
        path = store.build_file(data_dir, build_id)
        if not path.is_file() or path.stat().st_size > _LARGE_BYTES_N:
            return read(data_dir, build_id, records)
        key = seals.digest(path), derived.key(), id(records)
        return known.of(key, lambda: read(data_dir, build_id, records))

    return older
