"""A comparison: rows in order, figures found by key, what is not there said to be not loaded."""

import pandas as pd
import pytest

from metrics import figures
from metrics.comparing.comparison import Comparison, Place, places_of, printed_places
from metrics.comparing.reading import GROUP
from metrics.facts import Facts
from metrics.report import printed
from tests.metrics.build_figures import ratios

NAMES = {"GM0150": "Deventer", "GM0200": "Apeldoorn", "NL01": "Nederland"}


def test_places_own_first_then_beside_then_members_without_own() -> None:
    country = Place("NL01", "Nederland", "nederland")
    made = places_of("GM0150", ["GM0200", "GM0150"], NAMES, before=[country])
    assert [(place.code, place.role) for place in made] == [
        ("GM0150", "own"),
        ("NL01", "nederland"),
        ("GM0200", "other"),
    ]


def test_a_figure_that_is_not_there_is_not_loaded() -> None:
    made = Comparison.of_frame(places_of("GM0150", [], NAMES), figures.empty())
    assert made.figure("lasten_per_inwoner", "GM0150", "2019").reason == "niet_geladen"
    assert made.value("lasten_per_inwoner", "GM0150", "2019") is None
    assert made.country is None


def test_a_missing_value_is_none_and_keeps_its_reason() -> None:
    frame = pd.DataFrame(
        [
            {
                "indicator": "a",
                "region": "GM0150",
                "period": "2019",
                "value": None,
                "cell_status": "nul_als_ontbrekend",
            }
        ]
    )
    got = Comparison.of_frame(places_of("GM0150", [], NAMES), figures.complete(frame)).figure(
        "a", "GM0150", "2019"
    )
    assert (got.value, got.reason) == (None, "nul_als_ontbrekend")


@pytest.mark.parametrize(
    ("status", "provisional"), [("definitief", False), ("voorlopig", True), ("nader_voorlopig", True)]
)
def test_provisional(status: str, provisional: bool) -> None:
    frame = pd.DataFrame(
        [{"indicator": "a", "region": "GM0150", "period": "2019", "value": 1.0, "period_status": status}]
    )
    got = Comparison.of_frame(places_of("GM0150", [], NAMES), figures.complete(frame)).figure(
        "a", "GM0150", "2019"
    )
    assert got.is_provisional is provisional


def test_the_rows_of_table_2_as_printed(report_facts: Facts) -> None:
    """Table 2 (lines 449-455): Deventer, its size class, Nederland and the four references."""
    made = printed_places(report_facts.report_cells, 2, "GM0150", NAMES)
    assert [place.role for place in made] == ["own", "extra", "nederland", "other", "other", "other", "other"]
    shown = Comparison.of_frame(made, printed.figures_of_report(report_facts.report_cells))
    assert shown.value("lasten_per_inwoner", "GM0150", "2019") == 240
    assert shown.value("index_rapport", "SIZE:100000-150000", "2019") == 192


def test_a_region_is_called_a_jeugdregio(report_facts: Facts) -> None:
    made = printed_places(report_facts.report_cells, 7, "GM0297", {"JZ30": "Rivierenland"})
    assert [place.name for place in made if place.role == "extra"] == ["Jeugdregio Rivierenland"]


def test_a_reference_can_be_the_chosen_one(report_facts: Facts) -> None:
    made = printed_places(report_facts.report_cells, 2, "GM0200", NAMES)
    assert made[0] == Place("GM0200", "Apeldoorn", "own")
    assert Place("GM0150", "Deventer", "other") in made


ROWS = ratios(
    [("GM0150", 240, 1), ("GM0200", 300, 1), ("GM0301", 200, 3), ("GM0307", 900, 1, "boekt_voor_anderen"),
     ("NL01", 5000, 20)], period="2019",
)  # fmt: skip


def test_the_group_is_made_of_the_members_without_own_and_is_made_once() -> None:
    beside = [Place(GROUP, "Groep", "group"), Place("NL01", "Nederland", "nederland")]
    codes = ["GM0150", "GM0200", "GM0301", "GM0307"]
    made = Comparison.of_frame(places_of("GM0150", codes, NAMES, before=beside), ROWS)
    group = made.figure("lasten_per_inwoner", GROUP, "2019")
    assert (group.value, group.left_out) == (125.0, {"GM0307": "boekt_voor_anderen"})
    assert made.figure("lasten_per_inwoner", GROUP, "2019") is group
    assert made.value("lasten_per_inwoner", "NL01", "2019") == 250.0
    assert made.own_figure("lasten_per_inwoner", "2019").value == 240.0
    assert made.periods("lasten_per_inwoner") == ("2019",)
    assert made.has("lasten_per_inwoner", "2019") and not made.has("lasten_per_inwoner", "2018")


def test_what_may_not_be_compared_is_shown_and_not_compared() -> None:
    made = Comparison.of_frame(places_of("GM0307", ["GM0200"], NAMES), ROWS)
    assert made.value("lasten_per_inwoner", "GM0307", "2019") == 900.0
    assert made.comparable("lasten_per_inwoner", "GM0307", "2019") is None
    assert made.comparable("lasten_per_inwoner", "GM0200", "2019") == 300.0
