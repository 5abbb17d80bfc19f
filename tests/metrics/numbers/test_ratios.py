import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.numbers.ratios import index, safe_ratio


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


@given(
    st.one_of(st.just(float("nan")), st.floats(-1e9, 1e9)),
    st.one_of(st.just(float("nan")), st.floats(-1e9, 1e9)),
)
def test_column_and_number_divide_alike_and_never_to_infinity(top: float, bottom: float) -> None:
    alone = safe_ratio(top, bottom, 100.0)
    for column in (
        safe_ratio(pd.Series([top]), pd.Series([bottom]), 100.0),
        safe_ratio(pd.Series([top]), bottom, 100.0),
    ):
        assert column.isna().iloc[0] == math.isnan(alone)
        assert math.isnan(alone) or column.iloc[0] == alone
    if bottom == 0:
        assert math.isnan(alone)


def test_a_number_over_a_column_is_refused() -> None:
    with pytest.raises(TypeError, match="make the number a column"):
        safe_ratio(1.0, pd.Series([2.0]))  # type: ignore[call-overload]
