"""The contract of a store (`loaders.stores.Shelf`), on the files of a data folder and on a lake.

A lake is tried with its catalogue in a DuckDB file and in PostgreSQL, where this environment can (tests/support/lake.py
says how to make one); elsewhere those tests are skipped and say what lacks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd
import pytest

from loaders import lake, store
from loaders.build import derived, make
from loaders.errors import StoreError, VersionGoneError
from loaders.stores import Files, Shelf
from metrics.facts import Facts
from tests.feed import small
from tests.support import lake as server
from tests.support import snapshots

OLD, NEW = "20250301T120000Z", "20260301T120000Z"


@dataclass
class Kind:
    """A kind of store under test: builds are made in `data_dir`, and `bring` lets the readers see them."""

    data_dir: Path
    shelf: Shelf
    bring: Callable[[], object]
    held: Path  # the folder of the files that its readers have open

    def make(self, percentage: float, stamp: str) -> str:
        """Make a build with a figure of one's own, and bring it."""
        snapshots.write(self.data_dir, "natura", small.natura(percentage), stamp=stamp)
        made = make.build(self.data_dir).build_id
        self.bring()
        return made


@pytest.fixture(scope="module", autouse=True)
def _kept_open() -> None:
    """What these tests are about: each build is opened itself."""


@pytest.fixture(scope="module")
def postgres() -> Iterator[server.Postgres]:
    if why := server.lacking(postgres=True):
        pytest.skip(why)
    with server.Postgres() as made:
        yield made


@pytest.fixture(params=["files", "lake in a file", "lake in PostgreSQL"])
def kind(request: pytest.FixtureRequest, report_copy: Path, tmp_path: Path) -> Iterator[Kind]:
    """Each kind of store."""
    if request.param == "files":
        yield Kind(report_copy, Files(report_copy), lambda: None, store.builds_dir(report_copy))
        return
    if request.param == "lake in a file":
        if why := server.lacking(postgres=False):
            pytest.skip(why)
        address = f"ducklake:{tmp_path / 'catalogue.ducklake'}"
    else:
        address = request.getfixturevalue("postgres").lake(tmp_path.name)
    shelf = lake.Lake(address)

    def bring() -> None:
        lake.publish(report_copy, address, str(tmp_path / "parquet"))
        shelf.look()

    yield Kind(report_copy, shelf, bring, store.builds_dir(shelf.folder))
    shelf.close()


def same(one: Facts, other: Facts) -> None:
    """Check that everything metrics read is the same, types and order of rows included."""
    for each in fields(Facts):
        mine, theirs = getattr(one, each.name), getattr(other, each.name)
        if isinstance(mine, pd.DataFrame):
            pd.testing.assert_frame_equal(mine, theirs, obj=each.name)
        else:
            assert mine == theirs, each.name


def test_what_is_read_is_what_was_built(kind: Kind) -> None:
    made = kind.make(8.0, OLD)
    assert kind.shelf.ensure() == made == kind.shelf.current()
    read, built = kind.shelf.open(made), store.open_store(kind.data_dir)
    assert (read.build_id, read.built_at) == (built.build_id, built.built_at)
    same(read.facts(), built.facts())
    mine, theirs = read.derived(derived.key()), built.derived(derived.key())
    assert mine is not None and theirs is not None and mine.keys() == theirs.keys() and "figures" in mine
    for name, frame in mine.items():
        pd.testing.assert_frame_equal(frame, theirs[name], obj=name)
    assert read.boundary_years() == built.boundary_years()
    pd.testing.assert_frame_equal(read.finance_detail("GM0150", 2019), built.finance_detail("GM0150", 2019))
    with pytest.raises(store.DatabaseError):
        read.query("CREATE TABLE t (i INTEGER)")


def test_a_newer_build_is_in_use_and_who_reads_the_older_goes_on(kind: Kind) -> None:
    first = kind.make(8.0, OLD)
    reading = kind.shelf.open(first)
    before = reading.facts().observations
    second = kind.make(6.2, NEW)
    assert kind.shelf.current() == second == kind.shelf.ensure() != first
    pd.testing.assert_frame_equal(reading.facts().observations, before)
    assert not kind.shelf.open(second).facts().observations.equals(before)


def test_an_older_version_is_read_again(kind: Kind) -> None:
    facts = kind.shelf.open(kind.make(8.0, OLD)).facts()
    second = kind.make(6.2, NEW)
    assert kind.shelf.versions()[facts.data_version] == OLD
    again = kind.shelf.open(kind.shelf.again(facts.data_version)).facts()
    assert again.data_version == facts.data_version
    pd.testing.assert_frame_equal(again.observations, facts.observations)
    assert kind.shelf.current() == second, "the build in use stays"
    with pytest.raises(VersionGoneError):
        kind.shelf.again("0" * 64)


def test_a_damaged_file_is_told_and_mended(kind: Kind) -> None:
    made = kind.make(8.0, OLD)
    path = kind.held / f"{made}.duckdb"
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(StoreError):
        kind.shelf.open(made)
    assert kind.shelf.ensure() == made
    assert len(kind.shelf.open(made).facts().regions)
    with pytest.raises(StoreError):
        kind.shelf.open("f" * 16)
