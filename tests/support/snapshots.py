"""Hand-made tables (see `tests.feed_server.table`) as snapshots on disk, and what a normaliser makes of them."""

from pathlib import Path

import pandas as pd

from loaders.build import staging
from loaders.files import register
from loaders.normalise import planner
from loaders.snapshots import versions
from loaders.snapshots.versions import Snapshot
from tests.feed_server import Table
from tests.support import shared_snapshots
from tests.support.scratch import scratch


def write(
    data_dir: Path,
    kind: str,
    table: Table,
    *,
    stamp: str = shared_snapshots.STAMP,
    division_year: int | None = None,
) -> Snapshot:
    """Write a table as a snapshot and return it as the loaders see it."""
    feed = {
        "catalog": table.catalog,
        "TableInfos": [table.infos],
        "DataProperties": table.properties,
        "CategoryGroups": table.groups,
        "dims": table.dims,
        "rows": table.rows,
    }
    shared_snapshots.write_snapshot(data_dir, table.id, kind, feed, stamp=stamp, division_year=division_year)
    return next(each for each in versions.snapshots(data_dir)[table.id] if each.stamp == stamp)


def normalised(data_dir: Path, kind: str, table: Table) -> pd.DataFrame:
    """Return what the normaliser of `kind` makes of a table, before any check."""
    snapshot = write(data_dir, kind, table)
    planned = planner(register.kinds()[kind])
    assert planned is not None, kind
    plan = planned(staging.read_metadata(snapshot))
    name = next(iter(plan.selects))
    select = plan.selects[name]
    with scratch() as database, staging.prepared(database, snapshot, plan):
        params = staging.parameters(select, snapshot.source_id)
        return database.execute(f"SELECT * FROM ({select}) ORDER BY ALL", params).df()  # noqa: S608
