"""The report's index taken apart: what is a budget that stood off, and what is growth.

The report sets the accounts of a later year against the *budget* of 2017. That is a product:
accounts end / budget base = (accounts base / budget base) x (accounts end / accounts base).
The first factor says how far the budget stood from the accounts of its own year, only the second is growth
(methode 4). Cost per inhabitant as price x use x youth is in metrics.price_use_youth.
"""

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

# The report reads 3 to 5% a year as ordinary growth of costs (Bijlage 3, item 5).
REPORT_GROWTH_PCT = (3.0, 5.0)
# A base under half of the same year's accounts is shown with a flag and left out elsewhere (methode 6).
LOW_BASE = 0.5

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


def index_apart(amounts: pd.DataFrame, pairs: Iterable[tuple[int, int]] | None = None) -> pd.DataFrame:
    """Take the index apart for every region and every pair of years.

    In: `amounts` with AMOUNTS, one row a region, year and statement, all in one division (a merged gemeente
    is the sum of its predecessors; see metrics.lineage); lasten_eur are whole euros, not per inhabitant,
    missing ones NaN with a status. `pairs` of (base year, end year); default: all that the frame holds.
    Out: INDEX, a row a region and pair. `*_eur` per inhabitant, unrounded; `index` = 100 x rekening end /
    begroting base; `budget_factor` = rekening base / begroting base; `growth_factor` = rekening end /
    rekening base, so index = 100 x budget_factor x growth_factor. `*_band`: under, within or above 3 to 5%
    a year ('onder', 'binnen', 'boven', '' where there is no figure). `cell_status`: of the first term that
    is missing (order: begroting, rekening base, rekening end); 'basis_te_laag' where the budget is under
    half of the same year's accounts; else the first that is not 'ok'.
    Raises ValueError where a region has two rows for a year and statement.
    """
    value, status = _wide(amounts)
    years = sorted({int(year) for year in amounts["year"]})
    chosen = list(combinations(years, 2)) if pairs is None else list(pairs)
    parts = [_index_of_pair(value, status, base, end) for base, end in chosen]
    if not parts:
        return pd.DataFrame({column: [] for column in INDEX})
    return pd.concat(parts, ignore_index=True)[INDEX]


def index_of_group(
    amounts: pd.DataFrame,
    code: str,
    members: Iterable[str],
    base: int,
    end: int,
    left_out: Iterable[str] = (),
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Take the index of a group apart, on the same gemeenten in all three terms.

    In: `amounts` as for `index_apart`; `members` of the group; `left_out`: members whose figure is not to be
    used (not plausible, books for others). Out: the row (INDEX, region = `code`; NaN with 'geen_cijfer'
    where no member can be used) and, sorted, the codes that do not count because a term is missing or zero,
    the budget is under half of the accounts, or they are left out.
    """
    wanted, barred = set(members), set(left_out)
    own = index_apart(amounts[amounts["region"].isin(wanted)], [(base, end)])
    usable = set(own.loc[own["index"].notna() & (own["cell_status"] != "basis_te_laag"), "region"]) - barred
    rows = amounts[amounts["region"].isin(usable) & amounts["year"].isin([base, end])]
    sums = rows.groupby(["year", "statement"], as_index=False)[["lasten_eur", "inwoners_n"]].sum(min_count=1)
    if sums.empty:
        nothing = {"year": [base], "statement": ["begroting"], "lasten_eur": [np.nan], "inwoners_n": [np.nan]}
        sums = pd.DataFrame(nothing)
    row = index_apart(sums.assign(region=code, cell_status="ok"), [(base, end)])
    return row, tuple(sorted(wanted - usable))


def price_levels(observations: pd.DataFrame) -> pd.Series:
    """Return the CBS price index for health care by year (int -> float), empty where it is not loaded."""
    rows = observations[observations["indicator"] == "prijsindex_gezondheidszorg"].dropna(subset="value")
    return pd.Series(rows["value"].to_numpy(float), index=rows["year"].to_numpy(int))


def deflated_growth(pairs: pd.DataFrame, prices: pd.Series) -> pd.DataFrame:
    """Add growth corrected for prices.

    In: INDEX rows and `prices`, the health-care price index by year (any base; see `price_levels`). Out: the
    rows with `price_factor` (prices end / prices base) and `real_growth_pct`; NaN where a year has no price.
    """
    level = prices.where(prices > 0).to_dict()
    factor = pairs["end_year"].map(level).astype(float) / pairs["base_year"].map(level).astype(float)
    return pairs.assign(price_factor=factor, real_growth_pct=100 * (pairs["growth_factor"] / factor - 1))


def _wide(amounts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return euros per inhabitant and statuses: a row a region, a column a (statement, year)."""
    keys = ["region", "year", "statement"]
    if amounts.duplicated(keys).any():
        twice = amounts.loc[amounts.duplicated(keys), keys].head(5).to_dict("records")
        raise ValueError(f"more than one row for {twice}")
    people = amounts["inwoners_n"].where(amounts["inwoners_n"] > 0)
    lasten = amounts["lasten_eur"].where(amounts["lasten_eur"] > 0)
    # an amount of zero or less on the whole series is no base and no end: it never becomes inf
    text = amounts["cell_status"]
    text = text.mask((amounts["lasten_eur"] <= 0) & (text == "ok"), "nul_als_ontbrekend")
    text = text.mask(people.isna() & (text == "ok"), "geen_cijfer")
    flat = amounts[keys].assign(value=(lasten / people).astype(float), text=text)
    columns = ["statement", "year"]
    status = flat.pivot_table(index="region", columns=columns, values="text", aggfunc="first")
    value = flat.pivot_table(index="region", columns=columns, values="value", aggfunc="first", dropna=False)
    return value.reindex_like(status), status


def _index_of_pair(value: pd.DataFrame, status: pd.DataFrame, base: int, end: int) -> pd.DataFrame:
    terms = [("begroting", base), ("jaarrekening", base), ("jaarrekening", end)]
    nothing = pd.Series(np.nan, index=value.index)
    values = [value[term] if term in value else nothing for term in terms]  # noqa: SIM401 - a frame, no dict
    texts = [status[term] if term in status else nothing.astype(object) for term in terms]  # noqa: SIM401
    budget, account, last = values
    index, growth = 100 * last / budget, last / account
    low, high = report_band(end - base)
    out = pd.DataFrame(
        {
            "begroting_base_eur": budget,
            "rekening_base_eur": account,
            "rekening_end_eur": last,
            "index": index,
            "budget_factor": account / budget,
            "growth_factor": growth,
            "growth_pct": 100 * (growth - 1),
            "growth_per_year_pct": 100 * (growth ** (1 / (end - base)) - 1),
            "index_band": _band(index, low, high),
            "growth_band": _band(100 * growth, low, high),
            "cell_status": _status_of(values, texts),
        }
    )
    return out.assign(base_year=base, end_year=end).reset_index(names="region")


def _band(index: pd.Series, low: float, high: float) -> npt.NDArray[np.str_]:
    # a hair of room, so that exactly 3% a year is within whatever the last bit says
    room = 1e-9 * high
    places = [index.isna(), index < low - room, index > high + room]
    return np.select(places, ["", "onder", "boven"], default="binnen")


def _status_of(values: list[pd.Series], texts: list[pd.Series]) -> pd.Series:
    """Return one status a row: what is missing weighs most, then a low base, then what was noted."""
    budget, account, _ = values
    out = pd.Series("ok", index=budget.index, dtype=object)
    for text in texts:
        out = out.mask((out == "ok") & text.notna() & (text != "ok"), text)
    out = out.mask(budget < LOW_BASE * account, "basis_te_laag")
    for value, text in zip(reversed(values), reversed(texts), strict=True):
        out = out.mask(value.isna(), text.where(text.notna() & (text != "ok"), "geen_cijfer"))
    return out
