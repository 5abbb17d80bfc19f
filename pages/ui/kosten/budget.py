"""Begroting beside rekening, year by year, and whether begrotingen lagged behind what was already known. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

from metrics import dutch
from metrics.comparing.comparison import Place
from metrics.comparing.reading import GROUP, Reading
from metrics.comparing.reasons import NOT_COMPARABLE
from metrics.comparing.sentences import SUBJECTS, beside_plan, moment_of, trend_title
from metrics.costs.budget import Lag
from metrics.costs.index_apart import REPORT_GROWTH_PCT, report_band
from metrics.numbers.relation import ALIKE
from metrics.places.breaks import crossed
from metrics.places.codes import NEDERLAND
from pages.ui.charts import compared, marks
from pages.ui.charts.spec import Point, Series
from pages.ui.charts.spec.lines import LineChart, Range, RangeBand
from pages.ui.kosten.view import LEVELS, CostView, total_text
from pages.ui.parts.tables import Cell, Column, Row, Table

TWO_YEARS = 2
PLAN, REAL = "begroting", "jaarrekening"
Amounts = Mapping[Hashable, Any]


def chart(view: CostView) -> LineChart:
    """Return begroting and rekening per inwoner through the years, beside the rekening of the group and Nederland."""
    years = view.all_years
    periods = [str(year) for year in years]
    figures = {
        Series(f"Rekening {view.name}", "own", (), view.code): [view.level(year, REAL) for year in years],
        Series(f"Begroting {view.name}", "entered", (), view.code): [
            view.level(year, PLAN) for year in years
        ],
        Series("Rekening Nederland", "nederland", (), NEDERLAND): [
            view.level(year, REAL, NEDERLAND) for year in years
        ],
    }
    beside, level = view.beside_group, LEVELS[REAL]
    if beside is not None:
        figures[Series("Rekening groep", "group", ())] = [beside.figure(level, GROUP, at) for at in periods]
    moments = [moment_of(view.level(int(period), REAL)) for period in periods]
    own = Place(view.code, view.name, "own")
    heading = trend_title(SUBJECTS["lasten_per_inwoner"], own, moments, view.breaks)
    bands = plausible_growth(view)
    series = [replace(one, points=_points(found)) for one, found in figures.items()]
    return LineChart(
        title=heading,
        subtitle="Rekening en oorspronkelijke begroting: lasten voor jeugdzorg per inwoner, in euro",
        alt=(
            f"{heading}. Lijnen van {marks.span(periods)}: rekening en begroting per inwoner van {view.name}, en de "
            f"rekening van {'Nederland' if beside is None else 'Nederland en de groep'}. "
            f"{''.join(f'Vakken: {band.name}. ' for band in bands)}"
            "De waarden staan in de tabel onder de figuur."
        ),
        source=view.source_of(*(figure for found in figures.values() for figure in found)),
        series=tuple(one for one in series if one.last is not None),
        unit="eur",
        decimals=0,
        bands=bands,
        breaks=marks.breaks("costs", view.code, view.build.lineage, view.records, periods),
        line_notes=marks.line_notes("costs", view.code, view.name, view.build.lineage, view.records, periods),
        notes=() if beside is None else compared.without(beside, level, periods),
    )


def plausible_growth(view: CostView) -> tuple[RangeBand, ...]:
    """Return where the rekening per inwoner would lie with the growth a year that the report calls plausible.

    Counted from the first rekening that may be compared, for each later year with one; after a break anew, because
    no growth goes across it. Nothing where there is no later year.
    """
    found: list[Range] = []
    starts: list[int] = []
    base: tuple[int, float] | None = None
    for year in view.years(REAL):
        if base is not None and crossed(str(base[0]), str(year), view.breaks):
            base = None
        if base is None:
            value = view.level(year, REAL).comparable
            base = None if value is None else (year, value)
            continue
        low, high = (base[1] * end / 100 for end in report_band(year - base[0]))
        found.append(Range(str(year), low, high))
        starts.append(base[0])
    if not found:
        return ()
    least, most = (dutch.number(pct) for pct in REPORT_GROWTH_PCT)
    since = dutch.numbers(dict.fromkeys(starts))
    name = f"{least} tot {most}% groei per jaar vanaf de rekening over {since}, wat het rapport aannemelijk noemt"
    return (RangeBand(name, "box", tuple(found)),)


def _points(figures: list[Reading]) -> tuple[Point, ...]:
    return tuple(
        Point(figure.period, figure.value, figure.is_provisional, figure.reason or "ok", figure.is_entered)
        for figure in figures
    )


def _rows(view: CostView) -> dict[int, Amounts]:
    """Return the amounts of begroting and rekening by year (metrics.costs.budget.BUDGET)."""
    return {int(row["year"]): row for row in view.frame("budget").to_dict("records")}


def table(view: CostView) -> Table:
    """Return begroting, rekening and the difference of every year."""
    rows = _rows(view)
    return Table(
        caption=f"Rekening naast de oorspronkelijke begroting van hetzelfde jaar: {view.name}",
        columns=(
            Column("jaar", "Jaar"),
            Column("begroting", "Begroting, duizend euro", "aantal"),
            Column("rekening", "Rekening, duizend euro", "aantal"),
            Column("verschil", "Verschil, duizend euro", "aantal"),
            Column("procent", "Verschil ten opzichte van de begroting", "pct", 1),
            Column("inwoner", "Verschil per inwoner", "eur", 0),
        ),
        rows=tuple(_year(view, year, rows[year]) for year in sorted(rows)),
        row_header="jaar",
        highlight=frozenset({str(view.year)}),
        source=view.source,
    )


def _year(view: CostView, year: int, row: Amounts) -> Row:
    plan, real = view.level(year, PLAN), view.level(year, REAL)
    # a difference lacks what the first of the two that is missing lacks, else what is wrong with one of them
    lacking = sorted((plan, real), key=lambda each: each.value is not None)
    why = next((each.reason for each in lacking if each.reason), "geen_cijfer")

    def amount(column: str, about: Reading) -> Cell:
        eur = dutch.finite(row[column])
        if eur is None:
            return Cell(None, about.reason or why)
        return Cell(eur / 1000, about.reason or "ok", entered=about.is_entered)

    def gap(column: str, unit: str, decimals: int, over: float = 1.0) -> Cell:
        number = dutch.finite(row[column])
        if number is None:
            return Cell(None, why)
        printed = dutch.signed(number / over, unit, decimals)
        apart = next((each.reason for each in (plan, real) if not each.usable), "ok")
        return Cell(number / over, apart, printed=printed, entered=plan.is_entered or real.is_entered)

    return {
        "jaar": str(year),
        "begroting": amount("begroting_eur", plan),
        "rekening": amount("rekening_eur", real),
        "verschil": gap("difference_eur", "aantal", 0, 1000.0),
        "procent": gap("difference_pct", "pct", 1),
        "inwoner": gap("difference_per_inwoner_eur", "eur", 0),
    }


def sentence(view: CostView) -> str:
    """Say how the rekening of the year on screen stood to its begroting."""
    plan, real = view.level(statement=PLAN), view.level(statement=REAL)
    for what, figure in (("begroting", plan), ("rekening", real)):
        if figure.value is None:
            return f"Over {view.year} is er van {view.name} geen {what} om te vergelijken. {view.why(figure)}"
    row = _rows(view).get(view.year)
    if row is None or dutch.is_missing(row["difference_pct"]):
        return ""
    apart = next((figure for figure in (plan, real) if not figure.usable), None)
    if apart is not None:
        # the amounts stand in the sentence already: say what they are worth, not once more that one is low
        low = "Een begroting die zo laag is, zegt weinig over het verschil."
        return (
            f"In {view.year} was de rekening van {view.name} {total_text(row['rekening_eur'])} en de oorspronkelijke "
            f"begroting {total_text(row['begroting_eur'])}. "
            f"{low if apart.reason == 'basis_te_laag' else view.why(apart)}"
        )
    found = beside_plan(real, plan)
    if found is None:
        return ""
    relation, told = found
    how = f"{told} als" if relation in ALIKE else f"{told} dan"
    spent, planned = total_text(row["rekening_eur"]), total_text(row["begroting_eur"])
    amounts = spent if spent == planned else f"{spent} tegenover {planned}"
    return f"In {view.year} was de rekening van {view.name} {how} de oorspronkelijke begroting: {amounts}."


def lag_table(view: CostView) -> Table:
    """Return, per year, how many gemeenten budgeted less than an earlier rekening."""
    return Table(
        caption="Loopt de begroting achter bij een rekening die er al was? Aantal gemeenten",
        columns=(
            Column("begroting", "Begroting van"),
            Column("rekening", "Naast de rekening van"),
            Column("lager", "Begroting lager", "aantal"),
            Column("gelijk", "Bijna gelijk", "aantal"),
            Column("hoger", "Begroting hoger", "aantal"),
            Column("niet", "Niet te vergelijken", "aantal"),
            Column("eigen", view.name, region=view.code),
        ),
        rows=tuple(_lag(view, lag) for lag in view.build.composition.lags),
        row_header="begroting",
        notes=(
            "Vergeleken zijn de bedragen zelf. Bijna gelijk: ten hoogste een half procent verschil.",
            "Niet te vergelijken: een van de twee ontbreekt, of de gemeente boekt ook voor andere gemeenten.",
        ),
        source=view.source,
    )


def _lag(view: CostView, lag: Lag) -> Row:
    return {
        "begroting": str(lag.budget_year),
        "rekening": str(lag.account_year),
        "lager": lag.lower_n,
        "gelijk": lag.equal_n,
        "hoger": lag.higher_n,
        "niet": len(lag.missing) + len(lag.flagged),
        "eigen": _own_lag(view, lag),
    }


def _own_lag(view: CostView, lag: Lag) -> str:
    plan = view.level(lag.budget_year, PLAN).numerator
    real = view.level(lag.account_year, REAL).numerator
    if view.code in (*lag.missing, *lag.flagged) or plan is None or not real:
        return NOT_COMPARABLE
    return dutch.signed(100 * (plan / real - 1), "pct", 1)


def lag_sentence(view: CostView) -> str:
    """Say the count for the newest begroting that stands beside the rekening of two years earlier."""
    lags = [lag for lag in view.build.composition.lags if lag.budget_year - lag.account_year == TWO_YEARS]
    if not lags:
        return ""
    lag = lags[-1]
    return (
        f"Wie een begroting maakt, kent de rekening van twee jaar eerder. De begroting van {lag.budget_year} was in "
        f"{dutch.count(lag.lower_n)} van de {lag.total_n} gemeenten lager dan de rekening van {lag.account_year}, in "
        f"{dutch.count(lag.higher_n)} hoger en in {dutch.count(lag.equal_n)} bijna gelijk. "
        "Bijna gelijk: ten hoogste een half procent verschil."
    )
