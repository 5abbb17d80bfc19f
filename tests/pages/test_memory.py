"""What a refresh leaves in memory: the build in use and the one before it, however many windows stay open."""

import gc
import weakref
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from loaders import store
from loaders.build import make
from loaders.build.contents import Failure
from metrics.build import Build
from metrics.comparing.own_figures import OwnFigure
from metrics.facts import Facts
from pages.ui.site import builds
from pages.ui.site.builds import Loaded
from pages.ui.site.serving import memory
from pages.ui.site.visiting import entered
from tests.pages.conftest import opener

OWN = (OwnFigure("GM0150", 2023, "jaarrekening", 40_000_000.0),)


def _refreshed(data: Path, number: int) -> str:
    """Put a build in use that was not there yet, as a refresh does."""
    return make.build(data, failures={"82972NED": Failure(f"Het CBS gaf geen antwoord ({number}).")}).build_id


def _alive(kind: type[Facts] | type[Loaded] | type[Build], ids: set[str]) -> set[str]:
    """Return of which of these builds something of a kind is in memory."""
    gc.unfreeze()
    gc.collect()
    found = [each for each in gc.get_objects() if type(each) is kind]
    facts = [each.facts if isinstance(each, Loaded | Build) else each for each in found]
    return {each.build_id for each in facts if isinstance(each, Facts)} & ids


def test_windows_that_stay_open_hold_no_build(report_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each window stays on the build of its day: one that chooses, one with own figures, one with files to come."""
    open_page, windows, ids = opener(report_copy, monkeypatch), list[AppTest](), set[str]()
    for number, names in enumerate((("reproductie", "gemeente"), ("kosten",), ("uitspraken",), ("over",))):
        ids.add(_refreshed(report_copy, number))
        for name in names:
            at = open_page(name, g="GM0150")
            if name == "gemeente":
                at.session_state[entered._FIGURES] = OWN
                at.run()
            assert not at.exception
            windows.append(at)
    assert len(ids) == 4
    for _ in range(2):  # what went is freed by the pages that come after
        builds.current()
    assert {kind: len(_alive(kind, ids)) for kind in (Loaded, Build, Facts)} == {
        Loaded: 2,
        Build: 2,
        Facts: 2,
    }
    assert len(windows) == 5


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
    builds._OWN.clear()
    sessions = [entered.OwnOfSession(OWN) for _ in range(builds.MOST_OWN + 2)]
    made = [entered.on(loaded, each) for each in sessions]
    assert len({id(each) for each in made}) == len(sessions)
    assert entered.on(loaded, sessions[-1]) is made[-1]
    assert entered.on(loaded, sessions[0]) is not made[0]
    assert len(builds._OWN) == builds.MOST_OWN
    seen = [weakref.ref(each) for each in made]
    made.clear()
    builds.current()  # the next page frees those that were pushed out, without waiting for the collector
    assert [each() is not None for each in seen] == [False] * 3 + [True] * (builds.MOST_OWN - 1)
    sessions.clear()
    gc.collect()
    assert len(builds._OWN) == 0


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
