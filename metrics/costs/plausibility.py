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

from metrics.places.lineage import Lineage, parts_of

FAR = 3.5  # beyond this a modified z is called an outlier
UNUSUAL = 2.0
IMPOSSIBLE = 15.0  # above this the level alone is enough
LOW_BASE = 0.5  # a base under this share of the same year's accounts is flagged (methode 6)
MIN_N = 30  # fewer gemeenten than this say nothing about what is usual
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
    found: dict[int, pd.DataFrame] = {}
    implausible: set[tuple[str, int]] = set()
    before = 0
    for year in sorted({int(each) for each in accounts["year"]}):
        now = rows[rows.index.get_level_values("year") == year]
        codes = now.index.get_level_values("region")
        blamed = [
            bool(implausible & {(part, before) for part in made_of.get((c, year), (c,))}) for c in codes
        ]
        z = pd.DataFrame(
            {
                "z_level": modified_z(now["log"]),
                "z_year": modified_z(now["change"].mask(np.array(blamed))),
                "z_budget": modified_z(now["gap"]),
            }
        )
        z["verdict"] = _verdict(z)
        implausible |= set(z.index[z["verdict"] != ""])
        found[year], before = z, year
    judged = pd.concat(found.values()).reset_index().assign(statement="jaarrekening")
    return pd.concat([judged[JUDGED], plans[JUDGED]], ignore_index=True)


def _budgets(amounts: pd.DataFrame) -> pd.DataFrame:
    """Return the budgets with their terms, each judged by its level among those of its year."""
    rows = amounts[amounts["statement"] == "begroting"].reset_index(drop=True)
    level = _log(rows).groupby(rows["year"]).transform(modified_z)
    return rows.assign(
        z_level=level,
        z_year=np.nan,
        z_budget=np.nan,
        verdict=np.where(level > IMPOSSIBLE, "onmogelijk", ""),
    )


def modified_z(values: pd.Series) -> pd.Series:
    """Return (x - median) / (1.4826 MAD); all missing where MAD is 0 or fewer than MIN_N values are known."""
    centre = values.median()
    spread = 1.4826 * (values - centre).abs().median()
    if values.notna().sum() < MIN_N or not spread > 0:
        return pd.Series(np.nan, index=values.index)
    return (values - centre) / spread


def _log(rows: pd.DataFrame) -> pd.Series:
    per_head = rows["lasten_eur"] / rows["inwoners_n"].where(rows["inwoners_n"] > 0)
    return pd.Series(np.log(per_head.where(per_head > 0)), index=rows.index)


def _past(
    accounts: pd.DataFrame, lineage: Lineage
) -> tuple[pd.Series, dict[tuple[str, int], tuple[str, ...]]]:
    """Return the log of the past lasten per inhabitant by (region, year), and the parts of who merged."""
    parts: list[pd.DataFrame] = []
    made_of: dict[tuple[str, int], tuple[str, ...]] = {}
    for before_year, year in pairwise(sorted({int(each) for each in accounts["year"]})):
        before = accounts[accounts["year"] == before_year]
        same, joined = parts_of(before, lineage, year)
        several = joined[["region", "part", "lasten_eur", "inwoners_n", "broken"]]
        parts.append(pd.concat([same.assign(broken=False), several]).assign(year=year))
        made_of |= {(str(code), year): tuple(group) for code, group in joined.groupby("region")["part"]}
    if not parts:
        return pd.Series(dtype=float, index=pd.MultiIndex.from_arrays([[], []])), {}
    links = pd.concat(parts)
    links[["lasten_eur", "inwoners_n"]] = links[["lasten_eur", "inwoners_n"]].mask(
        links["broken"].astype(bool)
    )
    grouped = links.groupby(["region", "year"])[["lasten_eur", "inwoners_n"]]
    return _log(grouped.sum().where(grouped.count().eq(grouped.size(), axis=0))), made_of


def _verdict(z: pd.DataFrame) -> np.ndarray:
    level, change, budget = (z[name].abs() for name in ("z_level", "z_year", "z_budget"))
    leap = (change > FAR) & (budget > FAR) & (level > UNUSUAL)
    high = (level > FAR) & ((change > FAR) | (budget > FAR))
    return np.select([z["z_level"] > IMPOSSIBLE, leap, high], ["onmogelijk", "sprong", "niveau"], "")
