"""Price x use x youth: adds up without a rest, knows what it may not compare, and how sure it is."""

import math

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.costs.price_use_youth import (
    FACTORS,
    FACTORS_WITHOUT_YOUTH,
    Refusal,
    beside,
    log_mean,
    may_compare,
    split,
    splits,
    terms_of,
)


def terms(**values: float) -> pd.DataFrame:
    base = {"lasten_eur": 1e6, "users_n": 100.0, "youth_n": 1000.0, "inwoners_n": 4000.0}
    return pd.DataFrame([{**base, **values}], index=["GM0001"])


def yearly(
    *rows: tuple[str, int, float, float, float, float], statement: str = "jaarrekening"
) -> pd.DataFrame:
    columns = ["region", "year", "lasten_eur", "users_n", "youth_n", "inwoners_n"]
    return pd.DataFrame(rows, columns=columns).assign(statement=statement)


def test_worked_by_hand() -> None:
    # 250 euro per inhabitant becomes 315: lasten x 1.26, users x 1.2, young people x 1.1, inhabitants the
    # same
    before, after = terms(), terms(lasten_eur=1.26e6, users_n=120, youth_n=1100)
    row = split(before, after).iloc[0]
    assert row["value0_eur"] == 250
    assert row["value1_eur"] == pytest.approx(315)
    assert row["price_factor"] == pytest.approx(1.05)
    assert row["use_factor"] == pytest.approx(1.2 / 1.1)
    assert row["youth_factor"] == pytest.approx(1.1)
    mean = 65 / math.log(1.26)
    assert row["price_eur"] == pytest.approx(mean * math.log(1.05))
    assert row["youth_eur"] == pytest.approx(mean * math.log(1.1))
    assert row["total_eur"] == pytest.approx(65)


def test_rounding_of_users_gives_an_interval() -> None:
    row = split(terms(), terms(users_n=120)).iloc[0]
    # users grew between 117.5 / 102.5 and 122.5 / 97.5; price moves the other way
    assert row["use_low"] == pytest.approx(117.5 / 102.5)
    assert row["use_high"] == pytest.approx(122.5 / 97.5)
    assert row["price_low"] == pytest.approx(97.5 / 122.5)
    assert row["price_high"] == pytest.approx(102.5 / 117.5)
    assert row["youth_low"] == row["youth_factor"] == row["youth_high"]
    assert row["price_low_eur"] <= row["price_eur"] <= row["price_high_eur"]


def test_a_sum_of_predecessors_is_less_sure() -> None:
    wide = split(terms(users_rounding_n=7.5), terms(users_rounding_n=2.5)).iloc[0]
    assert wide["use_high"] == pytest.approx(102.5 / 92.5)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"lasten_eur": math.nan}, Refusal.NO_LASTEN),
        ({"inwoners_n": math.nan}, Refusal.NO_INHABITANTS),
        ({"users_n": math.nan}, Refusal.NO_USERS),
        ({"youth_n": math.nan}, Refusal.NO_YOUTH),
        ({"lasten_eur": 0.0}, Refusal.NOT_POSITIVE),
        ({"users_n": 0.0}, Refusal.NOT_POSITIVE),
        ({"lasten_eur": -5.0}, Refusal.NOT_POSITIVE),
        ({"users_n": 49.0}, Refusal.FEW_USERS),
        ({"users_n": 50.0}, Refusal.NONE),
    ],
)
def test_what_cannot_be_split_is_refused_with_a_reason(changes: dict[str, float], reason: Refusal) -> None:
    for found in (split(terms(**changes), terms()), split(terms(), terms(**changes))):
        assert found["refusal"].item() == reason
        numbers = found.drop(columns="refusal").to_numpy(float)
        assert np.isfinite(numbers).all() if reason == Refusal.NONE else np.isnan(numbers).all()


def test_without_young_people_users_per_inhabitant_remains() -> None:
    row = split(terms(youth_n=math.nan), terms(youth_n=math.nan, users_n=120), with_youth=False).iloc[0]
    assert row["refusal"] == ""
    assert row["users_per_inhabitant_factor"] == pytest.approx(1.2)
    assert sum(row[f"{name}_eur"] for name in FACTORS_WITHOUT_YOUTH) == pytest.approx(
        row["total_eur"], abs=1e-9
    )


@pytest.mark.parametrize(
    ("region", "year0", "year1", "allowed"),
    [
        ("GM0150", 2017, 2020, True),
        ("GM0150", 2020, 2021, False),
        ("GM0150", 2021, 2022, False),
        ("GM0150", 2022, 2024, True),
        ("GM0150", 2024, 2025, False),
        ("GM0150", 2019, 2019, False),
        ("NL01", 2021, 2022, True),
        ("NL01", 2020, 2021, False),
        ("NL01", 2021, 2024, True),
    ],
)
def test_pairs_of_years(region: str, year0: int, year1: int, allowed: bool) -> None:
    assert may_compare(region, year0, year1) is allowed


def test_a_pair_across_a_break_is_refused_for_a_gemeente_and_not_for_nederland() -> None:
    frame = yearly(
        ("GM0150", 2021, 1e6, 100, 1000, 4000),
        ("GM0150", 2022, 1e6, 100, 1000, 4000),
        ("NL01", 2021, 1e9, 1e5, 1e6, 4e6),
        ("NL01", 2022, 1e9, 1e5, 1e6, 4e6),
    )
    found = splits(frame).set_index("region")
    assert found.loc["GM0150", "refusal"] == Refusal.BREAK
    assert math.isnan(found.loc["GM0150", "price_factor"])
    assert found.loc["NL01", "refusal"] == ""


def test_beside_another_region_in_three_factors_or_in_two() -> None:
    frame = yearly(
        ("A", 2019, 1.0e6, 100, 1000, 4000),
        ("B", 2019, 1.4e6, 130, math.nan, 4100),
        ("NL01", 2019, 1.0e9, 9e4, 1e6, 4e6),
        ("A", 2018, 1.0e6, 100, 1000, 4000),
    )
    found = beside(frame, "NL01").set_index(["region", "year"])
    three = found.loc[("A", 2019)]
    assert three["with_youth"]
    assert sum(three[f"{name}_eur"] for name in FACTORS) == pytest.approx(three["total_eur"])
    two = found.loc[("B", 2019)]
    assert not two["with_youth"]
    assert sum(two[f"{name}_eur"] for name in FACTORS_WITHOUT_YOUTH) == pytest.approx(two["total_eur"])
    # the other has no year 2018
    assert found.loc[("A", 2018), "refusal"] == Refusal.NO_LASTEN
    assert beside(frame[:0], "NL01").empty


def test_a_begroting_is_refused() -> None:
    frame = yearly(
        ("A", 2017, 1e6, 100, 1000, 4000), ("A", 2019, 2e6, 100, 1000, 4000), statement="begroting"
    )
    assert splits(frame, [(2017, 2019)])["refusal"].tolist() == [Refusal.BUDGET]


def test_a_region_without_one_of_the_years_is_left_out() -> None:
    frame = yearly(("A", 2017, 1e6, 100, 1000, 4000), ("B", 2019, 2e6, 100, 1000, 4000))
    assert splits(frame).empty
    assert splits(frame[:0]).empty
    assert "refusal" in splits(frame[:0])


def test_terms_are_put_together_by_region_and_year() -> None:
    amounts = pd.DataFrame(
        {
            "region": ["A", "A"],
            "year": [2018, 2019],
            "statement": "jaarrekening",
            "lasten_eur": [1.0, 2.0],
            "inwoners_n": [10, 11],
            "users_n": [None, 60.0],
            "youth_n": [3, 4],
            "cell_status": "ok",
            "other_area": 0,
        }
    )
    budget = amounts.assign(statement="begroting")
    found = terms_of(pd.concat([amounts, budget]))
    assert found["year"].tolist() == [2018, 2019]
    assert found["users_n"].isna().tolist() == [True, False]
    assert found["youth_n"].tolist() == [3.0, 4.0]


def test_two_years_of_two_areas_are_not_split() -> None:
    frame = yearly(("A", 2017, 1e6, 100, 1000, 4000), ("A", 2018, 2e6, 110, 1000, 4000),
                   ("A", 2019, 2e6, 120, 1000, 4000))  # fmt: skip
    found = splits(frame.assign(other_area=[2018, 0, 0])).set_index(["year0", "year1"])["refusal"]
    assert found.to_dict() == {(2017, 2018): "knik", (2017, 2019): "knik", (2018, 2019): ""}


def test_the_logarithmic_mean_keeps_its_digits_near_equality() -> None:
    assert log_mean(7.0, 7.0) == 7.0
    # for b = a (1 + e) the mean is a (1 + e/2 - e^2/12 ...): at e = 1e-9 the plain formula loses nine digits
    assert log_mean(300.0 * (1 + 1e-9), 300.0) == pytest.approx(300.0 * (1 + 5e-10), rel=1e-15)
    assert log_mean(math.e, 1.0) == pytest.approx(math.e - 1)


SQL = """
WITH d AS (
    SELECT b.region, a.lasten_eur / a.inwoners_n AS v1, b.lasten_eur / b.inwoners_n AS v0,
           ln((a.lasten_eur / a.users_n) / (b.lasten_eur / b.users_n)) AS price,
           ln((a.users_n / a.youth_n) / (b.users_n / b.youth_n)) AS use,
           ln((a.youth_n / a.inwoners_n) / (b.youth_n / b.inwoners_n)) AS youth
    FROM terms b JOIN terms a USING (region) WHERE b.year = 2017 AND a.year = 2019
)
SELECT region, m * price AS price_eur, m * use AS use_eur, m * youth AS youth_eur
FROM (SELECT *, (v1 - v0) / ln(v1 / v0) AS m FROM d) ORDER BY region
"""


def test_sql_gives_the_same() -> None:
    frame = yearly(
        ("A", 2017, 1.0e6, 100, 1000, 4000),
        ("A", 2019, 1.4e6, 130, 990, 4100),
        ("B", 2017, 3.0e6, 400, 2500, 9000),
        ("B", 2019, 2.5e6, 420, 2600, 9100),
    )
    connection = duckdb.connect()
    connection.register("terms", frame)
    second = connection.sql(SQL).df()
    found = splits(frame, [(2017, 2019)]).sort_values("region")
    np.testing.assert_allclose(
        found[["price_eur", "use_eur", "youth_eur"]], second.drop(columns="region"), rtol=1e-9
    )


people = st.floats(min_value=50, max_value=1e6)
money = st.floats(min_value=1, max_value=1e10)


@settings(deadline=None, max_examples=60)
@given(st.lists(money, min_size=2, max_size=2), st.lists(people, min_size=6, max_size=6))
def test_factors_multiply_and_euros_add_up(lasten: list[float], counts: list[float]) -> None:
    before = terms(lasten_eur=lasten[0], users_n=counts[0], youth_n=counts[1], inwoners_n=counts[2])
    after = terms(lasten_eur=lasten[1], users_n=counts[3], youth_n=counts[4], inwoners_n=counts[5])
    row = split(before, after).iloc[0]
    assert math.prod(row[f"{name}_factor"] for name in FACTORS) == pytest.approx(
        row["total_factor"], rel=1e-9
    )
    scale = max(row["value0_eur"], row["value1_eur"])
    assert sum(row[f"{name}_eur"] for name in FACTORS) == pytest.approx(row["total_eur"], abs=1e-7 * scale)
    for name in FACTORS:
        assert row[f"{name}_low"] <= row[f"{name}_factor"] <= row[f"{name}_high"]


@given(st.floats(min_value=1e-6, max_value=1e12), st.floats(min_value=1e-6, max_value=1e12))
def test_the_logarithmic_mean_lies_between(a: float, b: float) -> None:
    mean = float(log_mean(a, b))
    assert min(a, b) * (1 - 1e-9) <= mean <= max(a, b) * (1 + 1e-9)
    assert mean == pytest.approx(float(log_mean(b, a)), rel=1e-9)
