"""The report's index taken apart: what is a budget that stood off, and what is growth.

The report sets the accounts of a later year against the *budget* of 2017. That is a product:
accounts end / budget base = (accounts base / budget base) x (accounts end / accounts base).
The first factor says how far the budget stood from the accounts of its own year, only the second is growth
(methode 4). Cost per inhabitant as price x use x youth is in metrics.costs.price_use_youth.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.costs.plausibility import LOW_BASE
from metrics.costs.years import crosses_residence
from metrics.figures import COMPARABLE, worst
from metrics.places.line import OTHER_AREA

# The report reads 3 to 5% a year as ordinary growth of costs (Bijlage 3, item 5).
REPORT_GROWTH_PCT = (3.0, 5.0)
# From so many points on the index (less 100) and growth rekening on rekening tell another story.
APART_POINTS = 10
AMOUNTS = ["region", "year", "statement", "lasten_eur", "inwoners_n", "cell_status"]
INDEX = [
    "region", "base_year", "end_year", "begroting_base_eur", "rekening_base_eur", "rekening_end_eur",
    "index", "budget_factor", "growth_factor", "growth_pct", "growth_per_year_pct",
    "index_band", "growth_band", "cell_status",
]  # fmt: skip


def report_band(years_n: int) -> tuple[float, float]:
    """Return what 3 and 5% a year make of 100 after `years_n` years (two years: 106.09 and 110.25)."""
    if years_n < 1:
        raise ValueError("growth needs an end year after the base year")
    low, high = (100.0 * (1 + pct / 100) ** years_n for pct in REPORT_GROWTH_PCT)
    return low, high


def tells_another_story(index: float | None, growth_pct: float | None) -> bool:
    """Say whether an index and the growth (rekening on rekening, in percent) make a reader ask why they differ.

    They point in different directions, or lie `APART_POINTS` or more apart; False where one is missing.
    """
    if index is None or growth_pct is None:
        return False
    above = index - 100
    return above * growth_pct < 0 or abs(above - growth_pct) >= APART_POINTS


def index_apart(amounts: pd.DataFrame, pairs: Iterable[tuple[int, int]] | None = None) -> pd.DataFrame:
    """Take the index apart for every region and every pair of years.

    In: `amounts` with AMOUNTS, one row a region, year and statement, all in one division (a merged gemeente
    is the sum of its predecessors; see metrics.places.line, whose `other_area` may be there); lasten_eur are whole
    euros, not per inhabitant, missing ones NaN with a status. `pairs` of (base year, end year); default: `pairs_of`.
    Out: INDEX, a row a region and pair. `*_eur` per inhabitant, unrounded; `index` = 100 x rekening end /
    begroting base; `budget_factor` = rekening base / begroting base; `growth_factor` = rekening end /
    rekening base, so index = 100 x budget_factor x growth_factor. `*_band`: under, within or above 3 to 5%
    a year ('onder', 'binnen', 'boven', '' where there is no figure). `cell_status`: of the first term that
    is missing (order: begroting, rekening base, rekening end); else the worst of the three, 'basis_te_laag'
    where the budget is under half of the same year's accounts and those can be right. 'gebroken' without
    index and growth where 1 January 2022 lies between the years (another gemeente may pay since), for Nederland
    too: nothing stands beside it. The same where the gemeente received part of one that was divided between
    them: the years are of two areas.
    Raises ValueError where a region has two rows for a year and statement.
    """
    wide = _wide(amounts)
    chosen = pairs_of(amounts) if pairs is None else list(pairs)
    return _apart([wide.of_pair(base, end) for base, end in chosen])


def pairs_of(amounts: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the pairs of years that an index can be made of: both years have accounts of somebody."""
    accounts = amounts.loc[(amounts["statement"] == "jaarrekening") & amounts["lasten_eur"].notna(), "year"]
    return list(combinations(sorted({int(year) for year in accounts}), 2))


def index_of_group(
    amounts: pd.DataFrame,
    code: str,
    members: Iterable[str],
    pairs: Iterable[tuple[int, int]] | None = None,
    counts: Collection[str] = COMPARABLE,
) -> tuple[pd.DataFrame, dict[tuple[int, int], tuple[str, ...]]]:
    """Take the index of a group apart, per pair of years on the same gemeenten in all three terms.

    In: `amounts` and `pairs` as for `index_apart`; `members` of the group; `counts`: the statuses that may be
    added up (for Nederland metrics.costs.country.IN_A_SUM). Out: INDEX, a row a pair with region = `code` (NaN
    with 'geen_cijfer' where no member can be used) and, per pair, the codes that do not count: a term is
    missing or zero, or their status is not among `counts`.
    """
    wanted = set(members)
    wide = _wide(amounts[amounts["region"].isin(wanted)])
    rows, left_out = [], {}
    chosen = pairs_of(amounts) if pairs is None else list(pairs)
    every = [wide.of_pair(base, end) for base, end in chosen]
    # every pair has all regions, in the order of `wide`
    can_be_used = _has_index(pd.concat(every, ignore_index=True), counts) if every else np.array([])
    of_pairs = np.split(can_be_used, len(chosen)) if every else []
    for (base, end), usable in zip(chosen, of_pairs, strict=True):
        left_out[base, end] = tuple(sorted(wanted - set(wide.regions[usable])))
        sums = [wide.per_inhabitant(usable, *term) for term in _terms(base, end)]
        known = pd.DataFrame([sums], columns=_VALUES).assign(
            region=code, base_year=base, end_year=end, apart=False
        )
        rows.append(known.assign(**dict.fromkeys(_STATUSES, "ok")))
    return _apart(rows), left_out


def deflated_growth(pairs: pd.DataFrame, prices: pd.Series) -> pd.DataFrame:
    """Add growth corrected for prices.

    In: INDEX rows and `prices`, the health-care price index by year, on one base (see metrics.costs.prices). Out:
    the rows with `price_factor` (prices end / prices base) and `real_growth_pct`; NaN where a year has no price.
    """
    level = prices.where(prices > 0).to_dict()
    factor = pairs["end_year"].map(level).astype(float) / pairs["base_year"].map(level).astype(float)
    return pairs.assign(price_factor=factor, real_growth_pct=100 * (pairs["growth_factor"] / factor - 1))


_VALUES = ["budget", "account", "last"]
_STATUSES = ["budget_status", "account_status", "last_status"]


def _terms(base: int, end: int) -> list[tuple[str, int]]:
    return [("begroting", base), ("jaarrekening", base), ("jaarrekening", end)]


_Term = tuple[str, int]  # statement, year


@dataclass(frozen=True)
class _Wide:
    """Amounts, inhabitants and statuses of the regions, in their order, by (statement, year)."""

    regions: npt.NDArray[np.object_]
    lasten: Mapping[_Term, npt.NDArray[np.float64]]
    people: Mapping[_Term, npt.NDArray[np.float64]]
    status: Mapping[_Term, npt.NDArray[np.object_]]
    area: Mapping[_Term, npt.NDArray[np.float64]]

    def of_pair(self, base: int, end: int) -> pd.DataFrame:
        """Return the three terms of a pair of years per inhabitant, with their statuses."""
        out = {"region": self.regions, "base_year": base, "end_year": end}
        for term, value, status in zip(_terms(base, end), _VALUES, _STATUSES, strict=True):
            there = term in self.status
            out[value] = self.lasten[term] / self.people[term] if there else np.nan
            out[status] = self.status[term] if there else "ok"
        areas = [self.area[term] for term in _terms(base, end) if term in self.area]
        # fmin and fmax pass over the years without a row
        apart = np.fmax.reduce(areas) > np.fmin.reduce(areas) if areas else False
        return pd.DataFrame(out).assign(apart=apart)

    def per_inhabitant(self, usable: npt.NDArray[np.bool_], statement: str, year: int) -> float:
        """Return one term of the usable regions together; NaN where there are none."""
        if not usable.any():
            return float("nan")
        term = (statement, year)
        return float(self.lasten[term][usable].sum() / self.people[term][usable].sum())


def _wide(amounts: pd.DataFrame) -> _Wide:
    keys = ["region", "year", "statement"]
    if amounts.duplicated(keys).any():
        twice = amounts.loc[amounts.duplicated(keys), keys].head(5).to_dict("records")
        raise ValueError(f"more than one row for {twice}")
    people = amounts["inwoners_n"].where(amounts["inwoners_n"] > 0).astype(float)
    lasten = amounts["lasten_eur"].where(amounts["lasten_eur"] > 0).astype(float)
    # an amount of zero or less on the whole series is no base and no end: it never becomes inf
    text = amounts["cell_status"].astype(object)
    text = text.mask((amounts["lasten_eur"] <= 0) & (text == "ok"), "nul_als_ontbrekend")
    text = text.mask(people.isna() & (text == "ok"), "geen_cijfer")
    area = amounts[OTHER_AREA] if OTHER_AREA in amounts else pd.Series(0, index=amounts.index)
    places, regions = pd.factorize(amounts["region"].to_numpy(dtype=object), sort=True)
    terms: Any = amounts.groupby(["statement", "year"]).indices

    def by_term(values: npt.NDArray[Any], absent: object) -> dict[_Term, Any]:
        found: dict[_Term, Any] = {}
        for (kind, year), rows in terms.items():
            column = found[str(kind), int(year)] = np.full(len(regions), absent, dtype=values.dtype)
            column[places[rows]] = values[rows]
        return found

    return _Wide(
        regions,
        lasten=by_term(lasten.to_numpy(dtype=float), np.nan),
        people=by_term(people.to_numpy(dtype=float), np.nan),
        status=by_term(text.fillna("ok").to_numpy(dtype=object), "ok"),
        area=by_term(area.to_numpy(dtype=float), np.nan),
    )


def _has_index(rows: pd.DataFrame, counts: Collection[str]) -> npt.NDArray[np.bool_]:
    """Say row by row whether there is an index, with a status among `counts`."""
    there = _index_of(rows).notna() & _status_of(rows).isin(counts)
    return there.to_numpy(dtype=bool)


def _index_of(rows: pd.DataFrame) -> "pd.Series[float]":
    return (100 * rows["last"].astype(float) / rows["budget"].astype(float)).mask(_crosses(rows))


def _crosses(rows: pd.DataFrame) -> "pd.Series[bool]":
    return crosses_residence(rows["base_year"], rows["end_year"]) | rows["apart"].astype(bool)


def _apart(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return INDEX of rows with the three terms and their statuses."""
    if not parts:
        return pd.DataFrame({column: [] for column in INDEX})
    rows = pd.concat(parts, ignore_index=True)
    budget, account, last = (rows[name].astype(float) for name in _VALUES)
    base_year, end_year = rows["base_year"].astype(int), rows["end_year"].astype(int)
    years_n = end_year - base_year
    bands = {n: report_band(n) for n in set(years_n.tolist())}
    low, high = (years_n.map({n: band[side] for n, band in bands.items()}).astype(float) for side in (0, 1))
    crosses = _crosses(rows)
    index, growth = _index_of(rows), (last / account).mask(crosses)
    out = {
        "region": rows["region"],
        "base_year": base_year,
        "end_year": end_year,
        "begroting_base_eur": budget,
        "rekening_base_eur": account,
        "rekening_end_eur": last,
        "index": index,
        "budget_factor": account / budget,
        "growth_factor": growth,
        "growth_pct": 100 * (growth - 1),
        "growth_per_year_pct": 100 * (growth ** (1 / years_n) - 1),
        "index_band": _band(index, low, high),
        "growth_band": _band(100 * growth, low, high),
        "cell_status": _status_of(rows).mask(crosses, "gebroken"),
    }
    return pd.DataFrame(out)[INDEX]


def _band(index: pd.Series, low: pd.Series, high: pd.Series) -> npt.NDArray[np.str_]:
    # a hair of room, so that exactly 3% a year is within whatever the last bit says
    room = 1e-9 * high
    places = [index.isna(), index < low - room, index > high + room]
    return np.select(places, ["", "onder", "boven"], default="binnen")


def _status_of(rows: pd.DataFrame) -> pd.Series:
    """Return one status a row: what is missing weighs most, else the worst of what was noted."""
    low = (rows["budget"] < LOW_BASE * rows["account"]) & (rows["account_status"] == "ok")
    low_base = pd.Series(np.where(low, "basis_te_laag", "ok"), index=rows.index)
    out = worst(*(rows[name] for name in _STATUSES), low_base).astype(object)
    for value, status in zip(reversed(_VALUES), reversed(_STATUSES), strict=True):
        why = rows[status].where(rows[status] != "ok", "geen_cijfer")
        out = out.mask(rows[value].isna(), why)
    return out
