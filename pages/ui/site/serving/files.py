"""Charts, tables and documents as files, made when somebody asks for them and not before.

A page registers what it shows and gets an address; the server's route (`server.py`) renders the file on
request. So a rerun never draws a PNG that nobody wants, and a link stays a link: it works with keyboard, screen
reader and "save as". The registry is a bounded memory of this process; an address that fell out of it answers
with 404 and a Dutch sentence.
"""

import pickle
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from pages.ui.charts import paper
from pages.ui.charts.spec import Chart
from pages.ui.documents import spreadsheet
from pages.ui.documents.content import Document
from pages.ui.documents.onepage import OnePage
from pages.ui.parts.tables import Table

PREFIX = "bestand"
_KEPT = 1000


@dataclass(frozen=True)
class Sheets:
    """Several tables that go into one spreadsheet."""

    tables: tuple[Table, ...]


@dataclass(frozen=True)
class WholeBuild:
    """Everything of one build: too big to register for every visitor, so it is only asked for when it is wanted.

    `identity`: which build; `make`: extension -> bytes, None where that build is no longer in memory.
    """

    identity: str
    make: Callable[[str], bytes | None]


Content = Chart | Table | Document | OnePage | Sheets | WholeBuild


@dataclass(frozen=True)
class File:
    """A file as the server sends it."""

    name: str
    mime: str
    body: bytes


class Registry:
    """What can be asked for, by token. Safe between threads; the oldest go first when it is full."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._secret = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._by_token: OrderedDict[str, tuple[Content, str]] = OrderedDict()

    def token(self, content: Content, stem: str) -> str:
        """Return the token of this content: the same for the same content, and not to be guessed."""
        # pickle only makes bytes to hash here; nothing is ever unpickled
        said = content.identity if isinstance(content, Chart | WholeBuild) else content
        digest = blake2b(pickle.dumps((said, stem)), key=self._secret, digest_size=12)
        token = digest.hexdigest()
        with self._lock:
            self._by_token[token] = (content, stem)
            self._by_token.move_to_end(token)
            while len(self._by_token) > self._kept:
                self._by_token.popitem(last=False)
        return token

    def file(self, token: str, extension: str) -> File | None:
        """Return the file for a token, or None where the token is gone or has no such file."""
        with self._lock:
            found = self._by_token.get(token)
        if found is None:
            return None
        content, stem = found
        maker = _makers(content).get(extension)
        if maker is None:
            return None
        mime, render = maker
        body = render(content)
        return None if body is None else File(spreadsheet.file_name(stem, extension), mime, body)


def _of_table(render: Callable[[Table], bytes]) -> Callable[[Content], bytes]:
    def made(content: Content) -> bytes:
        if isinstance(content, Chart):
            return render(content.table)
        if not isinstance(content, Table):
            raise TypeError("only a table or a chart can be a table file")
        return render(content)

    return made


def _of_chart(render: Callable[[Chart], bytes]) -> Callable[[Content], bytes]:
    def drawn(content: Content) -> bytes:
        if not isinstance(content, Chart):
            raise TypeError("only a chart can be drawn")
        return render(content)

    return drawn


def _sheets(content: Content) -> bytes:
    if not isinstance(content, Sheets):
        raise TypeError("only tables can be sheets")
    return spreadsheet.xlsx(*content.tables)


def _of_build(extension: str) -> "Callable[[Content], bytes | None]":
    def made(content: Content) -> bytes | None:
        if not isinstance(content, WholeBuild):
            raise TypeError("only a whole build has this file")
        return content.make(extension)

    return made


def _word(content: Content) -> bytes:
    from pages.ui.documents import onepage_word, word  # a second to import: not before somebody wants one

    if not isinstance(content, Document | OnePage):
        raise TypeError("only a document can be set")
    return onepage_word.render(content) if isinstance(content, OnePage) else word.render(content)


def _pdf(content: Content) -> bytes:
    from pages.ui.documents import pdf

    if not isinstance(content, Document | OnePage):
        raise TypeError("only a document can be set")
    return pdf.render(content)


def _makers(content: Content) -> "dict[str, Maker]":
    if isinstance(content, Document | OnePage):
        return DOCUMENT_FILES
    if isinstance(content, Sheets):
        return SHEET_FILES
    if isinstance(content, WholeBuild):
        return BUILD_FILES
    return CHART_FILES if isinstance(content, Chart) else TABLE_FILES


_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SVG = "image/svg+xml"
WHOLE, HALF = "blad-svg", "half-svg"
Maker = tuple[str, Callable[[Content], bytes | None]]
TABLE_FILES: dict[str, Maker] = {
    "csv": (_CSV, _of_table(spreadsheet.csv_dutch)),
    "machine-csv": (_CSV, _of_table(spreadsheet.csv_machine)),
    "xlsx": (_XLSX, _of_table(spreadsheet.xlsx)),
}
CHART_FILES: dict[str, Maker] = {
    **TABLE_FILES,
    "png": ("image/png", _of_chart(paper.png)),
    "svg": (_SVG, _of_chart(paper.svg)),
    # what stands in for the chart when the page is printed: over the whole width, or beside another
    WHOLE: (_SVG, _of_chart(partial(paper.svg, heading=False))),
    HALF: (_SVG, _of_chart(partial(paper.svg, heading=False, width_in=paper.HALF_IN))),
}
DOCUMENT_FILES: dict[str, Maker] = {
    "pdf": ("application/pdf", _pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word),
}
SHEET_FILES: dict[str, Maker] = {"xlsx": (_XLSX, _sheets)}
BUILD_FILES: dict[str, Maker] = {
    "csv": (_CSV, _of_build("csv")),
    "parquet": ("application/vnd.apache.parquet", _of_build("parquet")),
}
LABELS = {"csv": "CSV", "machine-csv": "CSV (Engelse notatie)", "xlsx": "Excel", "png": "PNG", "svg": "SVG"}

REGISTRY = Registry()


def addresses(content: Chart | Table, stem: str) -> dict[str, str]:
    """Register a chart or table and return its file addresses by extension, relative to the own server."""
    return _addresses(content, stem)


def addresses_of_document(document: Document | OnePage, stem: str) -> dict[str, str]:
    """Register a document and return the addresses of its PDF and Word file."""
    return _addresses(document, stem)


def addresses_of_tables(tables: Sequence[Table], stem: str) -> dict[str, str]:
    """Register tables and return the address of the spreadsheet that holds them all."""
    return _addresses(Sheets(tuple(tables)), stem)


def addresses_of_build(whole: WholeBuild, stem: str) -> dict[str, str]:
    """Register a whole build and return the addresses of its files; nothing is made before one is asked for."""
    return _addresses(whole, stem)


def _addresses(content: Content, stem: str) -> dict[str, str]:
    token = REGISTRY.token(content, stem)
    return {extension: f"/{PREFIX}/{token}.{extension}" for extension in _makers(content)}
