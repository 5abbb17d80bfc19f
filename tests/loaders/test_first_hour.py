"""The first hour: what is told beforehand, a stop that loses nothing, pages that show what is in, and the next year."""

import shutil
import threading
import time
from pathlib import Path

import orjson
import pytest

from loaders import __main__ as command
from loaders import estimate, progress, store
from loaders.build.make import build
from loaders.errors import NotPublishedError, StoppedError, TableAbsentError
from loaders.feed import find
from loaders.feed.asking import Options
from loaders.files import register
from loaders.refresh import has_figures, refresh
from loaders.snapshots import writing
from tests.feed.small import finance, natura, population
from tests.feed.trial import QUICK, figures, trial
from tests.feed_server import Fault, FeedServer


def source(name: str) -> register.RegisteredSource:
    (found,) = register.select(register.sources(until=2027), [name])
    return found


def row(table: str, title: str, modified: str = "2026-01-01") -> dict[str, str]:
    return {"Identifier": table, "Title": title, "Modified": modified}


class TestFind:
    def test_the_title_decides_and_another_number_is_told(self) -> None:
        titles = {
            "45046NED": "Gemeenten 2018 onbewerkte Iv3-data",
            "1NED": "Gemeenten 2019 onbewerkte Iv3-data ",
        }
        catalogue = [row(table, title) for table, title in titles.items()]
        found = find.find(source("iv3_2019"), catalogue)
        assert found.table == "1NED"
        assert found.note == "De tabel heeft bij het CBS nu nummer 1NED in plaats van 45046NED."

    def test_a_new_year_is_found_without_an_edit(self) -> None:
        assert (
            find.find(source("iv3_2027"), [row("45099NED", "Gemeenten 2027 onbewerkte Iv3-data")]).table
            == "45099NED"
        )

    def test_a_year_to_come_is_not_published_yet_and_a_gap_never_was(self) -> None:
        with pytest.raises(NotPublishedError, match="not published yet") as later:
            find.find(source("inkomen_2027"), [])
        assert later.value.message_nl.startswith("Nog niet verschenen: Inkomen van huishoudens")
        with pytest.raises(NotPublishedError, match="CBS has no such table") as never:
            find.find(source("inkomen_2018"), [])
        assert never.value.message_nl.startswith("Deze tabel heeft het CBS niet: ")

    def test_a_number_with_another_title_is_renamed_but_never_one_of_another_year(self) -> None:
        found = find.find(source("86004NED"), [row("86004NED", "Inkomen van huishoudens; kenmerken")])
        assert found.table == "86004NED"
        assert found.note == (
            "Hernoemd: de tabel heette 'Inkomen van huishoudens; huishoudenskenmerken, regio (indeling 2024)' en heet "
            "bij het CBS nu 'Inkomen van huishoudens; kenmerken'."
        )
        with pytest.raises(TableAbsentError):
            find.find(source("iv3_2019"), [row("45046NED", "Gemeenten 2018 onbewerkte Iv3-data")])

    def test_without_a_catalogue_the_number_counts(self) -> None:
        assert find.find(source("iv3_2019"), None).table == "45046NED"
        with pytest.raises(TableAbsentError, match="no catalogue"):
            find.find(source("iv3_2027"), None)

    def test_the_price_index_has_its_two_titles_and_no_other_base(self) -> None:
        catalogue = [
            row("71905ned", "Consumentenprijzen; prijsindex 1900=100"),
            row("83131NED", "Consumentenprijzen; prijsindex 2015=100, 1996-2025"),
            row("9NED", "Consumentenprijzen; CPI 2025=100, index en mutaties"),
        ]
        assert [find.find(source(name), catalogue).table for name in ("prijzen_2015", "prijzen_2025")] == [
            "83131NED",
            "9NED",
        ]

    def test_ses_woa_is_found_by_its_real_title(self) -> None:
        title = "Sociaal-economische status; scores per wijk en buurt, regio-indeling 2026"
        assert find.find(source("ses_woa_2026"), [row("7NED", title)]).table == "7NED"


@pytest.mark.usefixtures("bare")
def test_a_table_of_next_year_is_picked_up_without_an_edit(tmp_path: Path) -> None:
    next_year = finance(2027, "45090NED")
    gone = {f"GM{number}" for number in range(9331, 9351)}  # 350 would be more than there are since 2023
    next_year.rows = [row for row in next_year.rows if row["Gemeenten"].strip() not in gone]
    with FeedServer([finance(), next_year]) as feed:
        outcome = trial(tmp_path, feed, "iv3_2019", "iv3_2027")
    assert outcome.exit_code == 0
    assert [(one.source_id, one.result) for one in outcome.results] == [
        ("iv3_2027", "new"),
        ("45046NED", "new"),
    ]
    opened = store.open_store(tmp_path)
    years = opened.query("SELECT DISTINCT year, source_id FROM finance ORDER BY year")
    opened.close()
    assert years.values.tolist() == [[2019, "45046NED"], [2027, "45090NED"]]  # the number at CBS, to cite


@pytest.mark.usefixtures("bare")
def test_a_copied_folder_of_snapshots_counts_no_figure_twice(tmp_path: Path) -> None:
    with FeedServer([natura()]) as feed:
        trial(tmp_path, feed, "82972NED")
    before = figures(tmp_path, "natura_jeugdhulp_pct")
    folder = tmp_path / "snapshots"
    (folder / "82972NED").rename(folder / "elders")
    shutil.copytree(folder / "elders", folder / "82972NED")
    made = build(tmp_path)
    assert figures(tmp_path, "natura_jeugdhulp_pct") == before
    (stray,) = [one for one in made.sources if one.source_id == "elders"]
    assert stray.status == "absent"
    assert stray.message.startswith("Deze map met gegevens hoort bij geen bron en telt niet mee.")


@pytest.mark.usefixtures("bare")
def test_status_names_what_is_not_published_renamed_and_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed = natura()
    renamed.infos = {**renamed.infos, "Title": "Kengetallen jeugd"}
    names = ("82972NED", "70072ned", "inkomen_2027")
    with FeedServer([renamed, population()]) as feed:
        assert trial(tmp_path, feed, *names).exit_code == 0
        del feed.tables["70072ned"]
        outcome = trial(tmp_path, feed, *names)
    assert outcome.exit_code == 3
    capsys.readouterr()
    command.main(["status", "--data", str(tmp_path)])
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert lines["82972NED"].split()[1] == "renamed"
    assert "en heet bij het CBS nu 'Kengetallen jeugd'" in lines["82972NED"]
    assert lines["70072ned"].split()[1] == "gone"
    assert lines["inkomen_2027"].split()[1] == "none"
    assert "not published yet" in lines["inkomen_2027"]


@pytest.mark.usefixtures("unbuilt")
def test_a_catalogue_that_cannot_be_had_is_told_once_and_fails_no_year_that_never_was(tmp_path: Path) -> None:
    broken = Fault("status", entity="Tables", status=404, times=None)
    with FeedServer([finance()], faults=[broken]) as feed:
        outcome = trial(tmp_path, feed, "iv3_2019", "iv3_2027")
    assert [(one.source_id, one.result) for one in outcome.results] == [
        ("iv3_2027", "none"),
        ("45046NED", "new"),
    ]
    assert outcome.exit_code == 3
    assert outcome.message_nl.endswith("of er nieuwe jaren zijn, is niet nagegaan.")


def test_only_said_twice_adds_up() -> None:
    for one in ("refresh", "doctor"):
        chosen = command.parser().parse_args([one, "--only", "82972NED", "iv3", "--only", "70072ned"])
        assert chosen.only == ["82972NED", "iv3", "70072ned"]


@pytest.mark.usefixtures("unbuilt")
def test_a_table_under_another_number_is_found_by_its_exact_title(tmp_path: Path) -> None:
    moved = natura()
    moved.id = "99999NED"
    moved.infos = {**moved.infos, "Identifier": "99999NED"}
    with FeedServer([moved]) as feed:
        outcome = trial(tmp_path, feed, "82972NED")
    assert [(one.source_id, one.result) for one in outcome.results] == [("82972NED", "new")]
    assert outcome.results[0].message_nl.startswith("De tabel heeft bij het CBS nu nummer 99999NED")


class TestEstimate:
    def test_a_whole_first_refresh_is_some_thousands_of_requests_and_half_an_hour(self) -> None:
        work = estimate.of(register.sources(until=2027))
        assert 1_500 <= work.requests_n <= 4_000
        assert work.minutes[0] < work.minutes[1] <= 45
        assert work.minutes[0] % 5 == work.minutes[1] % 5 == 0
        assert 300 <= work.disk_mb <= 1_000

    def test_years_that_were_never_seen_count_for_nothing(self) -> None:
        assert estimate.of([source("iv3_2027")]).requests_n == 0
        assert estimate.of([source("iv3_2026")]).requests_n == source("iv3_2026").kind.requests_n

    def test_time_left_follows_the_pace_and_is_not_guessed_at_the_start(self) -> None:
        assert estimate.seconds_left(0.25, 60) == 180
        assert estimate.seconds_left(0.01, 60) is None

    @pytest.mark.usefixtures("bare")
    def test_the_command_says_it_before_the_first_refresh_only(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with FeedServer([natura()]) as feed:
            arguments = ["refresh", "--feed", feed.url, "--data", str(tmp_path), "--only", "82972NED"]
            command.main(arguments)
            first = capsys.readouterr().out.splitlines()[0]
            assert first.startswith(
                "first refresh: 1 tables in about 30 requests, about 5 minutes, about 240 MB of disk."
            )
            command.main(arguments)
        assert "first refresh" not in capsys.readouterr().out


@pytest.mark.usefixtures("bare")
def test_a_stop_keeps_what_is_in_and_the_next_refresh_goes_on_there(tmp_path: Path) -> None:
    with FeedServer([natura(), population(), finance()], page_size=200, latency=0.02) as feed:
        raised: list[BaseException] = []

        def run() -> None:
            try:
                trial(tmp_path, feed, "82972NED", "70072ned", "iv3_2019")
            except BaseException as error:
                raised.append(error)

        going = threading.Thread(target=run)
        going.start()
        while (now := progress.read(tmp_path)) is None or now.table_n < 3:
            assert going.is_alive(), raised
            time.sleep(0.01)
        progress.stop(tmp_path)
        going.join(timeout=20)
        assert isinstance(raised[0], StoppedError)
        told = progress.read(tmp_path)
        assert told is not None and told.state == "stopped"
        assert "blijft bewaard" in told.message
        assert [one.source_id for one in told.results] == ["82972NED", "70072ned"]
        feed.requests.clear()
        outcome = trial(tmp_path, feed, "82972NED", "70072ned", "iv3_2019")
    assert {table for table, _, _ in feed.requests} <= {"45046NED", ""}  # what was in is not asked again
    assert outcome.exit_code == 0 and outcome.built
    assert figures(tmp_path, "natura_jeugdhulp_pct") and figures(tmp_path, "inwoners_n")
    after = progress.read(tmp_path)
    assert after is not None and after.state == "done" and after.share == 1.0
    assert progress.begun(tmp_path) == ()


def test_pages_show_the_first_half_of_a_first_refresh_and_no_version_of_it(tmp_path: Path) -> None:
    seen: list[tuple[str, str]] = []

    def look(result: progress.Result) -> None:
        build_id = store.current_build(tmp_path)
        if build_id is None:
            return
        opened = store.open_store(tmp_path)
        seen.append((result.source_id, opened.facts().data_version))
        opened.close()

    only = ("82972NED", "iv3_2019", "iv3_2018")
    with FeedServer([natura(), finance(), finance(2018, "45042NED")]) as feed:
        options = Options(feed=feed.url, iv3_feed=feed.url, only=only, patience=QUICK)
        outcome = refresh(tmp_path, options, look)
        # 82972NED is what most pages need: once it is in, pages show it, before the rest is asked
        assert seen == [("45046NED", ""), ("45042NED", "")]
        assert has_figures(tmp_path)
        builds = [path.stem for path in store.builds_dir(tmp_path).glob("*.duckdb")]
        assert builds == [outcome.build_id] and not store.is_partial(outcome.build_id)
        seen.clear()
        refresh(tmp_path, options, look)
    assert {version for _, version in seen} == {store.open_store(tmp_path).facts().data_version}


@pytest.mark.usefixtures("unbuilt")
def test_a_refresh_that_broke_off_a_day_ago_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FeedServer([natura()]) as feed:
        trial(tmp_path, feed, "82972NED")
    last = progress.read(tmp_path)
    assert last is not None

    def written(started: str) -> None:
        raw = orjson.loads(progress.path(tmp_path).read_bytes()) | {"state": "stopped", "started": started}
        writing.write_in_one_step(progress.path(tmp_path), orjson.dumps(raw))

    written(last.started)
    assert [one.source_id for one in progress.begun(tmp_path)] == ["82972NED"]
    written("2026-01-01T12:00:00+00:00")
    assert progress.begun(tmp_path) == ()
