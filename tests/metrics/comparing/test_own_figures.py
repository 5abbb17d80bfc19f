"""Own figures beside the official ones: what replaces what, by hand."""

import pandas as pd
import pytest

from metrics.comparing.own_figures import SOURCE, OwnFigure, as_figures, beside_official, inhabitants
from metrics.comparing.reading import Readings
from metrics.figures import COLUMNS as ALL_COLUMNS
from metrics.figures import complete

NONE = float("nan")
FIGURES = pd.DataFrame(
    [
        ("lasten_per_inwoner", "GM0150", "2019", 200.0, 2_000_000.0, 10_000.0),
        ("begroting_per_inwoner", "GM0150", "2019", 180.0, 1_800_000.0, 10_000.0),
        ("lasten_per_jongere_met_jeugdzorg", "GM0150", "2019", 8_000.0, 2_000_000.0, 250.0),
        ("begroting_per_inwoner", "GM0150", "2020", 190.0, 1_938_000.0, 10_200.0),
        ("lasten_per_inwoner", "GM0344", "2019", 300.0, NONE, NONE),  # printed in the report: no parts known
    ],
    columns=["indicator", "region", "period", "value", "numerator", "denominator"],
).assign(period_status="definitief", cell_status="ok", source="45046NED, 70072ned")
COLUMNS = ["indicator", "period", "value"]


def rows(*own: OwnFigure) -> list[tuple[object, ...]]:
    found = as_figures(own, FIGURES)
    assert list(found.columns) == ALL_COLUMNS
    assert set(found["origin"]) <= {"eigen"}  # it stands beside figures of today
    assert (found["source"] == SOURCE).all()
    return list(found[COLUMNS].itertuples(index=False, name=None))


def test_an_own_jaarrekening_is_divided_by_official_inhabitants_and_official_young_people():
    assert rows(OwnFigure("GM0150", 2019, "jaarrekening", 2_100_000.0)) == [
        ("lasten_per_inwoner", "2019", 210.0),
        ("lasten_per_jongere_met_jeugdzorg", "2019", 8_400.0),
    ]


def test_own_young_people_go_with_the_official_lasten_and_then_with_own_ones():
    count = OwnFigure("GM0150", 2019, "jongeren_met_jeugdzorg", 240.0)
    assert rows(count) == [("lasten_per_jongere_met_jeugdzorg", "2019", pytest.approx(8_333.33, abs=0.01))]
    both = rows(count, OwnFigure("GM0150", 2019, "jaarrekening", 2_100_000.0))
    assert both[1] == ("lasten_per_jongere_met_jeugdzorg", "2019", 8_750.0)


def test_a_begroting_after_changes_goes_before_an_own_first_begroting():
    first = OwnFigure("GM0150", 2019, "begroting", 1_800_000.0)
    later = OwnFigure("GM0150", 2019, "begroting_na_wijziging", 1_900_000.0)
    assert rows(first) == [("begroting_per_inwoner", "2019", 180.0)]
    assert rows(first, later) == [("begroting_per_inwoner", "2019", 190.0)]


def test_a_year_without_rekening_still_has_inhabitants_from_the_begroting():
    assert inhabitants(FIGURES, "GM0150", 2020) == 10_200
    assert rows(OwnFigure("GM0150", 2020, "jaarrekening", 2_040_000.0)) == [
        ("lasten_per_inwoner", "2020", 200.0)
    ]


def test_without_a_known_denominator_there_is_no_figure():
    assert rows(OwnFigure("GM0344", 2019, "jaarrekening", 1_000_000.0)) == []
    assert inhabitants(FIGURES, "GM0344", 2019) is None


def test_beside_the_official_amount():
    beside = beside_official(OwnFigure("GM0150", 2019, "jaarrekening", 2_100_000.0), FIGURES)
    assert (beside.official, beside.difference_pct) == (2_000_000.0, pytest.approx(5.0))
    unknown = beside_official(OwnFigure("GM0344", 2019, "jaarrekening", 1.0), FIGURES)
    assert (unknown.official, unknown.difference_pct) == (None, None)


def test_a_begroting_after_changes_is_compared_with_the_first_one():
    beside = beside_official(OwnFigure("GM0150", 2019, "begroting_na_wijziging", 1_890_000.0), FIGURES)
    assert (beside.official, beside.difference_pct) == (1_800_000.0, pytest.approx(5.0))


def test_an_own_figure_is_read_as_any_other_and_may_be_compared() -> None:
    own = as_figures([OwnFigure("GM0150", 2019, "jaarrekening", 2_100_000.0)], complete(FIGURES))
    reading = Readings.of_frame(own).read("lasten_per_inwoner", "GM0150", "2019")
    assert (reading.comparable, reading.origin, reading.source) == (210.0, "eigen", SOURCE)
    assert as_figures([], complete(FIGURES)).empty
