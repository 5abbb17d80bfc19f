import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.numbers.rounding import (
    Interval,
    decimals_that_multiply,
    interval,
    round_half_up,
    round_half_up_all,
)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (240.5, 0, 241.0),
        (240.49999, 0, 240.0),
        (0.5, 0, 1.0),
        (2.5, 0, 3.0),  # Python's round gives 2
        (-2.5, 0, -3.0),
        (-0.4, 0, 0.0),
        (1.005, 2, 1.01),  # 1.00499999999999989 in memory
        (103.25, 1, 103.3),
        (21414.0, -3, 21000.0),
    ],
)
def test_rounds_away_from_zero_at_the_half(value: float, decimals: int, expected: float) -> None:
    assert round_half_up(value, decimals) == expected
    assert round_half_up_all(pd.Series([value]), decimals).tolist() == [expected]


def test_no_figure_stays_no_figure_and_infinite_is_refused() -> None:
    assert math.isnan(round_half_up(float("nan")))
    assert round_half_up_all(pd.Series([float("nan"), 0.5], index=["a", "b"])).isna().tolist() == [
        True,
        False,
    ]
    with pytest.raises(ValueError, match="cannot round"):
        round_half_up(float("inf"))


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 3))
def test_the_column_rounds_as_the_cell(thousandths: int, decimals: int) -> None:
    value = thousandths / 1000
    assert round_half_up_all(pd.Series([value]), decimals).iloc[0] == round_half_up(value, decimals)


@given(st.floats(-1e6, 1e6), st.integers(0, 2))
def test_what_is_printed_comes_from_its_interval(value: float, decimals: int) -> None:
    printed = round_half_up(value, decimals)
    low, high = interval(printed, decimals)
    assert low <= value <= high


def test_interval_is_open_at_the_far_end() -> None:
    low, high = interval(8.1, 1)
    assert (low, high) == (8.05, 8.15)
    assert interval(8.1, 1).holds(8.05)
    assert not interval(8.1, 1).holds(8.15)
    assert interval(-2.0, 0).holds(-1.5)  # prints as -2
    assert not interval(-2.0, 0).holds(-2.5)  # prints as -3
    assert interval(0.0, 0).holds(-0.49)
    assert not interval(0.0, 0).holds(-0.5)
    assert not interval(0.0, 0).holds(0.5)


def test_intervals_that_only_touch_do_not_meet() -> None:
    assert Interval(1, 2).meets(Interval(1.5, 3))
    assert not Interval(1, 2).meets(Interval(2, 3))


@pytest.mark.parametrize(
    ("factors", "decimals"),
    [
        ((1.0902, 1.1340), 3),
        ((1.4496, 0.9953), 3),
        ((1.11, 1.08), 2),
        ((1.0, 1.0), 2),
        ((1.5, 1.5, 1.8984375), 3),
    ],
)
def test_factors_have_the_decimals_that_multiply_to_what_is_shown(
    factors: tuple[float, ...], decimals: int
) -> None:
    assert decimals_that_multiply(factors, math.prod(factors), 2) == decimals
