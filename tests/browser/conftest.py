"""A real server and a real browser. Skipped, with a message, where Chromium is not installed."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[2]
# Chromium's own background traffic is off: every request that is left is one the page made.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--disable-software-rasterizer",  # drawn on the processor in one step, not by an imitation of a graphics card
    # A script is read in parts while it comes in, and what another tab compiled of it is then not used: a tenth of all
    # work of a page. The list takes the place of Playwright's own: what of that is about requests and drawing stays.
    "--disable-features=ScriptStreaming,OptimizationHints,NetworkTimeServiceQuerying,PreconnectToSearch,MediaRouter,"
    "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,DestroyProfileOnBrowserClose,AimEnabled",
    # A page of a test is gone before it pays to compile its script better: a tenth of all work of a page too. What was
    # compiled stays: the next page is of the same scripts.
    "--js-flags=--no-opt --no-maglev --no-flush-bytecode",
    # Without a window letters are laid out in whole pixels, on paper too: words fall apart in what is read of a PDF.
    "--font-render-hinting=none",
]  # fmt: skip
# The first is Chromium without windows: the same pages, prints and keys for four fifths of the work.
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Streamlit asks for these relative to the page on a cold deep link; it answers itself with 404 and goes on.
STREAMLITS_OWN = ("/_stcore/health", "/_stcore/host-config")

PHONE: ViewportSize = {"width": 320, "height": 640}  # the narrowest that must do
LOOK_MS = 100  # between two looks at a page that is waited for; a look at every frame is a fifth of all work of a page

# Drawn to the foot of the page, and the script has run to its end; a page without Streamlit has no script.
READY = """() => document.querySelector('.ew-voet')?.checkVisibility()
    && document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') !== 'running'"""
# Charts are drawn after the words of a page, and Streamlit fades in what it draws.
SETTLED = """() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(e => e.querySelector('svg.main-svg'))
    && document.getAnimations().every(
        e => e.playState !== 'running' || e.effect.getComputedTiming().endTime === Infinity)"""


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chromium_path() -> str | None:
    """Return where Chromium is, None where it is not installed."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


@dataclass
class Server:
    """A running dashboard."""

    url: str
    data: Path


def start_server(data: Path, port: int = 0, **env: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start the dashboard as the README does, on this port or a free one, and wait until it answers."""
    port = port or free_port()
    log = (data.parent / f"server-{port}.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "EIGENWIJZER_DATA": str(data), **env},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    url = f"http://localhost:{port}"
    for _ in range(4500):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped: {(data.parent / f'server-{port}.log').read_text()}")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return process, url
        except OSError:
            time.sleep(0.02)
    process.kill()
    raise RuntimeError("the server did not answer within 90 seconds")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard with nothing loaded but the report."""
    data = tmp_path_factory.mktemp("report") / "data"
    process, url = start_server(data)
    yield Server(url, data)
    process.kill()
    process.wait()


@pytest.fixture(scope="session")
def cbs_server(cbs_data: Path) -> Iterator[Server]:
    """The dashboard with every shared table loaded."""
    process, url = start_server(cbs_data)
    yield Server(url, cbs_data)
    process.kill()
    process.wait()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    executable = chromium_path()
    if executable is None:
        pytest.skip("no Chromium on this machine; .ci/run installs it")
    with sync_playwright() as playwright:
        yield _launch(playwright, executable)


def _launch(playwright: Playwright, executable: str) -> Browser:
    # tabs of one window share a process, so Streamlit's own script is parsed and compiled once (see Window)
    return playwright.chromium.launch(executable_path=executable, args=[*FLAGS, "--process-per-site"])


@dataclass
class Watched:
    """A tab that remembers what it should not have done."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    listeners: list[tuple[str, Callable[[Any], None]]] = field(default_factory=list)
    device: CDPSession | None = None  # what makes a phone of it

    def open(self, url: str) -> None:
        """Open an address and wait until the page has been drawn to its footer."""
        self.page.goto(url, wait_until="domcontentloaded")
        self.ready()

    def ready(self) -> None:
        """Wait until the script has run to its end."""
        self.page.wait_for_function(READY, polling=LOOK_MS)

    def settled(self) -> None:
        """Wait until every chart has been drawn and every fade is over, in two looks in a row."""
        self.page.wait_for_function(SETTLED, polling=LOOK_MS)
        self.page.wait_for_function(SETTLED, polling=LOOK_MS)

    def becomes_a_phone(self) -> None:
        """Make this tab 320 pixels wide and touched by a finger, as a phone is: the page stays open."""
        self.device = device = self.page.context.new_cdp_session(self.page)
        width, height = PHONE["width"], PHONE["height"]
        device.send(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True},
        )
        device.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        self.page.wait_for_function(
            "matchMedia('(pointer: coarse)').matches && innerWidth < 640 && !document.querySelector("
            "'[data-testid=stSidebar][aria-expanded=true]')",
            polling=LOOK_MS,
        )
        self.settled()

    def becomes_new(self, size: ViewportSize) -> None:
        """Make this tab as one that nobody opened anything in: empty, of this size, with nobody who watches it."""
        if self.device is not None:
            self.device.detach()
        for name, listener in self.listeners:
            self.page.remove_listener(name, listener)
        if self.page.url.startswith("http"):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.goto("about:blank")
        self.page.emulate_media(
            media="null", reduced_motion="null", forced_colors="null", color_scheme="null", contrast="null"
        )
        self.page.mouse.move(-1, -1)  # over nothing
        self.page.set_viewport_size(size)


def watch(context: BrowserContext, url: str, page: Page | None = None) -> Watched:
    """Return a tab, new or this one, that records requests outside the own server and errors in the console."""
    tab = Watched(page or context.new_page())
    host = url.split("//")[1]

    def on_request(request: object) -> None:
        address = request.url  # type: ignore[attr-defined]
        if not address.startswith(("data:", "blob:")) and address.split("//")[1].split("/")[0] != host:
            tab.foreign.append(address)

    def on_console(message: object) -> None:
        if message.type == "error":  # type: ignore[attr-defined]
            where = (message.location or {}).get("url", "")  # type: ignore[attr-defined]
            if not where.split("?")[0].endswith(STREAMLITS_OWN):
                tab.errors.append(f"{message.text} ({where})")  # type: ignore[attr-defined]

    tab.listeners = [
        ("request", on_request),
        ("console", on_console),
        ("pageerror", lambda error: tab.errors.append(str(error))),
    ]
    for name, listener in tab.listeners:
        tab.page.on(name, listener)  # type: ignore[call-overload]  # a word of three
    return tab


@dataclass
class Window:
    """Tabs that share nothing but what Streamlit's own scripts cost: two thirds of all work of opening a page.

    Each address that is opened is a new document with a session of its own at the server, as a link opened in a new tab
    is. The first tab is given out again, made as new: what the page before asked for need not come in again. From the
    second one on, a page that nobody looks at stays open: with it the scripts stay compiled in the tabs' process.
    """

    context: BrowserContext
    size: ViewportSize
    opened_n: int = 0
    kept: Page | None = None
    free: Page | None = None
    first: Watched | None = None

    def tab(self, url: str) -> Watched:
        """Return a tab as new."""
        self.opened_n += 1
        if self.opened_n > 1 and self.kept is None:
            keeping = Watched(self.context.new_page())
            keeping.open(f"{url}/vergelijking?g=GM0150")  # charts are drawn by a script of their own
            keeping.settled()
            self.kept = keeping.page
        tab = watch(self.context, url, self.free)
        self.first, self.free = self.first or tab, None
        tab.page.bring_to_front()  # behind another it would be drawn once a second
        return tab

    def forget(self) -> None:
        """Close all tabs but the first, and remember nothing of any of them."""
        tab, self.first = self.first, None
        if tab is not None:
            tab.becomes_new(self.size)
            self.free = tab.page
        for page in self.context.pages:
            if page.url.startswith("http"):
                page.evaluate("localStorage.clear()")
            if page is not self.kept and page is not self.free:
                page.close()
        self.context.clear_cookies()


@pytest.fixture(scope="session")
def wide_window(chromium: Browser) -> Iterator[Window]:
    """A window of 1280 pixels wide."""
    size: ViewportSize = {"width": 1280, "height": 900}
    context = chromium.new_context(viewport=size, locale="en-US")
    yield Window(context, size)
    context.close()


@pytest.fixture(scope="session")
def narrow_window(chromium: Browser) -> Iterator[Window]:
    """A window of 320 pixels wide: the narrowest that must do."""
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="en-US")
    yield Window(context, PHONE)
    context.close()


def _tab(window: Window, server: Server) -> Iterator[Watched]:
    """A new tab, and afterwards a window that remembers nothing of it."""
    yield window.tab(server.url)
    window.forget()


@pytest.fixture
def desktop(wide_window: Window, server: Server) -> Iterator[Watched]:
    """A tab of 1280 pixels wide on the dashboard with the report only."""
    yield from _tab(wide_window, server)


@pytest.fixture
def cbs_desktop(wide_window: Window, cbs_server: Server) -> Iterator[Watched]:
    """A tab of 1280 pixels wide on the dashboard with every shared table."""
    yield from _tab(wide_window, cbs_server)


@pytest.fixture
def phone(narrow_window: Window, server: Server) -> Iterator[Watched]:
    """A tab of 320 pixels wide on the dashboard with the report only."""
    yield from _tab(narrow_window, server)
