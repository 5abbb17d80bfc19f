"""A build that was read before is read no more: pages let go of one as soon as another is in use, tests go to and fro.

The pages' own memory works as always (and `tests/pages/test_memory.py` looks at it with builds of its own). What is
shared is the `Build`, which nobody changes, of one file by what is in it; the two longest answers that follow from a
build; and our figures in the gemeenten of the report, half of both, of equal facts.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from weakref import WeakValueDictionary

import pytest

from loaders import seals, store
from loaders.build import derived
from metrics.build import Build
from metrics.catalogue import Computed
from metrics.facts import Facts
from metrics.records import Records
from metrics.report import claims
from metrics.report.audit import run
from metrics.report.recomputed import recompute
from tests.support import derived_once
from tests.support.lately import Lately

_KEPT_N = 6
T = TypeVar("T")
BUILD_OF = derived.build_of  # as it is on a server


@contextmanager
def read_once() -> Iterator[None]:
    """Let whoever opens the same file meanwhile share its build, the audit of it and the judgement of the report."""
    known: Lately[Build] = Lately(_KEPT_N)
    held: WeakValueDictionary[object, Build] = (
        WeakValueDictionary()
    )  # by a fixture, after many others were read

    def shared(opened: store.Store, records: Records) -> Build:
        if not opened.path.is_file():  # in memory
            return BUILD_OF(opened, records)
        key = seals.digest_once(opened.path), derived.key(), id(records)
        build = known.of(key, lambda: held.get(key) or BUILD_OF(opened, records))
        held[key] = build  # it holds the records: no others get their id
        return build

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived, "build_of", shared)
        patch.setattr(run, "audit", _once(run.audit))
        patch.setattr(claims, "judge_all", _once(claims.judge_all))
        patch.setattr("metrics.build.recompute", _recomputed_once())
        # a handle that nothing was read with, for the build was known, has nothing to let go of
        patch.setattr(store.Store, "rest", lambda _: None)
        yield


def _recomputed_once() -> Callable[[Facts, Records], Computed]:
    known: Lately[tuple[Computed, Records]] = Lately(_KEPT_N)

    def recomputed(facts: Facts, records: Records) -> Computed:
        only = derived_once.plain(facts)
        key = derived_once.key_of(only, records)
        made, _ = known.of(key, lambda: (recompute(only, records), records))  # so that no others get their id
        return made

    return recomputed


def _once(answer: Callable[[Build], T]) -> Callable[[Build], T]:
    def answered(build: Build) -> T:
        known: dict[object, T] = build.__dict__.setdefault(
            "_answered", {}
        )  # it holds the build, and goes with it
        if answer not in known:
            known[answer] = answer(build)
        return known[answer]

    return answered
