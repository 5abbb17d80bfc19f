"""Runs of pages take turns: a process draws one page at a time about as fast as many at once, and with far less work.

Python runs one thread at a time. A hundred pages drawn at once hand it to each other every few milliseconds, each time
with another visitor's figures: twice the work a page (`tests/bench/load.py`), so the queue grows where it need not.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE_N = 1  # with two, a hundred visitors wait half as long again
LONGEST_S = 2.0  # a page that takes long (many documents, the first audit) holds others up no longer

_TURNS = threading.Semaphore(AT_ONCE_N)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, at most `LONGEST_S`, and give it back at the end."""
    has_turn = _TURNS.acquire(timeout=LONGEST_S)
    try:
        yield
    finally:
        if has_turn:
            _TURNS.release()
