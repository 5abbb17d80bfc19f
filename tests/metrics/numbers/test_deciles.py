import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.numbers.deciles import DEFAULT_RULE, RULES, deciles
from tests.support.scratch import scratch

INCOMES = st.lists(st.integers(200, 400), min_size=11, max_size=60)


def test_hand_case_average_rank() -> None:
    # N = 20, one tie on ranks 2 and 3 (average 2.5: 10 x 2.5 / 20 = 1.25, so decile 2)
    values = pd.Series([1.0, 2.0, 2.0, *range(4, 21)])
    assert deciles(values, "lowest").tolist()[:5] == [1, 2, 2, 2, 3]
    assert deciles(values, "lowest").tolist()[-2:] == [10, 10]
    # the same tie under the other rank rules: ranks 2 and 2, 3 and 3, 2 and 3
    assert deciles(values, "lowest", "laagste_rang").tolist()[1:3] == [1, 1]
    assert deciles(values, "lowest", "hoogste_rang").tolist()[1:3] == [2, 2]
    assert deciles(values, "lowest", "volgorde").tolist()[1:3] == [1, 2]


def test_boundary_rules_differ_only_on_the_boundary() -> None:
    values = pd.Series(range(1, 12), dtype=float)  # linear boundaries fall on 2, 3, ..., 10
    assert deciles(values, "lowest", "grens_tot_en_met").tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert deciles(values, "lowest", "grens_tot").tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]
    assert deciles(values, "lowest", "pandas_qcut").tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert deciles(values, "lowest", "numpy_digitize").tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]


def test_highest_share_is_decile_one() -> None:
    values = pd.Series(range(10), index=list("abcdefghij"), dtype=float)
    assert deciles(values, "highest")["j"] == 1
    assert deciles(values, "highest")["a"] == 10
    assert deciles(values, "lowest")["a"] == 1


def test_missing_is_not_counted_and_stays_missing() -> None:
    values = pd.Series([*range(10), np.nan, np.nan], dtype=float)
    result = deciles(values, "lowest")
    assert result.tolist()[:10] == list(range(1, 11))
    assert result.isna().tolist()[10:] == [True, True]
    assert deciles(pd.Series([np.nan]), "lowest").isna().all()


def test_an_unknown_rule_or_side_is_refused() -> None:
    with pytest.raises(KeyError):
        deciles(pd.Series([1.0]), "lowest", "naar_gevoel")
    with pytest.raises(KeyError):
        deciles(pd.Series([np.nan]), "lowest", "naar_gevoel")
    with pytest.raises(KeyError):
        deciles(pd.Series([1.0]), "best")  # type: ignore[arg-type]


@given(INCOMES, st.sampled_from(sorted(RULES)))
def test_every_rule_gives_one_to_ten_in_order_of_income(incomes: list[int], rule: str) -> None:
    values = pd.Series(incomes, dtype=float)
    result = deciles(values, "lowest", rule)
    assert result.between(1, 10).all()
    ordered = result.iloc[np.argsort(values.to_numpy(), kind="stable")]
    assert ordered.is_monotonic_increasing
    if rule != "volgorde":
        assert result.groupby(values).nunique().eq(1).all()


@given(st.permutations(range(40)))
def test_without_ties_the_rank_rules_agree(order: list[int]) -> None:
    values = pd.Series(order, dtype=float)
    for rule in ("laagste_rang", "hoogste_rang", "volgorde"):
        assert deciles(values, "lowest", rule).tolist() == deciles(values, "lowest", DEFAULT_RULE).tolist()


@settings(max_examples=25)
@given(INCOMES)
def test_default_rule_as_sql_has_it(incomes: list[int]) -> None:
    values = pd.Series(incomes, dtype=float)
    with scratch() as db:
        db.register("incomes", pd.DataFrame({"i": range(len(incomes)), "v": values}))
        expected = db.execute(
            "SELECT ceil(10 * (rank() OVER (ORDER BY v) + (count(*) OVER (PARTITION BY v) - 1) / 2.0)"
            " / count(*) OVER ()) FROM incomes ORDER BY i"
        ).fetchall()
    assert deciles(values, "lowest").tolist() == [row[0] for row in expected]
