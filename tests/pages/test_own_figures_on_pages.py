"""An analyst's own figures on every page that shows the figure: marked, in words, and in no other session or link."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from metrics.comparing.own_figures import OwnFigure
from pages.ui.site.visiting import entered
from tests.pages.conftest import Open, html

OWN = (
    OwnFigure("GM0150", 2023, "jaarrekening", 40_000_000.0),
    OwnFigure("GM0150", 2024, "jaarrekening", 44_000_000.0),
    OwnFigure("GM0193", 2023, "jaarrekening", 60_000_000.0),
)


def with_own(at: AppTest, **params: Any) -> str:
    """Return a page as the visitor sees it who entered the figures."""
    at.session_state[entered._FIGURES] = OWN
    for key, value in params.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    return html(at)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gemeente", "per inwoner (eigen opgave)"),
        ("vergelijking", "(eigen opgave)"),
        ("kosten", "€\xa0389 per inwoner (eigen opgave)"),
        ("referentiegroep", "Deventer €\xa0389 (eigen opgave), groep van het rapport"),
        ("kaart", "(eigen opgave)"),
    ],
)
def test_a_page_shows_the_own_figure_with_its_mark_and_words(name: str, said: str, open_cbs: Open) -> None:
    params = {"fig": "lasten_per_inwoner"} if name in ("referentiegroep", "kaart") else {}
    at = open_cbs(name, g="GM0150", **params)
    before = html(at)
    assert "✚" not in before.partition("Woorden op deze pagina")[0]  # where the mark itself is explained
    text = with_own(at)
    assert said in text
    assert "€\xa0389✚" in text  # 40 million over 102,781 inhabitants
    assert "Eigen opgave ✚ telt mee in dit venster" in text
    links = re.findall(r'value="(http[^"]*)"', text)
    assert links and not any("40000000" in link or "opgave" in link for link in links)
    assert html(open_cbs(name, g="GM0150", **params)) == before  # another session sees nothing of it


@pytest.mark.shared
def test_a_member_of_the_group_counts_with_its_own_figure_and_that_is_said(open_cbs: Open) -> None:
    at = open_cbs("vergelijking", g="GM0150")
    official = re.findall(r"Groep van het rapport, samen.{0,200}", html(at), re.DOTALL)
    text = with_own(at)
    assert "Groep met eigen opgave van Zwolle." in text
    assert "Cijfers van Zwolle met ✚ zijn een eigen opgave. Ze komen niet van het CBS." in text
    assert re.findall(r"Groep van het rapport, samen.{0,200}", text, re.DOTALL) != official


@pytest.mark.shared
@pytest.mark.parametrize("name", ["gemeente", "vergelijking", "kosten", "inkomen", "gebruik", "kaart"])
def test_a_year_that_only_the_analyst_has_can_be_chosen_and_is_not_opened_unasked(
    name: str, open_cbs: Open
) -> None:
    at = open_cbs(name, g="GM0150")
    text = with_own(at)
    if name in ("gemeente", "vergelijking", "kosten"):
        assert re.search(r"In 2023 (waren|had|was)[^.]{0,120}Deventer", text)
    text = with_own(at, j="2024")
    if name in ("gemeente", "vergelijking", "kosten"):
        assert "€\xa0426✚" in text  # 44 million over 103,405 inhabitants
    if name == "kosten":
        assert "44.000✚" in text  # beside the begroting, in thousands
        assert "Rekening 2024 (eigen opgave)" in text  # a part of the index
    assert "van 1 gemeenten" not in text


@pytest.mark.shared
def test_what_a_page_makes_of_a_build_is_not_kept_for_others(open_cbs: Open, cbs_data: Path) -> None:
    at = open_cbs("gemeente", g="GM0150")
    with_own(at)
    report = open_cbs("reproductie")
    assert "✚" not in html(report)
    mixed = open_cbs("reproductie")
    mixed.session_state[entered._FIGURES] = OWN
    mixed.run()
    assert "✚" not in html(mixed)  # the report is recomputed on official figures alone


@pytest.mark.shared
def test_an_export_of_another_site_is_stated_by_the_gemeente_and_shown(open_cbs: Open) -> None:
    at = open_cbs("referentiegroep", g="GM0150")
    text = "Periode;Gemeente;Voortijdig schoolverlaters (%)\n2019;Deventer;1,9\nBron: DUO <b>2019</b>\n"
    at.file_uploader[0].set_value(("export.csv", text.encode(), "text/csv")).run()
    assert not at.exception
    (kept,) = at.session_state["eigen_opgaven"]
    assert (kept.topic, kept.value, kept.source) == ("schoolverlaters_deel", 1.9, "DUO <b>2019</b>")
    sheet = open_cbs("gemeente", g="GM0150")
    sheet.session_state["eigen_opgaven"] = (kept,)
    sheet.run()
    shown = html(sheet)
    assert "Deel voortijdig schoolverlaters, 2019" in shown
    assert "<b>2019</b>" not in shown


FORECASTS = (
    OwnFigure("GM0150", 2023, "prognose", 34_000_000.0, "maart"),
    OwnFigure("GM0150", 2023, "prognose", 38_500_000.0, "<b>september</b>"),
    OwnFigure("GM0150", 2023, "begroting_na_wijziging", 37_000_000.0, "juli"),
)


@pytest.mark.shared
def test_forecasts_stand_beside_the_rekening_and_count_in_nothing_else(open_cbs: Open) -> None:
    at = open_cbs("kosten", g="GM0150")
    before = html(at)
    assert "Prognoses" not in before
    at.session_state[entered._FIGURES] = FORECASTS
    at.run()
    assert not at.exception
    text = html(at)
    begin, end = text.index("Wat u tijdens het jaar verwachtte"), text.index('id="index"')
    mine = text[begin:end]
    # Iv3: 35,988 thousand; beside 34,000 that is 5.8% more, beside the last one entered 2.7% less
    assert "De rekening van 2023 was €\xa036,0\xa0miljoen" in mine.replace(" miljoen", "\xa0miljoen")
    assert "meer (5,8%) dan de prognose maart" in mine
    assert "minder (2,7%) dan de begroting na wijziging juli" in mine
    assert "34.000✚" in mine and "+1.988" in mine
    assert "&lt;b&gt;september" in mine and "<b>september" not in mine
    assert "telt mee in dit venster" not in text
    # the rest of the page is what it was, to the letter
    assert _figures_only(text[: text.rindex("<", 0, begin)] + text[end:]) == _figures_only(before)
    sheet = open_cbs("gemeente", g="GM0150")
    plain = html(sheet)
    sheet.session_state[entered._FIGURES] = FORECASTS
    sheet.run()
    assert _figures_only(html(sheet)) == _figures_only(plain)


def _figures_only(text: str) -> list[str]:
    return re.findall(r"<t[dh][^>]*>[^<]*", text)
