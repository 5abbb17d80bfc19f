"""Rounding half up, and what a printed number can have been before it was rounded.

The report and Dutch tables round half up (0,5 becomes 1), Python rounds half to even: 240.5 must print as
241.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import prod
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

# Below one in 10^9 a difference from the half is noise of binary numbers: 1.005 is 1.00499999999999989 in
# memory.
_NOISE_DECIMALS = 9


class Interval(NamedTuple):
    """What a printed number stands for: `low` <= true value < `high` above zero, mirrored below it."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Say whether a value would print as the number this interval is of."""
        above = value > self.low or (value == self.low and self.low > 0)
        below = value < self.high or (value == self.high and self.high < 0)
        return above and below

    def meets(self, other: "Interval") -> bool:
        """Say whether the two have a value in common (touching ends do not count)."""
        return self.low < other.high and other.low < self.high


def round_half_up(value: float, decimals: int = 0) -> float:
    """Round away from zero at the half, as printed: 240.5 -> 241.0, -240.5 -> -241.0, 1.005 (2) -> 1.01.

    Works on the shortest decimal text of the number. NaN stays NaN; infinite raises ValueError.
    """
    if value != value:
        return float("nan")
    exact = Decimal(repr(float(value)))
    if not exact.is_finite():
        raise ValueError(f"cannot round {value!r}")
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)) + 0.0


def decimals_that_multiply(factors: Sequence[float], product: float, shown: int, most: int = 4) -> int:
    """Return with how many decimals factors are shown, so that a reader who multiplies them finds what is shown.

    In: the factors, their product, and to how many decimals that is `shown`: 2 for an index to the whole, which is a
    hundred times its factors. Out: two where that is enough; `most` where even that many are too few.
    """
    wanted = round_half_up(product, shown)
    for decimals in range(2, most):
        found = prod(Decimal(repr(round_half_up(factor, decimals))) for factor in factors)
        if round_half_up(float(found), shown) == wanted:
            return decimals
    return most


def round_half_up_all(values: pd.Series, decimals: int = 0) -> pd.Series:
    """Round a column half up (index kept, NaN stays NaN): as `round_half_up` cell by cell, but fast."""
    rounded = round_half_up_each(values.to_numpy(dtype=np.float64), decimals)
    return pd.Series(rounded, index=values.index, name=values.name)


def round_half_up_each(values: npt.NDArray[np.float64], decimals: int = 0) -> npt.NDArray[np.float64]:
    """Round numbers half up, as `round_half_up_all`."""
    scale = 10.0**decimals
    scaled = np.round(values * scale, _NOISE_DECIMALS)
    whole = np.sign(scaled) * np.floor(np.abs(scaled) + 0.5)
    return np.round(whole / scale, max(decimals, 0)) + 0.0


def interval(printed: float, decimals: int) -> Interval:
    """Return the values that print as `printed` with so many decimals: 8.1 (1) -> [8.05, 8.15).

    Rounding is an interval, not a tolerance: two cells agree when their intervals meet, not when they are
    close.
    """
    exact = Decimal(repr(float(printed)))
    half = Decimal(5).scaleb(-decimals - 1)
    return Interval(float(exact - half), float(exact + half))
