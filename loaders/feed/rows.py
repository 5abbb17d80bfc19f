"""Rows of a page, parsed once: into records of the columns they have, and from there into columns that are kept.

A record is read and looked at in C: names and number of its columns while it is parsed, so that a page that is as its
metadata say costs a quarter of what dicts cost (`tests/bench/refresh.py`). What the columns are is learned from the
first row of a chunk; a page that does not fit is looked at row by row, for what to tell of it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from types import GenericAlias
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from loaders.errors import TableChangedError
from loaders.feed.plan import FetchPlan
from loaders.snapshots.rows import NUMBER as FIGURE
from loaders.snapshots.rows import TEXT

NUMBER = "ID"  # the number CBS gives each row; not always there
_Key = str | int
_Cell = int | float | str | None  # CBS gives figures and texts; anything else is no table


class _First(msgspec.Struct):
    """A page of which only the borders of its rows are looked at."""

    value: list[msgspec.Raw]


@dataclass(frozen=True)
class _Shape:
    """What the rows of a chunk look like."""

    fields: dict[str, str]
    page: msgspec.json.Decoder[Any]
    records: Any  # list[a record]


@dataclass(frozen=True)
class RowPage:
    """Rows of one page, all of one shape, in the order they came in."""

    records: list[Any]
    fields: dict[str, str]  # column -> field of a record
    _columns: dict[str, list[Any]] = field(default_factory=dict)

    def column(self, name: str) -> list[Any]:
        """Return what each row has in a column; `msgspec.UNSET` where a row has it not."""
        if name not in self._columns:
            self._columns[name] = list(map(attrgetter(self.fields[name]), self.records))
        return self._columns[name]

    def only(self, name: str) -> Any:
        """Return the key that every row has in a column; None where there are more."""
        values = self.column(name)
        same = values[0] == values[-1] and values.count(values[0]) == len(values) if values else False
        return values[0] if same else None

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give the rows as dicts, for messages."""
        for record in self.records:
            found = ((name, getattr(record, field)) for name, field in self.fields.items())
            yield {name: value for name, value in found if value is not msgspec.UNSET}

    def numbered(self) -> bool:
        """Say whether every row has a number of CBS's own."""
        return NUMBER in self.fields and set(map(type, self.column(NUMBER))) == {int}

    def batch(self, key: Collection[str]) -> pa.RecordBatch:
        """Return the rows as columns, as `loaders.snapshots.rows` keeps them; `key`: the columns with keys."""
        made = {name: self._array(name, is_key=name in key) for name in self.fields}
        return pa.record_batch(list(made.values()), names=list(made))

    def _array(self, name: str, *, is_key: bool) -> pa.Array:
        values = self.column(name)
        if is_key:
            only = self.only(name)  # what a chunk is cut by
            if only is not None:
                return pa.DictionaryArray.from_arrays(np.zeros(len(values), np.int32), [str(only)])
            try:
                return pa.array(values, TEXT)
            except pa.ArrowTypeError:  # keys that are numbers
                return pa.array(list(map(str, values)), TEXT)
        if name == NUMBER and self.numbered():
            try:
                return pa.array(np.array(values, np.int64))
            except OverflowError:  # numbers that no machine counts with
                return pa.array(list(map(str, values)), TEXT)
        return _figures(values)


class RowReader:
    """Reads pages of rows of one table; every chunk has its own. Raises `TableChangedError` for rows that are odd."""

    def __init__(self, planned: FetchPlan, link: str) -> None:
        """`link`: what the address of the next page is called."""
        self._planned, self._link = planned, link
        self._shape: _Shape | None = None

    def read(self, body: bytes) -> tuple[RowPage, object] | None:
        """Return the rows of a page and its link to the next one; None where it is not as the one before."""
        try:
            if self._shape is None:
                first = _FIRST.decode(body).value[:1]
                self._shape = self._learned([msgspec.json.decode(row) for row in first])
            page = self._shape.page.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return RowPage(page.value, self._shape.fields), page.following

    def look(self, rows: Sequence[object]) -> RowPage:
        """Return rows that are in memory as a page."""
        shape = self._shape = self._learned(rows)
        try:
            return RowPage(msgspec.convert(rows, shape.records), shape.fields)
        except msgspec.ValidationError as error:
            raise TableChangedError(self._planned.table, "", f"rows that cannot be read: {error}") from error

    def _learned(self, rows: Sequence[object]) -> _Shape:
        """Return the shape of rows; stops on one that is no record, has other columns than the metadata, or no key."""
        planned = self._planned
        if odd := [row for row in rows if not isinstance(row, dict)]:
            raise TableChangedError(planned.table, "", "rows that are no records", odd)
        records = [row for row in rows if isinstance(row, dict)]
        for row in records:
            if missing := sorted(planned.columns - row.keys()):
                have = sorted(row.keys() - planned.columns)
                what = f"rows lack {', '.join(missing)}; they have"
                raise TableChangedError(planned.table, missing[0], what, have)
            if not planned.select and (extra := sorted(row.keys() - planned.columns - {NUMBER})):
                what = f"rows hold {', '.join(extra)}, which the metadata do not"
                raise TableChangedError(planned.table, extra[0], what)
        for name in planned.key:
            if lacking := [row for row in records if row[name] is None]:
                raise TableChangedError(planned.table, name, f"rows without a {name}", lacking)
        names = dict.fromkeys(name for row in records for name in row)
        try:
            return _shape(tuple(names), planned.columns, planned.key, self._link)
        except ValueError as error:
            raise TableChangedError(planned.table, "", f"the name of a column is odd: {error}") from error


@lru_cache(maxsize=64)
def _shape(names: tuple[str, ...], required: frozenset[str], key: tuple[str, ...], link: str) -> _Shape:
    """Return the shape of rows with these columns, in this order; those that are not required may be left out."""
    fields = {name: f"c{number}" for number, name in enumerate(names)}
    told: Iterable[tuple[str, Any, Any]] = (
        (
            field,
            _Key if name in key else object if name == NUMBER else _Cell,
            msgspec.field(name=name, default=msgspec.NODEFAULT if name in required else msgspec.UNSET),
        )
        for name, field in fields.items()
    )
    # no part of a record refers to another one: the collector need not look at them
    record = msgspec.defstruct("Record", told, kw_only=True, forbid_unknown_fields=True, gc=False)
    records = GenericAlias(list, record)
    page = msgspec.defstruct(
        "Rows", [("value", records), ("following", object, msgspec.field(name=link, default=None))]
    )
    return _Shape(fields, msgspec.json.Decoder(page), records)


def _figures(values: list[Any]) -> pa.Array:
    """Return a column of figures; of texts where it holds anything else, or a number that would lose digits."""
    try:
        return pa.array(values, FIGURE)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        if any(value is msgspec.UNSET for value in values):
            return _figures([None if value is msgspec.UNSET else value for value in values])
        return pa.array(list(map(_text, values)), TEXT)


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else msgspec.json.encode(value).decode()


_FIRST = msgspec.json.Decoder(_First)
