"""The index taken apart: hand-worked gemeenten of methode 4, a second computation in SQL, and properties."""

import math

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.costs.country import IN_A_SUM
from metrics.costs.index_apart import (
    INDEX,
    deflated_growth,
    index_apart,
    index_of_group,
    report_band,
)
from metrics.costs.prices import price_levels

# Lasten on 6.72 + 6.82 in thousands of euros (45038NED, 45046NED, 2nd placing) and inhabitants (70072ned):
# name -> begroting 2017, rekening 2017, rekening 2019, inhabitants 2017, inhabitants 2019
IV3 = {
    "Deventer": (22177, 24485, 24039, 99295, 99957),
    "Utrecht": (69136, 70144, 83753, 343038, 352866),
    "Zaltbommel": (3634, 4550, 6714, 27728, 28451),
    "Heusden": (7244, 5463, 8047, 43516, 44135),
    "Peel en Maas": (7620, 6242, 8710, 43347, 43311),
    "Roosendaal": (18950, 22425, 21570, 77163, 77032),
}


def amounts(rows: dict[str, tuple[float, float, float, float, float]], status: str = "ok") -> pd.DataFrame:
    found = []
    for region, (budget, account, last, people0, people1) in rows.items():
        for statement, year, lasten, people in (
            ("begroting", 2017, budget, people0),
            ("jaarrekening", 2017, account, people0),
            ("jaarrekening", 2019, last, people1),
        ):
            found.append((region, year, statement, 1000.0 * lasten, people, status))
    columns = ["region", "year", "statement", "lasten_eur", "inwoners_n", "cell_status"]
    return pd.DataFrame(found, columns=columns)


def one(frame: pd.DataFrame, region: str) -> pd.Series:
    rows = frame[frame["region"] == region]
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.mark.parametrize(
    ("name", "index", "budget", "growth"),
    [
        ("Peel en Maas", 114, 0.82, 1.40),
        ("Heusden", 110, 0.75, 1.45),
        ("Deventer", 108, 1.10, 0.98),
        ("Zaltbommel", 180, 1.25, 1.44),
        ("Roosendaal", 114, 1.18, 0.96),
    ],
)
def test_index_is_budget_error_times_growth(name: str, index: int, budget: float, growth: float) -> None:
    row = one(index_apart(amounts(IV3), [(2017, 2019)]), name)
    assert round(row["index"]) == index
    assert round(row["budget_factor"], 2) == budget
    assert round(row["growth_factor"], 2) == growth
    assert row["cell_status"] == "ok"


def test_utrecht_to_three_decimals() -> None:
    row = one(index_apart(amounts(IV3), [(2017, 2019)]), "Utrecht")
    assert round(row["budget_factor"], 3) == 1.015
    assert round(row["growth_factor"], 2) == 1.16


def test_deventer_in_euro_and_percent() -> None:
    row = one(index_apart(amounts(IV3)), "Deventer")
    assert row["begroting_base_eur"] == pytest.approx(22_177_000 / 99_295)
    assert row["rekening_end_eur"] == pytest.approx(240.49, abs=0.005)
    assert row["growth_pct"] == pytest.approx(-2.47, abs=0.005)
    # two years: the root of 0.97528
    assert row["growth_per_year_pct"] == pytest.approx(100 * (math.sqrt(row["growth_factor"]) - 1))


def test_the_reports_band_over_two_years() -> None:
    assert report_band(2) == pytest.approx((106.09, 110.25))
    found = index_apart(amounts(IV3), [(2017, 2019)]).set_index("region")
    # on the index Deventer's 107.7 lies within, on the accounts it lies under; Peel en Maas the other way up
    assert found.loc["Deventer", "index_band"] == "binnen"
    assert found.loc["Deventer", "growth_band"] == "onder"
    assert found.loc["Heusden", "index_band"] == "binnen"
    assert found.loc["Heusden", "growth_band"] == "boven"


@pytest.mark.parametrize(
    ("last", "place"), [(103.0, "binnen"), (102.99, "onder"), (105.0, "binnen"), (105.01, "boven")]
)
def test_the_edges_of_the_band_lie_within(last: float, place: str) -> None:
    frame = pd.DataFrame(
        {
            "region": "A",
            "year": [2018, 2018, 2019],
            "statement": ["begroting", "jaarrekening", "jaarrekening"],
            "lasten_eur": [100.0, 100.0, last],
            "inwoners_n": 1.0,
            "cell_status": "ok",
        }
    )
    assert one(index_apart(frame, [(2018, 2019)]), "A")["growth_band"] == place


def test_a_zero_budget_gives_no_index_but_does_give_growth() -> None:
    row = one(index_apart(amounts({"Assen": (0, 100, 120, 10, 10)}), [(2017, 2019)]), "Assen")
    assert math.isnan(row["index"])
    assert math.isnan(row["budget_factor"])
    assert row["index_band"] == ""
    assert row["growth_factor"] == pytest.approx(1.2)
    assert row["cell_status"] == "nul_als_ontbrekend"


def test_no_inhabitants_and_negative_amounts_never_become_a_number() -> None:
    rows = {"geen inwoners": (10, 10, 10, 0, 10), "negatief": (-5, 10, 10, 10, 10)}
    found = index_apart(amounts(rows), [(2017, 2019)])
    assert found["index"].isna().all()
    assert not np.isinf(found.select_dtypes("number").to_numpy()).any()


def test_a_missing_year_keeps_its_status() -> None:
    frame = amounts({"A": (10, 10, 12, 1, 1)})
    frame.loc[frame["year"] == 2019, ["lasten_eur", "cell_status"]] = [np.nan, "niet_geleverd"]
    row = one(index_apart(frame, [(2017, 2019)]), "A")
    assert math.isnan(row["growth_factor"])
    assert row["budget_factor"] == 1
    assert row["cell_status"] == "niet_geleverd"


@pytest.mark.parametrize(("budget", "status"), [(50.0, "ok"), (49.999, "basis_te_laag")])
def test_a_base_under_half_of_the_accounts_is_flagged(budget: float, status: str) -> None:
    row = one(index_apart(amounts({"Tiel": (budget, 100, 110, 1, 1)}), [(2017, 2019)]), "Tiel")
    assert row["cell_status"] == status
    assert row["index"] == pytest.approx(100 * 110 / budget)


def test_a_status_with_a_figure_stays_visible() -> None:
    row = one(
        index_apart(amounts({"Cuijk": (10, 10, 12, 1, 1)}, "boekt_voor_anderen"), [(2017, 2019)]), "Cuijk"
    )
    assert row["cell_status"] == "boekt_voor_anderen"
    assert row["index"] == pytest.approx(120)


def test_every_pair_of_years_and_doubles_refused() -> None:
    frame = amounts(IV3)
    more = pd.concat([frame, frame.assign(year=frame["year"] + 1).query("year == 2018")])
    found = index_apart(more)
    assert set(zip(found["base_year"], found["end_year"], strict=True)) == {
        (2017, 2018),
        (2017, 2019),
        (2018, 2019),
    }
    with pytest.raises(ValueError, match="more than one row"):
        index_apart(pd.concat([frame, frame]))


@pytest.mark.parametrize("region", ["GM0150", "NL01"])
def test_no_growth_crosses_the_rule_of_2022(region: str) -> None:
    frame = amounts({region: (10, 12, 15, 1, 1)})
    later = frame.assign(year=frame["year"].map({2017: 2021, 2019: 2022}))
    row = one(index_apart(later, [(2021, 2022)]), region)
    assert row["cell_status"] == "gebroken"
    assert math.isnan(row["index"]) and math.isnan(row["growth_factor"])
    assert row["budget_factor"] == pytest.approx(1.2)


def test_an_empty_frame_gives_an_empty_frame() -> None:
    assert list(index_apart(amounts(IV3)[:0]).columns) == INDEX


def test_growth_needs_a_later_year() -> None:
    with pytest.raises(ValueError, match="end year"):
        report_band(0)


def test_a_group_uses_the_same_gemeenten_in_every_term() -> None:
    rows = {**IV3, "Assen": (0, 100, 120, 10, 10), "Tiel": (1, 100, 120, 10, 10)}
    frame = amounts(rows)
    frame.loc[frame["region"] == "Utrecht", "cell_status"] = "niet_plausibel"
    row, left_out = index_of_group(frame, "GROEP", rows)
    assert left_out[2017, 2019] == ("Assen", "Tiel", "Utrecht")
    kept = [value for name, value in IV3.items() if name != "Utrecht"]
    budget, _, last, people0, people1 = (sum(value[n] for value in kept) for n in range(5))
    assert row["index"].item() == pytest.approx(100 * (last / people1) / (budget / people0))


def test_nederland_keeps_a_low_base_in_the_sum() -> None:
    rows = {**IV3, "Assen": (0, 100, 120, 10, 10), "Tiel": (1, 100, 120, 10, 10)}
    row, left_out = index_of_group(amounts(rows), "NL01", rows, [(2017, 2019)], IN_A_SUM)
    assert left_out[2017, 2019] == ("Assen",)
    budget = sum(value[0] for value in IV3.values()) + 1
    people = sum(value[3] for value in IV3.values()) + 10
    assert row["begroting_base_eur"].item() == pytest.approx(1000 * budget / people)


def test_a_group_without_a_usable_member_says_so() -> None:
    row, left_out = index_of_group(amounts({"Assen": (0, 100, 120, 10, 10)}), "G", ["Assen"])
    assert left_out == {(2017, 2019): ("Assen",)}
    assert row["index"].isna().all()
    assert row["cell_status"].item() != "ok"


def test_over_2022_nobody_counts_in_the_index_of_a_group() -> None:
    frame = amounts({name: IV3[name] for name in ("Deventer", "Utrecht")})
    later = frame.assign(year=frame["year"].map({2017: 2021, 2019: 2023}))
    row, left_out = index_of_group(later, "G", ["Deventer", "Utrecht"], [(2021, 2023)])
    assert left_out == {(2021, 2023): ("Deventer", "Utrecht")}
    assert row["index"].isna().all()


def test_prices_take_growth_down_to_real_growth() -> None:
    observations = pd.DataFrame(
        {
            "indicator": ["prijsindex_gezondheidszorg"] * 3,
            "year": [2017, 2018, 2019],
            "value": [100.0, None, 104.0],
            "source_id": "83131NED",
        }
    )
    found = deflated_growth(index_apart(amounts(IV3), [(2017, 2019)]), price_levels(observations))
    row = one(found, "Deventer")
    assert row["price_factor"] == pytest.approx(1.04)
    assert row["real_growth_pct"] == pytest.approx(100 * (row["growth_factor"] / 1.04 - 1))
    other = deflated_growth(index_apart(amounts(IV3), [(2017, 2019)]), price_levels(observations[:0]))
    assert other["real_growth_pct"].isna().all()


SQL = """
WITH p AS (SELECT region, year, statement, lasten_eur / inwoners_n AS v FROM amounts)
SELECT r.region, 100 * e.v / b.v AS index, r.v / b.v AS budget_factor, e.v / r.v AS growth_factor
FROM p r
JOIN p b ON b.region = r.region AND b.year = 2017 AND b.statement = 'begroting'
JOIN p e ON e.region = r.region AND e.year = 2019 AND e.statement = 'jaarrekening'
WHERE r.year = 2017 AND r.statement = 'jaarrekening' ORDER BY r.region
"""


def test_sql_gives_the_same() -> None:
    found = index_apart(amounts(IV3), [(2017, 2019)]).sort_values("region", ignore_index=True)
    connection = duckdb.connect()
    connection.register("amounts", amounts(IV3))
    second = connection.sql(SQL).df()
    columns = ["index", "budget_factor", "growth_factor"]
    np.testing.assert_allclose(found[columns], second[columns], rtol=1e-12)


positive = st.floats(min_value=1e-3, max_value=1e9)


@settings(deadline=None, max_examples=40)
@given(st.tuples(positive, positive, positive, positive, positive))
def test_factors_multiply_back_to_the_index(numbers: tuple[float, float, float, float, float]) -> None:
    row = one(index_apart(amounts({"A": numbers}), [(2017, 2019)]), "A")
    assert row["index"] == pytest.approx(100 * row["budget_factor"] * row["growth_factor"], rel=1e-9)
    assert (1 + row["growth_per_year_pct"] / 100) ** 2 == pytest.approx(row["growth_factor"], rel=1e-6)
