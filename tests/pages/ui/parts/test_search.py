"""Finding a gemeente by what people type."""

import pytest

from pages.ui.parts.search import Hit, display_names, plain, search

NAMES = {
    "GM0150": "Deventer",
    "GM0344": "Utrecht",
    "GM0518": "'s-Gravenhage",
    "GM0796": "'s-Hertogenbosch",
    "GM1960": "West Betuwe",
    "GM0668": "West Maas en Waal",
    "GM0059": "Achtkarspelen",
    "GM0093": "Súdwest-Fryslân",
}
FORMER = (("Geldermalsen", "GM1960"), ("Oude naam", "GM9999"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("deventer", "GM0150"),
        ("DEV", "GM0150"),
        ("den haag", "GM0518"),
        ("Den Bosch", "GM0796"),
        ("s hertogen", "GM0796"),
        ("sudwest fryslan", "GM0093"),
        ("geldermalsen", "GM1960"),
        ("karspelen", "GM0059"),
        ("devneter", "GM0150"),
    ],
)
def test_finds(typed: str, code: str) -> None:
    assert search(typed, NAMES, FORMER)[0].code == code


def test_an_old_name_is_told() -> None:
    assert search("Gelder", NAMES, FORMER) == [Hit("GM1960", "West Betuwe", by="Geldermalsen")]


def test_a_gemeente_is_found_once() -> None:
    assert [hit.code for hit in search("west", NAMES, FORMER)] == ["GM1960", "GM0668", "GM0093"]


@pytest.mark.parametrize("typed", ["", "   ", "xyzzy", "<script>", "''"])
def test_nothing_alike_gives_nothing(typed: str) -> None:
    assert search(typed, NAMES, FORMER) == []


def test_an_old_name_of_a_gemeente_that_is_not_loaded_is_left_out() -> None:
    assert search("oude naam", NAMES, FORMER) == []


def test_additions_go_unless_two_names_would_be_the_same() -> None:
    names = {
        "GM0344": "Utrecht (gemeente)",
        "GM0164": "Hengelo (O.)",
        "GM0893": "Bergen (L.)",
        "GM0373": "Bergen (NH.)",
    }
    assert display_names(names | {"PV26": "Utrecht (PV)"}) == {
        "GM0344": "Utrecht",
        "GM0164": "Hengelo",
        "GM0893": "Bergen (L.)",
        "GM0373": "Bergen (NH.)",
        "PV26": "Utrecht",
    }


def test_plain_keeps_letters_and_digits() -> None:
    assert plain(" 's-Gravenhage ") == "s gravenhage"
