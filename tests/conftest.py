"""Fixtures that every part of the suite may use."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

from loaders import store
from loaders.build import derived
from loaders.build.make import ensure_build
from loaders.files import shipped
from metrics.build import Build
from metrics.facts import Facts
from metrics.records import Records
from pages.ui.site.serving import memory
from tests.support import derived_once, shared_snapshots

# As the server does: collecting six thousand tests makes as many objects as a start, and a test as many as a page.
memory.seldom()

# no deadline: a busy machine is not a defect; the same examples every run, so that a failure can be repeated
settings.register_profile("eigenwijzer", deadline=None, derandomize=True)
settings.load_profile("eigenwijzer")


@pytest.hookimpl(tryfirst=True)  # before -m looks at the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the shared figures is marked so: `-m "not shared"` leaves out all that needs them."""
    for item in items:
        if "shared_cbs" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")


class _Sharing(LoadFileScheduling):  # type: ignore[misc]  # xdist tells no types
    """A file is one worker's, and all files of the browser are one's together: a browser and its servers start once.

    A worker stays in the folder it is in while there is something to do: what the tests of a folder have in common (a
    build, its figures, pages that were drawn) is made again by every worker that comes there.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        def folders(of: WorkerController) -> list[str]:
            return [_folder(scope) for scope in self.assigned_work[of]]

        own = folders(node)[-1:]
        of_others = {folder for other in self.nodes if other is not node for folder in folders(other)[-1:]}
        liked = min(  # the first of those liked as much
            self.workqueue, key=lambda scope: (_folder(scope) not in own, _folder(scope) in of_others)
        )
        self.workqueue.move_to_end(liked, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        if not file.startswith("tests/browser/"):
            return file
        return "tests/browser/"


def _folder(scope: str) -> str:
    """The folder of tests/ that a scope of `_Sharing` is of."""
    return "/".join(scope.split("/")[:2])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """Divide the tests over the workers."""
    return _Sharing(config, log)


def _facts(data_dir: Path) -> Facts:
    opened = store.open_store(data_dir)
    try:
        return opened.facts()
    finally:
        opened.close()


@pytest.fixture(scope="session")
def run_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the whole run: pytest-xdist gives each worker a temp folder under the same parent."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def shared_cbs() -> Path:
    """The real CBS figures beside the project; tests that need them are skipped where they are absent."""
    folder = shared_snapshots.SHARED_CBS
    if not (folder / "feed").is_dir():
        pytest.skip("../shared/cbs is not here: the tests on real CBS figures are left out")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _collector_leaves_modules_alone() -> None:
    """All modules and tests are there by now and stay: the collector need not walk them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _servers_prepare_nothing() -> Iterator[None]:
    """Each server of a test would make every page at its start; test_prepared.py asks for what it looks at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EIGENWIJZER_PREPARE", "0")
        yield


@pytest.fixture(scope="session", autouse=True)
def _derived_once() -> Iterator[None]:
    """What follows from the facts of a build is computed once for equal facts (tests.support.derived_once)."""
    with derived_once.computed_once():
        yield


@pytest.fixture(scope="session")
def records() -> Records:
    """The records that ship in data/."""
    return shipped.records()


@pytest.fixture(scope="session")
def report_data(run_dir: Path) -> Path:
    """A data folder with the embedded build alone. Do not change it: copy it first."""
    data_dir = run_dir / "report_data"
    with FileLock(run_dir / "report_data.lock"):
        ensure_build(data_dir)
    return data_dir


@pytest.fixture
def report_copy(report_data: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own with the embedded build in use."""
    return Path(shutil.copytree(report_data, tmp_path / "data"))


@pytest.fixture(scope="session")
def cbs_data(run_dir: Path, shared_cbs: Path) -> Path:
    """A data folder with a build of every shared table. Do not change it: copy it first."""
    data_dir = run_dir / "cbs_data"
    with FileLock(run_dir / "cbs_data.lock"):
        if not (data_dir / "current").exists():
            shutil.rmtree(data_dir, ignore_errors=True)
            shared_snapshots.write_all(data_dir, shared_cbs)
            ensure_build(data_dir)
    return data_dir


@pytest.fixture(scope="session")
def report_facts(report_data: Path) -> Facts:
    """Facts of the embedded build: the report alone."""
    return _facts(report_data)


@pytest.fixture(scope="session")
def cbs_facts(cbs_data: Path) -> Facts:
    """Facts of a build of every shared table."""
    return _facts(cbs_data)


@pytest.fixture(scope="session")
def cbs_build(cbs_data: Path, cbs_facts: Facts, records: Records) -> Build:
    """The build of every shared table, with the figures stored in it: computed once for all tests that read them.

    That they are what the facts give, asked anew, is for tests/metrics/test_catalogue.py to say.
    """
    opened = store.open_store(cbs_data)
    try:
        return Build(cbs_facts, records, derived.read(opened))
    finally:
        opened.close()
