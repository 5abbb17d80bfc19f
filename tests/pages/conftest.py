"""Pages as AppTest runs them: no server, no browser, a data folder of their own."""

import gc
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner

from pages.ui.site import menu
from pages.ui.site.serving import memory

SETTLE = memory.settle  # as it is on a server
ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _installed_packages_read_once() -> Iterator[None]:
    """Each AppTest reads what every installed package says of itself, in search of components for Streamlit: more
    work than most pages. What is installed does not change during a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def _page_is_waited_for_without_looking() -> Iterator[None]:
    """AppTest looks a thousand times a second whether a page is there, a tenth of the work of the page: its thread says
    so too. What takes too long is told as always."""
    looking = local_script_runner.require_widgets_deltas

    def wait(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        if not runner.script_stopped():
            looking(runner, 0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture(scope="session", autouse=True)
def _collector_leaves_the_suite_alone() -> Iterator[None]:
    """With each change of build the server has the collector walk all that is there: here that is the whole suite with
    all its modules, and most tests have a build of their own. What tests made is walked; test_memory.py has it all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "settle", gc.collect)
        yield


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    """Caches of Streamlit live in the process and outlast an AppTest."""
    st.cache_data.clear()


def opener(data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens a page by name with the parameters of an address: cold, not by way of home."""
    monkeypatch.setenv("EIGENWIJZER_DATA", str(data))
    monkeypatch.chdir(ROOT)

    def open_page(name: str, **params: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for key, value in params.items():
            at.query_params[key] = value
        return at.run() if name == menu.HOME else at.switch_page(f"pages/{name}.py").run()

    return open_page


@pytest.fixture
def open_report(report_data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Pages with nothing loaded but the report."""
    return opener(report_data, monkeypatch)


@pytest.fixture
def open_cbs(cbs_data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Pages with every shared table loaded."""
    return opener(cbs_data, monkeypatch)


@pytest.fixture
def own_data(report_data: Path, tmp_path: Path) -> Path:
    """A copy of the report's data folder that a test may damage."""
    return Path(shutil.copytree(report_data, tmp_path / "data"))


def html(at: AppTest) -> str:
    """All HTML of the main part of a page, as text."""
    return "\n".join(element.proto.body for element in at.main.get("html"))
