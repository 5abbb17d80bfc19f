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
from loaders.files.register import Kind
from loaders.normalise import divisions, metadata, planner
from loaders.normalise.divisions import Divisions
from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, quoted
from loaders.snapshots.versions import Snapshot
from loaders.store import Connection
from metrics.records import TaakveldSet

_NO_REGIONS = pd.DataFrame({"code": [], "name": [], "kind": []}, dtype=str)


@dataclass(frozen=True)
class Staged:
    """What one snapshot brought besides rows in the store."""

    regions: pd.DataFrame  # code, name, kind as the table names them
    notes: tuple[str, ...] = ()  # Dutch
    divisions: Divisions | None = None


def load(
    database: Connection,
    snapshot: Snapshot,
    kind: Kind,
    division_year: int | None,
    sets: tuple[TaakveldSet, ...],
) -> Staged:
    """Bring one snapshot into the build; raises `TableError` where it is not sound, and then changes nothing.

    `sets` say which taakvelden are youth care in which year (for the check on amounts).
    """
    meta = read_metadata(snapshot)
    if kind.name == "divisions":
        return _load_divisions(database, snapshot, meta)
    planned = planner(kind)
    if planned is None:
        raise TableError(
            snapshot.source_id, [f"Van soort '{kind.name}' is geen inlezen gemaakt (loaders/normalise)."]
        )
    plan = planned(meta)
    with prepared(database, snapshot, plan):
        database.execute("BEGIN")
        try:
            notes = _insert(database, snapshot.source_id, kind, division_year, plan, sets)
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")
    return Staged(plan.regions, (*plan.notes, *notes))


@contextmanager
def prepared(database: Connection, snapshot: Snapshot, plan: Plan) -> Iterator[None]:
    """Have the view `raw` on a snapshot's rows, and the plan's lookups, for as long as it lasts.

    Raises `TableError` where a row cannot be read or turned into what the plan wants.
    """
    for name, frame in plan.lookups.items():
        database.register(name, frame)
    try:
        _read_once(database, snapshot, plan)
        yield
    except store.DATA_ERRORS as error:
        raise TableError(
            snapshot.source_id, [f"De rijen zijn niet te verwerken ({_first_line(error)})."]
        ) from error
    finally:
        for name in plan.lookups:
            database.unregister(name)
        database.execute("DROP VIEW IF EXISTS raw")
        database.execute("DROP TABLE IF EXISTS raw_once")


def parameters(select: str, source_id: str) -> dict[str, str]:
    """Return the parameters of a select of a plan."""
    return {"source_id": source_id} if "$source_id" in select else {}


def _read_once(database: Connection, snapshot: Snapshot, plan: Plan) -> None:
    """Make the view `raw` on rows that are read from the file once: the check on keys and every select ask it.

    A key takes a byte or two (an enum of the table's own list); one that is not in the list stands in a column of its
    own (`core.unlisted`), for the check that names it.
    """
    read_raw(database, snapshot, plan.columns)
    once, seen = [], []
    for name in plan.columns:
        column, keys = quoted(name), plan.members.get(name)
        if not keys:
            once.append(column)
            seen.append(column)
            continue
        known = f"try_cast(trim({column}) AS ENUM ({', '.join(map(_literal, sorted(keys)))}))"
        other = quoted(core.unlisted(name))
        once += [
            f"{known} AS {column}",
            f"CASE WHEN {known} IS NULL THEN coalesce(trim({column}), '') END AS {other}",
        ]
        seen += [f"{column}::VARCHAR AS {column}", other]
    database.execute(f"CREATE OR REPLACE TEMP TABLE raw_once AS SELECT {', '.join(once)} FROM raw")  # noqa: S608 - quoted
    database.execute(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {', '.join(seen)} FROM raw_once")  # noqa: S608 - quoted


def read_raw(database: Connection, snapshot: Snapshot, columns: Mapping[str, str]) -> None:
    """Make the view `raw` on these columns of a snapshot's rows, with the types given.

    DuckDB reads the gzipped lines itself, as they are asked for: a million rows never lie in memory, in Python or
    elsewhere.
    """
    shape = ", ".join(f"{_literal(name)}: {_literal(kind)}" for name, kind in columns.items())
    database.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW raw AS
        SELECT * FROM read_json({_literal(str(snapshot.rows))}, format = 'newline_delimited',
                                compression = 'gzip', columns = {{{shape}}})
        """  # noqa: S608 - a path and names of columns, as literals
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def read_metadata(snapshot: Snapshot) -> Metadata:
    """Read the metadata, with the topics that the rows really hold apart from the rest (which was not asked for)."""
    try:
        raw = snapshot.meta()
    except (OSError, ValueError) as error:
        raise TableError(snapshot.source_id, ["De beschrijving (meta.json) is niet te lezen."]) from error
    meta = metadata.read(snapshot.source_id, raw)
    held = _columns_held(snapshot)
    lacking = [each.key for each in meta.dimensions if each.key not in held]
    if lacking:
        raise TableError(snapshot.source_id, [f"De kolom {', '.join(lacking)} ontbreekt in de rijen."])
    return replace(
        meta,
        topics=tuple(topic for topic in meta.topics if topic.key in held),
        not_fetched=tuple(topic for topic in meta.topics if topic.key not in held),
    )


def _columns_held(snapshot: Snapshot) -> set[str]:
    try:
        with gzip.open(snapshot.rows, "rb") as file:
            first = orjson.loads(file.readline())
    except (OSError, EOFError, ValueError) as error:
        raise TableError(
            snapshot.source_id, ["De tabel heeft geen leesbare rijen. Haal de tabel opnieuw op."]
        ) from error
    return set(first)


def _insert(
    database: Connection,
    source_id: str,
    kind: Kind,
    division_year: int | None,
    plan: Plan,
    sets: tuple[TaakveldSet, ...],
) -> list[str]:
    """Insert the rows of a plan and check them where they lie; the caller undoes it when a check fails."""
    names = dict(zip(plan.regions["code"], plan.regions["name"], strict=True))
    core.run(database, source_id, [core.unknown_keys(plan.members)])
    for table, select in plan.selects.items():
        database.execute(f"INSERT INTO {table} BY NAME {select}", parameters(select, source_id))
    is_finance = plan.table == "finance"
    staged = (
        "staged_finance" if is_finance else "staged_observation"
    )  # figures per wijk are checked as others are
    database.execute(
        f"CREATE OR REPLACE TEMP VIEW {staged} AS "  # noqa: S608 - our own names, an id as literal
        f"SELECT * FROM {plan.table} WHERE source_id = {_literal(source_id)}"
    )
    if is_finance:
        core.run(database, source_id, finance.checks_of(sets), names)
        return []
    core.run(database, source_id, observations.checks_of(kind, division_year), names)
    return core.said(database, observations.notes_of(kind), names)


def _load_divisions(database: Connection, snapshot: Snapshot, meta: Metadata) -> Staged:
    read_raw(database, snapshot, divisions.columns(meta))
    try:
        rows = database.execute("SELECT * FROM raw").df()
    except store.DATA_ERRORS as error:
        raise TableError(
            snapshot.source_id, [f"De rijen zijn niet te lezen ({_first_line(error)})."]
        ) from error
    read = divisions.divisions(meta, rows)
    frames.memberships(read.memberships, len(read.gemeenten), read.year, snapshot.source_id)
    store.insert(database, "membership", read.memberships)
    urban = read.urban.assign(
        indicator=divisions.URBAN,
        period=str(read.year),
        year=read.year,
        period_status="onbekend",  # the table does not say
        cell_status="ok",
        source_id=snapshot.source_id,
    )
    store.insert(database, "observation", urban)
    return Staged(_NO_REGIONS, read.notes, read)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
