"""Charts of a comparison: a line for every place, or what changed between two moments. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from metrics import dutch
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.reading import GROUP, Reading
from pages.ui.charts import marks
from pages.ui.charts.spec import Point, Series
from pages.ui.charts.spec.lines import BreakMark, LineChart, LineNote
from pages.ui.charts.spec.slope import SlopeChart

FEW_LINES = 12  # members with a line of their own; of a larger group the lines cannot be told apart


def series_of(
    comparison: Comparison,
    places: tuple[Place, ...],
    indicator: str,
    periods: tuple[str, ...],
    value: Callable[[Place, str], Reading] | None = None,
) -> tuple[Series, ...]:
    """Return a line per place over these periods; a missing figure is a gap."""
    find = value or (lambda place, period: comparison.figure(indicator, place.code, period))
    return tuple(
        Series(
            place.name,
            place.role,
            tuple(_point(period, find(place, period)) for period in periods),
            place.code,
        )
        for place in places
    )


def _point(period: str, figure: Reading) -> Point:
    return Point(period, figure.value, figure.is_provisional, figure.reason or "ok", figure.is_entered)


def without(comparison: Comparison, indicator: str, periods: Sequence[str]) -> tuple[str, ...]:
    """Name the members that are not in the group's figure in some of the periods: the line is not all of one group.

    A member that is in no period at all is named once.
    """
    if not any(place.code == GROUP for place in comparison.places):
        return ()
    names = {place.code: place.name for place in comparison.members}
    found: dict[str, list[str]] = {}
    shown = [each for each in periods if comparison.value(indicator, GROUP, each) is not None]
    for period in shown:
        for code in comparison.figure(indicator, GROUP, period).left_out:
            found.setdefault(code, []).append(period)
    always = [names.get(code, code) for code, lacking in found.items() if len(lacking) == len(shown)]
    told = [f"De groep is zonder {dutch.names_or_count(always)}."] if always else []
    by_period: dict[tuple[str, ...], list[str]] = {}
    for code, lacking in found.items():
        if len(lacking) < len(shown):
            by_period.setdefault(tuple(lacking), []).append(names.get(code, code))
    told += [
        f"De groep is {dutch.in_periods(lacking)} zonder {dutch.names_or_count(who)}."
        for lacking, who in by_period.items()
    ]
    return tuple(told)


def lines(
    comparison: Comparison,
    indicator: str,
    *,
    title: str,
    subtitle: str,
    unit: str,
    source: str,
    base: str = "",
    breaks: tuple[BreakMark, ...] = (),
    line_notes: tuple[LineNote, ...] = (),
    notes: tuple[str, ...] = (),
    decimals: int | None = None,
) -> LineChart:
    """Return a line chart of an indicator over its periods; with `base` as an index on that period.

    The index stops at a break: a place whose base is missing or zero has no line.
    """
    half_years = "H" in base or unit == "pct"
    periods = marks.every(
        [period for period in comparison.periods(indicator) if ("H" in period) == half_years]
    )
    if base:
        limit = min((dutch.period_position(each.start) for each in breaks), default=float("inf"))
        periods = tuple(
            period
            for period in periods
            if dutch.period_position(base) <= dutch.period_position(period) < limit
        )

        def indexed(place: Place, period: str) -> Reading:
            start = comparison.figure(indicator, place.code, base).value
            figure = comparison.figure(indicator, place.code, period)
            value = 100 * figure.value / start if start and figure.value is not None else None
            return replace(figure, value=value)

        series = series_of(comparison, comparison.places, indicator, periods, indexed)
    else:
        series = series_of(comparison, comparison.places, indicator, periods)
    return LineChart(
        title=title,
        subtitle=subtitle,
        alt=marks.lines_in_words(title, periods, comparison.places),
        source=source,
        series=tuple(one for one in series if one.last is not None),
        unit="index" if base else unit,
        decimals=0 if base else decimals,
        base_line=100 if base else None,
        breaks=() if base else breaks,
        line_notes=tuple(note for note in line_notes if note.period in periods),
        notes=(*notes, *without(comparison, indicator, periods)),
    )


def slope(
    comparison: Comparison,
    indicator: str,
    start: str,
    end: str,
    *,
    title: str,
    subtitle: str,
    source: str,
    places: tuple[Place, ...] = (),
) -> SlopeChart:
    """Return what changed between two moments, a line per place that has both.

    `places`: who is drawn; default everybody. The group's figure is of all members, drawn or not.
    """
    drawn = places or comparison.places
    series = series_of(comparison, drawn, indicator, (start, end))
    return SlopeChart(
        title=title,
        subtitle=subtitle,
        alt=marks.lines_in_words(title, (start, end), drawn),
        source=source,
        series=tuple(one for one in series if all(point.value is not None for point in one.points)),
        start=start,
        end=end,
        unit="pct",
        decimals=1,
        notes=without(comparison, indicator, (start, end)),
    )
