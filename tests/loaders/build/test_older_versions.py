"""An older version of the figures: named after its snapshots, made again from them, or honestly gone."""

import gzip
import shutil
from datetime import date
from pathlib import Path

import pytest

import loaders
from loaders import kept, store
from loaders.build import make
from loaders.build.contents import Failure
from loaders.build.make import build, build_again, ensure_build
from loaders.errors import DiskFullError, VersionGoneError
from loaders.snapshots import versions
from tests.feed import small
from tests.support import snapshots

FIRST, SECOND, THIRD = "20250101T120000Z", "20250101T180000Z", "20260101T120000Z"
REPORT_ALONE = "e3b0c44298fc1c14"  # the hash of no snapshot at all


def version(data_dir: Path, build_id: str | None = None) -> str:
    opened = store.open_store(data_dir, build_id)
    try:
        return str(opened.query("SELECT data_version FROM build")["data_version"].iloc[0])
    finally:
        opened.close()


def figure(data_dir: Path, build_id: str) -> float:
    opened = store.open_store(data_dir, build_id)
    try:
        sql = (
            "SELECT value FROM observation WHERE indicator = 'natura_jeugdhulp_pct' AND region = 'GM9001' "
            "AND period = '2019'"
        )
        return round(float(opened.query(sql)["value"].iloc[0]), 1)
    finally:
        opened.close()


@pytest.fixture(scope="module")
def three_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """What `three` gives, built once: do not change it."""
    data_dir, found = tmp_path_factory.mktemp("three"), {}
    for stamp, value in ((FIRST, 8.0), (SECOND, 7.1), (THIRD, 6.2)):
        snapshots.write(data_dir, "natura", small.natura(value), stamp=stamp)
        build(data_dir)
        found[stamp] = version(data_dir)
    return data_dir, found


@pytest.fixture
def three(three_once: tuple[Path, dict[str, str]], tmp_path: Path) -> dict[str, str]:
    """Three downloads of one table in `tmp_path`, a build after each: stamp -> version of the figures."""
    shutil.copytree(three_once[0], tmp_path, dirs_exist_ok=True)
    return dict(three_once[1])


def test_every_version_that_was_shown_is_known_and_the_report_alone(
    tmp_path: Path, three: dict[str, str]
) -> None:
    assert versions.known(tmp_path) == {REPORT_ALONE: "", **{name: stamp for stamp, name in three.items()}}
    assert len(set(three.values())) == 3


def test_an_older_version_comes_back_with_its_own_figures_beside_the_one_in_use(
    tmp_path: Path, three: dict[str, str]
) -> None:
    """Two downloads of one day are two versions."""
    now = store.current_build(tmp_path)
    for path in store.builds_dir(tmp_path).glob("*.duckdb"):
        if path.stem != now:
            path.unlink()
    assert figure(tmp_path, build_again(tmp_path, three[FIRST])) == 8.1
    assert figure(tmp_path, build_again(tmp_path, three[SECOND])) == 7.2
    assert version(tmp_path, build_again(tmp_path, three[FIRST])) == three[FIRST]
    assert version(tmp_path, build_again(tmp_path, REPORT_ALONE)) == REPORT_ALONE
    assert store.current_build(tmp_path) == now
    assert figure(tmp_path, str(now)) == 6.3
    assert len(list(store.builds_dir(tmp_path).glob("*.duckdb"))) <= kept.BUILDS_KEPT + 1


def test_newer_code_and_a_failed_download_are_the_same_version(
    tmp_path: Path, three: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.current_build(tmp_path)
    failed = build(tmp_path, failures={"82972NED": Failure("Ophalen lukte niet.")}).build_id
    assert failed != before and version(tmp_path) == three[THIRD]
    monkeypatch.setattr(loaders, "__version__", "999")
    assert ensure_build(tmp_path) not in (before, failed)
    assert version(tmp_path) == three[THIRD]
    again = build_again(tmp_path, three[FIRST])  # with the code of now
    assert (version(tmp_path, again), figure(tmp_path, again)) == (three[FIRST], 8.1)


def test_a_build_as_of_a_day_is_a_version_that_was_there(tmp_path: Path, three: dict[str, str]) -> None:
    build(tmp_path, as_of=date(2025, 6, 1))
    assert version(tmp_path) == three[SECOND]


def test_a_version_nobody_has_is_gone(tmp_path: Path, three: dict[str, str]) -> None:
    with pytest.raises(VersionGoneError):
        build_again(tmp_path, "0123456789abcdef")


def test_a_version_of_which_a_snapshot_is_lost_or_damaged_is_gone_and_never_another(
    tmp_path: Path, three: dict[str, str]
) -> None:
    """The build of now keeps the snapshot before a damaged one; under the name of a version that would be a lie."""
    rows = next(path for path in tmp_path.glob(f"snapshots/*/{SECOND}")) / "rows.jsonl.gz"
    rows.write_bytes(gzip.compress(b"{}\n"))
    with pytest.raises(VersionGoneError):
        build_again(tmp_path, three[SECOND])
    assert figure(tmp_path, build_again(tmp_path, three[FIRST])) == 8.1
    (rows.parent / "provenance.json").unlink()
    with pytest.raises(VersionGoneError):
        build_again(tmp_path, three[SECOND])
    with pytest.raises(VersionGoneError):
        build_again(tmp_path, three[THIRD])


def test_a_full_disk_is_told_and_changes_nothing(
    tmp_path: Path, three: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = store.current_build(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(make, "_there", lambda *_: None)
    monkeypatch.setattr(store, "new_build", full)
    with pytest.raises(DiskFullError):
        build_again(tmp_path, three[FIRST])
    assert store.current_build(tmp_path) == now
