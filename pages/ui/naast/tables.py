"""The table of *Twee gemeenten naast elkaar*: a row a figure. Pure."""

from dataclasses import replace

from metrics.comparing.measures import NewestFigure
from metrics.documents import TITLES
from metrics.places.codes import NEDERLAND
from metrics.records import Records
from metrics.report.documents import FIELDS
from pages.ui.naast import words
from pages.ui.naast.view import Pair
from pages.ui.parts.documents import FIELDS as FIELD_TITLES
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
        notes=pair.why_older(pair.other),
        source=pair.source,
        file_stem=f"{pair.name} naast {pair.other_name}",
    )


def stories(pair: Pair) -> Table | None:
    """Return what the portraits of the two say in a few words, for paper; None where neither has one."""
    if not pair.portraits:
        return None
    rows: list[Row] = [
        {
            "onderwerp": FIELD_TITLES[field],
            "een": pair.portraits.get((pair.code, field), "–"),
            "ander": pair.portraits.get((pair.other, field), "–"),
        }
        for field in FIELDS
    ]
    return Table(
        caption="Zo was het in 2021",
        columns=(
            Column("onderwerp", "Onderwerp"),
            Column("een", pair.name, region=pair.code),
            Column("ander", pair.other_name, region=pair.other),
        ),
        rows=tuple(rows),
        row_header="onderwerp",
        source=f"rapport {TITLES['eigenwijs']}, hoofdstuk 7, in onze woorden",
    )


def _cell(pair: Pair, measure: NewestFigure, code: str, records: Records) -> Cell:
    made = cell_of(pair.figure(measure, code), words.flag(pair, measure, code, records))
    return replace(made, unit=measure.indicator.unit, decimals=measure.indicator.decimals)
