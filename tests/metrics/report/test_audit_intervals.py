"""Rounding as an interval: what two printed percentages allow an index to be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.numbers.rounding import Interval, round_half_up
from metrics.report.audit.members import size_class
from metrics.report.cells import printed_interval, prints
from metrics.report.intervals import index_of, is_possible, possible_index


def test_possible_index_by_hand() -> None:
    # 8,1% is [8,05; 8,15), 6,7% is [6,65; 6,75): 100 x 6,65/8,15 = 81,595 and 100 x 6,75/8,05 = 83,851
    allowed = possible_index(8.1, 6.7)
    assert allowed.low == pytest.approx(81.595, abs=5e-4)
    assert allowed.high == pytest.approx(83.851, abs=5e-4)


@pytest.mark.parametrize(
    ("index", "possible"),
    [(102, False), (74, False), (75, True), (76, True), (77, True), (78, False)],
)
def test_peel_en_maas(index: float, possible: bool) -> None:
    """7,8% to 5,9% allows 74,5 to 76,8: 74 is just impossible (its interval ends at 74,5), 77 is just possible."""
    assert is_possible(7.8, 5.9, index) is possible


@settings(deadline=None)
@given(st.floats(0.06, 60), st.floats(0.06, 60))
def test_the_index_of_what_was_rounded_is_always_possible(first: float, last: float) -> None:
    """No row that was printed from true values is ever called impossible."""
    printed_first, printed_last = round_half_up(first, 1), round_half_up(last, 1)
    index = round_half_up(100 * last / first)
    assert is_possible(printed_first, printed_last, index)


def test_no_index_on_a_base_that_may_be_zero() -> None:
    with pytest.raises(ValueError, match="may be 0"):
        index_of(Interval(-0.05, 0.05), Interval(1, 2))


@pytest.mark.parametrize(
    ("value", "printed", "column", "same"),
    [
        (239.5, 240, "cost_per_inhabitant_2019", True),  # rounded half up: just in
        (240.4999, 240, "cost_per_inhabitant_2019", True),
        (240.5, 240, "cost_per_inhabitant_2019", False),  # just out
        (239.4999, 240, "cost_per_inhabitant_2019", False),
        (8.05, 8.1, "pct_no_stay_2017h1", True),
        (8.15, 8.1, "pct_no_stay_2017h1", False),
        (float("nan"), 8.1, "pct_no_stay_2017h1", False),
    ],
)
def test_prints(value: float, printed: float, column: str, same: bool) -> None:
    assert prints(value, printed, column) is same


def test_printed_interval_follows_the_decimals_of_the_column() -> None:
    assert printed_interval(8.1, "pct_no_stay_2017h1") == pytest.approx((8.05, 8.15))
    assert printed_interval(8, "ses_decile") == (7.5, 8.5)


@pytest.mark.parametrize("code", ["GM0150", "SIZE:", "SIZE:a-b"])
def test_a_size_class_refuses_what_is_no_class(code: str) -> None:
    with pytest.raises(ValueError, match="size class"):
        size_class(code)
