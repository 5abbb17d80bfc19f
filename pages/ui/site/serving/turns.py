"""Runs of pages take turns: a process draws one page at a time about as fast as many at once, and with far less work.

Python runs one thread at a time. A hundred pages drawn at once hand it to each other every few milliseconds, each time
with another visitor's figures: twice the work a page (`tests/bench/load.py`), so the queue grows where it need not.
What takes seconds (many documents, the first audit) is done outside of the turn (`aside`): others go on meanwhile.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE_N = 1  # with two, a hundred visitors wait half as long again
LONGEST_S = 2.0  # a page that takes long for whatever reason holds others up no longer

_TURNS = threading.Semaphore(AT_ONCE_N)
_MINE = threading.local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, at most `LONGEST_S`, and give it back at the end."""
    before = _has_turn()
    _take()
    try:
        yield
    finally:
        _give_back()
        _MINE.has_turn = before


@contextmanager
def aside() -> Iterator[None]:
    """Give the turn of this thread to others for as long as something takes, and wait for one again after it.

    Nothing where this thread has no turn: a command, a test, a request that is no page.
    """
    had_turn = _has_turn()
    _give_back()
    try:
        yield
    finally:
        if had_turn:
            _take()


def _has_turn() -> bool:
    return getattr(_MINE, "has_turn", False)


def _take() -> None:
    _MINE.has_turn = _TURNS.acquire(timeout=LONGEST_S)


def _give_back() -> None:
    if _has_turn():
        _MINE.has_turn = False
        _TURNS.release()
