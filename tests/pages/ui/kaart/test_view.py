"""The map: what it says, which areas stay blank and why, and the list that says the same."""

import base64
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import MultiPolygon, box

from metrics import figures as figures_of
from metrics.comparing.areas import AreaValue
from metrics.grid import Grid
from metrics.records import Indicator
from pages.ui.charts import outlines, screen
from pages.ui.charts.spec.map import MapChart, Shape
from pages.ui.kaart import view
from pages.ui.kaart.view import MapStory
from pages.ui.parts.atlas import atlas
from pages.ui.parts.tables_html import html
from pages.ui.site import mapping

COST = Indicator(
    "lasten_per_inwoner", "Lasten per inwoner", "Lasten per inwoner", "eur", "lasten", "inwoners", "geen", "", (),
    ("C1", "C19"), 0,
)  # fmt: skip
SHARE = Indicator(
    "zonder_verblijf", "Jeugdhulp zonder verblijf", "Jeugdhulp zonder verblijf", "pct", "n", "n", "geen", "", (),
    ("C1",), 1,
)  # fmt: skip
NAMES = {
    "GM0001": "Een",
    "GM0002": "Twee",
    "GM0003": "Drie",
    "GM0004": "Vier",
    "JZ01": "Noord",
    "JZ02": "Zuid",
}


def boundaries() -> pd.DataFrame:
    shapes = {
        "GM0001": box(5, 52, 5.1, 52.1),
        "GM0002": MultiPolygon([box(5.1, 52, 5.11, 52.01), box(5.2, 52, 5.3, 52.1)]),
        "GM0003": box(5, 53, 5.3, 53.3).difference(box(5.1, 53.1, 5.2, 53.2)),
        "GM0004": shapely.Polygon(),
    }
    return pd.DataFrame(
        {"region": list(shapes), "wkb": [bytearray(shapely.to_wkb(each)) for each in shapes.values()]}
    )


OUTLINES = outlines.outlines(boundaries())


def story(*areas: AreaValue, **changes: object) -> MapStory:
    given = areas or (AreaValue("GM0001", 300.4), AreaValue("GM0002", 99.6), AreaValue("GM0003", 250.0))
    made: dict[str, object] = {
        "indicator": COST, "period": "2023", "level": "gemeente", "areas": given,
        "name": lambda code: NAMES.get(code, code), "source": "CBS 1", "boundary_year": 2023,
    }  # fmt: skip
    return MapStory(**{**made, **changes})


def test_outlines_have_outer_rings_first_then_holes_and_a_centre_inside_the_largest_part() -> None:
    assert set(OUTLINES) == {"GM0001", "GM0002", "GM0003"}  # the fourth has no surface
    assert [len(each.rings) for each in OUTLINES.values()] == [1, 2, 2]
    assert [each.outer_n for each in OUTLINES.values()] == [1, 2, 1]
    assert 5.2 < OUTLINES["GM0002"].centre[0] < 5.3
    assert not (5.1 < OUTLINES["GM0003"].centre[0] < 5.2 and 53.1 < OUTLINES["GM0003"].centre[1] < 53.2)


def test_growth_names_both_its_years() -> None:
    grown = story(dated="rekening 2022-2023")
    assert view.title(grown).startswith("Lasten per inwoner, rekening 2022-2023: van ")
    assert view.chart(grown, OUTLINES).title == "Lasten per inwoner, rekening 2022-2023"
    assert view.listing(grown).caption == "Lasten per inwoner per gemeente, rekening 2022-2023"


def test_the_title_says_from_where_to_where() -> None:
    assert view.title(story()) == "Lasten per inwoner in 2023: van €\xa0100 in Twee tot €\xa0300 in Een"
    half = story(
        indicator=SHARE, period="2020H1", areas=(AreaValue("GM0001", 7.04), AreaValue("GM0002", 8.0))
    )
    assert view.title(half) == (
        "Jeugdhulp zonder verblijf in het eerste halfjaar van 2020: van 7,0% in Een tot 8,0% in Twee"
    )
    regions = story(AreaValue("JZ01", 300.0), AreaValue("JZ02", 310.0), level="jeugdregio")
    assert view.title(regions).startswith("Lasten per inwoner per jeugdregio in 2023: van")


def test_without_spread_the_title_claims_none() -> None:
    same = story(AreaValue("GM0001", 300.1), AreaValue("GM0002", 299.9))
    assert view.title(same) == "Lasten per inwoner in 2023"
    assert view.title(story(AreaValue("GM0001", None, "niet_geladen"))) == "Lasten per inwoner in 2023"


def test_the_place_of_a_gemeente_goes_by_printed_values() -> None:
    areas = (AreaValue("GM0001", 300.4), AreaValue("GM0002", 299.6), AreaValue("GM0003", 250.0))
    assert view.place(story(*areas, own="GM0001")) == (
        "Een: €\xa0300. 1 gemeente lager, geen hoger, 1 ongeveer even hoog (van 3 gemeenten met dit cijfer)."
    )
    assert "om een gemeente te kiezen" in view.place(story(*areas))


@pytest.mark.parametrize(
    ("area", "reason"),
    [
        (AreaValue("GM0001", None, "boekt_voor_anderen"), "boekt mogelijk ook lasten voor andere gemeenten"),
        (AreaValue("GM0001", None, "niet_plausibel"), "het bedrag past niet bij andere jaren"),
        (AreaValue("GM0001", None, "niet_geleverd"), "leverde de gegevens over dit jaar niet aan"),
        (AreaValue("GM0001", None, "niet_geladen"), "nog niet opgehaald"),
        (
            AreaValue("GM0001", None, "geen_cijfer", ("GM0002", "GM0003")),
            "geen bruikbaar cijfer voor Twee en Drie",
        ),
    ],
)
def test_a_blank_area_says_why(area: Any, reason: Any) -> None:
    assert reason in view.place(story(area, own="GM0001"))
    assert reason in view.detail(area, NAMES.__getitem__)


def test_who_is_blank_is_named_unless_they_are_many() -> None:
    shown = story(AreaValue("GM0001", None, "nul_als_ontbrekend"), AreaValue("GM0002", 1.0))
    assert view.notes(shown)[0] == "1 van de 2 gemeenten heeft hier geen bruikbaar cijfer: Een."
    many = story(
        *(AreaValue(f"GM{n:04}", None, "nul_als_ontbrekend") for n in range(20)), AreaValue("GM9999", 1.0)
    )
    assert view.notes(many)[0] == "20 van de 21 gemeenten hebben hier geen bruikbaar cijfer."


def test_the_map_says_who_books_for_others_and_the_list_too() -> None:
    lead = AreaValue("GM0001", None, "boekt_voor_anderen")
    shown = story(lead, AreaValue("GM0002", 1.0), AreaValue("GM0003", 2.0, remarks=("C6_deels",)))
    first, second, *_ = view.notes(shown)
    assert first.startswith("Zonder kleur: Een.") and "Lasten min baten per inwoner" in first
    assert (
        second == "Met een kanttekening (boekt mogelijk een deel van de lasten voor andere gemeenten): Drie."
    )
    text = html(view.listing(shown))
    assert "boekt mogelijk ook lasten" in text and "boekt mogelijk een deel van de lasten" in text
    regions = story(
        AreaValue("JZ01", None, "boekt_voor_anderen", ("GM0001",)), AreaValue("JZ02", 1.0), level="jeugdregio"
    )
    assert view.notes(regions)[0].startswith("Zonder kleur: Noord (met Een).")


def test_a_figure_of_a_later_gemeente_and_of_a_part_of_a_jeugdregio_is_said() -> None:
    assert view.detail(AreaValue("GM0001", 1.0, gemeente="GM0002"), NAMES.__getitem__) == (
        "cijfer van Twee, waar het nu bij hoort"
    )
    assert view.detail(AreaValue("JZ01", 1.0, missing=("GM0002",)), NAMES.__getitem__) == "zonder Twee"


def test_boundaries_of_another_year_are_said() -> None:
    assert view.notes(story())[-1] == "Getekend met de grenzen van 2023."
    other = story(boundary_year=2024, level="jeugdregio", division_year=2026)
    assert view.notes(other)[-1] == (
        "Getekend met de grenzen van 2024; die van 2023 zijn niet geladen. Jeugdregio's volgens de indeling van 2026."
    )


def test_chart_and_list_hold_the_same_figures() -> None:
    shown = story(
        AreaValue("GM0001", 300.4), AreaValue("GM0002", None, "niet_geleverd"), AreaValue("GM0003", 2.0)
    )
    chart = view.chart(shown, OUTLINES)
    listed = {str(row["naam"].value): row["waarde"].value for row in view.listing(shown).rows}
    assert listed == {shape.name: shape.value for shape in chart.shapes}
    assert list(listed) == ["Een", "Drie", "Twee"]  # high to low, blank last
    assert "lijst" in chart.alt


def test_names_in_the_list_lead_to_the_choice() -> None:
    text = html(view.listing(story(), lambda code: f"/kaart?g={code}"))
    assert 'href="/kaart?g=GM0002"' in text


def test_the_caveat_on_groups_stays_off_a_map_and_use_gets_its_own() -> None:
    assert view.caveats(story()) == ("C1",)
    assert view.caveats(story(indicator=SHARE)) == ("C1", "C17")


def test_what_can_be_drawn_has_more_than_one_gemeente() -> None:
    cost = [("lasten_per_inwoner", code, year) for code in ("GM0001", "GM0002") for year in ("2022", "2023")]
    alone = [("lasten_per_inwoner", "GM0001", "2021"), ("zonder_verblijf", "GM0001", "2023H1")]
    rows = [*cost, *alone, ("zonder_verblijf", "NL01", "2023H1")]
    frame = pd.DataFrame(rows, columns=["indicator", "region", "period"]).assign(value=1.0)
    known = {"zonder_verblijf": SHARE, "lasten_per_inwoner": COST}
    grid = Grid(figures_of.complete(frame))
    found = atlas(grid, known)
    assert found.titles == {"lasten_per_inwoner": "Lasten per inwoner"}
    assert list(found.periods["lasten_per_inwoner"].items()) == [("2023", "2023"), ("2022", "2022")]
    assert atlas(grid, known, ["GM0001"]).titles == {}  # one gemeente is no group


def test_lines_go_as_bytes_and_a_gap_stays_a_gap() -> None:
    rings = (tuple((5 + n / 100, 52.0) for n in range(250)), ((6.0, 52.5), (6.1, 52.5), (6.1, 52.6)))
    shape = Shape("GM0001", "Eikenstad", rings, (5.5, 52.0), 1.0)
    figure = screen.figure(
        MapChart(title="t", alt="a", source="s", shapes=(shape,), unit="eur", value_title="v", own="GM0001")
    )
    for trace in figure["data"][:2]:  # the filled area, and the outline of the own one
        assert trace["x"]["dtype"] == "f4"
        xs = np.frombuffer(base64.b64decode(trace["x"]["bdata"]), dtype=np.float32)
        assert len(xs) == 250 + 1 + 3 + 1
        assert list(np.flatnonzero(np.isnan(xs))) == [250, 254]
        assert abs(max(xs[:250]) - 7.49) < 0.001
    assert figure["layout"]["xaxis"]["range"] == pytest.approx([5 - 0.0249, 7.49 + 0.0249])


@pytest.mark.parametrize(
    ("customdata", "code"),
    [
        ("GM0193", "GM0193"),
        (["GM0193"], "GM0193"),
        ("JZ07", ""),
        (None, ""),
        ([], ""),
        (7, ""),
        ({"x": 1}, ""),
    ],
)
def test_a_click_gives_the_code_of_a_gemeente_or_nothing(customdata: Any, code: Any) -> None:
    assert mapping.clicked_code(customdata) == code


def test_every_area_with_an_outline_is_in_the_figure_once() -> None:
    figure = screen.figure(view.chart(story(own="GM0001"), OUTLINES))
    dots = next(trace for trace in figure["data"] if "customdata" in trace)
    assert dots["customdata"] == ["GM0001", "GM0002", "GM0003"]
    assert "geo" not in json.dumps(figure)  # nothing that would fetch a map from elsewhere
