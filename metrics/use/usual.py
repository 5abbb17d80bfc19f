"""Both bands for the shares of use in a build, and the spread of gemeenten where only percentages are published.

Counts come from 84134NED/85099NED (young people with jeugdhulp, to the nearest five), the number of young people
from 03759ned (0-22 years, 1 January of the year). 82972NED/85098NED publish percentages alone: those have no
chance band and no ratio of sums (methode 14), only the spread of what gemeenten have.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from metrics.facts import Facts
from metrics.figures import IN_LINE, ORIGIN
from metrics.numbers import bands
from metrics.places.line import in_line, with_early
from metrics.places.lineage import Lineage
from metrics.places.observed import lineage_of

# Figure -> observation with its count. Both are shares of young people under 23.
COUNTS: Mapping[str, str] = MappingProxyType({"zonder_verblijf": "jh_121_n", "met_verblijf": "jh_122_n"})
YOUTH_N = "inwoners_0_22_n"
# The eight gemeenten in ten that lie between these quantiles.
MIDDLE = (0.1, 0.9)


def of_build(facts: Facts, division_year: int | None = None) -> pd.DataFrame:
    """Return the bands of every gemeente of a division (None: today), figure and period.

    Out: metrics.numbers.bands.BANDS with `indicator` in front (codes of COUNTS). Counts and young people are summed
    over predecessors, as the figures are (metrics.use.shares); nobody counts twice. A gemeente whose count is
    secret or of whom a predecessor lacks one, or whose number of young people is not loaded, keeps its row with the
    `refusal`. Empty where no counts are loaded.
    """
    observations = facts.observations
    is_gemeente = observations["region"].str.startswith("GM")
    youth = observations[is_gemeente & (observations["indicator"] == YOUTH_N)]
    people = pd.DataFrame({"region": youth["region"], "year": youth["year"].astype(int), "n": youth["value"]})
    people = people.drop_duplicates(["region", "year"], keep="last")
    parts = []
    for indicator, count in COUNTS.items():
        rows = observations[is_gemeente & (observations["indicator"] == count)]
        if rows["value"].notna().any():
            lineage = lineage_of(facts, count)
            parts.append(
                _of_indicator(indicator, rows, with_early(people, "n", lineage), lineage, division_year)
            )
    if not parts:
        return pd.DataFrame({column: [] for column in ["indicator", *bands.BANDS]})
    return pd.concat(parts, ignore_index=True)


def _of_indicator(
    indicator: str, rows: pd.DataFrame, people: pd.DataFrame, lineage: Lineage, division_year: int | None
) -> pd.DataFrame:
    counts = pd.DataFrame(
        {
            "region": rows["region"],
            "period": rows["period"],
            "year": rows["year"].astype(int),
            "k_n": rows["value"],
        }
    )
    both = counts.merge(people, on=["region", "year"], how="left").astype({"k_n": float, "n": float})
    line = in_line(both, lineage, division_year or lineage.newest or 0, ["k_n", "n"], ("year", "period"))
    # a gemeente that did not exist that year has no young people and no count: it is not part of that year
    known = line[line[ORIGIN].isin(IN_LINE) & (line["k_n"].notna() | line["n"].notna())].reset_index(
        drop=True
    )
    return bands.bands(known).assign(indicator=indicator)[["indicator", *bands.BANDS]]


def middle(shares_pct: Iterable[float]) -> tuple[float, float] | None:
    """Return between which shares the middle eight in ten gemeenten lie; None for fewer than 20 gemeenten.

    In: a share of every gemeente that counts (metrics.comparing.ranking.comparable).
    """
    known = list(shares_pct)
    if len(known) < bands.MIN_GEMEENTEN_N:
        return None
    low, high = np.quantile(known, MIDDLE)
    return float(low), float(high)
