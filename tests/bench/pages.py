"""How fast the pages are: `python -m tests.bench.pages [DATA_DIR]`. Prints, asserts nothing.

In one run: the embedded build, start of the server to the first page, and the median server time of a rerun after
choosing another gemeente, per page, next to an empty Streamlit page. With DATA_DIR (a data folder with CBS figures
loaded) the reruns are measured on it, else on the report alone.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
TURNS = 12
CODES = ("GM0150", "GM0344", "GM0297", "GM1894", "GM1674", "GM0193", "GM0200", "GM0202")
EMPTY = "import streamlit as st\nst.write(st.query_params.get('g', ''))\n"


def embedded_build() -> float:
    """Return the seconds of a build from `data/` alone."""
    from loaders.build.make import ensure_build

    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        ensure_build(Path(folder))
        return time.perf_counter() - begin


def first_page() -> float:
    """Return the seconds from starting the server on a fresh machine to the first page drawn in a browser."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, chromium_path, start_server

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = browser.new_page()
        begin = time.perf_counter()
        process, url = start_server(Path(folder) / "data")
        page.goto(url)
        page.wait_for_selector(".ew-voet")
        seconds = time.perf_counter() - begin
        process.kill()
        process.wait()
        browser.close()
        return seconds


def reruns(at: AppTest) -> list[float]:
    """Return the milliseconds of reruns, each after another gemeente."""
    times = []
    for turn in range(TURNS):
        at.query_params["g"] = CODES[turn % len(CODES)]
        begin = time.perf_counter()
        at.run()
        times.append(1000 * (time.perf_counter() - begin))
    return times[2:]  # the first two fill caches


def page_reruns(names: list[str]) -> dict[str, float]:
    """Return the median rerun per page, in milliseconds."""
    found = {}
    for name in names:
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        at.query_params["g"] = CODES[0]
        at.run()
        if name != "app":
            at.switch_page(f"pages/{name}.py").run()
        found[name] = statistics.median(reruns(at))
    return found


def main(arguments: list[str]) -> None:
    """Measure and print."""
    os.chdir(ROOT)
    print(f"embedded build             {embedded_build():8.2f} s")
    print(f"start to first page        {first_page():8.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EIGENWIJZER_DATA"] = arguments[0] if arguments else folder
        empty = statistics.median(reruns(AppTest.from_string(EMPTY).run()))
        print(f"rerun of an empty page     {empty:8.1f} ms")
        from pages.ui.site import menu

        for name, median in page_reruns([entry.name for entry in menu.entries()]).items():
            print(f"rerun of {name:<17} {median:8.1f} ms  ({median - empty:+.1f} over empty)")


if __name__ == "__main__":
    main(sys.argv[1:])
