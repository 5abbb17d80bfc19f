"""The figures of *Vergelijken*: use over time, lasten against income, and the strips in the cards."""

from collections.abc import Callable

from metrics import dutch
from metrics.comparing.comparison import Comparison, Figure, Place
from pages.ui.charts.inline import strip
from pages.ui.charts.spec import (
    Axis,
    BreakMark,
    Chart,
    LineChart,
    LineNote,
    Mark,
    Point,
    Reference,
    ScatterChart,
    Series,
    SlopeChart,
)
from pages.ui.charts.spec.rows import Dot, StripPlot


def series_of(
    comparison: Comparison,
    places: tuple[Place, ...],
    indicator: str,
    periods: tuple[str, ...],
    value: Callable[[Place, str], Figure] | None = None,
) -> tuple[Series, ...]:
    """Return a line per place over these periods; a missing figure is a gap."""
    find = value or (lambda place, period: comparison.figure(indicator, place.code, period))
    return tuple(
        Series(place.name, place.role, tuple(_point(period, find(place, period)) for period in periods))
        for place in places
    )


def _point(period: str, figure: Figure) -> Point:
    return Point(period, figure.value, figure.is_provisional, figure.cell_status)


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
    periods = tuple(period for period in comparison.periods(indicator) if ("H" in period) == half_years)
    if base:
        limit = min((dutch.period_position(each.start) for each in breaks), default=float("inf"))
        periods = tuple(
            period
            for period in periods
            if dutch.period_position(base) <= dutch.period_position(period) < limit
        )

        def indexed(place: Place, period: str) -> Figure:
            start = comparison.figure(indicator, place.code, base).value
            figure = comparison.figure(indicator, place.code, period)
            value = 100 * figure.value / start if start and figure.value is not None else None
            return figure._replace(value=value)

        series = series_of(comparison, comparison.places, indicator, periods, indexed)
    else:
        series = series_of(comparison, comparison.places, indicator, periods)
    return LineChart(
        title=title,
        subtitle=subtitle,
        alt=_alt(comparison, title, periods),
        source=source,
        series=tuple(one for one in series if one.last is not None),
        unit="index" if base else unit,
        decimals=0 if base else decimals,
        base_line=100 if base else None,
        breaks=() if base else breaks,
        line_notes=tuple(note for note in line_notes if note.period in periods),
        notes=notes,
    )


def _alt(comparison: Comparison, title: str, periods: tuple[str, ...]) -> str:
    if not periods:
        return f"{title}. Er zijn geen cijfers."
    names = ", ".join(place.name for place in comparison.places)
    first, last = dutch.period(periods[0]), dutch.period(periods[-1])
    return (
        f"{title}. Lijnen van {first} tot {last} voor {names}. De waarden staan in de tabel onder de figuur."
    )


def slope(
    comparison: Comparison, indicator: str, start: str, end: str, *, title: str, subtitle: str, source: str
) -> SlopeChart:
    """Return what changed between two moments, a line per place that has both."""
    series = series_of(comparison, comparison.places, indicator, (start, end))
    return SlopeChart(
        title=title,
        subtitle=subtitle,
        alt=_alt(comparison, title, (start, end)),
        source=source,
        series=tuple(one for one in series if all(point.value is not None for point in one.points)),
        start=start,
        end=end,
        unit="pct",
        decimals=1,
    )


def cost_against_income(
    comparison: Comparison, year: str, income_period: str, *, title: str, source: str
) -> ScatterChart:
    """Return lasten per inwoner against the income decile, with Nederland as a line across."""
    marks = tuple(
        Mark(
            place.name,
            place.role,
            comparison.value("inkomensdeciel", place.code, income_period),
            comparison.value("lasten_per_inwoner", place.code, year),
            code=place.code,
        )
        for place in (comparison.own, *comparison.members)
    )
    country = comparison.country
    level = comparison.value("lasten_per_inwoner", country.code, year) if country else None
    text = f"Nederland {dutch.euro(level)}" if level is not None else ""
    return ScatterChart(
        title=title,
        subtitle=f"Lasten per inwoner {year} en inkomen, deciel (1 = laagste inkomens)",
        alt=f"{title}. Een punt per gemeente; de waarden staan in de tabel onder de figuur. {text}",
        source=source,
        marks=marks,
        x=Axis("Inkomen, deciel (1 = laagste inkomens)", "deciel", 0, ticks=tuple(range(1, 11))),
        y=Axis(f"Lasten per inwoner {year}", "eur", 0),
        y_reference=Reference(level, text) if level is not None else None,
    )


def strip_of(comparison: Comparison, indicator: str, period: str, title: str, unit: str) -> tuple[str, str]:
    """Return the strip of a card as an image address, and what it shows in words; empty without figures."""
    wanted = (*comparison.members, *((comparison.country,) if comparison.country else ()), comparison.own)
    dots = tuple(
        Dot(place.name, place.role, comparison.value(indicator, place.code, period)) for place in wanted
    )
    known = [dot for dot in dots if dot.value is not None]
    if not any(dot.role == "own" for dot in known):
        return "", ""
    words = "; ".join(f"{dot.name} {dutch.value(dot.value, unit)}" for dot in known)
    chart: Chart = StripPlot(title=title, alt=f"{title}: {words}", source="-", dots=dots, unit=unit)
    return strip.data_uri(chart), chart.alt  # type: ignore[arg-type]
