"""A table as a value: what it says, and its HTML (see `tables_html`) or file (see `exports`).

Numbers stay numbers here; they become Dutch text only when rendered. A cell without a figure carries the
status that says why, never a sentinel number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from metrics import dutch
from metrics.comparing.reading import Reading
from metrics.comparing.reasons import REASONS, listed
from metrics.figures import ENTERED, ENTERED_MARK
from metrics.places.codes import is_region

Align = Literal["left", "right"]
Value = float | int | Decimal | str | None
Tone = Literal["plain", "same", "near", "differs", "attention", "absent"]

# What stands in a cell without a figure: the mark, and its meaning in words (once beneath the table). The reasons of
# figures are those of metrics.comparing.reasons; what the report itself prints stands with them.
STATUSES: dict[str, tuple[str, str]] = {
    "x": ("x", "niet van toepassing of niet in het rapport"),
    "-": ("-", "geen cijfer in het rapport"),
    "#": ("#", "te weinig jongeren voor een cijfer, of onbekend"),
    **{code: (reason.mark, reason.legend) for code, reason in REASONS.items()},
    "leeg": ("–", "geen cijfer"),
}
ENTERED_LEGEND = f"{ENTERED_MARK} = met {ENTERED}; dit cijfer komt niet van het CBS"
_LONGEST_BESIDE = 2  # a longer mark is a word: it stands alone, not beside a number


def meaning(status: str) -> str:
    """Return what a status means, in words that follow a colon."""
    return STATUSES.get(status, STATUSES["leeg"])[1]


@dataclass(frozen=True, slots=True)  # one of tens of thousands in memory
class Column:
    """One column. `unit` is a unit of `formats`, or `text`; `decimals` None means the unit's own."""

    key: str
    heading: str
    unit: str = "text"
    decimals: int | None = None
    align: Align | None = None
    region: str = ""  # code of the region that the heading names; files have it in the heading

    @property
    def is_text(self) -> bool:
        """Whether cells of this column are text, not numbers."""
        return self.unit == "text"

    @property
    def side(self) -> Align:
        """Where the cells are aligned: as asked, else numbers right and text left."""
        return self.align or ("left" if self.is_text else "right")


@dataclass(frozen=True, slots=True)  # one of tens of thousands in memory
class Cell:
    """A value with what must be said about it.

    `status`: a key of `STATUSES` (or `ok`); with a value present the mark stands beside it.
    `flag`: a footnote of this cell, in a sentence. `provisional`: gets an asterisk.
    `href`: an own address or https.
    `tone`: shows the text as a label (the words say it, the colour only helps).
    `printed`: shown exactly so, for figures quoted as printed; the mark of one that stands apart comes behind it.
    `upto`: the other end of a range that starts at the value; files have it in a column of its own.
    `region`: code of the region that the text names; files have it in a column of its own (see `named`).
    `unit`, `decimals`: where they are not those of the column; files say the unit beside the value.
    `entered`: an analyst's own figure; gets its mark.
    """

    value: Value = None
    status: str = "ok"
    flag: str = ""
    provisional: bool = False
    href: str = ""
    tone: Tone = "plain"
    printed: str = ""
    region: str = ""
    unit: str = ""
    decimals: int | None = None
    entered: bool = False
    upto: float | None = None

    def __post_init__(self) -> None:
        if self.href and not re.match(r"https://|/(?!/)|[?#]", self.href):
            raise ValueError(f"a link leads to a page of ours or to https: {self.href!r}")


Row = Mapping[str, Value | Cell]


@dataclass(frozen=True)
class Table:
    """What a table says. Missing keys in a row are cells without a figure."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_header: str
    highlight: frozenset[str] = frozenset()  # texts in the row header column
    notes: tuple[str, ...] = ()
    source: str = ""
    file_stem: str = field(default="")
    keeps_empty: bool = False  # columns are periods: one that nobody has a figure in is shown as missing

    def __post_init__(self) -> None:
        if not self.caption.strip():
            raise ValueError("a table needs a caption")
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(f"column keys are not unique: {keys}")
        if self.row_header not in keys:
            raise ValueError(f"row header {self.row_header!r} is not a column: {keys}")
        known = set(keys)
        for row in self.rows:
            unknown = row.keys() - known
            if unknown:
                raise ValueError(f"unknown columns in a row: {sorted(unknown)}; known: {keys}")

    def cell(self, row: Row, column: Column) -> Cell:
        """The cell of a row, missing values with the status that says so."""
        found = row.get(column.key)
        cell = found if isinstance(found, Cell) else Cell(found)
        if dutch.is_missing(cell.value) and cell.status == "ok" and not cell.printed:
            return Cell(None, "leeg", cell.flag, False, cell.href, cell.tone, region=cell.region)
        return cell

    def without(self, *keys: str) -> "Table":
        """Return the table without these columns."""
        return replace(
            self,
            columns=tuple(column for column in self.columns if column.key not in keys),
            rows=tuple({key: cell for key, cell in row.items() if key not in keys} for row in self.rows),
        )


def folded(table: Table, *, tells_awaited: bool = True) -> Table:
    """Return a table without its wholly empty columns, with one line that says which they are and why.

    A column of text that says nothing is left out without a word. A file of the table keeps every column.
    `tells_awaited`: False where the page said already what is not loaded.
    """
    if table.keeps_empty or not table.rows:
        return table
    empty = [
        column
        for column in table.columns
        if column.key != table.row_header
        and all(_says_nothing(table.cell(row, column)) for row in table.rows)
    ]
    if not empty:
        return table
    kept = table.without(*(column.key for column in empty))
    return replace(kept, notes=(*_left_out(table, empty, tells_awaited), *table.notes))


def _says_nothing(cell: Cell) -> bool:
    return not (cell.printed or cell.flag or cell.href) and (dutch.is_missing(cell.value) or cell.value == "")


def _left_out(table: Table, empty: Sequence[Column], tells_awaited: bool) -> list[str]:
    """Say which columns have no figure: what is awaited in one line, the others in another."""
    awaited: list[str] = []
    others: list[str] = []
    whys: set[str] = set()
    for column in empty:
        found = {table.cell(row, column).status for row in table.rows} - {"niet_van_toepassing", "x", "ok"}
        if "niet_geladen" in found:
            awaited.append(column.heading)
        elif not column.is_text:  # the name of a place keeps its capital
            others.append(column.heading if column.region else listed([column.heading]))
            whys |= {meaning(status) for status in found - {"leeg"}}
    told = (
        [f"Niet in deze tabel, want nog niet geladen: {listed(awaited)}."]
        if awaited and tells_awaited
        else []
    )
    if others:
        why = f" ({whys.pop()})" if len(whys) == 1 else ""
        told.append(f"Niet in deze tabel, want er is geen enkel cijfer: {dutch.names(others)}{why}.")
    return told


def unexplained(table: Table) -> Table:
    """Return a table without the notes that stand above it already, under the chart that it was made of."""
    return replace(table, notes=())


def named(name: str, code: str, *, href: str = "") -> Cell | str:
    """Return the name of a place, as a cell that knows its code: where a table names a region, its files do both."""
    region = code if is_region(code) else ""
    return Cell(name, href=href, region=region) if region or href else name


def drawn_cell(value: float | None, *, provisional: bool) -> Cell | float | None:
    """Return a drawn value as it stands in the table of its chart: with an asterisk where CBS may still change it."""
    return Cell(value, provisional=True) if provisional and value is not None else value


def cell_of(reading: Reading, flag: str = "") -> Cell:
    """Return a figure as a cell: its value, why there is none or why it may not be compared, provisional or not."""
    return Cell(
        reading.value, reading.reason or "ok", flag, reading.is_provisional, entered=reading.is_entered
    )


def cell_text(cell: Cell, column: Column) -> str:
    """The text of a cell: printed text, value in its unit, or the mark of its status."""
    mark, _ = STATUSES.get(cell.status, ("", ""))
    star = ("*" if cell.provisional else "") + (ENTERED_MARK if cell.entered else "")
    if cell.printed:
        apart = cell.status in REASONS and REASONS[cell.status].has_value and not dutch.is_missing(cell.value)
        return cell.printed + star + (mark if apart else "")
    if dutch.is_missing(cell.value):
        return mark or dutch.MISSING
    if isinstance(cell.value, str):
        return cell.value + star
    if column.is_text:
        return dutch.number(cell.value) + star
    text = dutch.value(cell.value, *unit_of(cell, column)) + star
    return text + mark if 0 < len(mark) <= _LONGEST_BESIDE else text


def unit_of(cell: Cell, column: Column) -> tuple[str, int | None]:
    """Return the unit of a cell and its decimals (None: the unit's own): its own, else those of its column."""
    return (cell.unit, cell.decimals) if cell.unit else (column.unit, column.decimals)


def said_in(table: Table) -> Iterator[str]:
    """Give every text of a table: headings, cells of text with their footnotes, notes and source."""
    yield from (table.source, *table.notes, *(column.heading for column in table.columns))
    for cell in (found for row in table.rows for found in row.values()):
        if isinstance(cell, Cell):
            yield from (cell.printed, cell.flag, cell.value if isinstance(cell.value, str) else "")
        elif isinstance(cell, str):
            yield cell


def cells(table: Table) -> list[list[Cell]]:
    """Return the cells row by row in the order of the columns, missing ones with the status that says so."""
    return [[table.cell(row, column) for column in table.columns] for row in table.rows]


def numbered_flags(grid: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Return the footnotes of cells (`cells`) in reading order, each once, with its number."""
    texts = dict.fromkeys(cell.flag for row in grid for cell in row if cell.flag)
    return {text: n for n, text in enumerate(texts, start=1)}


def legend(table: Table, grid: Sequence[Sequence[Cell]] | None = None) -> list[str]:
    """The explanations that belong under this table: statuses in it, asterisk, own notes, in that order.

    `grid`: its `cells`, where they are at hand.
    """
    every = [cell for row in (cells(table) if grid is None else grid) for cell in row]
    present = {cell.status for cell in every}
    lines = [f"{mark} = {text}" for status, (mark, text) in STATUSES.items() if status in present]
    if any(cell.provisional for cell in every):
        lines.append("* = voorlopig cijfer; het CBS kan het later nog aanpassen")
    if any(cell.entered for cell in every):
        lines.append(ENTERED_LEGEND)
    return [*dict.fromkeys(lines), *table.notes]


def source_line(source: str) -> str:
    """The line under a table or chart: `Bron: ...`; empty without a source."""
    return source if not source or source.startswith("Bron") else f"Bron: {source}"
