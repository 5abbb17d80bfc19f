"""What a document says, free of its format: `word` and `pdf` set the same content.

A document to attach to council papers: open lines for agenda item, date and author, a summary, sections of
text, tables and charts, then caveats, questions and sources, with the version of the figures and the full
link.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from metrics import dutch
from metrics.documents import line_explained
from pages.ui.charts.spec import Chart
from pages.ui.parts.tables import (
    Table,
    cell_text,
    cells,
    folded,
    legend,
    numbered_flags,
    said_in,
    source_line,
)

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
            *line_explained([*self.summary, *self.sources, *self.foot, *_texts(self.sections)]),
            NOT_OURS,
        )


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    """Give every text and cell under the headings."""
    for block in (block for section in sections for block in section.blocks):
        if isinstance(block, str):
            yield block
        elif isinstance(block, Bullets):
            yield from block.items
        else:
            yield from said_in(block if isinstance(block, Table) else block.table)


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
        columns = range(len(self.headings))
        least, wanted = [self._least(n) for n in columns], [self._wants(n) for n in columns]
        more = [want - need for want, need in zip(wanted, least, strict=True)]
        part = min(1.0, max(0.0, _ROOM - sum(least)) / sum(more)) if sum(more) else 1.0
        return tuple(need + part * extra for need, extra in zip(least, more, strict=True))

    def _least(self, n: int) -> float:
        """Return what a column needs at least: its longest word, and a number with what belongs to it."""
        cells = [line.cells[n] for line in self.lines]
        heading = _BOLD * max((len(word) for word in _words(self.headings[n])), default=0)
        parts = (cell.split(" ") for cell in cells) if self.sides[n] == "right" else map(_words, cells)
        return max(heading, *(len(each) for found in parts for each in found), 0) + _EDGES

    def _wants(self, n: int) -> float:
        """Return what a column takes where there is room: short cells on one line, texts on a few."""
        said = self.headings[n]
        heading = _BOLD * max(min(len(said), _SHORT), len(said) / _LINES_OF_A_HEADING)
        longest = float(max((len(line.cells[n]) for line in self.lines), default=0))
        if self.sides[n] == "left":
            enough = _ENOUGH_FOR_TEXT + min(longest / _LONG_FOR_A_CELL, _ENOUGH_FOR_TEXT)
            longest = max(min(longest, _ON_ONE_LINE), min(0.6 * longest, enough))
        return max(self._least(n), heading + _EDGES, longest + _EDGES)


_BOLD, _EDGES, _ENOUGH_FOR_TEXT = 1.35, 2, 28  # in characters
_ROOM = 95  # characters that fit on a line of a sheet
_LONG_FOR_A_CELL = 20
_LINES_OF_A_HEADING, _SHORT = 2.5, 10
_ON_ONE_LINE = 18  # '1e halfjaar 2025': in a wider letter than Arial a table of periods is not twice as long


def _words(text: str) -> list[str]:
    """Return what a line is never broken in: words, and the parts of a name with hyphens."""
    return re.findall(r"[^\s-]+-?", text)


def table_text(table: Table) -> TableText:
    """Give a table as text, with the numbers of its footnotes behind the cells."""
    table = folded(table)
    grid = cells(table)
    flags = numbered_flags(grid)
    header = [column.key for column in table.columns].index(table.row_header)
    lines = []
    for row in grid:
        texts = [cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        numbered = (
            text + (f" [{flags[cell.flag]}]" if cell.flag else "")
            for cell, text in zip(row, texts, strict=True)
        )
        lines.append(Line(tuple(numbered), texts[header] in table.highlight))
    notes = [*(f"[{n}] {text}" for text, n in flags.items()), *legend(table, grid), source_line(table.source)]
    return TableText(
        caption=table.caption,
        headings=tuple(column.heading for column in table.columns),
        sides=tuple(column.side for column in table.columns),
        lines=tuple(lines),
        notes=tuple(note for note in notes if note),
    )
