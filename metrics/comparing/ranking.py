"""Rank, said as how many gemeenten are lower and how many higher; never 'place 1', top or bottom."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.figures import COMPARABLE
from metrics.grid import Grid
from metrics.numbers.rounding import round_half_up_all


@dataclass(frozen=True)
class Position:
    """A gemeente among all others with a figure that can be compared; itself counted in total alone."""

    lower_n: int
    higher_n: int
    equal_n: int
    total_n: int  # gemeenten with such a figure, this one included


def comparable(grid: Grid, indicator: str, period: str) -> dict[str, float]:
    """Return the values that are ranked: of gemeenten of today, in one division, with no status against it."""
    row = grid.row(indicator, period)
    if row is None:
        return {}
    ranked = np.flatnonzero(grid.usable(row, COMPARABLE) & grid.is_gemeente)
    return {grid.codes[at]: float(grid.value[row, at]) for at in ranked}


def positions(grid: Grid, indicator: str, period: str, decimals: int | None = None) -> dict[str, Position]:
    """Return how many gemeenten are lower, higher and equal, for every gemeente that is ranked.

    With `decimals` printed values are compared, so that what looks equal counts as equal. In no count: gemeenten
    without a value, with a status that forbids comparing (regional lead, not plausible, base too low, moved), or
    that are no more; such a gemeente is not in the result, and its reading says why.
    """
    if not grid.has_any(indicator, period):
        return {}  # nobody but an analyst has this figure in this period
    known = comparable(grid, indicator, period)
    values = pd.Series(known, dtype=float)
    printed = (values if decimals is None else round_half_up_all(values, decimals)).to_numpy(dtype=float)
    ordered = np.sort(printed)
    lower = np.searchsorted(ordered, printed, side="left")
    higher = len(ordered) - np.searchsorted(ordered, printed, side="right")
    return {
        code: Position(int(under), int(over), len(ordered) - int(under) - int(over) - 1, len(ordered))
        for code, under, over in zip(known, lower, higher, strict=True)
    }
