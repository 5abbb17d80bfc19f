"""A comparison: rows in order, figures found by key, what is not there said to be not loaded."""

import pandas as pd
import pytest

from metrics import figures
from metrics.comparing.comparison import NOT_LOADED, Comparison, Place, places_of, printed_places
from metrics.facts import Facts
from metrics.report import printed

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
    made = Comparison(places_of("GM0150", [], NAMES), figures.empty())
    assert made.figure("lasten_per_inwoner", "GM0150", "2019") is NOT_LOADED
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
    got = Comparison(places_of("GM0150", [], NAMES), figures.complete(frame)).figure("a", "GM0150", "2019")
    assert (got.value, got.cell_status) == (None, "nul_als_ontbrekend")


@pytest.mark.parametrize(
    ("status", "provisional"), [("definitief", False), ("voorlopig", True), ("nader_voorlopig", True)]
)
def test_provisional(status: str, provisional: bool) -> None:
    frame = pd.DataFrame(
        [{"indicator": "a", "region": "GM0150", "period": "2019", "value": 1.0, "period_status": status}]
    )
    got = Comparison(places_of("GM0150", [], NAMES), figures.complete(frame)).figure("a", "GM0150", "2019")
    assert got.is_provisional is provisional


def test_the_rows_of_table_2_as_printed(report_facts: Facts) -> None:
    """Table 2 (lines 449-455): Deventer, its size class, Nederland and the four references."""
    made = printed_places(report_facts.report_cells, 2, "GM0150", NAMES)
    assert [place.role for place in made] == ["own", "extra", "nederland", "other", "other", "other", "other"]
    shown = Comparison(made, printed.figures_of_report(report_facts.report_cells))
    assert shown.value("lasten_per_inwoner", "GM0150", "2019") == 240
    assert shown.value("index_rapport", "SIZE:100000-150000", "2019") == 192


def test_a_reference_can_be_the_chosen_one(report_facts: Facts) -> None:
    made = printed_places(report_facts.report_cells, 2, "GM0200", NAMES)
    assert made[0] == Place("GM0200", "Apeldoorn", "own")
    assert Place("GM0150", "Deventer", "other") in made
