"""The table of *Twee gemeenten naast elkaar*: a row a figure. Pure."""

from dataclasses import replace

from metrics.comparing.measures import Measure
from metrics.places.codes import NEDERLAND
from metrics.records import Records
from pages.ui.naast import words
from pages.ui.naast.view import Pair
from pages.ui.parts.tables import Cell, Column, Row, Table, cell_of


def figures(pair: Pair, records: Records) -> Table:
    """Return the figures of both with their period, those of Nederland, and how the first stands to the second."""
    rows: list[Row] = [
        {
            "cijfer": each.heading,
            "een": _cell(pair, each, pair.code, records),
            "ander": _cell(pair, each, pair.other, records),
            "hoe": words.in_cell(pair, each),
            "nederland": _cell(pair, each, NEDERLAND, records),
        }
        for each in pair.measures
    ]
    return Table(
        caption=f"{pair.name} en {pair.other_name}",
        columns=(
            Column("cijfer", "Cijfer"),
            Column("een", pair.name, "getal", region=pair.code),
            Column("ander", pair.other_name, "getal", region=pair.other),
            Column("hoe", f"{pair.name} naast {pair.other_name}"),
            Column("nederland", "Nederland", "getal", region=NEDERLAND),
        ),
        rows=tuple(rows),
        row_header="cijfer",
        source=pair.source,
        file_stem=f"{pair.name} naast {pair.other_name}",
    )


def _cell(pair: Pair, measure: Measure, code: str, records: Records) -> Cell:
    made = cell_of(pair.figure(measure, code), words.flag(pair, measure, code, records))
    return replace(made, unit=measure.indicator.unit, decimals=measure.indicator.decimals)
