"""Dividing by key: each worked out by hand, together always the whole to the cent, and what is refused."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import MetricsError
from metrics.regions import keys
from metrics.regions.keys import RegionMember, key_of

# Aa spent a third of the whole with half of the inhabitants; Be has few young people with care.
AA = RegionMember("GM1", 1_000.0, (800.0, 600.0), 900.0, 500.0, 100.0, 60.0, 50.0)
BE = RegionMember("GM2", 2_000.0, (2_100.0, 2_500.0), 1_500.0, 300.0, 100.0, 90.0, 150.0)
CE = RegionMember("GM3", 0.01, (0.0, 0.0), 10.0, 200.0, 50.0, 50.0, 50.0)
ALL = (AA, BE, CE)


@pytest.mark.parametrize(
    ("key", "cents"),
    [
        ("own", (100_000, 200_000, 1)),
        # 300001 cents over 5, 3 and 2: 150000.5, 90000.3 and 60000.2; the cent left goes to the largest remainder
        ("inhabitants", (150_001, 90_000, 60_000)),
        ("youth", (120_001, 120_000, 60_000)),  # 120000.4 twice and 60000.2: the tie goes by code
        ("users", (90_000, 135_001, 75_000)),  # 90000.3, 135000.45 and 75000.25
        ("users_lag1", (60_000, 180_001, 60_000)),  # 1 : 3 : 1
        # own lasten of three years: 240000, 660000 and 1 cents of 900001
        ("mean3", (80_000, 220_001, 0)),
        # half of each is pooled: 50000, 100000 and 0 cents; the rest stays
        ("mix:0.5", (125_000, 145_000, 30_001)),
        # over 110% of the begroting: 1000 and 35000 cents are pooled
        ("stoploss:0.10", (117_000, 175_800, 7_201)),
    ],
)
def test_each_key_by_hand(key: str, cents: tuple[int, ...]) -> None:
    found = keys.divide(ALL, key_of(key))
    assert tuple(found[each.code] for each in ALL) == cents
    assert sum(found.values()) == 300_001


@given(
    st.lists(st.integers(-(10**9), 10**11), min_size=1, max_size=25),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=25),
)
def test_together_always_the_whole(amounts: list[int], weights: list[int]) -> None:
    total = sum(amounts)
    shares = {f"GM{n}": Fraction(each) for n, each in enumerate(weights)}
    if not sum(weights):
        with pytest.raises(ValueError, match="more than nothing"):
            keys.apportion(total, shares)
        return
    found = keys.apportion(total, shares)
    assert sum(found.values()) == total
    for code, weight in shares.items():  # nobody is off by a cent or more
        assert abs(found[code] - total * weight / sum(weights)) < 1


@given(st.data())
def test_every_standard_key_gives_away_nothing_and_keeps_nothing(data: st.DataObject) -> None:
    amount = st.floats(0, 1e8, allow_nan=False)
    count = st.floats(50, 1e6, allow_nan=False)
    members = tuple(
        RegionMember(
            f"GM{n}", data.draw(amount) + 1, (data.draw(amount), data.draw(amount)), data.draw(amount) + 1,
            data.draw(count), data.draw(count), data.draw(count), data.draw(count),
        )
        for n in range(data.draw(st.integers(1, 8)))
    )  # fmt: skip
    whole = sum(each.lasten_cents for each in members)
    for code in keys.STANDARD:
        assert sum(keys.divide(members, key_of(code)).values()) == whole, code


@pytest.mark.parametrize(
    ("key", "changed", "field"),
    [
        ("own", {"lasten_eur": None}, "lasten_eur"),
        ("inhabitants", {"inhabitants_n": None}, "inhabitants_n"),
        ("youth", {"youth_n": 0.0}, "youth_n"),
        ("users", {"users_n": 49.0}, "users_n"),
        ("users", {"users_n": None}, "users_n"),
        ("users_lag1", {"users_before_n": 49.0}, "users_before_n"),
        ("mean3", {"before_eur": (1.0, None)}, "before_eur"),
        ("mean3", {"before_eur": (1.0,)}, "before_eur"),
        ("stoploss:0.10", {"budget_eur": None}, "budget_eur"),
        ("mix:0.85", {"inhabitants_n": None}, "inhabitants_n"),
    ],
)
def test_a_missing_or_hidden_term_refuses_the_whole_region(
    key: str, changed: dict[str, object], field: str
) -> None:
    members = (AA, replace(BE, **changed), CE)  # type: ignore[arg-type]
    assert keys.lacking(members, key_of(key)) == {field: ["GM2"]}
    with pytest.raises(ValueError, match=field):
        keys.divide(members, key_of(key))


def test_fifty_users_are_enough() -> None:
    assert keys.lacking(ALL, key_of("users")) == {}


@pytest.mark.parametrize(
    "text", ["", "price", "mix", "mix:2", "mix:-0.1", "mix:abc", "own:0.5", "stoploss:1.5", "mix:0.12345"]
)
def test_an_unknown_key_says_which_there_are(text: str) -> None:
    with pytest.raises(MetricsError, match="inhabitants"):
        key_of(text)


def test_every_key_has_its_principle() -> None:
    assert {code: key_of(code).principle for code in keys.STANDARD} == {
        "own": "gebruik", "users": "gebruik", "users_lag1": "gebruik", "mean3": "gebruik",
        "inhabitants": "solidariteit", "youth": "solidariteit", "mix:0.85": "beide", "stoploss:0.10": "beide",
    }  # fmt: skip
