"""The figures of *Vergelijken* that no other page has: the strips in the cards. Pure."""

from collections.abc import Sequence

from metrics import dutch
from metrics.comparing.comparison import Comparison
from pages.ui.charts.inline import strip
from pages.ui.charts.spec.rows import Dot, StripPlot

# Members of the largest group that is chosen by likeness: of more the lowest and highest are told, not fifty names.
_MOST_TOLD = 20


def strip_of(
    comparison: Comparison, indicator: str, period: str, title: str, unit: str, decimals: int
) -> tuple[str, str]:
    """Return the strip of a card as an image address, and what it shows in words; empty without figures.

    `decimals`: as the card prints its figure.
    """
    wanted = (*comparison.members, *((comparison.country,) if comparison.country else ()), comparison.own)
    dots = tuple(
        Dot(place.name, place.role, comparison.comparable(indicator, place.code, period), place.code)
        for place in wanted
    )
    known = [dot for dot in dots if dot.value is not None]
    if not any(dot.role == "own" for dot in known):
        return "", ""
    words = "; ".join(_told(known, unit, decimals))
    chart = StripPlot(title=title, alt=f"{title}: {words}", source="-", dots=dots, unit=unit)
    return strip.data_uri(chart), chart.alt


def _told(known: Sequence[Dot], unit: str, decimals: int) -> list[str]:
    """Return each dot in words; where the members are too many to listen to only between which values they lie."""
    others = [dot for dot in known if dot.role == "other"]
    if len(others) <= _MOST_TOLD:
        return [f"{dot.name} {dutch.value(dot.value, unit, decimals)}" for dot in known]
    values = [dot.value for dot in others if dot.value is not None]
    low, high = (dutch.value(edge(values), unit, decimals) for edge in (min, max))
    rest = [f"{dot.name} {dutch.value(dot.value, unit, decimals)}" for dot in known if dot.role != "other"]
    return [f"{len(others)} andere gemeenten van {low} tot {high}", *rest]
