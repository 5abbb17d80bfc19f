"""Figures laid out by place: a figure found is the row of the frame, and what is not there stays missing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.figures import CELL_STATUSES, COLUMNS, COMPARABLE, complete
from metrics.grid import NO_ROW, Grid
from tests.metrics.build_figures import COST, NATURA, NONE, growth, published, ratios

ROWS = pd.concat(
    [
        ratios([("GM0002", 300, 1), ("GM0001", 1000, 10), ("NL01", 1300, 11)], source="iv3"),
        ratios([("GM0001", 900, 10)], period="2019", period_status="voorlopig", origin="voorgangers"),
        growth([("GM0001", 1000, 10, 900, 10)]),
        published({"GM0002": 8.5, "GM0001": None}, cell_status="geen_cijfer"),
    ],
    ignore_index=True,
)
GRID = Grid(ROWS)


def test_a_figure_is_found_by_indicator_region_and_period() -> None:
    cell = GRID.cell(COST, "GM0001", "2019")
    assert cell is not None
    assert (cell.value, cell.numerator, cell.denominator) == (90.0, 900.0, 10.0)
    assert (cell.base_numerator, cell.base_denominator) == (None, None)
    assert (cell.cell_status, cell.period_status, cell.origin) == ("ok", "voorlopig", "voorgangers")


@pytest.mark.parametrize(
    "key",
    [(COST, "GM0002", "2019"), (COST, "GM9999", "2019"), (COST, "GM0001", "1999"), ("x", "GM0001", "2019")],
)
def test_what_has_no_row_is_none(key: tuple[str, str, str]) -> None:
    assert GRID.cell(*key) is None


def test_a_missing_value_stays_missing_with_its_status() -> None:
    cell = GRID.cell(NATURA, "GM0001", "2023H1")
    assert cell is not None
    assert (cell.value, cell.cell_status) == (None, "geen_cijfer")


def test_periods_are_in_time_order_and_of_a_region_those_with_a_value() -> None:
    assert GRID.periods(COST) == ("2019", "2023")
    assert GRID.periods_of(COST, "GM0001") == ("2019", "2023")
    assert GRID.periods_of(COST, "GM0002") == ("2023",)
    assert GRID.periods_of(NATURA, "GM0001") == ()
    assert GRID.periods_of(COST, "GM9999") == GRID.periods("x") == ()


def test_somebody_has_it_or_nobody() -> None:
    assert GRID.has_any(COST, "2019")
    assert not GRID.has_any(COST, "1999")
    assert not Grid(published({"GM0001": None})).has_any(NATURA, "2023H1")


def test_usable_goes_by_status_value_and_origin() -> None:
    frame = ratios([(f"GM000{n}", 10, 1) for n in range(5)])
    frame["cell_status"] = ["ok", "niet_plausibel", "ok", "ok", "ok"]
    frame["origin"] = ["eigen", "eigen", "voorgangers", "vervallen", "eigen"]
    frame.loc[4, "value"] = NONE
    assert Grid(frame).usable(0, COMPARABLE).tolist() == [True, False, True, False, False]
    assert Grid(frame).usable(0, frozenset({"niet_plausibel"})).tolist() == [False, True, False, False, False]


def test_sources_are_told_once_in_the_order_of_the_regions() -> None:
    frame = ratios([(f"GM000{n}", 10, 1) for n in range(4)]).assign(source=["a", "b", "a", "c"])
    made = Grid(pd.concat([frame, ratios([("GM0009", 1, 1)], period="2022")], ignore_index=True))
    row = made.row(COST, "2023")
    assert row is not None
    assert made.sources(row, [2, 0, 1]) == ("a", "b")
    assert made.sources(row, made.columns(["GM0009"])) == ()  # it has no row in this period


def test_two_rows_of_one_figure_are_refused() -> None:
    with pytest.raises(ValueError, match="one indicator, region and period"):
        Grid(pd.concat([ROWS, ROWS.iloc[[0]]], ignore_index=True))


def test_a_status_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="verzonnen"):
        Grid(ROWS.assign(cell_status="verzonnen"))


def test_nothing_loaded_holds_nothing() -> None:
    nothing = Grid(complete(pd.DataFrame({column: [] for column in COLUMNS})))
    assert nothing.cell(COST, "GM0001", "2019") is None
    assert nothing.columns(["GM0001"]) == []


REGIONS = st.sampled_from([f"GM{n:04}" for n in range(6)] + ["NL01"])
ROW = st.tuples(
    st.sampled_from([COST, NATURA]), REGIONS, st.sampled_from(["2019", "2023", "2023H1"]),
    st.one_of(st.none(), st.floats(0, 1000)), st.sampled_from(CELL_STATUSES),
)  # fmt: skip


@given(st.lists(ROW, max_size=30, unique_by=lambda row: row[:3]))
def test_every_row_comes_back_and_nothing_else(rows: list[tuple[str, str, str, float | None, str]]) -> None:
    columns = ["indicator", "region", "period", "value", "cell_status"]
    made = Grid(complete(pd.DataFrame(rows, columns=columns)))
    for indicator, region, period, value, status in rows:
        cell = made.cell(indicator, region, period)
        assert cell is not None
        assert (cell.value, cell.cell_status) == (value, status)
    assert int((made.status != NO_ROW).sum()) == len(rows)
    assert int((~np.isnan(made.value)).sum()) == sum(row[3] is not None for row in rows)
