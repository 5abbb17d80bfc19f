"""Division that knows what it cannot do, and index numbers.

Ratios of sums, over the same gemeenten in every term, are in metrics.costs.country (Nederland, size classes) and
metrics.groups.value (groups).
"""

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
