"""A gemeente through the years: which gemeenten of an earlier year are in it, and where an old one went.

CBS never recalculates older years after a merger, so a series of a merged gemeente stops and begins. Amounts
and counts of the predecessors add up to the gemeente of later; where one of them was truly divided over
others (a split) nothing can be added, and where one lacks a figure the sum is missing too: never a part sum.

A reorganisation counts from the first 1 January on or after its date: Weesp, in Amsterdam since 24 March
2022, has its own figures of 2022. Where a source has none of such a gemeente in the year itself (Weesp has no
accounts of 2022), it counts from that year: the caller names it as `early`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

RENAME = "rename"
SPLIT = "split"


@dataclass(frozen=True)
class Successor:
    """A gemeente of today in which an old one went up, wholly (one successor) or in part (several)."""

    code: str
    name: str
    old_name: str
    year: int  # calendar year in which the old gemeente ended


@dataclass(frozen=True)
class Broken:
    """No sum of predecessors exists: one of them was divided over more than one gemeente."""

    code: str
    year: int
    old_code: str
    old_name: str


@dataclass(frozen=True)
class Event:
    """One gemeente going up in another. `year`: the first year of which the 1 January comes after it."""

    year: int
    date: pd.Timestamp
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    kind: str

    @property
    def mid_year(self) -> bool:
        """Say whether it took effect in the course of a year, so that its old gemeente began that year."""
        return (self.date.month, self.date.day) != (1, 1)


@dataclass(frozen=True)
class Changed:
    """What changed between two years. `parts`: of each gemeente that took others in, its parts."""

    parts: dict[str, tuple[str, ...] | Broken]
    before: dict[str, frozenset[str]]  # of each of those, every older code that went into it
    gone: frozenset[str]  # codes that ended


class Lineage:
    """Successors and predecessors of gemeenten, from the table of reorganisations.

    In: `mergers` with the columns of metrics.facts.MERGERS. A row with the same old and new code says that
    the gemeente existed before and took others in. Where such a row is absent, `regions` (columns code,
    first_year) says whether it did; where that does not know either, it is taken to have existed, so that a
    sum asks for its own figure too. `early`: old codes whose reorganisation in the course of a year counts
    from the 1 January of that year.
    """

    def __init__(
        self, mergers: pd.DataFrame, regions: pd.DataFrame | None = None, early: Collection[str] = ()
    ) -> None:
        """Read the table; the frames are not kept."""
        self._into: dict[str, list[Event]] = {}
        self._out_of: dict[str, list[Event]] = {}
        self._continued: set[tuple[str, int]] = set()
        dates = pd.to_datetime(mergers["date"])
        columns = (mergers[name] for name in ("old_code", "old_name", "new_code", "new_name", "kind"))
        for day, *texts in zip(dates, *columns, strict=True):
            old_code, old_name, new_code, new_name, kind = map(str, texts)
            at_once = (day.month, day.day) == (1, 1) or old_code in early
            year = day.year if at_once else day.year + 1
            if old_code == new_code:
                self._continued |= {(new_code, day.year), (new_code, year)}
                continue
            event = Event(year, day, old_code, old_name, new_code, new_name, kind)
            self._into.setdefault(new_code, []).append(event)
            self._out_of.setdefault(old_code, []).append(event)
        self._first_year = _first_years(regions)
        self._years = sorted({event.year for events in self._into.values() for event in events})
        self._predecessors = cache(self._find_predecessors)
        self.changed = cache(self._find_changed)

    @property
    def newest(self) -> int | None:
        """Return the newest division: the year of the last reorganisation; None where none is known."""
        return self._years[-1] if self._years else None

    def mid_year(self) -> tuple[Event, ...]:
        """Return what took effect in the course of a year, oldest first."""
        found = [event for events in self._into.values() for event in events if event.mid_year]
        return tuple(sorted(found, key=lambda event: (event.date, event.old_code)))

    def successors(self, code: str) -> tuple[Successor, ...]:
        """Return the gemeenten of today in which an old one is; empty for any other code."""
        own = self._out_of.get(code, [])
        found = {
            last.new_code: Successor(last.new_code, last.new_name, own[0].old_name, own[0].date.year)
            for last in self._last_events(code)
        }
        return tuple(found[key] for key in sorted(found))

    def successor(self, code: str) -> str | None:
        """Return the gemeente of today for a code: itself, the one it went up in, or None after a split."""
        if code not in self._out_of:
            return code
        found = self.successors(code)
        return found[0].code if len(found) == 1 else None

    def events(self, code: str) -> tuple[Event, ...]:
        """Return what went into a gemeente, oldest first: for notes on a line and 'bestaat sinds'."""
        return tuple(sorted(self._into.get(code, []), key=lambda event: (event.year, event.old_code)))

    def ended(self, code: str) -> int | None:
        """Return the first year (1 January) in which an old gemeente is no more; None: it exists."""
        return min((event.year for event in self._out_of.get(code, [])), default=None)

    def began(self, code: str) -> int | None:
        """Return the first year (1 January) of a gemeente made of others; None: it was there, maybe as another code."""
        events = self._into.get(code, [])
        first = min((event.year for event in events), default=None)
        if first is None or self._existed(code, first):
            return None
        before = next((event for event in events if event.kind == RENAME), None)
        return self.began(before.old_code) if before else first

    def renames(self) -> tuple[Event, ...]:
        """Return which gemeenten got another code and name for the same area, oldest first."""
        found = [event for events in self._into.values() for event in events if event.kind == RENAME]
        return tuple(sorted(found, key=lambda event: (event.year, event.old_code)))

    def at(self, code: str, year: int) -> tuple[str, ...]:
        """Return the gemeenten of 1 January `year` in which a code is: itself, or several after a split."""
        events = [event for event in self._out_of.get(code, []) if event.year <= year]
        if not events:
            return (code,)
        return tuple(sorted({last for event in events for last in self.at(event.new_code, year)}))

    def predecessors(
        self, code: str, year: int, division_year: int | None = None
    ) -> tuple[str, ...] | Broken:
        """Return the gemeenten of 1 January `year` that make up `code` as it is on 1 January `division_year`.

        Without `division_year`: as it is after every reorganisation that is known. The code itself is among
        them where it existed. `Broken` where one of them was divided over more than one gemeente.
        """
        last = division_year if division_year is not None else max(self._years, default=year)
        return self._predecessors(code, year, last)

    def _find_changed(self, year: int, division_year: int) -> Changed:
        """Return who changed between 1 January of two years (`changed` is the same, remembered)."""
        between = [
            event for events in self._into.values() for event in events if year < event.year <= division_year
        ]
        before: dict[str, set[str]] = {}
        for event in between:
            for code in self.at(event.new_code, division_year):
                before.setdefault(code, set()).add(event.old_code)
        return Changed(
            {code: self.predecessors(code, year, division_year) for code in sorted(before)},
            {code: frozenset(codes) for code, codes in before.items()},
            frozenset(event.old_code for event in between),
        )

    def _find_predecessors(self, code: str, year: int, last: int) -> tuple[str, ...] | Broken:
        parts = {code}
        for step in [each for each in reversed(self._years) if year < each <= last]:
            for part in sorted(parts):
                events = [event for event in self._into.get(part, []) if event.year == step]
                split = next((event for event in events if event.kind == SPLIT), None)
                if split is not None:
                    return Broken(code, year, split.old_code, split.old_name)
                if events and not self._existed(part, step):
                    parts.discard(part)
                parts.update(event.old_code for event in events)
        return tuple(sorted(parts))

    def _existed(self, code: str, step: int) -> bool:
        """Say whether a gemeente was there before the reorganisation that counts from year `step`."""
        if (code, step) in self._continued:
            return True
        if self._continued:  # the table marks who went on under its own code, so this one is new
            return False
        if any(event.kind == RENAME and event.year == step for event in self._into.get(code, [])):
            return False
        first = self._first_year.get(code)
        return first is None or first < step

    def _last_events(self, code: str) -> list[Event]:
        found: list[Event] = []
        for event in self._out_of.get(code, []):
            found += self._last_events(event.new_code) or [event]
        return found


def _first_years(regions: pd.DataFrame | None) -> dict[str, int]:
    if regions is None:
        return {}
    known = regions.dropna(subset=["first_year"])
    return dict(zip(known["code"], known["first_year"].astype(int), strict=True))


def through_years(
    frame: pd.DataFrame,
    lineage: Lineage,
    division_year: int,
    value_columns: Sequence[str],
    keys: Sequence[str] = ("year",),
) -> pd.DataFrame:
    """Add up amounts or counts of predecessors, so that every year is in the division of one year.

    In: a row a region and `keys` (which hold `year`, a number), in the gemeenten of that year, with
    `value_columns` that may be added (amounts, counts; never percentages). Rows of another kind of region
    stay as they are. Years after `division_year` are left out.
    Out: `region`, the keys, the value columns, `parts_n` (gemeenten added up) and `cell_status`: 'ok',
    'gebroken' (a predecessor was split) or 'geen_cijfer' (a predecessor lacks a value: that column is
    missing).
    """
    rows = frame[frame["year"] <= division_year]
    columns = list(value_columns)
    rows = rows[["region", *keys, *columns]]
    is_touched, found = links(rows, lineage, division_year)
    result = rows[~is_touched].assign(parts_n=1, broken=False)
    if len(found):
        grouped = with_values(found, rows, keys).groupby(["region", *keys], sort=True)
        sums = grouped[columns].sum(min_count=1).where(grouped[columns].count().eq(grouped.size(), axis=0))
        sums["parts_n"] = grouped.size()
        broken = grouped["broken"].any().astype(bool)
        sums[columns] = sums[columns].where(~broken)
        result = pd.concat([result, sums.assign(broken=broken).reset_index()])
    incomplete = result[columns].isna().any(axis=1)
    result["cell_status"] = np.select(
        [result["broken"].astype(bool), incomplete], ["gebroken", "geen_cijfer"], "ok"
    )
    return result.drop(columns="broken").sort_values(["region", *keys], ignore_index=True)


def links(rows: pd.DataFrame, lineage: Lineage, division_year: int) -> tuple[np.ndarray, pd.DataFrame]:
    """Say which rows are to be added up (True), and list who is made of whom: region, year, part, broken.

    `region` is of the division year; `broken`: its predecessor was split (one row, with itself as part). Gemeenten
    without any part in `rows` are not in the list.
    """
    found: list[tuple[str, int, str, bool]] = []
    touched: set[tuple[str, int]] = set()
    pairs = _pairs(rows)
    for year, codes in _codes_by_year(pairs).items():
        changed = lineage.changed(year, division_year)
        touched.update((code, year) for code in (changed.gone | changed.parts.keys()) & codes)
        for code, parts in changed.parts.items():
            if code not in codes and changed.before[code].isdisjoint(codes):
                continue
            if isinstance(parts, Broken):
                found.append((code, year, code, True))
            else:
                found += [(code, year, part, False) for part in parts]
    is_touched = np.array([pair in touched for pair in pairs], dtype=bool)
    frame = pd.DataFrame(found, columns=["region", "year", "part", "broken"])
    return is_touched, frame.astype({"year": rows["year"].dtype})


def with_values(found: pd.DataFrame, rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Put the values of each part beside it; missing where a part has no row in `rows`."""
    every = rows[list(keys)].drop_duplicates()
    parts = rows[rows["region"].isin(found["part"])].rename(columns={"region": "part"})
    return found.merge(every, on="year").merge(parts, on=["part", *keys], how="left")


def _codes_by_year(pairs: Sequence[tuple[str, int]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for code, year in pairs:
        found.setdefault(year, set()).add(code)
    return found


def _pairs(rows: pd.DataFrame) -> list[tuple[str, int]]:
    # plain lists: walking over a column of Arrow texts costs ten times as much
    return list(zip(rows["region"].to_numpy(dtype=object), rows["year"].astype(int).tolist(), strict=True))
