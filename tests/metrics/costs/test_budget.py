"""Begroting against rekening, and whether budgets lag behind accounts that were known."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.costs.budget import budget_against_accounts, budgets_lag
from tests.support.scratch import scratch


def amounts(*rows: tuple[str, int, str, float, float, str]) -> pd.DataFrame:
    columns = ["region", "year", "statement", "lasten_eur", "inwoners_n", "cell_status"]
    return pd.DataFrame(rows, columns=columns).astype({"lasten_eur": float, "inwoners_n": float})


def pair(
    region: str, plan: float, real: float, status: str = "ok"
) -> tuple[tuple[str, int, str, float, float, str], ...]:
    return (
        (region, 2019, "begroting", plan, 100.0, "ok"),
        (region, 2019, "jaarrekening", real, 100.0, status),
    )


def test_deventer_2019_stayed_under_its_begroting() -> None:
    # thousands of euros, 45046NED: 22,557 + 2,597 budgeted, 21,414 + 2,625 in the accounts
    row = budget_against_accounts(
        amounts(
            ("GM0150", 2019, "begroting", 25_154_000, 99_957, "ok"),
            ("GM0150", 2019, "jaarrekening", 24_039_000, 99_957, "ok"),
        )
    ).iloc[0]
    assert row["difference_eur"] == -1_115_000
    assert row["difference_pct"] == pytest.approx(-4.43, abs=0.005)
    assert row["difference_per_inwoner_eur"] == pytest.approx(-11.15, abs=0.005)
    assert row["cell_status"] == "ok"


@pytest.mark.parametrize(
    ("plan", "real", "status", "expected"),
    [
        (50, 100, "ok", "ok"),
        (49.9, 100, "ok", "basis_te_laag"),
        (0, 100, "ok", "nul_als_ontbrekend"),
        (100, 0, "ok", "nul_als_ontbrekend"),
        (100, math.nan, "niet_geleverd", "niet_geleverd"),
        (100, math.nan, "ok", "geen_cijfer"),
        (100, 120, "boekt_voor_anderen", "boekt_voor_anderen"),
    ],
)
def test_statuses(plan: float, real: float, status: str, expected: str) -> None:
    row = budget_against_accounts(amounts(*pair("A", plan, real, status))).iloc[0]
    assert row["cell_status"] == expected
    assert not any(np.isinf(value) for value in row if isinstance(value, float))


def test_an_amount_under_zero_is_kept_and_nothing_is_set_against_it() -> None:
    """Nieuwkoop budgeted -41 million for 2024: the amount is shown with its mark wherever the year stands."""
    frame = amounts(
        ("A", 2024, "begroting", -500, 100, "niet_plausibel"), ("A", 2024, "jaarrekening", 400, 100, "ok")
    )
    row = budget_against_accounts(frame).iloc[0]
    assert (row["begroting_eur"], row["begroting_per_inwoner_eur"], row["rekening_eur"]) == (-500, -5, 400)
    assert row[["difference_eur", "difference_pct", "difference_per_inwoner_eur"]].isna().all()
    assert row["cell_status"] == "niet_plausibel"


def test_a_year_without_accounts_keeps_its_begroting() -> None:
    row = budget_against_accounts(amounts(("A", 2025, "begroting", 500, 100, "ok"))).iloc[0]
    assert row["begroting_per_inwoner_eur"] == 5
    assert math.isnan(row["rekening_eur"])
    assert row["cell_status"] == "niet_geladen"


def test_a_year_in_which_others_have_accounts_is_not_unloaded() -> None:
    frame = amounts(("A", 2025, "begroting", 500, 100, "ok"), ("B", 2025, "jaarrekening", 500, 100, "ok"))
    found = budget_against_accounts(frame).set_index("region")
    assert found.loc["A", "cell_status"] == "geen_cijfer"
    assert found.loc["B", "cell_status"] == "geen_cijfer"


def test_lag_counts_every_gemeente_once() -> None:
    frame = amounts(
        ("lager", 2021, "begroting", 90, 1, "ok"),
        ("lager", 2019, "jaarrekening", 100, 1, "ok"),
        ("hoger", 2021, "begroting", 101, 1, "ok"),
        ("hoger", 2019, "jaarrekening", 100, 1, "ok"),
        ("gelijk", 2021, "begroting", 99.5, 1, "ok"),
        ("gelijk", 2019, "jaarrekening", 100, 1, "ok"),
        ("nul", 2021, "begroting", 0, 1, "ok"),
        ("nul", 2019, "jaarrekening", 100, 1, "ok"),
        ("regio", 2021, "begroting", 90, 1, "ok"),
        ("regio", 2019, "jaarrekening", 100, 1, "boekt_voor_anderen"),
        ("laag", 2021, "begroting", 49, 1, "ok"),
        ("laag", 2019, "jaarrekening", 100, 1, "ok"),
        ("nieuw", 2021, "begroting", 90, 1, "ok"),
    )
    found = budgets_lag(frame, 2021, 2019)
    assert (found.lower_n, found.higher_n, found.equal_n, found.total_n) == (1, 1, 1, 3)
    assert found.missing == ("nieuw", "nul")
    assert found.flagged == ("laag", "regio")
    assert found.lower_pct == pytest.approx(100 / 3)


def test_lag_without_anything_to_compare() -> None:
    found = budgets_lag(amounts(*pair("A", 1, 1)), 2021, 2020)
    assert found.total_n == 0
    assert math.isnan(found.lower_pct)
    with pytest.raises(ValueError, match="later year"):
        budgets_lag(amounts(*pair("A", 1, 1)), 2019, 2019)


def test_of_who_received_part_of_a_divided_gemeente_the_earlier_account_is_of_another_area() -> None:
    frame = amounts(
        ("A", 2021, "begroting", 90, 1, "ok"),
        ("A", 2019, "jaarrekening", 100, 1, "ok"),
        ("B", 2021, "begroting", 90, 1, "ok"),
        ("B", 2019, "jaarrekening", 100, 1, "ok"),
    )
    lag = budgets_lag(frame.assign(other_area=[0, 2021, 0, 0]), 2021, 2019)
    assert (lag.lower_n, lag.missing, lag.flagged) == (1, ("A",), ())


SQL = """
SELECT b.region, r.lasten_eur - b.lasten_eur AS difference_eur,
       100.0 * (r.lasten_eur - b.lasten_eur) / b.lasten_eur AS difference_pct
FROM amounts b JOIN amounts r USING (region, year)
WHERE b.statement = 'begroting' AND r.statement = 'jaarrekening' AND b.lasten_eur > 0 AND r.lasten_eur > 0
ORDER BY region
"""

money = st.floats(min_value=1, max_value=1e9)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(money, money), min_size=1, max_size=15))
def test_sql_gives_the_same_and_parts_add_up(pairs: list[tuple[float, float]]) -> None:
    frame = amounts(*(row for n, (plan, real) in enumerate(pairs) for row in pair(f"R{n:02d}", plan, real)))
    found = budget_against_accounts(frame)
    with scratch() as connection:
        connection.register("amounts", frame)
        second = connection.sql(SQL).df()
    np.testing.assert_allclose(found["difference_eur"], second["difference_eur"], rtol=1e-9)
    np.testing.assert_allclose(found["difference_pct"], second["difference_pct"], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(
        found["begroting_eur"] + found["difference_eur"], found["rekening_eur"], rtol=1e-9, atol=1e-6
    )
