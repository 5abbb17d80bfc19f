"""Begroting beside rekening, year by year, and whether begrotingen lag behind what was already known. Pure."""

from metrics import dutch
from metrics.costs.budget import Lag
from pages.ui.charts import marks
from pages.ui.charts.spec import LineChart, Point, Series
from pages.ui.kosten.view import NEDERLAND, View, reason
from pages.ui.parts.tables import Cell, Column, Row, Table

TWO_YEARS = 2


def chart(view: View) -> LineChart:
    """Return begroting and rekening per inwoner through the years, with Nederland's rekening beside them."""
    rows = view.budget
    years = [str(int(year)) for year in rows["year"]]
    own = [
        Series(f"Rekening {view.name}", "own", _points(years, rows["rekening_per_inwoner_eur"])),
        Series(f"Begroting {view.name}", "entered", _points(years, rows["begroting_per_inwoner_eur"])),
    ]
    country = [view.figure("lasten_per_inwoner", NEDERLAND, year) for year in years]
    series = [*own, Series("Rekening Nederland", "nederland", _points(years, country))]
    return LineChart(
        title=f"Begroting en rekening in {view.name}",
        subtitle="Lasten voor jeugdzorg per inwoner, in euro. Begroting: de eerste begroting van dat jaar",
        alt=(
            f"Lijnen van {marks.span(years)}: rekening en begroting per inwoner van {view.name}, en de "
            "rekening van Nederland. De waarden staan in de tabel onder de figuur."
        ),
        source=view.source,
        series=tuple(one for one in series if one.last is not None),
        unit="eur",
        decimals=0,
        breaks=marks.breaks("costs", view.code, view.lineage, view.records, years),
        line_notes=marks.line_notes("costs", view.code, view.name, view.lineage, view.records, years),
    )


def _points(years: list[str], values: object) -> tuple[Point, ...]:
    return tuple(
        Point(year, dutch.finite(value))
        for year, value in zip(years, values, strict=True)  # type: ignore[call-overload]
    )


def table(view: View) -> Table:
    """Return begroting, rekening and the difference of every year."""
    rows = view.budget
    lines = tuple(
        _year(int(year), plan, real, gap, pct, per, str(status))
        for year, plan, real, gap, pct, per, status in zip(
            rows["year"],
            rows["begroting_eur"],
            rows["rekening_eur"],
            rows["difference_eur"],
            rows["difference_pct"],
            rows["difference_per_inwoner_eur"],
            rows["cell_status"],
            strict=True,
        )
    )
    return Table(
        caption=f"Rekening naast de eerste begroting van hetzelfde jaar: {view.name}",
        columns=(
            Column("jaar", "Jaar"),
            Column("begroting", "Begroting, duizend euro", "aantal"),
            Column("rekening", "Rekening, duizend euro", "aantal"),
            Column("verschil", "Verschil, duizend euro", "aantal"),
            Column("procent", "Verschil ten opzichte van de begroting", "pct", 1),
            Column("inwoner", "Verschil per inwoner", "eur", 0),
        ),
        rows=lines,
        row_header="jaar",
        highlight=frozenset({str(view.year)}),
        source=f"Bron: {view.source}",
    )


def _year(year: int, plan: object, real: object, gap: object, pct: object, per: object, status: str) -> Row:
    def thousands(value: object) -> Cell:
        amount = dutch.finite(value)
        return (
            Cell(None, status if status != "ok" else "geen_cijfer") if amount is None else Cell(amount / 1000)
        )

    def shown(value: object, unit: str, decimals: int) -> Cell:
        number = dutch.finite(value)
        if number is None:
            return Cell(None, status if status != "ok" else "geen_cijfer")
        return Cell(number, printed=dutch.signed(number, unit, decimals))

    return {
        "jaar": str(year),
        "begroting": thousands(plan),
        "rekening": thousands(real),
        "verschil": thousands(gap),
        "procent": shown(pct, "pct", 1),
        "inwoner": shown(per, "eur", 0),
    }


def sentence(view: View) -> str:
    """Say how the rekening of the year on screen stood to its begroting, on printed numbers."""
    rows = view.budget
    rows = rows[rows["year"] == view.year]
    plan = real = None
    if not rows.empty:
        plan, real = (dutch.finite(rows[f"{name}_eur"].iloc[0]) for name in ("begroting", "rekening"))
    if plan is None or real is None:
        status = "niet_geladen" if rows.empty else str(rows["cell_status"].iloc[0])
        what = "begroting" if plan is None else "rekening"
        return f"Over {view.year} heeft {view.name} hier geen bruikbare {what}. {reason(status)}"
    pct = dutch.rounded(100 * (real / plan - 1), 1)
    how = "even hoog als" if pct == 0 else f"{dutch.pct(abs(pct))} {'hoger' if pct > 0 else 'lager'} dan"
    return (
        f"In {view.year} was de rekening van {view.name} {how} de eerste begroting: "
        f"{dutch.euro(real / 1e6, 1)} miljoen tegenover {dutch.euro(plan / 1e6, 1)} miljoen."
    )


def lag_table(view: View) -> Table:
    """Return, per year, how many gemeenten budgeted less than an earlier rekening."""
    return Table(
        caption="Loopt de begroting achter bij een rekening die er al was? Aantal gemeenten",
        columns=(
            Column("begroting", "Begroting van"),
            Column("rekening", "Naast de rekening van"),
            Column("lager", "Begroting lager", "aantal"),
            Column("gelijk", "Ongeveer gelijk", "aantal"),
            Column("hoger", "Begroting hoger", "aantal"),
            Column("niet", "Niet te vergelijken", "aantal"),
            Column("eigen", view.name),
        ),
        rows=tuple(_lag(view, lag) for lag in view.composition.lags),
        row_header="begroting",
        notes=(
            "Vergeleken zijn de bedragen zelf. Ongeveer gelijk: minder dan een half procent verschil.",
            "Niet te vergelijken: een van de twee ontbreekt, of de gemeente boekt ook voor andere gemeenten.",
        ),
        source=f"Bron: {view.source}",
    )


def _lag(view: View, lag: Lag) -> Row:
    plan = view.amount(lag.budget_year, "begroting").lasten_eur
    real = view.amount(lag.account_year, "jaarrekening").lasten_eur
    return {
        "begroting": str(lag.budget_year),
        "rekening": str(lag.account_year),
        "lager": lag.lower_n,
        "gelijk": lag.equal_n,
        "hoger": lag.higher_n,
        "niet": len(lag.missing) + len(lag.flagged),
        "eigen": _own_lag(plan, real, view.code in lag.flagged),
    }


def _own_lag(plan: float | None, real: float | None, is_flagged: bool) -> str:
    if plan is None or real is None or is_flagged:
        return "niet te vergelijken"
    return f"{dutch.signed(100 * (plan / real - 1), 'pct', 1)}"


def lag_sentence(view: View) -> str:
    """Say the count for the newest begroting that stands beside the rekening of two years earlier."""
    lags = [lag for lag in view.composition.lags if lag.budget_year - lag.account_year == TWO_YEARS]
    if not lags:
        return ""
    lag = lags[-1]
    return (
        f"Wie een begroting maakt, kent de rekening van twee jaar eerder. De begroting van {lag.budget_year} was in "
        f"{lag.lower_n} van de {lag.total_n} gemeenten lager dan de rekening van {lag.account_year} en in "
        f"{lag.higher_n} gemeenten hoger."
    )
