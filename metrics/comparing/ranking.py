"""Rank, said as how many gemeenten are lower and how many higher; never 'place 1', top or bottom."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.figures import COMPARABLE, ORIGIN
from metrics.numbers.rounding import round_half_up, round_half_up_all


@dataclass(frozen=True)
class Position:
    """A gemeente among all others with a figure that can be compared; itself counted in total alone."""

    lower_n: int
    higher_n: int
    equal_n: int
    total_n: int  # gemeenten with such a figure, this one included


def position(figures: pd.DataFrame, region: str, decimals: int | None = None) -> Position | None:
    """Return how many gemeenten are lower, higher and equal.

    In: figures of *one* indicator and period (a row a region; other regions than gemeenten are ignored). With
    `decimals` printed values are compared, so that what looks equal counts as equal. In no count: gemeenten
    without a value, with a status that forbids comparing (regional lead, not plausible, base too low), or
    that did not exist yet. None where the gemeente itself has no such figure: its `cell_status` says why.
    ValueError for more than one row a region.
    """
    rows = comparable(figures)
    own = rows.loc[rows["region"] == region, "value"]
    if own.empty:
        return None
    value = float(own.iloc[0])
    others = rows.loc[rows["region"] != region, "value"]
    if decimals is not None:
        value, others = round_half_up(value, decimals), round_half_up_all(others, decimals)
    lower, higher = int((others < value).sum()), int((others > value).sum())
    return Position(lower, higher, len(others) - lower - higher, len(rows))


def positions(figures: pd.DataFrame, decimals: int | None = None) -> dict[str, Position]:
    """Return what `position` gives for every gemeente that has a figure that can be compared, in one go."""
    rows = comparable(figures)
    values = rows["value"].astype(float)
    printed = (values if decimals is None else round_half_up_all(values, decimals)).to_numpy(dtype=float)
    ordered = np.sort(printed)
    lower = np.searchsorted(ordered, printed, side="left")
    higher = len(ordered) - np.searchsorted(ordered, printed, side="right")
    return {
        str(code): Position(int(under), int(over), len(ordered) - int(under) - int(over) - 1, len(ordered))
        for code, under, over in zip(rows["region"], lower, higher, strict=True)
    }


def comparable(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of gemeenten that are ranked: with a value, no status against it, in their own year.

    In: figures of *one* indicator and period. ValueError for more than one row a region.
    """
    rows = figures[figures["region"].str.startswith("GM")]
    if ORIGIN in rows:
        rows = rows[rows[ORIGIN] == "eigen"]
    rows = rows[rows["value"].notna() & rows["cell_status"].isin(COMPARABLE)]
    if rows["region"].duplicated().any():
        raise ValueError("ranking needs the figures of one indicator and period")
    return rows
