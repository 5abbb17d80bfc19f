"""The new service of CBS: the same figures as the feed gives, the same checks, and the way out where v3 has none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from loaders import __main__ as command
from loaders import store
from loaders.feed.asking import Options, Protocol
from loaders.refresh import RefreshOutcome, refresh
from loaders.snapshots import writing
from tests.feed import real_shapes
from tests.feed.small import GEMEENTEN, finance, natura, population
from tests.feed.trial import QUICK, figures, in_use, rows_of
from tests.feed.v4_server import V4Server
from tests.feed_server import Fault, FeedServer, Table, shared_tables, table

pytestmark = pytest.mark.usefixtures("bare")

YOUTH = "85099NED"


def youth() -> Table:
    """85099NED in small: three forms, mixed status of periods, and cells that CBS keeps empty."""
    gemeenten = {"NL01": "Nederland", **{f"GM{number}": f"Plaats {number}" for number in range(9001, 9341)}}

    def values(keys: dict[str, str]) -> dict[str, Any]:
        number = int(keys["RegioS"][2:])
        secret = number % 7 == 0 and keys["VormenVanJeugdzorg"] != "T001"
        total = 100_000 if number == 1 else 300
        return {
            "JongerenMetJeugdzorg_1": None if secret else total,
            "JongerenMetJeugdzorgRelatief_2": None if secret else 8.5,
            "Jeugdzorgtrajecten_3": None,
        }

    made = table(
        YOUTH,
        "Kerncijfers over jeugdzorg",
        dims={
            "VormenVanJeugdzorg": {
                "T001": "JZ Totaal jeugdzorg", "T121": "JH 121 Totaal jeugdhulp zonder verblijf",
                "T122": "JH 122 Totaal jeugdhulp met verblijf",
            },
            "RegioS": gemeenten,
            "Perioden": {"2023JJ00": "2023", "2024HJ01": "2024 1e halfjaar*"},
        },
        topics={
            "JongerenMetJeugdzorg_1": ("Jongeren met jeugdzorg (aantal)", "aantal"),
            "JongerenMetJeugdzorgRelatief_2": ("Jongeren met jeugdzorg (relatief)", "% van alle jongeren"),
            "Jeugdzorgtrajecten_3": ("Jeugdzorgtrajecten", "aantal"),
        },
        values=values,
        width={"RegioS": 6, "VormenVanJeugdzorg": 5},
    )  # fmt: skip
    for period, status in zip(made.dims["Perioden"], ("Definitief", "Voorlopig"), strict=True):
        period["Status"] = status
    return made


def observed(data_dir: Path) -> pd.DataFrame:
    opened = store.open_store(data_dir)
    try:
        return opened.query("SELECT * FROM observation ORDER BY ALL")
    finally:
        opened.close()


def by_v4(data_dir: Path, server: V4Server, *only: str, **more: str) -> RefreshOutcome:
    return refresh(data_dir, Options(v4_feed=server.url, only=only, patience=QUICK, **more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def by_v3(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Table], pd.DataFrame]:
    """What the feed gives of a table, asked once however often it is compared."""
    asked: dict[str, pd.DataFrame] = {}

    def give(one: Table) -> pd.DataFrame:
        if one.id not in asked:
            data_dir = tmp_path_factory.mktemp("v3")
            with FeedServer([one]) as feed:
                refresh(data_dir, Options(feed=feed.url, only=(one.id,), patience=QUICK, protocol="v3"))
            asked[one.id] = observed(data_dir)
        return asked[one.id]

    return give


@pytest.mark.parametrize("page_size", [97, 100_000])
@pytest.mark.parametrize("make", [natura, youth, population], ids=["natura", "youth", "population"])
def test_both_services_give_the_same_observations(
    tmp_path: Path, make: Callable[[], Table], page_size: int, by_v3: Callable[[Table], pd.DataFrame]
) -> None:
    one = make()
    if one.id == "70072ned" and page_size == 97:
        pytest.skip("one page size is enough for a table without chunks")
    with V4Server([one], page_size) as server:
        outcome = by_v4(tmp_path / "4", server, one.id, protocol="v4")
    assert [each.result for each in outcome.results] == ["new"], outcome.results
    assert len(by_v3(one)) > 300
    pd.testing.assert_frame_equal(by_v3(one), observed(tmp_path / "4"))
    snapshot = writing.latest(tmp_path / "4", one.id)
    assert snapshot is not None
    assert snapshot.provenance["protocol"] == "v4"
    assert str(snapshot.provenance["url"]).endswith(f"/odata/v1/CBS/{one.id}")


@pytest.mark.parametrize("make", [real_shapes.wijken, real_shapes.wijken_forms], ids=["shares", "forms"])
def test_both_services_give_the_same_wijken_hidden_ones_too(
    tmp_path: Path, make: Callable[..., Table]
) -> None:
    """Of these lists only beginnings are known (startswith), and v4 leaves hidden cells out."""
    one = make({code: name for code, name in GEMEENTEN.items() if code <= "GM9342"})
    with FeedServer([one]) as feed, V4Server([one]) as server:
        refresh(tmp_path / "3", Options(feed=feed.url, only=(one.id,), patience=QUICK, protocol="v3"))
        outcome = by_v4(tmp_path / "4", server, one.id, protocol="v4")
    assert [each.result for each in outcome.results] == ["new"], outcome.results
    frames = []
    for name in "34":
        opened = store.open_store(tmp_path / name)
        frames.append(opened.query("SELECT * FROM wijk ORDER BY ALL"))
        opened.close()
    assert frames[0]["value"].isna().any() and len(frames[0]) > 2000
    pd.testing.assert_frame_equal(frames[0], frames[1])


@pytest.mark.shared
def test_a_table_of_texts_gives_the_same_divisions(tmp_path: Path, shared_cbs: Path) -> None:
    (divisions,) = shared_tables(shared_cbs / "feed", ("86247NED",))
    with FeedServer([divisions]) as feed, V4Server([divisions]) as server:
        refresh(tmp_path / "3", Options(feed=feed.url, only=("86247NED",), patience=QUICK))
        by_v4(tmp_path / "4", server, "86247NED")
    frames = []
    for name in "34":
        opened = store.open_store(tmp_path / name)
        frames.append(opened.query("SELECT * FROM membership ORDER BY ALL"))
        opened.close()
    assert len(frames[0]) == 684
    pd.testing.assert_frame_equal(frames[0], frames[1])


def test_a_table_that_the_feed_has_no_more_comes_from_the_new_service_and_says_so(tmp_path: Path) -> None:
    with FeedServer([population()]) as feed, V4Server([natura(), population()]) as server:
        options = Options(feed=feed.url, v4_feed=server.url, only=("82972NED", "70072ned"), patience=QUICK)
        outcome = refresh(tmp_path, options)
    told = {one.source_id: one for one in outcome.results}
    assert outcome.exit_code == 0
    assert told["82972NED"].message_nl == "Deze tabel komt van de nieuwe dienst van het CBS (v4)."
    assert told["70072ned"].message_nl == ""  # the feed has it: v4 is not asked
    assert not [path for path in server.requests if "70072ned" in path]
    assert figures(tmp_path, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 8.0


@pytest.mark.usefixtures("unbuilt")
@pytest.mark.parametrize("part", ["TypedDataSet", "CategoryGroups", "RegioS"])
def test_a_table_that_the_feed_has_in_part_comes_from_the_new_service_too(tmp_path: Path, part: str) -> None:
    lost = [Fault("status", "82972NED", part, status=404, times=None)]
    with FeedServer([natura()], faults=lost) as feed, V4Server([natura()]) as server:
        options = Options(feed=feed.url, v4_feed=server.url, only=("82972NED",), patience=QUICK)
        (one,) = refresh(tmp_path, options).results
    assert (one.result, one.message_nl) == ("new", "Deze tabel komt van de nieuwe dienst van het CBS (v4).")


@pytest.mark.usefixtures("unbuilt")
def test_with_the_feed_gone_for_everything_the_figures_still_come_and_iv3_stays_v3(tmp_path: Path) -> None:
    gone = [Fault("status", entity="*", status=404, times=None)]
    names = ("82972NED", "70072ned", "iv3_2019", "gebieden_2027")
    with (
        FeedServer([natura(), population()], faults=gone) as feed,
        FeedServer([finance()]) as iv3,
        V4Server([natura(), population(), finance()]) as server,
    ):
        options = Options(feed=feed.url, iv3_feed=iv3.url, v4_feed=server.url, only=names, patience=QUICK)
        outcome = refresh(tmp_path, options)
    assert {one.source_id: one.result for one in outcome.results} == {
        "82972NED": "new", "70072ned": "new", "45046NED": "new", "gebieden_2027": "none",
    }  # fmt: skip
    assert outcome.exit_code == 0  # the list of tables was had at the new service
    assert not [path for path in server.requests if "45046NED" in path]


@pytest.mark.usefixtures("unbuilt")
@pytest.mark.parametrize(("only", "blind"), [("82972NED", False), ("gebieden_2027", True)])
def test_a_list_that_cannot_be_had_counts_only_where_a_series_needs_it(
    report_copy: Path, only: str, blind: bool
) -> None:
    without_list = [Fault("status", entity="Tables", status=404, times=None)]
    with FeedServer([], faults=without_list) as feed, V4Server([natura()]) as server:
        v4_feed = "" if blind else server.url
        outcome = refresh(report_copy, Options(feed=feed.url, v4_feed=v4_feed, only=(only,), patience=QUICK))
    assert outcome.exit_code == (3 if blind else 0)
    assert ("nieuwe jaren" in outcome.message_nl) is blind


def test_a_new_year_that_only_the_new_service_has_is_picked_up(report_copy: Path) -> None:
    later = natura()
    later.id, later.infos = (
        "86999NED",
        {**later.infos, "Title": "Gebieden in Nederland 2027", "Identifier": "86999NED"},
    )
    with FeedServer([natura()]) as feed, V4Server([later]) as server:
        options = Options(feed=feed.url, v4_feed=server.url, only=("gebieden_2027",), patience=QUICK)
        outcome = refresh(report_copy, options)
    # found by its title; that it holds no divisions is then said
    assert "/odata/v1/CBS/86999NED/Properties" in server.requests
    assert outcome.results[0].result in ("absent", "none")


def first_of(name: str, value: object) -> Callable[[Any], Any]:
    def change(made: dict[str, Any]) -> dict[str, Any]:
        made["value"][0] = {**made["value"][0], name: value}
        return made

    return change


def without(identifier: str) -> Callable[[Any], Any]:
    return lambda made: {"value": [one for one in made["value"] if one["Identifier"] != identifier]}


NEW_DIMENSION = {"Identifier": "Perioden2", "Title": "t", "Kind": "Dimension"}
BROKEN: dict[str, tuple[dict[str, Callable[[Any], Any]], str]] = {
    "wrong count": ({"Observations/$count": lambda n: n + 1}, "a page is missing or repeated"),
    "cell twice": (
        {"Observations": lambda made: {**made, "value": made["value"][:-1] + made["value"][:1]}},
        "one figure came twice",
    ),
    "unknown measure": ({"Observations": first_of("Measure", "M999999")}, "an unknown measure"),
    "a text for a number": ({"Observations": first_of("Value", "veel")}, "a text where a number should be"),
    "no records": ({"Observations": lambda made: {"value": [None] * len(made["value"])}}, "that is no record"),
    "html": ({"Properties": lambda _: b"<html>"}, "HTML"),
    "no title": ({"Properties": lambda _: {"x": 1}}, "without the title"),
    "another unit": ({"MeasureCodes": first_of("Unit", "x 1 000")}, "the unit is 'x 1 000'"),
    "a new dimension": (
        {"Dimensions": lambda made: {"value": [*made["value"], NEW_DIMENSION]}},
        "Perioden2",
    ),
    "a dimension that is a path": ({"Dimensions": first_of("Identifier", "../x")}, "a dimension with an odd name"),
    "another measure under the title": ({"MeasureCodes": first_of("Title", "Kosten")}, "no column has a title like"),
    "a code without a name": ({"PeriodenCodes": first_of("Identifier", None)}, "no record with a name"),
    "a link in a circle": (
        {"Observations": lambda made: {**made, "@odata.nextLink": "https://x/odata/v1/CBS/82972NED/Observations?$skip=0"}},
        "came twice",
    ),
    "a region that the codes lack": ({"RegioSCodes": without("GM9005")}, "the metadata do not have"),
    "a cell without a region": ({"Observations": first_of("RegioS", None)}, "that was not asked for"),
    "a number of a measure that is none": ({"MeasureCodes": first_of("Index", "x")}, "a measure without a number"),
    "two measures with one number": ({"MeasureCodes": first_of("Index", 2)}, "measures with one number"),
    "a measure without a name": ({"MeasureCodes": first_of("Identifier", None)}, "no record with a name"),
    "a link that is none": ({"Observations": lambda made: {**made, "@odata.nextLink": "http://["}}, "no address"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_comes_broken_replaces_nothing_and_is_told(report_copy: Path, name: str) -> None:
    changes, said = BROKEN[name]
    before = in_use(report_copy)
    with V4Server([natura()], changes=changes) as server:
        outcome = by_v4(report_copy, server, "82972NED")
    (one,) = outcome.results
    assert one.result == "absent"
    assert said in one.message_en
    assert "Traceback" not in one.message_en
    assert writing.latest(report_copy, "82972NED") is None
    assert in_use(report_copy) == before


@pytest.mark.usefixtures("unbuilt")
@pytest.mark.parametrize("name", ["a new dimension", "wrong count", "no records"])
def test_what_comes_broken_after_a_sound_version_is_no_table_that_is_gone_and_heals(
    tmp_path: Path, name: str
) -> None:
    with V4Server([natura()]) as server:
        by_v4(tmp_path, server, "82972NED")
        before = rows_of(tmp_path, "82972NED")
        server.changes, said = BROKEN[name]
        (one,) = by_v4(tmp_path, server, "82972NED").results
        assert (one.result, said in one.message_en, "Vervallen" in one.message_nl) == ("kept", True, False)
        server.changes = {}
        (one,) = by_v4(tmp_path, server, "82972NED").results
    assert one.result == "same"
    assert len(before) == 1404 and rows_of(tmp_path, "82972NED") == before


@pytest.mark.usefixtures("unbuilt")
def test_a_count_that_was_wrong_once_is_asked_anew(tmp_path: Path) -> None:
    wrong = iter([1])
    with V4Server([natura()], changes={"Observations/$count": lambda n: n + next(wrong, 0)}) as server:
        assert by_v4(tmp_path, server, "82972NED").results[0].result == "new"


@pytest.mark.usefixtures("unbuilt")
def test_a_table_that_ended_and_lost_its_figures_keeps_its_snapshot(tmp_path: Path) -> None:
    with V4Server([natura()]) as server:
        by_v4(tmp_path, server, "82972NED")
        before = rows_of(tmp_path, "82972NED")
        server.changes = {"Observations": lambda _: {"value": []}, "Observations/$count": lambda _: 0}
        outcome = by_v4(tmp_path, server, "82972NED")
    assert outcome.results[0].result == "kept"
    assert "no rows came" in outcome.results[0].message_en
    assert len(before) == 1404 and rows_of(tmp_path, "82972NED") == before


def test_a_link_never_leads_to_another_host(report_copy: Path) -> None:
    elsewhere = V4Server([natura()])
    link = f"{elsewhere.url}/odata/v1/CBS/82972NED/Observations?$skip=99999"
    with (
        elsewhere,
        V4Server([natura()], 50, {"Observations": lambda made: {**made, "@odata.nextLink": link}}) as server,
    ):
        outcome = by_v4(report_copy, server, "82972NED")
    assert [one.result for one in outcome.results] == ["absent"]
    assert elsewhere.requests == []


def test_the_command_knows_both_services(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with V4Server([natura()]) as server:
        arguments = ["refresh", "--v4-feed", server.url, "--protocol", "v4", "--only", "82972NED", "--data"]
        assert command.main([*arguments, str(tmp_path)]) == 0
    assert "new snapshot" in capsys.readouterr().out


@pytest.mark.usefixtures("unbuilt")
def test_a_table_that_goes_to_the_new_service_and_back_is_no_news(tmp_path: Path) -> None:
    one = natura()
    with FeedServer([one]) as feed, V4Server([one]) as server:

        def ask(protocol: Protocol) -> str:
            options = Options(
                feed=feed.url, v4_feed=server.url, only=(one.id,), patience=QUICK, protocol=protocol
            )
            return refresh(tmp_path, options).results[0].result

        assert [ask("v3"), ask("v4"), ask("v3"), ask("v4")] == ["new", "same", "same", "same"]
    revised = natura()
    filled = next(row for row in revised.rows if row.get(revised.topics[0]) is not None)
    filled[revised.topics[0]] += 0.1
    with V4Server([revised]) as server:
        assert by_v4(tmp_path, server, one.id, protocol="v4").results[0].result == "new"
