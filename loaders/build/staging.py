"""One snapshot into the build: read its raw rows, run its plan, check what came out, then keep it.

Nothing reaches a table of the store before all checks passed, so a table that fails leaves no trace.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pandas as pd

from loaders import store
from loaders.checks import core, figures_revision, finance, frames, observations
from loaders.errors import TableError
from loaders.files.register import Kind
from loaders.normalise import columns, divisions, metadata, planner
from loaders.normalise.columns import Columns
from loaders.normalise.divisions import Divisions
from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, literal
from loaders.snapshots import rows
from loaders.snapshots.versions import Snapshot
from loaders.store import Connection
from metrics.records import TaakveldSet

# as DuckDB says it
_NO_NUMBER = re.compile(r"Could not convert string '(.*)' to DOUBLE .*source column \"?([^\"\n]+)", re.DOTALL)
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
    *,
    before: Columns | None = None,
) -> Staged:
    """Bring one snapshot into the build; raises `TableError` where it is not sound, and then changes nothing.

    `sets` say which taakvelden are youth care in which year (for the check on amounts). `before`: where the sound
    version before this one (`loaders.build.earlier`) has its figures; None where there is none to lay it beside.
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
    moved = None if before is None else list(columns.moved(columns.of(meta, plan), before))
    with prepared(database, snapshot, plan):
        database.execute("BEGIN")
        try:
            notes = _insert(database, snapshot.source_id, kind, division_year, plan, sets, moved)
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
        read_raw(database, snapshot, plan.columns)
        yield
    except store.DATA_ERRORS as error:
        raise TableError(snapshot.source_id, [_of_rows(error)]) from error
    finally:
        for name in plan.lookups:
            database.unregister(name)
        database.execute("DROP VIEW IF EXISTS raw")
        database.execute("DROP TABLE IF EXISTS raw_lines")


def parameters(select: str, source_id: str) -> dict[str, str]:
    """Return the parameters of a select of a plan."""
    return {"source_id": source_id} if "$source_id" in select else {}


def read_raw(database: Connection, snapshot: Snapshot, columns: Mapping[str, str]) -> None:
    """Make the view `raw` on these columns of a snapshot's rows, with the types given.

    Every query reads the columns it needs from the file; lines of an older snapshot are parsed once, into a table.
    """
    sql = rows.reading(snapshot.rows, columns)
    if snapshot.rows.name == rows.LINES:
        database.execute(f"CREATE OR REPLACE TEMP TABLE raw_lines AS {sql}")
        sql = "SELECT * FROM raw_lines"
    database.execute(f"CREATE OR REPLACE TEMP VIEW raw AS {sql}")


def read_metadata(snapshot: Snapshot) -> Metadata:
    """Read the metadata, with the topics that the rows really hold apart from the rest (which was not asked for)."""
    try:
        raw = snapshot.meta()
    except (OSError, ValueError) as error:
        raise TableError(snapshot.source_id, ["De beschrijving (meta.json) is niet te lezen."]) from error
    meta = metadata.read(snapshot.source_id, raw)
    try:
        held = set(rows.held(snapshot.rows))
    except rows.UnreadableError as error:
        raise TableError(
            snapshot.source_id, ["De tabel heeft geen leesbare rijen. Haal de tabel opnieuw op."]
        ) from error
    lacking = [each.key for each in meta.dimensions if each.key not in held]
    if lacking:
        raise TableError(snapshot.source_id, [f"De kolom {', '.join(lacking)} ontbreekt in de rijen."])
    return replace(
        meta,
        topics=tuple(topic for topic in meta.topics if topic.key in held),
        not_fetched=tuple(topic for topic in meta.topics if topic.key not in held),
    )


def _insert(
    database: Connection,
    source_id: str,
    kind: Kind,
    division_year: int | None,
    plan: Plan,
    sets: tuple[TaakveldSet, ...],
    moved: list[str] | None,
) -> list[str]:
    """Insert the rows of a plan and check them where they lie; the caller undoes it when a check fails.

    `moved`: figures that stand in another column than in the version before; None where there is none.
    """
    names = dict(zip(plan.regions["code"], plan.regions["name"], strict=True))
    core.run(database, source_id, core.unknown_keys(database, plan.members))
    for table, select in plan.selects.items():
        database.execute(f"INSERT INTO {table} BY NAME {select}", parameters(select, source_id))
    is_finance = plan.table == "finance"
    # figures per wijk are checked as others are
    staged = "staged_finance" if is_finance else "staged_observation"
    database.execute(
        f"CREATE OR REPLACE TEMP VIEW {staged} AS "  # noqa: S608 - our own names, an id as literal
        f"SELECT * FROM {plan.table} WHERE source_id = {literal(source_id)}"
    )
    if is_finance:
        finance.gather(database, sets)
        core.run(database, source_id, finance.checks_of(), names)
        finance.keep(database, source_id)
        return core.said(database, finance.notes_of(), names)
    checks, told = observations.checks_of(kind, division_year), observations.notes_of(kind)
    if moved is not None:
        checks += figures_revision.checks_of(database, moved, per_gemeente=plan.has_gemeenten)
        told += figures_revision.notes_of()
    core.run(database, source_id, checks, names)
    return core.said(database, told, names)


def _load_divisions(database: Connection, snapshot: Snapshot, meta: Metadata) -> Staged:
    read_raw(database, snapshot, divisions.columns(meta))
    try:
        found = database.execute("SELECT * FROM raw").df()
    except store.DATA_ERRORS as error:
        raise TableError(
            snapshot.source_id, [f"De rijen zijn niet te lezen ({_first_line(error)})."]
        ) from error
    read = divisions.divisions(meta, found)
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


def _of_rows(error: Exception) -> str:
    """Say in Dutch why rows cannot become figures."""
    found = _NO_NUMBER.search(str(error))
    if found is None:
        return f"De rijen zijn niet te verwerken ({_first_line(error)})."
    return f"In kolom {found[2]} staat '{found[1][:40].strip()}' waar een getal hoort. Meld dit aan uw beheerder."


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
