"""Real shapes of tables in ../shared/cbs/vormen, fetched as the register says and written as snapshots, without HTTP.

    python -m tests.support.shared_shapes DIR

adds them to the data folder DIR (outside the repository; see `tests.support.shared_snapshots`) and builds it.
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from loaders.feed import plan
from loaders.feed.plan import FetchPlan
from loaders.files import register
from tests.support import shared_snapshots

SHAPES = shared_snapshots.SHARED_CBS / "vormen"

# File -> kind of table and division year. 71905ned is there because it must not be taken for a table of prices.
KINDS: dict[str, tuple[str, int | None]] = {
    "03759ned_kop": ("population_age", None),
    "70072ned": ("population", None),
    "71905ned": ("prices", None),
    "83131NED": ("prices", None),
    "83287NED": ("divisions", 2016),
    "83454NED": ("youth_costs", None),
    "83921NED": ("low_income", 2017),
    "84639NED": ("income", 2019),
    "84866NED": ("income", 2020),
    "85163NED": ("ses_woa", 2021),
    "85678NED": ("low_income", 2023),
    "86141NED": ("prices", None),
}


def read(name: str) -> dict[str, Any]:
    """Return one file as it stands on disk."""
    found: dict[str, Any] = json.loads(gzip.decompress((SHAPES / f"{name}.json.gz").read_bytes()))
    return found


def planned(name: str, table: dict[str, Any]) -> FetchPlan:
    """Return what would be asked of a table; raises what `loaders.feed.plan.make` raises."""
    kind, _ = KINDS[name]
    source = next(each for each in register.sources() if each.kind.name == kind)
    return plan.make(source, name, table)


def fetched(name: str) -> dict[str, Any]:
    """Return a table with the rows and columns that a refresh would keep of it."""
    table = read(name)
    asked = planned(name, table)
    kept = [
        {key: row[key] for key in asked.select or row}
        for row in table["rows"]
        if any(
            all(row[key] == wanted for key, wanted in chunk.equal)
            and all(str(row[key]).startswith(begins) for key, begins in chunk.starts)
            for chunk in asked.chunks
        )
    ]
    return table | {"rows": kept}


def write(data_dir: Path, name: str) -> None:
    """Write what would be kept of a table as a snapshot."""
    kind, year = KINDS[name]
    shared_snapshots.write_snapshot(data_dir, name, kind, fetched(name), division_year=year)


def main() -> None:
    """Add the shapes that no whole table stands beside to a data folder, and build it."""
    from loaders.build.make import build

    data_dir = Path(sys.argv[1]).resolve()
    if data_dir.is_relative_to(shared_snapshots.ROOT):
        raise SystemExit("Choose a folder outside the repository: shared figures do not go into it.")
    for name in KINDS:
        there = (data_dir / "snapshots" / name).exists()
        if not there and name not in ("03759ned_kop", "71905ned"):  # a head, and a table of another kind
            write(data_dir, name)
    for source in build(data_dir).sources:
        if source.status != "absent":
            sys.stdout.write(f"{source.source_id:10} {source.status:9} {source.rows_n:>8} {source.message}\n")


if __name__ == "__main__":
    main()
