"""Higher, lower, about equal: the one rule, on printed values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.dutch import rounded
from metrics.numbers.relation import ALIKE, Relation, relation, relation_as_printed, same_picture


@pytest.mark.parametrize(
    ("value", "other", "found"),
    [
        (240, 240, "even hoog"),
        (240, 251, "ongeveer even hoog"),  # 11 is under 5% of 240
        (240, 252, "lager"),  # 12 is 5% of 240: just different
        (252, 240, "hoger"),
        (251, 240, "ongeveer even hoog"),
        (0, 0, "even hoog"),
        (0, 1, "lager"),
        (-2, 20, "lager"),  # growth: the smaller in size counts
        (-20, -21, "hoger"),
        (-100, -101, "ongeveer even hoog"),
    ],
)
def test_under_five_percent_of_the_smaller_is_about_equal(value: int, other: int, found: Relation) -> None:
    assert relation(Decimal(value), Decimal(other)) == found


@pytest.mark.parametrize(
    ("value", "other", "decimals", "found"),
    [
        (240.4, 239.6, 0, "even hoog"),
        (240.4, 239.6, 1, "ongeveer even hoog"),
        (0.5, 1.4, 0, "even hoog"),  # half up
        (6.94, 6.96, 1, "ongeveer even hoog"),
        (None, 3.0, 0, None),
        (3.0, None, 0, None),
        (float("nan"), 3.0, 0, None),
        (3.0, float("nan"), 0, None),
    ],
)
def test_printed_values_are_compared(
    value: float | None, other: float | None, decimals: int, found: Relation | None
) -> None:
    assert relation_as_printed(value, other, decimals) == found


def test_what_lies_within_chance_is_about_equal() -> None:
    assert relation_as_printed(8.1, 7.2, 1) == "hoger"
    assert relation_as_printed(8.1, 7.2, 1, (7.2, 9.2)) == "ongeveer even hoog"
    assert relation_as_printed(8.1, 7.2, 1, (7.3, 9.2)) == "hoger"
    assert relation_as_printed(8.1, 8.1, 1, (7.0, 9.2)) == "even hoog"
    assert relation_as_printed(None, 7.2, 1, (7.0, 9.2)) is None


AMOUNT = st.floats(-2000, 2000, allow_nan=False)
OTHER_SIDE = {"hoger": "lager", "lager": "hoger"}


@given(AMOUNT, AMOUNT, st.sampled_from([0, 1]))
def test_the_other_way_round_says_the_opposite(one: float, other: float, decimals: int) -> None:
    there, back = relation_as_printed(one, other, decimals), relation_as_printed(other, one, decimals)
    assert there is not None
    assert back == OTHER_SIDE.get(there, there)
    if there == "hoger":
        assert rounded(one, decimals) > rounded(other, decimals)


def test_equal_and_about_equal_tell_the_same() -> None:
    assert sorted(ALIKE) == ["even hoog", "ongeveer even hoog"]
    assert same_picture("even hoog", "ongeveer even hoog")
    assert same_picture("hoger", "hoger")
    assert not same_picture("hoger", "ongeveer even hoog")
    assert not same_picture("hoger", "lager")
