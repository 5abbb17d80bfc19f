"""The charts of *Gebruik van jeugdhulp*: half-years of a share, with both bands around it. Pure."""

from collections.abc import Sequence
from typing import Literal

from metrics.comparing.comparison import Place
from metrics.comparing.leading import ENOUGH_FOR_A_LINE
from metrics.places import breaks as breaks_of
from pages.ui.charts import marks
from pages.ui.charts.spec import Chart, Point, Series
from pages.ui.charts.spec.lines import LineChart, Range, RangeBand
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.gebruik import words
from pages.ui.gebruik.view import MEASURES, UseView

_BANDS: tuple[tuple[str, Literal["box", "whisker"], str], ...] = (
    ("gebruikelijk verschil tussen gemeenten", "box", "usual"),
    ("toevalsmarge", "whisker", "chance"),
)


def chart(view: UseView, indicator: str) -> Chart | None:
    """Return the half-years of a share: a line, two moments side by side, or None where there are no two.

    Also None where counting changed between the only two.
    """
    measure = MEASURES[indicator]
    own = view.halves(indicator)
    if len(own) < 2:
        return None
    halves = marks.every(view.all_halves(indicator))
    series = tuple(
        one for one in (_series(view, place, indicator, halves) for place in view.places) if one.last
    )
    heading = words.chart_title(view, indicator)
    alt = marks.lines_in_words(heading, halves, series)
    if len(own) < ENOUGH_FOR_A_LINE:
        if breaks_of.crossed(own[0], own[-1], view.breaks):
            return None
        return SlopeChart(
            title=heading,
            subtitle=measure.subtitle,
            alt=alt,
            source=view.source(indicator),
            series=tuple(one for one in series if _has(one, own[0]) and _has(one, own[-1])),
            start=own[0],
            end=own[-1],
            unit="pct",
            decimals=1,
        )
    lineage, records = view.build.lineage, view.build.records
    return LineChart(
        title=heading,
        subtitle=measure.subtitle,
        alt=alt,
        source=view.source(indicator),
        series=series,
        unit="pct",
        decimals=1,
        bands=range_bands(view, indicator),
        breaks=marks.breaks("use", view.code, lineage, records, halves),
        line_notes=marks.line_notes("use", view.code, view.name, lineage, records, halves),
    )


def range_bands(view: UseView, indicator: str) -> tuple[RangeBand, ...]:
    """Return both bands of a share as ranges: what is usual between gemeenten, and chance around the own figure."""
    rows = view.bands[view.bands["indicator"] == indicator]
    if rows.empty:
        return ()
    rows = rows[rows["period"].isin(view.halves(indicator))]
    found = []
    for name, shape, prefix in _BANDS:
        known = rows[rows[f"{prefix}_low_pct"].notna()]
        columns = (known["period"], known[f"{prefix}_low_pct"], known[f"{prefix}_high_pct"])
        ranges = tuple(Range(str(p), float(low), float(high)) for p, low, high in zip(*columns, strict=True))
        if ranges:
            found.append(RangeBand(name, shape, ranges))
    return tuple(found)


def _series(view: UseView, place: Place, indicator: str, halves: Sequence[str]) -> Series:
    figures = [view.figure(indicator, period, place.code) for period in halves]
    points = (
        Point(one.period, one.value, one.is_provisional, one.reason or "ok", one.is_entered)
        for one in figures
    )
    return Series(place.name, place.role, tuple(points), place.code)


def _has(series: Series, period: str) -> bool:
    return any(point.period == period and point.value is not None for point in series.points)
