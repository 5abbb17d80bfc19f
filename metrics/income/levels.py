"""Income and low income: medians and shares as CBS publishes them, and their deciles over all gemeenten.

CBS makes a table per regional division ('indeling') and freezes the older ones, so a year stands in several
tables. For a gemeente of today the newest division counts; for the report's rows that of 2020 (methode 16).
Medians are never added up or averaged, so a merged gemeente has none before CBS gives one.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from metrics import figures
from metrics.facts import Facts
from metrics.numbers.deciles import DEFAULT_RULE, Worst, deciles
from metrics.numbers.ratios import safe_ratio
from metrics.places.country import existing

REPORT_DIVISION = 2020
Measure = Literal["inkomen", "laag_inkomen"]


class Definition(NamedTuple):
    """Observations of a measure, most wanted first, and what is made of them."""

    observed: tuple[str, ...]
    users: str
    figure: str
    decile: str
    worst: Worst


MEASURES: Mapping[Measure, Definition] = MappingProxyType(
    {
        # that the report leaves students out is inferred (Utrecht's decile); where both are loaded, so do we
        "inkomen": Definition(
            ("mediaan_inkomen_zonder_studenten_eur", "mediaan_inkomen_eur"),
            "",
            "mediaan_inkomen",
            "inkomensdeciel",
            "lowest",
        ),
        "laag_inkomen": Definition(
            ("kinderen_laag_inkomen_1jr_pct",),
            "kinderen_laag_inkomen_1jr_n",
            "kinderen_laag_inkomen",
            "laag_inkomen_deciel",
            "highest",
        ),
    }
)
TABLE = [
    "region", "period", "value", "rank", "n", "decile", "division_year", "indicator",
    "period_status", "cell_status", "source",
]  # fmt: skip


def compute(facts: Facts, division_year: int | None = None) -> pd.DataFrame:
    """Return income figures as a figures frame: newest division that has the year, all years.

    `mediaan_inkomen` (euro, standardised, all regions of the table), `kinderen_laag_inkomen` (% of children
    at least one year in a household with a low income), `inkomensdeciel` and `laag_inkomen_deciel` (1-10,
    gemeenten only, default rule). `source` names table, division and, for deciles, the number of gemeenten.
    A gemeente that does not exist in `division_year` (None: today) is 'vervallen' and stands beside nobody.
    """
    loaded = set(facts.observations["indicator"].unique())
    measures = [measure for measure in MEASURES if loaded & set(MEASURES[measure].observed)]
    if not measures:
        return figures.empty()
    found = figures.concat([part for measure in measures for part in _figures(facts, measure)])
    gone = found["region"].str.startswith("GM") & ~found["region"].isin(existing(facts, division_year))
    return found.assign(origin=found[figures.ORIGIN].mask(gone, "vervallen"))


def distribution(
    facts: Facts,
    measure: Measure,
    division_year: int | None = None,
    *,
    observed: str | None = None,
    rule: str = DEFAULT_RULE,
) -> pd.DataFrame:
    """Return a measure of every gemeente with its place among all of them: TABLE, a row a gemeente and year.

    `division_year`: that division alone; default: per year the newest that has it. `observed`: one of the
    observations of the measure; default: the first of them that is loaded for that division and year. `rule`:
    of metrics.numbers.deciles.RULES. `rank` is the average rank, 1 = worst; `n` the gemeenten with a value; rank and
    decile are missing where the value is. Empty where nothing is loaded.
    """
    rows = _rows(facts, measure, division_year, observed)
    rows = rows[rows["region"].str.startswith("GM")].copy()
    worst = MEASURES[measure].worst
    sign = 1 if worst == "lowest" else -1
    grouped = rows.groupby("period")["value"]
    rows["rank"] = (sign * rows["value"]).groupby(rows["period"]).rank(method="average")
    rows["n"] = grouped.transform("count")
    rows["decile"] = grouped.transform(lambda values: deciles(values, worst, rule))
    return rows[TABLE].reset_index(drop=True)


def divisions(facts: Facts, measure: Measure) -> list[int]:
    """Return the divisions of which a table with this measure is loaded, oldest first."""
    known = _observations(facts, MEASURES[measure].observed)
    return sorted({int(year) for year in known["division_year"].dropna()})


def _figures(facts: Facts, measure: Measure) -> list[pd.DataFrame]:
    definition = MEASURES[measure]
    levels = _rows(facts, measure, None, None)
    if not len(levels):
        return []
    levels["numerator"] = _counts(facts, definition.users, levels)
    levels["denominator"] = safe_ratio(levels["numerator"], levels["value"], 100.0)
    levels["numerator"] = levels["numerator"].where(levels["denominator"].notna())
    places = distribution(facts, measure)
    places = places[places["decile"].notna()]
    texts = places["source"] + ", " + places["n"].astype(int).astype("str") + " gemeenten"
    return [
        figures.complete(levels.assign(indicator=definition.figure)),
        figures.complete(places.assign(indicator=definition.decile, value=places["decile"], source=texts)),
    ]


def _observations(facts: Facts, names: tuple[str, ...]) -> pd.DataFrame:
    rows = facts.observations[facts.observations["indicator"].isin(names)]
    if not len(rows):
        return rows.assign(division_year=np.nan)
    years = facts.sources.drop_duplicates("source_id").set_index("source_id")["division_year"]
    return rows.assign(division_year=rows["source_id"].map(years).astype(float))


def _rows(facts: Facts, measure: Measure, division_year: int | None, observed: str | None) -> pd.DataFrame:
    """Pick per year one division and one kind of observation, and return its rows (all regions)."""
    names = MEASURES[measure].observed if observed is None else (observed,)
    rows = _observations(facts, names)
    if division_year is not None:
        rows = rows[rows["division_year"] == division_year]
    rows = rows.assign(choice=rows["indicator"].map({name: -n for n, name in enumerate(names)}))
    known = rows[rows["value"].notna()]
    if not len(known):
        return pd.DataFrame({name: [] for name in [*rows.columns, "source"]}).astype({"region": "str"})
    best = known.groupby("period")["division_year"].max()
    rows = rows[rows["division_year"] == rows["period"].map(best)]
    first = rows[rows["value"].notna()].groupby("period")["choice"].max()
    rows = rows[rows["choice"] == rows["period"].map(first)]
    division = rows["division_year"].astype(int).astype("str")
    return rows.assign(source=rows["source_id"] + ", indeling " + division).reset_index(drop=True)


def _counts(facts: Facts, count: str, levels: pd.DataFrame) -> np.ndarray:
    """Return the counts beside percentages, from the same table."""
    rows = facts.observations[facts.observations["indicator"] == count]
    keys = ["region", "period", "source_id"]
    found = levels[keys].merge(rows[[*keys, "value"]], on=keys, how="left")
    return found["value"].to_numpy(dtype=float)
