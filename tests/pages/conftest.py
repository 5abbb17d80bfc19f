"""Pages as AppTest runs them: no server, no browser, a data folder of their own."""

import gc
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_cache
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.testing.v1 import AppTest, local_script_runner

from loaders import store
from loaders.build import derived
from metrics.build import Build
from metrics.facts import Facts
from metrics.records import Records
from pages.ui.site import menu
from pages.ui.site.serving import memory
from tests.support import read_once

SETTLE = memory.settle  # as it is on a server
ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., AppTest]
_CHANGES_N = 25  # of build, between two walks of the collector


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
def _scripts_compiled_once() -> Iterator[None]:
    """A server compiles the script of a page once and each AppTest is a server of its own; no test changes a script."""
    with pytest.MonkeyPatch.context() as patch:
        compiled = script_cache.ScriptCache().get_bytecode
        patch.setattr(script_cache.ScriptCache, "get_bytecode", lambda _, path: compiled(path))
        yield


@pytest.fixture(scope="session", autouse=True)
def _messages_are_not_hashed() -> Iterator[None]:
    """A browser knows by its hash what it has already; AppTest keeps none, and a tenth of a page's work goes there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(script_run_context, "populate_hash_if_needed", lambda _: None)
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
    all its modules, and most tests have a build of their own. What tests made is walked, once in so many changes;
    test_memory.py has it all."""
    changes = count(1)

    def settle() -> None:
        if next(changes) % _CHANGES_N == 0:
            gc.collect()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "settle", settle)
        yield


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """What was read of a build, and the audit of it, is there for the tests that come after."""
    with read_once.read_once():
        yield


@pytest.fixture(scope="session")
def report_build(report_data: Path, records: Records) -> Build:
    """The build of the report alone, as pages have it."""
    return build_in(report_data, records)


@pytest.fixture(scope="session")
def cbs_build(cbs_data: Path, records: Records) -> Build:
    """The build of every shared table, as pages have it: with what follows from it as it was stored."""
    return build_in(cbs_data, records)


@pytest.fixture(scope="session")
def report_facts(report_build: Build) -> Facts:
    """Facts of the embedded build: the report alone."""
    return report_build.facts


@pytest.fixture(scope="session")
def cbs_facts(cbs_build: Build) -> Facts:
    """Facts of a build of every shared table."""
    return cbs_build.facts


def build_in(data: Path, records: Records) -> Build:
    """Return the build of a data folder."""
    opened = store.open_store(data)
    try:
        return derived.build_of(opened, records)
    finally:
        opened.close()


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
def open_cbs(cbs_data: Path, cbs_build: Build, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Pages with every shared table loaded. The build is held, for whoever opens it after many others were read."""
    return opener(cbs_data, monkeypatch)


@pytest.fixture
def own_data(report_data: Path, tmp_path: Path) -> Path:
    """A copy of the report's data folder that a test may damage."""
    return Path(shutil.copytree(report_data, tmp_path / "data"))


def html(at: AppTest) -> str:
    """All HTML of the main part of a page, as text."""
    return "\n".join(element.proto.body for element in at.main.get("html"))
