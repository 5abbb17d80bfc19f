"""The two trends of *In het kort*: lasten per inwoner and use, with their breaks; own, group and Nederland only."""

from collections.abc import Sequence
from dataclasses import replace

from metrics.comparing import sentences
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.leading import ENOUGH_FOR_A_LINE
from metrics.places import breaks as breaks_of
from metrics.places.breaks import Kind
from metrics.places.lineage import Lineage
from metrics.records import Records
from pages.ui.brief.figures import COST, USES, Measure
from pages.ui.charts import compared, marks
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.parts import notices, uses
from pages.ui.site.visiting.choosing import Chosen

Trend = LineChart | SlopeChart
_SUBTITLES = {
    COST.indicator: "Lasten voor jeugdzorg, jaarrekening, in euro per inwoner",
    **{use.indicator: use.per_half for use in uses.USES.values()},
}


def trends(chosen: Chosen, lineage: Lineage, records: Records, beside: Measure) -> list[Trend]:
    """Return what there is to draw: lasten over the years, use over the half-years; none for a single moment.

    `beside`: the measure of use elsewhere on the page; a line of another measure says so.
    """
    found = (_cost(chosen, lineage, records), _use(chosen, lineage, records, beside))
    return [chart for chart in found if chart is not None]


def name(trend: Trend) -> str:
    """Return what a trend is called in the address of its picture."""
    return "lasten" if trend.unit == COST.unit else "gebruik"


def _cost(chosen: Chosen, lineage: Lineage, records: Records) -> Trend | None:
    comparison = _three(chosen.cost)
    years = comparison.periods(COST.indicator)
    if sum(comparison.has(COST.indicator, each) for each in years) < 2:
        return None
    return _lines(chosen, comparison, COST, years, "costs", lineage, records)


def _use(chosen: Chosen, lineage: Lineage, records: Records, beside: Measure) -> Trend | None:
    comparison = _three(chosen.use)
    leads = USES[chosen.used.indicator]
    halves = {each: _halves(comparison, each) for each in (leads, *USES.values())}
    measure = next((each for each in halves if len(halves[each]) >= ENOUGH_FOR_A_LINE), None)
    if measure is not None:
        shown = comparison.halves(measure.indicator)
        drawn = _lines(chosen, comparison, measure, shown, "use", lineage, records)
        told = (notices.fill(records.caveats["C16"].text, {}),) if measure is not beside else ()
        return replace(drawn, notes=(*told, *drawn.notes))
    moments = halves[leads]
    if len(moments) < 2 or breaks_of.crossed(
        moments[0], moments[-1], breaks_of.breaks("use", chosen.own, lineage)
    ):
        return None
    start, end = moments[0], moments[-1]
    return compared.slope(
        comparison,
        leads.indicator,
        start,
        end,
        title=sentences.title_of(comparison, leads.indicator, [start, end]),
        subtitle=_SUBTITLES[leads.indicator],
        source=chosen.source_of(comparison, ((leads.indicator, start), (leads.indicator, end))),
        places=tuple(place for place in comparison.places if place.role != "other"),
    )


def _halves(comparison: Comparison, measure: Measure) -> list[str]:
    return [each for each in comparison.halves(measure.indicator) if comparison.has(measure.indicator, each)]


def _three(comparison: Comparison) -> Comparison:
    """Keep the own gemeente, the group as one and Nederland: what fits in a small figure."""
    kept = tuple(
        Place(place.code, "Groep", place.role) if place.role == "group" else place
        for place in comparison.places
        if place.role in ("own", "group", "nederland")
    )
    return replace(comparison, places=(*kept, *comparison.members))


def _lines(
    chosen: Chosen,
    comparison: Comparison,
    measure: Measure,
    known: Sequence[str],
    kind: Kind,
    lineage: Lineage,
    records: Records,
) -> LineChart:
    """Lines over every period from the first to the last that the gemeente or Nederland has; missing is a gap."""
    own, periods = comparison.own, marks.every(known)
    title = sentences.title_of(
        comparison, measure.indicator, periods, breaks_of.breaks(kind, own.code, lineage)
    )
    drawn = tuple(place for place in comparison.places if place.role != "other")
    told = compared.series_of(comparison, drawn, measure.indicator, periods)
    series = tuple(one for one in told if one.last is not None)
    return LineChart(
        title=title,
        subtitle=_SUBTITLES[measure.indicator],
        alt=marks.lines_in_words(title, periods, series),
        source=chosen.source_of(comparison, ((measure.indicator, period) for period in periods)),
        series=series,
        unit=measure.unit,
        decimals=measure.decimals,
        breaks=marks.breaks(kind, own.code, lineage, records, periods),
        line_notes=marks.line_notes(kind, own.code, own.name, lineage, records, periods),
        zero_based=True,
        notes=compared.without(comparison, measure.indicator, periods),
    )
