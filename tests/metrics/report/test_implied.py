"""What the report's printed figures imply: by hand, and against the interval arithmetic written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.report.implied import base, split_of_printed, users_per_hundred


@pytest.mark.parametrize(
    ("printed", "index", "value", "low", "high"),
    [
        (240, 108, 222.2, 220.7, 223.7),  # Deventer, table 2
        (293, 151, 194.0, 193.1, 195.0),  # Nederland
        (366, 163, 224.5, 223.5, 225.5),  # Apeldoorn
    ],
)
def test_the_begroting_behind_an_index(
    printed: float, index: float, value: float, low: float, high: float
) -> None:
    found = base(printed, index)
    assert tuple(round(number, 1) for number in found) == (value, low, high)


def test_users_of_deventer_and_nederland() -> None:
    assert users_per_hundred(240, 10_143).value == pytest.approx(2.37, abs=0.005)
    assert users_per_hundred(293, 11_409).value == pytest.approx(2.57, abs=0.005)


def test_a_zero_implies_nothing() -> None:
    with pytest.raises(ValueError, match="above zero"):
        base(240, 0)
    with pytest.raises(ValueError, match="above zero"):
        users_per_hundred(240, 0)


def test_deventer_against_nederland_from_print_alone() -> None:
    row = split_of_printed((293, 240), (11_409, 10_143)).iloc[0]
    assert row["refusal"] == ""
    assert row["price_factor"] == pytest.approx(10_143 / 11_409)
    assert row["price_eur"] + row["users_per_inhabitant_eur"] == pytest.approx(240 - 293)
    # both are lower: 31 euro of the 53 is price, 22 is use
    assert round(row["price_eur"]) == -31
    assert round(row["users_per_inhabitant_eur"]) == -22
    assert row["price_low_eur"] == row["price_high_eur"]


def test_a_missing_printed_amount_is_refused() -> None:
    assert split_of_printed((293, 240), (11_409, float("nan")))["refusal"].item() != ""
    assert split_of_printed((293, 240), (11_409, 0.0))["refusal"].item() != ""


whole = st.integers(min_value=2, max_value=20_000)


@given(whole, whole)
def test_the_implied_base_gives_the_index_back(printed: int, index: int) -> None:
    found = base(printed, index)
    assert found.low < found.value < found.high
    assert 100 * printed / found.value == pytest.approx(index)
