"""A table as HTML that a screen reader can walk through: caption, scopes, statuses in words, numbered notes.

htpy escapes every text; no style attribute and no script is ever made here. The look stands in `tables.css`.
"""

import htpy as h

from metrics import dutch
from pages.ui.parts.tables import (
    STATUSES,
    Cell,
    Column,
    Row,
    Table,
    cell_text,
    folded,
    legend,
    meaning,
    source_line,
)

LONG_NAME = 24  # characters: a row with a longer name needs more room than its longest word
LONG_TEXT = 140  # characters: a cell that says more is read as a paragraph


def html(table: Table, *, show_source: bool = True, tells_awaited: bool = True) -> str:
    """Give the table with its notes. It scrolls inside its own frame, the first column stays in view.

    `tells_awaited`: False where the page said already which figures are not loaded.
    """
    table = folded(table, tells_awaited=tells_awaited)
    flags = numbered_flags(table)
    if (
        len(table.columns) == 1 and table.notes
    ):  # no figure at all: the line that says so is what there is to show
        return str(h.div(".ew-tabelblok")[h.p[h.strong[f"{table.caption}. "], " ".join(table.notes)]])
    looks = {column.key: _look(table, column) for column in table.columns}
    head = h.tr[(h.th(looks[column.key], scope="col")[column.heading] for column in table.columns)]
    body = [_row(table, row, flags, looks) for row in table.rows]
    return str(
        h.div(".ew-tabelblok")[
            h.p(".ew-schuif", aria_hidden="true")["Schuif voor meer kolommen →"],
            h.div(".ew-tabel", role="region", tabindex="0", aria_label=f"Tabel: {table.caption}")[
                h.table[h.caption[h.span[table.caption]], h.thead[head], h.tbody[body]]
            ],
            [h.p(".ew-noot")[f"{n}) {text}"] for text, n in flags.items()],
            [h.p(".ew-noot")[line] for line in legend(table)],
            show_source and table.source and h.p(".ew-bron")[source_line(table.source)],
        ]
    )


def numbered_flags(table: Table) -> dict[str, int]:
    """The footnotes of cells in reading order, each once, with its number."""
    texts = [table.cell(row, column).flag for row in table.rows for column in table.columns]
    return {text: n for n, text in enumerate(dict.fromkeys(text for text in texts if text), start=1)}


def _look(table: Table, column: Column) -> str:
    """The classes of the cells of a column: its side, whether it may wrap, and room for what takes many words."""
    longest = max((len(cell_text(table.cell(row, column), column)) for row in table.rows), default=0)
    side = ".ew-rechts" if column.side == "right" else ".ew-links"
    words = ".ew-woorden" if column.is_text and column.side == "right" and longest > LONG_NAME else ""
    if column.key == table.row_header:
        return f"{side}{words}" + (".ew-breed" if longest > LONG_NAME else "")
    if longest > LONG_TEXT:
        return f"{side}{words}.ew-lang"
    return f"{side}{words}" + (".ew-zin" if column.side != "right" and longest > LONG_NAME else "")


def _row(table: Table, row: Row, flags: dict[str, int], looks: dict[str, str]) -> h.Element:
    header = next(column for column in table.columns if column.key == table.row_header)
    own = cell_text(table.cell(row, header), header) in table.highlight
    cells = []
    for column in table.columns:
        content = _content(table.cell(row, column), column, flags)
        if column is header:
            cells.append(h.th(looks[column.key], scope="row")[content])
        else:
            cells.append(h.td(looks[column.key])[content])
    return h.tr(".ew-eigen" if own else "")[cells]


def _content(cell: Cell, column: Column, flags: dict[str, int]) -> h.Node:
    text = cell_text(cell, column)
    shown: h.Node = text
    if dutch.is_missing(cell.value) and cell.status in STATUSES:
        # the mark for the eye, the words for the ear; the legend under the table explains the mark
        words = meaning(cell.status)
        shown = [h.span(".ew-leeg", aria_hidden="true")[text], h.span(".ew-verborgen")[words]]
    if cell.tone != "plain":
        shown = h.span(f".ew-oordeel.ew-{cell.tone}")[shown]
    if cell.href:
        shown = h.a(href=cell.href, target="_self")[shown]
    if cell.flag:
        number = flags[cell.flag]
        shown = [h.span(".ew-vlag")[shown], h.sup[h.span(".ew-verborgen")["noot "], f"{number})"]]
    return shown
