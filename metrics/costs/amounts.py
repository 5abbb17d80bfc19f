"""What every cost figure is made of: amounts, inhabitants and young people, per gemeente, year and statement.

Two ways to look at a year: in the gemeenten of that year (`amounts`), or added up to the gemeenten of a later
one (`in_division`), which is what growth and index need.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from metrics import figures
from metrics.costs.plausibility import judge
from metrics.costs.taakvelden import youth_lasten
from metrics.facts import Facts
from metrics.places.lineage import Lineage, links, with_values
from metrics.records import Records, RegionalLead

SUMS = ["lasten_eur", "baten_eur", "breed_eur", "inwoners_n", "tot18_n", "users_n"]
AMOUNTS = ["region", "year", "statement", *SUMS, "cell_status", "period_status", "users_status", "source"]
# Column -> indicator of the observations, whole years only.
COUNTS = {"inwoners_n": "inwoners_n", "tot18_n": "inwoners_0_17_n", "users_n": "jz_totaal_n"}


def amounts(facts: Facts, records: Records) -> pd.DataFrame:
    """Return AMOUNTS: a row a gemeente, year and statement, in the gemeenten of that year.

    `lasten_eur`, `baten_eur` (narrow series), `breed_eur` (lasten of the wide one) in euro; `inwoners_n` and
    `tot18_n` on 1 January; `users_n` young people with jeugdzorg in the calendar year (JZ Totaal). Missing
    stays missing. `cell_status` is about the lasten: as metrics.costs.taakvelden.youth_lasten, and 'niet_plausibel'
    (metrics.costs.plausibility) or 'boekt_voor_anderen' (a regional lead that books for its whole region).
    `period_status`: of the inhabitants; `users_status`: of the count of young people. `source`: the Iv3 table.
    Empty where no accounts are loaded.
    """
    if not len(facts.finance):
        return pd.DataFrame({column: [] for column in AMOUNTS})
    narrow = youth_lasten(facts.finance, records.taakvelden)
    wide = youth_lasten(facts.finance, records.taakvelden, "wide")
    rows = narrow.assign(breed_eur=wide["lasten_eur"])
    for column in COUNTS:
        rows = rows.merge(count(facts, column), on=["region", "year"], how="left")
    rows["period_status"] = rows["inwoners_n_period_status"].fillna("onbekend")
    rows["users_status"] = rows["users_n_period_status"].fillna("onbekend")
    rows["cell_status"] = _with_leads(rows, Lineage(facts.mergers, facts.regions), records.leads)
    return rows[AMOUNTS]


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


def count_tables(facts: Facts) -> dict[tuple[str, int], str]:
    """Return which table gave a count in a year: (column of COUNTS, year) -> table id."""
    found: dict[tuple[str, int], str] = {}
    for column in COUNTS:
        known = count(facts, column).dropna(subset=[column])
        tables = known.groupby("year")[f"{column}_source"].first()
        found |= {(column, int(year)): str(table) for year, table in zip(tables.index, tables, strict=True)}
    return found


def in_division(rows: pd.DataFrame, lineage: Lineage, division_year: int) -> pd.DataFrame:
    """Add up predecessors, so that all years to `division_year` are in the gemeenten of that year.

    In and out: AMOUNTS. A sum is missing where a predecessor lacks that amount or count; `cell_status` is the
    worst of the parts, 'gebroken' where one was split, 'niet_geleverd' where one has no row.
    """
    return in_divisions(rows, lineage, [division_year])[division_year]


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
