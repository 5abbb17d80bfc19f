"""A table as a value: what it says, and its HTML (see `tables_html`) or file (see `exports`).

Numbers stay numbers here; they become Dutch text only when rendered. A cell without a figure carries the
status that says why, never a sentinel number.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from metrics import dutch

Align = Literal["left", "right"]
Value = float | int | Decimal | str | None
Tone = Literal["plain", "same", "near", "differs", "attention", "absent"]

# What stands in a cell without a figure: the mark, and its meaning in words (once beneath the table).
STATUSES: dict[str, tuple[str, str]] = {
    "x": ("x", "x = niet van toepassing of niet in het rapport"),
    "-": ("-", "- = geen cijfer in het rapport"),
    "#": ("#", "# = te weinig jongeren voor een cijfer, of onbekend"),
    "geen_cijfer": ("–", "– = het CBS geeft geen cijfer (te klein, geheim of onbekend)"),
    "niet_geleverd": (
        "niet aangeleverd",
        "niet aangeleverd = de gemeente leverde de gegevens over dit jaar niet aan",
    ),
    "nul_als_ontbrekend": ("–ⁿ", "–ⁿ = er staat nul of niets in de boeken; dat telt als ontbrekend"),
    "gebroken": (
        "–ʰ",
        "–ʰ = niet te maken: de manier van tellen of de gemeente veranderde, of een deel van de cijfers ontbreekt",
    ),
    "niet_plausibel": (
        "niet plausibel",
        "niet plausibel = het bedrag past niet bij andere jaren; het telt niet mee",
    ),
    "boekt_voor_anderen": ("ʳ", "ʳ = boekt mogelijk ook lasten voor andere gemeenten in de regio"),
    "basis_te_laag": ("ᵇ", "ᵇ = het beginjaar is heel laag; vergelijk de groei niet met andere gemeenten"),
    "niet_geladen": ("niet geladen", "niet geladen = dit cijfer is nog niet opgehaald"),
    "leeg": ("–", "– = geen cijfer"),
}


@dataclass(frozen=True)
class Column:
    """One column. `unit` is a unit of `formats`, or `text`; `decimals` None means the unit's own."""

    key: str
    heading: str
    unit: str = "text"
    decimals: int | None = None
    align: Align | None = None

    @property
    def is_text(self) -> bool:
        """Whether cells of this column are text, not numbers."""
        return self.unit == "text"

    @property
    def side(self) -> Align:
        """Where the cells are aligned: as asked, else numbers right and text left."""
        return self.align or ("left" if self.is_text else "right")


@dataclass(frozen=True)
class Cell:
    """A value with what must be said about it.

    `status`: a key of `STATUSES` (or `ok`); with a value present the mark stands beside it.
    `flag`: a footnote of this cell, in a sentence. `provisional`: gets an asterisk.
    `href`: an own address or https.
    `tone`: shows the text as a label (the words say it, the colour only helps).
    `printed`: shown exactly so, for figures quoted as printed.
    """

    value: Value = None
    status: str = "ok"
    flag: str = ""
    provisional: bool = False
    href: str = ""
    tone: Tone = "plain"
    printed: str = ""

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

    def __post_init__(self) -> None:
        if not self.caption.strip():
            raise ValueError("a table needs a caption")
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(f"column keys are not unique: {keys}")
        if self.row_header not in keys:
            raise ValueError(f"row header {self.row_header!r} is not a column: {keys}")
        for row in self.rows:
            unknown = set(row) - set(keys)
            if unknown:
                raise ValueError(f"unknown columns in a row: {sorted(unknown)}; known: {keys}")

    def cell(self, row: Row, column: Column) -> Cell:
        """The cell of a row, missing values with the status that says so."""
        found = row.get(column.key)
        cell = found if isinstance(found, Cell) else Cell(found)
        if dutch.is_missing(cell.value) and cell.status == "ok" and not cell.printed:
            return Cell(None, "leeg", cell.flag, False, cell.href, cell.tone)
        return cell


def cell_text(cell: Cell, column: Column) -> str:
    """The text of a cell: printed text, value in its unit, or the mark of its status."""
    mark, _ = STATUSES.get(cell.status, ("", ""))
    star = "*" if cell.provisional else ""
    if cell.printed:
        return cell.printed + star
    if dutch.is_missing(cell.value):
        return mark or dutch.MISSING
    if isinstance(cell.value, str):
        return cell.value + star
    if column.is_text:
        return dutch.number(cell.value) + star
    text = dutch.value(cell.value, column.unit, column.decimals) + star
    return text + mark if mark and len(mark) == 1 else text


def legend(table: Table) -> list[str]:
    """The explanations that belong under this table: statuses in it, asterisk, own notes, in that order."""
    cells = [table.cell(row, column) for row in table.rows for column in table.columns]
    present = {cell.status for cell in cells}
    lines = [text for status, (_, text) in STATUSES.items() if status in present]
    if any(cell.provisional for cell in cells):
        lines.append("* = voorlopig cijfer; het CBS kan het later nog aanpassen")
    return [*dict.fromkeys(lines), *table.notes]


def source_line(source: str) -> str:
    """The line under a table or chart: `Bron: ...`; empty without a source."""
    return source if not source or source.startswith("Bron") else f"Bron: {source}"


def from_records(
    caption: str, columns: Sequence[Column], records: Sequence[Row], *, row_header: str = "", source: str = ""
) -> Table:
    """Make a table of plain mappings; the first column is the row header unless named."""
    return Table(caption, tuple(columns), tuple(records), row_header or columns[0].key, source=source)
