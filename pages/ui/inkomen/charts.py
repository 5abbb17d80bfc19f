"""The charts of *Inkomen en lage inkomens*: all gemeenten on a line, income beside lasten and use. Pure."""

from metrics import dutch
from pages.ui.charts import against
from pages.ui.charts.against import ScatterSide
from pages.ui.charts.spec import Reference
from pages.ui.charts.spec.rows import Dot, DotRow, DotStrip
from pages.ui.charts.spec.scatter import ScatterChart
from pages.ui.inkomen import words
from pages.ui.inkomen.view import IncomeFigure, IncomeView
from pages.ui.parts.theme import Role
from pages.ui.parts.uses import USES

LASTEN, LOW_INCOME = "lasten_per_inwoner", "laag_inkomen_deciel"


def distribution(view: IncomeView, figure: IncomeFigure, period: str) -> DotStrip:
    """Return every gemeente with this figure on a line, and the group apart."""
    chosen = view.chosen
    members = {place.code for place in chosen.cost.members}
    everyone = view.everyone(figure.indicator, period)

    def role(code: str) -> Role:
        return "own" if code == chosen.own else "group" if code in members else "other"

    def is_provisional(code: str) -> bool:
        return view.readings.read(figure.indicator, code, period).is_provisional

    dots = tuple(
        Dot(view.names(code), role(code), value, code, is_provisional(code))
        for code, value in everyone.items()
    )
    country = view.country(figure.indicator, period)
    shown = dutch.value(country, figure.unit, figure.decimals)
    marked = ""
    if chosen.own in everyone:
        marked = f" {chosen.own_name} {dutch.value(everyone[chosen.own], figure.unit, figure.decimals)}."
    told = "" if country is None else f" Nederland {shown}."
    return DotStrip(
        title=f"{figure.heading}, {period}",
        subtitle=f"Alle {len(dots)} gemeenten met dit cijfer, en deze groep apart",
        alt=f"{figure.heading} in {period}: {len(dots)} gemeenten op een lijn.{marked}{told} De waarden van de groep "
        "staan in de tabel.",
        source=chosen.cite(view.sources(figure.indicator, period)),
        rows=(
            DotRow("Alle gemeenten", dots),
            DotRow("Deze groep", tuple(dot for dot in dots if dot.role != "other")),
        ),
        unit=figure.unit,
        decimals=figure.decimals,
        reference=None if country is None else Reference(country, f"Nederland {shown}"),
        value_title=figure.heading,
        row_title="Groep",
        dot_title="Gemeente",
        notes=(words.LEGEND,),
    )


def scatters(view: IncomeView) -> list[ScatterChart]:
    """Return lasten against income, and use against children with a low income; only where there are points."""
    chosen, period = view.chosen, view.period
    lasten = against.cost_against_income(
        chosen.cost,
        chosen.year,
        period,
        source=chosen.source_of(chosen.cost, [(LASTEN, chosen.year), ("inkomensdeciel", period)]),
    )
    use = USES[chosen.used.indicator]
    name = dutch.capital(use.help)  # the line beneath says of which age
    beside = against.scatter(
        chosen.use,
        ScatterSide(LOW_INCOME, period, "Kinderen met een laag inkomen, deciel (1 = meeste)", "deciel", 0),
        ScatterSide(use.indicator, chosen.end, name, "pct", 1),
        title=against.both(name, chosen.end, "kinderen met een laag inkomen", period),
        subtitle=f"{use.title}, en deciel (1 = meeste kinderen met laag inkomen)",
        source=chosen.source_of(chosen.use, [(use.indicator, chosen.end), (LOW_INCOME, period)]),
    )
    return [chart for chart in (lasten, beside) if chart.drawn]
