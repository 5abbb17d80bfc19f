"""The server around the pages: Dutch index page, escaped title, headers, files that are gone."""

import asyncio
import re
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware

from loaders.errors import StoreError
from pages.ui.site import builds, menu
from pages.ui.site.serving import not_found, prepared, server

APP = Starlette(
    routes=list(server.routes()),
    middleware=[
        Middleware(prepared.Noticed),
        Middleware(server.SecurityHeaders),
        Middleware(not_found.NotFound),
    ],
)


@dataclass
class Answer:
    """What the server said."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""


def get(path: str, method: str = "GET", query: bytes = b"") -> Answer:
    """Ask the application itself, without a network."""
    answer = Answer()

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {key.decode(): value.decode() for key, value in message["headers"]}
        elif message["type"] == "http.response.body":
            answer.text += message.get("body", b"").decode()

    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query,
        "headers": [], "scheme": "http", "server": ("localhost", 80), "client": ("localhost", 1), "root_path": "",
        "http_version": "1.1", "asgi": {"version": "3.0"},
    }  # fmt: skip
    _in_a_thread(APP(scope, receive, send))
    return answer


def _in_a_thread(work: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread of its own: a browser test may have left an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def test_every_page_is_dutch_with_its_own_title() -> None:
    for entry in menu.entries():
        answer = get(entry.path)
        assert answer.status == 200
        assert '<html lang="nl">' in answer.text
        assert f"<title>{entry.label} · Eigenwijzer</title>" in answer.text.replace("&#x27;", "'")
        assert ".ew-kaart" in answer.text and "@media print" in answer.text


def test_a_title_is_escaped() -> None:
    assert "<title>&lt;b&gt;</title>" in server.index_html("<b>")


def test_nothing_may_come_from_elsewhere() -> None:
    policy = get("/").headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "http:" not in policy and "https:" not in policy and "*" not in policy


def test_a_file_that_is_gone_is_told_in_dutch() -> None:
    answer = get("/bestand/weg.csv")
    assert answer.status == 404
    assert "Ververs de pagina" in answer.text


def test_nobody_is_answered_before_the_build_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(builds, "warm", lambda: told.append("warm"))
    monkeypatch.setattr(prepared, "begin", lambda: told.append("prepares"))

    async def started() -> None:
        async with server._lifespan(None):
            told.append("answers")

    _in_a_thread(started())
    assert told == ["warm", "prepares", "answers"]


def test_what_cannot_be_loaded_is_in_the_log_and_the_server_is_there(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []

    def fails() -> None:
        raise StoreError("De schijf is vol.", "no space left")

    monkeypatch.setattr(builds, "warm", fails)
    monkeypatch.setattr(prepared, "begin", lambda: told.append("prepares"))

    async def started() -> None:
        async with server._lifespan(None):
            told.append("answers")

    _in_a_thread(started())
    assert told == ["answers"]
    assert "No build could be loaded at start" in caplog.text


_STREAMLITS = Path(st.__file__).parent / "static"
SHIPPED = next(_STREAMLITS.rglob("static/js/*.js")).relative_to(_STREAMLITS).as_posix()


@pytest.mark.parametrize(
    "path",
    [
        "/nergens",
        "/nergens/diep",
        "/gemeente/x",
        "/Gemeente",
        "/index.html",
        "/wp-login.php",
        "/app",
        "/auth",
        "/static",
        "/static/nergens.js",
        "/gemeente/static/nergens.js",
        "/bestand",
        "//x",
        "/<script>",
        "/_stcore",
        "/_stcore/nergens",
        "/_stcore/Metrics",
        "/_stcore/stream",
        "/_stcore/upload_file/a/b",
        "/_stcore/script-health-check",
        "/gemeente/_stcore/nergens",
    ],
)
def test_an_address_where_nothing_is_says_so_in_dutch_and_loads_nothing(path: str) -> None:
    answer = get(path)
    assert answer.status == 404
    assert '<html lang="nl">' in answer.text and "<h1>Deze pagina bestaat niet</h1>" in answer.text
    assert '<a href="/">' in answer.text
    assert "<script" not in answer.text and "src=" not in answer.text and "<link" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    linked = re.findall(r'href="([^"]+)"', answer.text)
    assert set(linked) == {entry.path for entry in menu.entries()}


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/health", "/_stcore/bidi-components/x/y.js",
        "/gemeente/_stcore/health", "/gemeente/_stcore/host-config",
        f"/{SHIPPED}", f"/gemeente/{SHIPPED}", "/media/1.png", "/component/x/index.html",
        "/app/static/x.png", "/favicon.png", "/manifest.json", "/bestand/weg.csv", "/gemeente/",
    ],
)  # fmt: skip
def test_what_streamlit_and_the_files_serve_is_left_alone(path: str) -> None:
    """Streamlit is not behind this application: what passes is answered by Starlette, or by our own route."""
    assert "Deze pagina bestaat niet" not in get(path).text


def test_only_a_document_that_is_asked_for_is_answered() -> None:
    assert get("/nergens", "HEAD").status == 404
    assert "Deze pagina bestaat niet" not in get("/nergens", "POST").text


def test_the_tab_names_the_gemeente_and_the_page() -> None:
    assert menu.title("vergelijking", "Deventer") == "Deventer · Vergelijken · Eigenwijzer"
    assert menu.title("bronnen") == "Bronnen en versies · Eigenwijzer"


def test_the_head_of_a_page_names_the_feed_of_its_gemeente_and_of_nothing_else() -> None:
    named = re.compile(r'<link rel="alternate"[^>]*>')
    head = get("/kosten", query=b"g=GM0150&j=2023").text.partition("</head>")[0]
    assert named.findall(head) == [
        '<link rel="alternate" type="application/atom+xml" title="Eigenwijzer: nieuwe cijfers over jeugdzorg" '
        'href="/nieuws.atom?g=GM0150">'
    ]
    for query in (b"", b"g=", b"g=Deventer", b"g=GM0150%22%3E%3Cscript%3E", b"g=GM01501"):
        assert not named.findall(get("/kosten", query=query).text)


def test_preparing_waits_while_somebody_asks_and_goes_on_when_it_is_never_quiet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[float] = []
    monkeypatch.setattr(prepared, "_pieces", lambda: iter([lambda: made.append(time.monotonic())] * 2))
    monkeypatch.setattr(prepared, "QUIET_S", 0.2)
    get("/kosten")
    asked = time.monotonic()
    prepared.prepare()
    assert len(made) == 2 and made[0] - asked > 0.19, "the browser of who came has the scripts first"
    monkeypatch.setattr(prepared, "QUIET_S", 60.0)
    monkeypatch.setattr(prepared, "PATIENCE_S", 0.1)
    get("/kosten")
    begun = time.monotonic()
    prepared.prepare()
    assert len(made) == 4 and 0.09 < made[2] - begun < 30, "nobody waits for ever"
