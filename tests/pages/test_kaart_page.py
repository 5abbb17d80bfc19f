"""The map as visitors use it: what is drawn, the list, bad links, speed and size."""

import json
from typing import Any

import pytest

from tests.pages.conftest import Open, html

PAGE = "kaart"


def spec(at: Any) -> str:
    return at.get("plotly_chart")[0].proto.spec


@pytest.mark.shared
def test_the_map_holds_every_gemeente_once_and_fits(open_cbs: Open) -> None:
    at = open_cbs(PAGE, g="GM0150")
    assert not at.exception
    assert len(spec(at)) < 600_000
    traces = json.loads(spec(at))["data"]
    dots = next(trace for trace in traces if "customdata" in trace)
    assert len(set(dots["customdata"])) == len(dots["customdata"]) == 342
    assert {trace["type"] for trace in traces} == {"scatter"}  # nothing that fetches a map from elsewhere
    assert "Getekend met de grenzen van 2024" in html(at)


@pytest.mark.shared
def test_old_figures_get_old_boundaries(open_cbs: Open) -> None:
    at = open_cbs(PAGE, fig="lasten_per_inwoner", periode="2019")
    dots = next(trace for trace in json.loads(spec(at))["data"] if "customdata" in trace)
    assert len(dots["customdata"]) == 355
    text = html(at)
    assert "Getekend met de grenzen van 2019." in text
    assert "Zonder kleur" in text and "Maastricht" in text


@pytest.mark.shared
def test_jeugdregios_with_a_lead_stay_blank(open_cbs: Open) -> None:
    at = open_cbs(PAGE, g="GM0150", fig="lasten_per_inwoner", periode="2023", vlak="jeugdregio")
    text = html(at)
    assert "per jeugdregio in 2023" in text
    assert "Eemland (met Amersfoort)" in text
    assert "IJsselland:" in text


@pytest.mark.shared
def test_the_list_is_the_same_with_links_that_choose(open_cbs: Open) -> None:
    at = open_cbs(PAGE, g="GM0150", als="lijst")
    assert not at.get("plotly_chart")
    text = html(at)
    assert text.count("<tr") > 342
    assert "g=GM0193" in text
    # with the keyboard there is a way past the links, to a place after the last of them
    way = text.index('href="#na-de-lijst"')
    assert way < text.index("</table>", way) < text.index('id="na-de-lijst"')


@pytest.mark.shared
@pytest.mark.parametrize(
    "params", [{"fig": "weg"}, {"periode": "1066"}, {"vlak": "maan"}, {"als": "bol"}, {"periode": "x" * 500}]
)
def test_a_bad_link_gives_the_ordinary_map_and_says_so(params: Any, open_cbs: Open) -> None:
    at = open_cbs(PAGE, **params)
    assert not at.exception
    assert "Een deel van de link klopt niet" in html(at)


def test_without_boundaries_there_is_a_list_of_the_report(open_report: Open) -> None:
    at = open_report(PAGE, g="GM0150")
    assert not at.exception
    assert not at.get("plotly_chart")
    text = html(at)
    assert "Er zijn geen grenzen geladen" in text
    assert "Deventer" in text and "Zutphen" in text
