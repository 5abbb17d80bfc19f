"""The facts of one build, as frames: the only input of every metric.

`loaders.store` fills a `Facts` once per build, pages keep it in a cache, tests build small ones by hand.
Nobody changes a frame that is in it.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property

import pandas as pd

# Columns of each frame, in order. Units: value as the indicator says, *_eur euro, *_pct 0-100.
SOURCES = [
    "source_id", "title", "catalog", "kind", "division_year", "url", "licence",
    "modified", "retrieved", "sha256", "rows_n", "status", "message", "register_id", "reconstruction", "file",
]  # fmt: skip
REGIONS = ["code", "name", "kind", "first_year", "last_year"]
MEMBERSHIPS = ["region", "parent", "division", "year"]
MERGERS = ["date", "old_code", "old_name", "new_code", "new_name", "kind"]
OBSERVATIONS = [
    "indicator", "region", "period", "year", "value", "period_status", "cell_status", "source_id",
]  # fmt: skip
# Per taakveld, over all categories of the placing that counts (2nd where the gemeente delivered one, else 1st).
FINANCE = ["region", "year", "statement", "taakveld", "lasten_eur", "baten_eur", "placing", "source_id"]
REPORT_CELLS = [
    "table_n", "case_code", "row_label", "row_kind", "region_code", "column",
    "printed", "value", "status", "note", "line",
]  # fmt: skip
# Figures per wijk and the total of its gemeente in the same table. `region`, `name` and `gemeente` are those of `year`.
WIJKEN = [
    "indicator", "region", "name", "gemeente", "period", "year", "value", "period_status", "cell_status", "source_id",
]  # fmt: skip
NEIGHBOURS = ["year", "region", "other", "shared_m"]
# Which versions of the figures came after each other, and what each changed for a gemeente (metrics.news.compare).
VERSIONS = ["version", "previous", "loaded"]  # oldest first; previous empty: nothing to compare with
NEWS = ["version", "region", "indicator", "period", "what", "old", "new", "detail", "source"]


_WHOLE = ("year", "table_n", "line")
_NUMBERS = (
    "value", "lasten_eur", "baten_eur", "placing", "shared_m", "division_year", "rows_n", "first_year", "last_year",
    "old", "new",
)  # fmt: skip


def _empty(columns: list[str]) -> pd.DataFrame:
    """Return a frame without rows, with the kinds of columns that a store gives: text, numbers, whole numbers."""
    kinds = {**dict.fromkeys(_WHOLE, "int64"), **dict.fromkeys(_NUMBERS, "float64")}
    return pd.DataFrame({column: pd.Series([], dtype=kinds.get(column, "str")) for column in columns})


@dataclass(frozen=True, eq=False)  # one build is one object: frames have no equality, so identity is the key
class Facts:
    """Everything one build holds that metrics need. A frame without rows means: not loaded.

    Columns are the constants above. `finance` carries the gemeente codes of its own year; use
    `metrics.places.lineage` to follow a gemeente through mergers. Missing values are NaN/None, with a status.
    """

    build_id: str = "leeg"
    data_version: str = "leeg"
    built_at: datetime | None = None
    sources: pd.DataFrame = field(default_factory=lambda: _empty(SOURCES))
    regions: pd.DataFrame = field(default_factory=lambda: _empty(REGIONS))
    memberships: pd.DataFrame = field(default_factory=lambda: _empty(MEMBERSHIPS))
    mergers: pd.DataFrame = field(default_factory=lambda: _empty(MERGERS))
    observations: pd.DataFrame = field(default_factory=lambda: _empty(OBSERVATIONS))
    finance: pd.DataFrame = field(default_factory=lambda: _empty(FINANCE))
    report_cells: pd.DataFrame = field(default_factory=lambda: _empty(REPORT_CELLS))
    neighbours: pd.DataFrame = field(default_factory=lambda: _empty(NEIGHBOURS))
    wijken: pd.DataFrame = field(default_factory=lambda: _empty(WIJKEN))
    versions: pd.DataFrame = field(default_factory=lambda: _empty(VERSIONS))
    news: pd.DataFrame = field(default_factory=lambda: _empty(NEWS))

    @cached_property
    def loaded_on(self) -> datetime | None:
        """When the newest CBS table was loaded (UTC); None where there is none."""
        retrieved = pd.to_datetime(self.sources["retrieved"], errors="coerce").dropna()
        return None if retrieved.empty else retrieved.max().to_pydatetime().replace(tzinfo=UTC)

    @cached_property
    def members(self) -> dict[str, dict[int, dict[str, tuple[str, ...]]]]:
        """The gemeenten of every region by division, year and code of the region: `memberships`, walked once."""
        found: dict[str, dict[int, dict[str, list[str]]]] = {}
        rows = self.memberships.sort_values(["division", "year", "parent", "region"])
        columns = (rows[name].tolist() for name in ("division", "year", "parent", "region"))
        for division, year, parent, region in zip(*columns, strict=True):
            found.setdefault(division, {}).setdefault(int(year), {}).setdefault(parent, []).append(region)
        return {
            division: {
                year: {parent: tuple(inside) for parent, inside in parents.items()}
                for year, parents in years.items()
            }
            for division, years in found.items()
        }

    def with_frames(self, **frames: pd.DataFrame) -> "Facts":
        """Return a copy with some frames replaced (tests, own figures)."""
        return replace(self, **frames)  # type: ignore[arg-type]
