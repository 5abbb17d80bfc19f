"""Whatever goes wrong, in whatever order: every table in the store is its old version or its new one, never a mix,
and where nothing new came in the build in use is the same file.
"""

import errno
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import store
from loaders.errors import DiskFullError
from loaders.snapshots.writing import ChunkWriter
from tests.feed.small import natura, population
from tests.feed.trial import figures, in_use, leftovers, trial
from tests.feed_server import Fault, FeedServer

pytestmark = pytest.mark.usefixtures("bare")

NATURA, PEOPLE = "82972NED", "70072ned"

PASSING_KINDS = st.sampled_from(["reset", "status", "truncated", "html", "repeated_page", "missing_page"])
SHAPES = st.sampled_from(["renamed_column", "new_dimension", "empty", "unit"])
PLACES = st.sampled_from(
    ["TypedDataSet", "TypedDataSet/$count", "DataProperties", "RegioS", "TableInfos", "*"]
)
WHERE = st.sampled_from([NATURA, PEOPLE, "*"])


@st.composite
def faults(draw: st.DrawFn) -> Fault:
    if draw(st.integers(0, 4)) == 0:
        return Fault(draw(SHAPES), table=draw(WHERE), times=None)
    return Fault(
        draw(PASSING_KINDS),
        table=draw(WHERE),
        entity=draw(PLACES),
        first=draw(st.integers(1, 9)),
        times=draw(st.sampled_from([1, 2, 7, None])),
        status=draw(st.sampled_from([404, 429, 500, 503])),
    )


STEP = st.tuples(
    st.integers(0, 3),  # version of the natura table at the feed
    st.integers(0, 3),  # version of the population table
    st.lists(faults(), max_size=3),
    st.none() | st.integers(1, 12),  # writing fails at this page
)


def check(data_dir: Path, wanted: dict[str, int]) -> None:
    """The store holds these versions, whole."""
    shares = figures(data_dir, "natura_jeugdhulp_pct")
    tenths = {"2019H1": 0, "2019": 1, "2020H1": 2, "2020": 3}
    assert len(shares) == 1404
    assert all(
        value == round(8.0 + wanted[NATURA] + tenths[period] / 10, 6) for (_, period), value in shares.items()
    )
    people = figures(data_dir, "inwoners_n")
    assert len(people) == 702
    assert {value for (region, _), value in people.items() if region != "NL01"} == {40_000 + wanted[PEOPLE]}


@settings(
    max_examples=10, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEP, min_size=1, max_size=3))
def test_the_store_is_the_old_build_or_the_new_one(
    loaded_once: Path, tmp_path: Path, steps: list[tuple[int, int, list[Fault], int | None]]
) -> None:
    data_dir = tmp_path / "data"
    shutil.rmtree(data_dir, ignore_errors=True)
    shutil.copytree(loaded_once, data_dir)
    check(data_dir, {NATURA: 0, PEOPLE: 0})
    wanted = {NATURA: 0, PEOPLE: 0}
    with FeedServer([], page_size=130) as feed:
        for natura_version, people_version, some, full_at in steps:
            feed.tables = {NATURA: natura(8.0 + natura_version), PEOPLE: population(40_000 + people_version)}
            for fault in some:
                fault.seen = 0
            feed.faults = some
            before = in_use(data_dir)
            served = {NATURA: natura_version, PEOPLE: people_version}
            with pytest.MonkeyPatch.context() as patch:
                if full_at is not None:
                    patch.setattr(ChunkWriter, "write", failing(full_at))
                try:
                    outcome = trial(data_dir, feed, NATURA, PEOPLE)
                except DiskFullError:
                    assert full_at is not None
                    assert in_use(data_dir) == before
                    check(data_dir, wanted)
                    continue
            for one in outcome.results:
                if one.result in ("new", "same"):
                    wanted[one.source_id] = served[one.source_id]
            assert outcome.exit_code == (
                0 if all(one.result in ("new", "same") for one in outcome.results) else 3
            )
            if not outcome.built:
                assert in_use(data_dir) == before
            check(data_dir, wanted)
            assert store.current_build(data_dir) == outcome.build_id
    assert [left for left in leftovers(data_dir) if ".partial" not in left] == []


def failing(at: int) -> Any:
    """A `ChunkWriter.write` that finds the disk full at the given page."""
    pages = 0
    write = ChunkWriter.write

    def page(self: ChunkWriter, batch: Any) -> None:
        nonlocal pages
        pages += 1
        if pages >= at:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(self, batch)

    return page
