"""One division a line: of all years' rows, which stand in a series of the gemeenten of one year.

A gemeente of that division has in an earlier year the sum of its predecessors, also where it took them in under
its own code. One that received part of a gemeente that was divided cannot be summed: it keeps its own value. A
gemeente that is no more keeps its rows beside the line, as 'vervallen'.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.places.lineage import Broken, Lineage, through_years

# Year of the reorganisation that parts the area of a row from that of the division; 0: it is that area. Two rows of a
# gemeente are of one area where this is the same.
OTHER_AREA = "other_area"


class Places(NamedTuple):
    """(region, year) of the rows that a division before it asks something of."""

    summed: list[tuple[str, int]]  # the sum of predecessors
    divided: list[tuple[str, int]]  # one of them was divided: no sum


def unchanged(own: pd.DataFrame, lineage: Lineage, division_year: int) -> pd.DataFrame:
    """Return the rows (region, year) to a division whose gemeente is in it as it was in its own year."""
    places = places_of({int(year) for year in own["year"]}, lineage, division_year)
    rows = own[own["year"].le(division_year) & ~among(own, [*places.summed, *places.divided])]
    return rows[~_ended(rows, lineage).le(division_year)]


def in_line(
    frame: pd.DataFrame,
    lineage: Lineage,
    division_year: int,
    value_columns: list[str],
    keys: tuple[str, ...] = ("year",),
) -> pd.DataFrame:
    """Put amounts or counts in one division: `through_years`, and what that leaves out.

    In: as for metrics.places.lineage.through_years, and any other columns, kept on the rows that are no sum.
    Out: `region`, the keys, the value columns and what `as_line` adds.
    """
    columns = ["region", *keys, *value_columns]
    summed = through_years(frame[columns], lineage, division_year, value_columns, keys)[columns]
    return as_line(summed, frame[columns], lineage, division_year)


def as_line(summed: pd.DataFrame, own: pd.DataFrame, lineage: Lineage, division_year: int) -> pd.DataFrame:
    """Make a line of what was added up to a division and the rows as they were delivered.

    In: `own`, rows with region and year in the gemeenten of their own year; `summed`, the same columns, those to
    `division_year` added up to it (a row without value for who cannot be summed). Out: these columns with
    `origin` (metrics.figures.ORIGINS) and `other_area` (OTHER_AREA). A gemeente that received part of a divided
    one has its own row where it existed, else the row without value. Years after the division stand in the
    gemeenten of their own year. A row of a gemeente after it ended is left out.
    """
    own = existing(own, lineage)
    places = places_of({int(year) for year in own["year"]}, lineage, division_year)
    is_gone = _ended(own, lineage).le(division_year)
    is_later = own["year"].gt(division_year) & ~is_gone
    kept = own[among(own, places.divided) & ~is_gone]
    line = summed[~among(summed, _pairs(kept))]
    is_sum = among(line, places.summed) | among(line, places.divided)
    parts = [
        line.assign(origin=np.where(is_sum, "voorgangers", "eigen"), other_area=0),
        _own_area(kept, lineage, "eigen"),
        _own_area(own[is_gone], lineage, "vervallen"),
        own[is_later].assign(origin="eigen", other_area=_since(own[is_later], lineage, division_year)),
    ]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def places_of(years: set[int], lineage: Lineage, division_year: int) -> Places:
    """Return of which gemeenten of a division the figures of these years are sums, or cannot be."""
    found = Places([], [])
    for year in sorted(years):
        for code, parts in lineage.changed(year, division_year).parts.items():
            (found.divided if isinstance(parts, Broken) else found.summed).append((code, year))
    return found


def with_early(counts: pd.DataFrame, column: str, lineage: Lineage) -> pd.DataFrame:
    """Add to a gemeente whom CBS still counts apart in the year in which it took them in (Lineage, `early`).

    In and out: region, year (once each) and `column`. Missing where that count is missing; whom CBS has no row
    for, it counts there already.
    """
    events = [event for event in lineage.mid_year() if event.year == event.date.year]
    if not events:
        return counts
    values = counts.set_index(["region", "year"])[column]
    for event in events:
        theirs, into = ((code, event.year) for code in (event.old_code, event.new_code))
        if theirs in values.index and into in values.index:
            values.loc[into] += values.loc[theirs]
    return counts.assign(**{column: values.to_numpy()})


def _own_area(rows: pd.DataFrame, lineage: Lineage, origin: str) -> pd.DataFrame:
    until = {
        (code, year): next((event.year for event in lineage.events(code) if event.year > year), 0)
        for code, year in set(_pairs(rows))
    }
    return rows.assign(origin=origin, other_area=[until[pair] for pair in _pairs(rows)])


def _since(rows: pd.DataFrame, lineage: Lineage, division_year: int) -> list[int]:
    """Return for rows after a division the last reorganisation since it."""
    after = {
        (code, year): max((e.year for e in lineage.events(code) if division_year < e.year <= year), default=0)
        for code, year in set(_pairs(rows))
    }
    return [after[pair] for pair in _pairs(rows)]


def existing(rows: pd.DataFrame, lineage: Lineage) -> pd.DataFrame:
    """Return the rows (region, year) without those of a gemeente after it ended."""
    ended = _ended(rows, lineage)
    return rows[ended.isna() | rows["year"].lt(ended)]


def among(rows: pd.DataFrame, pairs: list[tuple[str, int]]) -> pd.Series:
    """Say of every row (region, year) whether it is one of these."""
    wanted = set(pairs)
    found = rows["region"].isin({region for region, _ in pairs}).to_numpy(dtype=bool, copy=True)
    found[found] = np.array([pair in wanted for pair in _pairs(rows[found])], dtype=bool)
    return pd.Series(found, index=rows.index)


def _ended(rows: pd.DataFrame, lineage: Lineage) -> pd.Series:
    places, codes = pd.factorize(rows["region"])
    years = np.array([lineage.ended(code) for code in codes], dtype=float)
    return pd.Series(years[places], index=rows.index)


def _pairs(rows: pd.DataFrame) -> list[tuple[str, int]]:
    # plain lists: walking over a column of Arrow texts costs ten times as much
    return list(zip(rows["region"].to_numpy(dtype=object), rows["year"].astype(int).tolist(), strict=True))
