"""Chance and the usual difference: the two bands in a table, and why there are none. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from metrics import dutch
from metrics.numbers.bands import BandRefusal
from metrics.use import usual
from pages.ui.gebruik.view import MEASURES, UseView
from pages.ui.parts.tables import Cell, Column, Row, Table

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "binnen": "binnen het gebruikelijke verschil",
        "onder": "lager dan gebruikelijk",
        "boven": "hoger dan gebruikelijk",
    }
)
EXPLAINED = (
    "Toevalsmarge: zo ver kan het cijfer van de gemeente bij toeval hoger of lager uitkomen. Gebruikelijk verschil: "
    "hier liggen ongeveer 19 van de 20 gemeenten van deze grootte, toeval meegerekend. Alleen wat daarbuiten ligt, "
    "noemen we anders dan gebruikelijk. Dat zegt niets over de oorzaak."
)
NOT_FOR_CHANGES = (
    "Over het verschil tussen twee halfjaren zegt de toevalsmarge niets: het gaat voor een groot deel om dezelfde "
    "jongeren."
)


def table(view: UseView, indicator: str) -> Table | None:
    """Return both bands per half-year; None where no half-year of the gemeente has them."""
    rows = view.bands[view.bands["indicator"] == indicator]
    if rows.empty:
        return None
    rows = rows[rows["share_pct"].notna() & rows["period"].isin(view.halves(indicator))]
    if rows.empty:
        return None
    youth = view.build.records.table_of_kind("population_age")
    return Table(
        caption=f"{MEASURES[indicator].title} {dutch.inside(view.name)}: toeval, of meer dan gebruikelijk?",
        columns=(
            Column("periode", "Halfjaar"),
            Column("cijfer", "Cijfer", "pct", 1),
            Column("toeval", "Toevalsmarge"),
            Column("anderen", "Alle andere gemeenten samen", "pct", 1),
            Column("band", "Gebruikelijk verschil"),
            Column("oordeel", "Plaats"),
        ),
        rows=tuple(_row(row) for row in rows.to_dict("records")),
        row_header="periode",
        notes=(
            EXPLAINED,
            NOT_FOR_CHANGES,
        ),
        source=f"{view.source(indicator)}; aantal jongeren: CBS {youth}" if view.source(indicator) else "",
    )


def _row(row: Mapping[object, object]) -> Row:
    return {
        "periode": dutch.period_heading(str(row["period"])),
        "cijfer": Cell(dutch.finite(row["share_pct"])),
        "toeval": _between(row["chance_low_pct"], row["chance_high_pct"]),
        "anderen": Cell(dutch.finite(row["others_pct"])),
        "band": _between(row["usual_low_pct"], row["usual_high_pct"]),
        "oordeel": PLACES.get(str(row["place"]), "niet te zeggen"),
    }


def _between(low: object, high: object) -> str:
    first, last = dutch.finite(low), dutch.finite(high)
    return "–" if first is None or last is None else f"{dutch.pct(first)} tot {dutch.pct(last)}"


def why_not(view: UseView, indicator: str) -> str:
    """Say why there are no bands for a share; empty where nobody has the counts that they need."""
    if indicator not in usual.COUNTS:
        return "Het CBS geeft hier percentages en geen aantallen jongeren. Een toevalsmarge is dan niet te berekenen."
    everyone = view.build.bands
    everyone = everyone[everyone["indicator"] == indicator]
    if everyone.empty:
        return ""  # the counts are not loaded: said once, with all that is not
    own = view.bands[view.bands["indicator"] == indicator]
    refusals = set(own["refusal"]) if len(own) else set(everyone["refusal"])
    if BandRefusal.NO_POPULATION in refusals:
        return "Voor de toevalsmarge is het aantal jongeren tot 23 jaar nodig. Dat ontbreekt."
    if BandRefusal.FEW_GEMEENTEN in refusals:
        return "Er zijn te weinig gemeenten met een aantal om te zeggen wat gebruikelijk is."
    return f"Het CBS geeft voor {view.name} geen aantal jongeren (te klein, geheim of onbekend)."
