"""The CBS price index for health care, over more than one base: what prices did between two years.

CBS gives the index anew every ten years or so, with another year as 100 (83131NED: 2015, 86141NED: 2025). The tables
stand under one indicator and are told apart by their source: figures of two bases are never set against each other,
but linked on a year that both have.
"""

from dataclasses import dataclass

import pandas as pd

INDICATOR = "prijsindex_gezondheidszorg"


@dataclass(frozen=True)
class PricePair:
    """The index of two years on one base, and the tables it comes from ('83131NED', or two joined by ', ')."""

    first: float
    last: float
    sources: str


def price_levels(observations: pd.DataFrame) -> pd.Series:
    """Return the index by year (int -> float) on the newest base; empty where it is not loaded.

    In: observations (metrics.facts.OBSERVATIONS). An older base is linked on the newest year it has in common with the
    newer: before that year the older table is followed, from that year on the newer. Tables without a common year
    cannot be linked: the longest line of years is kept, the other years have no level.
    """
    lines = _lines(_by_source(observations))
    longest = max(lines, key=len, default=pd.Series(dtype=float))
    return longest.sort_index()


def price_pair(observations: pd.DataFrame, first: int, last: int) -> PricePair | None:
    """Return the index of two years: as printed where one table has both (the oldest such), else linked.

    None where one of the years has no index, or the two cannot be linked.
    """
    bases = _by_source(observations)
    for source, line in reversed(bases.items()):
        if {first, last} <= set(line.index):
            return PricePair(float(line[first]), float(line[last]), source)
    levels = price_levels(observations)
    if not {first, last} <= set(levels.index):
        return None
    used = [source for source, line in bases.items() if {first, last} & set(line.index)]
    return PricePair(float(levels[first]), float(levels[last]), ", ".join(sorted(used)))


def _by_source(observations: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the index by year of each table, the table that runs on longest first."""
    rows = observations[(observations["indicator"] == INDICATOR) & (observations["value"] > 0)]
    found = {
        str(source): pd.Series(part["value"].to_numpy(float), index=part["year"].to_numpy(int))
        for source, part in rows.groupby("source_id", sort=True)
    }
    order = sorted(
        found, key=lambda source: (found[source].index.max(), found[source].index.min()), reverse=True
    )
    return {source: found[source] for source in order}


def _lines(bases: dict[str, pd.Series]) -> list[pd.Series]:
    """Return the lines of years that can be made, each on the base of its newest table."""
    lines: list[pd.Series] = []
    for older in bases.values():
        for number, line in enumerate(lines):
            common = line.index.intersection(older.index)
            if len(common):
                year = common.max()
                linked = older * (line[year] / older[year])
                before = linked[linked.index < year]
                lines[number] = before.combine_first(line.drop(before.index, errors="ignore")).combine_first(
                    linked
                )
                break
        else:
            lines.append(older)
    return lines
