"""Rank, said as how many gemeenten are lower, higher and about equal; never 'place 1', top or bottom.

Who is about equal is told by the one rule of metrics.numbers.relation, so that a count of all gemeenten says the same
as the sentence beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.figures import COMPARABLE
from metrics.grid import Grid
from metrics.numbers.relation import ABOUT_EQUAL, Chance
from metrics.numbers.rounding import round_half_up_all


@dataclass(frozen=True)
class Position:
    """A gemeente among all others with a figure that can be compared; itself counted in total alone."""

    lower_n: int
    higher_n: int
    about_n: int  # about equal, or equal
    total_n: int  # gemeenten with such a figure, this one included


def comparable(grid: Grid, indicator: str, period: str) -> dict[str, float]:
    """Return the values that are ranked: of gemeenten of today, in one division, with no status against it."""
    row = grid.row(indicator, period)
    if row is None:
        return {}
    ranked = np.flatnonzero(grid.usable(row, COMPARABLE) & grid.is_gemeente)
    return {grid.codes[at]: float(grid.value[row, at]) for at in ranked}


def positions(
    grid: Grid,
    indicator: str,
    period: str,
    decimals: int,
    chance: Callable[[str], Chance | None] = lambda _code: None,
) -> dict[str, Position]:
    """Return how many gemeenten are lower, higher and about equal, for every gemeente that is ranked.

    Printed values are compared, by the rule of metrics.numbers.relation. `chance`: between which values chance puts
    the figure of a gemeente, in the unit of the figure. In no count: gemeenten without a value, with a status that
    forbids comparing (regional lead, not plausible, base too low, moved), or that are no more; such a gemeente is not
    in the result, and its reading says why.
    """
    known = _known(grid, indicator, period)
    values = np.array([*known.values()], dtype=float)
    ordered, printed = np.sort(values), _in_units(values, decimals)
    by_print = np.sort(printed)
    first, last = about_equal(printed)
    lower, upto = np.searchsorted(by_print, first, side="left"), np.searchsorted(by_print, last, side="right")
    found = {}
    for code, low, high in zip(known, lower, upto, strict=True):
        under, within = int(low), int(high)
        by_chance = chance(code)
        if by_chance is not None:
            under = min(under, int(np.searchsorted(ordered, by_chance[0], side="left")))
            within = max(within, int(np.searchsorted(ordered, by_chance[1], side="right")))
        found[code] = Position(under, len(ordered) - within, within - under - 1, len(ordered))
    return found


def about_equal(printed: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the lowest and the highest whole number that is about equal to each, both included.

    In: printed values in units of their last decimal, so that nothing is lost; the rule is that of `relation`.
    """
    # less than one part in `parts` of the smaller apart: b > a is about equal while parts * b < (parts + 1) * a
    parts = int(1 / ABOUT_EQUAL)
    size = np.abs(printed)
    nearest, farthest = parts * size // (parts + 1) + 1, -(-(parts + 1) * size // parts) - 1
    nearest, farthest = np.minimum(nearest, size), np.maximum(farthest, size)
    return np.where(printed < 0, -farthest, nearest), np.where(printed < 0, -nearest, farthest)


def top(grid: Grid, indicator: str, period: str, decimals: int, share: float) -> set[str]:
    """Return the gemeenten of which fewer than a share (0 to 1) of all are higher as printed; ties are all in it."""
    known = _known(grid, indicator, period)
    printed = _in_units([*known.values()], decimals)
    higher = len(printed) - np.searchsorted(np.sort(printed), printed, side="right")
    return {code for code, over in zip(known, higher, strict=True) if over < share * len(printed)}


def _known(grid: Grid, indicator: str, period: str) -> dict[str, float]:
    """Return the values that are ranked; none where nobody but an analyst has this figure in this period."""
    return comparable(grid, indicator, period) if grid.has_any(indicator, period) else {}


def _in_units(values: Sequence[float] | NDArray[np.float64], decimals: int) -> NDArray[np.int64]:
    """Return values as printed, in units of their last decimal."""
    printed = round_half_up_all(pd.Series(values, dtype=float), decimals).to_numpy(dtype=float)
    whole: NDArray[np.int64] = np.rint(printed * 10**decimals).astype(np.int64)
    return whole
