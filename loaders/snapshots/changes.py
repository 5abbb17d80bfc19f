"""What changed between two snapshots of a source: figures added, gone and revised, and by how much.

CBS revises figures without saying so in the figures; every download is kept, so two of them can be laid side by side.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import orjson
import pandas as pd

from loaders.build import boundaries, staging
from loaders.errors import StoreError, TableError
from loaders.files import register
from loaders.normalise import divisions, planner
from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan
from loaders.snapshots import versions as vintages
from loaders.snapshots.rows import UnreadableError
from loaders.snapshots.versions import Snapshot
from loaders.store import DATA_ERRORS, Connection, scratch

CHANGED = ["what", "region", "period", "change", "old", "new", "difference", "old_text", "new_text"]
REVISIONS = [
    "newer", "period", "old_status", "new_status", "figures_n", "revised_n", "lowest_pct", "median_pct", "highest_pct",
]  # fmt: skip
SUMMARY = ["what", "added_n", "gone_n", "revised_n", "status_n", "same_n", "largest", "median_pct"]

# Each side: what, region, period, value (a number) or text (a code, a shape), status of the period.
_COMPARE = """
    SELECT coalesce(a.what, b.what) AS what, coalesce(a.region, b.region) AS region,
           coalesce(a.period, b.period) AS period, a.value AS old, b.value AS new,
           a.text AS old_text, b.text AS new_text, a.status AS old_status, b.status AS new_status,
           a.value IS NOT NULL OR a.text IS NOT NULL AS was, b.value IS NOT NULL OR b.text IS NOT NULL AS is_now
    FROM older a FULL JOIN newer b USING (what, region, period)
"""

_CHANGED = f"""
    WITH both_sides AS ({_COMPARE})
    SELECT what, region, period,
           CASE WHEN is_now AND NOT was THEN 'added' WHEN was AND NOT is_now THEN 'gone'
                WHEN old IS DISTINCT FROM new OR old_text IS DISTINCT FROM new_text THEN 'revised'
                ELSE 'status' END AS change,
           old, new, new - old AS difference,
           coalesce(old_text, old_status) AS old_text, coalesce(new_text, new_status) AS new_text
    FROM both_sides
    WHERE (was OR is_now) AND (was <> is_now OR old IS DISTINCT FROM new OR old_text IS DISTINCT FROM new_text
                               OR old_status IS DISTINCT FROM new_status)
    ORDER BY ALL
"""  # noqa: S608 - put together from our own text

_SUMMARY = f"""
    WITH both_sides AS ({_COMPARE})
    SELECT what,
           count(*) FILTER (is_now AND NOT was) AS added_n,
           count(*) FILTER (was AND NOT is_now) AS gone_n,
           count(*) FILTER (was AND is_now AND (old <> new OR old_text <> new_text)) AS revised_n,
           count(*) FILTER (was AND is_now AND old_status <> new_status) AS status_n,
           count(*) FILTER (was AND is_now AND (old = new OR old_text = new_text)) AS same_n,
           arg_max(new - old, abs(new - old)) FILTER (old <> new) AS largest,
           median(100 * (new - old) / old) FILTER (old <> new AND old <> 0) AS median_pct
    FROM both_sides WHERE was OR is_now GROUP BY what ORDER BY what
"""  # noqa: S608 - put together from our own text

# Of every revision, in percent of what it was: how often, and how far.
_REVISIONS = f"""
    WITH both_sides AS ({_COMPARE})
    SELECT period, old_status, new_status, count(*) AS figures_n, count(*) FILTER (old <> new) AS revised_n,
           min(100 * (new - old) / old) FILTER (old <> new AND old <> 0) AS lowest_pct,
           median(100 * (new - old) / old) FILTER (old <> new AND old <> 0) AS median_pct,
           max(100 * (new - old) / old) FILTER (old <> new AND old <> 0) AS highest_pct
    FROM both_sides WHERE old IS NOT NULL AND new IS NOT NULL GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - put together from our own text

_OF_FIGURES = """
    SELECT indicator AS what, region, period, value, NULL::VARCHAR AS text, period_status AS status
    FROM rows
"""
_SIDES = {
    "observation": _OF_FIGURES,
    "wijk": _OF_FIGURES,
    "finance": """
        SELECT statement || ' ' || taakveld || ' ' || categorie || ', ' || name AS what, region,
               year::VARCHAR AS period, value, NULL::VARCHAR AS text, NULL::VARCHAR AS status
        FROM (SELECT region, year, statement, taakveld, categorie, placing1_eur AS "1e plaatsing",
                     placing2_eur AS "2e plaatsing" FROM rows)
        UNPIVOT (value FOR name IN ("1e plaatsing", "2e plaatsing"))
    """,
}

# What a revision is of: the amount in use on a taakveld (the second delivery, else the first), not its parts.
_REVISED = {
    **_SIDES,
    "finance": """
        SELECT statement || ' ' || taakveld AS what, region, year::VARCHAR AS period,
               sum(coalesce(placing2_eur, placing1_eur)) AS value, NULL::VARCHAR AS text,
               statement || CASE WHEN count(placing2_eur) > 0 THEN ', 2e plaatsing' ELSE ', 1e plaatsing' END AS status
        FROM rows WHERE categorie LIKE 'L%' GROUP BY region, year, statement, taakveld
    """,
}


@dataclass(frozen=True)
class Changes:
    """The differences between two snapshots of one source.

    `summary`: one row per indicator (or per taakveld, categorie and placing; or per division) with the columns of
    `SUMMARY`; `largest` is the largest difference in the unit of the indicator, `median_pct` the middle revision.
    `rows`: every change, columns of `CHANGED`; `change` is added, gone, revised or status (only the status of the
    period changed, say from voorlopig to definitief).
    """

    source_id: str
    older: str  # stamps
    newer: str
    summary: pd.DataFrame
    rows: pd.DataFrame

    def of(self, region: str) -> pd.DataFrame:
        """Return the changes of one region, largest first."""
        mine = self.rows[self.rows["region"] == region]
        order = mine["difference"].abs().sort_values(ascending=False, na_position="last").index
        return mine.loc[order].reset_index(drop=True)


def compare(data_dir: Path, source_id: str, older: str | None = None, newer: str | None = None) -> Changes:
    """Compare two snapshots of a source by their stamps; by default the newest with the one before.

    Raises `StoreError` where there are no two, or a stamp is not there; `TableError` where one cannot be read.
    """
    versions = vintages.snapshots(data_dir).get(source_id, [])
    if len(versions) < 2:
        raise StoreError(
            f"Van {source_id} is er {'maar een versie' if versions else 'geen versie'}: er valt niets te vergelijken.",
            f"{source_id}: two snapshots are needed to compare, there are {len(versions)}",
        )
    new = _find(versions, newer) if newer else versions[0]
    before = [each for each in versions if each.stamp < new.stamp]
    old = _find(versions, older) if older else _first(before, source_id)
    with scratch() as database:
        _sides(database, old, new)
        summary, rows = database.execute(_SUMMARY).df(), database.execute(_CHANGED).df()
    return Changes(source_id, old.stamp, new.stamp, summary[SUMMARY], rows[CHANGED])


def same(old: Snapshot, new: Snapshot) -> bool:
    """Say whether two snapshots give the same figures with the same status, however the service laid them out.

    False where one of them cannot be read: a build says what is wrong with it.
    """
    try:
        with scratch() as database:
            _sides(database, old, new)
            return not database.execute(f"SELECT 1 FROM ({_CHANGED}) LIMIT 1").fetchall()  # noqa: S608 - our own text
    except (TableError, UnreadableError, *DATA_ERRORS):
        return False


def revisions(data_dir: Path, source_id: str) -> pd.DataFrame:
    """Return how figures of a source were revised, version after version and period by period: REVISIONS.

    A row a version (`newer`: its stamp), period and pair of statuses of that period (as voorlopig to definitief):
    `figures_n` that were in both, of which `revised_n` got another value, by `lowest_pct` to `highest_pct` of what it
    was (NaN: none). The newest version first. Of Iv3 the lasten per taakveld, with the delivery (1e or 2e plaatsing) as
    status. Empty for boundaries and divisions, and where there is one version. Raises TableError where a snapshot
    cannot be read.
    """
    versions = vintages.snapshots(data_dir).get(source_id, [])
    parts = [pd.DataFrame(columns=REVISIONS)]
    if not versions or _planned(versions[0]) is None:
        return parts[0]
    for new, old in pairwise(versions):
        with scratch() as database:
            for name, snapshot in (("older", old), ("newer", new)):
                _side(database, name, snapshot, _REVISED)
            parts.append(database.execute(_REVISIONS).df().assign(newer=new.stamp))
    return pd.concat([each for each in parts if len(each)] or parts[:1], ignore_index=True)[REVISIONS]


def _find(versions: Iterable[Snapshot], stamp: str) -> Snapshot:
    for each in versions:
        if each.stamp == stamp:
            return each
    raise StoreError(f"De versie van {stamp} is er niet.", f"no snapshot {stamp}")


def _first(versions: list[Snapshot], source_id: str) -> Snapshot:
    if not versions:
        raise StoreError(f"Van {source_id} is er geen eerdere versie.", f"{source_id}: no earlier snapshot")
    return versions[0]


def _sides(database: Connection, old: Snapshot, new: Snapshot) -> None:
    for name, snapshot in (("older", old), ("newer", new)):
        _side(database, name, snapshot)


def _side(database: Connection, name: str, snapshot: Snapshot, sides: Mapping[str, str] = _SIDES) -> None:
    """Make the table `name` of one snapshot: what, region, period, value, text, status."""
    planned = _planned(snapshot)
    if planned:
        plan = planned(staging.read_metadata(snapshot))
        select = plan.selects[plan.table]
        with staging.prepared(database, snapshot, plan):
            sql = f"CREATE TEMP TABLE {name} AS WITH rows AS ({select}) {sides[plan.table]}"
            database.execute(sql, staging.parameters(select, snapshot.source_id))
        return
    is_shape = snapshot.provenance.get("kind") == "boundaries"
    frame = _shapes(snapshot) if is_shape else _memberships(database, snapshot)
    database.register("side", frame)
    empty = "NULL::DOUBLE AS value, NULL::VARCHAR AS status"
    database.execute(f"CREATE TEMP TABLE {name} AS SELECT *, {empty} FROM side")  # noqa: S608 - our own names
    database.unregister("side")


def _planned(snapshot: Snapshot) -> Callable[[Metadata], Plan] | None:
    """Return how the rows of a snapshot are read; None for boundaries, divisions and a kind that is no more."""
    kind = register.kinds().get(str(snapshot.provenance.get("kind") or ""))
    return planner(kind) if kind else None


def _memberships(database: Connection, snapshot: Snapshot) -> pd.DataFrame:
    meta = staging.read_metadata(snapshot)
    staging.read_raw(database, snapshot, divisions.columns(meta))
    read = divisions.divisions(meta, database.execute("SELECT * FROM raw").df())
    frame = read.memberships.rename(columns={"division": "what", "year": "period", "parent": "text"})
    return frame.astype({"period": str})[["what", "region", "period", "text"]]


def _shapes(snapshot: Snapshot) -> pd.DataFrame:
    """Return a fingerprint of every boundary: whether it moved, not by how much."""
    rows = []
    for feature in boundaries.features(snapshot):
        about = feature.get("properties") or {}
        shape = hashlib.sha256(orjson.dumps(feature.get("geometry"))).hexdigest()[:12]
        rows.append(
            (
                "grens",
                str(about.get("statcode") or "").strip(),
                str(snapshot.provenance.get("division_year")),
                shape,
            )
        )
    return pd.DataFrame(rows, columns=["what", "region", "period", "text"])
