"""Charts, tables and documents as files, made when somebody asks for them and not before.

A page registers what it shows and gets an address; the server's route (`server.py`) renders the file on
request. So a rerun never draws a PNG that nobody wants, and a link stays a link: it works with keyboard, screen
reader and "save as". What a window shows can be had for as long as it shows it (`begin`); besides, the registry is a
bounded memory of this process, and an address that fell out of it answers with 404 and a Dutch sentence. Processes
with the same `server.cookieSecret` give the same content the same address: any that showed it can send it, and the
proxy asks on (deploy/nginx.conf).
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from secrets import token_hex
from weakref import WeakValueDictionary

import msgspec
import numpy as np
import streamlit as st
from markupsafe import Markup

from pages.ui.charts import paper
from pages.ui.charts.spec import Chart
from pages.ui.documents import spreadsheet
from pages.ui.documents.content import Document
from pages.ui.documents.onepage import OnePage
from pages.ui.documents.provenance import Provenance
from pages.ui.parts.tables import Table
from pages.ui.site.serving.answering import KeptAnswers, Limits

PREFIX = "bestand"
MOST_MADE = 300  # for one client in a minute: an office may share an address, and a page on paper has a dozen pictures
_KEPT = 1000
# of contents, as they are spelled: a table of all gemeenten is 50 kB, most are 10; in memory it is half as much again
_KEPT_SPELLED_BYTES = 16_000_000
_KEPT_BYTES = 16_000_000  # of what was made: some three hundred files, most are asked for once
_BUSY = (
    "Er worden nu andere bestanden gemaakt. Probeer het over een minuut opnieuw.",
    "Other files are being made; try again in a minute.",
)


@dataclass(frozen=True)
class Sheets:
    """Several tables that go into one spreadsheet."""

    tables: tuple[Table, ...]


Content = Chart | Table | Document | OnePage | Sheets


@dataclass(frozen=True)
class File:
    """A file as the server sends it."""

    name: str
    mime: str
    body: bytes


@dataclass(frozen=True, eq=False)
class Askable:
    """What an address stands for, and how many bytes it takes to spell that."""

    content: Content
    stem: str
    told: Provenance | None
    spelled_bytes: int


class Registry:
    """What can be asked for, by token, and what was made of it. Safe between threads; the oldest go first."""

    def __init__(
        self,
        kept: int = _KEPT,
        kept_bytes: int = _KEPT_BYTES,
        kept_spelled_bytes: int = _KEPT_SPELLED_BYTES,
    ) -> None:
        """In: how many contents are kept and how much of them, as they are spelled; `kept_bytes`: of what was made."""
        self._made: KeptAnswers[File] = KeptAnswers(kept_bytes, _BUSY)
        self._kept, self._kept_spelled_bytes = kept, kept_spelled_bytes
        self._lock = threading.Lock()
        self._by_token: OrderedDict[str, Askable] = OrderedDict()
        # also what a window alone holds
        self._alive: WeakValueDictionary[str, Askable] = WeakValueDictionary()
        self._spelled_bytes = 0  # of all that is kept

    @cached_property
    def _key(self) -> bytes:
        # made up at every start, unless it is set; read when it is needed: the settings are not there at import
        secret = str(st.get_option("server.cookieSecret") or token_hex())
        return blake2b(secret.encode(), person=PREFIX.encode()).digest()

    def token(
        self, content: Content, stem: str, told: Provenance | None = None, shown: list[Askable] | None = None
    ) -> str:
        """Return the token of this content: the same for the same content, and not to be guessed.

        `told`: what its tables say of themselves. `shown`: what a window shows; the content goes with it.
        """
        said = content.identity if isinstance(content, Chart) else content
        spelled = _SPELLING.encode((type(content).__name__, said, stem, told))
        token = blake2b(spelled, key=self._key, digest_size=12).hexdigest()
        with self._lock:
            one = self._alive.get(token)
            if one is None:
                one = self._alive[token] = Askable(content, stem, told, len(spelled))
            if shown is not None:
                shown.append(one)
            if token not in self._by_token:
                self._spelled_bytes += one.spelled_bytes
            self._by_token[token] = one
            self._by_token.move_to_end(token)
            while len(self._by_token) > self._kept or self._spelled_bytes > self._kept_spelled_bytes:
                _, oldest = self._by_token.popitem(last=False)
                self._spelled_bytes -= oldest.spelled_bytes
        return token

    def file(self, token: str, extension: str, count: Callable[[], None] = lambda: None) -> File | None:
        """Return the file for a token, or None where the token is gone or has no such file.

        It is kept once it is made: a token stands for one content, of one version. `count` is called before one is
        made, and may refuse. Raises RefusedError (503) where others are being made for long.
        """
        with self._lock:
            found = self._alive.get(token)
        if found is None:
            return None
        content, stem, told = found.content, found.stem, found.told
        maker = _makers(content).get(extension)
        if maker is None:
            return None
        key = (token, extension)
        kept = self._made.found(key)
        if kept is not None:
            return kept
        count()
        mime, render = maker
        with self._made.turn():
            return self._made.made(
                key, lambda: File(spreadsheet.file_name(stem, extension), mime, render(content, told))
            )


def _bare(value: object) -> object:
    """Return what msgspec does not know as something it knows."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Markup):
        return ["html", str.__str__(value)]
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a file cannot be told apart by a {type(value).__name__}")


# The same bytes in every process for what is the same: fields by name, what has no order in one. The names of types are
# not in it; those that may stand in each other's place have fields of their own (tests).
_SPELLING = msgspec.msgpack.Encoder(order="deterministic", enc_hook=_bare)


def _of_table(render: Callable[[Table, Provenance | None], bytes]) -> "Renderer":
    def made(content: Content, told: Provenance | None) -> bytes:
        if isinstance(content, Chart):
            return render(content.table, told)
        if not isinstance(content, Table):
            raise TypeError("only a table or a chart can be a table file")
        return render(content, told)

    return made


def _of_chart(render: Callable[[Chart], bytes]) -> "Renderer":
    def drawn(content: Content, _told: Provenance | None) -> bytes:
        if not isinstance(content, Chart):
            raise TypeError("only a chart can be drawn")
        return render(content)

    return drawn


def _sheets(content: Content, told: Provenance | None) -> bytes:
    if not isinstance(content, Sheets):
        raise TypeError("only tables can be sheets")
    return spreadsheet.xlsx(*content.tables, told=told)


def _word(content: Content, _told: Provenance | None) -> bytes:
    from pages.ui.documents import onepage_word, word  # a second to import: not before somebody wants one

    if not isinstance(content, Document | OnePage):
        raise TypeError("only a document can be set")
    return onepage_word.render(content) if isinstance(content, OnePage) else word.render(content)


def _pdf(content: Content, _told: Provenance | None) -> bytes:
    from pages.ui.documents import pdf

    if not isinstance(content, Document | OnePage):
        raise TypeError("only a document can be set")
    return pdf.render(content)


def _source(table: Table, told: Provenance | None) -> bytes:
    if told is None:
        raise TypeError("nothing is known of where this table comes from")
    return spreadsheet.csv_of_source(told, table)


def _makers(content: Content) -> "Mapping[str, Maker]":
    if isinstance(content, Document | OnePage):
        return DOCUMENT_FILES
    if isinstance(content, Sheets):
        return SHEET_FILES
    return CHART_FILES if isinstance(content, Chart) else TABLE_FILES


_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SVG = "image/svg+xml"
WHOLE, HALF = "blad-svg", "half-svg"
Renderer = Callable[[Content, Provenance | None], bytes]
Maker = tuple[str, Renderer]
SOURCE = "bron-csv"
TABLE_FILES: dict[str, Maker] = {
    "csv": (_CSV, _of_table(lambda table, _told: spreadsheet.csv_dutch(table))),
    "machine-csv": (_CSV, _of_table(lambda table, _told: spreadsheet.csv_machine(table))),
    SOURCE: (_CSV, _of_table(_source)),
    "xlsx": (_XLSX, _of_table(lambda table, told: spreadsheet.xlsx(table, told=told))),
}
CHART_FILES: dict[str, Maker] = {
    **TABLE_FILES,
    "png": ("image/png", _of_chart(paper.png)),
    "svg": (_SVG, _of_chart(paper.svg)),
    # what stands in for the chart when the page is printed: over the whole width, or beside another
    WHOLE: (_SVG, _of_chart(partial(paper.svg, heading=False, width_in=paper.ROW_IN))),
    HALF: (_SVG, _of_chart(partial(paper.svg, heading=False, width_in=paper.HALF_IN))),
}
DOCUMENT_FILES: dict[str, Maker] = {
    "pdf": ("application/pdf", _pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word),
}
SHEET_FILES: dict[str, Maker] = {"xlsx": (_XLSX, _sheets)}
LABELS = {
    "csv": "CSV",
    "machine-csv": "CSV (Engelse notatie)",
    SOURCE: "Bron bij de CSV",
    "xlsx": "Excel",
    "png": "PNG",
    "svg": "SVG",
}

REGISTRY, LIMITS = Registry(), Limits(MOST_MADE)
# A run of a page is a thread of its own, and so has a value of its own.
_SHOWN: ContextVar[list[Askable] | None] = ContextVar("shown", default=None)


def begin(shown: list[Askable]) -> None:
    """Put what the page that is drawn offers as files in `shown`, in place of what stood there.

    It can be had for as long as somebody holds that. A hundred visitors push each other's files out of the registry
    within half a minute.
    """
    shown.clear()  # emptied, not replaced: Streamlit would hold the one before until the next run
    _SHOWN.set(shown)


def addresses(content: Chart | Table, stem: str, told: Provenance | None) -> dict[str, str]:
    """Register a chart or table and return its file addresses by extension, relative to the own server.

    `told`: what its files say of themselves (`site.provenance`); None: nothing is known, and no file says it.
    """
    return _addresses(content, stem, told)


def addresses_of_document(document: Document | OnePage, stem: str) -> dict[str, str]:
    """Register a document and return the addresses of its PDF and Word file."""
    return _addresses(document, stem, None)


def addresses_of_tables(tables: Sequence[Table], stem: str, told: Provenance) -> dict[str, str]:
    """Register tables and return the address of the spreadsheet that holds them all."""
    return _addresses(Sheets(tuple(tables)), stem, told)


def _addresses(content: Content, stem: str, told: Provenance | None) -> dict[str, str]:
    token = REGISTRY.token(content, stem, told, _SHOWN.get())
    kinds = [each for each in _makers(content) if told is not None or each != SOURCE]
    return {extension: f"/{PREFIX}/{token}.{extension}" for extension in kinds}
