"""What a document says, free of its format: `word` and `pdf` set the same content.

A document to attach to council papers: open lines for agenda item, date and author, a summary, sections of
text, tables and charts, then caveats, questions and sources, with the version of the figures and the full
link.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from metrics import dutch
from pages.ui.charts.spec import Chart
from pages.ui.parts.tables import Table, cell_text, folded, legend, source_line
from pages.ui.parts.tables_html import numbered_flags

OPEN_LINES = ("Agendapunt", "Datum vergadering", "Opgesteld door")
QUESTIONS = "Vragen voor het gesprek"
NOT_OURS = "Eigenwijzer is geen uitgave van het Verwey-Jonker Instituut, het CBS of het Rijk."


@dataclass(frozen=True)
class Bullets:
    """A plain list."""

    items: tuple[str, ...]


Block = str | Bullets | Table | Chart  # a text is a paragraph


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole document. `questions` are (for whom, question) pairs; `link` is the full address as text.

    Raises ValueError without title or summary, or where the link is no http(s) address.
    """

    title: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    made_on: date
    version: str
    link: str
    subtitle: str = ""
    opening: str = "In het kort"  # heading above the summary; empty: the summary stands under the title
    caveats: tuple[str, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    open_lines: tuple[str, ...] = field(default=OPEN_LINES)
    foot: tuple[str, ...] = ()  # group with codes, licence and hash of the version (Provenance.foot)

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.summary:
            raise ValueError("a document needs a title and a summary")
        if not self.link.startswith(("https://", "http://")):
            raise ValueError(f"a document needs a full link: {self.link!r}")

    @property
    def colophon(self) -> tuple[str, ...]:
        """The last lines: when, which version, whose this is not."""
        return (
            f"Gemaakt met Eigenwijzer op {dutch.date_nl(self.made_on)}.",
            f"Versie van de cijfers: {self.version}.",
            *self.foot,
            NOT_OURS,
        )


@dataclass(frozen=True)
class Line:
    """A row of a table as text; `own`: the row of the chosen gemeente."""

    cells: tuple[str, ...]
    own: bool


@dataclass(frozen=True)
class TableText:
    """A table as the texts that are printed."""

    caption: str
    headings: tuple[str, ...]
    sides: tuple[str, ...]  # left or right, a column each
    lines: tuple[Line, ...]
    notes: tuple[str, ...]  # footnotes, explanations and the source line

    @property
    def widths(self) -> tuple[float, ...]:
        """Parts of the whole width, a column each: no word or number is broken, and texts get what is left."""
        return tuple(self._needs(n) for n in range(len(self.headings)))

    def _needs(self, n: int) -> float:
        cells = [line.cells[n] for line in self.lines]
        said = self.headings[n]
        heading = _BOLD * max(
            [min(len(said), _SHORT), len(said) / _LINES_OF_A_HEADING, *(len(word) for word in _words(said))]
        )
        longest = max((len(cell) for cell in cells), default=0)
        if self.sides[n] == "right":
            return max(heading, longest) + _EDGES
        word = max((len(word) for cell in cells for word in _words(cell)), default=0)
        return max(heading, word, min(longest, _ON_ONE_LINE), min(0.6 * longest, _ENOUGH_FOR_TEXT)) + _EDGES


_BOLD, _EDGES, _ENOUGH_FOR_TEXT = 1.35, 2, 28  # in characters
_LINES_OF_A_HEADING, _SHORT = 2.5, 10
_ON_ONE_LINE = 18  # '1e halfjaar 2025': in a wider letter than Arial a table of periods is not twice as long


def _words(text: str) -> list[str]:
    """Return what a line is never broken in: words, and the parts of a name with hyphens."""
    return re.findall(r"[^\s-]+-?", text)


def table_text(table: Table) -> TableText:
    """Give a table as text, with the numbers of its footnotes behind the cells."""
    table = folded(table)
    flags = numbered_flags(table)
    header = next(column for column in table.columns if column.key == table.row_header)
    lines = []
    for row in table.rows:
        cells = []
        for column in table.columns:
            cell = table.cell(row, column)
            cells.append(cell_text(cell, column) + (f" [{flags[cell.flag]}]" if cell.flag else ""))
        lines.append(Line(tuple(cells), cell_text(table.cell(row, header), header) in table.highlight))
    notes = [*(f"[{n}] {text}" for text, n in flags.items()), *legend(table), source_line(table.source)]
    return TableText(
        caption=table.caption,
        headings=tuple(column.heading for column in table.columns),
        sides=tuple(column.side for column in table.columns),
        lines=tuple(lines),
        notes=tuple(note for note in notes if note),
    )
