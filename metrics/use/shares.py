"""Use of youth care: shares of young people with and without stay, the wijkteam's part, and their index.

Every share is CBS's own published percentage. The denominator beside it is *implied* (count / percentage): it
is there so that a group can be a ratio of sums, and is no count of young people to show. In 2021 more
providers began to report (84134NED ends, 85099NED begins): nothing is set against a period on the other side.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

import pandas as pd

from metrics import figures
from metrics.facts import Facts
from metrics.numbers.ratios import index
from metrics.places.line import OTHER_AREA
from metrics.places.observed import bare, in_division, lineage_of, observed, published, ratio

BASE_PERIOD = "2017H1"
BREAK_YEAR = 2021
Way = Literal["eigen", "rapport"]


class Share(NamedTuple):
    """The observations of one indicator: percentage, and count where there is one."""

    pct: str
    users: str | None


SHARES: Mapping[str, Share] = MappingProxyType(
    {
        "zonder_verblijf": Share("jh_121_pct", "jh_121_n"),
        "met_verblijf": Share("jh_122_pct", "jh_122_n"),
        # other scope (under 18, all in natura) and percentages only: never set beside the two above unsaid
        "natura_jeugdhulp": Share("natura_jeugdhulp_pct", None),
        # of the young people of the line above: the part with stay
        "natura_verblijf": Share("natura_verblijf_pct", None),
    }
)
WIJKTEAM = ("jh_1211_n", "jh_121_n")


def compute(facts: Facts, division_year: int | None = None) -> pd.DataFrame:
    """Return the figures on use as a figures frame: every region and period of the source.

    `zonder_verblijf`, `met_verblijf` (% of young people under 23, in natura; 84134NED to 2020, 85099NED from
    2021), `natura_jeugdhulp` (% under 18) and `natura_verblijf` (with stay, % of those; 82972NED, 85098NED),
    `wijkteam_aandeel` (JH 1211 / JH 121, %),
    `index_zonder_verblijf` (first half of 2017 = 100, on the percentages, half-years; 'gebroken' from 2021
    on, and where a gemeente received part of a divided one in between). In the division of `division_year`
    (None: today; a later year in its own): sums of predecessors where they have counts, with what a gemeente had
    under its own code as `<indicator>_eigen_code`. What CBS keeps secret stays missing, also where another
    figure would give it away.
    """
    there = set(facts.observations["indicator"].unique())
    lines = {
        name: _share(facts, share, division_year) for name, share in SHARES.items() if share.pct in there
    }
    if WIJKTEAM[0] in there:
        lines["wijkteam_aandeel"] = ratio(facts, WIJKTEAM[:1], WIJKTEAM[1], division_year, 100.0)
    parts = [frame.assign(indicator=name + frame["variant"]) for name, frame in lines.items() if len(frame)]
    if "zonder_verblijf" in lines:
        index_of = lines["zonder_verblijf"]
        parts.append(_index(index_of[index_of["variant"] == ""]))
    return figures.concat([figures.complete(part) for part in parts])


def merged_percentage(parts: pd.DataFrame, way: Way = "eigen") -> float:
    """Return the percentage of gemeenten together; NaN where one lacks a term or has no users.

    In: `pct` of each part and `users_n`, of a period that the caller names. 'eigen': sum(u) / sum(u / p),
    which is what a count over all young people gives. 'rapport': sum(u p) / sum(u), the mean weighted by
    users, as the report did; it leans towards the part with the higher percentage.
    """
    share, users = parts["pct"].astype(float), parts["users_n"].astype(float)
    if not len(parts) or share.isna().any() or users.isna().any() or (share <= 0).any() or (users <= 0).any():
        return float("nan")
    if way == "rapport":
        return float((users * share).sum() / users.sum())
    return float(users.sum() / (users / share).sum())


def _share(facts: Facts, share: Share, division_year: int | None) -> pd.DataFrame:
    if share.users is None:
        return published(facts, share.pct, division_year)
    found, count = observed(facts, share.pct), observed(facts, share.users)["value"]
    rows = bare(found).assign(
        value=found["value"], numerator=count.reindex(found.index), cell_status=found["cell_status"]
    )
    rows["denominator"] = _implied(rows["numerator"], rows["value"])
    rows["numerator"] = rows["numerator"].where(rows["denominator"].notna())
    return in_division(rows.reset_index(), lineage_of(facts, share.pct), division_year, with_counts=True)


def _implied(count: pd.Series, pct: pd.Series) -> pd.Series:
    return count / pct.where((pct > 0) & (count > 0)) * 100


def _index(line: pd.DataFrame) -> pd.DataFrame:
    """Set every half-year of a line against the first half of 2017, in the same area."""
    rows = line[line["period"].str.contains("H") & line["period"].ge(BASE_PERIOD)]
    if not len(rows):
        return figures.empty()
    columns = ["value", "numerator", "denominator", "cell_status", OTHER_AREA]
    # a gemeente that is no more has rows of its own, so a region stands in a period once
    base = rows[rows["period"] == BASE_PERIOD].set_index("region")[columns].reindex(rows["region"])
    base = base.set_index(rows.index)
    apart = base[OTHER_AREA].notna() & base[OTHER_AREA].ne(rows[OTHER_AREA])
    apart |= rows["year"].ge(BREAK_YEAR)
    value = index(rows["value"], base["value"]).where(~apart)
    missing = value.isna().map({True: "geen_cijfer", False: "ok"})
    status = figures.worst(rows["cell_status"], base["cell_status"].fillna("geen_cijfer"), missing)
    return rows.assign(
        indicator="index_zonder_verblijf",
        value=value,
        base_numerator=base["numerator"],
        base_denominator=base["denominator"],
        cell_status=status.mask(apart, "gebroken"),
    )
