"""A loopback OData v3 server that behaves like the CBS feed, faults included.

It serves hand-made tables (`small_tables()`), or the real figures of `../shared/cbs/feed` where that folder
is. What it copies from CBS: service document, padded keys, TypedDataSet and UntypedDataSet, `$filter`,
`$select`, `$top`, `/$count`, a catalogue, and absolute `odata.nextLink` with `$skip`. Filters compare keys
exactly, blanks included: a client that strips keys before it asks gets nothing.

    python -m tests.feed_server --shared --port 8399

prints its address and serves until it is stopped. In tests: `with FeedServer(tables, page_size=7) as feed:
feed.url`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import operator
import re
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Row = dict[str, Any]
META = ("TableInfos", "DataProperties", "CategoryGroups")
DATA = ("TypedDataSet", "UntypedDataSet")
SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "cbs"


@dataclass
class Table:
    """One table in the shape of the feed."""

    id: str
    catalog: str
    infos: Row
    properties: list[Row]
    dims: dict[str, list[Row]]
    rows: list[Row]
    groups: list[Row] = field(default_factory=list)

    @property
    def topics(self) -> list[str]:
        """Keys of the columns that hold figures."""
        return [p["Key"] for p in self.properties if p["Type"] == "Topic"]


@dataclass
class Fault:
    """What goes wrong, where, and how often.

    kind: reset, status (with `status`), truncated, html, repeated_page, missing_page, drip, renamed_column,
    new_dimension, empty, unit. `entity` is a path after the table ('TypedDataSet', 'DataProperties', '' for
    the service document, 'Tables' for the catalogue, '*' for anything, 'TypedDataSet/$count'). `first`: the
    number of the matching request (from 1) at which it begins; `times`: how many requests it hits (None:
    for ever). Faults of shape (renamed_column, new_dimension, empty, unit) hold for the whole table.
    """

    kind: str
    table: str = "*"
    entity: str = "TypedDataSet"
    first: int = 1
    times: int | None = 1
    status: int = 500
    retry_after: str | None = None
    seconds: float = 0.05
    seen: int = 0

    def hits(self, table: str, entity: str) -> bool:
        """Count a request; say whether this one goes wrong."""
        if self.table not in ("*", table) or self.entity not in ("*", entity):
            return False
        self.seen += 1
        return self.seen >= self.first and (self.times is None or self.seen < self.first + self.times)


SHAPE_FAULTS = {"renamed_column", "new_dimension", "empty", "unit"}


# --- $filter
# ------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|[A-Za-z_][A-Za-z_0-9]*|-?\d+(?:\.\d+)?|[(),])")
_EQUAL = re.compile(r"([A-Za-z_][A-Za-z_0-9]*) eq '((?:[^']|'')*)'")
_EQUALITIES = rf"{_EQUAL.pattern}(?: and {_EQUAL.pattern})*"  # by far the most common filter: read at once
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: bool(a == b),
    "ne": lambda a, b: bool(a != b),
    "gt": lambda a, b: a is not None and b is not None and a > b,
    "ge": lambda a, b: a is not None and b is not None and a >= b,
    "lt": lambda a, b: a is not None and b is not None and a < b,
    "le": lambda a, b: a is not None and b is not None and a <= b,
}


class FilterError(ValueError):
    """The filter cannot be read: answered with status 400, as CBS does."""


def parse_filter(text: str, columns: set[str]) -> Callable[[Row], bool]:
    """Turn an OData v3 filter into a test on a row: and/or/not, comparisons, string functions."""
    if re.fullmatch(_EQUALITIES, text) and {name for name, _ in _EQUAL.findall(text)} <= columns:
        pairs = [(name, literal.replace("''", "'")) for name, literal in _EQUAL.findall(text)]
        if len(pairs) == 1:
            ((only, wanted),) = pairs
            return lambda row: bool(row.get(only) == wanted)
        names, literals = [name for name, _ in pairs], tuple(literal for _, literal in pairs)
        get = operator.itemgetter(*names)
        return lambda row: bool(get(row) == literals)
    tokens: list[str] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            if not text[at:].strip():
                break
            raise FilterError(f"cannot read the filter at {text[at:]!r}")
        tokens.append(match.group(1))
        at = match.end()
    position = 0

    def peek() -> str | None:
        return tokens[position] if position < len(tokens) else None

    def take(expected: str | None = None) -> str:
        nonlocal position
        token = peek()
        if token is None or (expected is not None and token != expected):
            raise FilterError(f"expected {expected or 'more'} after {' '.join(tokens[:position])!r}")
        position += 1
        return token

    def value() -> Callable[[Row], Any]:
        token = take()
        if token == "(":  # noqa: S105
            inner = disjunction()
            take(")")
            return inner
        if token.startswith("'"):
            literal = token[1:-1].replace("''", "'")
            return lambda _row: literal
        if token == "null":  # noqa: S105
            return lambda _row: None
        if re.fullmatch(r"-?\d+(\.\d+)?", token):
            number = float(token)
            return lambda _row: number
        if peek() == "(":
            take("(")
            arguments = [value()]
            while peek() == ",":
                take(",")
                arguments.append(value())
            take(")")
            return _function(token, arguments)
        if token not in columns:
            raise FilterError(f"Could not find a property named '{token}'")
        return lambda row: row.get(token)

    def comparison() -> Callable[[Row], Any]:
        if peek() == "not":
            take("not")
            inner = comparison()
            return lambda row: not inner(row)
        left = value()
        sign = peek()
        if sign in _OPERATORS:
            take()
            right = value()
            compare = _OPERATORS[sign]
            return lambda row: compare(left(row), right(row))
        return left

    def conjunction() -> Callable[[Row], Any]:
        terms = [comparison()]
        while peek() == "and":
            take("and")
            terms.append(comparison())
        return terms[0] if len(terms) == 1 else lambda row: all(term(row) for term in terms)

    def disjunction() -> Callable[[Row], Any]:
        terms = [conjunction()]
        while peek() == "or":
            take("or")
            terms.append(conjunction())
        return terms[0] if len(terms) == 1 else lambda row: any(term(row) for term in terms)

    test = disjunction()
    if peek() is not None:
        raise FilterError(f"did not expect {peek()!r}")
    return lambda row: bool(test(row))


def _function(name: str, arguments: list[Callable[[Row], Any]]) -> Callable[[Row], Any]:
    if name == "startswith":
        return lambda row: str(arguments[0](row) or "").startswith(arguments[1](row))
    if name == "endswith":
        return lambda row: str(arguments[0](row) or "").endswith(arguments[1](row))
    if name == "substringof":
        return lambda row: arguments[0](row) in str(arguments[1](row) or "")
    if name == "trim":
        return lambda row: str(arguments[0](row) or "").strip()
    if name == "substring":

        def substring(row: Row) -> str:
            numbers = [int(argument(row)) for argument in arguments[1:]]
            text = str(arguments[0](row) or "")
            return text[numbers[0] :] if len(numbers) == 1 else text[numbers[0] : numbers[0] + numbers[1]]

        return substring
    raise FilterError(f"unknown function {name!r}")


# --- the server
# ---------------------------------------------------------------------------------------------------


class FeedServer:
    """Serves tables on 127.0.0.1 in threads of its own. A context manager; `url` is the address.

    `faults` may be changed while it runs. `requests` is the list of (table, entity, query) so far;
    `busiest` the largest number of requests that were open at one time. `latency` (seconds) is waited
    before each answer. `packed`: answers are gzipped and sent in pieces, without their length. `https`: the files of
    a certificate and its key.
    """

    def __init__(
        self,
        tables: Iterable[Table] = (),
        *,
        page_size: int = 10_000,
        port: int = 0,
        faults: Iterable[Fault] = (),
        latency: float = 0.0,
        remember: bool = False,
        packed: bool = False,
        https: tuple[Path, Path] | None = None,
    ) -> None:
        self.tables = {table.id: table for table in tables}
        self.page_size = page_size
        self.faults = list(faults)
        self.latency = latency
        self.packed = packed
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.files: dict[str, bytes] = {}  # other paths, such as boundaries
        self.busiest = 0
        self._open = 0
        self._lock = threading.Lock()
        self._filtered: dict[tuple[str, str, str], tuple[Table, list[Row]]] = {}
        self._remembered: dict[str, bytes] | None = {} if remember else None
        feed = self

        class Handler(_Handler):
            server_feed = feed

        self._http = _Quiet(("127.0.0.1", port), Handler)
        self._http.daemon_threads = True
        self._scheme = "https" if https else "http"
        if https is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*https)
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Scheme and host, without a slash at the end."""
        return f"{self._scheme}://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> FeedServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)

    def serve_forever(self) -> None:
        """Serve in this thread (the command line)."""
        self._http.serve_forever()

    # what a handler asks

    def opened(self, table: str, entity: str, query: dict[str, str]) -> Fault | None:
        """Note a request; return the fault that hits it, if any."""
        with self._lock:
            self._open += 1
            self.busiest = max(self.busiest, self._open)
            self.requests.append((table, entity, query))
            hit = [f for f in self.faults if f.kind not in SHAPE_FAULTS and f.hits(table, entity)]
        return hit[0] if hit else None

    def closed(self) -> None:
        """Note the end of a request."""
        with self._lock:
            self._open -= 1

    def shaped(self, table: Table) -> Table:
        """The table as its faults of shape leave it."""
        for fault in self.faults:
            if fault.kind in SHAPE_FAULTS and fault.table in ("*", table.id):
                table = _reshape(table, fault.kind)
        return table

    def filtered(self, table: Table, name: str, text: str, make: Callable[[], list[Row]]) -> list[Row]:
        """The rows of a filter, kept for a while: a count and each page ask for the same ones again."""
        if not any(table is one for one in self.tables.values()):
            return make()  # in the shape that a fault gave it
        key = (table.id, name, text)
        kept = self._filtered.get(key)
        if kept is None or kept[0] is not table:
            if len(self._filtered) > 16:
                self._filtered.pop(next(iter(self._filtered)), None)
            kept = self._filtered[key] = (table, make())
        return kept[1]

    def remember(self, path: str, make: Callable[[], bytes]) -> bytes:
        """Answer from memory where that was asked for (benchmarks: the feed must not be the bottleneck)."""
        if self._remembered is None:
            return make()
        if path not in self._remembered:
            self._remembered[path] = make()
        return self._remembered[path]


def _reshape(table: Table, kind: str) -> Table:
    properties, rows, dims = table.properties, table.rows, table.dims
    last = table.topics[-1]
    if kind == "empty":
        rows = []
    if kind == "unit":
        properties = [{**p, "Unit": "mln euro"} if p["Type"] == "Topic" else p for p in properties]
    if kind == "renamed_column":
        properties = [
            {**p, "Key": "Vernieuwd_99", "Title": "Vernieuwde naam"} if p["Key"] == last else p
            for p in properties
        ]
        rows = [{("Vernieuwd_99" if k == last else k): v for k, v in row.items()} for row in rows]
    if kind == "new_dimension":
        new = {"odata.type": "Cbs.OData.Dimension", "ID": 90, "Position": 90, "ParentID": None}
        properties = [*properties, {**new, "Type": "Dimension", "Key": "Geslacht", "Title": "Geslacht"}]
        dims = {
            **dims,
            "Geslacht": [{"Key": "T001038", "Title": "Totaal"}, {"Key": "3000   ", "Title": "Mannen"}],
        }
        rows = [{**row, "Geslacht": g["Key"]} for row in rows for g in dims["Geslacht"]]
    return Table(table.id, table.catalog, table.infos, properties, dims, rows, table.groups)


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that hangs up in the middle: that is what clients in these tests do."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for an acknowledgement
    server_feed: FeedServer

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        feed = self.server_feed
        split = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(split.query, keep_blank_values=True))
        parts = [urllib.parse.unquote(part) for part in split.path.strip("/").split("/")]
        if parts[:1] == ["ODataCatalog"]:
            table, entity = "", "Tables"
        elif parts[:1] in (["ODataFeed"], ["ODataApi"]) and len(parts) >= 3:
            table, entity = parts[2], "/".join(parts[3:])
        else:
            table, entity = "", split.path
        fault = feed.opened(table, entity, query)
        try:
            if feed.latency:
                time.sleep(feed.latency)
            self._answer(table, entity, query, fault)
        except FilterError as error:
            self._send(400, json.dumps({"odata.error": {"message": {"value": str(error)}}}).encode())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            feed.closed()

    def _answer(self, table_id: str, entity: str, query: dict[str, str], fault: Fault | None) -> None:
        feed = self.server_feed
        if fault and fault.kind == "reset":
            # linger 0: the peer sees a reset, not an end
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        if fault and fault.kind == "status":
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            self._send(fault.status, b"<html><body>Fout</body></html>", "text/html", headers)
            return
        if fault and fault.kind == "html":
            page = "<!DOCTYPE html><html><head><title>Storing</title></head><body>Even geduld</body></html>"
            self._send(200, page.encode(), "text/html; charset=utf-8")
            return
        if entity in feed.files:
            self._send(200, feed.files[entity], "application/octet-stream", fault=fault)
            return
        if entity == "Tables":
            self._send(200, _catalogue(feed, query), fault=fault)
            return
        if table_id not in feed.tables:
            self._send(404, b"<html><body>404 - File or directory not found.</body></html>", "text/html")
            return
        kind = fault.kind if fault else ""
        if kind in ("repeated_page", "missing_page"):
            body = _body(feed, table_id, entity, query, kind)
        else:
            body = feed.remember(self.path, lambda: _body(feed, table_id, entity, query, ""))
        plain = entity.endswith("/$count")
        if plain and "text/plain" not in self.headers.get("Accept", "*/*").replace("*/*", "text/plain"):
            self._send(415, b'{"odata.error": {"message": {"value": "Unsupported media type requested."}}}')
            return
        self._send(200, body, "text/plain" if plain else "application/json; charset=utf-8", fault=fault)

    def _send(
        self,
        status: int,
        body: bytes,
        kind: str = "application/json; charset=utf-8",
        headers: dict[str, str] | None = None,
        fault: Fault | None = None,
    ) -> None:
        if self.server_feed.packed and fault is None and status == 200:
            self._send_packed(body, kind)
            return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if fault and fault.kind == "truncated":
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if fault and fault.kind == "drip":
            for at in range(0, len(body), 16):
                self.wfile.write(body[at : at + 16])
                self.wfile.flush()
                time.sleep(fault.seconds)
            return
        self.wfile.write(body)

    def _send_packed(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        small = gzip.compress(body, 1)
        for at in range(0, len(small), 1000):
            piece = small[at : at + 1000]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")


def _catalogue(feed: FeedServer, query: dict[str, str]) -> bytes:
    rows = [{**feed.shaped(t).infos, "RecordCount": len(t.rows)} for t in feed.tables.values()]
    if "$filter" in query:
        columns = {key for row in rows for key in row}
        test = parse_filter(query["$filter"], columns)
        rows = [row for row in rows if test(row)]
    if "$select" in query:
        keep = query["$select"].split(",")
        rows = [{key: row.get(key) for key in keep} for row in rows]
    return json.dumps({"odata.metadata": f"{feed.url}/ODataCatalog/$metadata", "value": rows}).encode()


def _body(feed: FeedServer, table_id: str, entity: str, query: dict[str, str], kind: str) -> bytes:
    table = feed.shaped(feed.tables[table_id])
    base = f"{feed.url}/ODataFeed/odata/{table_id}"
    if not entity:
        names = ["TableInfos", *DATA, "DataProperties", "CategoryGroups", *table.dims]
        return json.dumps({"value": [{"name": name, "url": f"{base}/{name}"} for name in names]}).encode()
    counting = entity.endswith("/$count")
    name = entity.removesuffix("/$count")
    sets: dict[str, list[Row]] = {
        "TableInfos": [table.infos],
        "DataProperties": table.properties,
        "CategoryGroups": table.groups,
        "TypedDataSet": table.rows,
        **table.dims,
    }
    if name == "UntypedDataSet":
        rows = [_untyped(row, table.topics) for row in table.rows]
    elif name in sets:
        rows = sets[name]
    else:
        raise FilterError(f"no entity set {name!r}")
    if "$filter" in query:
        columns = {"ID", *table.dims, *table.topics} if name in DATA else {key for row in rows for key in row}
        test = parse_filter(query["$filter"], columns)
        rows = feed.filtered(table, name, query["$filter"], lambda: [row for row in rows if test(row)])
    if "$top" in query:
        rows = rows[: int(query["$top"])]
    if counting:
        return str(len(rows)).encode()
    skip = int(query.get("$skip", 0))
    size = feed.page_size if name in DATA else max(len(rows), 1)
    shown = max(skip - size, 0) if kind == "repeated_page" else skip
    page = rows[shown : shown + size]
    if "$select" in query:
        keep = query["$select"].split(",")
        missing = [column for column in keep if page and column not in page[0]]
        if missing:
            raise FilterError(f"Could not find a property named '{missing[0]}'")
        page = [{column: row[column] for column in keep} for row in page]
    answer: dict[str, Any] = {"odata.metadata": f"{base}/$metadata#{name}", "value": page}
    after = skip + size * (2 if kind == "missing_page" else 1)
    if after < len(rows):
        following = {**query, "$skip": str(after)}
        answer["odata.nextLink"] = f"{base}/{name}?{urllib.parse.urlencode(following)}"
    return json.dumps(answer, ensure_ascii=False).encode()


def _untyped(row: Row, topics: list[str]) -> Row:
    return {
        key: (f"{'.' if value is None else value:>8}" if key in topics else value)
        for key, value in row.items()
    }


# --- tables
# -------------------------------------------------------------------------------------------------------


def table(
    table_id: str,
    title: str,
    *,
    dims: dict[str, dict[str, str]],
    topics: dict[str, tuple[str, str]],
    values: Callable[[dict[str, str]], dict[str, Any] | None],
    catalog: str = "CBS",
    kinds: dict[str, str] | None = None,
    width: dict[str, int] | None = None,
    status: str = "Definitief",
    modified: str = "2024-05-01T02:00:00",
) -> Table:
    """Make a small table by hand.

    `dims`: dimension -> {key without blanks: title}; `width` pads the keys of a dimension. `topics`: key ->
    (title, unit). `values` gets a row's keys without blanks and returns its figures, or None to leave the
    row out. A dimension called Perioden is a time dimension, one called RegioS, Regio or Gemeenten a geo
    dimension.
    """
    width = width or {}
    sets: dict[str, list[Row]] = {}
    for name, categories in dims.items():
        sets[name] = [
            {"Key": key.ljust(width.get(name, 0)), "Title": text, "Description": "", "CategoryGroupID": None}
            | ({"Status": status} if name == "Perioden" else {})
            for key, text in categories.items()
        ]
    properties: list[Row] = []
    for name in dims:
        geo = name in ("RegioS", "Regio", "Gemeenten", "WijkenEnBuurten")
        default = "TimeDimension" if name == "Perioden" else "GeoDimension" if geo else "Dimension"
        kind = (kinds or {}).get(name, default)
        properties.append({"odata.type": f"Cbs.OData.{kind}", "Type": kind, "Key": name, "Title": name})
    for key, (text, unit) in topics.items():
        properties.append(
            {"odata.type": "Cbs.OData.Topic", "Type": "Topic", "Key": key, "Title": text, "Unit": unit}
            | {"Datatype": "Double", "Decimals": 1, "Default": "."}
        )
    for number, entry in enumerate(properties):
        entry.update({"ID": number, "Position": number, "ParentID": None, "Description": ""})
    combinations: list[dict[str, str]] = [{}]
    for name, categories in dims.items():
        combinations = [{**chosen, name: key} for chosen in combinations for key in categories]
    rows: list[Row] = []
    for chosen in combinations:
        figures = values(chosen)
        if figures is None:
            continue
        padded = {name: key.ljust(width.get(name, 0)) for name, key in chosen.items()}
        rows.append({"ID": len(rows), **padded, **figures})
    infos = {"ID": 0, "Identifier": table_id, "Catalog": catalog, "Language": "nl", "Title": title}
    infos |= {"ShortTitle": title.strip(), "Period": "", "Modified": modified, "Frequency": "Perjaar"}
    return Table(table_id, catalog, infos, properties, sets, rows)


def read_table(path: Path) -> Table:
    """Read one file of `../shared/cbs/feed`."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        raw = json.load(stream)
    infos = raw["TableInfos"][0]
    return Table(
        infos["Identifier"], raw["catalog"], infos, raw["DataProperties"], raw["dims"], raw["rows"],
        raw["CategoryGroups"]
    )  # fmt: skip


def shared_tables(folder: Path = SHARED / "feed", only: Iterable[str] | None = None) -> list[Table]:
    """The real tables, or some of them. Raises FileNotFoundError where the folder is not there."""
    if not folder.is_dir():
        raise FileNotFoundError(f"no folder {folder}: the real figures are not here")
    names = (
        sorted(folder.glob("*.json.gz")) if only is None else [folder / f"{name}.json.gz" for name in only]
    )
    return [read_table(path) for path in names]


def main(arguments: list[str] | None = None) -> None:
    """Serve the shared tables, or the small ones, until stopped."""
    parser = argparse.ArgumentParser(prog="python -m tests.feed_server", description=__doc__.split("\n")[0])
    parser.add_argument("--shared", action="store_true", help="serve the real figures of ../shared/cbs/feed")
    parser.add_argument("--folder", type=Path, default=SHARED / "feed", help="another folder of such tables")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--page-size", type=int, default=10_000)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--remember", action="store_true", help="keep answers in memory (benchmarks)")
    chosen = parser.parse_args(arguments)
    if chosen.shared:
        tables = shared_tables(chosen.folder)
    else:
        from tests.feed.small import small_tables

        tables = small_tables()
    server = FeedServer(
        tables, page_size=chosen.page_size, port=chosen.port, latency=chosen.latency, remember=chosen.remember
    )
    print(server.url, flush=True)  # noqa: T201  the address is what this command is for
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
