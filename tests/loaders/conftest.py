"""What tests of refreshes share: no waiting between tries, and a data folder with two tables in use."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feed.small import natura, population
from tests.feed.trial import trial, without_builds
from tests.feed_server import FeedServer
from tests.support import derived_once
from tests.support.kept_open import kept_open


@pytest.fixture(scope="module", autouse=True)
def _kept_open() -> Iterator[None]:
    """A build that is read again and again stays open meanwhile (tests.support.kept_open)."""
    with kept_open():
        yield


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands too wait a thousandth of a second before a second try."""
    monkeypatch.setenv("EIGENWIJZER_WAIT", "0.001")


@pytest.fixture
def unbuilt() -> Iterator[None]:
    """Refreshes end with the snapshots, for tests of what comes in and what is said of it."""
    with without_builds():
        yield


@pytest.fixture
def bare() -> Iterator[None]:
    """Builds hold what came in and not what follows from it, for tests of what comes in and whether it is used."""
    with derived_once.left_out():
        yield


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `loaded` is a copy of."""
    data_dir = tmp_path_factory.mktemp("loaded")
    with FeedServer([natura(), population()], page_size=100) as feed:
        assert trial(data_dir, feed, "82972NED", "70072ned").exit_code == 0
    return data_dir


@pytest.fixture
def loaded(loaded_once: Path, tmp_path: Path) -> Path:
    """A data folder of its own with natura(first=8.0) and population() in use."""
    return Path(shutil.copytree(loaded_once, tmp_path / "data"))
