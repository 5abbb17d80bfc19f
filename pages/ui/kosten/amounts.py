"""The amounts behind a figure of costs: the sum that gives it, and every taakveld and category. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import dutch
from metrics.comparing.reading import Reading
from metrics.costs import delivered as detail_of
from metrics.costs.taakvelden import whole_title
from pages.ui.kosten.view import NET, CostView
from pages.ui.parts.tables import Cell, Column, Row, Table

THOUSANDS = "duizend euro"
RESULT = "Lasten per inwoner"
# Amounts are delivered in thousands of euros: sums that differ by less are the same sum.
SAME_WITHIN_EUR = 1.0


def rows_of(view: CostView, details: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the amounts of the statement on screen, of all gemeenten that count, added up.

    In: per gemeente of that year, loaders.store finance_detail. Out: metrics.costs.delivered.COUNTED without region.
    """
    whole = pd.concat(details, ignore_index=True)
    whole = whole[whole["statement"] == view.statement].reset_index(drop=True)
    return detail_of.added_up(detail_of.counted(whole, view.records.taakvelden))


@dataclass(frozen=True, eq=False)
class Delivered:
    """Amounts as delivered (`rows_of`), and per taakveld (metrics.costs.delivered.per_taakveld)."""

    rows: pd.DataFrame
    parts: pd.DataFrame

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "Delivered":
        """Add the rows up per taakveld."""
        return cls(rows, detail_of.per_taakveld(rows))

    def makes(self, lasten_eur: float | None) -> bool:
        """Say whether the amounts add up to these lasten."""
        total = self.parts["lasten_eur"].sum(min_count=1)
        return lasten_eur is not None and bool(abs(total - lasten_eur) < SAME_WITHIN_EUR)


def found(view: CostView, choices: Iterable[list[pd.DataFrame]]) -> Delivered | None:
    """Return the first amounts that add up to the figure on screen; None where none do.

    In: for each of `CostView.candidates` the amounts as delivered.
    """
    for details in choices:
        delivered = Delivered.of(rows_of(view, details))
        if delivered.makes(view.level().numerator):
            return delivered
    return None


def division(view: CostView, delivered: Delivered | None) -> Table:
    """Return the sum that gives the figure on screen: taakvelden, inhabitants, lasten per inwoner, and net."""
    level = view.level()
    lines = [] if delivered is None else _of_taakvelden(delivered.parts)
    lines += [
        _line("Lasten samen", level.numerator, level),
        {
            "wat": f"Inwoners op 1 januari {view.year}",
            "bedrag": Cell(level.denominator, "geen_cijfer" if level.denominator is None else "ok"),
            "eenheid": "inwoners",
        },
        _per_inwoner(RESULT, level),
    ]
    if delivered is not None:
        lines += _of_baten(view, delivered)
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
        source=view.source_of(level),
    )


def _of_taakvelden(parts: pd.DataFrame) -> list[Row]:
    return [
        _line(f"Lasten op taakveld {code}, {whole_title(title or '')}".rstrip(", "), lasten)
        for code, title, lasten in zip(parts["taakveld"], parts["title"], parts["lasten_eur"], strict=True)
        if not pd.isna(lasten) and lasten != 0
    ]


def _of_baten(view: CostView, delivered: Delivered) -> list[Row]:
    """Return the baten on the same taakvelden, and what remains per inhabitant of a rekening."""
    net = view.read(NET)
    baten_eur = dutch.finite(delivered.parts["baten_eur"].sum(min_count=1))
    lines = [_line("Baten op dezelfde taakvelden", baten_eur, net)]
    others = detail_of.of_other_gemeenten_eur(delivered.rows)
    if not pd.isna(others):
        lines.append(_line("waarvan bijdragen van andere gemeenten", others))
    if view.statement == "jaarrekening":
        lines.append(_per_inwoner("Lasten min baten per inwoner", net))
    return lines


def _line(what: str, amount_eur: float | None, about: Reading | None = None) -> Row:
    """Return an amount in thousands; where there is none the reason of the figure it belongs to."""
    why = about.reason if about is not None and about.reason else "geen_cijfer"
    is_entered = about is not None and about.is_entered
    status = about.reason if about is not None and about.value is not None and about.reason else "ok"
    cell = Cell(None, why) if amount_eur is None else Cell(amount_eur / 1000, status, entered=is_entered)
    return {"wat": what, "bedrag": cell, "eenheid": THOUSANDS}


def _per_inwoner(what: str, figure: Reading) -> Row:
    printed = "" if figure.value is None else dutch.euro(figure.value)
    cell = Cell(
        figure.value,
        figure.reason or "ok",
        provisional=figure.is_provisional,
        printed=printed,
        entered=figure.is_entered,
    )
    return {"wat": what, "bedrag": cell, "eenheid": "euro per inwoner"}


def categories(view: CostView, delivered: Delivered) -> Table:
    """Return every amount on the taakvelden of the social domain: taakveld x category x placing.

    Amounts in thousands of euros, as delivered; a row where both placings are zero or missing is left out.
    """
    rows = delivered.rows
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
        source=view.source_of(view.level()),
    )


def _category(row: Mapping[Hashable, Any]) -> Row:
    title = whole_title(row["taakveld_title"] or "")
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
