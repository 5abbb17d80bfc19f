"""The amounts behind a figure of costs: the sum that gives it, and every taakveld and category. Pure."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from metrics import dutch
from metrics.costs import delivered as detail_of
from pages.ui.kosten.view import View
from pages.ui.parts.tables import Cell, Column, Row, Table

THOUSANDS = "duizend euro"
RESULT = "Lasten per inwoner"


def rows_of(view: View, details: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the amounts of the statement on screen, of all gemeenten that count, added up.

    In: per gemeente of that year, loaders.store finance_detail. Out: metrics.costs.delivered.COUNTED without region.
    """
    whole = pd.concat(details, ignore_index=True)
    whole = whole[whole["statement"] == view.statement].reset_index(drop=True)
    return detail_of.added_up(detail_of.counted(whole, view.records.taakvelden))


def division(view: View, rows: pd.DataFrame) -> Table:
    """Return the sum that gives the figure on screen: taakvelden, inhabitants, lasten per inwoner, and net."""
    amount = view.amount()
    parts = detail_of.per_taakveld(rows)
    lines: list[Row] = [
        _line(f"Lasten op taakveld {code}, {title or ''}".rstrip(", "), lasten)
        for code, title, lasten in zip(parts["taakveld"], parts["title"], parts["lasten_eur"], strict=True)
        if lasten
    ]
    known = "ok" if amount.lasten_eur is not None else amount.cell_status
    lines += [
        _line("Lasten samen", amount.lasten_eur, known),
        {
            "wat": f"Te delen over de inwoners op 1 januari {view.year}",
            "bedrag": amount.inwoners_n,
            "eenheid": "inwoners",
        },
        _per_inwoner(RESULT, amount.per_inwoner_eur, known),
        _line("Baten op dezelfde taakvelden", amount.baten_eur, "niet_geladen"),
    ]
    others = detail_of.of_other_gemeenten_eur(rows)
    if not pd.isna(others):
        lines.append(_line("waarvan bijdragen van andere gemeenten", others))
    lines.append(_per_inwoner("Lasten min baten per inwoner", amount.net_per_inwoner_eur, "niet_geladen"))
    return Table(
        caption=f"De som: {view.name}, {view.what} {view.year}",
        columns=(
            Column("wat", "Onderdeel"),
            Column("bedrag", "Bedrag", "aantal"),
            Column("eenheid", "Eenheid"),
        ),
        rows=tuple(lines),
        row_header="wat",
        highlight=frozenset({RESULT}),
        source=f"Bron: {view.source_of((view.statement, view.year))}",
    )


def _line(what: str, amount_eur: float | None, status: str = "ok") -> Row:
    amount = dutch.finite(amount_eur)
    cell = Cell(None, status) if amount is None else Cell(amount / 1000)
    return {"wat": what, "bedrag": cell, "eenheid": THOUSANDS}


def _per_inwoner(what: str, value: float | None, status: str) -> Row:
    if value is None:
        return {"wat": what, "bedrag": Cell(None, status), "eenheid": "per inwoner"}
    return {"wat": what, "bedrag": Cell(value, printed=dutch.euro(value)), "eenheid": "per inwoner"}


def categories(view: View, rows: pd.DataFrame) -> Table:
    """Return every amount on the taakvelden of the social domain: taakveld x category x placing.

    Amounts in thousands of euros, as delivered; a row where both placings are zero or missing is left out.
    """
    filled = rows[rows[["placing1_eur", "placing2_eur"]].fillna(0).ne(0).any(axis=1)]
    order = filled.sort_values(["in_figure", "taakveld", "categorie"], ascending=[False, True, True])
    return Table(
        caption=f"Alle bedragen zoals aangeleverd: {view.name}, {view.what} {view.year}, in duizend euro",
        columns=(
            Column("taakveld", "Taakveld"),
            Column("categorie", "Categorie"),
            Column("een", "1e plaatsing", "aantal"),
            Column("twee", "2e plaatsing", "aantal"),
            Column("mee", "Telt mee in het cijfer"),
        ),
        rows=tuple(_category(row) for row in order.to_dict("records")),
        row_header="taakveld",
        notes=(
            "De 2e plaatsing telt, als de gemeente die heeft aangeleverd; anders de 1e.",
            "Categorieën met een L zijn lasten, met een B baten. Het CBS controleert deze bedragen niet een voor een.",
        ),
        source=f"Bron: {view.source_of((view.statement, view.year))}",
    )


def _category(row: Mapping[Hashable, Any]) -> Row:
    title = row["taakveld_title"] or ""
    return {
        "taakveld": f"{row['taakveld']} {title}".strip(),
        "categorie": f"{row['categorie']} {row['categorie_title'] or ''}".strip(),
        "een": _thousands(row["placing1_eur"]),
        "twee": _thousands(row["placing2_eur"]),
        "mee": "ja" if row["in_figure"] and row["side"] == "lasten" else "nee",
    }


def _thousands(value: object) -> Cell:
    amount = dutch.finite(value)
    return Cell(None, "leeg") if amount is None else Cell(amount / 1000)


def not_there(view: View) -> str:
    """Say why there is no sum to show; empty where there is one."""
    if view.amount().lasten_eur is not None:
        return ""
    if not view.parts:
        return f"Een deel van {view.name} hoorde in {view.year} bij een gemeente die later is verdeeld."
    return ""
