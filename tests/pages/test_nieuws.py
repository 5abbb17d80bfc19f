"""*Wat is nieuw?*: the page, the line on *In het kort*, the feed and the command say the same."""

from html import unescape
from pathlib import Path

import pytest
from lxml import etree

from loaders import store
from loaders.build.make import build
from metrics.__main__ import main
from pages.ui.site.serving import feed
from tests.feed import small
from tests.pages.conftest import Open, html, opener
from tests.pages.ui.site.serving.test_server import get
from tests.support import snapshots

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FIRST_ONE = "Dit is de eerste versie; er is nog niets om mee te vergelijken."


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that was loaded twice."""
    data = tmp_path_factory.mktemp("twice")
    snapshots.write(data, "population", small.population(), stamp="20250301T120000Z")
    snapshots.write(data, "finance", small.finance(), stamp="20250301T120000Z", division_year=2019)
    for stamp, value in (("20250301T120000Z", 8.0), ("20260301T120000Z", 6.2)):
        snapshots.write(data, "natura", small.natura(value), stamp=stamp)
        build(data)
    return data


@pytest.fixture
def open_twice(twice: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    return opener(twice, monkeypatch)


def test_page_line_feed_and_command_agree(
    twice: Path, open_twice: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["news", "GM9001", "--data", str(twice)]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith("region_code,indicator,period,what,old,new,source")
    counted = f"{len(rows) - 1} herziene cijfers"
    page, line = html(open_twice("nieuws", g="GM9001")), html(open_twice("gemeente", g="GM9001"))
    assert f"Na de cijfers van 1 maart 2025: {counted}." in page
    assert f"Geladen op 1 maart 2026: {counted}." in line
    answer = get(feed.PATH, query=b"g=GM9001")
    tree = etree.fromstring(answer.text.encode())
    entry = tree.find("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM).endswith(counted)
    assert entry.findtext("a:updated", namespaces=ATOM) == "2026-03-01T12:00:00+00:00"
    sentences = etree.fromstring(entry.findtext("a:content", namespaces=ATOM)).findall(".//li")
    assert len(sentences) == len(rows) - 1
    assert all(each.text in unescape(page) for each in sentences[:4])
    href = entry.find("a:link", ATOM).get("href")
    assert href.startswith("http://localhost/nieuws?g=GM9001&sinds=")
    opened = store.open_store(twice)
    assert href.endswith(f"v={opened.facts().data_version}")
    opened.close()
    assert get(feed.PATH, query=b"g=GM9001").text == answer.text, "ids and moments are the same another time"


def test_another_gemeente_and_a_version_that_is_not_there(open_twice: Open) -> None:
    at = open_twice("nieuws", g="GM9002", sinds="0123abcd")
    assert not at.exception
    body = html(at)
    assert "Wat is nieuw voor" in body
    assert "Een deel van de link klopt niet." in body
    assert 'href="/nieuws.atom?g=GM9002"' in body


def test_with_one_version_the_page_says_so_and_what_to_do(open_report: Open) -> None:
    body = html(open_report("nieuws", g="GM0150"))
    assert "Er zijn nog geen cijfers van het CBS geladen." in body
    assert "Zodra een beheerder nieuwe cijfers laadt" in body
    assert "ew-kort-regel" in html(open_report("gemeente", g="GM0150"))
    assert "Bekijk wat er nieuw is" not in html(open_report("gemeente", g="GM0150"))


def test_the_first_version_of_cbs_is_called_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots.write(tmp_path, "natura", small.natura(8.0))
    build(tmp_path)
    assert FIRST_ONE in html(opener(tmp_path, monkeypatch)("nieuws", g="GM9001"))
    tree = etree.fromstring(get(feed.PATH, query=b"g=GM9001").text.encode())
    assert tree.find("a:entry", ATOM) is None
    assert tree.findtext("a:subtitle", namespaces=ATOM) == FIRST_ONE
    assert main(["news", "GM9001", "--data", str(tmp_path)]) == 1


@pytest.mark.parametrize("asked", [b"", b"g=", b"g=%3Cscript%3E", b"g=GM0000"])
def test_a_feed_of_nobody_is_not_found_in_dutch(
    twice: Path, monkeypatch: pytest.MonkeyPatch, asked: bytes
) -> None:
    monkeypatch.setenv("EIGENWIJZER_DATA", str(twice))
    answer = get(feed.PATH, query=asked)
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Deze gemeente kennen we niet" in answer.text
