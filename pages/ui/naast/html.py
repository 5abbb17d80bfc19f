"""What only paper has of *Twee gemeenten naast elkaar*: stories in a few words, notes. Pure; htpy escapes it all."""

import htpy as h
from markupsafe import Markup

from pages.ui.parts import tables_html
from pages.ui.parts.tables import Table

FEW, MANY = 4, 10  # empty lines on the sheet, with stories on it and without


def room(*, stories: bool, notes_n: int) -> int:
    """Return how many empty lines fit on the one sheet: two fewer for each note of this installation, never none."""
    return max(1, (FEW if stories else MANY) - 2 * notes_n)


def notes(text: str, lines: int = MANY) -> str:
    """Return what was typed as it is printed, or so many empty lines to write on."""
    parts = [part for part in text.splitlines() if part.strip()]
    return str(
        h.div(".ew-op-papier.ew-notities")[
            (h.p[part] for part in parts) if parts else (h.p(".ew-schrijfregel")[" "] for _ in range(lines))
        ]
    )


def on_paper(table: Table) -> str:
    """Return a table that stands on paper alone."""
    return str(h.div(".ew-op-papier")[Markup(tables_html.html(table))])  # noqa: S704 - escaped by htpy there
