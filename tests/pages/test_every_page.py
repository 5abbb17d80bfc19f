"""Every page in four situations: as it opens, another gemeente, nothing loaded, a bad address."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from metrics.places.country import GroupError
from pages.ui.site import menu
from tests.data.screen_words import stumbles
from tests.pages.conftest import Open, html, opener
from tests.pages.test_words_explained import held

PAGES = [entry.name for entry in menu.entries()]
FRAME = "Eigenwijzer is geen uitgave van"  # in the footer: the page ran to its end
_LEVELS = re.compile(r"<h([1-6])[ >]")


def headings(body: str) -> list[int]:
    """Levels of the headings of a page in the order in which they are heard."""
    return [int(level) for level in _LEVELS.findall(body)]


def in_order(levels: list[int]) -> bool:
    """Say whether one h1 opens the page and no level is passed over on the way down."""
    return levels[:1] == [1] and levels.count(1) == 1 and all(b <= a + 1 for a, b in pairwise(levels))


_YEAR = re.compile(r"(?:19|20)\d\d")
_COURSE = re.compile(r"\b(?:ste(?:eg|gen)|daalde?n?|even hoog|ongeveer gelijk|geen cijfers?|Geen)\b")
_ENGLISH = re.compile(r"\b(?:the|and|with|from|which|please|your|not|this)\b", re.IGNORECASE)
_CODE = re.compile(r"<(code|pre|textarea|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


def charts(at: AppTest) -> list[tuple[str, str]]:
    """Every chart of a page: its description, and the HTML from there to the next chart or the end of the page."""
    found: list[list[str]] = []
    for element in leaves(at.main):
        if element.type == "plotly_chart":
            found.append([element.proto.alt, ""])
        elif element.type == "html" and found:
            found[-1][1] += element.proto.body
    return [(alt, below) for alt, below in found]


def leaves(block: Any) -> Iterator[Any]:
    """What stands on a page, in its order."""
    for child in block.children.values():
        if getattr(child, "children", None):
            yield from leaves(child)
        else:
            yield child


def says_enough(alt: str, below: str) -> bool:
    """Say whether a description has what the chart says (a figure that is no year, or a course), and a table stands
    beneath; the small map of home is a way to choose, and has the search beside it.
    """
    tells = re.search(r"\d", _YEAR.sub("", alt)) or _COURSE.search(alt)
    return bool(tells) and ("<table" in below or "Een klik kiest" in alt)


def english(body: str) -> list[str]:
    """Return words of another language in what is read: each would need a mark of its own for a screen reader."""
    return _ENGLISH.findall(_CODE.sub(" ", body))


def test_a_description_without_what_the_chart_says_is_seen() -> None:
    rest = "De waarden staan in de tabel onder de figuur."
    assert says_enough(f"De lasten stegen van 2019 tot 2021. {rest}", "<table>")
    assert says_enough(f"Deventer: € 350. {rest}", "<table>")
    assert not says_enough(f"Een balk per jaar van 2017 tot en met 2023. {rest}", "<table>")
    assert not says_enough(f"Deventer: € 350. {rest}", "<p>")
    assert english("<p>Not found</p><code>from x</code>") == ["Not"]


@pytest.mark.parametrize("name", PAGES)
def test_opens_without_a_choice(name: str, open_report: Open) -> None:
    """Also without a gemeente a page says what it is and, where one must be chosen, what there is to find."""
    at = open_report(name)
    assert not at.exception
    held(name, at)
    body = html(at)
    assert FRAME in body
    assert body.count("<h1") == 1
    if "Kies eerst een gemeente" in body:
        entry = menu.entry(name)
        assert f"<h1>{escape(entry.label)}</h1>" in body and escape(entry.purpose) in body
        assert body.index("<h1") < body.index("Kies eerst een gemeente")


def test_every_page_has_a_purpose() -> None:
    for entry in menu.entries():
        assert entry.purpose.endswith(".") and len(entry.purpose) > 30, entry.name


def test_a_page_that_fails_before_its_heading_has_one(
    open_report: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A known error, before and after the page drew its own heading: always one h1, and the footer."""

    def fails(*_: object, **__: object) -> None:
        raise GroupError("Grenzen zijn niet geladen.")

    monkeypatch.setattr("pages.ui.site.visiting.choosing.choose", fails)
    before = html(open_report("vergelijking", g="GM0150"))
    assert before.count("<h1") == 1 and before.index("<h1>Vergelijken</h1>") < before.index("Grenzen zijn")
    monkeypatch.undo()
    monkeypatch.setattr("pages.ui.brief.html.story", fails)
    after = html(open_report("gemeente", g="GM0150"))
    assert after.count("<h1") == 1 and "<h1>Deventer</h1>" in after
    assert all("Grenzen zijn niet geladen." in body and FRAME in body for body in (before, after))


def test_a_page_that_fails_unexpectedly_has_a_heading_too(
    open_report: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server's handler says what to do (tests/pages/ui/site/serving/test_server.py); not which page it is."""

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("pages.ui.kosten.sections.choose", fails)
    at = open_report("kosten", g="GM0150")
    assert [each.message for each in at.exception] != []
    assert html(at).count("<h1") == 1 and "<h1>Begroting en rekening</h1>" in html(at)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("code", ["GM0150", "GM1894"])
def test_report_only(name: str, code: str, open_report: Open) -> None:
    at = open_report(name, g=code)
    assert not at.exception
    held(name, at)
    body = html(at)
    assert FRAME in body
    assert in_order(headings(body)), headings(body)
    assert stumbles(body) == []
    assert english(body) == []
    assert [alt for alt, below in charts(at) if not says_enough(alt, below)] == []


@pytest.mark.shared
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("code", ["GM0150", "GM0175", "GM0307"])
def test_with_cbs(name: str, code: str, open_cbs: Open) -> None:
    """Ommen is not in the report; Amersfoort has no plausible figure for 2019."""
    at = open_cbs(name, g=code)
    assert not at.exception
    held(name, at)
    body = html(at)
    assert FRAME in body
    assert in_order(headings(body)), headings(body)
    assert stumbles(body) == []
    assert english(body) == []
    assert [alt for alt, below in charts(at) if not says_enough(alt, below)] == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "params",
    [
        {"g": "GM9999", "r": "nietbestaand", "j": "1800"},
        {"g": "<script>alert(1)</script>", "v": "../../etc", "groep": "'; DROP TABLE x"},
        {"g": "GM0150", "k": "9" * 5000, "s": "\x00", "i": "lasten_per_inwoner;--"},
    ],
)
def test_bad_address(name: str, params: dict[str, str], open_report: Open) -> None:
    at = open_report(name, **params)
    assert not at.exception
    body = html(at)
    assert "<script>" not in body
    assert FRAME in body


@pytest.mark.shared
@pytest.mark.parametrize("name", PAGES)
def test_bad_address_with_cbs(name: str, open_cbs: Open) -> None:
    at = open_cbs(name, g="GM0150", r="zz", j="1800", s="x", groep="zz", i="zz", k="-3")
    assert not at.exception
    assert FRAME in html(at)


def test_a_build_that_is_gone_is_made_again(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for build in (own_data / "builds").glob("*.duckdb"):
        build.unlink()
    at = opener(own_data, monkeypatch)("vergelijking", g="GM0150")
    assert not at.exception
    assert "Deventer" in html(at)


def test_a_damaged_build_is_made_again(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for build in (own_data / "builds").glob("*.duckdb"):
        build.write_bytes(build.read_bytes()[:1000])
    at = opener(own_data, monkeypatch)("vergelijking", g="GM0150")
    assert not at.exception
    assert "Deventer" in html(at)


def test_a_merged_gemeente_leads_to_its_successor(open_report: Open) -> None:
    """Geldermalsen (GM0236) became West Betuwe on 1 January 2019."""
    at = open_report("vergelijking", g="GM0236")
    assert not at.exception
    assert "Geldermalsen hoort sinds 2019 bij West Betuwe" in html(at)
