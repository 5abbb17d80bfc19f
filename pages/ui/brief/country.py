"""All gemeenten in one figure: their places and the strip they are drawn on, made once per build and figure."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from metrics.comparing import ranking
from metrics.comparing.ranking import Position
from metrics.comparing.reading import Readings
from pages.ui.charts.inline.spread import SpreadPicture, spread
from pages.ui.site.builds import Loaded
from pages.ui.site.visiting.choosing import Source
from pages.ui.site.visiting.selection import REPORT

MIN_PAIRS_N = 20  # fewer gemeenten with both figures say nothing of how the two go together


@dataclass(frozen=True)
class Among:
    """Every gemeente with a figure that can be compared, in one figure and period, by code.

    `positions`: by the rule of the sentences. `by_code`: values, unrounded. `strip`: None where nobody has a figure.
    """

    positions: Mapping[str, Position]
    by_code: Mapping[str, float]
    strip: SpreadPicture | None


def readings_of(loaded: Loaded, source: Source) -> Readings:
    """Return the figures of a source: as printed in the report, or computed."""
    return loaded.build.readings_of_report if source == REPORT else loaded.build.readings


def among(loaded: Loaded, source: Source, indicator: str, period: str, decimals: int) -> Among:
    """Return all gemeenten in one figure and period; empty where nobody has it."""

    def made() -> Among:
        readings = readings_of(loaded, source)
        values = ranking.comparable(readings.grid, indicator, period)
        placed = readings.positions(indicator, period, decimals)
        return Among(placed, values, spread(list(values.values())) if values else None)

    return loaded.kept(("among", source, indicator, period, decimals), made)


def together(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """Return Spearman's rank correlation of two figures over the gemeenten that have both; None under 20."""
    both = [code for code in one if code in other]
    if len(both) < MIN_PAIRS_N:
        return None
    # of the ranks: scipy's own takes half a second to import, at the first page after a start
    ranks = pd.DataFrame(
        {"one": [one[code] for code in both], "other": [other[code] for code in both]}
    ).rank()
    found = float(ranks["one"].corr(ranks["other"]))
    return None if found != found else found


def association(loaded: Loaded, source: Source, one: tuple[str, str], other: tuple[str, str]) -> float | None:
    """Return how two figures (indicator, period) go together over all gemeenten: -1 to 1, None where unknown."""

    def made() -> float | None:
        grid = readings_of(loaded, source).grid
        return together(ranking.comparable(grid, *one), ranking.comparable(grid, *other))

    return loaded.kept(("association", source, one, other), made)
