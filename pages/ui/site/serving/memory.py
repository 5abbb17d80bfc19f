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

# glibc keeps what is freed for itself, after a change of build a hundred megabytes. Other systems lack this function.
_give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)
_gone: deque[str] = deque()
_sweeping = threading.Lock()
_EVERY_S = 60.0  # between two looks at what ended without a word
_swept_s = 0.0


def settle() -> None:
    """Free what can be freed, and have the collector leave alone what is there: it need not walk a build every time."""
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

    Once in `_EVERY_S` also what sessions that ended left behind, which hold such builds and point at themselves.
    """
    global _swept_s
    with _sweeping:
        gone = set()
        while _gone:
            gone.add(_gone.popleft())
        shared = frozenset(gone - {""})
        due = time.monotonic() > _swept_s + _EVERY_S
        if shared:
            settle()
        elif gone or due:
            gc.collect()
        if gone or due:
            _swept_s = time.monotonic()
        return shared
