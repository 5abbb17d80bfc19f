"""CBS's new service (OData v4), turned into the form of the feed (v3): a row a combination of categories.

There a figure is a row by itself (`Observations`: a measure, the categories, a value) and an empty cell is no row.
Here the figures of a chunk are laid out as the feed has them: every combination of the chunk's categories, a column a
measure, empty where there was none. The measure's number in the feed's key (`TotaleBevolking_1`) is its `Index`.
Metadata are read from Properties, Dimensions, MeasureCodes, MeasureGroups and the codes of each dimension.
"""

import itertools
import math
import operator
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from loaders.errors import IncompleteError, TableAbsentError, TableChangedError, UnexpectedAnswerError
from loaders.feed import cbs
from loaders.feed.cbs import Feed, Row
from loaders.feed.failures import UnexpectedBodyError
from loaders.feed.plan import Chunk, FetchPlan
from loaders.feed.rows import RowPage, RowReader
from loaders.normalise.metadata import plain

HOST = "https://datasets.cbs.nl"
PATH = "/odata/v1/CBS"
NOTE = "Deze tabel komt van de nieuwe dienst van het CBS (v4)."
Taken = TypeVar("Taken")
_PAGE = 10_000
_KINDS = {"Dimension", "TimeDimension", "GeoDimension", "GeoDetail"}
_NAME = re.compile(r"\w+")  # of a dimension
_TEXT = "String"
_LINK = "@odata.nextLink"


@dataclass
class _Table:
    """What is kept of a table between its metadata and its rows."""

    codes: Mapping[str, tuple[str, ...]]  # dimension -> its categories, in their order
    measures: Mapping[str, tuple[str, bool]]  # measure -> key of its column, whether it holds texts
    cells_n: int = 0


@dataclass(frozen=True)
class V4:
    """The new service. `feed.base` is scheme and host; ids of tables are case-sensitive."""

    protocol: ClassVar[str] = "v4"
    feed: Feed
    _tables: dict[str, _Table] = field(default_factory=dict)
    _counts: dict[tuple[str, str], int | None] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def catalogue(self) -> list[Row]:
        """Return Identifier, Title and Modified of every table of CBS."""
        found = self._list("", f"{self.feed.base}/odata/v1/Datasets", {"$filter": "Catalog eq 'CBS'"})
        return [one for one in found if str(one.get("Catalog") or "CBS") == "CBS"]

    def address(self, table: str) -> str:
        """Return where a table stands."""
        return f"{self.feed.base}{PATH}/{table}"

    def metadata(self, table: str) -> dict[str, Any]:
        """Return what a table says of itself in the form of the feed: TableInfos, DataProperties, `dims`.

        Raises `FeedError`: the table is absent, the service does not answer, or answers with something else.
        """
        infos = self._properties(table)
        with cbs.part_of(table, self.address(table)):
            dimensions = self._list(table, f"{self.address(table)}/Dimensions")
            measures = self._list(table, f"{self.address(table)}/MeasureCodes")
            groups = self._groups(table)
            if odd := [one for one in measures if type(one.get("Index")) is not int]:
                raise UnexpectedAnswerError(
                    table, self.address(table), f"a measure without a number: {odd[0]}"
                )
            if len({one["Index"] for one in measures}) < len(measures):
                raise UnexpectedAnswerError(table, self.address(table), "measures with one number")
            if odd := [one for one in dimensions if not _NAME.fullmatch(str(one["Identifier"]))]:
                # part of the address of its codes: what another address gives is not of this dimension
                raise UnexpectedAnswerError(
                    table, self.address(table), f"a dimension with an odd name: {odd[0]}"
                )
            keys = {str(one["Identifier"]): _key(one) for one in measures}
            dims = {}
            for one in dimensions:
                name = str(one["Identifier"])
                found = self._list(table, f"{self.address(table)}/{name}Codes")
                dims[name] = [_code(number, each) for number, each in enumerate(found)]
        self._tables[table] = _Table(
            {name: tuple(str(each["Key"]) for each in codes) for name, codes in dims.items()},
            {str(one["Identifier"]): (keys[str(one["Identifier"])], _is_text(one)) for one in measures},
        )
        properties = [_dimension(number, one) for number, one in enumerate(dimensions)]
        return {
            "TableInfos": [infos],
            "DataProperties": properties + _topics(len(properties), groups, measures, keys),
            "CategoryGroups": [],
            "dims": dims,
        }

    def count(self, planned: FetchPlan, chunk: Chunk) -> int | None:
        """Return how many rows a chunk has once it is laid out; None where its figures cannot be counted."""
        if self._counted(planned, chunk) is None:
            return None
        return math.prod(len(codes) for codes in self._categories(planned, chunk))

    def rows(self, planned: FetchPlan, chunk: Chunk, take: Callable[[RowPage], Taken]) -> Iterator[Taken]:
        """Give what `take` makes of the rows of a chunk, some thousands at a time.

        Raises `IncompleteError` where other cells came than were counted, or one came twice.
        """
        table = planned.table
        counted, filters = self._counted(planned, chunk), self._filter(planned, chunk)
        cells: dict[tuple[str, ...], dict[str, Any]] = {}
        wanted = [frozenset(codes) for codes in self._categories(planned, chunk)]
        came_n = 0
        if counted != 0:

            def lay(page: list[Any]) -> int:
                for one in page:
                    self._lay(planned, chunk, wanted, cells, one)
                return len(page)

            address = f"{self.address(table)}/Observations"
            came_n = sum(
                cbs.pages(self.feed, table, address, {"$filter": filters} if filters else {}, lay, _LINK)
            )
        if counted is not None and came_n != counted:
            del self._counts[table, filters]  # counted anew with the next try
            what = f"{came_n} figures came where {counted} were counted: a page is missing or repeated"
            raise IncompleteError(table, chunk.name, what)
        with self._lock:
            self._tables[table].cells_n += came_n
        empty = dict.fromkeys(sorted(planned.columns - set(planned.key)))
        every = itertools.product(*self._categories(planned, chunk))
        reader = RowReader(planned, _LINK)
        while part := list(itertools.islice(every, _PAGE)):
            rows = [
                {**dict(zip(planned.key, key, strict=True)), **empty, **cells.get(key, {})} for key in part
            ]
            yield take(reader.look(rows))

    def is_empty(self, table: str) -> bool:
        """Say whether not one figure of a table came: a table that ended may have lost them here."""
        return self._tables[table].cells_n == 0

    def _counted(self, planned: FetchPlan, chunk: Chunk) -> int | None:
        asked = (planned.table, self._filter(planned, chunk))
        if asked not in self._counts:
            address = f"{self.address(planned.table)}/Observations/$count"
            self._counts[asked] = cbs.count_at(self.feed, planned.table, address, asked[1])
        return self._counts[asked]

    def _filter(self, planned: FetchPlan, chunk: Chunk) -> str:
        """Return the filter of a chunk; only some columns are wanted: of those measures."""
        terms = [chunk.filters] if chunk.filters else []
        if planned.select:
            wanted = [
                name
                for name, (key, _) in self._tables[planned.table].measures.items()
                if key in planned.select
            ]
            terms.append(f"({' or '.join(f'Measure eq {_quoted(name)}' for name in wanted)})")
        return " and ".join(terms)

    def _categories(self, planned: FetchPlan, chunk: Chunk) -> list[tuple[str, ...]]:
        """Return the categories of each dimension that are in a chunk."""
        equal, starts = dict(chunk.equal), dict(chunk.starts)
        found = []
        for name in planned.key:
            codes = self._tables[planned.table].codes[name]
            if name in equal:
                codes = (equal[name],)
            elif name in starts:
                codes = tuple(code for code in codes if code.startswith(starts[name]))
            found.append(codes)
        return found

    def _lay(
        self,
        planned: FetchPlan,
        chunk: Chunk,
        wanted: list[frozenset[str]],
        cells: dict[tuple[str, ...], dict[str, Any]],
        one: object,
    ) -> None:
        """Put one observation in its place; a place that the chunk has not would be lost unseen, so it is refused."""
        table, address = planned.table, self.address(planned.table)
        if not isinstance(one, dict):
            raise UnexpectedAnswerError(table, address, "an observation that is no record")
        try:
            place = tuple([str(one[name]).strip() for name in planned.key])
            column, is_text = self._tables[table].measures[str(one["Measure"]).strip()]
        except KeyError as error:
            raise TableChangedError(
                table, str(error.args[0]), f"an observation of an unknown measure, or without {error}", [one]
            ) from error
        value = one.get("StringValue") if is_text else one.get("Value")
        if (
            not is_text
            and value is not None
            and (isinstance(value, bool) or not isinstance(value, (int, float)))
        ):
            raise TableChangedError(table, column, "a text where a number should be", [one])
        row = cells.get(place)
        if row is None:
            if not all(map(operator.contains, wanted, place)):
                what = "a figure of a category that was not asked for, or that the metadata do not have"
                raise IncompleteError(table, chunk.name, what, [one])
            row = cells[place] = {}
        if column in row:
            raise IncompleteError(table, chunk.name, "one figure came twice: a page was repeated", [one])
        row[column] = value

    def _properties(self, table: str) -> Row:
        address = f"{self.address(table)}/Properties"

        def ask() -> Row:
            found = cbs.parsed(self.feed.service.get(address))
            if not isinstance(found, dict) or not isinstance(found.get("Title"), str):
                raise UnexpectedBodyError("JSON without the title of a table")
            return found

        said = self.feed.service.ask(table, address, ask)
        kept = ("Title", "Identifier", "Modified", "Summary", "Language", "Source", "Status")
        return {"ID": 0, "Catalog": "CBS", **{name: said.get(name) for name in kept}}

    def _groups(self, table: str) -> list[Row]:
        try:
            return self._list(table, f"{self.address(table)}/MeasureGroups", names=("Id", "Identifier"))
        except TableAbsentError:
            return []  # a table whose measures stand in no groups has no such list

    def _list(
        self,
        table: str,
        address: str,
        params: dict[str, str] | None = None,
        names: tuple[str, ...] = ("Identifier",),
    ) -> list[Row]:
        """Return a list of records, each of which says what it is called."""
        pages = cbs.pages(self.feed, table, address, params or {}, list, _LINK)
        found = list(itertools.chain.from_iterable(pages))
        name = urlsplit(address).path.rsplit("/", 1)[-1]
        for one in found:
            named = isinstance(one, dict) and any(isinstance(one.get(each), str) for each in names)
            if not named or not isinstance(one.get("Title", ""), str):
                raise UnexpectedAnswerError(
                    table, address, f"an entry of {name} that is no record with a name"
                )
        return found


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _is_text(one: Row) -> bool:
    return str(one.get("DataType") or "").strip() == _TEXT


def _key(one: Row) -> str:
    """Return the key that the feed gives a column: its title in one word, and its number."""
    words = re.findall(r"[a-z0-9]+", plain(one.get("Title")))
    return f"{''.join(word.capitalize() for word in words)[:40]}_{one.get('Index')}"


def _code(number: int, one: Row) -> Row:
    return {
        "Key": str(one["Identifier"]).strip(),
        "Title": one.get("Title"),
        "Description": one.get("Description"),
        "CategoryGroupID": None,
        "Status": one.get("Status"),
        "ID": number,
    }


def _dimension(number: int, one: Row) -> Row:
    kind = str(one.get("Kind") or "Dimension")
    if kind not in _KINDS:
        kind = "Dimension"
    return {
        "odata.type": f"Cbs.OData.{kind}",
        "ID": number,
        "Position": number,
        "ParentID": None,
        "Type": kind,
        "Key": str(one["Identifier"]),
        "Title": one.get("Title"),
        "Description": one.get("Description"),
    }


def _topics(first: int, groups: list[Row], measures: list[Row], keys: Mapping[str, str]) -> list[Row]:
    """Return the groups of columns and the columns, numbered on from the dimensions."""
    names = [str(one.get("Id") or one.get("Identifier")) for one in groups]
    numbers = {name: first + number for number, name in enumerate(names)}
    made: list[Row] = [
        {
            "odata.type": "Cbs.OData.TopicGroup",
            "ID": numbers[name],
            "ParentID": numbers.get(str(one.get("ParentId"))),
            "Type": "TopicGroup",
            "Key": "",
            "Title": one.get("Title"),
        }
        for name, one in zip(names, groups, strict=True)
    ]
    for number, one in enumerate(sorted(measures, key=lambda each: int(each["Index"]))):
        made.append(
            {
                "odata.type": "Cbs.OData.Topic",
                "ID": first + len(groups) + number,
                "ParentID": numbers.get(str(one.get("MeasureGroupId"))),
                "Type": "Topic",
                "Key": keys[str(one["Identifier"])],
                "Title": one.get("Title"),
                "Description": one.get("Description"),
                "Unit": one.get("Unit"),
                "Decimals": one.get("Decimals"),
                "Datatype": one.get("DataType"),
            }
        )
    return made
