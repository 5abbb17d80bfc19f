"""A lake in particular: what it keeps, what its readers do without its database, and that no password is told.

Skipped, with a message, where DuckDB's extensions or PostgreSQL lack (tests/support/lake.py).
"""

import logging
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders import lake, store, stores
from loaders.build import make
from loaders.errors import StoreError, VersionGoneError
from loaders.lake import Lake, LakeError
from tests.feed import small
from tests.support import lake as server
from tests.support import snapshots

STAMPS = [f"2025030{day}T120000Z" for day in range(1, 5)]


@pytest.fixture
def address(tmp_path: Path) -> str:
    if why := server.lacking(postgres=False):
        pytest.skip(why)
    return f"ducklake:{tmp_path / 'catalogue.ducklake'}"


@pytest.fixture
def postgres() -> Iterator[server.Postgres]:
    if why := server.lacking(postgres=True):
        pytest.skip(why)
    with server.Postgres() as made:
        yield made


def version_of(shelf: Lake, build_id: str) -> str:
    return shelf.open(build_id).facts().data_version


def test_a_lake_keeps_the_newest_and_what_is_pinned(
    address: str, report_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, made, versions = Lake(address), list[str](), list[str]()
    for number, stamp in enumerate(STAMPS):
        snapshots.write(report_copy, "natura", small.natura(5.0 + number), stamp=stamp)
        made.append(make.build(report_copy).build_id)
        if number == 1:
            monkeypatch.setenv("EIGENWIJZER_PINNED", versions[0])
        assert lake.publish(report_copy, address, str(tmp_path / "parquet"), keep=2) == made[-1]
        shelf.look()
        versions.append(version_of(shelf, made[-1]))
    assert set(shelf.versions()) == {versions[0], versions[2], versions[3]}
    with pytest.raises(VersionGoneError):
        shelf.again(versions[1])
    lake.publish(report_copy, address, keep=2)
    known = shelf.versions()
    shelf.look()
    assert shelf.versions() == known, "the same build a second time is no new snapshot"


def test_what_does_not_come_in_whole_is_not_used(address: str, report_copy: Path, tmp_path: Path) -> None:
    shelf = Lake(address)
    first = lake.publish(report_copy, address, str(tmp_path / "parquet"))
    shelf.look()
    snapshots.write(report_copy, "natura", small.natura(), stamp=STAMPS[0])
    make.build(report_copy)
    before = set((tmp_path / "parquet").rglob("*.parquet"))
    lake.publish(report_copy, address)
    (largest, *_) = sorted(
        set((tmp_path / "parquet").rglob("*.parquet")) - before, key=lambda path: -path.stat().st_size
    )
    largest.unlink()
    with pytest.raises(LakeError):
        shelf.look()
    assert shelf.current() == first == shelf.ensure()
    shelf.close()


def test_readers_go_on_without_the_database_and_take_it_up_when_it_is_back(
    postgres: server.Postgres, report_copy: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = postgres.lake("cijfers")
    shelf = Lake(address, every_s=3600.0)
    first = lake.publish(report_copy, address, str(tmp_path / "parquet"))
    assert shelf.current() == first
    postgres.kill()
    snapshots.write(report_copy, "natura", small.natura(), stamp=STAMPS[0])
    make.build(report_copy)
    with caplog.at_level(logging.DEBUG):
        for ask in (shelf.look, lambda: lake.publish(report_copy, address), Lake(address).ensure):
            with pytest.raises(LakeError) as told:
                ask()
            assert postgres.password not in f"{told.value} {told.value.message_nl}"
            trace = "".join(traceback.format_exception(told.value))
            assert postgres.password not in trace and "LakeError" in trace
        assert Lake(address, every_s=3600.0).current() is None
    assert postgres.password not in caplog.text and "cannot be used" in caplog.text
    assert shelf.current() == first == shelf.ensure()
    assert len(shelf.open(first).facts().regions)
    postgres.start()
    second = lake.publish(report_copy, address)
    shelf.look()
    assert shelf.current() == second != first
    wrong = address.replace(postgres.password, "verkeerd-woord")
    with pytest.raises(LakeError, match="password authentication failed") as refused:
        Lake(wrong).ensure()
    assert "verkeerd-woord" not in str(refused.value)
    shelf.close()


def test_another_kind_of_store_is_refused_without_repeating_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIGENWIJZER_STORE", "postgresql://wie:geheim@daar/cijfers")
    with pytest.raises(StoreError) as told:
        stores.of(Path())
    assert "geheim" not in f"{told.value} {told.value.message_nl}"


def test_without_extensions_it_is_told(tmp_path: Path) -> None:
    with store.scratch() as database:
        database.execute(f"SET extension_directory = '{tmp_path}'")
        with (
            pytest.raises(LakeError, match="Extension"),
            lake._attached("ducklake:x", "READ_ONLY", database),
        ):
            pass


def test_a_store_of_files_imports_nothing_of_a_lake() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, loaders.stores; print('loaders.lake' in sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert said.stdout.strip() == "False"
