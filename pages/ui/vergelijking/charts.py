"""The figures of *Vergelijken* that no other page has: lasten against income, and the strips in the cards. Pure."""

from metrics import dutch
from metrics.comparing.comparison import Comparison
from pages.ui.charts.inline import strip
from pages.ui.charts.spec import Axis, Mark, Reference, ScatterChart
from pages.ui.charts.spec.rows import Dot, StripPlot


def cost_against_income(
    comparison: Comparison, year: str, income_period: str, *, title: str, source: str
) -> ScatterChart:
    """Return lasten per inwoner against the income decile, with Nederland as a line across.

    A gemeente whose lasten may not be compared has no point, and is named.
    """
    shown = (comparison.own, *comparison.members)
    marks = tuple(
        Mark(
            place.name,
            place.role,
            comparison.comparable("inkomensdeciel", place.code, income_period),
            comparison.comparable("lasten_per_inwoner", place.code, year),
            code=place.code,
        )
        for place in shown
    )
    flagged = [
        place.name
        for place in shown
        if (figure := comparison.figure("lasten_per_inwoner", place.code, year)).value is not None
        and not figure.usable
    ]
    country = comparison.country
    level = comparison.value("lasten_per_inwoner", country.code, year) if country else None
    text = f"Nederland {dutch.euro(level)}" if level is not None else ""
    notes = (f"Zonder punt, want niet te vergelijken: {dutch.names(flagged)}.",) if flagged else ()
    return ScatterChart(
        title=title,
        subtitle=f"Lasten per inwoner {year} en inkomen, deciel (1 = laagste inkomens)",
        alt=f"{title}. Een punt per gemeente; de waarden staan in de tabel onder de figuur. {text}",
        source=source,
        marks=marks,
        x=Axis("Inkomen, deciel (1 = laagste inkomens)", "deciel", 0, ticks=tuple(range(1, 11))),
        y=Axis(f"Lasten per inwoner {year}", "eur", 0),
        y_reference=Reference(level, text) if level is not None else None,
        notes=notes,
    )


def strip_of(comparison: Comparison, indicator: str, period: str, title: str, unit: str) -> tuple[str, str]:
    """Return the strip of a card as an image address, and what it shows in words; empty without figures."""
    wanted = (*comparison.members, *((comparison.country,) if comparison.country else ()), comparison.own)
    dots = tuple(
        Dot(place.name, place.role, comparison.comparable(indicator, place.code, period)) for place in wanted
    )
    known = [dot for dot in dots if dot.value is not None]
    if not any(dot.role == "own" for dot in known):
        return "", ""
    words = "; ".join(f"{dot.name} {dutch.value(dot.value, unit)}" for dot in known)
    chart = StripPlot(title=title, alt=f"{title}: {words}", source="-", dots=dots, unit=unit)
    return strip.data_uri(chart), chart.alt
