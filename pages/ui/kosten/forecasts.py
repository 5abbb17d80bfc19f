"""What a gemeente expected during the year, as an analyst entered it, beside the rekening that came of it. Pure.

Nothing else is computed with it: a forecast is no figure of the CBS, and takes the place of none.
"""

from collections.abc import Iterable, Sequence

from metrics import dutch
from metrics.comparing.own_figures import OwnFigure
from metrics.comparing.reading import Reading
from metrics.figures import ENTERED, ENTERED_MARK
from pages.ui.charts.spec.rows import Bar, BarChart
from pages.ui.kosten.view import CostView, total_text
from pages.ui.parts.tables import Cell, Column, Row, Table

_PLAN, _REAL = "begroting", "jaarrekening"
_OURS = f"Een prognose {ENTERED_MARK} is een {ENTERED}. Zij telt in geen ander cijfer mee."


def of(view: CostView, own: Iterable[OwnFigure]) -> tuple[OwnFigure, ...]:
    """Return the forecasts of the gemeente, oldest year first, within a year in the order of the analyst."""
    mine = [each for each in own if each.region == view.code and each.is_forecast]
    return tuple(sorted(mine, key=lambda each: each.year))


def table(view: CostView, found: Sequence[OwnFigure]) -> Table:
    """Return every forecast beside begroting and rekening of its year, in thousands of euro."""
    return Table(
        caption=f"Prognoses naast de rekening van hetzelfde jaar: {view.name}",
        columns=(
            Column("jaar", "Jaar"),
            Column("prognose", f"Prognose ({ENTERED})"),
            Column("bedrag", "Prognose, duizend euro", "aantal"),
            Column("begroting", "Begroting, duizend euro", "aantal"),
            Column("rekening", "Rekening, duizend euro", "aantal"),
            Column("verschil", "Rekening min prognose, duizend euro", "aantal"),
            Column("procent", "Verschil ten opzichte van de prognose", "pct", 1),
        ),
        rows=tuple(_row(view, each) for each in found),
        row_header="jaar",
        highlight=frozenset({str(view.year)}),
        notes=(_OURS,),
        source=_source(view, found),
    )


def _row(view: CostView, own: OwnFigure) -> Row:
    real = view.level(own.year, _REAL)
    gap = None if real.numerator is None else real.numerator - own.value
    why = real.reason or "geen_cijfer"

    def apart(number: float | None, unit: str, decimals: int) -> Cell:
        return (
            Cell(None, why) if number is None else Cell(number, printed=dutch.signed(number, unit, decimals))
        )

    return {
        "jaar": str(own.year),
        "prognose": dutch.capital(own.called),
        "bedrag": Cell(own.value / 1000, entered=True),
        "begroting": _amount(view.level(own.year, _PLAN)),
        "rekening": _amount(real),
        "verschil": apart(None if gap is None else gap / 1000, "aantal", 0),
        "procent": apart(None if gap is None else 100 * gap / own.value, "pct", 1),
    }


def _amount(figure: Reading) -> Cell:
    if figure.numerator is None:
        return Cell(None, figure.reason or "geen_cijfer")
    return Cell(
        figure.numerator / 1000,
        figure.reason or "ok",
        provisional=figure.is_provisional,
        entered=figure.is_entered,
    )


def year_of(view: CostView, found: Sequence[OwnFigure]) -> int:
    """Return the year that is told and drawn: the one on screen where it has a forecast, else the newest."""
    years = [each.year for each in found]
    return view.year if view.year in years else max(years)


def sentence(view: CostView, found: Sequence[OwnFigure]) -> str:
    """Say how the rekening came out beside the first and the last forecast of the year that is told."""
    year = year_of(view, found)
    mine = [each for each in found if each.year == year]
    real = view.level(year, _REAL)
    if real.numerator is None:
        return f"Voor {year} staat er nog geen rekening van {view.name} naast {_named(mine)}. {view.why(real)}".strip()
    told = dutch.names([_beside(each, real.numerator) for each in dict.fromkeys((mine[0], mine[-1]))])
    whose = real.aside
    return f"De rekening van {year} was {total_text(real.numerator)}{whose}. Dat is {told}. {view.why(real)}".strip()


def _beside(own: OwnFigure, real_eur: float) -> str:
    gap = real_eur - own.value
    if dutch.rounded(100 * gap / own.value, 1) == 0:
        return f"bijna gelijk aan de {own.called}"
    more = "meer" if gap > 0 else "minder"
    return f"{total_text(abs(gap))} {more} ({dutch.pct(abs(100 * gap / own.value))}) dan de {own.called}"


def _named(found: Sequence[OwnFigure]) -> str:
    return f"de {found[0].called}" if len(found) == 1 else f"de {dutch.number_word(len(found))} prognoses"


def _said(bar: Bar) -> str:
    amount = "geen cijfer" if bar.value is None else f"{dutch.euro(bar.value, 1)} miljoen"
    return f"{bar.name} {amount}"


def chart(view: CostView, found: Sequence[OwnFigure]) -> BarChart:
    """Return begroting, forecasts in their order and rekening of the year that is told, in millions of euro."""
    year = year_of(view, found)
    plan, real = view.level(year, _PLAN), view.level(year, _REAL)
    mine = [each for each in found if each.year == year]
    bars = (
        *_bar("Begroting", plan),
        *(Bar(dutch.capital(each.called), "other", each.value / 1e6, entered=True) for each in mine),
        *_bar("Rekening", real),
    )
    title = f"Van begroting naar rekening {year}: {view.name}"
    return BarChart(
        title=title,
        subtitle="Lasten voor jeugdzorg van het hele jaar, in miljoenen euro",
        alt=f"{title}. {'; '.join(_said(bar) for bar in bars)}. De waarden staan in de tabel onder de figuur.",
        source=_source(view, mine),
        bars=bars,
        unit="eur",
        decimals=1,
        value_title="Miljoen euro",
        row_title="Onderdeel",
        ordered=False,
        notes=(_OURS,),
    )


def _bar(name: str, figure: Reading) -> tuple[Bar, ...]:
    """Return the bar of an official figure; nothing where there is none."""
    if figure.numerator is None:
        return ()
    status = figure.reason or "ok"
    amount = figure.numerator / 1e6
    return (
        Bar(
            name, "own", amount, figure.is_provisional, status, code=figure.region, entered=figure.is_entered
        ),
    )


def _source(view: CostView, found: Sequence[OwnFigure]) -> str:
    years = dict.fromkeys(each.year for each in found)
    official = view.source_of(*(view.level(year, each) for year in years for each in (_PLAN, _REAL)))
    return f"{dutch.capital(ENTERED)} (prognoses). {official}".strip()
