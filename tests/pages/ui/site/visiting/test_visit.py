"""What goes along from page to page, and what is said of a choice that a page does not have."""

import pytest

from metrics.comparing.leading import NO_LIMIT, Limit
from metrics.groups.context import THEMES
from pages.ui.site.visiting import visit
from pages.ui.site.visiting.selection import parse
from tests.pages.ui import country_of_five as five
from tests.pages.ui.site.visiting.test_selection import NAMES

OF_THE_VISIT = {
    "g": "GM0150", "groep": "statistical", "k": "3", "leden": "GM0193,GM1960", "naam": "mijn_groep", "datum": "2021",
    "w_inkomen": "2", "j": "2022", "r": "rapport", "case": "GM0150",
}  # fmt: skip
OF_A_PAGE = {
    "fig": "lasten_per_inwoner", "periode": "2020H1", "als": "lijst", "vlak": "gemeente", "s": "begroting",
    "d": "alles", "l": "alle", "b": "2017", "e": "2019", "w": "paren", "met": "GM0193", "hoe": "median", "tabel": "2",
    "rij": "GM0150", "oordeel": "gelijk", "cel": "t2", "toon": "alles", "over": "GM0150", "zoek": "x",
    "deel": "privacy", "v": "abcdef01", "utm_source": "x", "w_zoiets": "2",
}  # fmt: skip


def carried(**params: str) -> dict[str, str]:
    return visit.carried(parse(params, NAMES))


def test_only_what_belongs_to_the_visit_travels() -> None:
    assert carried(**OF_THE_VISIT, **OF_A_PAGE) == OF_THE_VISIT


@pytest.mark.parametrize(
    ("params", "limit"),
    [
        ({}, NO_LIMIT),
        ({"j": "2022"}, Limit("2022")),
        ({"j": "2023"}, NO_LIMIT),
        ({"r": "rapport"}, Limit("2019", "2020H1")),  # lasten of 2019 beside use of 2020
        ({"r": "rapport", "j": "2022"}, Limit("2022")),
    ],
)
def test_what_figures_may_not_be_after(params: dict[str, str], limit: Limit) -> None:
    assert visit.limit(parse({"g": "GM0150", **params}, NAMES), five.READ, five.AA, {five.AA}) == limit


def test_of_a_gemeente_that_the_report_does_not_print_figures_are_of_one_year() -> None:
    """Meierijstad with the report as source: half of its pages had use of 2019, the others of 2020."""
    asked = parse({"g": "GM0150", "r": "rapport"}, NAMES)
    assert visit.limit(asked, five.READ, five.AA, ()) == Limit("2019")


@pytest.mark.parametrize("theme", THEMES)
def test_every_weight_travels(theme: str) -> None:
    assert carried(g="GM0150", **{f"w_{theme}": "0.5"}) == {"g": "GM0150", f"w_{theme}": "0.5"}


@pytest.mark.parametrize(
    ("param", "value"),
    [
        ("r", "zz"), ("j", "1800"), ("j", "20xx"), ("case", "x"), ("groep", "zz"), ("k", "-3"), ("g", "GM9999"),
        ("leden", "x"),
    ],
)  # fmt: skip
def test_a_mangled_value_is_said_once_and_goes_no_further(param: str, value: str) -> None:
    read = parse({param: value}, NAMES)
    assert read.notices
    assert visit.carried(read) == {}


def test_a_merged_gemeente_travels_as_the_one_of_today() -> None:
    assert carried(g="GM0236", leden="GM0193,GM0304") == {"g": "GM1960", "leden": "GM0193,GM1960"}


def test_another_gemeente_keeps_the_rest_and_gives_a_member_its_place_back() -> None:
    at_zwolle = parse({"g": "GM0193", "groep": "own", "leden": "GM0193,GM1960", "j": "2022"}, NAMES)
    assert at_zwolle.group.members == ()  # Zwolle itself does not count, and one other is no group
    assert visit.carried(at_zwolle, {"g": "GM0150"}) == {
        "g": "GM0150", "groep": "own", "leden": "GM0193,GM1960", "j": "2022",
    }  # fmt: skip


def test_a_shared_link_has_the_visit_the_pages_own_and_the_ordinary_choices() -> None:
    address = {"g": "GM0236", "j": "2022", "fig": "begroting_per_inwoner", "r": "zz"}
    ordinary = {"g": "GM1960", "r": "cbs", "j": "2023", "groep": "statistical"}
    assert visit.shared(parse(address, NAMES), ordinary) == {
        "g": "GM1960", "j": "2022", "fig": "begroting_per_inwoner", "r": "cbs", "groep": "statistical",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "periods", "expected"),
    [
        ("2025", ["2021", "2022", "2023"], "2023"),
        ("2022", ["2021", "2023"], "2021"),  # as near: the earlier
        ("2019", ["2017", "2020"], "2020"),
        ("2020", ["2017H1", "2019H1", "2019H2", "2021H1"], "2019H2"),
        ("2020", ["2020H1", "2020H2"], "2020H2"),
        ("2020", [], ""),
    ],
)
def test_the_nearest_period(wanted: str, periods: list[str], expected: str) -> None:
    assert visit.nearest(wanted, periods) == expected


def test_the_year_of_the_visit() -> None:
    assert visit.year(parse({}, NAMES)) == ""
    assert visit.year(parse({"r": "rapport"}, NAMES)) == "2019"
    assert visit.year(parse({"r": "rapport", "j": "2022"}, NAMES)) == "2022"


def test_with_whom_is_said_in_a_few_words() -> None:
    assert visit.with_whom((), "") == "Nederland"
    assert visit.with_whom(("Aa", "Be"), "Buurgemeenten") == "Aa en Be"
    many = tuple("ABCDE")
    assert visit.with_whom(many, "Buurgemeenten") == "5 gemeenten (buurgemeenten)"
    assert visit.with_whom(many, "Onze G5") == "5 gemeenten (Onze G5)"
    assert visit.with_whom(many, "Groep 'Hanzesteden'") == "5 gemeenten (groep 'Hanzesteden')"
    assert visit.group_inside("Nederland") == "Nederland"
