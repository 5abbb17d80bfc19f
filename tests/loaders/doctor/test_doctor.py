"""The doctor on a loopback feed: all well is 0, and of twelve planted faults each has its own line."""

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from loaders import __main__ as command
from loaders.doctor import places, report
from loaders.doctor.diagnosis import Diagnosis
from loaders.doctor.run import Rounds, examine
from loaders.feed import boundaries
from loaders.feed.patience import Patience
from loaders.feed.polite import Service
from loaders.files import register
from loaders.normalise import PLANS
from tests.feed.small import REGIONS, finance, natura, population
from tests.feed_server import Fault, FeedServer, Table, table

QUICK = Patience(connect_s=2, silence_s=2, body_s=5, first_wait_s=0.001, tries=2)
PERIODS = {"2021JJ00": "2021", "2022JJ00": "2022"}
FORMS = {"T1": "Totaal jeugdzorg", "J1": "Totaal jeugdhulp"}
SOME = dict(list(REGIONS.items())[:4])


def simple(
    table_id: str, title: str, dims: dict[str, dict[str, str]], topics: dict[str, tuple[str, str]]
) -> Table:
    return table(table_id, title, dims=dims, topics=topics, values=lambda _: dict.fromkeys(topics, 1.0))


def young(table_id: str, title: str) -> Table:
    topics = {
        "JongerenMetJeugdzorg_1": ("Jongeren met jeugdzorg", "aantal"),
        "JongerenMetJeugdzorgRelatief_2": ("Jongeren met jeugdzorg (relatief)", "%"),
    }
    return simple(table_id, title, {"VormenVanJeugdzorg": FORMS, "RegioS": SOME, "Perioden": PERIODS}, topics)


def shares(table_id: str, title: str) -> Table:
    return replace(natura(), id=table_id, infos={**natura().infos, "Identifier": table_id, "Title": title})


def costs() -> Table:
    topics = {
        "BegroteKosten_1": ("Begrote kosten", "1 000 euro"),
        "GerealiseerdeKosten_2": ("Gerealiseerde kosten", "1 000 euro"),
    }
    dims = {"VormenVanJeugdzorg": FORMS, "Regio": SOME, "Perioden": PERIODS}
    return simple("83454NED", "Gemeentelijke kosten; jeugdzorg, regio", dims, topics)


def iv3(year: int, table_id: str) -> Table:
    made = finance(year, table_id)
    return replace(made, rows=made.rows[:50])


def geojson(count: int) -> bytes:
    about = [
        {"properties": {"statcode": f"GM{n:04}", "statnaam": f"V{n}"}, "geometry": None} for n in range(count)
    ]
    return json.dumps({"features": about}).encode()


def lines_of(told: list[Diagnosis], name: str) -> list[Diagnosis]:
    return [one for one in told if one.what.split(":")[0] == name]


def test_all_is_well_is_exit_code_0_and_one_line_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    tables = [natura(), population(), iv3(2019, "45046NED")]
    with FeedServer(tables) as feed:
        feed.files = {"/2020": geojson(355)}
        asked = ["doctor", "--feed", feed.url, "--iv3-feed", feed.url, "--boundaries", feed.url + "/{year}"]
        code = command.main([*asked, "--only", "82972NED", "70072ned", "45046NED", "grenzen_2020"])
    printed = capsys.readouterr().out
    assert code == 0, printed
    assert "| 82972NED | " in printed
    assert "ok: title, columns, units; a row, 351 rows in the first of 4 parts" in printed
    assert "| grenzen_2020: boundaries | " in printed
    assert "355 gemeenten" in printed
    assert "all is well." in printed
    assert feed.busiest <= 4
    assert not [
        query for _, entity, query in feed.requests if entity == "TypedDataSet" and query.get("$top") != "1"
    ]


PLANTED = {
    "84134NED": ("answered 404", "metadata"),
    "85099NED": ("the title is 'Iets heel anders'", "title"),
    "82972NED": ("the unit is 'mln euro'", "columns"),
    "70072ned": ("dimension RegioS is gone", "columns"),
    "85098NED": ("dimension Geslacht is new", "columns"),
    "83454NED": ("no count came", "count"),
    "45046NED": ("HTML or XML instead of JSON", "metadata"),
    "45050NED": ("no rows came", "a row"),
    "45042NED": ("no column has a title like '2e plaatsing'", "columns 2e plaatsing"),
    "45054NED": ("no column has a title like '1e plaatsing'", "columns 1e plaatsing"),
    "grenzen_2020": ("100 gemeenten where 355 were expected", "boundaries"),
}  # fmt: skip


def without(made: Table, key: str) -> Table:
    rows: list[dict[str, Any]] = [
        {name: value for name, value in row.items() if name != key} for row in made.rows
    ]
    properties = [one for one in made.properties if one["Key"] != key]
    return replace(
        made, rows=rows, properties=properties, dims={k: v for k, v in made.dims.items() if k != key}
    )


def planted() -> FeedServer:
    retitled = iv3(2021, "45054NED")
    for one in retitled.properties:
        if one["Key"] == "k_1ePlaatsing_1":
            one.update(Title="Eerste levering", Key="Levering_1")
    old, new = "k_1ePlaatsing_1", "Levering_1"
    rows = [{(new if key == old else key): value for key, value in row.items()} for row in retitled.rows]
    retitled = replace(retitled, rows=rows)
    tables = [
        young("85099NED", "Iets heel anders"),
        natura(),
        shares("85098NED", "Indicatoren jeugdzorg in natura; gemeenten"),
        without(population(), "RegioS"),
        costs(),
        without(iv3(2018, "45042NED"), "k_2ePlaatsing_2"),
        iv3(2019, "45046NED"),
        iv3(2020, "45050NED"),
        retitled,
    ]
    faults = [
        Fault("unit", table="82972NED"),
        Fault("new_dimension", table="85098NED"),
        Fault("status", status=404, table="83454NED", entity="TypedDataSet/$count", times=None),
        Fault("html", table="45046NED", entity="*", times=None),
        Fault("empty", table="45050NED"),
        Fault("status", status=503, table="", entity="Tables", times=None),
    ]
    feed = FeedServer(tables, faults=faults)
    feed.files = {"/2020": geojson(100)}
    return feed


def test_every_planted_fault_is_named_in_a_line_of_its_own() -> None:
    with planted() as feed:
        asked = Rounds(feed.url, feed.url, "", feed.url + "/{year}", tuple(PLANTED), patience=QUICK)
        told = examine(asked)
    for name, (words, what) in PLANTED.items():
        found = lines_of(told, name)
        named = [one for one in found if words in one.outcome and one.what.startswith(f"{name}: {what}")]
        assert named, found
        assert all(one.wrong for one in found), (name, found)
    (catalogue,) = [one for one in told if one.what == "catalogue CBS"]
    assert "status 503" in catalogue.outcome
    assert catalogue.remedy == "check the network, proxy and firewall; else try again later"


def test_what_is_wrong_is_exit_code_3_and_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    with planted() as feed:
        assert command.main(["doctor", "--feed", feed.url, "--only", "82972NED", "83454NED"]) == 3
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert rows[0] == "| what | address | outcome | what to do |"
    wrong = [not row.endswith("|  |") for row in rows[2:]]
    assert wrong == sorted(wrong, reverse=True)
    assert all(row.replace("\\|", "").count("|") == 5 for row in rows[2:])


def test_a_title_that_is_in_no_catalogue_is_named() -> None:
    with FeedServer([young("85099NED", "Kerncijfers over jeugdzorg")]) as feed:
        told = examine(Rounds(iv3_feed=feed.url, only=("45046NED",), patience=QUICK))
    assert [one.wrong for one in lines_of(told, "45046NED")] == [True]


def test_a_table_that_moved_to_another_number_is_named_with_it() -> None:
    moved = young("99999NED", "Kerncijfers over jeugdzorg")
    with FeedServer([moved]) as feed:
        told = examine(Rounds(feed=feed.url, only=("85099NED",), patience=QUICK))
    (one,) = lines_of(told, "85099NED")
    assert one.outcome == "85099NED answers 404; its title now has number 99999NED"
    assert one.wrong


def test_a_host_that_is_gone_is_one_line_and_not_one_a_table() -> None:
    with FeedServer([]) as feed:
        gone = feed.url
    told = examine(Rounds(feed=gone, patience=QUICK))
    assert [one.what for one in told if one.wrong] == ["host CBS"]
    (skipped,) = [one for one in told if one.what == "tables of CBS"]
    assert "not asked: no connection" in skipped.outcome


def test_a_year_that_only_the_second_address_has_is_well_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    source = register.select(register.sources(), ["grenzen_2019"])[0]
    with FeedServer([]) as feed:
        feed.files = {"/second": geojson(355)}
        monkeypatch.setattr(boundaries, "addresses", lambda *_: (feed.url + "/first", feed.url + "/second"))
        (one,) = places.year(Service(QUICK), source, "")
        first, second = places.each_address(Service(QUICK), source, "")
    assert not one.wrong
    assert one.address.endswith("/second")
    assert one.outcome.startswith("355 gemeenten; the first address failed: grenzen_2019: not found")
    assert first.wrong
    assert not second.wrong


def test_where_no_address_of_boundaries_answers_other_years_are_one_line() -> None:
    with FeedServer([]) as feed:
        gone = feed.url + "/{year}"
    told = examine(Rounds(boundaries=gone, patience=QUICK))
    assert [one.what for one in told if one.wrong] == ["grenzen_2026: boundaries"]
    assert any(one.outcome.endswith("other years not asked: no connection") for one in told)


def test_a_stand_in_for_one_never_sends_us_to_the_real_others() -> None:
    with FeedServer([natura()]) as feed:
        told = examine(Rounds(feed=feed.url, only=("82972NED", "45046NED", "grenzen_2020"), patience=QUICK))
    assert {one.what for one in told if "a stand-in was given" in one.outcome} == {"IV3", "V4", "PDOK"}
    assert all(one.address.startswith(feed.url) for one in told if one.address)


def test_time_is_bounded_and_what_was_not_done_is_said() -> None:
    with FeedServer([natura(), population()], latency=0.2) as feed:
        started = time.monotonic()
        told = examine(Rounds(feed=feed.url, only=("82972NED", "70072ned"), seconds=0.7, patience=QUICK))
        assert time.monotonic() - started < 4
    assert any("time was up" in one.outcome for one in told)
    assert any(one.wrong for one in told)


def test_a_fault_of_our_own_is_a_line_and_the_other_tables_are_examined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setitem(PLANS, "natura", broken)
    with FeedServer([natura(), population()]) as feed:
        told = examine(Rounds(feed=feed.url, only=("82972NED", "70072ned"), patience=QUICK))
    assert [one.outcome for one in lines_of(told, "82972NED")] == [
        "ZeroDivisionError: nobody thought of this"
    ]
    assert [one.wrong for one in lines_of(told, "70072ned")] == [False]


def test_settings_name_proxies_without_user_and_password_and_a_bundle_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://jan:geheim@proxy.gemeente.example:8080")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    told = "\n".join(report.lines([Diagnosis("a|b", "", "well")], 1.0))
    assert "geheim" not in told
    assert "jan" not in told
    assert "@proxy.gemeente.example:8080" in told
    assert "none.pem (not there!)" in told
    assert "| a\\|b |  | well |  |" in told
    assert "Eigenwijzer: 0.1.0" in told
