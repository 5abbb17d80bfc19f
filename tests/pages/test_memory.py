"""What a refresh leaves in memory: the build in use and no other, however many windows stay open."""

import gc
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from loaders import seals, store
from loaders.build import derived, make
from loaders.build.contents import Failure
from metrics.build import Build
from metrics.comparing.own_figures import OwnFigure
from metrics.facts import Facts
from pages.ui.bronnen import versions
from pages.ui.charts.screen import map as screen_map
from pages.ui.site import builds, menu
from pages.ui.site.builds import Loaded
from pages.ui.site.page import ABOUT_A_GEMEENTE
from pages.ui.site.serving import memory
from pages.ui.site.visiting import entered
from tests.feed import real_shapes
from tests.pages.conftest import SETTLE, opener
from tests.support import snapshots
from tests.support.read_once import BUILD_OF

KINDS = Loaded, Build, Facts
OWN = (OwnFigure("GM0150", 2023, "jaarrekening", 40_000_000.0),)


@pytest.fixture(autouse=True)
def _builds_of_the_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each build is read anew, and the collector looks at all that the test made: the rest of the suite holds none."""
    monkeypatch.setattr(derived, "build_of", BUILD_OF)
    monkeypatch.setattr(memory, "settle", gc.collect)
    gc.freeze()
    yield
    gc.collect()
    gc.freeze()


def _from_here_as_on_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server has the collector look at everything, it does, and leaves that alone afterwards."""
    monkeypatch.setattr(memory, "settle", SETTLE)


def _refreshed(data: Path, number: int) -> str:
    """Put a build in use that was not there yet, as a refresh does."""
    return make.build(data, failures={"82972NED": Failure(f"Het CBS gaf geen antwoord ({number}).")}).build_id


def _another(data: Path, build_id: str) -> str:
    """Put the same build in use under another name: what a refresh does, without its work. Return that name."""
    folder = store.builds_dir(data)
    names = (f"{build_id[:-1]}{last}" for last in "0123456789abcdef")
    other = next(name for name in names if not (folder / f"{name}.duckdb").exists())
    made = Path(shutil.copy(folder / f"{build_id}.duckdb", folder / "made"))
    with duckdb.connect(str(made)) as database:
        database.execute("UPDATE build SET build_id = ?", [other])
    seals.seal(made, folder / f"{other}.duckdb")
    store.switch(data, other)
    return other


def _alive(ids: set[str]) -> dict[type, set[str]]:
    """Return of which of these builds something of each kind is in memory."""
    gc.collect()
    held: dict[type, set[str]] = {kind: set() for kind in KINDS}
    for each in gc.get_objects():
        if type(each) in held:
            facts = each.facts if isinstance(each, Loaded | Build) else each
            held[type(each)] |= {facts.build_id} & ids
    return held


def test_windows_that_stay_open_hold_no_build(report_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each window stays on the build of its day: one that chooses, one with own figures, one with files to come."""
    open_page, windows, ids, newest = opener(report_copy, monkeypatch), list[AppTest](), set[str](), ""
    for number, names in enumerate((("reproductie", "gemeente"), ("kosten",), ("uitspraken",), ("over",))):
        # a real refresh at first; what comes after it in a window is the same for another build of these figures
        newest = _refreshed(report_copy, number) if number < 2 else _another(report_copy, newest)
        ids.add(newest)
        for name in names:
            at = open_page(name, g="GM0150")
            if name == "gemeente":
                at.session_state[entered._FIGURES] = OWN
                at.run()
            assert not at.exception
            windows.append(at)
    assert len(ids) == 4
    for _ in range(2):  # what went is freed by the pages that come after
        newest = builds.current().facts.build_id
    assert _alive(ids) == {kind: {newest} for kind in KINDS}
    assert len(windows) == 5


def _let_go(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open every page in a window of its own, with own figures where it takes them; nothing of their build may stay."""
    open_page, windows = opener(data, monkeypatch), dict[str, AppTest]()
    # nothing is counted yet: no walk over the whole suite for every page with own figures
    monkeypatch.setattr(memory, "settle", lambda: None)
    # of its own: fixtures of other tests hold the build of the folder this is a copy of
    before = _another(data, builds.current().facts.build_id)
    assert builds.current().facts.build_id == before
    for entry in menu.entries():
        at = windows[entry.name] = open_page(entry.name, g="GM0150")
        if entry.name in ABOUT_A_GEMEENTE:
            at.session_state[entered._FIGURES] = OWN
            at.run()
        assert not at.exception
    del at  # the last window is in `windows` as the others are
    monkeypatch.setattr(memory, "settle", gc.collect)
    _another(data, before)
    for _ in range(2):
        assert builds.current().facts.build_id != before
    held = {kind.__name__ for kind, ids in _alive({before}).items() if ids}
    while held and _alive({before})[Facts] and windows:  # so that the message says which page it is
        last = next(reversed(windows))
        del windows[last]
    assert not held, f"the window of {last} holds the {held} of the build before"


@pytest.mark.parametrize("data", ["report_data", "cbs_data"])
def test_no_page_holds_its_build_once_it_is_drawn(
    data: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session keeps what its fields and buttons ask: with a figure in it, that would be all figures."""
    copied = Path(shutil.copytree(request.getfixturevalue(data), tmp_path / "data"))
    monkeypatch.setenv("EIGENWIJZER_DATA", str(copied))
    _let_go(copied, monkeypatch)


def test_a_build_that_was_drawn_while_another_came_goes_later(
    report_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The collector was told to leave it alone when the other build was loaded: the sweep looks there too."""
    monkeypatch.setenv("EIGENWIJZER_DATA", str(report_copy))
    drawn = builds.current()
    _from_here_as_on_a_server(monkeypatch)
    drawn.build.readings.read("lasten_per_inwoner", "GM0150", "2019")
    seen = weakref.ref(drawn), weakref.ref(drawn.build)
    _another(report_copy, drawn.facts.build_id)
    builds.current()
    assert seen[0]() is drawn
    del drawn
    monkeypatch.setattr(memory, "_swept_s", float("-inf"))
    builds.current()
    assert [each() for each in seen] == [None, None]


def test_the_lines_of_a_map_go_with_their_build(
    cbs_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are drawn once for all visitors, of the outlines of a build, and hold these."""
    data = Path(shutil.copytree(cbs_data, tmp_path / "data"))
    assert not opener(data, monkeypatch)("kaart", g="GM0150").exception
    assert screen_map.LINES
    _another(data, builds.current().facts.build_id)
    builds.current()
    assert not screen_map.LINES


def test_what_changed_between_two_versions_goes_with_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five megabytes a table and refresh, of versions that nobody asks for any more."""
    for share, stamp in ((10.4, "20250101T000000Z"), (11.0, "20260101T000000Z")):
        snapshots.write(tmp_path, "wijken", real_shapes.wijken(share=share), stamp=stamp)
    build_id = make.build(tmp_path).build_id
    monkeypatch.setenv("EIGENWIJZER_DATA", str(tmp_path))
    builds.current()
    found = versions.changes("85984NED", versions.stamps("85984NED"))
    assert not found.rows.empty
    seen = weakref.ref(found)
    del found
    assert seen() is not None
    _another(tmp_path, build_id)
    builds.current()
    assert seen() is None


def test_a_choice_in_a_window_of_an_earlier_build_counts(
    report_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page asks the build in use what a name means when its own went from memory."""
    at = opener(report_copy, monkeypatch)("gemeente", g="GM0150")
    for number in range(3):
        _refreshed(report_copy, number)
        builds.current()
    chooser = next(each for each in at.selectbox if each.label == "Gemeente")
    chooser.set_value("Apeldoorn").run()
    assert not at.exception
    assert at.query_params["g"] in ("GM0200", ["GM0200"])


def test_own_figures_are_kept_for_the_last_few_and_go_with_their_session(
    report_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each session with own figures has a build of its own: they are not all kept, and nobody gets another's."""
    monkeypatch.setenv("EIGENWIJZER_DATA", str(report_copy))
    loaded = builds.current()
    _from_here_as_on_a_server(monkeypatch)
    builds.OWN.let_go()
    sessions = [entered.OwnOfSession(OWN) for _ in range(builds.MOST_OWN + 2)]
    made = [entered.on(loaded, each) for each in sessions]
    assert len({id(each) for each in made}) == len(sessions)
    assert entered.on(loaded, sessions[-1]) is made[-1]
    assert entered.on(loaded, sessions[0]) is not made[0]
    assert len(builds.OWN) == builds.MOST_OWN
    seen = [weakref.ref(each) for each in made]
    made.clear()
    builds.current()  # the next page frees those that were pushed out, without waiting for the collector
    assert [each() is not None for each in seen] == [False] * 3 + [True] * (builds.MOST_OWN - 1)
    sessions.clear()
    gc.collect()
    assert len(builds.OWN) == 0


def test_what_went_is_told_once(report_copy: Path) -> None:
    """The build that went from memory is named at the next page, and then no more."""
    memory.sweep()
    opened = store.open_store(report_copy)

    class Held:
        """Stands in for nothing: something that can be watched."""

    held = Held()
    memory.watch(held, opened.build_id)
    assert memory.sweep() == frozenset()
    del held
    assert memory.sweep() == {opened.build_id}
    assert memory.sweep() == frozenset()
    opened.close()
