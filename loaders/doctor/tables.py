"""Whether a table is what the register says: title, columns, units, categories, a row and a count. Loads nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from loaders.doctor import diagnosis
from loaders.doctor.diagnosis import REGISTER, Diagnosis
from loaders.errors import EmptyTableError, FeedError, NotPublishedError, TableAbsentError, TableError
from loaders.feed import answers, cbs, find, plan
from loaders.feed.cbs import Feed, Row
from loaders.feed.find import Found
from loaders.feed.plan import FetchPlan
from loaders.files.register import RegisteredSource
from loaders.normalise import metadata, planner


def table(feed: Feed, source: RegisteredSource, catalogue: Sequence[Row] | None) -> list[Diagnosis]:
    """Return a finding for each fault of a table, or one that says that all is well.

    `catalogue` None: it could not be had; then the number of the register counts, and a table without one is not
    asked for.
    """
    name = source.source_id
    if catalogue is None and not source.table:
        return [
            Diagnosis(f"{name}: catalogue", "", "not asked: there was no catalogue to find its number in")
        ]
    found = _found(feed, source, catalogue)
    if isinstance(found, Diagnosis):
        return [found]
    address = cbs.address_of(feed, found.table)
    meta = diagnosis.tried(f"{name}: metadata", address, lambda: cbs.metadata(feed, found.table))
    if isinstance(meta, Diagnosis):
        moved = None
        if isinstance(meta.error, TableAbsentError):
            moved = find.elsewhere(source, found.table, catalogue)
        outcome = f"{found.table} answers 404; its title now has number {moved.table}" if moved else ""
        return [Diagnosis(meta.what, address, outcome, REGISTER, meta.error) if outcome else meta]
    told = [*_title(source, found, meta, address), *_shape(source, found, meta, address)]
    planned = _plan(source, found, meta)
    told += _row(feed, name, planned, address)
    told += _count(feed, name, planned, address)
    if any(one.wrong for one in told):
        return [one for one in told if one.wrong]
    return [Diagnosis(name, address, f"ok: title, columns, units; {', '.join(one.outcome for one in told)}")]


def _found(feed: Feed, source: RegisteredSource, catalogue: Sequence[Row] | None) -> Found | Diagnosis:
    what, address = f"{source.source_id}: catalogue", cbs.catalogue_address(feed)
    try:
        return find.find(source, catalogue if source.title_pattern else None)
    except NotPublishedError as error:
        return Diagnosis(what, address, str(error))
    except TableAbsentError as error:
        if source.table:  # it may still be there by its number
            return Found(source.table, str(error))
        return diagnosis.of_error(what, address, error)


def _title(source: RegisteredSource, found: Found, meta: Mapping[str, Any], address: str) -> list[Diagnosis]:
    infos = meta["TableInfos"]
    title = str(infos[0].get("Title") or "").strip() if infos else ""
    if not title:
        return [
            Diagnosis(f"{source.source_id}: title", address, "TableInfos gives no title", "report this line")
        ]
    if not [*find.notes(source, found, title)]:
        return []
    outcome = (
        f"the title is {title!r} ({found.table}) where the register has {source.title!r} ({source.table})"
    )
    return [Diagnosis(f"{source.source_id}: title", address, outcome, REGISTER)]


def _shape(source: RegisteredSource, found: Found, meta: Mapping[str, Any], address: str) -> list[Diagnosis]:
    """Return what is wrong with dimensions, columns and units: each topic of the register by itself."""
    told: dict[str, Diagnosis] = {}
    kind = source.kind
    bare = replace(kind, topics=(), keep=(), chunk_by=())
    parts = [bare, replace(kind, topics=()), *(replace(bare, topics=(topic,)) for topic in kind.topics)]
    for part in parts:
        try:
            plan.make(replace(source, kind=part), found.table, meta)
        except FeedError as error:
            column = f" {error.column}" if error.column else ""
            told.setdefault(
                str(error), diagnosis.of_error(f"{source.source_id}: columns{column}", address, error)
            )
    if not told and (planned := planner(kind)):
        try:
            planned(metadata.read(source.source_id, meta))
        except TableError as error:
            what = f"{source.source_id}: making figures"
            return [
                Diagnosis(what, address, str(error), "report this line: loaders/normalise has to learn this")
            ]
    return list(told.values())


def _plan(source: RegisteredSource, found: Found, meta: Mapping[str, Any]) -> FetchPlan:
    try:
        return plan.make(source, found.table, meta)
    except FeedError:  # told by _shape; a row and a count are asked of the table as it is
        return FetchPlan(found.table, (), frozenset(), (), ())


def _row(feed: Feed, name: str, planned: FetchPlan, address: str) -> list[Diagnosis]:
    what, address = f"{name}: a row", f"{address}/TypedDataSet"
    params = {"$format": "json", "$top": "1"}
    if planned.select:
        params["$select"] = ",".join(planned.select)

    def ask() -> list[Row]:
        answer = feed.service.get(address, params)
        answer.raise_for_status()
        answers.check_metadata(address, answer)
        rows: list[Row] = orjson.loads(answer.content)["value"]
        return rows

    rows = diagnosis.tried(what, address, lambda: feed.service.ask(planned.table, address, ask))
    if isinstance(rows, Diagnosis):
        return [rows]
    if not rows:
        return [diagnosis.of_error(what, address, EmptyTableError(planned.table))]
    if missing := sorted(planned.columns - rows[0].keys()):
        return [Diagnosis(what, address, f"the row lacks {', '.join(missing)}", "report this line")]
    return [Diagnosis(what, address, "a row")]


def _count(feed: Feed, name: str, planned: FetchPlan, address: str) -> list[Diagnosis]:
    filters = planned.chunks[0].filters if planned.chunks else ""
    counted = cbs.count(feed, planned.table, filters)
    what, address = f"{name}: count", f"{address}/TypedDataSet/$count"
    if counted is None:
        return [
            Diagnosis(
                what, address, "no count came", "none: rows load without it, but a lost page goes unseen"
            )
        ]
    return [Diagnosis(what, address, f"{counted} rows in the first of {max(len(planned.chunks), 1)} parts")]
