"""Points of a line or of two moments that do not go with the others: what is drawn of them, and what is said. Pure.

Which they are is decided once, for sentences and charts alike: metrics.comparing.reasons.APART.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from metrics import dutch
from metrics.comparing.reasons import APART, REASONS
from pages.ui.charts.spec import Point, Series

# A value of this status would only stretch the axis until nothing else can be read: it stands in the table alone.
_NOT_DRAWN = "niet_plausibel"


def is_apart(point: Point) -> bool:
    """Say whether no line goes to or from a point."""
    return point.status in APART


def drawn(point: Point) -> Point:
    """Return a point as it is drawn: without a value where that would stretch the axis."""
    return replace(point, value=None) if point.status == _NOT_DRAWN else point


def told(series: Iterable[Series]) -> tuple[str, ...]:
    """Return a sentence a reason for the points that are not drawn, or are drawn and joined with nothing.

    'Los punt: Aa in 2019 (boekt mogelijk voor andere gemeenten).' Empty where every point is part of its line.
    """
    found = [
        (point.status, one.name, point.period)
        for one in series
        for point in one.points
        if point.value is not None and is_apart(point)
    ]
    return tuple(
        _sentence(status, [(name, period) for _, name, period in each])
        for status, each in groupby(sorted(found, key=lambda one: one[0]), key=lambda one: one[0])
    )


def _sentence(status: str, where: list[tuple[str, str]]) -> str:
    periods: dict[str, list[str]] = {}
    for name, period in where:
        periods.setdefault(name, []).append(period)
    what = "Zonder punt" if status == _NOT_DRAWN else "Los punt" if len(where) == 1 else "Losse punten"
    who = "; ".join(f"{name} {dutch.in_periods(each)}" for name, each in periods.items())
    return f"{what}: {who} ({REASONS[status].aside})."
