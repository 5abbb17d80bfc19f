"""Reading an uploaded CSV or Excel file into rows of text, numbered as people see them in their own program.

What could hurt is refused before it is unpacked or parsed: too large, a zip bomb, macros, formulas, entities
in XML. Nothing is kept on disk. A problem is an UploadError with Dutch lines that name row and column.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from charset_normalizer import from_bytes
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from pages.ui.own import heading

MAX_BYTES = 5 * 1024 * 1024  # as server.maxUploadSize in .streamlit/config.toml
MAX_UNPACKED_BYTES = 40 * 1024 * 1024  # a workbook of 5 MB that unpacks to more than this is not a table
MAX_ROWS = 5_000
MAX_COLUMNS = 30
SHOWN_PROBLEMS = 10
_LONGEST_PROBLEM = 400  # characters
_FIRST_ROWS = 20

ENCODINGS = ["ascii", "utf_8", "utf_16", "cp1252"]  # what spreadsheet programs write here

_HIDDEN = re.compile(rb"""<(?:row|col) [^>]*\bhidden=["'](?:1|true)["']""")
HIDDEN = "Het bestand heeft verborgen rijen of kolommen. Die zijn ook gelezen: kijk of dat klopt."

KEPT = "Er is niets bewaard."
TOO_BIG = f"Het bestand is te groot (meer dan {MAX_BYTES // 1024 // 1024} MB)."
WRONG_TYPE = "Gebruik een CSV- of Excel-bestand zonder macro's."


class UploadError(Exception):
    """A file that cannot be used; `problems` are Dutch sentences, and nothing of the file was kept."""

    def __init__(self, problems: Sequence[str]) -> None:
        more = len(problems) - SHOWN_PROBLEMS
        self.problems = (
            *(_short(each) for each in problems[:SHOWN_PROBLEMS]),
            *((f"En nog {more} meldingen.",) if more > 0 else ()),
            KEPT,
        )
        super().__init__(" ".join(self.problems))


def _short(problem: str) -> str:
    """Return a sentence that fits on a page, also where it repeats a cell that holds a book."""
    return problem if len(problem) <= _LONGEST_PROBLEM else f"{problem[:_LONGEST_PROBLEM].rstrip()} ..."


@dataclass(frozen=True)
class SheetLine:
    """One row: its number in the user's own program, and its cells as text without outer blanks."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Upload:
    """A table as it was uploaded: header, rows that are not blank, and what was assumed in reading it.

    `titles`: the texts above it, and the name of the worksheet.
    """

    header: SheetLine
    lines: tuple[SheetLine, ...]
    remarks: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def read(data: bytes, columns: Sequence[str]) -> Upload:
    """Return the table in a CSV or XLSX file; which it is follows from the content, not from its name.

    The separator of a CSV, the worksheet and the row of headings are where most of our headings stand
    (pages.ui.own.heading); what is above that row is a title. `columns`: for messages. Raises UploadError.
    """
    filled, remarks, name = lines_of(data, columns)
    at = heading.place([line.cells for line in filled])
    if len(filled) < at + 2:
        raise UploadError(["Het bestand heeft geen rijen met cijfers onder de kopregel."])
    if not data.startswith(b"PK"):
        _check_widths(filled[at:])
    titles = (name, *(cell for line in filled[:at] for cell in line.cells))
    return Upload(filled[at], tuple(filled[at + 1 :]), tuple(remarks), tuple(filter(None, titles)))


def lines_of(data: bytes, columns: Sequence[str]) -> tuple[list[SheetLine], list[str], str]:
    """Return the rows of a CSV or XLSX file that are not blank, titles included, what was assumed, and the worksheet.

    The worksheet is empty for a CSV. Raises UploadError.
    """
    if len(data) > MAX_BYTES:
        raise UploadError([TOO_BIG])
    if not data.strip():
        raise UploadError(["Het bestand is leeg."])
    read_as = _from_xlsx if data.startswith(b"PK") else _from_csv
    lines, remarks, name = read_as(data, columns)
    return [line for line in lines if any(line.cells)], remarks, name


def _from_csv(data: bytes, _columns: Sequence[str]) -> tuple[list[SheetLine], list[str], str]:
    text, remarks = _decoded(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):  # Excel's own line that names the separator
        text = "\n" + rest
    separator = max(";\t,|", key=lambda mark: _headings_found(text, mark))
    rows: list[SheetLine] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            rows.append(SheetLine(reader.line_num, tuple(cell.strip() for cell in cells)))
            _check_size(len(rows), len(cells))
    except csv.Error as error:
        raise UploadError([f"Rij {reader.line_num}: hier klopt een aanhalingsteken niet."]) from error
    return rows, remarks, ""


def _decoded(data: bytes) -> tuple[str, list[str]]:
    found = from_bytes(data, cp_isolation=ENCODINGS).best()
    # other marks under the blank are binary: not a table in any encoding
    if found is None or any(ord(mark) < 32 and mark not in "\t\r\n" for mark in str(found)):
        raise UploadError([WRONG_TYPE])
    old = ["Het bestand is gelezen als Windows-tekst. Controleer namen met een accent."]
    return str(found), old if found.encoding == "cp1252" else []


def _headings_found(text: str, separator: str) -> int:
    """Return how many headings of ours stand in the best of the first rows, cut at this separator."""
    first = [line for line in text.splitlines() if line.strip()][:_FIRST_ROWS]
    return max((heading.score(_cut(line, separator)) for line in first), default=0)


def _cut(line: str, separator: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(separator)]


def _check_size(rows_n: int, columns_n: int) -> None:
    if rows_n > MAX_ROWS:
        raise UploadError([f"Het bestand heeft meer dan {MAX_ROWS} rijen. Verdeel het over meer bestanden."])
    if columns_n > MAX_COLUMNS:
        raise UploadError(
            [f"Rij {rows_n} heeft meer dan {MAX_COLUMNS} kolommen. Gebruik het voorbeeldbestand."]
        )


def formula(row: int, column: int) -> str:
    """Return what is wrong with a cell that holds a formula."""
    return f"Rij {row}, kolom {letter(column)}: hier staat een formule. Plak de uitkomst als waarde."


def _check_widths(rows: list[SheetLine]) -> None:
    """A number with a comma falls apart where the comma is also the separator: say which row."""
    if not rows:
        return
    width = len(rows[0].cells)
    problems = [
        f"Rij {line.number} heeft {len(line.cells)} cellen en de kopregel {width}. "
        "Zet een puntkomma tussen de cellen, of zet een getal met een komma tussen aanhalingstekens."
        for line in rows[1:]
        if len(line.cells) > width and any(line.cells[width:])
    ]
    if problems:
        raise UploadError(problems)


def letter(column: int) -> str:
    """Return the name of a column as a spreadsheet shows it: 0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _from_xlsx(data: bytes, columns: Sequence[str]) -> tuple[list[SheetLine], list[str], str]:
    import openpyxl  # 5 MB that a server has no use for before somebody brings a workbook

    hidden = _check_package(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises many kinds on a damaged file; each means: cannot be read
        raise UploadError(
            ["Het Excel-bestand is beschadigd of heeft een wachtwoord. Bewaar het opnieuw."]
        ) from error
    try:
        visible = [each for each in book.worksheets if each.sheet_state == "visible"]
        tables = {each.title: list(_sheet_lines(each.iter_rows(max_col=MAX_COLUMNS + 1))) for each in visible}
    except UploadError:
        raise
    except Exception as error:
        raise UploadError(["Het Excel-bestand is beschadigd. Bewaar het opnieuw."]) from error
    finally:
        book.close()
    title = _chosen(tables, columns)
    read_from = [f"Gelezen: werkblad {title}."] if len(tables) > 1 else []
    return tables[title], [*read_from, *([HIDDEN] if hidden else [])], title


def _check_package(data: bytes) -> bool:
    """Refuse what is no plain workbook before anything of it is unpacked; say whether rows or columns are hidden."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises many kinds on a damaged file, of struct, zlib and its own
        raise UploadError([WRONG_TYPE]) from error
    with package:
        parts = package.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names or any("vbaproject" in name.lower() for name in names):
            raise UploadError([WRONG_TYPE])
        # zipfile stops at the size a part declares, so the declared sizes bound what unpacking can take
        if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise UploadError(
                ["Het bestand wordt bij uitpakken veel te groot. Plak de cijfers in een nieuw bestand."]
            )
        try:
            texts = [package.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))]
        except Exception as error:
            raise UploadError([WRONG_TYPE]) from error
        for text in texts:
            _check_entities(text)
        if any(b"macroEnabled" in text for text in texts):
            raise UploadError([WRONG_TYPE])
        return any(_HIDDEN.search(text) for text in texts)


def _check_entities(text: bytes) -> None:
    """Refuse XML that declares a document type: an entity in it can grow without end or read other files."""
    parser = DefusedXMLParser(target=_Nothing(), forbid_dtd=True)
    try:
        parser.feed(text)
    except DefusedXmlException as error:
        raise UploadError([WRONG_TYPE]) from error
    except ParseError:
        return  # damaged: openpyxl says so


class _Nothing:
    """Where a parser puts what it reads when nothing of it is kept."""

    def close(self) -> None:
        """Give nothing."""


def _sheet_lines(rows: Iterable[tuple[Any, ...]]) -> Iterator[SheetLine]:
    for number, row in enumerate(rows, start=1):
        cells = tuple(_cell_text(cell.value) for cell in row)
        if number > MAX_ROWS:
            _check_size(number, 0)
        if len(cells) > MAX_COLUMNS and cells[MAX_COLUMNS]:
            _check_size(number, len(cells))
        yield SheetLine(number, cells[:MAX_COLUMNS])


def _cell_text(value: object) -> str:
    """Return a cell as a person would type it: a whole number without point, decimals with a comma."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "waar" if value else "onwaar"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value).replace(".", ",")
    return str(value).strip()


def _chosen(tables: dict[str, list[SheetLine]], columns: Sequence[str]) -> str:
    filled = [title for title, lines in tables.items() if any(any(line.cells) for line in lines)]
    fitting = [title for title in filled if _fits(tables[title])]
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        raise UploadError(
            [f"Meer werkbladen hebben cijfers: {', '.join(fitting)}. Bewaar er een als eigen bestand."]
        )
    if len(filled) == 1:
        return filled[0]  # its header is checked with the names of the columns that lack
    raise UploadError(
        [f"Geen werkblad heeft de kolommen {', '.join(columns)}. Gebruik het voorbeeldbestand."]
        if filled
        else ["Het bestand is leeg."]
    )


def _fits(lines: list[SheetLine]) -> bool:
    filled = [line.cells for line in lines if any(line.cells)]
    return bool(filled) and not _heading(filled).absent


def _heading(filled: list[tuple[str, ...]]) -> heading.Heading:
    at = heading.place(filled)
    return heading.read(filled[at], filled[at + 1 :])
