"""Rows of the figures frame made by hand: made-up amounts on made-up gemeenten."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from metrics.figures import complete, values_of
from metrics.grid import Grid

NONE = float("nan")
COST, GROWTH, NATURA = "lasten_per_inwoner", "groei_lasten_per_inwoner", "natura_jeugdhulp"


def ratios(
    rows: Iterable[tuple[str, float, float] | tuple[str, float, float, str]],
    indicator: str = COST,
    period: str = "2023",
    **columns: Any,
) -> pd.DataFrame:
    """Rows (region, numerator, denominator[, cell status]) of a ratio; its value follows from the terms."""
    full = [(*row, "ok")[:4] for row in rows]
    frame = pd.DataFrame(full, columns=["region", "numerator", "denominator", "cell_status"])
    made = complete(frame.assign(indicator=indicator, period=period, **columns))
    terms = made[["numerator", "denominator", "base_numerator", "base_denominator"]].to_numpy(dtype=float)
    return made.assign(value=values_of(terms, indicator))


def growth(
    rows: Iterable[tuple[str, float, float, float, float]], status: str = "ok", period: str = "2023"
) -> pd.DataFrame:
    """Rows (region, lasten, inhabitants, lasten of the base year, inhabitants of the base year)."""
    columns = ["region", "numerator", "denominator", "base_numerator", "base_denominator"]
    frame = pd.DataFrame(rows, columns=columns)
    made = complete(frame.assign(indicator=GROWTH, period=period, cell_status=status))
    terms = made[["numerator", "denominator", "base_numerator", "base_denominator"]].to_numpy(dtype=float)
    return made.assign(value=values_of(terms, GROWTH))


def published(
    values: dict[str, float | None], indicator: str = NATURA, period: str = "2023H1", **columns: Any
) -> pd.DataFrame:
    """Figures without counts: percentages, medians, deciles."""
    frame = pd.DataFrame({"region": list(values), "value": list(values.values())})
    return complete(frame.assign(indicator=indicator, period=period, **columns))


def grid(*frames: pd.DataFrame) -> Grid:
    return Grid(pd.concat(frames, ignore_index=True))
