"""Amounts that cannot be compared: unlike all others, unlike the own past, unlike the own budget.

Three numbers per gemeente and year, each as a modified z (Iglewicz and Hoaglin 1993: distance to the median
in 1.4826 x MAD, over all gemeenten of that year), on logarithms: the level (lasten per inhabitant), the
change since the year before, and the accounts against their own budget. The level alone misses Amersfoort
2019: 569 euro is high, and twice the year before and 2.7 times its budget (methode 9). No one of the three is
enough by itself: what a gemeente books correctly after a year of wrong booking is a leap too, at an ordinary
level. Only what no gemeente ever came near is judged by its level alone, of accounts and budgets alike: an amount in
euros where thousands are asked stands 20 or more above the median, in its first year and with a budget that makes
the same mistake too. In 2017-2025 no real one stood more than 6.5 above it.
"""

from itertools import pairwise

import numpy as np
import pandas as pd

from metrics.figures import Floats
from metrics.places.lineage import Lineage, links, with_values

FAR = 3.5  # beyond this a modified z is called an outlier
UNUSUAL = 2.0
IMPOSSIBLE = 15.0  # above this the level alone is enough
LOW_BASE = 0.5  # a base under this share of the same year's accounts is flagged (methode 6)
MIN_N = 30  # fewer gemeenten than this say nothing about what is usual
_TERMS = ["lasten_eur", "inwoners_n"]
JUDGED = ["region", "year", "statement", "z_level", "z_year", "z_budget", "verdict"]


def judge(amounts: pd.DataFrame, lineage: Lineage) -> pd.DataFrame:
    """Judge the accounts of every gemeente and year, and the level of its budget.

    In: region, year, statement, `lasten_eur` (missing where not delivered), `inwoners_n`; gemeenten of their
    own year. Out: JUDGED; of a budget `z_level` alone. A z is missing where a term is missing or not
    above zero, or where fewer than MIN_N gemeenten have it. `verdict`: 'onmogelijk' (the level above
    IMPOSSIBLE), 'sprong' (the change and the budget both beyond FAR, the level beyond UNUSUAL), 'niveau' (the
    level beyond FAR, and the change or the budget too), else ''. The change is since the year before, or the
    last one that is loaded. A year after an implausible one is not held against it, and neither is an
    impossible budget.
    """
    plans = _budgets(amounts)
    accounts = amounts.loc[
        amounts["statement"] == "jaarrekening", ["region", "year", "lasten_eur", "inwoners_n"]
    ]
    if not len(accounts):
        return plans[JUDGED]
    budgets = plans[plans["verdict"] == ""].set_index(["region", "year"])
    rows = accounts.set_index(["region", "year"])
    rows["log"] = _log(rows)
    past, made_of = _past(accounts, lineage)
    rows["change"] = rows["log"] - past.reindex(rows.index)
    rows["gap"] = rows["log"] - _log(budgets).reindex(rows.index)
    found: list[pd.DataFrame] = []
    implausible: set[str] = set()  # in the year before
    for _, now in rows.reset_index().groupby("year"):
        places = list(zip(now["region"], now["year"], strict=True))
        blamed = [not implausible.isdisjoint(made_of.get(place, place[:1])) for place in places]
        z = now[["region", "year"]].assign(
            z_level=_modified_z(now["log"].to_numpy()),
            z_year=_modified_z(np.where(blamed, np.nan, now["change"])),
            z_budget=_modified_z(now["gap"].to_numpy()),
        )
        z["verdict"] = _verdict(z)
        implausible = set(z.loc[z["verdict"] != "", "region"])
        found.append(z)
    judged = pd.concat(found).assign(statement="jaarrekening")
    return pd.concat([judged[JUDGED], plans[JUDGED]], ignore_index=True)


def _budgets(amounts: pd.DataFrame) -> pd.DataFrame:
    """Return the budgets with their terms, each judged by its level among those of its year."""
    rows = amounts[amounts["statement"] == "begroting"].reset_index(drop=True)
    log = _log(rows).to_numpy(dtype=float)
    level = np.full(len(rows), np.nan)
    for places in rows.groupby("year").indices.values():
        level[places] = _modified_z(log[places])
    return rows.assign(
        z_level=level,
        z_year=np.nan,
        z_budget=np.nan,
        verdict=np.where(level > IMPOSSIBLE, "onmogelijk", ""),
    )


def modified_z(values: pd.Series) -> pd.Series:
    """Return (x - median) / (1.4826 MAD); all missing where MAD is 0 or fewer than MIN_N values are known."""
    return pd.Series(_modified_z(values.to_numpy(dtype=float)), index=values.index)


def _modified_z(values: Floats) -> Floats:
    known = values[~np.isnan(values)]
    if len(known) >= MIN_N:
        centre = np.median(known)
        spread = 1.4826 * np.median(np.abs(known - centre))
        if spread > 0:
            z: Floats = (values - centre) / spread
            return z
    return np.full(len(values), np.nan)


def _log(rows: pd.DataFrame) -> pd.Series:
    per_head = rows["lasten_eur"] / rows["inwoners_n"].where(rows["inwoners_n"] > 0)
    return pd.Series(np.log(per_head.where(per_head > 0)), index=rows.index)


def _past(
    accounts: pd.DataFrame, lineage: Lineage
) -> tuple[pd.Series, dict[tuple[str, int], tuple[str, ...]]]:
    """Return the log of the past lasten per inhabitant by (region, year), and the parts of who merged."""
    same: list[pd.DataFrame] = []
    found: list[pd.DataFrame] = []
    for before_year, year in pairwise(sorted({int(each) for each in accounts["year"]})):
        before = accounts[accounts["year"] == before_year]
        is_touched, parts = links(before, lineage, year)
        same.append(before[~is_touched].assign(broken=False, to=year))
        found.append(parts.assign(to=year))
    if not same:
        return pd.Series(dtype=float, index=pd.MultiIndex.from_arrays([[], []])), {}
    joined = with_values(
        pd.concat(found), accounts, ("year",)
    )  # of all years at once: the work is in the calls
    made_of: dict[tuple[str, int], tuple[str, ...]] = {}
    for code, year, part in zip(joined["region"], joined["to"], joined["part"], strict=True):
        made_of[code, year] = (*made_of.get((code, year), ()), part)
    rows = pd.concat([*same, joined]).drop(columns="year").rename(columns={"to": "year"})
    rows[_TERMS] = rows[_TERMS].mask(rows["broken"].astype(bool))
    grouped = rows.groupby(["region", "year"])[_TERMS]
    return _log(grouped.sum().where(grouped.count().eq(grouped.size(), axis=0))), made_of


def _verdict(z: pd.DataFrame) -> np.ndarray:
    level, change, budget = (z[name].abs() for name in ("z_level", "z_year", "z_budget"))
    leap = (change > FAR) & (budget > FAR) & (level > UNUSUAL)
    high = (level > FAR) & ((change > FAR) | (budget > FAR))
    return np.select([z["z_level"] > IMPOSSIBLE, leap, high], ["onmogelijk", "sprong", "niveau"], "")
