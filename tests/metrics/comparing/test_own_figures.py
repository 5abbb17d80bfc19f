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
    assert found["source"].str.startswith(SOURCE).all()
    found = found[~found["indicator"].isin(["groei_lasten_per_inwoner", "index_rapport"])]
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
    assert (reading.comparable, reading.origin) == (210.0, "eigen")
    assert reading.source == "eigen opgave (jaarrekening), 70072ned"
    assert reading.is_entered and reading.mark == "✚"
    assert as_figures([], complete(FIGURES)).empty


YEARS = pd.DataFrame(
    [
        ("lasten_per_inwoner", "GM0150", "2022", 2_000_000.0, 10_000.0, "45059NED, 70072ned"),
        ("lasten_per_inwoner", "GM0150", "2023", 2_200_000.0, 10_000.0, "45063NED, 70072ned"),
        ("begroting_per_inwoner", "GM0150", "2017", 1_000_000.0, 10_000.0, "45038NED, 70072ned"),
        ("lasten_per_inwoner", "GM0150", "2019", 1_500_000.0, 10_000.0, "45046NED, 70072ned"),
    ],
    columns=["indicator", "region", "period", "numerator", "denominator", "source"],
).assign(value=1.0, period_status="definitief", cell_status="ok")
PEOPLE_OF_2024 = pd.DataFrame(
    [("inwoners_n", "GM0150", "2024", 11_000.0)], columns=["indicator", "region", "period", "value"]
)


def test_a_year_that_is_nowhere_yet_takes_its_inhabitants_and_growth_along() -> None:
    own = as_figures([OwnFigure("GM0150", 2024, "jaarrekening", 2_750_000.0)], YEARS, PEOPLE_OF_2024)
    found = {row.indicator: row for row in own.itertuples(index=False)}
    assert found["lasten_per_inwoner"].value == 250.0
    assert found["groei_lasten_per_inwoner"].value == pytest.approx(25.0)  # 250 over the 200 of 2022
    assert found["groei_lasten_per_inwoner"].source == "eigen opgave (jaarrekening), 70072ned, 45059NED"
    assert found["index_rapport"].cell_status == "gebroken"
    assert set(found) == {"lasten_per_inwoner", "groei_lasten_per_inwoner", "index_rapport"}


def test_growth_from_a_year_that_was_entered_is_made_anew() -> None:
    own = as_figures([OwnFigure("GM0150", 2022, "jaarrekening", 2_100_000.0)], YEARS)
    growth = own[own["indicator"] == "groei_lasten_per_inwoner"]
    assert growth[["period", "source"]].to_numpy().tolist() == [
        ["2023", "eigen opgave (jaarrekening), 70072ned, 45063NED"]
    ]
    assert growth["value"].iloc[0] == pytest.approx(100 * (2_200 / 2_100 - 1))


def test_an_own_first_budget_of_2017_moves_the_index_of_the_report() -> None:
    own = as_figures([OwnFigure("GM0150", 2017, "begroting", 1_250_000.0)], YEARS)
    index = own[(own["indicator"] == "index_rapport") & (own["period"] == "2019")]
    assert index["value"].tolist() == [120.0]


def test_who_books_lasten_for_others_still_does_in_an_own_amount() -> None:
    lead = YEARS.assign(cell_status="boekt_voor_anderen")
    own = as_figures([OwnFigure("GM0150", 2024, "jaarrekening", 2_750_000.0)], lead, PEOPLE_OF_2024)
    assert set(own.loc[own["indicator"] != "index_rapport", "cell_status"]) == {"boekt_voor_anderen"}


def test_forecasts_and_a_named_begroting_na_wijziging_make_no_figure() -> None:
    forecasts = (
        OwnFigure("GM0150", 2019, "prognose", 2_100_000.0, "maart"),
        OwnFigure("GM0150", 2019, "begroting_na_wijziging", 1_900_000.0, "juli"),
    )
    assert rows(*forecasts) == []
    plan = OwnFigure("GM0150", 2019, "begroting_na_wijziging", 1_850_000.0)
    assert rows(*forecasts, plan) == rows(plan) != []
    assert beside_official(forecasts[0], FIGURES).official == 2_000_000.0  # the rekening that came of it
