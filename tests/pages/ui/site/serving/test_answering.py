"""Who asks too often waits, by the address that can be trusted, and what was made is kept within bounds."""

from dataclasses import dataclass
from typing import Any

import pytest
from starlette.requests import HTTPConnection
from uvicorn import Config

from pages.ui.site.serving import answering
from pages.ui.site.serving.answering import KeptAnswers, Limits, RefusedError
from tests.support.apart import run_apart


def test_a_client_that_keeps_asking_waits_and_another_does_not() -> None:
    limits = Limits(most=2)
    for _ in range(2):
        limits.count("a")
    with pytest.raises(RefusedError) as refused:
        limits.count("a")
    assert refused.value.status == 429
    assert refused.value.answer.headers["retry-after"] == "60"
    limits.count("b")


def _counted(peer: str, forwarded: str = "") -> str:
    """Ask by way of uvicorn as Streamlit sets it up; return by what the client is counted."""
    found = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        found.append(answering.client(HTTPConnection(scope)))

    config = Config(app, lifespan="off", log_config=None)
    config.load()
    told = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "client": (peer, 50000), "headers": told, "scheme": "http"}
    run_apart(config.loaded_app(scope, None, None))
    return found[0]


def test_without_a_setting_no_header_makes_somebody_another_client(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in ("", "*"):
        monkeypatch.setenv(answering.TRUSTED_PROXIES, setting)
        if not setting:
            monkeypatch.delenv(answering.TRUSTED_PROXIES)
        made_up = {_counted(peer, f"203.0.113.{n}") for n in range(3) for peer in ("127.0.0.1", "10.0.0.5")}
        assert len(made_up) == 1
        assert _counted("10.0.0.5") == "10.0.0.5"


def test_behind_a_trusted_proxy_each_visitor_counts_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(answering.TRUSTED_PROXIES, "10.0.0.0/24")
    assert _counted("10.0.0.5", "203.0.113.7") == "203.0.113.7"
    assert (
        _counted("10.0.0.5", "198.51.100.1, 203.0.113.7") == "203.0.113.7"
    )  # the first is what a visitor made up
    assert _counted("192.0.2.9", "203.0.113.7") == "192.0.2.9"  # not by way of the proxy


@dataclass(frozen=True)
class Made:
    """Something that is sent."""

    body: bytes


def test_what_was_asked_last_is_kept_and_nothing_is_made_twice() -> None:
    kept: KeptAnswers[Made] = KeptAnswers(20, ("bezig", "busy"))
    made: list[str] = []

    def ask(key: str) -> Made:
        def make() -> Made:
            made.append(key)
            return Made(b"x" * 8)

        with kept.turn():
            return kept.made(key, make)

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]  # "b" had to go for "c", "a" was asked since
