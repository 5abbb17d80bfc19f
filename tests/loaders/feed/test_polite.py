"""Behind the firewall of a gemeente, and against services that misbehave: each ends in time, and says what to do."""

import gzip
import json
import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from loaders import outages
from loaders.errors import (
    BlockedError,
    CertificateError,
    FeedError,
    IncompleteError,
    OutdatedError,
    RegisterError,
    TooSlowError,
    UnexpectedAnswerError,
    UnreachableError,
    WebPageError,
)
from loaders.feed import cbs, failures
from loaders.feed.cbs import Feed
from loaders.feed.failures import UnexpectedBodyError, seconds_asked
from loaders.feed.patience import Patience
from loaders.feed.polite import Service
from tests.feed.small import natura
from tests.feed_server import FeedServer
from tests.loaders.feed.raw_server import Answer, RawServer, certificate, whole

QUICK = Patience(
    connect_s=1, silence_s=0.4, body_s=0.4, slow_after_s=0.2, slowest_bytes_per_s=100_000, first_wait_s=0.001
)
SHORT = replace(
    QUICK, connect_s=0.5, silence_s=0.2, body_s=0.2, slow_after_s=0.1
)  # where it is waited for to its end
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
EMPTY = b'{"value": []}'


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy and no certificates but what a test sets."""
    for name in (*PROXIES, *CERTIFICATES):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("certificate"))


def feed_at(url: str, patience: Patience = QUICK) -> Feed:
    return cbs.feeds({"CBS": url}, Service(patience))["CBS"]


def caught(error: type[FeedError], feed: Feed, what: Callable[[Feed], object] | None = None) -> FeedError:
    with pytest.raises(error) as raised:
        (what or cbs.catalogue)(feed)
    assert type(raised.value) is error
    return raised.value


def metadata(feed: Feed) -> object:
    return cbs.metadata(feed, "82972NED")


# --- certificates


def test_an_untrusted_certificate_is_final_at_once_and_says_what_to_set(signed: tuple[Path, Path]) -> None:
    with RawServer(lambda _: whole(EMPTY), signed) as server:
        started = time.monotonic()
        error = caught(CertificateError, feed_at(server.url, replace(QUICK, first_wait_s=3)))
    assert time.monotonic() - started < 2
    assert "self-signed certificate" in str(error)
    assert "REQUESTS_CA_BUNDLE" in str(error)
    assert error.message_nl == (
        f"localhost:{server.port} ophalen lukte niet: deze computer vertrouwt het certificaat van "
        f"localhost:{server.port} niet. Vraag uw beheerder om het certificaat van uw organisatie en zet de plaats "
        "van dat bestand in REQUESTS_CA_BUNDLE (zie de README)."
    )


def test_a_trusted_certificate_of_another_name_stands_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = certificate(tmp_path, "DNS:elders.example")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(other[0]))
    with RawServer(lambda _: whole(EMPTY), other) as server:
        error = caught(BlockedError, feed_at(server.url))
    assert "REQUESTS_CA_BUNDLE" not in str(error) + error.message_nl
    assert (
        "staat op een andere naam. Vraag uw beheerder of een proxy, firewall of inlogpagina"
        in error.message_nl
    )


@pytest.mark.parametrize("code", [9, 10])  # as OpenSSL numbers them: not yet valid, has expired
def test_a_certificate_out_of_date_leads_to_the_clock(code: int) -> None:
    refused = ssl.SSLCertVerificationError(1, "certificate verify failed")
    refused.verify_code, refused.verify_message = code, "certificate has expired"
    found = failures.of_exception(refused)
    assert (found.tries, found.becomes, found.outage) == (1, OutdatedError, outages.OUT_OF_DATE)


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a_certificate_that_is_named_or_that_the_machine_trusts_is_taken(
    signed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, str(signed[0]))
    with RawServer(lambda _: whole(EMPTY), signed) as server:
        assert cbs.catalogue(feed_at(server.url)) == []


@pytest.mark.parametrize("text", [None, "no certificate"])
def test_a_bundle_that_is_none_is_told_as_such(
    signed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str | None
) -> None:
    bundle = tmp_path / "bundle.pem"
    if text is not None:
        bundle.write_text(text)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    with RawServer(lambda _: whole(EMPTY), signed) as server:
        error = caught(CertificateError, feed_at(server.url))
    assert "REQUESTS_CA_BUNDLE is er niet of is niet te lezen" in error.message_nl


def test_plain_http_where_tls_was_asked_is_no_certificate(signed: tuple[Path, Path]) -> None:
    with RawServer(lambda _: whole(EMPTY)) as server:
        error = caught(BlockedError, feed_at(server.url.replace("http:", "https:")))
    assert "geen beveiligde verbinding" in error.message_nl


# --- proxies


def test_a_proxy_of_the_environment_is_used(
    signed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(signed[0]))
    with RawServer(lambda _: whole(EMPTY), signed) as server, RawServer(lambda _: []) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        assert cbs.catalogue(feed_at(server.url)) == []
    assert [line.rpartition(" ")[0] for line in proxy.asked] == [f"CONNECT localhost:{server.port}"]


@pytest.mark.parametrize(
    ("status", "words", "tries"),
    [
        ("407 Proxy Authentication Required", "de proxy vraagt om een naam en een wachtwoord.", 1),
        ("403 Forbidden", "de proxy laat opendata.invalid niet toe.", 1),
        ("503 Service Unavailable", "de proxy laat opendata.invalid niet toe.", 3),
    ],
)
def test_a_proxy_that_refuses_is_told_from_the_service(
    monkeypatch: pytest.MonkeyPatch, status: str, words: str, tries: int
) -> None:
    with RawServer(lambda _: whole(b"<html>proxy</html>", "text/html", status)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        error = caught(BlockedError, feed_at("https://opendata.invalid"))
    assert words in error.message_nl
    assert len(proxy.asked) == tries


def test_a_proxy_that_is_gone_is_told_from_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(lambda _: []) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    error = caught(BlockedError, feed_at("https://opendata.invalid"))
    assert "de proxy geeft geen antwoord. Kijk HTTPS_PROXY na" in error.message_nl


def test_a_page_of_the_proxy_itself_is_told_as_a_web_page(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(lambda _: whole(b"<html>Log in</html>", "text/html")) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        error = caught(WebPageError, feed_at("http://opendata.invalid"))
    assert "opendata.invalid gaf een webpagina in plaats van cijfers." in error.message_nl
    assert "proxy of inlogpagina" in error.message_nl


def test_a_name_that_is_not_known_is_no_connection() -> None:
    error = caught(UnreachableError, feed_at("http://opendata.invalid"))
    assert "the name is not known" in str(error)
    assert "er is geen verbinding met opendata.invalid. Controleer de internetverbinding" in error.message_nl


# --- other hosts


@pytest.mark.parametrize("read", [cbs.catalogue, metadata])
def test_a_redirect_to_another_host_is_refused_and_that_host_never_asked(
    read: Callable[[Feed], object],
) -> None:
    with RawServer(lambda _: whole(EMPTY)) as other:
        target = f"Location: http://127.0.0.1:{other.port}/login\r\n"
        with RawServer(lambda _: whole(b"", status="302 Found", more=target)) as server:
            error = caught(BlockedError, feed_at(server.url), read)
            assert len(server.asked) == 1
    assert other.asked == []
    assert (
        "stuurt door naar een ander adres. Vraag uw beheerder of een proxy of inlogpagina" in error.message_nl
    )


@pytest.mark.parametrize("target", ["http://[", "//other.invalid/x", "ftp://localhost/x", "javascript:x"])
def test_a_redirect_to_what_is_no_address_of_ours_is_refused(target: str) -> None:
    with RawServer(lambda _: whole(b"", status="302 Found", more=f"Location: {target}\r\n")) as server:
        error = caught(BlockedError, feed_at(server.url))
    assert target in str(error)


def test_a_redirect_on_the_same_host_is_followed_and_one_in_a_circle_is_not() -> None:
    def moved(request: bytes) -> list[bytes | float]:
        if b"/new" in request.split(b"\r\n")[0]:
            return whole(EMPTY)
        return whole(b"", status="301 Moved", more="Location: /new\r\n")

    with RawServer(moved) as server:
        assert cbs.catalogue(feed_at(server.url)) == []
    with RawServer(lambda _: whole(b"", status="301 Moved", more="Location: /again\r\n")) as server:
        caught(UnexpectedAnswerError, feed_at(server.url))


def test_metadata_that_go_on_at_another_host_are_read_at_ours() -> None:
    with RawServer(lambda _: whole(EMPTY)) as other:

        def paged(request: bytes) -> list[bytes | float]:
            line = request.split(b"\r\n")[0]
            if b"TableInfos" not in line:
                return whole(EMPTY)
            if b"skip" in line:
                return whole(b'{"value": [{"ID": 2}]}')
            following = f"http://127.0.0.1:{other.port}/ODataFeed/odata/82972NED/TableInfos?$skip=1"
            return whole(json.dumps({"value": [{"ID": 1}], "odata.nextLink": following}).encode())

        with RawServer(paged) as server:
            found = cbs.metadata(feed_at(server.url), "82972NED")
    assert found["TableInfos"] == [{"ID": 1}, {"ID": 2}]
    assert other.asked == []


@pytest.mark.parametrize("read", [cbs.catalogue, metadata])
def test_a_link_behind_an_at_sign_leads_nowhere_else(read: Callable[[Feed], object]) -> None:
    with RawServer(lambda _: whole(EMPTY)) as other:
        link = f"@127.0.0.1:{other.port}/x"
        body = whole(json.dumps({"value": [], "odata.nextLink": link}).encode())
        with RawServer(lambda _: body) as server, pytest.raises((UnexpectedAnswerError, IncompleteError)):
            read(feed_at(server.url))
    assert other.asked == []


def test_a_link_that_would_make_another_host_of_our_address_is_refused() -> None:
    service = Service(QUICK, homes={"opendata.cbs.nl"})
    for link in (
        "https://opendata.cbs.nl.invalid/x",
        "https://opendata.cbs.nlx.invalid/x",
        "https://other.invalid/x",
    ):
        with pytest.raises(UnexpectedBodyError, match="a link that leads to another host"):
            service.get(link)


# --- services that misbehave


def drip(head: bytes, drop: bytes) -> list[bytes | float]:
    return [head, *[piece for _ in range(400) for piece in (drop, 0.05)]]


SLOW: dict[str, list[bytes | float]] = {
    "a header": drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a"),
    "headers": drip(OK, b"X-A: 1\r\n"),
    "length of a piece": drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1"),
    "body": drip(OK + b"Content-Length: 100000\r\n\r\n", b"["),
    "stalled body": [OK + b"Content-Length: 10\r\n\r\n", 5.0],
    "silence": [5.0],
}


def always(pieces: list[bytes | float]) -> Answer:
    return lambda _: pieces


def test_what_comes_drop_by_drop_or_not_at_all_ends_in_time(
    signed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All at the same moment: each is waited for to its end."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(signed[0]))

    def asked_of(server: RawServer) -> tuple[FeedError, float]:
        started = time.monotonic()
        with pytest.raises((TooSlowError, UnreachableError)) as raised:
            cbs.catalogue(feed_at(server.url, SHORT))
        return raised.value, time.monotonic() - started

    with ExitStack() as open_servers, ThreadPoolExecutor(2 * len(SLOW)) as together:
        servers = {
            f"{name}{', TLS' if keys else ''}": open_servers.enter_context(RawServer(always(pieces), keys))
            for name, pieces in SLOW.items()
            for keys in (None, signed)
        }
        told = {name: together.submit(asked_of, server) for name, server in servers.items()}
        for name, told_of in told.items():
            error, took = told_of.result()
            assert took < 2 * SHORT.whole_s + 1, name
            assert len(servers[name].asked) <= 2, name
            words = "langzaam" if isinstance(error, TooSlowError) else "gaf te lang geen antwoord"
            assert words in error.message_nl, name
    assert type(told["a header, TLS"].result()[0]) is TooSlowError


BOMB = gzip.compress(b" " * 30_000_000)


@pytest.mark.parametrize(
    "pieces",
    [
        [OK + b"\r\n", *[b" " * 100_000] * 200],
        [OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB), BOMB],
    ],
    ids=["endless", "gzip bomb"],
)
def test_a_body_without_an_end_is_cut_off(pieces: list[bytes | float]) -> None:
    patience = replace(QUICK, body_s=10, silence_s=5, largest_bytes=5_000_000)
    with RawServer(lambda _: pieces) as server:
        error = caught(UnexpectedAnswerError, feed_at(server.url, patience))
    assert "more than 5 MB (EIGENWIJZER_LARGEST sets another limit)" in str(error)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"value": [null]}', "no list of records"),
        (b'{"value": null}', "no list of records"),
        (b'{"value": [{"Title": "zonder sleutel"}]}', "without a Key"),
        (b'{"value": [{"Key": 3}]}', "without a Key"),
        (b'{"value": [{"Key": "NL01", "ParentID": [1], "Title": "x"}]}', "whose ParentID is no text"),
        (b'{"value": ' + b"[" * 5000 + b"]" * 5000 + b"}", "nested too deep"),
        (b'{"value": [{"Key": "NL01", "Title": "\\ud800"}]}', "no whole JSON"),
        (b"\xff\xfe\x00", "no whole JSON"),
        (b"<html></html>", "HTML"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("entity", ["DataProperties", "RegioS"])
def test_metadata_that_are_none_are_refused_with_the_table(body: bytes, words: str, entity: str) -> None:
    class Odd(FeedServer):
        def remember(self, path: str, make: Callable[[], bytes]) -> bytes:
            return body if f"/{entity}" in path else make()

    with Odd([natura()]) as server, pytest.raises(UnexpectedAnswerError, match=words) as raised:
        metadata(feed_at(server.url))
    assert raised.value.table == "82972NED"
    assert "82972NED" in raised.value.message_nl


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3", 3),
        ("Wed, 21 Oct 2015 07:28:00 -0000", 0),
        ("Wed, 21 Oct 9999999 07:28:00 GMT", None),
        ("9" * 400, 21_600),
        ("9" * 5000, None),
        ("²", None),
        ("-3", None),
        ("morgen", None),
        ("", None),
    ],
)
def test_how_long_to_wait_is_read_from_whatever_stands_there(text: str, seconds: float | None) -> None:
    assert seconds_asked(text) == seconds


@pytest.mark.parametrize(
    "more", ["Retry-After: morgen\r\n", "Retry-After: Wed, 21 Oct 2015 07:28:00 -0000\r\n"]
)
def test_a_busy_service_is_a_message_whatever_it_says_of_waiting(more: str) -> None:
    with RawServer(lambda _: whole(b"", status="429 Too Many", more=more)) as server:
        error = caught(UnreachableError, feed_at(server.url))
    assert "krijgt nu te veel vragen" in error.message_nl
    assert len(server.asked) == QUICK.tries


# --- settings


def test_patience_is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Patience.from_environment() == Patience()
    assert Patience().silence_s == 180
    monkeypatch.setenv("EIGENWIJZER_WAIT", "0.25")
    monkeypatch.setenv("EIGENWIJZER_SILENCE", "900")
    monkeypatch.setenv("EIGENWIJZER_LARGEST", "7")
    assert Patience.from_environment() == Patience(first_wait_s=0.25, silence_s=900, largest_bytes=7_000_000)


@pytest.mark.parametrize("name", ["EIGENWIJZER_WAIT", "EIGENWIJZER_SILENCE", "EIGENWIJZER_LARGEST"])
@pytest.mark.parametrize("text", ["veel", "-1", "nan", "inf"])
def test_a_setting_that_is_no_number_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(RegisterError, match=f"{name} is no number of") as raised:
        Patience.from_environment()
    assert raised.value.message_nl.startswith(f"{name} is geen aantal")
