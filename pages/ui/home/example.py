"""What home shows of the figures before anybody chose: one answer in a sentence, and a small map. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from metrics import dutch
from metrics.comparing import areas, sentences
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.comparing.reading import Readings
from metrics.places.codes import NEDERLAND
from metrics.places.country import Country
from metrics.records import Indicator
from pages.ui.charts import outlines, screen
from pages.ui.charts.outlines import Outline
from pages.ui.charts.spec.map import MapChart
from pages.ui.parts.tables import meaning

COST = "lasten_per_inwoner"
MAP_PX = 400


def answer(readings: Readings, code: str, name: str) -> str:
    """Return what the newest lasten per inhabitant of a gemeente were, and how Nederland stood beside it.

    The words are those of *In het kort*. Empty where the gemeente has no figure that may be compared.
    """
    period = max(readings.periods_of(COST, code), default="")
    if not period or readings.read(COST, code, period).comparable is None:
        return ""
    beside = (Place(NEDERLAND, "Nederland", "nederland"),)
    return sentences.level(
        Comparison(places_of(code, (), {code: name}, before=beside), readings), COST, period
    )


def newest(readings: Readings, indicator: str = COST) -> str:
    """Return the newest period that Nederland has a figure of, else anybody; empty: none."""
    everybody = readings.grid.known_periods(indicator)
    return max(readings.periods_of(indicator, NEDERLAND), default=max(everybody, default=""))


def small_map(
    readings: Readings,
    indicator: Indicator,
    period: str,
    drawn: Mapping[str, Outline],
    name: Callable[[str], str],
    country: Country,
    source: str,
) -> MapChart:
    """Return the map of one figure with nothing beside it: legend, notes and source stand on *Kaart*."""
    values: Sequence[areas.AreaValue] = areas.of_gemeenten(
        readings, indicator.code, period, list(drawn), country
    )
    shapes = tuple(
        outlines.drawn(
            each,
            drawn[each.code],
            name(each.gemeente or each.code),
            meaning(each.status) if each.value is None else "",
            code=each.gemeente,
        )
        for each in values
    )
    when = dutch.period_heading(period)
    spread = outlines.span(shapes, indicator.unit, indicator.decimals)
    return MapChart(
        title=f"{indicator.title}, {when}",
        alt=f"Kaart van Nederland: {indicator.title.lower()} per gemeente, {when}{spread}. "
        "Een klik kiest een gemeente.",
        source=source,
        shapes=shapes,
        unit=indicator.unit,
        decimals=indicator.decimals,
        value_title=indicator.short_title,
    )


def legend(chart: MapChart) -> str:
    """Say in one sentence what the colours of the small map mean."""
    low, high = chart.class_texts[0], chart.class_texts[-1]
    blank = " Gestreept: geen bruikbaar cijfer." if any(each.value is None for each in chart.shapes) else ""
    return f"{chart.title}. Lichtste kleur: {low}. Donkerste kleur: {high}.{blank}"


def figure(chart: MapChart) -> dict[str, Any]:
    """Return the map to draw: the areas alone, low enough to stand beside the search."""
    whole = screen.figure(chart)
    bare = {
        "height": MAP_PX,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "annotations": [],
        "shapes": [],
    }
    return {**whole, "layout": {**whole["layout"], **bare}}
