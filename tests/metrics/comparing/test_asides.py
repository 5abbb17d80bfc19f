"""What stands behind a number in running text, and how figures are listed in it."""

import pandas as pd
import pytest

from metrics.comparing import reasons
from metrics.comparing.measures import when
from metrics.comparing.reading import Reading, Readings
from metrics.figures import ENTERED
from tests.metrics.build_figures import ratios


def test_a_figure_that_stands_apart_says_so_behind_its_number() -> None:
    def of(reason: str, value: float | None = 350_143.0, source: str = "45063NED") -> str:
        return Reading("lasten_per_inwoner", "GM0150", "2023", value, sources=(source,), reason=reason).aside

    assert of("") == ""
    assert of("niet_plausibel") == " (niet plausibel)"
    assert of("boekt_voor_anderen") == " (boekt mogelijk voor andere gemeenten)"
    assert of("verschoven") == " (niet te vergelijken)"
    assert of("niet_plausibel", source=ENTERED) == f" ({ENTERED}, niet plausibel)"
    assert of("niet_geladen", value=None) == ""  # there is no number to stand behind


@pytest.mark.parametrize(
    ("titles", "text"),
    [
        (["Lasten per inwoner"], "lasten per inwoner"),
        (["Lasten per inwoner, 2023", "Index"], "lasten per inwoner (2023) en index"),
        (["Jeugdhulp in natura, tot 18 jaar, 2023"], "jeugdhulp in natura (tot 18 jaar, 2023)"),
    ],
)
def test_titles_in_a_list_have_no_comma_and_no_quotes(titles: list[str], text: str) -> None:
    assert reasons.listed(titles) == text


@pytest.mark.parametrize("indicator", ["groei_lasten_per_inwoner", "groei_lasten_breed_per_inwoner"])
def test_growth_names_both_its_years(indicator: str) -> None:
    years = range(2017, 2024)
    known = Readings.of_frame(pd.concat(ratios([("GM0150", 300.0, 1.0)], period=str(year)) for year in years))
    assert when(known, indicator, "2023") == "rekening 2022-2023"
    assert when(known, indicator, "2021") == "rekening 2017-2021"
    # a first year has no growth: never '2022-2022'
    assert when(known, indicator, "2022") == "2022"
    assert when(known, "lasten_per_inwoner", "2023") == "2023"
