"""Tables as files: CSV in two tongues and a spreadsheet with real numbers. Pure: bytes out, nothing written.

A text cell that a spreadsheet would run as a formula (`= + - @`, tab, carriage return in front) gets an
apostrophe before it. Numbers are never touched: a negative number stays a number. Values are unrounded; a
missing one is an empty cell, and why it is missing stands in a column `... (toelichting)` beside it.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter

from metrics import dutch
from metrics.figures import ENTERED
from pages.ui.parts.tables import STATUSES, Cell, Column, Row, Table, legend, meaning, source_line

FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # the full-width forms too


def slug(text: str) -> str:
    """Make part of a file name: ASCII letters, digits, hyphens, at most 80; `cijfers` if none are left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "cijfers"


def stem(*parts: str) -> str:
    """Make the name of a file without its extension, of the parts that are not empty."""
    return "-".join(["eigenwijzer", *(slug(part) for part in parts if part)])


def file_name(name: str, notation: str) -> str:
    """Make the name of a file as it is saved: its kind behind it, and before that the notation where it has two."""
    about, _, extension = notation.rpartition("-")
    return f"{name}-{NOTATIONS[about]}.{extension}" if about in NOTATIONS else f"{name}.{extension}"


# A table as CSV in Dutch, and for programs: both could be saved in one folder.
NOTATIONS = {"machine": "engelse-notatie", "half": "half", "blad": "blad"}


def guarded(text: str) -> str:
    """Neutralise a text that a spreadsheet would take for a formula."""
    runs = text.startswith(FORMULA_STARTS) or text.lstrip(" ").startswith(FORMULA_STARTS)
    return f"'{text}" if runs else text


@dataclass(frozen=True)
class _Field:
    """A column of a file: of the values, or of the words about them."""

    column: Column
    about: bool

    @property
    def heading(self) -> str:
        return guarded(f"{self.column.heading} (toelichting)" if self.about else self.column.heading)


def _fields(table: Table) -> list[_Field]:
    fields = []
    for column in table.columns:
        fields.append(_Field(column, False))
        if any(_about(table.cell(row, column)) for row in table.rows):
            fields.append(_Field(column, True))
    return fields


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
    """The value as an exact decimal, a guarded text, or None where there is none."""
    if isinstance(cell.value, str):
        return guarded(cell.value)
    if cell.value is None or dutch.is_missing(cell.value):
        return None
    number = Decimal(str(cell.value))
    if not number.is_finite():
        raise ValueError(f"not a finite number: {cell.value!r}")
    return number


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _lines(table: Table, decimal_mark: str) -> list[list[str]]:
    fields = _fields(table)

    def text(row: Row, field: _Field) -> str:
        cell = table.cell(row, field.column)
        if field.about:
            return guarded(_about(cell))
        found = _value(cell)
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


def _csv(lines: list[list[str]], separator: str) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\r\n").writerows(lines)
    return buffer.getvalue()


def xlsx(*tables: Table) -> bytes:
    """Give a spreadsheet: a sheet a table with real numbers and a fixed header, and a sheet with sources.

    Raises ValueError without a table.
    """
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
    _sources(book, tables, titles)
    book.close()
    return buffer.getvalue()


def _sheet_titles(tables: tuple[Table, ...]) -> list[str]:
    """Names that Excel takes: at most 31 characters, without `[]:*?/\\`, no two alike, `Bron` kept free."""
    titles: list[str] = []
    for n, table in enumerate(tables, start=1):
        bare = re.sub(r"[\[\]:*?/\\']", " ", table.caption)
        short = re.sub(r"\s+", " ", bare).strip()[:27].strip() or "Tabel"
        taken = {title.lower() for title in titles} | {"bron", "history"}
        titles.append(f"{short} {n}" if short.lower() in taken else short)
    return titles


def _number_format(column: Column) -> str:
    decimals = dutch.DECIMALS.get(column.unit, 0) if column.decimals is None else column.decimals
    places = "." + "0" * decimals if decimals else ""
    if column.unit == "eur":
        return f'"€" #,##0{places}'
    if column.unit == "pct":
        return f'#,##0{places}"%"'
    return f"#,##0{places}"


def _sheet(book: xlsxwriter.Workbook, title: str, table: Table) -> None:
    sheet = book.add_worksheet(title)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "bg_color": "#E6F1F7"}
    )
    fields = _fields(table)
    for at, field in enumerate(fields):
        sheet.write_string(0, at, field.heading, head)
        wide = field.about or field.column.is_text
        style = book.add_format({} if wide else {"num_format": _number_format(field.column)})
        texts = [_file_cell(table.cell(row, field.column), field.about) for row in table.rows]
        longest = max((len(str(text)) for text in texts if text is not None), default=0)
        sheet.set_column(at, at, min(60, max(12, longest + 2)) if wide else 16)
        for n, found in enumerate(texts, start=1):
            if isinstance(found, str):
                sheet.write_string(n, at, found)
            elif found is not None:
                sheet.write_number(n, at, float(found), style)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(fields) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _file_cell(cell: Cell, about: bool) -> Decimal | str | None:
    return guarded(_about(cell)) or None if about else _value(cell)


def _sources(book: xlsxwriter.Workbook, tables: tuple[Table, ...], titles: list[str]) -> None:
    sheet = book.add_worksheet("Bron")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    lines = [("Blad", "Toelichting")]
    for table, title in zip(tables, titles, strict=True):
        lines += [
            (title, text) for text in (table.caption, source_line(table.source), *legend(table)) if text
        ]
    for n, (title, text) in enumerate(lines):
        sheet.write_string(n, 0, guarded(title), bold)
        sheet.write_string(n, 1, guarded(text), bold if n == 0 else wrap)
