"""Which figures can be shown of many gemeenten: for the choosers of the map and of a group. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from metrics import dutch
from metrics.grid import Grid
from metrics.records import Indicator


@dataclass(frozen=True)
class Atlas:
    """What can be drawn of one build: per indicator its title and periods."""

    titles: Mapping[str, str]
    periods: Mapping[str, Mapping[str, str]]  # newest first


def atlas(grid: Grid, records: Mapping[str, Indicator], within: Collection[str] | None = None) -> Atlas:
    """Return what can be drawn: indicators in the order of the records, periods with more than one gemeente.

    `within`: only these gemeenten are looked at (a group); None: all.
    """
    found: dict[str, dict[str, str]] = {}
    columns = grid.is_gemeente if within is None else np.isin(grid.codes, list(within))
    for indicator in records:
        periods = [
            period
            for period in grid.periods(indicator)
            if "K" not in period and (~np.isnan(grid.value[grid.row(indicator, period), columns])).sum() > 1
        ]
        if periods:
            ordered = sorted(periods, key=dutch.period_position, reverse=True)
            found[indicator] = {period: dutch.period_heading(period) for period in ordered}
    return Atlas({indicator: records[indicator].title for indicator in found}, found)
