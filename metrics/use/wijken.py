"""Young people with jeugdzorg in natura per wijk of one gemeente, as CBS publishes them: never ranked or compared."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from metrics import dutch
from metrics.facts import Facts
from metrics.places.lineage import Lineage

SHARE, COUNT = "jeugdzorg_natura_wijk_pct", "jeugdzorg_natura_wijk_n"


@dataclass(frozen=True)
class Wijk:
    """One wijk, or the whole of its gemeente in the same table. None: hidden or unknown, `status` says so.

    `share_pct`: % of the young people to 23; `young_n`: how many, rounded by CBS; `status`: of
    metrics.figures.CELL_STATUSES, of the share.
    """

    code: str
    name: str
    gemeente: str
    share_pct: float | None
    young_n: float | None
    status: str


@dataclass(frozen=True)
class PerWijk:
    """The wijken of a gemeente in one year, by name.

    `gemeenten`: those of that year that the gemeente of today is made of; `totals`: each of them as a whole; `sources`:
    ids of the tables.
    """

    year: int
    wijken: tuple[Wijk, ...]
    gemeenten: tuple[str, ...]
    totals: tuple[Wijk, ...]
    sources: tuple[str, ...]

    @property
    def hidden_n(self) -> int:
        """How many wijken have no share."""
        return sum(each.share_pct is None for each in self.wijken)


def is_loaded(facts: Facts) -> bool:
    """Say whether any figure per wijk is loaded."""
    return bool(facts.wijken["value"].notna().any())


def per_wijk(facts: Facts, lineage: Lineage, code: str) -> PerWijk | None:
    """Return the wijken of a gemeente of today in the newest year in which any of them has a share; None: no such year.

    In a year before a reorganisation the wijken of its predecessors, under their own codes; a year in which one of
    those was not yet divided does not count.
    """
    rows = facts.wijken
    known = rows[(rows["indicator"] == SHARE) & rows["value"].notna() & rows["region"].str.startswith("WK")]
    for year in sorted(known["year"].unique(), reverse=True):
        gemeenten = lineage.predecessors(code, int(year))
        if (
            isinstance(gemeenten, tuple)
            and known.loc[known["year"] == year, "gemeente"].isin(gemeenten).any()
        ):
            return _of_year(rows[rows["year"] == year], int(year), gemeenten)
    return None


def _of_year(rows: pd.DataFrame, year: int, gemeenten: Collection[str]) -> PerWijk:
    mine = rows[rows["gemeente"].isin(list(gemeenten))]
    counts = mine[mine["indicator"] == COUNT].set_index("region")["value"]
    shares = mine[mine["indicator"] == SHARE]
    made = [
        Wijk(
            str(row.region),
            str(row.name),
            str(row.gemeente),
            dutch.finite(row.value),
            dutch.finite(counts.get(row.region)),
            str(row.cell_status),
        )
        for row in shares.itertuples(index=False)
    ]
    made.sort(key=lambda each: (each.name.casefold(), each.code))
    return PerWijk(
        year,
        tuple(each for each in made if each.code.startswith("WK")),
        tuple(sorted(gemeenten)),
        tuple(each for each in made if each.code.startswith("GM")),
        tuple(sorted({str(each) for each in mine["source_id"]})),
    )
