"""Observations as figures: what CBS publishes, and one count over another, in one division.

A gemeente of today is in every period what it is today (methode 29): counts of predecessors are summed, also for one
that took others in under its own code. Of percentages alone nothing can be summed: there it keeps its own.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.facts import Facts
from metrics.figures import ORIGIN, OWN_CODE
from metrics.places.line import among, as_line, existing, places_of, unchanged
from metrics.places.lineage import Lineage, through_years

# What a line has besides `region`, `period` and `year`.
COLUMNS = ["value", "numerator", "denominator", "period_status", "cell_status", "source"]


def published(facts: Facts, indicator: str, division_year: int | None) -> pd.DataFrame:
    """Return figures that CBS publishes as they are: `in_division` of an observation without counts."""
    found = observed(facts, indicator)
    rows = bare(found).assign(value=found["value"], cell_status=found["cell_status"])
    return in_division(rows.reset_index(), lineage_of(facts, indicator), division_year, with_counts=False)


def ratio(
    facts: Facts, counts: Sequence[str], per: str, division_year: int | None, factor: float = 1.0
) -> pd.DataFrame:
    """Return one or more counts (added up) over another count, times `factor`: `in_division` of both.

    Missing where one of the counts is, or what they are divided by is not above 0.
    """
    top, bottom = [observed(facts, each) for each in counts], observed(facts, per)
    first = top[0]
    number = sum((each["value"].reindex(first.index) for each in top[1:]), first["value"])
    rows = bare(first).assign(
        numerator=number, denominator=bottom["value"].reindex(first.index), source=_both(first, bottom)
    )
    rows["value"] = factor * rows["numerator"] / rows["denominator"].where(rows["denominator"] > 0)
    rows["cell_status"] = np.where(rows["value"].isna(), "geen_cijfer", "ok")
    lineage = lineage_of(facts, per)
    return in_division(rows.reset_index(), lineage, division_year, with_counts=True, factor=factor)


def bare(found: pd.DataFrame) -> pd.DataFrame:
    """Return what every line of observations has: COLUMNS with `year`, the terms and the value still missing."""
    return pd.DataFrame(
        {
            "year": found["year"].astype(int),
            "value": np.nan,
            "numerator": np.nan,
            "denominator": np.nan,
            "period_status": found["period_status"],
            "cell_status": "ok",
            "source": found["source_id"],
        }
    )


def _both(first: pd.DataFrame, bottom: pd.DataFrame) -> pd.Series:
    """Return the tables of both sides of a ratio: '83454NED, 70072ned'; one table is named once."""
    own = first["source_id"].astype(str)
    other = bottom["source_id"].reindex(first.index).astype(object)
    return own.where(other.isna() | other.eq(own), own + ", " + other.fillna("").astype(str))


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


def observed(facts: Facts, indicator: str) -> pd.DataFrame:
    """Return the observations of one indicator by (region, period), years and half-years.

    82972NED has one quarter (2015K1), a trial of CBS; it stays in the store and in no figure.
    """
    rows = facts.observations[facts.observations["indicator"] == indicator]
    rows = rows[~rows["period"].str.contains("K", regex=False)]
    return rows.drop_duplicates(["region", "period"], keep="last").set_index(["region", "period"])


def in_division(
    rows: pd.DataFrame,
    lineage: Lineage,
    division_year: int | None,
    with_counts: bool,
    factor: float = 100.0,
) -> pd.DataFrame:
    """Put figures in one division: their columns, `origin`, `other_area` and `variant` ('' or OWN_CODE).

    In: `region`, `period`, `year` and COLUMNS, in the gemeenten of their own period; `with_counts`: both terms are
    there; `factor`: what their ratio is multiplied with.

    What CBS publishes of a gemeente for a time before it existed stands; without counts a gemeente that took
    others in keeps its own percentage, and one that got another code for the same area has that of its old code.
    """
    if not len(rows):
        return rows.assign(origin="", other_area=0, variant="")
    division = division_year or lineage.newest or 0
    rows = _under_new_code(rows, lineage, division)
    began = {code: lineage.began(code) for code in rows["region"].unique()}
    first = rows["region"].map(began).astype(float)
    every = existing(rows, lineage)
    # CBS keeps an empty row of every gemeente in every period
    own = every[every["value"].notna() | ~every["year"].lt(first.reindex(every.index))]
    summed = places_of({int(year) for year in own["year"]}, lineage, division).summed
    here = own["value"].notna() & among(own, summed)
    stands = own[here & (own["region"].map(began).notna() | (not with_counts))]
    made = _sums(every, lineage, division, factor)
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


def _under_new_code(rows: pd.DataFrame, lineage: Lineage, division: int) -> pd.DataFrame:
    """Add what CBS has of a gemeente of a division under the code it had before, as its own.

    It stands in the place of the empty row that CBS keeps of the new code. A gemeente of which CBS has both keeps what
    is under its new code; what is under the old one stays too, as of a gemeente that is no more.
    """
    events = [event for event in lineage.renames() if event.year <= division]
    is_theirs = rows["region"].isin({code for event in events for code in (event.old_code, event.new_code)})
    theirs = rows[is_theirs]  # a few rows: the others are not walked over for each of them
    for event in events:
        is_new, has_value = theirs["region"].eq(event.new_code), theirs["value"].notna()
        before = theirs[theirs["region"].eq(event.old_code) & theirs["year"].lt(event.year) & has_value]
        before = before[~before["period"].isin(theirs.loc[is_new & has_value, "period"])]
        replaced = is_new & theirs["period"].isin(before["period"])
        theirs = pd.concat([theirs[~replaced], before.assign(region=event.new_code)])
    return pd.concat([rows[~is_theirs], theirs], ignore_index=True) if len(theirs) else rows


def _sums(own: pd.DataFrame, lineage: Lineage, division: int, factor: float) -> pd.DataFrame:
    """Return the figures of those that were made of others: both terms summed."""
    places = places_of({int(year) for year in own["year"]}, lineage, division)
    codes = {code for code, _ in [*places.summed, *places.divided]}
    codes |= {code for code in own["region"].unique() if (lineage.ended(code) or division + 1) <= division}
    terms = own.loc[own["region"].isin(codes), ["region", "year", "period", "numerator", "denominator"]]
    sums = through_years(terms, lineage, division, ["numerator", "denominator"], ("year", "period"))
    sums = sums[among(sums, [*places.summed, *places.divided])]
    of_period = own.groupby("period")[["period_status", "source"]].first()
    value = factor * sums["numerator"] / sums["denominator"].where(sums["denominator"] > 0)
    status = sums["cell_status"].mask(value.isna() & sums["cell_status"].eq("ok"), "geen_cijfer")
    terms = sums[["numerator", "denominator"]].where(value.notna())
    return sums.assign(**terms, value=value, cell_status=status).join(of_period, on="period")[
        list(own.columns)
    ]


def _keys(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[["region", "period"]])
