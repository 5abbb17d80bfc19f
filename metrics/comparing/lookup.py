"""Every figure of a build, ready to be looked up, and the figures of any group: made once, asked at every choice.

The figures frame is right for computing with all gemeenten; for one page about ten of them a search through the
frame costs more than the page itself. Here a figure is found by its key, and a group is added up over arrays.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.comparing.comparison import Figure
from metrics.figures import BASE, COMPARABLE, FACTORS, GROWTH
from metrics.groups.value import MIN_MEMBERS, GroupTooSmallError

Key = tuple[str, str, str]  # indicator, region, period
Figures = dict[Key, Figure]
Floats = npt.NDArray[np.float64]
_TERMS = ["numerator", "denominator", *BASE]
_BASE_AT = 2  # where the terms of the base begin


class Lookup:
    """The figures of a build. In: a frame with metrics.figures.COLUMNS; it is read once and not kept."""

    def __init__(self, figures: pd.DataFrame) -> None:
        self._by_region: dict[str, Figures] = {}
        texts = {
            name: figures[name].astype(object).tolist() for name in ("period_status", "cell_status", "source")
        }
        keys = list(
            zip(
                *(figures[name].astype(object).tolist() for name in ("indicator", "region", "period")),
                strict=True,
            )
        )
        numbers = [_missing_as_none(figures[name]) for name in ("value", "numerator", "denominator")]
        for key, *parts in zip(keys, *numbers, *texts.values(), strict=True):
            self._by_region.setdefault(key[1], {})[key] = Figure(*parts)
        self._add_up(figures, keys)

    def _add_up(self, figures: pd.DataFrame, keys: list[Key]) -> None:
        """Lay the terms of all figures that can be added up in one array: figure and period by region by term."""
        usable = (
            figures["value"].notna()
            & figures["numerator"].notna()
            & figures["cell_status"].isin(COMPARABLE)
            & figures["indicator"].isin(FACTORS)
        ).to_numpy(dtype=bool)
        rows = [keys[at] for at in np.flatnonzero(usable)]
        self._what = sorted({(indicator, period) for indicator, _, period in rows})
        self._regions = {code: at for at, code in enumerate(sorted({region for _, region, _ in rows}))}
        shape = (len(self._what), len(self._regions))
        self._terms = np.full((*shape, len(_TERMS)), np.nan)
        self._row = np.full(shape, -1)
        at_what = {key: at for at, key in enumerate(self._what)}
        places = np.array(
            [(at_what[indicator, period], self._regions[region]) for indicator, region, period in rows],
            dtype=int,
        ).reshape(-1, 2)
        terms = figures.reindex(columns=_TERMS)[usable].to_numpy(dtype=float)
        self._terms[places[:, 0], places[:, 1]] = terms
        self._row[places[:, 0], places[:, 1]] = np.arange(len(rows))
        kept = figures[usable]
        self._status, self._source = kept["period_status"].tolist(), kept["source"].tolist()
        self._factor = np.array([FACTORS[indicator] for indicator, _ in self._what])
        self._minus = np.array([100.0 if indicator in GROWTH else 0.0 for indicator, _ in self._what])
        names = np.array([indicator for indicator, _ in self._what], dtype=object)
        based = {name for name in set(names) if not np.isnan(self._terms[names == name][..., _BASE_AT]).all()}
        self._based = np.array([name in based for name in names], dtype=bool)

    def of(self, regions: Iterable[str]) -> Figures:
        """Return every figure of these regions by (indicator, region, period)."""
        found: Figures = {}
        for code in dict.fromkeys(regions):
            found |= self._by_region.get(code, {})
        return found

    def group(self, members: Iterable[str], *, own: str | None = None, region: str = "GROEP") -> Figures:
        """Return every figure of a group that is a ratio of sums: what metrics.groups.value.group_figures gives.

        Raises GroupTooSmallError for fewer than two members besides `own`.
        """
        codes = [code for code in dict.fromkeys(members) if code != own]
        if len(codes) < MIN_MEMBERS:
            raise GroupTooSmallError(
                "Een groep heeft ten minste twee andere gemeenten nodig.",
                "a group needs at least two other members",
            )
        # sorted, because the first of the members in the frame says status and source
        at = [self._regions[code] for code in sorted(codes) if code in self._regions]
        if not at or not self._what:
            return {}
        terms, rows = self._terms[:, at], self._row[:, at]
        known = ~np.isnan(terms)
        sums = np.where(known.any(axis=1), np.where(known, terms, 0.0).sum(axis=1), np.nan)
        values = self._values(sums)
        used = rows >= 0
        used_n, first = used.sum(axis=1), rows[np.arange(len(rows)), used.argmax(axis=1)]
        found: Figures = {}
        for n in np.flatnonzero(used_n):
            indicator, period = self._what[n]
            source = self._source[first[n]]
            told = source if used_n[n] == len(codes) else f"{source}; {used_n[n]} van {len(codes)} gemeenten"
            value = None if np.isnan(values[n]) else float(values[n])
            found[indicator, region, period] = Figure(
                value, float(sums[n, 0]), float(sums[n, 1]), self._status[first[n]], "ok", told
            )
        return found

    def _values(self, sums: Floats) -> Floats:
        def over(top: Floats, bottom: Floats) -> Floats:
            quotient: Floats = top / np.where(bottom > 0, bottom, np.nan)
            return quotient

        ratio = over(sums[:, 0], sums[:, 1])
        if self._based.any():
            ratio = np.where(self._based, over(ratio, over(sums[:, 2], sums[:, 3])), ratio)
        values: Floats = ratio * self._factor - self._minus
        return values


def _missing_as_none(column: pd.Series) -> list[float | None]:
    return [None if number != number else number for number in column.astype(float).tolist()]


def periods(figures: Mapping[Key, Figure], indicator: str, region: str, *, halves: bool = False) -> list[str]:
    """Return the years, or the half-years, in which a region has a value, in time order."""
    return sorted(
        period
        for (found, code, period), figure in figures.items()
        if found == indicator
        and code == region
        and figure.value is not None
        and (("H" in period) if halves else period.isdecimal())
    )
