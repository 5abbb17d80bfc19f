"""Boundaries of a year come from PDOK's first address, else from its second; what is no whole year is refused."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import (
    FeedError,
    IncompleteError,
    TableAbsentError,
    UnexpectedAnswerError,
    UnreachableError,
    WebPageError,
)
from loaders.feed import boundaries
from loaders.feed.patience import Patience
from loaders.feed.polite import Service
from loaders.files import register
from loaders.files.register import RegisteredSource
from tests.feed_server import Fault, FeedServer
from tests.loaders.feed.raw_server import RawServer

QUICK = Patience(connect_s=1, silence_s=1, body_s=1, first_wait_s=0.001, largest_bytes=1_000_000)
WFS, OGC = "/wfs/2019", "/items"


@pytest.fixture(scope="module")
def source() -> RegisteredSource:
    return register.select(register.sources(), ["grenzen_2019"])[0]


N = 355  # gemeenten in 2019


def geojson(count: int = N, year: int | None = None, **more: Any) -> bytes:
    about = [
        {"statcode": f"GM{9000 + n}", "statnaam": f"V{n}"} | ({"jaarcode": year} if year else {})
        for n in range(count)
    ]
    return json.dumps({"features": [{"properties": one, "geometry": None} for one in about], **more}).encode()


def places(feed: FeedServer) -> tuple[str, str]:
    return feed.url + WFS, feed.url.replace("127.0.0.1", "localhost") + OGC


def test_the_second_address_is_pdok_and_only_without_a_stand_in(source: RegisteredSource) -> None:
    first, second = boundaries.addresses(source)
    assert first == source.url
    assert second.startswith(
        "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1/collections/gemeente_gegeneraliseerd/"
    )
    assert second.endswith("?f=json&limit=1000&jaarcode=2019")
    assert boundaries.addresses(source, "/maps/{year}.geojson") == ("/maps/2019.geojson",)


@pytest.mark.parametrize(
    "fault", [Fault("status", status=404), Fault("status", status=503), Fault("reset"), Fault("html")]
)
def test_where_the_first_address_fails_the_second_is_read_and_the_note_says_so(
    source: RegisteredSource, tmp_path: Path, fault: Fault
) -> None:
    with FeedServer([], faults=[replace(fault, entity=WFS, times=None)]) as feed:
        feed.files = {WFS: geojson(), OGC: geojson(N - 1, 2019)}
        written = boundaries.fetch(Service(QUICK), source, places(feed), tmp_path)
        first, second = (each.split("/")[2] for each in places(feed))
    assert written.snapshot.provenance["rows_n"] == N - 1
    assert written.snapshot.provenance["url"] == f"http://{second}{OGC}"
    assert written.snapshot.provenance["note"] == (
        f"PDOK gaf deze grenzen niet op het eerste adres ({first}). Ze komen van het tweede ({second})."
    )


def test_where_the_first_address_answers_the_second_is_not_asked(
    source: RegisteredSource, tmp_path: Path
) -> None:
    with FeedServer([]) as feed:
        feed.files = {WFS: geojson(), OGC: geojson()}
        written = boundaries.fetch(Service(QUICK), source, places(feed), tmp_path)
    assert written.snapshot.provenance["note"] == ""
    assert [path for _, path, _ in feed.requests] == [WFS]


def test_a_host_that_keeps_silent_is_asked_for_one_year_only(source: RegisteredSource) -> None:
    with FeedServer([]) as gone:
        first = gone.url + WFS
    service = Service(QUICK)
    with FeedServer([]) as feed:
        feed.files = {OGC: geojson()}
        assert boundaries.read(service, source, (first, feed.url + OGC))[2] == 1
        assert service.silent_hosts == {first.split("/")[2]}
        with RawServer(lambda _: []) as back_again:
            again = back_again.url + WFS
            service.silent_hosts.add(again.split("/")[2])
            assert boundaries.read(service, source, (again, feed.url + OGC))[2] == 1
            assert back_again.asked == []


@pytest.mark.parametrize(
    ("count", "enough"), [(177, False), (319, False), (320, True), (362, True), (363, False)]
)
def test_where_the_first_address_has_not_all_gemeenten_the_second_is_read(
    source: RegisteredSource, tmp_path: Path, count: int, enough: bool
) -> None:
    with FeedServer([]) as feed:
        feed.files = {WFS: geojson(count, 2019, numberMatched=count), OGC: geojson(N, 2019)}
        written = boundaries.fetch(Service(QUICK), source, places(feed), tmp_path)
        assert written.snapshot.provenance["rows_n"] == (count if enough else N)
        assert bool(written.snapshot.provenance["note"]) is not enough
        feed.files[OGC] = geojson(count, 2019)
        if not enough:
            with pytest.raises(IncompleteError, match=f"{count} gemeenten where 355 were expected"):
                boundaries.read(Service(QUICK), source, places(feed))


def test_a_page_of_html_is_told_as_one(source: RegisteredSource) -> None:
    with (
        FeedServer([], faults=[Fault("html", entity=WFS, times=None)]) as feed,
        pytest.raises(WebPageError, match="HTML or XML") as caught,
    ):
        boundaries.read(Service(QUICK), source, places(feed)[:1])
    assert "gaf een webpagina in plaats van cijfers" in caught.value.message_nl


def test_where_both_fail_the_first_says_why(source: RegisteredSource) -> None:
    with FeedServer([], faults=[Fault("status", status=503, entity=WFS, times=None)]) as feed:
        with pytest.raises(UnreachableError, match="status 503"):
            boundaries.read(Service(QUICK), source, places(feed))
        assert [path for _, path, _ in feed.requests].count(OGC) == 1


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        (geojson(2, 2018), UnexpectedAnswerError, "boundaries of 2018 where 2019 was asked for"),
        (geojson(2, numberMatched=342), IncompleteError, "2 areas came where there are 342"),
        (b'{"features": [null]}', UnexpectedAnswerError, "no GeoJSON"),
        (b'{"features": [{"properties": {"statcode": "\\ud800"}}]}', UnexpectedAnswerError, "no GeoJSON"),
        (b"[" * 5000, UnexpectedAnswerError, "no GeoJSON"),
        (gzip.compress(b" " * 2_000_000, mtime=0), UnexpectedAnswerError, "no GeoJSON"),
        (gzip.compress(geojson(2), mtime=0)[:-9], UnexpectedAnswerError, "no GeoJSON"),
    ],
)  # fmt: skip
def test_what_are_no_whole_boundaries_of_the_year_is_refused(
    source: RegisteredSource, tmp_path: Path, body: bytes, error: type[FeedError], words: str
) -> None:
    path = tmp_path / "map"
    path.write_bytes(body)
    with pytest.raises(error, match=words):
        boundaries.read(Service(QUICK), source, (str(path),))
    with pytest.raises(TableAbsentError, match="no file"):
        boundaries.read(Service(QUICK), source, (str(tmp_path / "none"),))
