"""Pages take turns: so many at once, in the end everybody; a turn that is not given back holds nobody for long."""

import threading
import time

import pytest

from pages.ui.site import frame
from pages.ui.site.serving import turns


def test_no_more_are_drawn_at_once_than_there_are_turns_and_everybody_has_one() -> None:
    at_once, most, done = 0, 0, 0
    lock = threading.Lock()

    def draw() -> None:
        nonlocal at_once, most, done
        with turns.turn():
            with lock:
                at_once += 1
                most = max(most, at_once)
            time.sleep(0.01)
            with lock:
                at_once -= 1
                done += 1

    visitors = [threading.Thread(target=draw) for _ in range(12)]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    assert (most, done) == (turns.AT_ONCE_N, 12)


def test_a_page_that_fails_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_TURNS", threading.Semaphore(1))
    for _ in range(3):
        with pytest.raises(ValueError, match="a fault"), turns.turn():
            raise ValueError("a fault")
    assert turns._TURNS.acquire(blocking=False)


def test_who_waits_too_long_goes_on_and_gives_back_no_turn_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "_TURNS", threading.Semaphore(1))
    monkeypatch.setattr(turns, "LONGEST_S", 0.01)
    with turns.turn():
        with turns.turn():
            pass
        assert not turns._TURNS.acquire(blocking=False)
    assert turns._TURNS.acquire(blocking=False)


def test_what_takes_long_is_done_outside_of_the_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_TURNS", threading.Semaphore(1))
    with turns.turn():
        with turns.aside():
            assert turns._TURNS.acquire(blocking=False), "another page waits for what takes long"
            turns._TURNS.release()
        assert not turns._TURNS.acquire(blocking=False), "the rest of the page is drawn without a turn"
    assert turns._TURNS.acquire(blocking=False)


def test_what_takes_long_takes_no_turn_where_there_was_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_TURNS", threading.Semaphore(1))
    with turns.aside():
        pass
    assert turns._TURNS.acquire(blocking=False)
    assert not turns._TURNS.acquire(blocking=False)


def test_a_failure_outside_of_the_turn_leaves_the_turns_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_TURNS", threading.Semaphore(1))
    with pytest.raises(ValueError, match="a fault"), turns.turn(), turns.aside():
        raise ValueError("a fault")
    assert turns._TURNS.acquire(blocking=False)
    assert not turns._TURNS.acquire(blocking=False)


def test_a_page_is_drawn_in_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = threading.Semaphore(1)
    monkeypatch.setattr(turns, "_TURNS", taken)

    def framed(_name: str) -> None:
        assert not taken.acquire(blocking=False), "drawn before its turn"
        raise ZeroDivisionError

    monkeypatch.setattr(frame, "_framed", framed)
    with pytest.raises(ZeroDivisionError), frame.page("over"):
        pass
    assert taken.acquire(blocking=False)
