"""What the first visitor of each page would wait for, made when the server has started.

The charts of every page for one gemeente are made and thrown away: that imports what the pages are made of and computes
what follows from the build, which later visitors share. Who comes meanwhile goes first: a page by its turn, and in the
first seconds after the start also the scripts that a first visit asks for.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import env_util
from streamlit.string_util import is_emoji

from pages.ui.charts.spec import Chart
from pages.ui.site import builds, menu, public, unseen
from pages.ui.site.builds import PROJECT
from pages.ui.site.page import ICON, REPORT_FIVE, Ended
from pages.ui.site.serving import drawings, memory, turns
from pages.ui.site.serving.unwatched import unwatched
from pages.ui.site.visiting.selection import GEMEENTE, VERSION

LOG = logging.getLogger("eigenwijzer")
# Not shown by a page before somebody asks for it, and it takes seconds: the audit of the report.
WAITS = frozenset({"reproductie"})
QUIET_S = 0.05  # nobody asks for anything: whoever came first has the scripts, and the browser reads them
PATIENCE_S = 3.0  # and then it goes on, for with many visitors it is never quiet
_asked_s = 0.0  # when somebody asked for something last, on the clock that only goes on


class Noticed:
    """Middleware that notices that somebody asks for something."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        global _asked_s
        _asked_s = time.monotonic()
        await self._app(scope, receive, send)


def begin() -> threading.Thread | None:
    """Start to prepare, beside the visitors; return the thread that does it.

    None, and nothing is prepared, where `EIGENWIJZER_PREPARE=0`: for a small machine, on which the first visitor of
    each page rather waits than that the server works for seconds after each start.
    """
    if not public.is_on("EIGENWIJZER_PREPARE", unset=True):
        return None
    thread = threading.Thread(target=prepare, name="prepare", daemon=True)
    thread.start()
    return thread


def prepare() -> None:
    """Make what every page needs, in pieces, each in a turn of its own. What cannot be made is told in the log."""
    until = time.monotonic() + PATIENCE_S
    for piece in _pieces():
        _wait_for_quiet(until)
        try:
            with turns.turn(), unwatched():
                piece()
        except (*builds.KNOWN_ERRORS, Ended, unseen.NotThereError) as error:
            LOG.info("Not prepared: %s", error)


def _wait_for_quiet(until: float) -> None:
    while (wait := min(_asked_s + QUIET_S, until) - time.monotonic()) > 0:
        time.sleep(wait)


def _pieces() -> Iterator[Callable[[], object]]:
    yield from _modules("site")
    yield from _modules("home")
    # what Streamlit looks up once, a fifth of a second each: what an icon is, and how it was started
    yield partial(is_emoji, ICON)
    yield env_util.is_repl
    shown = builds.of_version(None)
    build = shown.loaded.build
    yield lambda: build.readings_or_report  # the example on the first page
    for entry in menu.entries():
        if entry.name != menu.HOME:
            yield from _modules(entry.name)
    yield drawings.rooms
    params = {GEMEENTE: REPORT_FIVE[0], VERSION: shown.loaded.facts.data_version}
    yield lambda: shown.loaded.reported
    yield lambda: build.readings_with_report
    yield lambda: unseen.page(menu.HOME, {}, shown).finder().search
    for name in drawings.rooms():
        if name not in WAITS:
            yield from _charts(name, params, shown)
    yield memory.settle  # all this stays: the collector need not walk it


def _charts(
    page: str, params: Mapping[str, str], shown: builds.VersionShown
) -> Iterator[Callable[[], object]]:
    charts: dict[str, Callable[[], Chart | None]] = {}
    yield lambda: charts.update(drawings.rooms()[page](unseen.page(page, params, shown)))
    yield from charts.values()


def _modules(room: str) -> Iterator[Callable[[], object]]:
    """Give the import of every module of a folder in pages/ui."""
    folder = PROJECT / "pages" / "ui" / room
    for file in sorted(folder.glob("*.py")):
        if not file.stem.startswith("__"):
            yield partial(import_module, f"pages.ui.{room}.{file.stem}")
