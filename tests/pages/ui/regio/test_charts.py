"""The lines of *Uw jeugdregio*: two moments are set beside each other, and not joined over a break."""

from dataclasses import replace

import pandas as pd

from loaders.files import shipped
from metrics.comparing.leading import NATURA
from metrics.comparing.reading import Readings
from pages.ui.charts.spec import Chart
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.regio import charts
from tests.pages.ui.regio import build as made


def drawn(*halves: str) -> Chart | None:
    rows = [(NATURA, region, half, 8.0 + n) for region in (made.AA, "NL01") for n, half in enumerate(halves)]
    frame = pd.DataFrame(rows, columns=["indicator", "region", "period", "value"])
    view = made.view(made.build(shipped.records()), made.AA)
    return charts.line(replace(view, readings=Readings.of_frame(frame)), NATURA)


def test_two_half_years_are_set_beside_each_other() -> None:
    """The report prints two: on an axis of years they were loose points without a line between them."""
    found = drawn("2017H1", "2020H1")
    assert isinstance(found, SlopeChart)
    assert (found.start, found.end) == ("2017H1", "2020H1")
    assert [each.name for each in found.series] == ["Aa", "Nederland"]


def test_two_half_years_at_both_sides_of_a_break_are_not_joined() -> None:
    assert drawn("2020H1", "2021H1") is None
    assert drawn("2020H1") is None


def test_four_half_years_are_a_line() -> None:
    assert isinstance(drawn("2017H1", "2017H2", "2018H1", "2018H2"), LineChart)
