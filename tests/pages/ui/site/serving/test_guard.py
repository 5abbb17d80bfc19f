"""Hosts that are not ours and addresses that are closed get no answer from any route."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import streamlit as st
from starlette.responses import PlainTextResponse
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed  # private: to compare with

from pages.ui.site.serving import server
from pages.ui.site.serving.guard import Guard
from pages.ui.site.serving.not_found import NotFound

GUARDED = Guard(PlainTextResponse("figures"))


def status(path: str, host: str) -> int:
    """Ask what is behind the guard, which answers everything, and return the status."""
    said: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            said.append(message["status"])

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", host.encode())]}
    # a thread of its own: a browser test may have left an event loop running in this one
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, GUARDED(scope, receive, send)).result()
    return said[0]


@pytest.mark.parametrize(
    "path", ["/", "/cijfers.csv", "/bestand/x.csv", "/nieuws.atom", "/_stcore/health", "/media/x"]
)
@pytest.mark.parametrize(
    "host", ["rebound.example", "localhost.rebound.example", "localhost@rebound.example", ""]
)
def test_another_host_is_refused_on_every_route(
    path: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(monkeypatch, ["localhost", "127.0.0.1", "::1"])
    assert status(path, host) == 400
    for own in ("localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST"):
        assert status(path, own) == 200


def allow(monkeypatch: pytest.MonkeyPatch, names: list[str]) -> None:
    """Set the names for the guard and for Streamlit's own check of its websocket."""
    monkeypatch.setattr(st, "get_option", {"server.allowedHosts": names}.get)
    monkeypatch.setattr(config, "get_option", {"server.allowedHosts": names}.get)


@pytest.mark.parametrize(
    "names", [["localhost", "::1"], ["Voorbeeld.NL."], ["*.voorbeeld.nl"], ["*voorbeeld.nl", "a*b"]]
)
@pytest.mark.parametrize(
    "host",
    [
        "localhost", "localhost:80", "localhost:x", "localhost/x", "user@localhost", "[::1]:80", "::1", "[::2]",
        "voorbeeld.nl", "www.voorbeeld.nl:443", "wwwvoorbeeld.nl", "voorbeeld.nl.elders.example", "",
    ],
)  # fmt: skip
def test_every_route_answers_the_hosts_that_the_websocket_answers(
    names: list[str], host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(monkeypatch, names)
    assert (status("/", host) == 200) == is_host_allowed(host)


def test_without_a_list_this_machine_alone_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, [])
    assert status("/", "localhost") == 200 and status("/", "voorbeeld.nl") == 400
    allow(monkeypatch, ["*"])
    assert status("/", "voorbeeld.nl") == 200


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/kosten/_stcore/metrics", "/_stcore/agent/openapi.json"]
)
def test_figures_of_the_process_and_the_agent_api_are_closed(path: str) -> None:
    assert status(path, "localhost") == 404


def test_the_guard_stands_before_the_pages_and_the_agent_api_is_off() -> None:
    names = [each.cls for each in server.settings()["middleware"]]
    assert names.index(Guard) < names.index(NotFound)
    assert config.get_option("server.enableAgentApi") is False
    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("server.allowedHosts") == ["localhost", "127.0.0.1", "::1"]
