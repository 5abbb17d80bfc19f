"""Accounts that cannot be compared: unlike all others, unlike the own past, unlike the own budget.

Three numbers per gemeente and year, each as a modified z (Iglewicz and Hoaglin 1993: distance to the median
in 1.4826 x MAD, over all gemeenten of that year), on logarithms: the level (lasten per inhabitant), the
change since the year before, and the accounts against their own budget. The level alone misses Amersfoort
2019: 569 euro is high, and twice the year before and 2.7 times its budget (methode 9). No one of the three is
enough by itself: what a gemeente books correctly after a year of wrong booking is a leap too, at an ordinary
level.
"""

import numpy as np
import pandas as pd

from metrics.lineage import Lineage, through_years

FAR = 3.5  # beyond this a modified z is called an outlier
UNUSUAL = 2.0
MIN_N = 30  # fewer gemeenten than this say nothing about what is usual
JUDGED = ["region", "year", "statement", "z_level", "z_year", "z_budget", "verdict"]


def judge(amounts: pd.DataFrame, lineage: Lineage) -> pd.DataFrame:
    """Judge the accounts of every gemeente and year.

    In: region, year, statement, `lasten_eur` (missing where not delivered), `inwoners_n`; gemeenten of their
    own year. Out: JUDGED, the accounts (jaarrekening) alone. A z is missing where a term is missing or not
    above zero, or where fewer than MIN_N gemeenten have it. `verdict`: 'sprong' (the change and the budget
    both beyond FAR, the level beyond UNUSUAL), 'niveau' (the level beyond FAR, and the change or the budget
    too), else ''. A year after an implausible one is not held against it.
    """
    per_head = amounts["lasten_eur"] / amounts["inwoners_n"].where(amounts["inwoners_n"] > 0)
    rows = amounts[["region", "year", "statement", "lasten_eur", "inwoners_n"]].assign(
        log=np.log(per_head.where(per_head > 0))
    )
    accounts = rows[rows["statement"] == "jaarrekening"]
    budgets = rows[rows["statement"] == "begroting"].set_index(["region", "year"])["log"]
    judged: list[pd.DataFrame] = []
    before: pd.DataFrame | None = None
    for year in sorted({int(each) for each in accounts["year"]}):
        now = accounts[accounts["year"] == year].set_index("region")
        budget = budgets.xs(year, level="year") if year in budgets.index.get_level_values("year") else None
        past = _log_of_past(before, lineage, year)
        result = pd.DataFrame(
            {
                "z_level": modified_z(now["log"]),
                "z_year": modified_z(now["log"] - past.reindex(now.index)),
                "z_budget": modified_z(now["log"] - budget.reindex(now.index))
                if budget is not None
                else np.nan,
            }
        )
        result["verdict"] = _verdict(result)
        judged.append(result.rename_axis("region").reset_index().assign(year=year, statement="jaarrekening"))
        before = now.reset_index().assign(
            lasten_eur=now["lasten_eur"].where(result["verdict"].eq("")).to_numpy()
        )
    if not judged:
        return pd.DataFrame({column: [] for column in JUDGED})
    return pd.concat(judged, ignore_index=True)[JUDGED]


def modified_z(values: pd.Series) -> pd.Series:
    """Return (x - median) / (1.4826 MAD); all missing where MAD is 0 or fewer than MIN_N values are known."""
    centre = values.median()
    spread = 1.4826 * (values - centre).abs().median()
    if values.notna().sum() < MIN_N or not spread > 0:
        return pd.Series(np.nan, index=values.index)
    return (values - centre) / spread


def _log_of_past(before: pd.DataFrame | None, lineage: Lineage, year: int) -> pd.Series:
    """Return the log of last year's lasten per inhabitant, in the gemeenten of this year."""
    if before is None or before["year"].iloc[0] != year - 1:
        return pd.Series(dtype=float)
    past = through_years(before, lineage, year, ["lasten_eur", "inwoners_n"]).set_index("region")
    per_head = past["lasten_eur"] / past["inwoners_n"].where(past["inwoners_n"] > 0)
    return pd.Series(np.log(per_head.where(per_head > 0)), index=per_head.index)


def _verdict(z: pd.DataFrame) -> np.ndarray:
    level, change, budget = (z[name].abs() for name in ("z_level", "z_year", "z_budget"))
    leap = (change > FAR) & (budget > FAR) & (level > UNUSUAL)
    high = (level > FAR) & ((change > FAR) | (budget > FAR))
    return np.select([leap, high], ["sprong", "niveau"], "")
