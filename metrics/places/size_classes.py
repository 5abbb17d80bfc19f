"""Size classes of gemeenten as CBS publishes them for youth care, by the inhabitants on a chosen date.

Source: titles of the region dimension of 84134NED and 82972NED (keys A007397 and on). The report's tables
2-11 do not say on which date they count; their figures come out with the inhabitants of 1 January 2020.
"""

from dataclasses import dataclass

import pandas as pd

from metrics import dutch


@dataclass(frozen=True)
class SizeClass:
    """Gemeenten with `low_n` inhabitants or more and fewer than `high_n` (None: no upper bound)."""

    code: str
    low_n: int
    high_n: int | None

    @property
    def label(self) -> str:
        """Return the class in plain Dutch: '20.000 tot 50.000 inwoners'."""
        low, high = dutch.number(self.low_n), dutch.number(self.high_n or 0)
        if self.low_n == 0:
            return f"minder dan {high} inwoners"
        return f"{low} inwoners of meer" if self.high_n is None else f"{low} tot {high} inwoners"

    def holds(self, inhabitants_n: float) -> bool:
        """Say whether a gemeente of this size is in the class: the lower bound is, the upper is not."""
        return inhabitants_n >= self.low_n and (self.high_n is None or inhabitants_n < self.high_n)


# Codes as in data/report/tables.csv. The report's class of 150.000-300.000 is none of CBS.
CLASSES = (
    SizeClass("SIZE:0-20000", 0, 20_000),
    SizeClass("SIZE:20000-50000", 20_000, 50_000),
    SizeClass("SIZE:50000-100000", 50_000, 100_000),
    SizeClass("SIZE:100000-150000", 100_000, 150_000),
    SizeClass("SIZE:150000-250000", 150_000, 250_000),
    SizeClass("SIZE:250000-", 250_000, None),
)


def size_class(inhabitants_n: float) -> SizeClass | None:
    """Return the class of a gemeente; None where its inhabitants are not known (NaN) or not above 0."""
    if not inhabitants_n > 0:
        return None
    return next(each for each in CLASSES if each.holds(inhabitants_n))


def size_classes(inhabitants_n: pd.Series) -> pd.Series:
    """Return the class code of each gemeente (index kept); missing where the inhabitants are missing."""
    found = {code: size_class(value) for code, value in inhabitants_n.items()}
    return pd.Series({code: each and each.code for code, each in found.items()}, dtype=object)
