"""Which single change would repair an impossible row, and which of those changes is most likely.

A row is 'percentage, percentage, index'. Every change of one of the three numbers that makes the row
possible again is listed; none is hidden because it is less likely. They are then weighed by what else is
known, in this order:
1. a second source: the row's percentages (after the change) divided by those of 82972NED must lie between
   the lowest and highest of that ratio in the other printed cells;
2. the table the report used, where it is loaded and prints the changed number;
3. the plain quotient of the numbers as they stand after the change prints the index (it does in every other
   row);
4. the number of digits that differ: one digit is an easier slip than three.

What comes first is derived, not found: it is named so wherever it is shown.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from metrics.numbers.rounding import interval, round_half_up
from metrics.report import cells, intervals

REPAIRS = [
    "table", "line", "region_code", "row_label", "column", "printed_value", "repaired_value",
    "plain_index", "plain_prints", "digits_n", "ratio_2017h1", "ratio_2020h1", "second_fits",
    "source_fits", "rank", "likely",
]  # fmt: skip
_PCT_COLUMNS = (cells.USE_2017, cells.USE_2020)


@dataclass(frozen=True)
class UseRow:
    """One row of a table on use: two percentages and the index on them, as printed."""

    table: int
    line: int
    region_code: str
    row_label: str
    row_kind: str
    first_pct: float  # first half of 2017
    last_pct: float  # first half of 2020
    index: float

    @property
    def is_possible(self) -> bool:
        """Whether the index can belong to the percentages."""
        return intervals.is_possible(self.first_pct, self.last_pct, self.index)

    def value(self, column: str) -> float:
        """Return the number of this row in a column of the report."""
        return {cells.USE_2017: self.first_pct, cells.USE_2020: self.last_pct, cells.USE_INDEX: self.index}[
            column
        ]

    def changed(self, column: str, value: float) -> "UseRow":
        """Return the row with one number changed."""
        numbers = {name: self.value(name) for name in (cells.USE_2017, cells.USE_2020, cells.USE_INDEX)}
        numbers[column] = value
        return UseRow(
            self.table, self.line, self.region_code, self.row_label, self.row_kind,
            numbers[cells.USE_2017], numbers[cells.USE_2020], numbers[cells.USE_INDEX],
        )  # fmt: skip


def use_rows(printed: pd.DataFrame) -> list[UseRow]:
    """Return the rows of the tables on use that print both percentages and the index.

    In: `cells.printed_cells`. A row that lacks one of the three is not in it.
    """
    names = ["table", "line", "region_code", "row_label", "row_kind", "column", "printed_value"]
    there = printed.dropna(subset=["printed_value"])
    columns = (there[name].tolist() for name in names)
    found: dict[tuple[int, int, str, str, str], dict[str, float]] = {}
    for table, line, code, label, kind, column, value in zip(*columns, strict=True):
        row = found.setdefault((int(table), int(line), str(code), str(label), str(kind)), {})
        row.setdefault(str(column), float(value))
    wanted = (*_PCT_COLUMNS, cells.USE_INDEX)
    return [
        UseRow(*place, *(row[column] for column in wanted))
        for place, row in sorted(found.items())
        if row.keys() >= set(wanted)
    ]


def misfits(printed: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """Return what is most likely a misprint by the report alone: (region code, column) of tables.csv.

    In: `cells.printed_cells`. Of an impossible row in which nothing tells which number is wrong: all three.
    """
    rows = use_rows(printed)
    found: set[tuple[str, str]] = set()
    for row in rows:
        if not row.is_possible:
            changes = weigh(row, [other for other in rows if other is not row], {}, {})
            likely = changes[changes["likely"]] if changes["likely"].any() else changes
            found |= {(row.region_code, str(column)) for column in likely["column"]}
    return frozenset(found)


def single_repairs(row: UseRow) -> list[tuple[str, float]]:
    """Return every change of one number that makes the row possible: (column, new value), in column order.

    Percentages from 0,1 to 99,9 and indexes from 1 to 999 are considered. Empty where the row is possible already.
    """
    if row.is_possible:
        return []
    return [
        (column, value)
        for column, low, high, step in _spans(row)
        for value in _steps(low, high, step)
        if row.changed(column, value).is_possible
    ]


def _spans(row: UseRow) -> list[tuple[str, float, float, int]]:
    """Return where a repair can lie, per column: (column, low, high, steps a unit), a little too wide on purpose."""
    first, last = interval(row.first_pct, 1), interval(row.last_pct, 1)
    index = interval(row.index, 0)
    lowest_index = max(index.low, 0.5)
    return [
        (cells.USE_2017, 100 * last.low / index.high - 0.1, 100 * last.high / lowest_index + 0.1, 10),
        (cells.USE_2020, index.low * first.low / 100 - 0.1, index.high * first.high / 100 + 0.1, 10),
        (cells.USE_INDEX, 100 * last.low / first.high - 1, 100 * last.high / max(first.low, 0.05) + 1, 1),
    ]


def _steps(low: float, high: float, steps: int) -> list[float]:
    start, stop = max(1, math.floor(low * steps)), min(999, math.ceil(high * steps))
    return [number / steps for number in range(start, stop + 1)]


def weigh(
    row: UseRow,
    others: list[UseRow],
    second_pct: Mapping[tuple[str, str], float],
    source_pct: Mapping[tuple[str, str], float],
) -> pd.DataFrame:
    """List the single repairs of an impossible row, the most likely first.

    In: `others`: the other rows of the tables; `second_pct` and `source_pct`: (region code, column) ->
    percentage of 82972NED and of the table the report used (jeugdhulp zonder verblijf); empty where that is
    not loaded. Out: columns REPAIRS; `ratio_2017h1`, `ratio_2020h1` = the row's percentages after the
    change divided by those of 82972NED; they, `second_fits` and `source_fits` are missing where that source
    is not loaded. `likely` marks the first one where it is ahead of the second by what is weighed, at most
    one.
    """
    found = []
    for column, value in single_repairs(row):
        repaired = row.changed(column, value)
        own, fits = _second(repaired, others, second_pct)
        plain = 100 * repaired.last_pct / repaired.first_pct
        found.append(
            {
                "table": row.table, "line": row.line, "region_code": row.region_code,
                "row_label": row.row_label, "column": column,
                "printed_value": row.value(column), "repaired_value": value,
                "plain_index": plain, "plain_prints": round_half_up(plain) == repaired.index,
                "digits_n": _digits_changed(row.value(column), value, column),
                "ratio_2017h1": own.get((row.region_code, cells.USE_2017), math.nan),
                "ratio_2020h1": own.get((row.region_code, cells.USE_2020), math.nan),
                "second_fits": fits, "source_fits": _source(row, column, value, source_pct),
            }
        )  # fmt: skip
    frame = pd.DataFrame(found, columns=REPAIRS[:-2])
    weights = [_weight(one) for one in found]
    frame["_weight"] = weights
    frame = frame.sort_values("_weight", kind="stable").reset_index(drop=True)
    frame["rank"] = range(1, len(frame) + 1)
    ordered = sorted(weights)
    clear = len(ordered) == 1 or (len(ordered) > 1 and ordered[0] < ordered[1])
    frame["likely"] = (frame["rank"] == 1) & clear
    return frame[REPAIRS]


def ratios(rows: list[UseRow], second_pct: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Return printed percentage / percentage of 82972NED per (region code, column), each figure once.

    Gemeenten and Nederland only: a jeugdregio is made of gemeenten that may be among them.
    """
    return {
        (row.region_code, column): row.value(column) / second_pct[row.region_code, column]
        for row in rows
        if row.row_kind != "region"
        for column in _PCT_COLUMNS
        if second_pct.get((row.region_code, column), 0) > 0
    }


def _second(
    repaired: UseRow, others: list[UseRow], second_pct: Mapping[tuple[str, str], float]
) -> tuple[dict[tuple[str, str], float], bool | None]:
    """Return the ratios of the row, and whether each of them lies among all others."""
    own = ratios([repaired], second_pct)
    rest = ratios([row for row in others if row.region_code != repaired.region_code], second_pct)
    if not own or not rest:
        return own, None
    fits = []
    for key, ratio in own.items():
        beside = [*rest.values(), *(value for other, value in own.items() if other != key)]
        fits.append(min(beside) <= ratio <= max(beside))
    return own, all(fits)


def _source(
    row: UseRow, column: str, value: float, source_pct: Mapping[tuple[str, str], float]
) -> bool | None:
    """Say whether the table the report used gives the row as it is after the change; None: not loaded."""
    pair = [source_pct.get((row.region_code, name)) for name in _PCT_COLUMNS]
    if any(number is None or number != number for number in pair):
        return None
    repaired = row.changed(column, value)
    return all(
        cells.prints(float(number or 0), repaired.value(name), name)
        for number, name in zip(pair, _PCT_COLUMNS, strict=True)
    )


def _digits_changed(printed: float, repaired: float, column: str) -> int:
    decimals = cells.COLUMNS[column].decimals
    one, other = (f"{value:.{decimals}f}" for value in (printed, repaired))
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(a != b for a, b in zip(one, other, strict=True))


def _weight(one: Mapping[str, object]) -> tuple[bool, bool, bool, int]:
    """Sort key: False comes first. Unknown counts as not fitting, the same for every repair."""
    return (
        one["second_fits"] is not True,
        one["source_fits"] is not True,
        not one["plain_prints"],
        int(str(one["digits_n"])),
    )
