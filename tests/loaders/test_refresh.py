"""A refresh from end to end: from a loopback feed to figures in the build in use, and what it tells meanwhile."""

import gzip
import json
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from loaders import __main__ as command
from loaders import progress
from loaders.errors import BusyError, RegisterError
from loaders.feed.asking import Options
from loaders.refresh import data_dir_of, refresh
from loaders.snapshots import writing
from tests.feed.small import finance, natura, population, small_tables
from tests.feed.trial import QUICK, figures, in_use, leftovers, trial
from tests.feed_server import Fault, FeedServer, shared_tables

pytestmark = pytest.mark.usefixtures("quick")
ONLY = ("82972NED", "70072ned", "45046NED")


def run(feed: FeedServer, data_dir: Path, *more: str) -> int:
    addresses = ["--feed", feed.url, "--iv3-feed", feed.url, "--data", str(data_dir)]
    return command.main(["refresh", *addresses, *more])


@pytest.mark.parametrize("page_size", [97, 10_000])
def test_a_refresh_puts_the_figures_of_the_feed_in_use(tmp_path: Path, page_size: int) -> None:
    with FeedServer(small_tables(), page_size=page_size) as feed:
        outcome = trial(tmp_path, feed, *ONLY)
    assert outcome.exit_code == 0
    assert [(one.source_id, one.result, one.rows_n) for one in outcome.results] == [
        ("82972NED", "new", 1404),
        ("70072ned", "new", 702),
        ("45046NED", "new", 6300),  # 3 taakvelden x 3 categories x 350 gemeenten x 2 statements
    ]
    use = figures(tmp_path, "natura_jeugdhulp_pct")
    assert len(use) == 1404
    assert use["GM9001", "2020H1"] == 8.2
    assert use["NL01", "2019"] == 8.1
    assert figures(tmp_path, "inwoners_n")["GM9350", "2020"] == 40_000
    assert leftovers(tmp_path) == []


def test_equal_figures_make_no_new_snapshot_and_the_same_build(tmp_path: Path) -> None:
    with FeedServer([natura()]) as feed:
        trial(tmp_path, feed, "82972NED")
        before = in_use(tmp_path)
        outcome = trial(tmp_path, feed, "82972NED")
    assert [one.result for one in outcome.results] == ["same"]
    assert in_use(tmp_path) == before
    assert len(writing.every(tmp_path, "82972NED")) == 1


@pytest.mark.usefixtures("bare")
def test_revised_figures_become_a_vintage_and_as_of_goes_back(tmp_path: Path) -> None:
    with FeedServer([natura()]) as feed:
        trial(tmp_path, feed, "82972NED")
        first = writing.latest(tmp_path, "82972NED")
        assert first is not None
        first.folder.rename(first.folder.with_name("20240501T120000Z"))
        feed.tables["82972NED"] = natura(first=9.0)
        assert trial(tmp_path, feed, "82972NED").exit_code == 0
    assert figures(tmp_path, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 9.0
    past = refresh(tmp_path, Options(only=("82972NED",), as_of=date(2024, 5, 2), patience=QUICK))
    assert past.exit_code == 0
    assert [(one.source_id, one.result, one.rows_n) for one in past.results] == [("82972NED", "same", 1404)]
    assert figures(tmp_path, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 8.0
    assert len(writing.every(tmp_path, "82972NED")) == 2


@pytest.mark.usefixtures("unbuilt")
def test_iv3_is_found_by_its_title_also_under_another_number(tmp_path: Path) -> None:
    with FeedServer([finance(table_id="49999NED")]) as feed:
        outcome = trial(tmp_path, feed, "45046NED")
    (one,) = outcome.results
    assert (one.result, one.rows_n) == ("new", 6300)
    assert one.message_nl == "De tabel heeft bij het CBS nu nummer 49999NED in plaats van 45046NED."
    newest = writing.latest(tmp_path, "45046NED")
    assert newest is not None
    assert newest.provenance["table"] == "49999NED"


@pytest.mark.usefixtures("unbuilt")
def test_a_table_under_another_title_or_without_a_count_is_used_and_that_is_said(tmp_path: Path) -> None:
    renamed = natura()
    renamed.infos = {**renamed.infos, "Title": "Kengetallen jeugd"}
    uncounted = Fault("status", status=400, entity="TypedDataSet/$count", times=None)
    with FeedServer([renamed], page_size=500, faults=[uncounted]) as feed:
        outcome = trial(tmp_path, feed, "82972NED")
    assert outcome.exit_code == 0
    assert outcome.results[0].message_nl == (
        "Hernoemd: de tabel heette 'Indicatoren jeugdzorg in natura; gemeenten, 2015-2020' en heet bij het CBS nu "
        "'Kengetallen jeugd'. De bron gaf geen aantal rijen om mee na te tellen."
    )


@pytest.mark.usefixtures("unbuilt")
def test_a_title_that_is_not_in_the_catalogue_is_absent_or_not_published_in_words(tmp_path: Path) -> None:
    with FeedServer([natura()]) as feed:
        outcome = trial(tmp_path, feed, "82972NED", "45046NED", "inkomen_2026")
    assert outcome.exit_code == 3
    assert [one.result for one in outcome.results] == ["new", "none", "absent"]
    assert outcome.results[1].message_nl == (
        "Nog niet verschenen: Inkomen van huishoudens; huishoudenskenmerken, regio (indeling 2026)."
    )
    assert "no title in the catalogue like 'Gemeenten 2019 onbewerkte" in outcome.results[2].message_en
    assert outcome.results[2].message_nl == (
        "45046NED staat niet bij de bron. Een beheerder kan het nummer nakijken in data/sources.toml. "
        "Van deze bron zijn nog geen cijfers geladen."
    )


@pytest.mark.usefixtures("bare")
def test_the_command_prints_a_line_a_table_and_is_quiet_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with FeedServer(small_tables()) as feed:
        code = run(feed, tmp_path, "--only", "82972NED", "85098NED")
    printed = capsys.readouterr()
    assert code == 3
    lines = printed.out.splitlines()[1:]  # the first says beforehand how long it will take
    assert len(lines) == 3
    assert lines[0].split()[:3] == ["82972NED", "1404", "rows"]
    assert lines[0].endswith("new snapshot")
    assert lines[1].startswith("85098NED")
    assert "absent" in lines[1]
    assert lines[2].startswith("build ")
    assert printed.err == ""  # no progress bar where there is no terminal


@pytest.mark.usefixtures("bare")
def test_status_tells_build_rows_dates_and_what_failed_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["status", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("error: ")
    with FeedServer(small_tables()) as feed:
        run(feed, tmp_path, "--only", "82972NED")
        del feed.tables["82972NED"]
        assert run(feed, tmp_path, "--only", "82972NED") == 3
    capsys.readouterr()
    assert command.main(["status", "--data", str(tmp_path)]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("build ")
    (line,) = [line for line in lines if line.startswith("82972NED")]
    assert line.split()[1:3] == ["gone", "1404"]
    assert "answered 404" in line


def test_an_unknown_table_and_a_mixed_pair_are_refused_before_anything_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with FeedServer(small_tables()) as feed:
        assert run(feed, tmp_path, "--only", "99999NED") == 1
        assert "99999ned is not in data/sources.toml" in capsys.readouterr().err
        mixed = ["refresh", "--feed", feed.url, "--iv3-feed", "https://dataderden.cbs.nl"]
        assert command.main([*mixed, "--data", str(tmp_path)]) == 1
        assert "one feed is http and the other https" in capsys.readouterr().err
    assert feed.requests == []


@pytest.mark.usefixtures("unbuilt")
def test_a_stand_in_for_one_host_never_sends_us_to_the_real_others(tmp_path: Path) -> None:
    with FeedServer(small_tables()) as feed:
        only = ("82972NED", "45046NED", "grenzen_2019")
        outcome = refresh(tmp_path, Options(feed=feed.url, only=only, patience=QUICK))
    assert [one.result for one in outcome.results] == ["new", "absent", "absent"]
    assert "without --iv3-feed" in outcome.results[1].message_en
    assert "without --boundaries" in outcome.results[2].message_en


@pytest.mark.usefixtures("unbuilt")
def test_a_catalogue_with_a_null_in_it_is_read_without_it(tmp_path: Path) -> None:
    with FeedServer(small_tables()) as feed:
        titles = [None, *(table.infos for table in feed.tables.values())]
        feed.files["Tables"] = json.dumps({"value": titles}).encode()
        outcome = trial(tmp_path, feed, "45046NED")
    assert [one.result for one in outcome.results] == ["new"]


@pytest.mark.usefixtures("unbuilt")
def test_boundaries_come_from_a_path_or_an_address(tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]]}
    features = [
        {"type": "Feature", "properties": {"statcode": f"GM{9001 + n}", "statnaam": "V"}, "geometry": square}
        for n in range(355)
    ]
    body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    (tmp_path / "grens_2019.geojson.gz").write_bytes(gzip.compress(body))
    (tmp_path / "grens_2020.geojson.gz").write_bytes(b"<html>")
    (tmp_path / "grens_2021.geojson.gz").write_bytes(gzip.compress(b'{"features": []}'))
    only = tuple(f"grenzen_{year}" for year in range(2019, 2023))
    data_dir = tmp_path / "data"
    pattern = str(tmp_path / "grens_{year}.geojson.gz")
    outcome = refresh(data_dir, Options(boundaries=pattern, only=only, patience=QUICK))
    assert [len(writing.every(data_dir, source_id)) for source_id in only] == [1, 0, 0, 0]
    texts = ["no GeoJSON whose features have a statcode", "no rows came", "no file"]
    told = {one.source_id: one.message_en for one in outcome.results}
    for source_id, text in zip(only[1:], texts, strict=True):
        assert text in told[source_id]
    with FeedServer([]) as feed:
        feed.files["/geo/2019"] = body
        address = feed.url + "/geo/{year}"
        again: list[progress.Result] = []
        refresh(data_dir, Options(boundaries=address, only=only[:1], patience=QUICK), again.append)
    assert again[0].result == "same"


@pytest.mark.usefixtures("bare")
def test_progress_tells_the_table_and_the_rows_while_it_runs(tmp_path: Path) -> None:
    seen: list[progress.Progress] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.002):
            now = progress.read(tmp_path)
            if now is not None:
                seen.append(now)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with FeedServer(small_tables(), page_size=200, latency=0.01) as feed:
            outcome = trial(tmp_path, feed, *ONLY)
    finally:
        stop.set()
        watcher.join()
    at = "We halen de cijfers op: tabel 2 van 3. U kunt gewoon verder werken."
    assert at in {one.message for one in seen}
    assert {"busy", "building"} <= {one.state for one in seen}
    assert "failed" not in {one.state for one in seen}
    end = progress.read(tmp_path)
    assert end is not None
    assert (end.state, end.rows_n, end.build_id) == ("done", 8406, outcome.build_id)
    assert [one.source_id for one in end.results] == list(ONLY)
    assert end.message == "Nieuwe cijfers zijn klaar. Ververs de pagina."


@pytest.mark.usefixtures("bare")
def test_a_second_refresh_is_refused_and_told_since_when(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with FeedServer([natura()], latency=0.05) as feed:
        first = threading.Thread(target=trial, args=(tmp_path, feed, "82972NED"))
        first.start()
        while progress.read(tmp_path) is None:
            pass
        with pytest.raises(BusyError) as caught:
            trial(tmp_path, feed, "82972NED")
        assert progress.running(tmp_path)
        assert caught.value.since is not None
        assert caught.value.message_nl.startswith("Er wordt al geladen, sinds ")
        first.join()
    assert not progress.running(tmp_path)
    with progress.only_one(tmp_path), FeedServer([]) as feed:
        assert run(feed, tmp_path, "--only", "82972NED") == 1
    assert "another refresh is busy, since" in capsys.readouterr().err
    assert len(figures(tmp_path, "natura_jeugdhulp_pct")) == 1404


def test_a_refresh_that_was_killed_is_told_as_broken_off(tmp_path: Path) -> None:
    reporter = progress.Reporter(tmp_path, [1, 1, 1])
    reporter.table(1, "Tabel")
    told = progress.read(tmp_path)
    assert told is not None
    assert told.state == "failed"
    assert "afgebroken" in told.message


def test_the_data_folder_is_named_on_the_command_line_or_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EIGENWIJZER_DATA", str(tmp_path / "env"))
    assert data_dir_of(None) == tmp_path / "env"
    assert data_dir_of("x") == Path("x")
    monkeypatch.delenv("EIGENWIJZER_DATA")
    assert data_dir_of(None).parts[-2:] == ("data", "local")


def test_a_wrong_register_name_is_no_busy_lock(tmp_path: Path) -> None:
    with pytest.raises(RegisterError):
        refresh(tmp_path, replace(Options(patience=QUICK), only=("nothing",)))
    assert not progress.running(tmp_path)


@pytest.mark.usefixtures("unbuilt")
def test_population_is_fetched_with_only_the_columns_that_are_used(tmp_path: Path) -> None:
    with FeedServer([population()]) as feed:
        trial(tmp_path, feed, "70072ned")
    (query,) = [query for _, entity, query in feed.requests if entity == "TypedDataSet"]
    assert query["$select"] == "RegioS,Perioden,TotaleBevolking_1"


@pytest.mark.usefixtures("unbuilt")
@pytest.mark.shared
def test_the_shared_tables_load_whole_from_pages_of_any_size(tmp_path: Path, shared_cbs: Path) -> None:
    names = ("82972NED", "86247NED", "45046NED")
    tables = shared_tables(shared_cbs / "feed", names)
    with FeedServer(tables, page_size=333) as feed:
        outcome = trial(tmp_path, feed, *names)
    assert {one.source_id: one.rows_n for one in outcome.results} == {
        "82972NED": 9766,
        "86247NED": 342,
        "45046NED": 9940,
    }
    for one in tables:
        newest = writing.latest(tmp_path, one.id)
        assert newest is not None
        rows = sorted(pq.read_table(newest.rows).to_pylist(), key=lambda row: row["ID"])
        assert rows == one.rows
        assert newest.meta()["dims"] == one.dims
