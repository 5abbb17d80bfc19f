"""The figures per wijk on *Gebruik* and *Kaart*: from a loopback feed to the screen, with and without a table."""

import re
from pathlib import Path

import pytest

from loaders import store
from loaders.build.make import build
from tests.data.screen_words import hits
from tests.feed import real_shapes, small
from tests.feed.trial import trial
from tests.feed_server import FeedServer
from tests.pages.conftest import Open, html, opener
from tests.support import snapshots

GEMEENTEN = {code: name for code, name in small.GEMEENTEN.items() if code <= "GM9342"}
OWN = "GM9007"


@pytest.fixture(scope="module")
def wijk_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as a refresh leaves it: shares per gemeente and wijken of two years, all of it invented."""
    data_dir = tmp_path_factory.mktemp("wijken")
    tables = [
        small.natura(),
        small.population(),
        real_shapes.wijken(GEMEENTEN),
        real_shapes.wijken(GEMEENTEN, 2023, "85618NED", 9.0),
        real_shapes.wijken_forms(GEMEENTEN),
    ]
    with FeedServer(tables, page_size=500) as feed:
        outcome = trial(data_dir, feed, "82972NED", "70072ned", "85984NED", "85618NED", "86204NED")
    got = {each.source_id: (each.result, each.rows_n) for each in outcome.results}
    assert got["85984NED"] == got["85618NED"] == ("new", 342 * 4)
    assert got["86204NED"] == ("new", 342 * 3 * 6)
    return data_dir


@pytest.fixture
def open_wijken(wijk_data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    return opener(wijk_data, monkeypatch)


def _table(text: str, said: str = "in natura per wijk") -> list[list[str]]:
    """Return the cells of the table of wijken of which the caption says this, row by row."""
    found = next(each for each in re.findall(r"<table.*?</table>", text, re.DOTALL) if said in each)
    rows = re.findall(r"<tr.*?</tr>", found, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


@pytest.mark.parametrize("page", ["gebruik", "kaart"])
def test_the_wijken_stand_folded_by_name_with_hidden_ones_hidden(page: str, open_wijken: Open) -> None:
    at = open_wijken(page, g=OWN)
    assert not at.exception
    assert [each.label for each in at.expander if "wijken" in each.label] == [
        "3 wijken van Voorbeeld 7 in 2024", "2 wijken van Voorbeeld 7 naar vorm van jeugdzorg in 2025"
    ]  # fmt: skip
    text = html(at)
    heading, *rows = _table(text)
    assert [row[0] for row in rows] == [
        "Heel Voorbeeld 7", "Noord &lt;b onclick=x&gt;*&amp;*&lt;/b&gt;", "Wijk 00 Zuid", "Wijk 01 Haven"
    ]  # fmt: skip
    assert [row[1:] for row in rows[:3]] == [["10,4%", "25"]] * 3
    assert set(rows[3][1:]) == {"–het CBS geeft geen cijfer (te klein, geheim of onbekend)"}
    assert "Bij 1 van de 3 wijken geeft het CBS geen cijfer" in text
    assert "85984NED" in text and "<b onclick" not in text
    assert ("Een kaart van wijken is er niet" in text) == (page == "kaart")


def test_the_forms_of_a_newer_year_stand_in_a_fold_of_their_own(open_wijken: Open) -> None:
    text = html(open_wijken("gebruik", g=OWN))
    heading, *rows = _table(text, "naar vorm")
    assert [each.split("(")[0] for each in heading[:3]] == ["Wijk", "Alle vormen", "Jeugdhulp in natura"]
    assert [row[:3] for row in rows[:2]] == [["Heel Voorbeeld 7", "600", "500"], ["Wijk 00 Zuid", "60", "50"]]
    assert rows[1][-1] == rows[2][1] == "–het CBS geeft geen cijfer (te klein, geheim of onbekend)"
    assert "86204NED" in text and "Het zijn voorlopige cijfers." in text


def test_no_list_group_search_or_map_has_a_wijk(open_wijken: Open) -> None:
    for page, more in (
        ("kaart", {"als": "lijst"}),
        ("referentiegroep", {}),
        ("vergelijking", {}),
        ("gemeente", {}),
    ):
        at = open_wijken(page, g=OWN, **more)
        assert not at.exception, page
        assert ("Wijk 00" in html(at)) == (page == "kaart"), page
        chosen = [str(option) for each in at.selectbox for option in each.options]
        assert not [option for option in chosen if "Wijk 00" in option or "WK90" in option], page
    at = open_wijken("gebruik", g="WK900700")
    assert not at.exception and "Bij &#39;WK900700&#39; hoort geen gemeente" in html(at)
    at = open_wijken("kaart", als="lijst")
    assert "Wijk 00" not in html(at)  # no gemeente was chosen


@pytest.mark.parametrize("page", ["gebruik", "kaart"])
def test_without_a_table_one_line_says_so_and_how_to_load_it(
    page: str, open_report: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_report(page, g="GM0150")
    assert not at.exception and not [each for each in at.expander if "wijken" in each.label]
    assert "Cijfers per wijk zijn nog niet geladen." in html(at)  # L1 says above how to load
    snapshots.write(tmp_path, "natura", small.natura())
    build(tmp_path)
    at = opener(tmp_path, monkeypatch)(page, g=OWN)
    assert not at.exception and not [each for each in at.expander if "wijken" in each.label]
    assert "Cijfers per wijk zijn niet geladen. Een beheerder laadt ze bij Bronnen en versies" in html(at)


def test_a_gemeente_without_wijken_says_so_and_no_word_is_wrong(open_wijken: Open) -> None:
    text = html(open_wijken("gebruik", g="GM9345"))
    assert "Van Voorbeeld 345 staan in de geladen tabellen geen cijfers per wijk" in text
    text = html(open_wijken("gebruik", g=OWN))
    part = re.sub(r"<[^>]+>", " ", text[text.index("Dit is het deel van de jongeren") :])
    assert not hits(part)


def test_nothing_of_a_wijk_is_an_observation_or_a_region(wijk_data: Path) -> None:
    opened = store.open_store(wijk_data)
    try:
        counted = "SELECT count(*) FILTER (region LIKE 'WK%') AS wijken_n, count(*) AS rows_n FROM {}"
        for table, at_least in (("observation", 1000), ("neighbour", 0), ("membership", 0)):
            row = opened.query(counted.format(table)).iloc[0]
            assert row["wijken_n"] == 0 and row["rows_n"] >= at_least, table
        assert opened.query("SELECT code FROM region WHERE code LIKE 'WK%'").empty
        assert len(opened.query("SELECT region FROM wijk")) == (2 * 2 * 4 + 6 * 3) * 342
    finally:
        opened.close()
