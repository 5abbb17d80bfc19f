import math

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.ratios import index, ratio_of_sums, safe_ratio


def test_zero_or_missing_gives_missing_never_infinite() -> None:
    top = pd.Series([1.0, 1.0, np.nan, 6.0])
    bottom = pd.Series([0.0, np.nan, 2.0, 3.0])
    assert safe_ratio(top, bottom).fillna(-9).tolist() == [-9, -9, -9, 2.0]
    assert safe_ratio(top, 0.0).isna().all()
    assert math.isnan(safe_ratio(1.0, 0.0))
    assert safe_ratio(1.0, 8.0, 100) == 12.5


def test_index_of_the_base_is_100() -> None:
    assert index(pd.Series([8.0, 10.0]), 8.0).tolist() == [100.0, 125.0]
    assert index(pd.Series([8.0, 10.0]), pd.Series([4.0, 0.0])).fillna(-9).tolist() == [200.0, -9]


def test_a_row_without_denominator_is_in_neither_sum() -> None:
    frame = pd.DataFrame(
        {"group": ["a", "a", "a", "b"], "eur": [10.0, 30.0, 99.0, np.nan], "n": [1.0, 1.0, np.nan, 5.0]}
    )
    result = ratio_of_sums(frame, "eur", "n", by=["group"]).set_index("group")
    assert result.loc["a"].to_dict() == {"eur": 40.0, "n": 2.0, "value": 20.0, "used_n": 2, "left_out_n": 1}
    assert math.isnan(result.loc["b", "value"])
    assert result.loc["b", "used_n"] == 0


def test_without_groups_there_is_one_row_even_for_an_empty_frame() -> None:
    frame = pd.DataFrame({"eur": [1.0, 2.0], "n": [2.0, 4.0]})
    assert ratio_of_sums(frame, "eur", "n", factor=100)["value"].tolist() == [50.0]
    assert ratio_of_sums(frame.iloc[:0], "eur", "n")["value"].isna().tolist() == [True]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.one_of(st.none(), st.integers(0, 10**6)),
            st.one_of(st.none(), st.integers(0, 1000)),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_ratio_of_sums_as_sql_has_it(rows: list[tuple[str, int | None, int | None]]) -> None:
    frame = pd.DataFrame(rows, columns=["g", "eur", "n"]).astype({"eur": float, "n": float})
    with duckdb.connect() as db:
        db.register("frame", frame.replace({np.nan: None}).astype(object))
        expected = db.execute(
            "SELECT g, sum(eur::DOUBLE) / nullif(sum(n::DOUBLE), 0) AS value FROM frame"
            " WHERE eur IS NOT NULL AND n IS NOT NULL GROUP BY g"
        ).fetchall()
    known = {g: v for g, v in expected if v is not None}
    ours = ratio_of_sums(frame, "eur", "n", by=["g"]).dropna(subset=["value"])
    assert dict(zip(ours["g"], ours["value"], strict=True)) == pytest.approx(known)
