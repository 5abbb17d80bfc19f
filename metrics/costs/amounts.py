"""What every cost figure is made of: amounts, inhabitants and young people, per gemeente, year and statement.

Three ways to look at a year: in the gemeenten of that year (`amounts`), added up to the gemeenten of a later one
(`in_division`), and as a line: every year in one division, with what cannot be added up (`line`).

A gemeente that was taken in during a year and has no accounts of that year (Weesp, 24 March 2022) counts in from
that year: what it delivered and whom it counted join the gemeente that took it in (`delivered_to`).
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from metrics import figures
from metrics.costs.plausibility import judge
from metrics.costs.taakvelden import narrow_and_wide, youth_lasten
from metrics.facts import Facts
from metrics.places.line import OTHER_AREA, as_line, with_early
from metrics.places.lineage import SPLIT, Event, Lineage, links, with_values
from metrics.records import Records, RegionalLead, TaakveldSet

SUMS = ["lasten_eur", "baten_eur", "breed_eur", "inwoners_n", "tot18_n", "youth_n", "users_n"]
AMOUNTS = ["region", "year", "statement", *SUMS, "cell_status", "period_status", "users_status", "source"]
LINE = [*AMOUNTS, figures.ORIGIN, OTHER_AREA]
# Column -> indicator of the observations, whole years only.
COUNTS = {
    "inwoners_n": "inwoners_n",
    "tot18_n": "inwoners_0_17_n",
    "youth_n": "inwoners_0_22_n",
    "users_n": "jz_totaal_n",
}


def delivered_to(facts: Facts, records: Records) -> tuple[pd.DataFrame, Lineage]:
    """Return the finance rows (metrics.facts.FINANCE) under the codes they count for, and the lineage for costs.

    A gemeente that was taken in during a year, without accounts of that year while the one that took it in has
    them, counts as taken in from that year's 1 January: its rows of that year (a begroting, zeros) are the
    other's. Where it was divided, or where it delivered, it stays what it was.
    """
    lineage = Lineage(facts.mergers, facts.regions)
    finance = facts.finance
    early = [event for event in lineage.mid_year() if _has_no_accounts(event, finance, records.taakvelden)]
    for event in early:
        theirs = (finance["region"] == event.old_code) & (finance["year"] >= event.date.year)
        finance = finance.assign(region=finance["region"].mask(theirs, event.new_code))
    if not early:
        return finance, lineage
    return finance, Lineage(facts.mergers, facts.regions, early=[event.old_code for event in early])


def _has_no_accounts(event: Event, finance: pd.DataFrame, sets: Iterable[TaakveldSet]) -> bool:
    rows = finance[finance["year"] == event.date.year]
    rows = rows[rows["region"].isin([event.old_code, event.new_code]) & rows["statement"].eq("jaarrekening")]
    if event.kind == SPLIT or not len(rows):
        return False
    known = set(youth_lasten(rows, sets).dropna(subset="lasten_eur")["region"])
    return event.new_code in known and event.old_code not in known


def amounts(facts: Facts, records: Records) -> pd.DataFrame:
    """Return AMOUNTS: `own_years` of what a build delivered."""
    return own_years(counts_of(facts), records, *delivered_to(facts, records))


def own_years(
    counts: Mapping[str, pd.DataFrame], records: Records, finance: pd.DataFrame, lineage: Lineage
) -> pd.DataFrame:
    """Return AMOUNTS: a row a gemeente, year and statement, in the gemeenten of that year.

    In: `counts_of` a build; `finance` and `lineage` as `delivered_to` gives them. `lasten_eur`, `baten_eur` (narrow
    series), `breed_eur` (lasten of the wide one) in euro; `inwoners_n`, `tot18_n` and `youth_n` (0-22) on 1 January;
    `users_n` young people with jeugdzorg in the calendar year (JZ Totaal). Missing stays missing. `cell_status`
    is about the lasten: as metrics.costs.taakvelden.youth_lasten, and 'niet_plausibel'
    (metrics.costs.plausibility) or 'boekt_voor_anderen' (a regional lead that books for its whole region).
    `period_status`: of the inhabitants; `users_status`: of the count of young people. `source`: the Iv3 table.
    Empty where no accounts are loaded.
    """
    if not len(finance):
        return pd.DataFrame({column: [] for column in AMOUNTS})
    rows = narrow_and_wide(finance, records.taakvelden)
    for column in COUNTS:
        counted = with_early(counts[column], column, lineage)
        rows = rows.merge(counted, on=["region", "year"], how="left")
    rows["period_status"] = rows["inwoners_n_period_status"].fillna("onbekend")
    rows["users_status"] = rows["users_n_period_status"].fillna("onbekend")
    rows["cell_status"] = _with_leads(rows, lineage, records.leads)
    return rows[AMOUNTS]


def counts_of(facts: Facts) -> dict[str, pd.DataFrame]:
    """Return every count of COUNTS by its column: `count`."""
    return {column: count(facts, column) for column in COUNTS}


def count(facts: Facts, column: str) -> pd.DataFrame:
    """Return one count of COUNTS: region, year, the column, its period status and source."""
    observations = facts.observations
    rows = observations[observations["indicator"] == COUNTS[column]]
    rows = rows[rows["period"].str.len() == len("2019")]
    rows = rows.drop_duplicates(["region", "period"], keep="last")
    return pd.DataFrame(
        {
            "region": rows["region"],
            "year": rows["period"].astype(int),
            column: rows["value"].astype(float),
            f"{column}_period_status": rows["period_status"],
            f"{column}_source": rows["source_id"],
        }
    )


def count_tables(counts: Mapping[str, pd.DataFrame]) -> dict[tuple[str, int], str]:
    """Return which table gave a count in a year: (column of COUNTS, year) -> table id."""
    found: dict[tuple[str, int], str] = {}
    for column in COUNTS:
        known = counts[column].dropna(subset=[column]).drop_duplicates("year")
        tables = zip(known["year"], known[f"{column}_source"], strict=True)
        found |= {(column, int(year)): str(table) for year, table in tables}
    return found


def in_division(rows: pd.DataFrame, lineage: Lineage, division_year: int) -> pd.DataFrame:
    """Add up predecessors, so that all years to `division_year` are in the gemeenten of that year.

    In and out: AMOUNTS. A sum is missing where a predecessor lacks that amount or count; `cell_status` is the
    worst of the parts, 'gebroken' where one was split, 'niet_geleverd' where one has no row.
    """
    return in_divisions(rows, lineage, [division_year])[division_year]


def line(rows: pd.DataFrame, lineage: Lineage, division_year: int) -> pd.DataFrame:
    """Return LINE: every year in the gemeenten of `division_year`, and what cannot be added up to it.

    In: AMOUNTS of `own_years`. `origin` and `other_area`: metrics.places.line.as_line. `cell_status` of a sum as
    for `in_division`; of who received part of a divided gemeente its own, 'gebroken' where it did not exist.
    """
    return as_line(in_division(rows, lineage, division_year), rows, lineage, division_year)[LINE]


def in_divisions(rows: pd.DataFrame, lineage: Lineage, years: Sequence[int]) -> dict[int, pd.DataFrame]:
    """Return `in_division` for several years, in one pass: the work is in the calls, not in the rows."""
    same: dict[int, pd.DataFrame] = {}
    found: list[pd.DataFrame] = []
    for division in years:
        until = rows[rows["year"] <= division]
        is_touched, parts = links(until, lineage, division)
        same[division] = until[~is_touched]
        found.append(parts.assign(division=division))
    parts = pd.concat(found, ignore_index=True)
    if not len(parts):
        return {division: frame[AMOUNTS].reset_index(drop=True) for division, frame in same.items()}
    joined = with_values(parts, rows, ("year", "statement"))
    status = joined["cell_status"].fillna("niet_geleverd")
    sums = _add_up(joined.assign(cell_status=status.mask(joined["broken"].astype(bool), "gebroken")))
    sums[SUMS] = sums[SUMS].where(sums["cell_status"].ne("gebroken"))
    sums = sums.fillna({"period_status": "onbekend", "users_status": "onbekend", "source": ""})
    return {
        division: pd.concat([frame, sums[sums["division"] == division]], ignore_index=True)[AMOUNTS]
        for division, frame in same.items()
    }


def _add_up(joined: pd.DataFrame) -> pd.DataFrame:
    keys = ["division", "region", "year", "statement"]
    ranked = joined.assign(
        cell_status=_rank(joined["cell_status"], figures.CELL_STATUSES),
        period_status=_rank(joined["period_status"], figures.PERIOD_STATUSES),
        users_status=_rank(joined["users_status"], figures.PERIOD_STATUSES),
    )
    grouped = ranked.groupby(keys, sort=True)
    sums = grouped[SUMS].sum(min_count=1).where(grouped[SUMS].count().eq(grouped.size(), axis=0))
    worst = grouped[["cell_status", "period_status", "users_status"]].max()
    sums["cell_status"] = [figures.CELL_STATUSES[number] for number in worst["cell_status"]]
    for column in ("period_status", "users_status"):
        sums[column] = [figures.PERIOD_STATUSES[number] for number in worst[column]]
    sums["source"] = grouped["source"].first()
    return sums.reset_index()


def _rank(statuses: pd.Series, order: Sequence[str]) -> pd.Series:
    rank = {status: number for number, status in enumerate(order)}
    return statuses.fillna("onbekend" if "onbekend" in rank else "niet_geleverd").map(rank).astype(int)


def _with_leads(rows: pd.DataFrame, lineage: Lineage, leads: Iterable[RegionalLead]) -> pd.Series:
    """Say what is wrong with an amount that was delivered.

    A leap against the own past *and* the own budget is not plausible, in the first year of a regional lead
    too. What goes on after that is explained where the gemeente is a known lead, and not plausible where it
    is not.
    """
    judged = rows[["region", "year", "statement"]].merge(
        judge(rows, lineage), on=["region", "year", "statement"], how="left"
    )
    verdict = judged["verdict"].fillna("").to_numpy(dtype=object)
    is_lead = np.zeros(len(rows), dtype=bool)
    begins = np.zeros(len(rows), dtype=bool)
    for lead in leads:
        if lead.kind == "geheel":
            here = rows["region"].eq(lead.region) & rows["statement"].eq(lead.statement or rows["statement"])
            last = lead.last_year or rows["year"].max()
            is_lead |= (here & rows["year"].between(lead.first_year, last)).to_numpy()
            begins |= (here & rows["year"].eq(lead.first_year)).to_numpy()
    found = np.select(
        [(verdict == "sprong") & (begins | ~is_lead), is_lead, verdict != ""],
        ["niet_plausibel", "boekt_voor_anderen", "niet_plausibel"],
        "ok",
    )
    return pd.Series(np.where(rows["cell_status"].eq("ok"), found, rows["cell_status"]), index=rows.index)
