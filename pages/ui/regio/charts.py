"""The charts of *Uw jeugdregio*: the map of the region and its lines through the years. Pure."""

from collections.abc import Mapping

from metrics import dutch
from metrics.comparing import areas
from metrics.comparing.leading import ENOUGH_FOR_A_LINE
from metrics.comparing.measures import LASTEN, NewestFigure
from metrics.places import breaks as breaks_of
from metrics.places.codes import NEDERLAND, jeugdregio
from pages.ui.charts import marks, outlines
from pages.ui.charts.outlines import Outline
from pages.ui.charts.spec import Point, Series
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.map import MapChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.parts import area_words
from pages.ui.parts.uses import USES
from pages.ui.regio import words
from pages.ui.regio.view import RegionView

Trend = LineChart | SlopeChart
_SUBTITLES = {
    LASTEN: "Lasten voor jeugdzorg in de jaarrekening, in euro per inwoner",
    **{use.indicator: use.per_half for use in USES.values()},
}


def drawn_codes(view: RegionView, drawn: Mapping[str, Outline]) -> list[str]:
    """Return the areas of the region among those that have an outline, also of before a merger."""
    return [code for code in drawn if view.build.country.successor(code) in view.members]


def region_map(view: RegionView, measure: NewestFigure, drawn: Mapping[str, Outline], year: int) -> MapChart:
    """Return the map of the region in one figure; `year`: of the outlines. ValueError where none is in the region."""
    inside = drawn_codes(view, drawn)
    if not inside:
        raise ValueError("no outline lies in the region")
    indicator, country = measure.indicator, view.build.country

    def name(code: str) -> str:
        return view.names.get(code, code)

    found = areas.of_gemeenten(view.readings, indicator.code, measure.period, inside, country)
    when = dutch.period_heading(measure.period)
    noted = [f"{name(each.code)}: {said}." for each in found if (said := area_words.detail(each, name))]
    own = view.code if view.code in inside else ""
    shapes = tuple(
        outlines.drawn(each, drawn[each.code], name(each.code), area_words.detail(each, name))
        for each in found
    )
    spread = outlines.span(shapes, indicator.unit, indicator.decimals)
    return MapChart(
        title=f"{indicator.short_title}, {when}",
        subtitle="Elke kleur staat voor ongeveer evenveel gemeenten",
        alt=f"Kaart van jeugdregio {view.region_name}: {indicator.short_title.lower()} per gemeente, {when}{spread}. "
        "Dezelfde cijfers staan in de tabel van de gemeenten.",
        source=view.source([measure]),
        notes=(*noted, f"Getekend met de grenzen van {year}."),
        shapes=shapes,
        unit=indicator.unit,
        decimals=indicator.decimals,
        value_title=indicator.short_title,
        own=own or next((code for code in inside if country.successor(code) == view.code), ""),
    )


def line(view: RegionView, indicator: str) -> Trend | None:
    """Return the gemeente, its region as one and Nederland through the years, or two moments set beside each other.

    None with fewer than two periods, or where counting changed between the only two.
    """
    kind = words.kind_of(indicator)
    own = view.readings.periods_of(indicator, view.code, "jaar" if kind == "costs" else "halfjaar")
    if len(own) < 2:
        return None
    periods = marks.every(own)
    mine = tuple(
        Point(each.period, each.value, each.is_provisional, each.reason or "ok")
        for each in (view.readings.read(indicator, view.code, period) for period in periods)
    )
    country = tuple(
        Point(each.period, each.comparable, each.is_provisional, each.reason or "ok")
        for each in (view.readings.read(indicator, NEDERLAND, period) for period in periods)
    )
    found = [Series(view.name, "own", mine)]
    if not view.is_alone:
        as_one = [(period, view.of_region(indicator, period)) for period in periods]
        points = tuple(
            Point(period, area.value, area.is_provisional, area.status or "ok") for period, area in as_one
        )
        found.append(Series(jeugdregio(view.region_name), "extra", points))
    found.append(Series("Nederland", "nederland", country))
    series = tuple(each for each in found if each.last)
    lineage, records = view.build.lineage, view.build.records
    heading = words.chart_title(view, indicator, own)
    codes = (view.code, view.region, NEDERLAND, *view.members)
    sources = [
        source
        for code in codes
        for period in periods
        for source in view.readings.read(indicator, code, period).sources
    ]
    alt = marks.lines_in_words(heading, periods, series)
    measure = records.indicators[indicator]
    if kind == "use" and len(own) < ENOUGH_FOR_A_LINE:
        if breaks_of.crossed(own[0], own[-1], breaks_of.breaks(kind, view.code, lineage)):
            return None
        return SlopeChart(
            title=heading,
            subtitle=_SUBTITLES[indicator],
            alt=alt,
            source=view.cite(sources),
            series=tuple(each for each in series if {own[0], own[-1]} <= _known(each)),
            start=own[0],
            end=own[-1],
            unit=measure.unit,
            decimals=measure.decimals,
        )
    return LineChart(
        title=heading,
        subtitle=_SUBTITLES[indicator],
        alt=alt,
        source=view.cite(sources),
        series=series,
        unit=measure.unit,
        decimals=measure.decimals,
        breaks=marks.breaks(kind, view.code, lineage, records, periods),
        line_notes=marks.line_notes(kind, view.code, view.name, lineage, records, periods),
    )


def _known(series: Series) -> set[str]:
    return {point.period for point in series.points if point.value is not None}
