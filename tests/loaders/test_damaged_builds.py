"""A build that is damaged on disk is never read and made again by itself; a page says so where it was open."""

import logging
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders import __main__ as command
from loaders import store
from loaders.build.make import ensure_build
from loaders.errors import DamagedError, StoreError

SEED = 13


@pytest.fixture(scope="module", autouse=True)
def _kept_open() -> None:
    """What these tests are about: each build is opened itself."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the build of what ships."""
    folder = tmp_path_factory.mktemp("whole")
    ensure_build(folder)
    return folder


@pytest.fixture
def data_dir(made: Path, tmp_path: Path) -> Path:
    """Return a copy that may be broken."""
    shutil.copytree(made, tmp_path / "data")
    return tmp_path / "data"


def _path(data_dir: Path) -> Path:
    return store.builds_dir(data_dir) / f"{store.current_build(data_dir)}.duckdb"


def test_any_flipped_bit_and_any_cut_is_seen_before_a_figure_is_read(data_dir: Path) -> None:
    path, chance = _path(data_dir), random.Random(SEED)
    whole = path.read_bytes()
    store.open_store(data_dir).close()
    for _ in range(25):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        with pytest.raises(DamagedError):
            store.open_store(data_dir)
    for size in (0, 1, 4096, 12288, chance.randrange(len(whole)), len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(DamagedError):
            store.open_store(data_dir)
    path.write_bytes(whole)
    store.open_store(data_dir).close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _gone(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "notes.txt").write_text("of somebody")


def _folder_for_pointer(path: Path) -> None:
    _cut(path)
    pointer = path.parents[1] / "current"
    pointer.unlink()
    pointer.mkdir()


@pytest.mark.parametrize("damage", [_cut, _gone, _folder, _folder_for_pointer])
def test_a_damaged_build_is_made_again_and_what_is_not_ours_stays(
    data_dir: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    path = _path(data_dir)
    damage(path)
    with caplog.at_level(logging.WARNING, "eigenwijzer"):
        assert ensure_build(data_dir) == path.stem
    assert path.is_file() and len(store.read_status(data_dir).sources)
    if damage is not _folder_for_pointer:
        assert "was made again from the snapshots" in caplog.text
    if damage is _folder:
        assert [each.read_text() for each in path.parent.glob("*.opzij-*/notes.txt")] == ["of somebody"]


def test_status_makes_a_damaged_build_again(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _cut(_path(data_dir))
    assert command.main(["status", "--data", str(data_dir)]) == 3  # of many tables nothing was loaded
    assert "rapport" in capsys.readouterr().out


def test_a_build_that_breaks_under_a_reader_says_so(data_dir: Path) -> None:
    opened = store.open_store(data_dir)
    with _path(data_dir).open("r+b") as file:
        file.truncate(13_000)
    with pytest.raises(StoreError, match="is damaged"):
        opened.facts()
    opened.close()
    with pytest.raises(DamagedError):
        store.open_store(data_dir)
