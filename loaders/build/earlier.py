"""The version before of a table, for the checks on what changed (`loaders.checks.revision`, `figures_revision`).

Only a version that was sound itself says what is normal: a fault that stayed for two refreshes must not pass for a
correction. So the versions are gone through from the oldest on. What a source sent `VERSIONS_AT_MOST` times in a row is
what it means, however odd, and the time this takes has an end.
"""

from collections.abc import Sequence

from loaders.build import staging
from loaders.checks import core, figures_revision, finance, observations
from loaders.errors import TableError
from loaders.files.register import Kind
from loaders.normalise import columns, planner
from loaders.normalise.columns import Columns
from loaders.normalise.plan import Part, literal
from loaders.snapshots.versions import Snapshot
from loaders.store import Connection
from metrics.records import TaakveldSet

VERSIONS_AT_MOST = 3  # that are looked at besides the newest


def gather(
    database: Connection,
    snapshot: Snapshot,
    before: Sequence[Snapshot],
    kind: Kind,
    division_year: int | None,
    sets: Sequence[TaakveldSet],
) -> Columns | None:
    """Keep what the checks look at of the newest sound version before `snapshot`, and return where its figures stand.

    None where there is no such version. `before`: the older versions, newest first. Versions with the same rows under
    the same titles are one.
    """
    finance.no_earlier(database)
    found: Columns | None = None
    for each in reversed(_different([snapshot, *before])[1 : VERSIONS_AT_MOST + 1]):
        try:
            found = _passed(database, each, found, kind, division_year, sets)
        except TableError:
            continue  # it was refused, and said so, when it came
    return found


def _different(versions: Sequence[Snapshot]) -> list[Snapshot]:
    """Return versions without those that say the same as the one before them in the list."""
    found: list[Snapshot] = []
    for each in versions:
        if not found or not _same(each, found[-1]):
            found.append(each)
    return found


def _same(one: Snapshot, other: Snapshot) -> bool:
    """Say whether two versions have the same rows and call their columns and categories the same."""
    if one.provenance.get("sha256") != other.provenance.get("sha256"):
        return False
    try:
        return _titles(one) == _titles(other)
    except TableError:
        return False


def _titles(snapshot: Snapshot) -> dict[Part, tuple[str, str]]:
    return columns.titles(staging.read_metadata(snapshot))


def _passed(
    database: Connection,
    snapshot: Snapshot,
    before: Columns | None,
    kind: Kind,
    division_year: int | None,
    sets: Sequence[TaakveldSet],
) -> Columns:
    """Check a version as it was when it came, without a row of it in the build; raises `TableError`.

    `before`: where the sound version before this one has its figures; None where there is none.
    """
    planned = planner(kind)
    if planned is None or not snapshot.intact():
        raise TableError(snapshot.source_id, ["Het bestand is beschadigd."])
    meta = staging.read_metadata(snapshot)
    plan = planned(meta)
    here = columns.of(meta, plan)
    select = plan.selects[plan.table].replace("$source_id", literal(snapshot.source_id))
    with staging.prepared(database, snapshot, plan):
        database.execute(f"CREATE OR REPLACE TEMP TABLE staged_earlier AS {select}")
        if plan.table == "finance":
            database.execute("CREATE OR REPLACE TEMP VIEW staged_finance AS SELECT * FROM staged_earlier")
            finance.gather(database, sets)
            core.run(database, snapshot.source_id, finance.checks_of())
            finance.as_earlier(database)
        else:
            database.execute("CREATE OR REPLACE TEMP VIEW staged_observation AS SELECT * FROM staged_earlier")
            checks = observations.checks_of(kind, division_year)
            if before is not None:
                moved = list(columns.moved(here, before))
                checks += figures_revision.checks_of(database, moved, per_gemeente=plan.has_gemeenten)
            core.run(database, snapshot.source_id, checks)
            figures_revision.as_earlier(database)
    return here
