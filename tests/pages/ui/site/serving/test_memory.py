"""How a server takes its memory from the machine: so that it gives back what it does not need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pages.ui.site.serving import memory
from tests.browser.conftest import ROOT
from tests.support import native

# A server that has started; then what makes glibc put columns among small things, and many threads.
_STARTED = """
import asyncio, threading
import numpy as np
from pages.ui.site.serving import memory, server
from tests.support import native

asyncio.run(server._lifespan(None).__aenter__())
large = np.ones(2**20)
del large
before = native.apart_bytes()
columns = [np.empty(2**17) for _ in range(300)]  # a megabyte each: more than fits in what lies free among small things
print("columns", native.apart_bytes() - before)
ready = threading.Barrier(9)
def work():
    mine = [b"x" * 1000 for _ in range(1000)]
    ready.wait()
    ready.wait()
for _ in range(8):
    threading.Thread(target=work, daemon=True).start()
ready.wait()
print("places", native.places_n())
"""

_SETTLES = """
import gc, weakref
from pages.ui.site.serving import memory
memory.seldom()
assert gc.get_threshold()[0] > 10_000
class Ring: pass
gone = Ring()
gone.itself, seen = gone, weakref.ref(gone)
del gone
memory.settle()
print("at the start", seen() is None)
memory.settle()
print("at a change of build", seen() is None)
"""


def said(code: str, **env: str) -> list[str]:
    """Return the lines that code says in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.splitlines()


def test_the_start_is_not_held_up_by_the_collector_and_a_change_of_build_frees_what_went() -> None:
    assert said(_SETTLES) == ["at the start False", "at a change of build True"]


@pytest.mark.skipif(not native.IS_TOLD, reason="only glibc tells where it puts things")
def test_a_column_lies_apart_and_threads_share_their_places(report_copy: Path) -> None:
    """Columns among small things, in a place a thread: after a change of build, holes in sixteen places."""
    lines = said(_STARTED, EIGENWIJZER_DATA=str(report_copy))
    told = {name: int(value) for name, value in (line.split() for line in lines)}
    assert told["columns"] >= 150 * 2**20
    assert told["places"] <= memory._PLACES_N
