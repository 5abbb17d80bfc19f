"""Charts and tables as files, made when somebody asks for them and not before.

A page registers what it shows and gets an address; the server's route (`pages/ui/server.py`) renders the file on
request. So a rerun never draws a PNG that nobody wants, and a link stays a link: it works with keyboard, screen
reader and "save as". The registry is a bounded memory of this process; an address that fell out of it answers
with 404 and a Dutch sentence.
"""

import pickle
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from pages.ui import exports
from pages.ui.charts import paper
from pages.ui.charts.spec import Chart
from pages.ui.tables import Table

PREFIX = "bestand"
_KEPT = 1000

Content = Chart | Table


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
        said = content.identity if isinstance(content, Chart) else content
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
        makers = CHART_FILES if isinstance(content, Chart) else TABLE_FILES
        maker = makers.get(extension)
        if maker is None:
            return None
        mime, render = maker
        return File(f"{exports.slug(stem)}.{extension.split('-')[-1]}", mime, render(content))


def _of_table(render: Callable[[Table], bytes]) -> Callable[[Content], bytes]:
    return lambda content: render(content.table if isinstance(content, Chart) else content)


def _of_chart(render: Callable[[Chart], bytes]) -> Callable[[Content], bytes]:
    def drawn(content: Content) -> bytes:
        if not isinstance(content, Chart):
            raise TypeError("only a chart can be drawn")
        return render(content)

    return drawn


_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Maker = tuple[str, Callable[[Content], bytes]]
TABLE_FILES: dict[str, Maker] = {
    "csv": (_CSV, _of_table(exports.csv_dutch)),
    "machine-csv": (_CSV, _of_table(exports.csv_machine)),
    "xlsx": (_XLSX, _of_table(exports.xlsx)),
}
CHART_FILES: dict[str, Maker] = {
    **TABLE_FILES,
    "png": ("image/png", _of_chart(paper.png)),
    "svg": ("image/svg+xml", _of_chart(paper.svg)),
}
LABELS = {"csv": "CSV", "machine-csv": "CSV met punten", "xlsx": "Excel", "png": "PNG", "svg": "SVG"}

REGISTRY = Registry()


def addresses(content: Content, stem: str) -> dict[str, str]:
    """Register a chart or table and return its file addresses by extension, relative to the own server."""
    token = REGISTRY.token(content, stem)
    kinds = CHART_FILES if isinstance(content, Chart) else TABLE_FILES
    return {extension: f"/{PREFIX}/{token}.{extension}" for extension in kinds}
