"""A loopback server in the shape of CBS's new service (OData v4), made from the same tables as the feed's stand-in.

Observations are long, empty cells are absent, keys have no blanks, a page holds `page_size` cells and links to the
next one by its whole address. `changes` plants a fault: a function over the answer of a path (below the table).
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.feed_server import Table

Change = Callable[[Any], Any]
_TEXTS = re.compile(r"^(Code|Naam|Omschrijving)", re.IGNORECASE)


class V4Server:
    """`with V4Server(tables) as server: server.url`. Paths that were asked for stand in `requests`."""

    def __init__(
        self, tables: Iterable[Table], page_size: int = 100_000, changes: dict[str, Change] | None = None
    ) -> None:
        self.tables = {table.id: table for table in tables}
        self.page_size, self.changes = page_size, changes or {}
        self.requests: list[str] = []
        self._kept: dict[tuple[str, str], tuple[Table | None, list[dict[str, Any]]]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> V4Server:
        # it looks fifty times a second whether it must stop, not twice: half a second is longer than most tests here
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, query: dict[str, str]) -> Any:
        """Return what a path answers; KeyError for what is not there."""
        parts = [unquote(each) for each in path.strip("/").split("/")]
        if parts == ["odata", "v1", "Datasets"]:
            rows = [
                {
                    "Catalog": "CBS",
                    "Identifier": table.id,
                    "Title": table.infos["Title"],
                    "Modified": table.infos["Modified"],
                    "Status": "Regulier",
                }
                for table in self.tables.values()
            ]
            return {"value": rows}
        assert parts[:3] == ["odata", "v1", "CBS"], path
        table, rest = self.tables[parts[3]], "/".join(parts[4:])
        made = self._of_table(table, rest, query)
        return self.changes[rest](made) if rest in self.changes else made

    def _of_table(self, table: Table, rest: str, query: dict[str, str]) -> Any:
        if rest == "Properties":
            kept = ("Identifier", "Title", "Modified", "Summary", "Language", "Source")
            return {"@odata.context": "", **{name: table.infos.get(name) for name in kept}}
        if rest == "Dimensions":
            dims = [each for each in table.properties if each["Key"] in table.dims]
            rows = [{"Identifier": d["Key"], "Title": d["Title"], "Kind": d["Type"]} for d in dims]
            return {"value": rows}
        if rest == "MeasureGroups":
            groups = [each for each in table.properties if each["Type"] == "TopicGroup"]
            if not groups:
                raise KeyError(rest)
            return {
                "value": [{"Id": f"T{g['ID']}", "Title": g["Title"], "ParentId": _parent(g)} for g in groups]
            }
        if rest == "MeasureCodes":
            return {"value": [self._measure(each) for each in table.properties if each["Type"] == "Topic"]}
        if rest.endswith("Codes"):
            codes = table.dims[rest.removesuffix("Codes")]
            rows = [
                {
                    "Identifier": code["Key"].strip(),
                    "Title": code["Title"],
                    "Description": code.get("Description"),
                    **({"Status": code["Status"]} if "Status" in code else {}),
                }
                for code in codes
            ]
            return {"value": rows}
        observations = self._observations(table, query.get("$filter", ""))
        if rest == "Observations/$count":
            return len(observations)
        assert rest == "Observations", rest
        skip = int(query.get("$skip", 0))
        page: dict[str, Any] = {"value": observations[skip : skip + self.page_size]}
        if skip + self.page_size < len(observations):
            more = f"$filter={quote(query.get('$filter', ''))}&$skip={skip + self.page_size}"
            page["@odata.nextLink"] = f"https://datasets.cbs.nl/odata/v1/CBS/{table.id}/Observations?{more}"
        return page

    @staticmethod
    def _measure(topic: dict[str, Any]) -> dict[str, Any]:
        number = int(str(topic["Key"]).rsplit("_", 1)[-1])
        return {
            "Identifier": f"M{number:06d}",
            "Index": number,
            "Title": topic["Title"],
            "Unit": topic.get("Unit"),
            "Decimals": 1,
            "DataType": "String" if _TEXTS.match(str(topic["Key"])) else "Double",
            "MeasureGroupId": _parent(topic),
        }

    def _observations(self, table: Table, filters: str) -> list[dict[str, Any]]:
        """The cells that answer to a filter: a count and each page ask for the same ones again."""
        asked, kept = self._kept.get((table.id, filters), (None, []))
        if asked is not table:
            kept = self._found(table, filters)
            self._kept[table.id, filters] = table, kept
        return kept

    @staticmethod
    def _found(table: Table, filters: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        fits = _test_of(filters)
        measures = {topic: f"M{int(topic.rsplit('_', 1)[-1]):06d}" for topic in table.topics}
        for row in table.rows:
            place = {name: str(row[name]).strip() for name in table.dims}
            for topic, measure in measures.items():
                value = row[topic]
                if value is None or not fits({**place, "Measure": measure}):
                    continue
                text = value.strip() if isinstance(value, str) else None
                found.append(
                    {
                        "Id": len(found),
                        "Measure": measure,
                        "ValueAttribute": "None",
                        "Value": None if text is not None else value,
                        "StringValue": text,
                        **place,
                    }
                )
        return found

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                split = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(split.query).items()}
                outer.requests.append(unquote(split.path))
                try:
                    made, status = outer.answer(split.path, query), 200
                except KeyError:
                    made, status = {"error": "not found"}, 404
                body = made if isinstance(made, bytes) else json.dumps(made).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def _parent(entry: dict[str, Any]) -> str | None:
    return None if entry.get("ParentID") is None else f"T{entry['ParentID']}"


def _test_of(filters: str) -> Callable[[dict[str, str]], bool]:
    """Return what says whether a cell answers to a filter of `eq`, `startswith` and brackets of `or`."""
    terms = [
        [_one(each) for each in (term[1:-1].split(" or ") if term.startswith("(") else [term])]
        for term in filters.split(" and ")
        if term
    ]
    return lambda place: all(any(fits(place) for fits in either) for either in terms)


def _one(term: str) -> Callable[[dict[str, str]], bool]:
    if match := re.fullmatch(r"startswith\((\w+),'([^']*)'\)", term.strip()):
        name, start = match.groups()
        return lambda place: place[name].startswith(start)
    match = re.fullmatch(r"(\w+) eq '([^']*)'", term.strip())
    assert match, term
    name, wanted = match.groups()
    return lambda place: place[name] == wanted
