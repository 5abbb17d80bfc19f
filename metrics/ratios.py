"""Ratios that carry what they are made of: index, ratio of sums, division that knows what it cannot do."""

from collections.abc import Sequence
from typing import overload

import numpy as np
import pandas as pd


@overload
def safe_ratio(numerator: pd.Series, denominator: pd.Series | float, factor: float = 1.0) -> pd.Series: ...
@overload
def safe_ratio(numerator: float, denominator: float, factor: float = 1.0) -> float: ...
def safe_ratio(
    numerator: pd.Series | float, denominator: pd.Series | float, factor: float = 1.0
) -> pd.Series | float:
    """Return numerator / denominator x factor; NaN where one is missing or the denominator is 0."""
    if isinstance(numerator, pd.Series):
        top = numerator.astype(float)
        bottom = denominator.astype(float) if isinstance(denominator, pd.Series) else float(denominator)
        divisor = bottom.where(bottom != 0) if isinstance(bottom, pd.Series) else (bottom or np.nan)
        return top / divisor * factor
    if isinstance(denominator, pd.Series):
        raise TypeError("a number divided by a column: make the number a column")
    return float("nan") if denominator == 0 else float(numerator) / float(denominator) * factor


def index(values: pd.Series, base: float | pd.Series) -> pd.Series:
    """Return values as index numbers, base = 100; missing where the base is 0 or missing.

    `base` is one number for all (the value of the base period) or a column with the same index as `values`.
    """
    return safe_ratio(values, base, 100.0)


def ratio_of_sums(
    frame: pd.DataFrame, numerator: str, denominator: str, by: Sequence[str] = (), factor: float = 1.0
) -> pd.DataFrame:
    """Add up numerators and denominators of the same rows, then divide.

    In: a row a region with the two columns and the columns of `by`. A row that lacks one of the two is in
    neither sum. Out: a row a group with `by`, numerator, denominator (their own names), `value`, `used_n` and
    `left_out_n` (rows). A group without any complete row has NaN sums and value. Without `by`: one row.
    """
    complete = frame[numerator].notna() & frame[denominator].notna()
    known = pd.DataFrame(
        {
            **{name: frame[name] for name in by},
            numerator: frame[numerator].where(complete).astype(float),
            denominator: frame[denominator].where(complete).astype(float),
            "used_n": complete.astype(int),
            "left_out_n": (~complete).astype(int),
        }
    )
    keys = list(by) if by else [pd.Series(0, index=known.index)]
    grouped = known.groupby(keys, sort=True)
    result = grouped[[numerator, denominator]].sum(min_count=1).join(grouped[["used_n", "left_out_n"]].sum())
    result = result.reset_index(drop=not by)
    if not len(result) and not by:
        result = pd.DataFrame({numerator: [np.nan], denominator: [np.nan], "used_n": [0], "left_out_n": [0]})
    result["value"] = safe_ratio(result[numerator], result[denominator], factor)
    return result[[*by, numerator, denominator, "value", "used_n", "left_out_n"]]
