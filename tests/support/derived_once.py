"""What follows from the facts of a build is computed once a run for the same facts, code and records.

Half of the work of a small build, and tests make hundreds of builds of a handful of tables. The frames are those that
`metrics.build.derive` gives, stored in every build as always.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

import pandas as pd
import pytest

from loaders import store
from loaders.build import derived
from metrics.build import Build, Derived, derive
from metrics.facts import Facts
from metrics.records import Records
from metrics.stored import frames_of

_SOURCES = [
    "source_id",
    "division_year",
]  # of a source; the rest differs with the moment and place of loading
_LARGE_ROWS_N, _KEPT_N = 100_000, 40


def _plain(facts: Facts) -> Facts:
    """Return what figures follow from. They are computed from no more: a figure that follows from a date of loading
    or from the news one day fails loudly here."""
    without: Any = None
    return replace(facts, sources=facts.sources[_SOURCES], versions=without, news=without)


def _key(facts: Facts, records: Records) -> tuple[str, str, int]:
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
    known: OrderedDict[tuple[str, str, int], tuple[Derived, Records]] = OrderedDict()

    def shared(database: store.Connection, facts: Facts, records: Records) -> Build:
        if len(facts.observations) + len(facts.finance) > _LARGE_ROWS_N:
            return write(database, facts, records)
        plain = _plain(facts)
        key = _key(plain, records)
        if key not in known:  # with the records, so that no others get their id
            known[key] = derive(Build(plain, records)), records
        known.move_to_end(key)
        while len(known) > _KEPT_N:
            known.popitem(last=False)
        made, _ = known[key]
        store.write_derived(database, derived.key(), frames_of(made))
        return Build(facts, records, made)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived, "write", shared)
        yield
