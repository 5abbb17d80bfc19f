"""One snapshot into the build: read its raw rows, run its plan, check what came out, then keep it.

Nothing reaches a table of the store before all checks passed, so a table that fails leaves no trace.
"""

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import orjson
import pandas as pd

from loaders import store
from loaders.checks import core, finance, frames, observations
from loaders.errors import TableError
from loaders.normalise import PLANS, divisions, metadata
from loaders.normalise.divisions import Divisions
from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan
from loaders.store import Connection
from loaders.vintages import Snapshot
from metrics.records import TaakveldSet

_NO_REGIONS = pd.DataFrame({"code": [], "name": [], "kind": []}, dtype=str)


@dataclass(frozen=True)
class Loaded:
    """What one snapshot brought besides rows in the store."""

    regions: pd.DataFrame  # code, name, kind as the table names them
    notes: tuple[str, ...] = ()  # Dutch
    divisions: Divisions | None = None


def load(
    database: Connection,
    snapshot: Snapshot,
    kind: str,
    division_year: int | None,
    sets: tuple[TaakveldSet, ...],
) -> Loaded:
    """Bring one snapshot into the build; raises `TableError` where it is not sound, and then changes nothing.

    `sets` say which taakvelden are youth care in which year (for the check on amounts).
    """
    meta = read_metadata(snapshot)
    if kind == "divisions":
        return _load_divisions(database, snapshot, meta)
    if kind not in PLANS:
        raise TableError(
            snapshot.source_id, [f"Van soort '{kind}' is geen inlezen gemaakt (loaders/normalise)."]
        )
    plan = PLANS[kind](meta)
    with staged(database, snapshot, plan):
        notes = _check(database, snapshot.source_id, kind, division_year, plan, sets)
        for table in plan.selects:
            database.execute(f"INSERT INTO {table} BY NAME SELECT * FROM staged_{table}")  # noqa: S608 - our names
    return Loaded(plan.regions, (*plan.notes, *notes))


@contextmanager
def staged(database: Connection, snapshot: Snapshot, plan: Plan) -> Iterator[None]:
    """Have the rows of a plan in temporary tables `staged_<table>`, with `raw` and the plan's lookups beside them.

    Raises `TableError` where the raw rows cannot be read or turned into these.
    """
    read_raw(database, snapshot, plan.columns)
    for name, frame in plan.lookups.items():
        database.register(name, frame)
    try:
        for table, select in plan.selects.items():
            params = {"source_id": snapshot.source_id} if "$source_id" in select else None
            database.execute(f"CREATE OR REPLACE TEMP TABLE staged_{table} AS {select}", params)
        yield
    except store.DATA_ERRORS as error:
        raise TableError(
            snapshot.source_id, [f"De rijen zijn niet te verwerken ({_first_line(error)})."]
        ) from error
    finally:
        for name in plan.lookups:
            database.unregister(name)
        for table in plan.selects:
            database.execute(f"DROP TABLE IF EXISTS staged_{table}")
        database.execute("DROP TABLE IF EXISTS raw")


def read_raw(database: Connection, snapshot: Snapshot, columns: Mapping[str, str]) -> None:
    """Read these columns of a snapshot's rows into the temporary table `raw`, with the types given.

    DuckDB reads the gzipped lines itself: a million rows do not pass through Python. Raises `TableError`
    where the file is broken or a value has not the type of its column.
    """
    shape = ", ".join(f"{_literal(name)}: {_literal(kind)}" for name, kind in columns.items())
    sql = f"""
        CREATE OR REPLACE TEMP TABLE raw AS
        SELECT * FROM read_json(?, format = 'newline_delimited', compression = 'gzip', columns = {{{shape}}})
    """  # noqa: S608 - names of columns as literals
    try:
        database.execute(sql, [str(snapshot.rows)])
    except store.DATA_ERRORS as error:
        raise TableError(
            snapshot.source_id, [f"De rijen zijn niet te lezen ({_first_line(error)})."]
        ) from error


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def read_metadata(snapshot: Snapshot) -> Metadata:
    """Read the metadata, with only the topics that the rows really hold (the rest was not asked for)."""
    try:
        raw = snapshot.meta()
    except (OSError, ValueError) as error:
        raise TableError(snapshot.source_id, ["De beschrijving (meta.json) is niet te lezen."]) from error
    meta = metadata.read(snapshot.source_id, raw)
    held = _columns_held(snapshot)
    lacking = [each.key for each in meta.dimensions if each.key not in held]
    if lacking:
        raise TableError(snapshot.source_id, [f"De kolom {', '.join(lacking)} ontbreekt in de rijen."])
    return replace(meta, topics=tuple(topic for topic in meta.topics if topic.key in held))


def _columns_held(snapshot: Snapshot) -> set[str]:
    try:
        with gzip.open(snapshot.rows, "rb") as file:
            first = orjson.loads(file.readline())
    except (OSError, EOFError, ValueError) as error:
        raise TableError(
            snapshot.source_id, ["De tabel heeft geen leesbare rijen. Haal de tabel opnieuw op."]
        ) from error
    return set(first)


def _check(
    database: Connection,
    source_id: str,
    kind: str,
    division_year: int | None,
    plan: Plan,
    sets: tuple[TaakveldSet, ...],
) -> list[str]:
    found = [core.unknown_keys(column, keys) for column, keys in plan.members.items()]
    if "finance" in plan.selects:
        found += finance.checks_of(sets)
    else:
        found += observations.checks_of(kind, division_year)
    core.run(database, source_id, found)
    if "observation" not in plan.selects:
        return []
    observations.mark_impossible(database)
    return core.said(database, observations.notes_of(kind))


def _load_divisions(database: Connection, snapshot: Snapshot, meta: Metadata) -> Loaded:
    read_raw(database, snapshot, divisions.columns(meta))
    rows = database.execute("SELECT * FROM raw").df()
    database.execute("DROP TABLE raw")
    read = divisions.divisions(meta, rows)
    frames.memberships(read.memberships, len(read.gemeenten), read.year, snapshot.source_id)
    store.insert(database, "membership", read.memberships)
    return Loaded(_NO_REGIONS, (), read)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
