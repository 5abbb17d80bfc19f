"""The version before of a table of Iv3, for the checks on what changed (`loaders.checks.revision`).

Only a version that was sound itself says what is normal: a fault that stayed for two refreshes must not pass for a
correction. So the versions are gone through from the oldest on. What a source sent `VERSIONS_AT_MOST` times in a row is
what it means, however odd, and the time this takes has an end.
"""

from collections.abc import Sequence

from loaders.build import staging
from loaders.checks import core, finance
from loaders.errors import TableError
from loaders.normalise import finance as amounts
from loaders.normalise.plan import literal
from loaders.snapshots.versions import Snapshot
from loaders.store import Connection
from metrics.records import TaakveldSet

VERSIONS_AT_MOST = 3  # that are looked at besides the newest


def gather(
    database: Connection, snapshot: Snapshot, before: Sequence[Snapshot], sets: Sequence[TaakveldSet]
) -> None:
    """Keep the sums of the newest sound version before `snapshot` as `earlier`; of none where there is no other.

    `before`: the older versions, newest first. Versions with the same rows are one.
    """
    finance.no_earlier(database)
    different = _different([snapshot, *before])[1 : VERSIONS_AT_MOST + 1]
    for each in reversed(different):
        try:
            _sums(database, each, sets)
            core.run(database, each.source_id, finance.checks_of())
        except TableError:
            continue  # it was refused, and said so, when it came
        finance.as_earlier(database)


def _different(versions: Sequence[Snapshot]) -> list[Snapshot]:
    """Return versions without those that have the rows of the one before them in the list."""
    found: list[Snapshot] = []
    for each in versions:
        if not found or each.provenance.get("sha256") != found[-1].provenance.get("sha256"):
            found.append(each)
    return found


def _sums(database: Connection, snapshot: Snapshot, sets: Sequence[TaakveldSet]) -> None:
    """Gather what the checks look at of a version, without a row of it in the build; raises `TableError`."""
    if not snapshot.intact():
        raise TableError(snapshot.source_id, ["Het bestand is beschadigd."])
    plan = amounts.plan(staging.read_metadata(snapshot))
    select = plan.selects["finance"].replace("$source_id", literal(snapshot.source_id))
    with staging.prepared(database, snapshot, plan):
        database.execute(f"CREATE OR REPLACE TEMP TABLE staged_earlier AS {select}")
    database.execute("CREATE OR REPLACE TEMP VIEW staged_finance AS SELECT * FROM staged_earlier")
    finance.gather(database, sets)
