"""Chance and the usual difference: the two bands in a table, and where a gemeente lies among all others. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from metrics import dutch
from metrics.comparing.ranking import position
from metrics.comparing.sentences import rank
from metrics.figures import at
from metrics.numbers.bands import MIN_GEMEENTEN_N, BandRefusal
from metrics.use import usual
from pages.ui.gebruik.view import MEASURES, NATURA_TABLES, USE_TABLES, YOUTH_TABLES, View
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


def table(view: View, indicator: str) -> Table | None:
    """Return both bands per half-year; None where no half-year of the gemeente has them."""
    rows = view.bands[(view.bands["indicator"] == indicator) & (view.bands["region"] == view.code)]
    rows = rows[rows["share_pct"].notna() & rows["period"].isin(view.halves(indicator))].sort_values("period")
    if rows.empty:
        return None
    return Table(
        caption=f"{MEASURES[indicator].title} in {view.name}: toeval, of meer dan gebruikelijk?",
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
        source=f"Bron: {view.source(indicator)}; aantal jongeren: CBS {YOUTH_TABLES}",
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


def why_not(view: View, indicator: str) -> str:
    """Say why there are no bands for a share."""
    if indicator not in usual.COUNTS:
        return (
            f"CBS-tabel {NATURA_TABLES} geeft percentages en geen aantallen jongeren. Een toevalsmarge is dan niet te "
            "berekenen."
        )
    rows = view.bands[view.bands["indicator"] == indicator]
    if rows.empty:
        return f"Voor de toevalsmarge zijn aantallen jongeren nodig. Die komen uit CBS-tabel {USE_TABLES}."
    own = rows[rows["region"] == view.code]
    refusals = set(own["refusal"]) if len(own) else set(rows["refusal"])
    if BandRefusal.NO_POPULATION in refusals:
        return f"Voor de toevalsmarge is het aantal jongeren tot 23 jaar nodig. Dat komt uit CBS-tabel {YOUTH_TABLES}."
    if BandRefusal.FEW_GEMEENTEN in refusals:
        return "Er zijn te weinig gemeenten met een aantal om te zeggen wat gebruikelijk is."
    return f"Het CBS geeft voor {view.name} geen aantal jongeren (te klein of geheim)."


def among_others(view: View, indicator: str, middle: pd.DataFrame) -> str:
    """Say how many gemeenten are lower and higher in the newest half-year, and where eight in ten lie."""
    halves = view.halves(indicator)
    if not halves:
        return ""
    last = halves[-1]
    found = position(at(view.everyone, indicator, last), view.code, decimals=1)
    if found is None or found.total_n < MIN_GEMEENTEN_N:
        return ""
    value = dutch.pct(view.figure(indicator, last).value)
    when = dutch.moment(last)
    place = f"{rank(found.lower_n, found.higher_n, found.equal_n)}, van de {found.total_n} gemeenten met dit cijfer"
    text = f"In {when} was het percentage in {view.name} {value}: {place}."
    spread = middle[middle["period"] == last]
    if spread.empty:
        return text
    low, high = (dutch.pct(float(spread[column].iloc[0])) for column in ("low_pct", "high_pct"))
    return f"{text} In acht van de tien gemeenten lag het tussen {low} en {high}."
