"""Fetching one source into a snapshot: every chunk is counted and checked before it counts as whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from loaders.errors import (
    EmptyTableError,
    FeedError,
    IncompleteError,
    StoppedError,
    TableChangedError,
    UnexpectedAnswerError,
)
from loaders.feed import answers, cbs, find, plan
from loaders.feed.find import Found
from loaders.feed.plan import Chunk, FetchPlan
from loaders.feed.reader import Reader
from loaders.feed.rows import NUMBER, RowPage
from loaders.files.register import RegisteredSource
from loaders.snapshots.writing import Draft, Written

_TRIES = 2  # for a chunk that came in whole but wrong
Progress = Callable[[int], None]  # told the number of rows that came in


def table(
    reader: Reader, source: RegisteredSource, found: Found, data_dir: Path, pool: Executor, progress: Progress
) -> Written:
    """Fetch a table: metadata, then its chunks, four at a time at most, into a snapshot.

    Raises `FeedError` (the previous snapshot stays; whole chunks are kept for the next try) or
    `DiskFullError`.
    """
    meta = reader.metadata(found.table)
    if not meta["TableInfos"]:
        raise UnexpectedAnswerError(found.table, reader.feed.base, "no TableInfos")
    _check_metadata(reader, found.table, meta)
    planned = plan.make(source, found.table, meta)
    draft = Draft(data_dir, source, meta)
    tasks: list[Future[_Done]] = []
    try:
        for chunk in planned.chunks:
            tasks.append(pool.submit(_chunk, reader, planned, chunk, draft, progress))
        with cbs.part_of(found.table, reader.address(found.table)):
            done = [task.result() for task in tasks]
    except BaseException as error:
        for task in tasks:
            task.cancel()
        for task in tasks:
            if not task.cancelled():
                task.exception()  # wait: nobody may write to the draft any more
        broken_off = isinstance(error, (FeedError, StoppedError)) or not isinstance(error, Exception)
        if not broken_off or isinstance(error, TableChangedError):
            draft.discard()
        raise
    asked_anew = all(one.asked for one in done)
    if sum(one.rows_n for one in done) == 0 or (asked_anew and reader.is_empty(found.table)):
        draft.discard()
        raise EmptyTableError(found.table)
    infos: Mapping[str, Any] = meta["TableInfos"][0]
    provenance = {
        "table": found.table,
        "title": str(infos.get("Title") or source.title).strip(),
        "catalog": str(infos.get("Catalog") or source.catalog),
        "modified": infos.get("Modified"),
        "url": reader.address(found.table),
        "protocol": reader.protocol,
        "note": " ".join(_notes(source, found, str(infos.get("Title") or ""), done)),
    }
    return draft.finish([chunk.filters for chunk in planned.chunks], provenance)


def _check_metadata(reader: Reader, table: str, meta: Mapping[str, Any]) -> None:
    """Stop on metadata that are those of another table (a gateway mixes answers up), or cannot be kept."""
    said = str(meta["TableInfos"][0].get("Identifier") or table).strip()
    if said.casefold() != table.casefold():
        raise UnexpectedAnswerError(table, reader.address(table), f"what table {said[:40]} is")
    if answers.too_deep(meta):
        raise UnexpectedAnswerError(table, reader.address(table), "JSON that is nested too deep")


@dataclass(frozen=True)
class _Done:
    """A whole chunk. `counted`: the service told how many rows there are (or there was no need to ask)."""

    rows_n: int
    counted: bool = True
    asked: bool = True  # False: it was there already


def _notes(source: RegisteredSource, found: Found, title: str, done: Sequence[_Done]) -> Iterator[str]:
    """Give in Dutch what differs from the register without being a fault."""
    yield from find.notes(source, found, title)
    if not all(one.counted for one in done):
        yield "De bron gaf geen aantal rijen om mee na te tellen."


def _chunk(reader: Reader, planned: FetchPlan, chunk: Chunk, draft: Draft, progress: Progress) -> _Done:
    """Fetch one chunk, once more where rows are missing or doubled."""
    there = draft.done(chunk.filters)
    if there is not None:
        progress(there)
        return _Done(there, asked=False)
    for attempt in range(1, _TRIES + 1):
        try:
            return _once(reader, planned, chunk, draft, progress)
        except IncompleteError:
            if attempt == _TRIES:
                raise
    raise AssertionError("unreachable")


def _once(reader: Reader, planned: FetchPlan, chunk: Chunk, draft: Draft, progress: Progress) -> _Done:
    table = planned.table
    expected = reader.count(planned, chunk)
    seen: set[object] = set()

    def take(page: RowPage) -> pa.RecordBatch:
        _check_page(planned, chunk, page, seen)
        return page.batch(planned.key)

    with draft.chunk(chunk.filters) as writer:
        if expected != 0:
            for page in reader.rows(planned, chunk, take):
                writer.write(page)
                progress(page.num_rows)
                most, said = (
                    (chunk.most_n, "its categories make") if expected is None else (expected, "were counted")
                )
                if writer.rows_n > most:
                    raise IncompleteError(table, chunk.name, f"more rows than the {most} that {said}")
        if expected is not None and writer.rows_n != expected:
            what = f"{writer.rows_n} rows came where {expected} were counted: a page is missing"
            raise IncompleteError(table, chunk.name, what)
        return _Done(writer.rows_n, expected is not None)


def _check_page(planned: FetchPlan, chunk: Chunk, page: RowPage, seen: set[object]) -> None:
    """Stop on rows that nobody asked for, or that came before; `loaders.feed.rows` has looked at their columns.

    Keys are compared without the blanks that CBS pads them with. Whole columns at a time: looking row by row takes
    three times as long.
    """
    if not page.records:
        return
    table = planned.table
    for name, wanted in chunk.equal:
        if str(page.only(name)).strip() == wanted.strip():
            continue
        if odd := {key for key in page.column(name) if str(key).strip() != wanted.strip()}:
            raise _unfiltered(table, chunk, name, page, odd)
    for name, prefixes in chunk.starts:
        if odd := {key for key in set(page.column(name)) if not str(key).startswith(prefixes)}:
            raise _unfiltered(table, chunk, name, page, odd)
    before = len(seen)
    seen.update(_names(planned, page))
    if len(seen) != before + len(page.records):
        rows = list(page.rows())
        tell = [{each: str(row[each]).strip() for each in planned.key} for row in (rows[0], rows[-1])]
        raise IncompleteError(table, chunk.name, "rows came twice: a page was repeated", tell)


def _unfiltered(table: str, chunk: Chunk, dimension: str, page: RowPage, keys: set[Any]) -> IncompleteError:
    what = f"rows of another {dimension} came: the service did not filter"
    return IncompleteError(table, chunk.name, what, [row for row in page.rows() if row[dimension] in keys])


def _names(planned: FetchPlan, page: RowPage) -> Iterable[object]:
    """Return what names each row: its number where CBS gives each one, else its keys."""
    if not planned.select and page.numbered():
        return page.column(NUMBER)
    return zip(*[[str(key).strip() for key in page.column(name)] for name in planned.key], strict=True)
