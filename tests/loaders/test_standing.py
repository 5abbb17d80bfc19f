"""`python -m loaders status`: what is not as it should be, in one line and in the exit code."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from loaders import __main__ as command
from loaders import progress, standing, store
from loaders.build.make import build, ensure_build
from loaders.command_line import PARTLY, WELL
from loaders.files import shipped
from loaders.progress import Reporter
from metrics.records import Records
from tests.feed.small import natura, population
from tests.feed.trial import trial
from tests.feed_server import Fault, FeedServer

pytestmark = pytest.mark.usefixtures("bare")

TABLE, PEOPLE, LATER = "82972NED", "70072ned", "inkomen_2027"
RUN = "Run `python -m loaders refresh`.\n"
Status = Callable[[], tuple[int, str]]


@pytest.fixture(scope="module")
def three(records: Records) -> Records:
    """Records with a register of three sources, one of which was never published."""
    wanted = tuple(each for each in records.sources if each.source_id in (TABLE, PEOPLE, LATER))
    assert len(wanted) == 3
    return replace(records, sources=wanted)


@pytest.fixture(scope="module")
def two_loaded(three: Records, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which two of them were loaded: copy it first."""
    data_dir = tmp_path_factory.mktemp("two")
    with pytest.MonkeyPatch.context() as patch, FeedServer([natura(), population()]) as feed:
        patch.setattr(shipped, "records", lambda: three)
        trial(data_dir, feed, TABLE, PEOPLE)
    return data_dir


@pytest.fixture
def status(
    three: Records, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Status:
    """The command on that register: its code and standard error."""
    monkeypatch.setattr(shipped, "records", lambda: three)
    monkeypatch.setenv("EIGENWIJZER_DATA", str(tmp_path))

    def asked() -> tuple[int, str]:
        capsys.readouterr()
        return command.main(["status"]), capsys.readouterr().err

    return asked


def test_status_is_well_only_where_all_that_was_there_or_should_be_is_in(
    tmp_path: Path, status: Status
) -> None:
    ensure_build(tmp_path)
    assert status() == (PARTLY, f"nothing is loaded yet, the pages show the report alone. {RUN}")
    renamed = natura()
    renamed.infos = {**renamed.infos, "Title": "Kengetallen jeugd"}
    with FeedServer([renamed, population()]) as feed:
        trial(tmp_path, feed, TABLE, LATER)
        assert status() == (PARTLY, f"1 absent: {PEOPLE}. {RUN}")
        assert trial(tmp_path, feed, TABLE, PEOPLE, LATER).exit_code == 0
        assert status() == (WELL, "")  # one has another title, one was never published
        del feed.tables[PEOPLE]
        feed.faults = [Fault("html", table=TABLE, times=None)]
        trial(tmp_path, feed, TABLE, PEOPLE)
        assert status() == (PARTLY, f"1 kept: {TABLE}; 1 gone: {PEOPLE}. {RUN}")
        feed.tables[PEOPLE], feed.faults = population(), []
        assert trial(tmp_path, feed, TABLE, PEOPLE).exit_code == 0
        assert status() == (WELL, "")


def test_figures_that_the_checks_refuse_are_named(two_loaded: Path, tmp_path: Path, status: Status) -> None:
    shutil.copytree(two_loaded, tmp_path, dirs_exist_ok=True)
    with FeedServer([natura(first=800.0)]) as feed:
        assert trial(tmp_path, feed, TABLE).exit_code == PARTLY
    assert status() == (PARTLY, f"1 kept: {TABLE}. {RUN}")


def test_a_first_refresh_that_is_half_done_is_told(two_loaded: Path, tmp_path: Path, status: Status) -> None:
    shutil.copytree(two_loaded, tmp_path, dirs_exist_ok=True)
    build(tmp_path, partial=True)
    assert status() == (PARTLY, f"the first refresh is not done. {RUN}")
    with progress.only_one(tmp_path):
        Reporter(tmp_path, [1])
        assert status() == (PARTLY, "the first refresh is not done. A refresh is under way.\n")


def test_a_folder_of_no_source_is_no_fault(two_loaded: Path, tmp_path: Path, status: Status) -> None:
    shutil.copytree(two_loaded, tmp_path, dirs_exist_ok=True)
    (tmp_path / "snapshots" / TABLE).rename(tmp_path / "snapshots" / "elders")
    build(tmp_path)
    assert status() == (PARTLY, f"1 absent: {TABLE}. {RUN}")


def test_of_many_five_are_named(report_data: Path) -> None:
    found = replace(store.read_status(report_data), kind="cbs")
    told = standing.told(found, list(standing.of(report_data, found)), running=False)
    absent = found.sources[found.sources["status"] == "absent"]["source_id"].tolist()
    assert told.startswith(f"{len(absent)} absent: {', '.join(absent[:5])} and {len(absent) - 5} more. ")
