"""One visit: gemeente, group, year and source arrive on every page, over every link, or a line says why not."""

import re
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.site import menu
from pages.ui.site.page import ABOUT_A_GEMEENTE
from pages.ui.site.visiting import visit
from tests.pages.conftest import Open, html

PAGES = [entry.name for entry in menu.entries()]
MENU_AND_FOOT = {entry.label for entry in menu.entries()}
BY_HAND = ("Voeg een gemeente toe", "Gebruik deze groep")
OWN = {"zoek": "x", "toon": "alles"}  # of a page: these go nowhere
NO_MISTAKE = "Een deel van de link klopt niet"
VISITS = (
    {"g": "GM0150", "groep": "own", "leden": "GM0193,GM0200", "j": "2022", "r": "cbs"},
    {"g": "GM0344", "groep": "statistical", "k": "5", "w_inkomen": "2", "j": "2019"},
    {"g": "GM0200", "r": "rapport", "case": "GM0150"},
)


def links(at: AppTest) -> dict[str, dict[str, str]]:
    """Every link to a page of ours on a page: its words, and what its address has."""
    return {
        link.proto.label: {key: found[0] for key, found in parse_qs(link.proto.query_string).items()}
        for part in (at.sidebar, at.main)
        for link in part.get("page_link")
    }


def shown(at: AppTest) -> dict[str, str]:
    """What the choosers of a page are set to, by their parameter."""
    return {box.key.rsplit("_", 1)[-1]: str(box.value) for box in at.main.selectbox if box.key}


@pytest.mark.parametrize("params", VISITS, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_every_link_carries_the_visit(name: str, params: dict[str, str], open_report: Open) -> None:
    """Menu, 'Volgende', footer, 'wijzig' and the five of home: from every page, so any pair of pages is walked."""
    found = links(open_report(name, **params, **OWN))
    assert found.keys() >= MENU_AND_FOOT
    for label, carried in found.items():
        apart = {"deel"}  # the part of *Over*: that page's own
        if label == "wijzig" or label.startswith(BY_HAND):
            apart |= {"groep", "leden", *OWN}  # these name the group on screen; one stays on its page
        if name == menu.HOME and label not in MENU_AND_FOOT:
            apart |= {"g"}  # the five of home choose a gemeente
        expected = {key: value for key, value in params.items() if key not in apart}
        assert {key: value for key, value in carried.items() if key not in apart} == expected, label


# Page -> what its choosers must show of a visit, and the line it says instead of what it does not have.
ARRIVES: dict[str, tuple[tuple[str, ...], str]] = {
    "gemeente": (("g", "groep", "j"), ""),
    "vergelijking": (("g", "groep", "j"), ""),
    "kosten": (("g", "j"), ""),
    "gebruik": (("g",), ""),
    "inkomen": (("g", "groep", "j"), ""),
    "referentiegroep": (("g", "groep", "j"), ""),
    "kaart": (("g", "j"), visit.NO_GROUP_ON_MAP),
    "regio": (("g",), visit.NO_GROUP_IN_REGION),
    "naast": (("g",), visit.NO_GROUP_BESIDE_ONE),
    "portretten": (("g",), visit.NO_GROUP_BESIDE_FIVE),
    "samenwerken": (("g",), visit.NO_GROUP_OF_ONE),
    "zelfevaluatie": (("g",), visit.NO_GROUP_OF_ONE),
    "nieuws": (("g",), visit.NO_GROUP_OF_ONE),
    "gesprek": (("g", "groep", "j"), ""),
    "reproductie": ((), visit.REPORT_ONLY),
    "uitspraken": ((), visit.REPORT_ONLY),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", ARRIVES)
def test_group_and_year_arrive(name: str, open_cbs: Open) -> None:
    params = VISITS[0]
    choosers, line = ARRIVES[name]
    at = open_cbs(name, **params)
    assert not at.exception
    body = html(at)
    found = shown(at)
    for param in choosers:
        assert found[param] == params[param], param
    assert line in body
    assert NO_MISTAKE not in body
    if name in ("gemeente", "vergelijking", "inkomen", "kosten", "gebruik"):
        assert "U vergelijkt met Zwolle en Apeldoorn<" in body


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["gemeente", "vergelijking", "kosten", "inkomen", "referentiegroep", "kaart"]
)
@pytest.mark.parametrize(("code", "year"), [("GM0150", "2023"), ("GM0344", "2023"), ("GM1961", "2022")])
def test_one_default_year(name: str, code: str, year: str, open_cbs: Open) -> None:
    """The newest with lasten of the gemeente: Vijfheerenlanden delivered no rekening of 2023."""
    at = open_cbs(name, g=code)
    found = shown(at)
    assert found["j"] == year, found


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "params", "line"),
    [
        # another page of ours put it there: no mistake, and the nearest is shown
        ("vergelijking", {"g": "GM0150", "j": "2025"}, "Over 2025 is er hier geen cijfer van Deventer. U ziet 2023."),
        ("kaart", {"g": "GM0150", "j": "2025"}, "Over 2025 is er hier geen cijfer van Deventer. U ziet 2023."),
        ("gemeente", {"g": "GM0175", "groep": "report"}, "Van Ommen is er geen groep 'Groep van het rapport'."),
        ("kosten", {"g": "GM0175", "groep": "report"}, "Van Ommen is er geen groep 'Groep van het rapport'."),
        ("referentiegroep", {"g": "GM0175", "groep": "report"}, "Van Ommen is er geen groep 'Groep van het rapport'."),
        ("inkomen", {"g": "GM0175", "r": "rapport"}, visit.other_source("Ommen", "rapport")),
        ("kosten", {"g": "GM0150", "r": "rapport"}, visit.ON_CBS),
        ("gebruik", {"g": "GM0150", "r": "rapport"}, visit.ON_CBS),
        ("kaart", {"g": "GM0150", "r": "rapport"}, visit.ON_CBS),
        ("gemeente", {"g": "GM0150", "r": "rapport", "groep": "size"}, visit.PRINTED),
        ("reproductie", {"g": "GM0150", "j": "2022"}, visit.REPORT_ONLY),
        ("nieuws", {"g": "GM0150", "j": "2022"}, visit.NO_YEAR),
        ("samenwerken", {"g": "GM0150", "j": "2022"}, visit.NO_YEAR),
        ("methode", {"g": "GM0150", "j": "2022"}, visit.ONLY_RULES),
        ("inkomen", {"g": "GM0150", "j": "2022"}, visit.other_year_of_income("2022", "2021")),
    ],
)  # fmt: skip
def test_what_a_page_does_not_have_is_said_in_a_line(
    name: str, params: dict[str, str], line: str, open_cbs: Open
) -> None:
    body = html(open_cbs(name, **params))
    assert line in body.replace("&#39;", "'")
    assert NO_MISTAKE not in body


SAYS_SO = (visit.NO_YEAR, visit.REPORT_ONLY, visit.ONLY_RULES)
ADDRESS = re.compile(r"[?&]\S*=")  # the page's own link names the year too


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(ABOUT_A_GEMEENTE | {"methode", "reproductie", "uitspraken"}))
def test_a_page_on_which_the_year_changes_nothing_says_so(name: str, open_cbs: Open) -> None:
    """And a page on which it does says no such thing."""
    words = []
    for year in ("2022", "2019"):
        parts = re.split(r"(\s+)", html(open_cbs(name, g="GM0150", j=year)))
        body = "".join("" if ADDRESS.search(part) else part for part in parts)
        words.append(re.sub(r"/bestand/[^'\"]*", "", body))
    assert (words[0] == words[1]) == any(line in words[0] for line in SAYS_SO)


@pytest.mark.shared
def test_a_year_with_a_begroting_alone_opens_on_it(open_cbs: Open) -> None:
    assert "Voor 2025 begrootte Deventer" in html(open_cbs("kosten", g="GM0150", j="2025"))


SECOND = {
    "gemeente": "Jeugdhulp zonder verblijf, tot 23 jaar, eerste halfjaar van 2020: 6,7%",
    "vergelijking": "In het eerste halfjaar van 2020 kreeg 6,7% van de jongeren tot 23 jaar in Deventer",
    "gebruik": "Jeugdhulp zonder verblijf, 1e halfjaar 2020",
}


@pytest.mark.shared
@pytest.mark.parametrize("name", SECOND)
@pytest.mark.parametrize(("code", "gemeente"), [("GM0150", "Deventer"), ("GM0175", "Ommen")])
def test_the_newest_measure_of_use_leads_everywhere(
    name: str, code: str, gemeente: str, open_cbs: Open
) -> None:
    """The five of the report are as new as everybody else; what they have besides is said second."""
    body = html(open_cbs(name, g=code))
    newest = body.index("In het eerste halfjaar van 2025 kreeg")
    assert f"van de jongeren tot 18 jaar in {gemeente} jeugdhulp in natura" in body
    assert (body.find(SECOND[name]) > newest) == (code == "GM0150")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("asked", "offered"),
    [("GM0788", {"GM0757": "Boxtel", "GM0824": "Oisterwijk", "GM0855": "Tilburg", "GM0865": "Vught"}),
     ("Devneter", {"GM0150": "Deventer"})],
)  # fmt: skip
@pytest.mark.parametrize("name", PAGES)
def test_what_an_address_may_mean_is_offered_on_every_page(
    name: str, asked: str, offered: dict[str, str], open_cbs: Open
) -> None:
    at = open_cbs(name, g=asked, j="2022")
    assert not at.exception
    found = links(at)
    for code, label in offered.items():
        assert {key: found[label][key] for key in ("g", "j")} == {"g": code, "j": "2022"}
