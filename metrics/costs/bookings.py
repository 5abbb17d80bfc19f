"""Booking: where gemeenten put their amounts, and where that changed so much that comparing is unsafe.

Families of taakvelden that hold together through the years: 6.1 (samenkracht), 6.2 (wijkteams, toegang;
6.21-6.23 from 2025), 6.72 (help for youth: 6.72-6.74 in 2023-2024, 6.75, 6.76 and the pgb from 2025), 6.82
(protection and probation). 6.72 and 6.82 together are the narrow youth series. A flag says what makes a
comparison unsafe: a zero, a leap against the year before or against the begroting, an amount that moved
between families, a gemeente that books for others. MAD on the level misses Amersfoort 2019, so leaps are
judged on log ratios (methode 6, 8, 9).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import pandas as pd

from metrics.costs.plausibility import FAR, modified_z
from metrics.records import RegionalLead, TaakveldSet

SHARES = ["region", "year", "statement", "family", "lasten_eur", "share_pct"]
FLAGS = ["region", "year", "statement", "kind", "from_family", "to_family", "amount_eur", "ratio", "z"]
# What with_leads adds: 'geheel', 'deels' or '' and what that rests on.
NAMED = [*FLAGS, "lead", "evidence"]
# Order of the families on screen, and which of them are the youth series.
FAMILIES = ("6.1", "6.2", "6.72", "6.82")
YOUTH = ("6.72", "6.82")
FAMILY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "6.1": "Samenkracht en participatie (6.1)",
        "6.2": "Wijkteam en toegang (6.2)",
        "6.72": "Jeugdhulp (6.72 en opvolgers)",
        "6.82": "Jeugdbescherming en reclassering (6.82)",
        "youth": "jeugdzorg",
    }
)
# An amount "moved" between two families when one fell and the other rose, both by at least this share of the
# youth lasten (average of the two years), and neither by more than twice the other: else the two have little
# to do with each other (6.1 rose in 2022 in many gemeenten for reasons of its own).
MOVED_SHARE = 0.10
MOVED_AT_MOST_TIMES = 2.0


class Flag(StrEnum):
    """What makes a comparison of this gemeente, year and statement unsafe."""

    ZERO = "nul"  # the whole youth series is zero: taken as missing
    PART_ZERO = "deel_nul"  # one of 6.72 and 6.82 is zero, the other is not
    NEGATIVE = "negatief"
    LEAP = "sprong"  # against the same statement a year earlier
    BUDGET = "begroting"  # accounts against the begroting of the same year
    MOVED_EDGE = "verschoven_rand"  # between youth and 6.1 or 6.2: the youth total changes with it
    MOVED_WITHIN = "verschoven_binnen"  # between 6.72 and 6.82: the total stays
    LEAD = "boekt_voor_anderen"


# Between which families an amount moves, and what that is called.
EDGES = (("6.1", "youth", Flag.MOVED_EDGE), ("6.2", "youth", Flag.MOVED_EDGE))
WITHIN = ("6.72", "6.82", Flag.MOVED_WITHIN)
# Wide lasten hold 6.2 too: what moves between youth and 6.2 stays inside.
WIDE_EDGES = (("6.1", "wide", Flag.MOVED_EDGE),)
_KEYS = ["region", "year", "statement"]


def family_of(taakveld: str, year: int, sets: Iterable[TaakveldSet]) -> str | None:
    """Return the family of a taakveld in a year, None for one that belongs to none (6.71, 6.81, 6.9 ...)."""
    if taakveld == "6.1":
        return "6.1"
    if taakveld == "6.2" or (year >= 2025 and taakveld in {"6.21", "6.22", "6.23"}):
        return "6.2"
    for span in sets:
        if span.first_year <= year and (span.last_year is None or year <= span.last_year):
            if taakveld.startswith("6.82") and "6.82" in span.narrow_prefixes:
                return "6.82"
            return "6.72" if taakveld.startswith(span.narrow_prefixes) else None
    return None


def amounts_by_family(finance: pd.DataFrame, sets: Iterable[TaakveldSet]) -> pd.DataFrame:
    """Add the lasten up per family.

    In: rows with region, year, statement, taakveld, lasten_eur (metrics.facts.FINANCE). Out: region, year,
    statement and a column a family (euro; 0 where the gemeente delivered a zero, missing where it delivered
    nothing for that family), sorted. A gemeente without any amount in a statement has no row.
    """
    spans = tuple(sets)
    codes = finance[["taakveld", "year"]].drop_duplicates()
    pairs = zip(codes["taakveld"].astype(str), codes["year"].astype(int), strict=True)
    families = pd.Series([family_of(code, year, spans) for code, year in pairs], codes.index, dtype=object)
    codes = codes.assign(family=families).dropna(subset="family")
    rows = finance[[*_KEYS, "taakveld", "lasten_eur"]].merge(codes, on=["taakveld", "year"])
    rows = rows.astype({"lasten_eur": float, "family": "str"}).dropna(subset="lasten_eur")
    wide = rows.groupby([*_KEYS, "family"])["lasten_eur"].sum().unstack("family")  # noqa: PD010 - a pivot sums again
    return wide.reindex(columns=list(FAMILIES)).rename_axis(columns=None).sort_index().reset_index()


def shares(by_family: pd.DataFrame) -> pd.DataFrame:
    """Return each family's share of the four together, 0-100.

    In: as `amounts_by_family`. Out: SHARES, four rows a region, year and statement. Where a family is
    missing or negative, or all are zero, `share_pct` is missing for the four.
    """
    parts = by_family[list(FAMILIES)]
    usable = parts.notna().all(axis=1) & (parts >= 0).all(axis=1) & (parts.sum(axis=1) > 0)
    percent = 100 * parts.div(parts.sum(axis=1).where(usable), axis=0)
    keys = ["region", "year", "statement"]
    long = by_family.melt(id_vars=keys, value_vars=list(FAMILIES), var_name="family", value_name="lasten_eur")
    long["share_pct"] = percent.melt(var_name="family", value_name="share_pct")["share_pct"]
    order = long["family"].map({name: place for place, name in enumerate(FAMILIES)})
    return long.assign(_=order).sort_values([*keys, "_"], ignore_index=True)[SHARES]


def flags(by_family: pd.DataFrame, earlier: pd.DataFrame | None = None) -> pd.DataFrame:
    """Flag what makes comparing unsafe, in every region, year and statement.

    In: `by_family` as `amounts_by_family`, of all gemeenten: what is usual in a year follows from them.
    `earlier`: the same for the year before every row, in the division of the row's own year (rows carry
    the year they belong *to*, so `year` = row's year); default: the rows of year - 1 with the same code, so
    that a gemeente that gained or lost a part that year must be handed over by the caller.
    Out: FLAGS, sorted. `amount_eur`: the amount that moved, or the youth lasten; `ratio`: this year over the
    year before, or accounts over begroting; `z`: modified z of its logarithm.
    """
    now, before = _two_years(by_family, earlier)
    youth, youth_before = _youth(now), _youth(before)
    found = [
        _rows(now.index[(youth == 0).to_numpy()], Flag.ZERO),
        *_part_zero(now, youth),
        *_negative(now),
        _leaps(youth, youth_before),
        _against_budget(youth),
        *_moved(now, before, (*EDGES, WITHIN)),
    ]
    return _together(found)


def moved_edges(
    by_family: pd.DataFrame, earlier: pd.DataFrame | None = None, *, wide: bool = False
) -> pd.DataFrame:
    """Return of `flags` those of kind MOVED_EDGE alone: what makes growth of the youth lasten unsafe (methode 27).

    `wide`: of the youth lasten with 6.2, so what moved between 6.1 and those together ('wide').
    """
    return _together(_moved(*_two_years(by_family, earlier), WIDE_EDGES if wide else EDGES))


def with_leads(found: pd.DataFrame, by_family: pd.DataFrame, leads: Iterable[RegionalLead]) -> pd.DataFrame:
    """Name regional leads as what they are.

    In: `found` as `flags`, `by_family` the rows they come from, `leads` of data/regional_leads.toml. Out:
    NAMED: every flag with, where the gemeente books for others in that year and statement, how far ('geheel'
    or 'deels') and the evidence; and a row LEAD for every such year, also where nothing else was flagged.
    """
    spans = tuple(leads)
    known = by_family["region"].isin({lead.region for lead in spans})
    keys = by_family.loc[known, ["region", "year", "statement"]].assign(kind=str(Flag.LEAD))
    own = [lead_of(str(r), int(y), str(s), spans) for r, y, s, _ in keys.itertuples(index=False)]
    rows = pd.concat([found, keys[[one is not None for one in own]]]).reindex(columns=FLAGS)
    which = [
        lead_of(*key, spans) for key in zip(rows["region"], rows["year"], rows["statement"], strict=True)
    ]
    named = rows.assign(
        lead=[one.kind if one else "" for one in which],
        evidence=[one.evidence if one else "" for one in which],
    )
    return named.sort_values(["region", "year", "statement", "kind"], ignore_index=True)[NAMED]


def lead_of(region: str, year: int, statement: str, leads: Iterable[RegionalLead]) -> RegionalLead | None:
    """Return the lead record that covers a gemeente, year and statement, None where there is none."""
    for lead in leads:
        in_span = lead.first_year <= year <= (lead.last_year or year)
        if lead.region == region and in_span and lead.statement in ("", statement):
            return lead
    return None


def _two_years(by_family: pd.DataFrame, earlier: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the amounts of every row and those of the year before, by region, year and statement."""
    now = by_family.set_index(_KEYS)[list(FAMILIES)]
    if earlier is None:
        earlier = by_family.assign(year=by_family["year"] + 1)
    return now, earlier.set_index(_KEYS)[list(FAMILIES)].reindex(now.index)


def _together(found: Iterable[pd.DataFrame]) -> pd.DataFrame:
    filled = [part for part in found if len(part)]
    if not filled:
        return pd.DataFrame({column: [] for column in FLAGS})
    return pd.concat(filled).reindex(columns=FLAGS).sort_values([*_KEYS, "kind"], ignore_index=True)


def _youth(wide: pd.DataFrame) -> pd.Series:
    return wide[list(YOUTH)].sum(axis=1, min_count=1)


def _rows(index: pd.Index, kind: Flag, **columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns, index=index).assign(kind=str(kind)).reset_index()


def _part_zero(now: pd.DataFrame, youth: pd.Series) -> list[pd.DataFrame]:
    out = []
    for family in YOUTH:
        hit = (now[family] == 0) & (youth > 0)
        out.append(_rows(now.index[hit.to_numpy()], Flag.PART_ZERO, from_family=family))
    return out


def _negative(now: pd.DataFrame) -> list[pd.DataFrame]:
    out = []
    for family in FAMILIES:
        rows = now.loc[now[family] < 0, family]
        out.append(_rows(rows.index, Flag.NEGATIVE, from_family=family, amount_eur=rows))
    return out


def _outliers(ratio: pd.Series, amount: pd.Series, kind: Flag) -> pd.DataFrame:
    """Flag the ratios that lie far from what was usual in that year and statement."""
    log = np.log(ratio.where(ratio > 0)).dropna()
    z = log.groupby(level=["year", "statement"], group_keys=False).apply(modified_z) if len(log) else log
    hit = z[z.abs() > FAR]
    return _rows(hit.index, kind, amount_eur=amount.loc[hit.index], ratio=ratio.loc[hit.index], z=hit)


def _leaps(youth: pd.Series, before: pd.Series) -> pd.DataFrame:
    return _outliers(youth.where(youth > 0) / before.where(before > 0), youth, Flag.LEAP)


def _against_budget(youth: pd.Series) -> pd.DataFrame:
    statement = youth.index.get_level_values("statement")
    account = youth[statement == "jaarrekening"]
    own_plan = [(region, year, "begroting") for region, year, _ in account.index]
    plan = youth.reindex(pd.MultiIndex.from_tuples(own_plan, names=youth.index.names))
    ratio = account.where(account > 0) / plan.where(plan > 0).to_numpy()
    return _outliers(ratio, account, Flag.BUDGET)


def _moved(
    now: pd.DataFrame, before: pd.DataFrame, between: Iterable[tuple[str, str, Flag]]
) -> list[pd.DataFrame]:
    """Flag amounts that left one family and turned up in another."""
    youth, youth_before = _youth(now), _youth(before)
    pot = ((youth + youth_before) / 2).where((youth >= 0) & (youth_before >= 0))
    steps = (now - before).assign(youth=youth - youth_before)
    steps["wide"] = steps["youth"] + steps["6.2"]
    out = []
    for left, right, kind in between:
        sizes = pd.concat([steps[left].abs(), steps[right].abs()], axis=1)
        amount = sizes.min(axis=1)
        opposite = np.sign(steps[left]) * np.sign(steps[right]) < 0
        alike = sizes.max(axis=1) <= MOVED_AT_MOST_TIMES * amount
        hit = amount[opposite & alike & (amount >= MOVED_SHARE * pot) & (pot > 0)]
        names = pd.DataFrame({"falls": left, "rises": right}, index=hit.index)
        rising = steps.loc[hit.index, left] > 0
        names.loc[rising, ["falls", "rises"]] = [right, left]
        rows = _rows(hit.index, kind, from_family=names["falls"], to_family=names["rises"], amount_eur=hit)
        out.append(rows.assign(ratio=(hit / pot.loc[hit.index]).to_numpy()))
    return out
