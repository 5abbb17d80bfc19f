"""Use of youth care: shares of young people with and without stay, the wijkteam's part, and their index.

Every share is CBS's own published percentage. The denominator beside it is *implied* (count / percentage): it
is there so that a group can be a ratio of sums, and is no count of young people to show. In 2021 more
providers began to report (84134NED ends, 85099NED begins): nothing is set against a period on the other side.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from metrics import figures
from metrics.facts import Facts
from metrics.numbers.ratios import index
from metrics.places.lineage import Broken, Lineage

BASE_PERIOD = "2017H1"
BREAK_YEAR = 2021
Way = Literal["eigen", "rapport"]


class Share(NamedTuple):
    """The observations of one indicator: percentage, and count where there is one."""

    pct: str
    users: str | None


Key = tuple[str, str]  # region, period
Terms = tuple[float, ...]  # percentage, users, implied young people
Merged = tuple[str, Terms]  # cell status and terms
_NOTHING: Terms = (float("nan"),) * 3

SHARES: Mapping[str, Share] = MappingProxyType(
    {
        "zonder_verblijf": Share("jh_121_pct", "jh_121_n"),
        "met_verblijf": Share("jh_122_pct", "jh_122_n"),
        # other scope (under 18, all in natura) and percentages only: never set beside the two above unsaid
        "natura_jeugdhulp": Share("natura_jeugdhulp_pct", None),
    }
)
WIJKTEAM = ("jh_1211_n", "jh_121_n")


def compute(facts: Facts, division_year: int | None = None) -> pd.DataFrame:
    """Return the figures on use as a figures frame: every region and period of the source.

    `zonder_verblijf`, `met_verblijf` (% of young people under 23, in natura; 84134NED to 2020, 85099NED from
    2021), `natura_jeugdhulp` (% under 18; 82972NED, 85098NED), `wijkteam_aandeel` (JH 1211 / JH 121, %),
    `index_zonder_verblijf` (first half of 2017 = 100, on the percentages, half-years; 'gebroken' from 2021
    on). A gemeente before it existed: its predecessors, where they have counts and percentages. What CBS
    keeps secret stays missing, also where another figure would give it away.
    """
    lineage = Lineage(facts.mergers, facts.regions)
    parts = [_share(facts, name, share, lineage) for name, share in SHARES.items()]
    level = parts[0]
    parts += [_wijkteam(facts, lineage), _index(level, lineage)]
    return figures.concat(parts)


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


def _share(facts: Facts, indicator: str, share: Share, lineage: Lineage) -> pd.DataFrame:
    observed = _observed(facts, share.pct)
    if not len(observed):
        return figures.empty()
    count = _observed(facts, share.users)["value"] if share.users else pd.Series(dtype=float)
    rows = pd.DataFrame(
        {
            "value": observed["value"],
            "numerator": count.reindex(observed.index),
            "period_status": observed["period_status"],
            "cell_status": observed["cell_status"],
            "source": observed["source_id"],
            "origin": "eigen",
        }
    )
    rows["denominator"] = _implied(rows["numerator"], rows["value"])
    rows["numerator"] = rows["numerator"].where(rows["denominator"].notna())
    rows = _existing(_from_predecessors(rows, lineage), lineage)
    return figures.complete(rows.reset_index().assign(indicator=indicator))


def _observed(facts: Facts, indicator: str) -> pd.DataFrame:
    """Return the observations of one indicator by (region, period), years and half-years.

    82972NED has one quarter (2015K1), a trial of CBS; it stays in the store and in no figure.
    """
    rows = facts.observations[facts.observations["indicator"] == indicator]
    rows = rows[~rows["period"].str.contains("K", regex=False)]
    return rows.drop_duplicates(["region", "period"], keep="last").set_index(["region", "period"])


def _implied(count: pd.Series, pct: pd.Series) -> pd.Series:
    return count / pct.where((pct > 0) & (count > 0)) * 100


def _existing(rows: pd.DataFrame, lineage: Lineage) -> pd.DataFrame:
    """Drop the rows that CBS keeps for gemeenten after they ended."""
    region = rows.index.get_level_values("region")
    last = {code: lineage.ended(code) for code in region.unique()}
    year = rows.index.get_level_values("period").str[:4].astype(int)
    gone = pd.Series(region).map(last).astype(float).to_numpy()
    return rows[~(year.to_numpy() >= np.where(np.isnan(gone), np.inf, gone))]


def _from_predecessors(rows: pd.DataFrame, lineage: Lineage) -> pd.DataFrame:
    """Fill in gemeenten before they existed: sums of the terms of those they were made of, and their ratio."""
    began = {code: lineage.began(code) for code in rows.index.get_level_values("region").unique()}
    terms = _terms(rows)
    wanted = [
        key for key, term in terms.items()
        if (first := began[key[0]]) is not None and int(key[1][:4]) < first and np.isnan(term[0])
    ]  # fmt: skip
    if not wanted:
        return rows
    found = {
        (code, period): _merged(terms, lineage.predecessors(code, int(period[:4]), began[code]), period)
        for code, period in wanted
    }
    return _overwritten(rows, found)


def _terms(rows: pd.DataFrame) -> dict[Key, Terms]:
    numbers = rows[["value", "numerator", "denominator"]].astype(float).to_numpy()
    return dict(zip(rows.index, map(tuple, numbers.tolist()), strict=True))


def _overwritten(rows: pd.DataFrame, found: Mapping[Key, Merged]) -> pd.DataFrame:
    columns = ["value", "numerator", "denominator", "cell_status"]
    index = pd.MultiIndex.from_tuples(list(found), names=rows.index.names)
    new = pd.DataFrame([(*terms, status) for status, terms in found.values()], columns=columns, index=index)
    kept = rows[~rows.index.isin(index)]
    others = rows[rows.index.isin(index)].drop(columns=columns)
    return pd.concat([kept, others.join(new).assign(origin="voorgangers")])


def _merged(terms: Mapping[Key, Terms], parts: tuple[str, ...] | Broken, period: str) -> Merged:
    """Return the status, and percentage, users and implied young people of gemeenten together."""
    if isinstance(parts, Broken):
        return "gebroken", _NOTHING
    known = [terms.get((part, period), _NOTHING) for part in parts]
    users, young = sum(term[1] for term in known), sum(term[2] for term in known)
    if np.isnan(users) or np.isnan(young) or not young > 0:
        return "geen_cijfer", _NOTHING
    return "ok", (users / young * 100, users, young)


def _wijkteam(facts: Facts, lineage: Lineage) -> pd.DataFrame:
    top, bottom = (_observed(facts, name) for name in WIJKTEAM)
    if not len(top) or not len(bottom):
        return figures.empty()
    rows = pd.DataFrame(
        {
            "numerator": top["value"],
            "denominator": bottom["value"].reindex(top.index),
            "period_status": top["period_status"],
            "source": top["source_id"],
            "origin": "eigen",
        }
    )
    rows["value"] = 100 * rows["numerator"] / rows["denominator"].where(rows["denominator"] > 0)
    rows["cell_status"] = np.where(rows["value"].isna(), "geen_cijfer", "ok")
    rows = _existing(_from_predecessors(rows, lineage), lineage)
    return figures.complete(rows.reset_index().assign(indicator="wijkteam_aandeel"))


def _index(level: pd.DataFrame, lineage: Lineage) -> pd.DataFrame:
    """Set every half-year against the first half of 2017, in the same area."""
    rows = level[level["period"].str.contains("H")].set_index(["region", "period"])
    rows = rows[rows.index.get_level_values("period") >= BASE_PERIOD]
    if not len(rows):
        return figures.empty()
    base = _bases(rows, lineage)
    after = rows.index.get_level_values("period").str[:4].astype(int) >= BREAK_YEAR
    value = index(rows["value"], base["value"])
    missing = value.isna().map({True: "geen_cijfer", False: "ok"})
    status = figures.worst(rows["cell_status"], base["cell_status"], missing)
    return figures.complete(
        rows.assign(
            indicator="index_zonder_verblijf",
            value=value.where(~after),
            base_numerator=base["numerator"],
            base_denominator=base["denominator"],
            cell_status=status.mask(after, "gebroken"),
        ).reset_index()
    )


def _bases(rows: pd.DataFrame, lineage: Lineage) -> pd.DataFrame:
    """Give every row its base; for a gemeente that took others in since 2017 that of all of them together."""
    terms = _terms(rows)
    statuses = dict(zip(rows.index, rows["cell_status"], strict=True))
    base_year = int(BASE_PERIOD[:4])
    found: list[Merged] = []
    for code, period in rows.index:
        own = terms.get((code, BASE_PERIOD), _NOTHING)
        parts = lineage.changed(base_year, int(period[:4])).parts.get(code)
        if parts is None or (lineage.began(code) is not None and not np.isnan(own[0])):
            # unchanged; or new since, and its own figure of 2017 is already that of all parts
            found.append((statuses.get((code, BASE_PERIOD), "geen_cijfer"), own))
        else:
            found.append(_merged(terms, parts, BASE_PERIOD))
    columns = ["value", "numerator", "denominator"]
    base = pd.DataFrame([each for _, each in found], columns=columns, index=rows.index)
    return base.assign(cell_status=[status for status, _ in found])
