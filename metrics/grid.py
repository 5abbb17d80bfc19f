"""Every figure of a build laid out in arrays: a row an indicator and period, a column a region.

The figures frame is right for computing with all gemeenten; a page about ten of them finds a figure here by its
place, and a group is added up over arrays (metrics.groups.value). Made once per build, never changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.figures import CELL_STATUSES, ENTERED, FACTORS, IN_LINE, ORIGIN, PERIOD_STATUSES, TERMS, Floats

NO_ROW = -1

Numbers = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]


class GridCell(NamedTuple):
    """One row of the figures frame. Numbers are None where missing."""

    value: float | None
    numerator: float | None
    denominator: float | None
    base_numerator: float | None
    base_denominator: float | None
    cell_status: str
    period_status: str
    source: str
    origin: str


class Grid:
    """The figures of a build by place. In: a frame with metrics.figures.COLUMNS, a row a figure.

    `terms` (what, region, term) and `value` (what, region) hold NaN where missing; `status` numbers
    CELL_STATUSES, NO_ROW where the frame has no row. `in_line` False: a gemeente that no longer exists, which
    never stands beside those of today. ValueError where two rows have one key, or for a status that is not in its list.
    """

    def __init__(self, figures: pd.DataFrame, factors: Mapping[str, float] = FACTORS) -> None:
        """Lay the frame out; it is not kept. `factors`: what each ratio is multiplied with (metrics.declared)."""
        self.factors = factors
        indicators, names = pd.factorize(figures["indicator"].astype(object), sort=True)
        times, periods = pd.factorize(figures["period"].astype(object), sort=True)
        # one number a pair: an index of pairs costs ten times as much
        numbers, found = pd.factorize(indicators * len(periods) + times, sort=True)
        self.what: list[tuple[str, str]] = [
            (str(names[pair // len(periods)]), str(periods[pair % len(periods)])) for pair in found.tolist()
        ]
        regions, codes = pd.factorize(figures["region"].astype(object), sort=True)
        self.codes: list[str] = [str(code) for code in codes]
        self._at_what = {key: at for at, key in enumerate(self.what)}
        self._at_region = {code: at for at, code in enumerate(self.codes)}
        shape = (len(self.what), len(self.codes))
        if len(np.unique(numbers * len(self.codes) + regions)) != len(figures):
            raise ValueError("two figures have one indicator, region and period")
        self.value = self._laid(shape, numbers, regions, figures["value"])
        self.terms = np.stack([self._laid(shape, numbers, regions, figures[name]) for name in TERMS], axis=-1)
        self.status = self._numbered(shape, numbers, regions, figures["cell_status"], CELL_STATUSES)
        self.period_status = self._numbered(
            shape, numbers, regions, figures["period_status"], PERIOD_STATUSES
        )
        self.in_line = np.ones(shape, dtype=bool)
        self.in_line[numbers, regions] = figures[ORIGIN].isin(IN_LINE).to_numpy(dtype=bool)
        self.is_gemeente = np.array([code.startswith("GM") for code in self.codes], dtype=bool)
        self._origin, self._origins = self._texts(shape, numbers, regions, figures[ORIGIN])
        self._source, self._sources = self._texts(shape, numbers, regions, figures["source"])
        self._periods: dict[str, list[str]] = {}
        self._usable: dict[frozenset[str], Flags] = {}  # a few sets of statuses, for all rows at once
        for indicator, period in self.what:
            self._periods.setdefault(indicator, []).append(period)
        self._rows: dict[str, list[int]] = {
            indicator: [self._at_what[indicator, period] for period in periods]
            for indicator, periods in self._periods.items()
        }

    @staticmethod
    def _laid(shape: tuple[int, int], rows: Numbers, columns: Numbers, values: pd.Series) -> Floats:
        found = np.full(shape, np.nan)
        found[rows, columns] = values.to_numpy(dtype=float)
        return found

    @staticmethod
    def _numbered(
        shape: tuple[int, int], rows: Numbers, columns: Numbers, texts: pd.Series, order: Sequence[str]
    ) -> Numbers:
        numbers = pd.Index(order).get_indexer(pd.Index(texts.astype(object)))
        if (numbers < 0).any():
            unknown = sorted(set(texts.astype(object)[numbers < 0]))
            raise ValueError(f"not in the list of statuses: {unknown}")
        return Grid._counted(shape, rows, columns, numbers)

    @staticmethod
    def _counted(shape: tuple[int, int], rows: Numbers, columns: Numbers, numbers: Numbers) -> Numbers:
        """Lay out numbers of a short list: in two bytes each, not eight."""
        found = np.full(shape, NO_ROW, dtype=np.int16)
        if len(numbers) and numbers.max() > np.iinfo(found.dtype).max:
            raise ValueError("more different texts than a grid can number")
        found[rows, columns] = numbers
        return found

    @staticmethod
    def _texts(
        shape: tuple[int, int], rows: Numbers, columns: Numbers, texts: pd.Series
    ) -> tuple[Numbers, list[str]]:
        numbers, known = pd.factorize(texts.astype(object))
        return Grid._counted(shape, rows, columns, numbers), [str(text) for text in known]

    def row(self, indicator: str, period: str) -> int | None:
        """Return the row of an indicator and period; None where nobody has it."""
        return self._at_what.get((indicator, period))

    def columns(self, codes: Iterable[str]) -> list[int]:
        """Return the columns of the codes that have any figure, in the order given."""
        return [self._at_region[code] for code in codes if code in self._at_region]

    def cell(self, indicator: str, region: str, period: str) -> GridCell | None:
        """Return the figure of a region; None where the frame has no row."""
        row, column = self._at_what.get((indicator, period)), self._at_region.get(region)
        if row is None or column is None or self.status[row, column] == NO_ROW:
            return None
        value, numerator, denominator, base_numerator, base_denominator = (
            None if number != number else float(number)
            for number in (self.value[row, column], *self.terms[row, column])
        )
        return GridCell(
            value,
            numerator,
            denominator,
            base_numerator,
            base_denominator,
            CELL_STATUSES[self.status[row, column]],
            PERIOD_STATUSES[self.period_status[row, column]],
            self._sources[self._source[row, column]],
            self._origins[self._origin[row, column]],
        )

    def sources(self, row: int, columns: Sequence[int]) -> tuple[str, ...]:
        """Return the source texts of some regions in one row, each once, in their order."""
        return tuple(dict.fromkeys(self._sources[at] for at in self._source[row, columns] if at != NO_ROW))

    def periods(self, indicator: str) -> tuple[str, ...]:
        """Return the periods in which anybody has a row of this indicator, in time order."""
        return tuple(self._periods.get(indicator, ()))

    def periods_of(self, indicator: str, region: str) -> tuple[str, ...]:
        """Return the periods in which a region has a value, in time order."""
        column = self._at_region.get(region)
        rows = self._rows.get(indicator)
        if column is None or rows is None:
            return ()
        there = ~np.isnan(self.value[rows, column])
        return tuple(compress(self._periods[indicator], there.tolist()))

    def has_any(self, indicator: str, period: str) -> bool:
        """Say whether any region has a value of this indicator in this period that nobody entered by hand."""
        row = self.row(indicator, period)
        return row is not None and bool(self._has_official[row])

    def known_periods(self, indicator: str) -> tuple[str, ...]:
        """Return the periods in which any region has a value that nobody entered by hand, in time order."""
        return tuple(each for each in self.periods(indicator) if self.has_any(indicator, each))

    @cached_property
    def _has_official(self) -> Flags:
        """Say of every row whether any region has a value in it that nobody entered by hand."""
        by_hand = [at for at, text in enumerate(self._sources) if text.startswith(ENTERED)]
        known: Flags = np.any(~np.isnan(self.value) & ~np.isin(self._source, by_hand), axis=1)
        return known

    def gemeenten_n(self, row: int | None = None) -> int:
        """Return how many gemeenten have a row there, with or without a value; without `row`: in any row at all."""
        held = self.is_gemeente if row is None else self.is_gemeente & (self.status[row] != NO_ROW)
        return int(held.sum())

    def divided_n(self, row: int) -> int:
        """Return of how many gemeenten a row knows what is divided by, whether or not there is a figure."""
        return int(
            np.count_nonzero(~np.isnan(self.terms[row, :, TERMS.index("denominator")]) & self.is_gemeente)
        )

    def usable(self, row: int, accept: frozenset[str]) -> Flags:
        """Say of every region whether its figure in this row may stand beside others, by status and origin."""
        if accept not in self._usable:
            wanted = [at for at, status in enumerate(CELL_STATUSES) if status in accept]
            self._usable[accept] = np.isin(self.status, wanted) & ~np.isnan(self.value) & self.in_line
        found: Flags = self._usable[accept][row]
        return found
