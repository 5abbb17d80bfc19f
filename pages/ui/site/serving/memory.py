"""What becomes of builds that nobody reads any more: noticed, and freed at the next page.

The parts of a build point at each other, so only the collector frees them. It comes by when there are many new objects,
and a build is a few large ones; what it is told to leave alone (`settle`) it never frees.
"""

import ctypes
import gc
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

# glibc keeps what is freed for itself, after a change of build a hundred megabytes. Other systems lack these functions.
_LIBC = ctypes.CDLL(None)
_give_back = getattr(_LIBC, "malloc_trim", None)
_set_allocator = getattr(_LIBC, "mallopt", None)
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # of malloc.h
APART_BYTES = 262_144  # the least that gets memory of its own
_PLACES_N = 2  # where threads take their memory from, in place of sixteen on two cores
_COLLECTED = 20_000, 20, 20  # new objects, and rounds, after which it looks at the young, the older and all
_gone: deque[str] = deque()
_sweeping = threading.Lock()
_EVERY_S = 60.0  # between two looks at what ended without a word
_swept_s = time.monotonic()
_of_builds: list[Any] = []  # what keeps things of a build, each with `clear`
Cached = TypeVar("Cached")
Loaded = TypeVar("Loaded")


def frugal() -> None:
    """Have what is large in a place of its own, so that it goes back to the machine when it is freed.

    Left alone, glibc learns to put the columns of a build (1 to 3 MB) among small things, in a place a thread: each
    change of build leaves holes in each of them. To be called before visitors come.
    """
    if _set_allocator is not None:
        _set_allocator(_MMAP_THRESHOLD, APART_BYTES)
        _set_allocator(_ARENA_MAX, _PLACES_N)


def seldom() -> None:
    """Have the collector come by less often than for every seven hundred new objects.

    A page makes ten thousands of small ones, and what is imported at the start stays: a seventh of that time went to
    walking it. To be called before anything else is imported.
    """
    gc.set_threshold(*_COLLECTED)


def settle() -> None:
    """Free what can be freed, and have the collector leave alone what is there: it need not walk a build every time.

    The first time there is nothing yet that went: what imports left behind is freed the next time.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    if _give_back is not None:
        _give_back(0)


def dropped() -> None:
    """Say that a build with somebody's own figures is needed no more: nothing but the collector frees it."""
    _gone.append("")


def watch(loaded: object, build_id: str = "") -> None:
    """Notice when a build goes. `build_id`: of one that is shared; empty: it has somebody's own figures."""
    weakref.finalize(loaded, _gone.append, build_id)  # no more than that: it may be called at any moment


def sweep() -> frozenset[str]:
    """Free what the builds that went consisted of; return the ids of shared ones.

    Once in `_EVERY_S` also what nobody told of: sessions that ended and point at themselves, and a build that was still
    drawn when another came. The collector was told to leave both alone, so it has to be asked to look at everything.
    """
    global _swept_s
    with _sweeping:
        gone = set()
        while _gone:
            gone.add(_gone.popleft())
        if gone or time.monotonic() > _swept_s + _EVERY_S:
            settle()
            _swept_s = time.monotonic()
        return frozenset(gone - {""})


def of_build(cached: Cached) -> Cached:
    """Let what is kept of a build go when another is in use: a dict, or put above `st.cache_resource`."""
    _of_builds.append(cached)
    return cached


def let_go() -> None:
    """Let go of every build and of all that was made of one: another build is in use.

    Who still reads one of them holds it; whoever asks for it later has it made ready again.
    """
    for cached in _of_builds:
        cached.clear()
    dropped()


class OwnBuilds(Generic[Loaded]):
    """Builds with somebody's own figures: those asked for last stay, of whichever build. Safe between threads."""

    def __init__(self, most: int) -> None:
        """Keep `most` of them."""
        self._most, self._lock = most, threading.Lock()
        # whose -> the build that own figures stand in, and that build with them
        self._kept: weakref.WeakKeyDictionary[object, tuple[weakref.ref[Loaded], Loaded]] = (
            weakref.WeakKeyDictionary()
        )

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._kept)

    def of(self, whose: object, build: Loaded, make: Callable[[], Loaded]) -> Loaded:
        """Return the build with the own figures of `whose`, made where it is not there; it goes when `whose` goes."""
        with self._lock:
            of_build, found = self._kept.pop(whose, (None, None))
        if found is None or of_build is None or of_build() is not build:
            found = make()
            watch(found)
        with self._lock:
            self._kept[whose] = weakref.ref(build), found  # the newest stands last
            for old in list(self._kept)[: -self._most]:
                del self._kept[old]
                dropped()
        return found

    def let_go(self) -> None:
        """Let go of all: who comes back gets the own figures in the build in use."""
        with self._lock:
            self._kept.clear()

    def let_go_of_gone(self) -> None:
        """Let go of those in a build that went from memory."""
        with self._lock:
            for whose, (of_build, _) in list(self._kept.items()):
                if of_build() is None:
                    del self._kept[whose]
                    dropped()
