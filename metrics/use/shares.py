"""Use of youth care: shares of young people with and without stay, the wijkteam's part, and their index.

Every share is CBS's own published percentage. The denominator beside it is *implied* (count / percentage): it
is there so that a group can be a ratio of sums, and is no count of young people to show. In 2021 more
providers began to report (84134NED ends, 85099NED begins): nothing is set against a period on the other side.

A gemeente of today is in every period what it is today (methode 29): counts of predecessors are summed, also for one
that took others in under its own code. Of percentages alone nothing can be summed: there it keeps its own.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from metrics import figures
from metrics.facts import Facts
from metrics.figures import ORIGIN, OWN_CODE
from metrics.numbers.ratios import index
from metrics.places.line import OTHER_AREA, among, as_line, existing, places_of, unchanged
from metrics.places.lineage import Lineage, through_years

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
    lines = {name: _share(facts, share, division_year) for name, share in SHARES.items()}
    lines["wijkteam_aandeel"] = _wijkteam(facts, division_year)
    parts = [frame.assign(indicator=name + frame["variant"]) for name, frame in lines.items() if len(frame)]
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


def lineage_of(facts: Facts, indicator: str) -> Lineage:
    """Return the lineage that the observations of an indicator follow.

    Who was taken in during a year and has no figure of that year, while the one that took it in has one, counts
    as taken in from that year on.
    """
    lineage = Lineage(facts.mergers, facts.regions)
    events = lineage.mid_year()
    rows = facts.observations
    rows = rows[(rows["indicator"] == indicator) & rows["value"].notna()]
    rows = rows[rows["year"].isin([event.date.year for event in events])]
    known = set(zip(rows["region"], rows["year"].astype(int), strict=True))
    early = [
        event.old_code
        for event in events
        if (event.new_code, event.date.year) in known and (event.old_code, event.date.year) not in known
    ]
    return Lineage(facts.mergers, facts.regions, early) if early else lineage


def _share(facts: Facts, share: Share, division_year: int | None) -> pd.DataFrame:
    observed = _observed(facts, share.pct)
    count = _observed(facts, share.users)["value"] if share.users else pd.Series(dtype=float)
    rows = pd.DataFrame(
        {
            "year": observed["year"].astype(int),
            "value": observed["value"],
            "numerator": count.reindex(observed.index),
            "denominator": np.nan,
            "period_status": observed["period_status"],
            "cell_status": observed["cell_status"],
            "source": observed["source_id"],
        }
    )
    rows["denominator"] = _implied(rows["numerator"], rows["value"])
    rows["numerator"] = rows["numerator"].where(rows["denominator"].notna())
    return _line(rows.reset_index(), lineage_of(facts, share.pct), division_year, share.users is not None)


def _observed(facts: Facts, indicator: str) -> pd.DataFrame:
    """Return the observations of one indicator by (region, period), years and half-years.

    82972NED has one quarter (2015K1), a trial of CBS; it stays in the store and in no figure.
    """
    rows = facts.observations[facts.observations["indicator"] == indicator]
    rows = rows[~rows["period"].str.contains("K", regex=False)]
    return rows.drop_duplicates(["region", "period"], keep="last").set_index(["region", "period"])


def _implied(count: pd.Series, pct: pd.Series) -> pd.Series:
    return count / pct.where((pct > 0) & (count > 0)) * 100


def _line(rows: pd.DataFrame, lineage: Lineage, division_year: int | None, with_counts: bool) -> pd.DataFrame:
    """Put a share in one division: its columns, `origin`, `other_area` and `variant` ('' or OWN_CODE).

    What CBS publishes of a gemeente for a time before it existed stands; without counts a gemeente that took
    others in keeps its own percentage.
    """
    if not len(rows):
        return rows.assign(origin="", other_area=0, variant="")
    division = division_year or lineage.newest or 0
    began = {code: lineage.began(code) for code in rows["region"].unique()}
    first = rows["region"].map(began).astype(float)
    every = existing(rows, lineage)
    # CBS keeps an empty row of every gemeente in every period
    own = every[every["value"].notna() | ~every["year"].lt(first.reindex(every.index))]
    summed = places_of({int(year) for year in own["year"]}, lineage, division).summed
    here = own["value"].notna() & among(own, summed)
    stands = own[here & (own["region"].map(began).notna() | (not with_counts))]
    made = _sums(every, lineage, division)
    made = made[~_keys(made).isin(_keys(stands))]
    parts = [unchanged(own, lineage, division), made, stands]
    line = as_line(pd.concat([part for part in parts if len(part)] or parts[:1]), own, lineage, division)
    is_own = _keys(line).isin(_keys(stands)) & line[ORIGIN].eq("voorgangers")
    line[ORIGIN] = line[ORIGIN].mask(is_own, "eigen")
    delivered = own[here & ~_keys(own).isin(_keys(stands))]
    in_line = delivered.merge(
        made[["region", "period", "value"]], on=["region", "period"], suffixes=("", "_line")
    )
    differs = ~np.isclose(in_line["value"], in_line["value_line"])
    variants = in_line.loc[differs, list(rows.columns)].assign(origin="eigen", other_area=0, variant=OWN_CODE)
    return pd.concat(
        [each for each in (line.assign(variant=""), variants) if len(each)] or [line.assign(variant="")]
    )


def _sums(own: pd.DataFrame, lineage: Lineage, division: int) -> pd.DataFrame:
    """Return the shares of those that were made of others: counts and implied young people summed."""
    places = places_of({int(year) for year in own["year"]}, lineage, division)
    codes = {code for code, _ in [*places.summed, *places.divided]}
    codes |= {code for code in own["region"].unique() if (lineage.ended(code) or division + 1) <= division}
    terms = own.loc[own["region"].isin(codes), ["region", "year", "period", "numerator", "denominator"]]
    sums = through_years(terms, lineage, division, ["numerator", "denominator"], ("year", "period"))
    sums = sums[among(sums, [*places.summed, *places.divided])]
    of_period = own.groupby("period")[["period_status", "source"]].first()
    value = 100 * sums["numerator"] / sums["denominator"].where(sums["denominator"] > 0)
    status = sums["cell_status"].mask(value.isna() & sums["cell_status"].eq("ok"), "geen_cijfer")
    terms = sums[["numerator", "denominator"]].where(value.notna())
    return sums.assign(**terms, value=value, cell_status=status).join(of_period, on="period")[
        list(own.columns)
    ]


def _keys(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[["region", "period"]])


def _wijkteam(facts: Facts, division_year: int | None) -> pd.DataFrame:
    top, bottom = (_observed(facts, name) for name in WIJKTEAM)
    rows = pd.DataFrame(
        {
            "year": top["year"].astype(int),
            "value": np.nan,
            "numerator": top["value"],
            "denominator": bottom["value"].reindex(top.index),
            "period_status": top["period_status"],
            "cell_status": "ok",
            "source": top["source_id"],
        }
    )
    rows["value"] = 100 * rows["numerator"] / rows["denominator"].where(rows["denominator"] > 0)
    rows["cell_status"] = np.where(rows["value"].isna(), "geen_cijfer", "ok")
    return _line(rows.reset_index(), lineage_of(facts, WIJKTEAM[1]), division_year, with_counts=True)


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
