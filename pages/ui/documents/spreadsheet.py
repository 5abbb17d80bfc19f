"""Tables as files: CSV in two tongues and a spreadsheet with real numbers. Pure: bytes out, nothing written.

A text cell that a spreadsheet would run as a formula (`= + - @`, tab, carriage return in front) gets an
apostrophe before it. Numbers are never touched: a negative number stays a number. What is exact (a whole number, a
decimal) is given in full; what was computed with DIGITS significant digits, more than any source has and fewer than
a computer's own noise. A missing value is an empty cell, and why it is missing stands in a column
`... (toelichting)` beside it; the code of a region that is named in `... (code)`, a unit of its own row in
`... (eenheid)`, the other end of a range in `... (tot)`. What the file is and where it comes from is `Provenance`: on
the last sheet, or in `-bron.csv`.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Literal

from metrics import dutch
from metrics.figures import ENTERED
from pages.ui.documents.provenance import HEADINGS, Line, Provenance, about_tables, unit_text
from pages.ui.parts.tables import STATUSES, Cell, Column, Row, Table, meaning, unit_of

if TYPE_CHECKING:
    import xlsxwriter

DIGITS = 12  # of a computed number
_LABEL = re.compile(r"[1-9][0-9]{0,3}")
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # the full-width forms too


_LONGEST = 80


def slug(text: str) -> str:
    """Make part of a file name: ASCII letters, digits, hyphens, at most 80, whole words; `cijfers` if none are left.

    What is left out stands before the years at its end: 2017 to 2025 is not called 2017.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(whole) <= _LONGEST:
        return whole or "cijfers"
    years = re.search(r"(-20[0-9]{2}){0,2}$", whole)
    end = years[0] if years else ""
    room = _LONGEST - len(end)
    return (whole[: room + 1].rpartition("-")[0] or whole[:room]).strip("-") + end


def stem(*parts: str) -> str:
    """Make the name of a file without its extension, of the parts that are not empty.

    Words that a part begins with and what stands before it ends in are there once: 'Uw jeugdregio' and
    'jeugdregio kaart' make `uw-jeugdregio-kaart`.
    """
    said = ["eigenwijzer"]
    for part in filter(None, parts):
        words = slug(part).split("-")
        again = next((n for n in range(len(words), 0, -1) if said[-n:] == words[:n]), 0)
        said += words[again:]
    return "-".join(said)


def file_name(name: str, notation: str) -> str:
    """Make the name of a file as it is saved: its kind behind it, and before that the notation where it has two."""
    about, _, extension = notation.rpartition("-")
    return f"{name}-{NOTATIONS[about]}.{extension}" if about in NOTATIONS else f"{name}.{extension}"


# A table as CSV in Dutch, and for programs: both could be saved in one folder.
NOTATIONS = {"machine": "engelse-notatie", "bron": "bron", "half": "half", "blad": "blad"}


def guarded(text: str) -> str:
    """Neutralise a text that a spreadsheet would take for a formula."""
    runs = text.startswith(FORMULA_STARTS) or text.lstrip(" ").startswith(FORMULA_STARTS)
    return f"'{text}" if runs else text


@dataclass(frozen=True)
class _Field:
    """A column of a file: of the values, or of what stands beside them."""

    column: Column
    kind: Literal["", "tot", "code", "eenheid", "toelichting"]

    @property
    def heading(self) -> str:
        said = self.column.heading + (f" ({self.column.region})" if self.column.region else "")
        return guarded(f"{said} ({self.kind})" if self.kind else said)

    @property
    def is_text(self) -> bool:
        return self.kind not in ("", "tot") or self.column.is_text

    def found(self, cell: Cell) -> Decimal | str | None:
        """What stands here of a cell."""
        if self.kind == "":
            return _value(cell)
        if self.kind == "tot":
            return None if cell.upto is None else number(cell.upto)
        if self.kind == "eenheid":
            return None if _is_no_number(cell) else unit_text(unit_of(cell, self.column)[0])
        return guarded(cell.region if self.kind == "code" else _about(cell)) or None


def _fields(table: Table) -> list[_Field]:
    fields = []
    for column in table.columns:
        cells = [table.cell(row, column) for row in table.rows]
        fields.append(_Field(column, ""))
        if any(cell.upto is not None for cell in cells):
            fields.append(_Field(column, "tot"))
        if any(cell.region for cell in cells):
            fields.append(_Field(column, "code"))
        if any(cell.unit for cell in cells):
            fields.append(_Field(column, "eenheid"))
        if any(_about(cell) for cell in cells):
            fields.append(_Field(column, "toelichting"))
    return fields


def _is_no_number(cell: Cell) -> bool:
    return isinstance(cell.value, str) or dutch.is_missing(cell.value)


def _about(cell: Cell) -> str:
    """What must be said about a cell: its status in words, provisional, its footnote."""
    parts = []
    if cell.status in STATUSES and cell.status != "leeg":
        parts.append(meaning(cell.status))
    if cell.provisional:
        parts.append("voorlopig")
    if cell.entered:
        parts.append(ENTERED)
    return "; ".join([*parts, *([cell.flag] if cell.flag else [])])


def _value(cell: Cell) -> Decimal | str | None:
    """The value as an exact decimal, a guarded text, or None where there is none.

    A year or the number of a line is a label on screen and a number in a file.
    """
    if isinstance(cell.value, str):
        return Decimal(cell.value) if _LABEL.fullmatch(cell.value) else guarded(cell.value)
    if cell.value is None or dutch.is_missing(cell.value):
        return None
    return number(cell.value)


def number(value: float | int | Decimal) -> Decimal:
    """Return a number as files give it: a whole one without decimals, an exact one in full, else DIGITS digits.

    Raises ValueError for one that is not finite.
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    if isinstance(value, float) and not value.is_integer():
        exact = Context(prec=DIGITS).create_decimal(exact)
    whole = exact.to_integral_value()
    if exact == whole:
        return whole.copy_abs() if whole.is_zero() else whole
    return exact.normalize(_EXACT)


_EXACT = Context(prec=400)  # normalising takes zeros away and never rounds


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _lines(table: Table, decimal_mark: str) -> list[list[str]]:
    fields = _fields(table)

    def text(row: Row, field: _Field) -> str:
        found = field.found(table.cell(row, field.column))
        if found is None:
            return ""
        return found if isinstance(found, str) else _plain(found).replace(".", decimal_mark)

    return [[one.heading for one in fields], *([text(row, one) for one in fields] for row in table.rows)]


def csv_dutch(table: Table) -> bytes:
    """Give CSV as a Dutch Excel opens it: semicolons, decimal comma, UTF-8 with a byte order mark."""
    return _csv(_lines(table, ","), ";").encode("utf-8-sig")


def csv_machine(table: Table) -> bytes:
    """Give CSV for programs: commas, decimal point, UTF-8 without a mark."""
    return _csv(_lines(table, "."), ",").encode()


def csv_of_source(told: Provenance, *tables: Table) -> bytes:
    """Give what belongs beside the CSV of tables: title, units, source, version, group; in the Dutch notation."""
    titles = ["Tabel"] if len(tables) == 1 else [f"Tabel '{table.caption}'" for table in tables]
    return _csv(_told_lines(told.lines(tables, titles)), ";").encode("utf-8-sig")


def _told_lines(lines: Iterable[Line]) -> list[list[str]]:
    def text(value: str | float | int) -> str:
        return guarded(value) if isinstance(value, str) else _plain(number(value)).replace(".", ",")

    return [list(HEADINGS), *([guarded(part), guarded(name), text(value)] for part, name, value in lines)]


def _csv(lines: list[list[str]], separator: str) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\r\n").writerows(lines)
    return buffer.getvalue()


def xlsx(*tables: Table, told: Provenance | None = None) -> bytes:
    """Give a spreadsheet: a sheet a table with real numbers and a fixed header, and a sheet that says what it is.

    Raises ValueError without a table.
    """
    import xlsxwriter  # 42 modules that a server has no use for before somebody wants a workbook

    if not tables:
        raise ValueError("a spreadsheet needs a table")
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": tables[0].caption, "comments": "Gemaakt met Eigenwijzer"})
    titles = _sheet_titles(tables)
    for table, title in zip(tables, titles, strict=True):
        _sheet(book, title, table)
    _sources(book, told.lines(tables, titles) if told else about_tables(tables, titles))
    book.close()
    return buffer.getvalue()


def _sheet_titles(tables: tuple[Table, ...]) -> list[str]:
    """Names that Excel takes: at most 31 characters, without `[]:*?/\\`, no two alike, `Bron` kept free."""
    titles: list[str] = []
    for n, table in enumerate(tables, start=1):
        bare = re.sub(r"[\[\]:*?/\\']", " ", table.caption)
        short = _whole_words(re.sub(r"\s+", " ", bare).strip(), _TITLE) or "Tabel"
        taken = {title.lower() for title in titles} | {"bron", "history"}
        titles.append(f"{_whole_words(short, _TITLE - 3)} {n}" if short.lower() in taken else short)
    return titles


_TITLE = 31  # characters that Excel takes
_LOOSE = {"de", "het", "een", "en", "of", "van", "in", "per", "met", "voor", "uit", "op", "naast"}


def _whole_words(text: str, room: int) -> str:
    """Shorten a text to whole words that fit; one word that is too long is cut, and no loose 'van' ends it."""
    if len(text) <= room:
        return text
    words = text[: room + 1].split(" ")[:-1]
    while len(words) > 1 and (words[-1].lower() in _LOOSE or words[-1] in ("(", "-")):
        words.pop()
    return " ".join(words).rstrip(".,:;(-") or text[:room].strip()


def _number_format(unit: str, decimals: int | None) -> str:
    shown = dutch.DECIMALS.get(unit, 0) if decimals is None else decimals
    places = "." + "0" * shown if shown else ""
    if unit == "eur":
        return f'"€" #,##0{places}'
    if unit == "pct":
        return f'#,##0{places}"%"'
    return f"#,##0{places}"


def _sheet(book: "xlsxwriter.Workbook", title: str, table: Table) -> None:
    sheet = book.add_worksheet(title)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "bg_color": "#E6F1F7"}
    )
    fields = _fields(table)
    styles = {}
    for at, field in enumerate(fields):
        sheet.write_string(0, at, field.heading, head)
        cells = [table.cell(row, field.column) for row in table.rows]
        texts = [field.found(cell) for cell in cells]
        longest = max((len(str(text)) for text in texts if text is not None), default=0)
        sheet.set_column(at, at, min(60, max(12, longest + 2)) if field.is_text else 16)
        for n, (cell, found) in enumerate(zip(cells, texts, strict=True), start=1):
            if isinstance(found, str):
                sheet.write_string(n, at, found)
            elif found is not None:
                unit = unit_of(cell, field.column)
                if unit not in styles:
                    shown = {} if unit[0] == "text" else {"num_format": _number_format(*unit)}
                    styles[unit] = book.add_format(shown)
                sheet.write_number(n, at, float(found), styles[unit])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(fields) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _sources(book: "xlsxwriter.Workbook", lines: Sequence[Line]) -> None:
    sheet = book.add_worksheet("Bron")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    for at, width in enumerate((32, 40, 100)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, HEADINGS[at], bold)
    for n, (part, name, value) in enumerate(lines, start=1):
        sheet.write_string(n, 0, guarded(part), bold)
        sheet.write_string(n, 1, guarded(name), wrap)
        if isinstance(value, str):
            sheet.write_string(n, 2, guarded(value), wrap)
        else:
            sheet.write_number(n, 2, float(number(value)), wrap)
    sheet.freeze_panes(1, 0)
