"""The sentences of *Samen doen of zelf doen?* on hand-made meetings and divisions."""

from typing import Any

import pytest

from metrics.regions.congruence import coincide
from metrics.regions.meetings import Meetings, Met
from pages.ui.forms.telling import Filled
from pages.ui.samenwerken import coinciding, words
from pages.ui.samenwerken.view import TogetherView
from tests.data.screen_words import hits

NAMES = {"A": "Aa", "B": "Be", "C": "Ce", "J": "Regio J"}


class View(TogetherView):
    """A view without a build: nobody merged."""

    came_along: Any = ()


def view(now: dict[str, str], then: dict[str, str], years: tuple[int, ...] = (2016, 2026)) -> TogetherView:
    def met(each: dict[str, str]) -> dict[str, Met]:
        return {name: Met(name, "J", frozenset(others)) for name, others in each.items()}

    told = Filled(None, "Aa", {}, {}, str)  # type: ignore[arg-type]
    return View("A", None, NAMES, Meetings("A", years, met(now), met(then)), told)  # type: ignore[arg-type]


CASES = {
    "most": ({"jeugdregio": "BC", "ggd": "B"}, {"jeugdregio": "BC", "ggd": "C"}),
    "all": ({"jeugdregio": "BC", "ggd": "BC"}, {}),
    "one": ({"jeugdregio": "B"}, {"jeugdregio": "BC", "ggd": "B"}),
    "alone": ({"jeugdregio": "", "ggd": ""}, {}),
}


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("most", "Aa komt Be het vaakst tegen: in beide regionale indelingen van 2026"),
        ("all", "Aa komt Be en Ce het vaakst tegen: in beide regionale indelingen van 2026"),
        ("one", "Aa deelt in 2026 de jeugdregio met één andere gemeente"),
        ("alone", "Aa is in beide regionale indelingen van 2026 de enige gemeente"),
    ],
)
def test_the_title_is_the_answer(case: str, said: str) -> None:
    assert words.title(view(*CASES[case])) == said


def test_what_changed_is_told_a_division_at_a_time() -> None:
    assert words.changed(view(*CASES["most"])) == (
        # Vijfheerenlanden left for another region: "10 gemeenten gingen eruit" was not true
        "Anders dan in 2016 komt Aa in de GGD-regio Be wel en Ce niet meer tegen. "
        "In de jeugdregio zijn de gemeenten dezelfde als in 2016."
    )
    assert words.changed(view({"jeugdregio": "B"}, {}, (2026,))) == words.NO_CHANGE_KNOWN


def test_a_first_year_with_more_divisions_says_whom_it_met_then() -> None:
    assert words.richer(view(*CASES["one"])) == (
        "Van 2016 zijn 2 van deze indelingen geladen: Aa kwam Be toen het vaakst tegen, in beide."
    )
    assert words.richer(view(*CASES["most"])) == ""


def test_without_a_division_it_says_what_to_do() -> None:
    nothing = view({}, {}, ())
    assert words.title(nothing) == "Van Aa is geen regionale indeling geladen"
    assert "Bronnen en versies" in words.subtitle(nothing)


ONE = {"1": "a", "2": "a", "3": "b", "4": "c", "5": "c"}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            {"1": "x", "2": "x", "3": "y", "4": "y", "5": "y"},
            "Van de 3 jeugdregio's valt er 1 samen met een GGD-regio; 2 andere passen er helemaal in.",
        ),
        (
            {"1": "x", "2": "x", "3": "y", "4": "z", "5": "z"},
            "Alle 3 jeugdregio's vallen samen met een GGD-regio.",
        ),
        (
            {"1": "x", "2": "y", "3": "x", "4": "y", "5": "x"},
            "Van de 3 jeugdregio's valt er geen enkele samen met een GGD-regio; 1 past er helemaal in.",
        ),
        (
            {"1": "x", "2": "y", "3": "y", "4": "y", "5": "z"},
            "Van de 3 jeugdregio's valt er geen enkele samen met een GGD-regio; 1 past er helemaal in.",
        ),
    ],
)
def test_how_far_divisions_coincide_in_words(other: dict[str, str], said: str) -> None:
    assert words.coincides("jeugdregio", "ggd", coincide(ONE, other)) == said


def test_the_own_region_beside_those_of_other_divisions() -> None:
    divisions = {
        "jeugdregio": {"A": "J", "B": "J", "C": "K"},
        "ggd": {"A": "g", "B": "g", "C": "h"},
        "provincie": {"A": "p", "B": "p", "C": "p"},
        "rmc": {"A": "m", "B": "n", "C": "n"},
    }
    said = coinciding.own_region(view(*CASES["most"]), "jeugdregio", divisions)
    assert said == (
        "De jeugdregio Regio J heeft dezelfde gemeenten als de GGD-regio, ligt helemaal in één provincie en ligt "
        "verspreid over meer dan één RMC-regio (schoolverlaters)."
    )
    assert coinciding.own_region(view(*CASES["most"]), "jeugdregio", {"jeugdregio": {"B": "J"}}) == ""


def test_no_word_judges_and_the_background_is_short() -> None:
    told = [
        text
        for now, then in CASES.values()
        for text in (
            words.title(view(now, then)),
            words.subtitle(view(now, then)),
            words.lacking(view(now, then)),
        )
    ]
    assert [hit for text in told for hit in hits(text)] == []
    assert sum(len(text.split()) for text in words.BACKGROUND) <= 120
