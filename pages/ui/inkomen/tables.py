"""The table of *Inkomen en lage inkomens*. Pure."""

from pages.ui.inkomen.view import DECILES, LEVELS, IncomeFigure, IncomeView
from pages.ui.parts.tables import Column, Row, Table, cell_of, named


def _shown(view: IncomeView) -> tuple[IncomeFigure, ...]:
    """Return the deciles that are loaded (both, where none is) and the levels that the gemeente has."""
    cost = view.chosen.cost
    deciles = [one for one in DECILES if view.own(one.indicator).reason != "niet_geladen"]
    return (*(deciles or DECILES), *(one for one in LEVELS if cost.has(one.indicator, view.period)))


def table(view: IncomeView) -> Table:
    """Return both deciles of the gemeente and its group, and the figures beneath them where it has them."""
    chosen, period = view.chosen, view.period
    shown = _shown(view)
    columns = (
        Column("naam", "Gemeente"),
        *(Column(one.indicator, one.heading, one.unit, one.decimals) for one in shown),
    )
    rows: tuple[Row, ...] = tuple(
        {
            "naam": named(place.name, place.code),
            **{
                one.indicator: cell_of(chosen.cost.figure(one.indicator, place.code, period)) for one in shown
            },
        }
        for place in chosen.cost.places
        if place.role in ("own", "other")
    )
    return Table(
        f"Inkomen en lage inkomens, {period}",
        columns,
        rows,
        row_header="naam",
        highlight=frozenset({chosen.own_name}),
        source=chosen.source_of(chosen.cost, [(one.indicator, period) for one in shown]),
    )
