"""A table as HTML that a screen reader can walk through: caption, scopes, statuses in words, numbered notes.

Jinja draws it (`table.html.jinja`), for a page has thousands of cells, and escapes every text; no style attribute and
no script is ever made here. The look stands in `tables.css`.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import htpy as h
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from metrics import dutch
from pages.ui.parts.tables import (
    STATUSES,
    Cell,
    Column,
    Table,
    cell_text,
    cells,
    folded,
    legend,
    meaning,
    numbered_flags,
    source_line,
)

LONG_NAME = 24  # characters: a row with a longer name needs more room than its longest word
LONG_TEXT = 140  # characters: a cell that says more is read as a paragraph
_TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
).get_template("table.html.jinja")


class DrawnCell(NamedTuple):
    """A cell as the template draws it."""

    cell: Cell
    text: str
    words: str  # what a mark means, for the ear; empty where the text says it itself
    note: int  # the number of its footnote; 0: none
    look: str
    is_header: bool


def html(table: Table, *, show_source: bool = True, tells_awaited: bool = True) -> str:
    """Give the table with its notes. It scrolls inside its own frame, the first column stays in view.

    `tells_awaited`: False where the page said already which figures are not loaded.
    """
    table = folded(table, tells_awaited=tells_awaited)
    if (
        len(table.columns) == 1 and table.notes
    ):  # no figure at all: the line that says so is what there is to show
        return str(h.div(".ew-tabelblok")[h.p[h.strong[f"{table.caption}. "], " ".join(table.notes)]])
    grid = cells(table)
    flags = numbered_flags(grid)
    texts = [
        [cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in grid
    ]
    looks = [
        _look(column, {len(row[n]) for row in texts}, is_header=column.key == table.row_header)
        for n, column in enumerate(table.columns)
    ]
    header = [column.key for column in table.columns].index(table.row_header)
    drawn = _TEMPLATE.render(
        caption=table.caption,
        headings=[(column.heading, look) for column, look in zip(table.columns, looks, strict=True)],
        rows=[
            (said[header] in table.highlight, _drawn(row, said, looks, flags, header))
            for row, said in zip(grid, texts, strict=True)
        ],
        notes=[*(f"{n}) {text}" for text, n in flags.items()), *legend(table, grid)],
        source=source_line(table.source) if show_source else "",
    )
    return Markup(drawn)  # noqa: S704 - escaped by Jinja; other HTML is put before and behind it


def _drawn(
    row: Sequence[Cell], texts: Sequence[str], looks: Sequence[str], flags: dict[str, int], header: int
) -> list[DrawnCell]:
    return [
        DrawnCell(cell, text, _words(cell), flags[cell.flag] if cell.flag else 0, look, n == header)
        for n, (cell, text, look) in enumerate(zip(row, texts, looks, strict=True))
    ]


def _words(cell: Cell) -> str:
    """What the mark of a cell without a figure means: the mark is for the eye, the legend explains it."""
    return meaning(cell.status) if dutch.is_missing(cell.value) and cell.status in STATUSES else ""


def _look(column: Column, lengths: Iterable[int], *, is_header: bool) -> str:
    """The classes of the cells of a column: its side, whether it may wrap, and room for what takes many words."""
    longest = max(lengths, default=0)
    side = "ew-rechts" if column.side == "right" else "ew-links"
    words = " ew-woorden" if column.is_text and column.side == "right" and longest > LONG_NAME else ""
    if is_header:
        return f"{side}{words}" + (" ew-breed" if longest > LONG_NAME else "")
    if longest > LONG_TEXT:
        return f"{side}{words} ew-lang"
    return f"{side}{words}" + (" ew-zin" if column.side != "right" and longest > LONG_NAME else "")
