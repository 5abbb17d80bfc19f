"""*Uw jeugdregio* as visitors open it: its first screen, regions that are hard, and the worked example."""

import pytest

from metrics.regions.sharing import NOTE
from tests.pages.conftest import Open, html

PAGE = "regio"


def test_with_the_report_alone_the_region_is_the_one_it_prints(open_report: Open) -> None:
    at = open_report(PAGE, g="GM0150")
    text = html(at)
    assert not at.exception
    assert "jeugdregio IJsselland" in text and "De indeling in jeugdregio" in text
    assert "Volgens &#39;Eigenwijs transformeren&#39;" in text
    assert NOTE not in text  # no amounts to divide
    nobody = html(open_report(PAGE, g="GM0193"))
    assert "weten we niet bij welke jeugdregio" in nobody and "Bronnen en versies" in nobody


@pytest.mark.shared
def test_the_first_screen_answers_and_the_example_carries_its_note(open_cbs: Open) -> None:
    at = open_cbs(PAGE, g="GM0150")
    text = html(at)
    assert not at.exception
    assert "in Deventer ongeveer even hoog als in jeugdregio IJsselland als geheel" in text
    assert len(at.get("plotly_chart")) == 3  # the map and two lines
    assert text.index("Deventer in jeugdregio IJsselland") < text.index("Als de regio lasten deelt")
    assert text.count(NOTE) >= 2
    other = open_cbs(PAGE, g="GM0150", deeljaar="2022", sleutel="mean3")
    assert "IJsselland, 2022, Naar de eigen lasten over drie jaar" in html(other)


@pytest.mark.shared
def test_a_region_that_cannot_be_divided_says_why(open_cbs: Open) -> None:
    text = html(open_cbs(PAGE, g="GM0307", deeljaar="2023"))
    assert "geld dubbel tellen" in text and "Zou dragen" not in text


@pytest.mark.shared
def test_off_on_a_public_site(open_cbs: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    text = html(open_cbs(PAGE, g="GM0150"))
    assert "Als de regio lasten deelt" not in text and NOTE not in text
    assert "C24" not in text and "rekenvoorbeeld" not in text.lower()


@pytest.mark.shared
def test_it_is_never_on_the_one_pager(open_cbs: Open) -> None:
    assert NOTE not in html(open_cbs("gemeente", g="GM0150"))
