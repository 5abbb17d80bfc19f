"""The server around the pages: Dutch index page, escaped title, headers, files that are gone."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware

from pages.ui.site import menu, server

APP = Starlette(routes=list(server.routes()), middleware=[Middleware(server.SecurityHeaders)])


@dataclass
class Answer:
    """What the server said."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""


def get(path: str) -> Answer:
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
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [], "scheme": "http", "server": ("localhost", 80), "client": ("localhost", 1), "root_path": "",
        "http_version": "1.1", "asgi": {"version": "3.0"},
    }  # fmt: skip
    # a thread of its own: a browser test may have left an event loop running in this one
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, APP(scope, receive, send)).result()
    return answer


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
