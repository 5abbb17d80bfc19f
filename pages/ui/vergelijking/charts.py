"""The figures of *Vergelijken* that no other page has: the strips in the cards. Pure."""

from metrics import dutch
from metrics.comparing.comparison import Comparison
from pages.ui.charts.inline import strip
from pages.ui.charts.spec.rows import Dot, StripPlot


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
    words = "; ".join(f"{dot.name} {dutch.value(dot.value, unit, decimals)}" for dot in known)
    chart = StripPlot(title=title, alt=f"{title}: {words}", source="-", dots=dots, unit=unit)
    return strip.data_uri(chart), chart.alt
