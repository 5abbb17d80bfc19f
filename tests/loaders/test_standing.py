"""`python -m loaders status`: what is not as it should be, in one line and in the exit code."""

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
from tests.feed.small import natura, population
from tests.feed.trial import trial
from tests.feed_server import Fault, FeedServer

TABLE, PEOPLE, LATER = "82972NED", "70072ned", "inkomen_2027"
RUN = "Run `python -m loaders refresh`.\n"
Status = Callable[[], tuple[int, str]]


@pytest.fixture
def status(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Status:
    """The command on a register of three sources, one of which was never published: its code and standard error."""
    known = shipped.records()
    three = replace(
        known, sources=tuple(each for each in known.sources if each.source_id in (TABLE, PEOPLE, LATER))
    )
    assert len(three.sources) == 3
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


def test_figures_that_the_checks_refuse_are_named(tmp_path: Path, status: Status) -> None:
    with FeedServer([natura(), population()]) as feed:
        trial(tmp_path, feed, TABLE, PEOPLE)
    with FeedServer([natura(first=800.0)]) as feed:
        assert trial(tmp_path, feed, TABLE).exit_code == PARTLY
    assert status() == (PARTLY, f"1 kept: {TABLE}. {RUN}")


def test_a_first_refresh_that_is_half_done_is_told(tmp_path: Path, status: Status) -> None:
    with FeedServer([natura(), population()]) as feed:
        trial(tmp_path, feed, TABLE, PEOPLE)
    build(tmp_path, partial=True)
    assert status() == (PARTLY, f"the first refresh is not done. {RUN}")
    with progress.only_one(tmp_path):
        Reporter(tmp_path, [1])
        assert status() == (PARTLY, "the first refresh is not done. A refresh is under way.\n")


def test_a_folder_of_no_source_is_no_fault(tmp_path: Path, status: Status) -> None:
    with FeedServer([natura(), population()]) as feed:
        trial(tmp_path, feed, TABLE, PEOPLE)
    (tmp_path / "snapshots" / TABLE).rename(tmp_path / "snapshots" / "elders")
    build(tmp_path)
    assert status() == (PARTLY, f"1 absent: {TABLE}. {RUN}")


def test_of_many_five_are_named(report_data: Path) -> None:
    found = replace(store.read_status(report_data), kind="cbs")
    told = standing.told(found, list(standing.of(report_data, found)), running=False)
    absent = found.sources[found.sources["status"] == "absent"]["source_id"].tolist()
    assert told.startswith(f"{len(absent)} absent: {', '.join(absent[:5])} and {len(absent) - 5} more. ")
