"""The feed client against a loopback feed: what it asks, what it refuses, how patient it is."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from loaders.errors import (
    FeedError,
    IncompleteError,
    RegisterError,
    TableAbsentError,
    TooSlowError,
    UnexpectedAnswerError,
    UnreachableError,
)
from loaders.feed import cbs
from loaders.feed.cbs import Feed
from loaders.feed.polite import Patience, Service
from tests.feed.small import natura, small_tables
from tests.feed_server import Fault, FeedServer

QUICK = Patience(
    connect_s=2, silence_s=2, body_s=5, slow_after_s=0.3, slowest_bytes_per_s=100_000, first_wait_s=0.001
)
TYPED = "TypedDataSet"


def feed_of(server: FeedServer, patience: Patience = QUICK) -> Feed:
    return cbs.feeds({"CBS": server.url}, Service(patience))["CBS"]


def all_rows(feed: Feed, filters: str = "") -> list[dict]:
    return [row for page in cbs.rows(feed, "82972NED", list, cbs.unpacked, filters) for row in page]


@pytest.mark.parametrize("page_size", [1, 7, 350, 1403, 1404, 10_000])
def test_rows_come_complete_and_untouched_whatever_the_page_size(page_size: int) -> None:
    table = natura()
    table.rows = table.rows[:20] if page_size == 1 else table.rows
    with FeedServer([table], page_size=page_size) as server:
        assert all_rows(feed_of(server)) == table.rows


def test_answers_that_are_packed_and_come_in_pieces_are_read_whole() -> None:
    table = natura()
    with FeedServer([table], page_size=300, packed=True) as server:
        feed = feed_of(server)
        assert all_rows(feed) == table.rows
        assert cbs.count(feed, "82972NED", "") == 1404
        assert cbs.metadata(feed, "82972NED")["dims"] == table.dims


def test_metadata_keeps_the_blanks_of_keys_and_holds_every_dimension() -> None:
    table = natura()
    with FeedServer([table]) as server:
        meta = cbs.metadata(feed_of(server), "82972NED")
    assert meta["dims"] == table.dims
    assert meta["dims"]["RegioS"][0]["Key"] == "NL01   "
    assert meta["DataProperties"] == table.properties
    assert meta["TableInfos"] == [table.infos]


def test_a_filter_and_a_count_answer_for_the_same_rows() -> None:
    with FeedServer([natura()], page_size=50) as server:
        feed = feed_of(server)
        filters = "Perioden eq '2019HJ01' and RegioS eq 'NL01   '"
        assert cbs.count(feed, "82972NED", filters) == 1
        (row,) = all_rows(feed, filters)
    assert row["JongerenMetJeugdhulpInNatura_1"] == 8.0


def test_select_leaves_other_columns_at_the_source() -> None:
    with FeedServer([natura()]) as server:
        wanted = ("RegioS", "Perioden")
        pages = cbs.rows(feed_of(server), "82972NED", list, cbs.unpacked, "RegioS eq 'NL01   '", wanted)
        rows = [row for page in pages for row in page]
    assert [set(row) for row in rows] == [{"RegioS", "Perioden"}] * 4


def test_the_catalogue_gives_ids_and_titles_as_they_are() -> None:
    with FeedServer(small_tables()) as server:
        found = cbs.catalogue(feed_of(server))
    assert {"82972NED", "70072ned", "45046NED"} == {one["Identifier"] for one in found}
    assert "Gemeenten 2019 onbewerkte Iv3-data " in {one["Title"] for one in found}


def test_a_next_link_that_names_another_host_is_followed_at_ours() -> None:
    class Elsewhere(FeedServer):
        @property
        def url(self) -> str:
            return "http://elsewhere.invalid"

    with Elsewhere([natura()], page_size=500) as server:
        port = server._http.server_address[1]
        feed = cbs.feeds({"CBS": f"http://127.0.0.1:{port}"}, Service(QUICK))["CBS"]
        assert len(all_rows(feed)) == 1404


@pytest.mark.parametrize(
    "fault",
    [
        Fault("reset", times=2),
        Fault("status", status=500, times=2),
        Fault("status", status=503, times=4),
        Fault("status", status=429, retry_after="0", times=2),
        Fault("truncated", times=2),
        Fault("html", times=2),
        Fault("drip", seconds=0.05, times=1),
    ],
    ids=lambda fault: f"{fault.kind}{fault.status if fault.kind == 'status' else ''}",
)
def test_a_fault_that_passes_is_mended_by_trying_again(fault: Fault) -> None:
    table = natura()
    with FeedServer([table], page_size=400, faults=[replace(fault, first=2)]) as server:
        assert all_rows(feed_of(server)) == table.rows


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (Fault("reset", times=None), UnreachableError, "connection reset"),
        (Fault("status", status=500, times=None), UnreachableError, "status 500"),
        (Fault("status", status=503, times=None), UnreachableError, "after 5 tries"),
        (Fault("status", status=429, times=None), UnreachableError, "status 429"),
        (Fault("status", status=404, times=None), TableAbsentError, "404"),
        (Fault("status", status=400, times=None), UnexpectedAnswerError, "400"),
        (Fault("truncated", times=None), UnreachableError, "broke off"),
        (Fault("html", times=None), UnexpectedAnswerError, "HTML or XML instead of JSON"),
        (Fault("drip", seconds=0.05, times=None), TooSlowError, "too slowly"),
    ],
    ids=lambda value: f"{value.kind}{value.status}" if isinstance(value, Fault) else "",
)
@pytest.mark.parametrize("entity", [TYPED, "DataProperties"])
def test_a_fault_that_stays_becomes_an_error_that_names_table_and_remedy(
    fault: Fault, error: type[FeedError], words: str, entity: str
) -> None:
    with FeedServer([natura()], faults=[replace(fault, entity=entity)]) as server:
        feed = feed_of(server)
        if error is TableAbsentError and entity != TYPED:
            error = UnexpectedAnswerError  # the table is there: a part of it is not
        with pytest.raises(error) as caught:
            all_rows(feed) if entity == TYPED else cbs.metadata(feed, "82972NED")
    assert words in str(caught.value)
    assert "82972NED" in str(caught.value)
    assert "82972NED" in caught.value.message_nl
    assert caught.value.message_nl.endswith(".")


def test_a_body_without_length_that_ends_halfway_is_no_whole_json() -> None:
    class Short(FeedServer):
        def remember(self, path: str, make: object) -> bytes:
            return b'{"value": [{"RegioS": "NL01   ", '

    with Short([natura()]) as server, pytest.raises(UnexpectedAnswerError, match="no whole JSON"):
        all_rows(feed_of(server))


@pytest.mark.parametrize("body", [b"[]", b'{"odata.error": {}}', b'{"value": 3}', b"null", b'{"value": [1]}'])
def test_json_of_another_shape_is_refused(body: bytes) -> None:
    class Odd(FeedServer):
        def remember(self, path: str, make: object) -> bytes:
            return body

    with Odd([natura()]) as server, pytest.raises(UnexpectedAnswerError):
        cbs.metadata(feed_of(server), "82972NED")


@pytest.mark.parametrize("body", [b"", b" \r\n", b'{"odata.error": {"message": {"value": "Storing"}}}'])
@pytest.mark.parametrize("entity", [TYPED, "RegioS"])
def test_a_service_that_says_it_fails_has_a_disturbance(body: bytes, entity: str) -> None:
    class Failing(FeedServer):
        def remember(self, path: str, make: Callable[[], bytes]) -> bytes:
            return body if f"/{entity}" in path else make()

    with Failing([natura()]) as server, pytest.raises(UnreachableError) as caught:
        all_rows(feed_of(server)) if entity == TYPED else cbs.metadata(feed_of(server), "82972NED")
    assert caught.value.message_nl.endswith("heeft een storing. Probeer het later opnieuw.")


def test_a_link_that_leads_in_a_circle_is_noticed() -> None:
    with FeedServer([natura()]) as server:

        class Circle(FeedServer):
            def remember(self, path: str, make: object) -> bytes:
                following = f"{server.url}/ODataFeed/odata/82972NED/TypedDataSet?$skip=1"
                return json.dumps({"value": [{"ID": 1}], "odata.nextLink": following}).encode()

        with Circle([natura()]) as circle, pytest.raises(IncompleteError, match="came twice"):
            all_rows(feed_of(circle))


def test_nobody_there_is_said_soon() -> None:
    with FeedServer([]) as server:
        gone = server.url
    feed = cbs.feeds({"CBS": gone}, Service(QUICK))["CBS"]
    with pytest.raises(UnreachableError, match="after 3 tries .no connection") as caught:
        all_rows(feed)
    assert caught.value.silent


def test_retry_after_is_waited_for() -> None:
    fault = Fault("status", status=429, retry_after="1", times=1)
    with FeedServer([natura()], faults=[fault]) as server:
        started = time.monotonic()
        all_rows(feed_of(server))
    assert time.monotonic() - started >= 1.0


def test_retry_after_longer_than_our_patience_is_given_up_at_once() -> None:
    fault = Fault("status", status=503, retry_after="3600", times=None)
    with (
        FeedServer([natura()], faults=[fault]) as server,
        pytest.raises(UnreachableError, match="asks to wait 3600 s"),
    ):
        all_rows(feed_of(server))
    assert len(server.requests) == 1


def test_waits_grow_and_differ() -> None:
    fault = Fault("status", status=500, times=None)
    patience = replace(QUICK, first_wait_s=0.04)
    with FeedServer([natura()], faults=[fault]) as server:
        moments: list[float] = []
        opened = server.opened

        def noted(*arguments: object) -> Fault | None:
            moments.append(time.monotonic())
            return opened(*arguments)  # type: ignore[arg-type]

        server.opened = noted  # type: ignore[method-assign,assignment]
        with pytest.raises(UnreachableError):
            all_rows(feed_of(server, patience))
    waits = [after - before for before, after in zip(moments, moments[1:], strict=False)]
    assert len(waits) == 4
    for number, wait in enumerate(waits):  # 0.04, 0.08, 0.16, 0.32, each times 0.5 to 1.5
        assert 0.5 * 0.04 * 2**number <= wait < 1.5 * 0.04 * 2**number + 0.25


def test_never_more_than_four_requests_at_a_time() -> None:
    with FeedServer([natura()], page_size=500, latency=0.02) as server:
        feed = feed_of(server)
        threads = [threading.Thread(target=all_rows, args=(feed,)) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert server.busiest == 4
    assert len(server.requests) == 36


COUNT = "TypedDataSet/$count"


@pytest.mark.parametrize(
    ("fault", "tries"),
    [
        (Fault("status", status=400), 1),
        (Fault("status", status=404), 1),
        (Fault("status", status=415), 1),
        (Fault("status", status=500), 2),
        (Fault("status", status=429, retry_after="60"), 1),
        (Fault("reset"), 2),
        (Fault("html"), 1),
    ],
    ids=lambda value: f"{value.kind}{value.status}" if isinstance(value, Fault) else "",
)
def test_a_count_that_the_service_cannot_give_is_none_soon_and_not_asked_again(
    fault: Fault, tries: int
) -> None:
    with FeedServer([natura()], faults=[replace(fault, entity=COUNT, times=None)]) as server:
        feed = feed_of(server, replace(QUICK, first_wait_s=5.0, tries=5) if tries == 1 else QUICK)
        assert cbs.count(feed, "82972NED", "") is None
        assert len(server.requests) == tries
        assert cbs.count(feed, "82972NED", "Perioden eq '2019HJ01'") is None
        assert len(server.requests) == tries
        assert len(all_rows(feed)) == 1404


def test_a_count_that_keeps_silent_is_given_up_where_rows_are_waited_for() -> None:
    patience = replace(QUICK, count_s=0.1, silence_s=5)
    with FeedServer([natura()], latency=0.25) as server:
        feed = feed_of(server, patience)
        started = time.monotonic()
        assert cbs.count(feed, "82972NED", "") is None
        assert time.monotonic() - started < 1.5
        assert len(all_rows(feed)) == 1404


@pytest.mark.parametrize("body", ["²", "-3", "1.5", "", "9" * 5000, "een"])
def test_a_count_that_is_no_number_is_none(body: str) -> None:
    class Odd(FeedServer):
        def remember(self, path: str, make: object) -> bytes:
            return body.encode()

    with Odd([natura()]) as server:
        assert cbs.count(feed_of(server), "82972NED", "") is None


def test_a_count_that_fails_once_is_asked_again() -> None:
    with FeedServer([natura()], faults=[Fault("status", status=503, entity=COUNT)]) as server:
        assert cbs.count(feed_of(server), "82972NED", "") == 1404


@pytest.mark.parametrize("address", ["opendata.cbs.nl", "ftp://opendata.cbs.nl", "http://", ""])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(RegisterError, match="no address"):
        cbs.feeds({"CBS": address}, Service(QUICK))


def test_a_mix_of_http_and_https_is_refused() -> None:
    with pytest.raises(RegisterError, match="one feed is http and the other https"):
        cbs.feeds({"CBS": "https://opendata.cbs.nl", "IV3": "http://127.0.0.1:1"}, Service(QUICK))


def test_cbsodata_itself_gives_the_same_rows_and_metadata() -> None:
    """An independent reader of the same feed: the library's own download of the whole table."""
    import cbsodata

    table = natura()
    with FeedServer([table], page_size=300) as server:
        feed = feed_of(server)
        theirs = cbsodata.download_data("82972NED", catalog_url=feed.host)
        ours = all_rows(feed)
        meta = cbs.metadata(feed, "82972NED")
    assert theirs["TypedDataSet"] == ours
    assert theirs["RegioS"] == meta["dims"]["RegioS"]
