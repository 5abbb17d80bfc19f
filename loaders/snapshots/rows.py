"""Rows of a table on disk: a Parquet file of the columns as they came, of which a build reads those it needs.

A page becomes columns once, when it comes in (`loaders.feed.rows`); its chunk is kept as Arrow streams behind one
another until the table is whole. Keys are texts with their blanks and figures are numbers; a column that holds
anything else is text: a text as it came, the rest as JSON. Older snapshots have a line of JSON for each row.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.normalise.plan import literal, quoted
from loaders.store import DATA_ERRORS, Connection, scratch

NAME = "rows.parquet"
LINES = "rows.jsonl.gz"  # of older snapshots
TEXT = pa.dictionary(pa.int32(), pa.string())
NUMBER = pa.float64()
_GROUP = 122_880  # rows that are packed together: what DuckDB reads at a time
# without threads: to divide the columns of a page costs more than to press them
_STREAM = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
_STREAMED = pa.ipc.IpcReadOptions(use_threads=False)

Columns = Mapping[str, pa.DataType]


class UnreadableError(Exception):
    """A file that holds no rows that can be read."""


def append(file: BinaryIO, page: pa.RecordBatch) -> None:
    """Write a page behind the pages before it."""
    with pa.ipc.new_stream(file, page.schema, options=_STREAM) as stream:
        stream.write_batch(page)


def pages(path: Path) -> Iterator[pa.Table]:
    """Give the pages of a chunk; raises `UnreadableError` where it is torn."""
    try:
        size = path.stat().st_size
        with pa.OSFile(str(path)) as file:
            while file.tell() < size:
                with pa.ipc.open_stream(file, options=_STREAMED) as stream:
                    yield stream.read_all()
    except (pa.ArrowInvalid, OSError) as error:
        raise UnreadableError(str(error)) from error


def widened(columns: Columns, more: Columns) -> dict[str, pa.DataType]:
    """Return columns that hold what both hold: text where they differ."""
    same = {name: kind if columns.get(name, kind) == kind else TEXT for name, kind in more.items()}
    return {**columns, **same}


def pack(chunks: Iterable[Path], columns: Columns, out: Path) -> int:
    """Write chunks behind one another as one Parquet file with these columns; return the number of rows."""
    schema = pa.schema(list(columns.items()))
    rows_n, held_n = 0, 0
    held: list[pa.Table] = []
    # whole numbers are the rows' own: no two are the same, and each is one more than the one before
    numbers = [name for name, kind in columns.items() if pa.types.is_integer(kind)]
    with pq.ParquetWriter(
        out,
        schema,
        compression="zstd",
        store_schema=False,
        use_dictionary=[name for name in columns if name not in numbers],
        column_encoding=dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
    ) as writer:

        def write() -> None:
            whole = pa.concat_tables(held).unify_dictionaries().combine_chunks()
            writer.write_table(whole, row_group_size=max(whole.num_rows, 1))
            held.clear()

        for chunk in chunks:
            for page in pages(chunk):
                held.append(_fitted(page, schema))
                held_n += page.num_rows
                rows_n += page.num_rows
                if held_n >= _GROUP:
                    write()
                    held_n = 0
        if held:
            write()
    pa.default_memory_pool().release_unused()  # a build comes after this, in another library's memory
    return rows_n


def _fitted(page: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return a page with the columns of the whole table; empty where it has them not."""
    made = []
    for field in schema:
        if field.name not in page.column_names:
            made.append(pa.nulls(page.num_rows, pa.string() if field.type == TEXT else field.type))
        else:
            made.append(page[field.name])
        if made[-1].type != field.type:
            made[-1] = made[-1].cast(pa.string()).dictionary_encode()
    return pa.table(made, schema=schema)


def held(path: Path) -> list[str]:
    """Return the columns of the rows in a file; raises `UnreadableError` where there are none to be read."""
    try:
        if path.name == LINES:
            with gzip.open(path, "rb") as file:
                return list(orjson.loads(file.readline()))
        return list(pq.read_schema(path).names)
    except (OSError, EOFError, ValueError) as error:  # of Arrow too
        raise UnreadableError(str(error)) from error


def reading(path: Path, columns: Mapping[str, str]) -> str:
    """Return SQL that reads these columns of the rows in a file, with the DuckDB types given, in their order.

    DuckDB reads as it is asked: a million rows never lie in memory, in Python or elsewhere. A value that has not its
    type is one of `loaders.store.DATA_ERRORS` then.
    """
    if path.name == LINES:
        return _reading_lines(path, columns)
    typed = ", ".join(f"{quoted(name)}::{kind} AS {quoted(name)}" for name, kind in columns.items())
    return f"SELECT {typed} FROM read_parquet({literal(str(path))})"  # noqa: S608 - quoted


def _reading_lines(path: Path, columns: Mapping[str, str]) -> str:
    shape = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in columns.items())
    return (
        f"SELECT * FROM read_json({literal(str(path))}, format = 'newline_delimited', compression = 'gzip', "  # noqa: S608 - as literals
        f"columns = {{{shape}}})"
    )


def same(one: Path, other: Path) -> bool:
    """Say whether two files hold the same rows in the same order, however they were packed."""
    try:
        if set(held(one)) != set(held(other)):
            return False
        with scratch() as database:
            return _same(database, one, other)
    except (UnreadableError, *DATA_ERRORS):
        return False


def _same(database: Connection, one: Path, other: Path) -> bool:
    database.execute("SET threads = 1")  # rows in their order
    columns = {}
    for field in pq.read_schema(other if one.name == LINES else one):
        columns[field.name] = "VARCHAR" if pa.types.is_string(field.type) else "DOUBLE"
    differ = " OR ".join(f"a.{quoted(name)} IS DISTINCT FROM b.{quoted(name)}" for name in columns)
    found = database.execute(
        f"SELECT 1 FROM ({reading(one, columns)}) a POSITIONAL JOIN ({reading(other, columns)}) b "  # noqa: S608 - quoted
        f"WHERE {differ} LIMIT 1"
    )
    return found.fetchone() is None
