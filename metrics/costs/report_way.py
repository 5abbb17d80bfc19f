"""The report's own way of computing cost per inhabitant and index, beside ours: for the audit and for who
asks.

Whole euros per taakveld, then added; the index on those sums. Nederland: the accounts of 2019 without what is
not plausible (Amersfoort), over the budget of 2017 of *all* gemeenten, with what was not delivered counted as
zero. So numerator and base are not the same gemeenten there: 151 instead of 149.6 (methode 1 and 2).
"""

import pandas as pd

from metrics import figures
from metrics.costs.country import IN_A_SUM, left_out_text
from metrics.costs.source import Source
from metrics.costs.taakvelden import by_taakveld, report_way
from metrics.costs.terms import sources_of
from metrics.costs.years import BASE_YEAR
from metrics.facts import Facts
from metrics.numbers.ratios import safe_ratio
from metrics.places.codes import NEDERLAND
from metrics.places.lineage import through_years
from metrics.records import Records

YEAR = 2019
# Behind the name of an indicator: made in the report's way.
REPORT_WAY = "_rapportwijze"
LEVEL = "lasten_per_inwoner" + REPORT_WAY
INDEX = "index_rapport" + REPORT_WAY


def compute_from(facts: Facts, records: Records, source: Source) -> pd.DataFrame:
    """Return LEVEL and INDEX of 2019 for every gemeente and Nederland, as a figures frame.

    LEVEL: whole euros per inhabitant, accounts of 2019; no numerator, since the value is a sum of rounded
    parts. INDEX: numerator and denominator are the two such sums, accounts of 2019 and budget of 2017 (of the
    gemeenten of 2019). Missing where `metrics.costs.taakvelden.report_way` misses a part, or where a predecessor
    was split. Empty where the accounts of 2019 are not loaded.
    """
    amounts = by_taakveld(facts.finance, records.taakvelden)
    is_now = (amounts["year"] == YEAR) & (amounts["statement"] == "jaarrekening")
    is_base = (amounts["year"] == BASE_YEAR) & (amounts["statement"] == "begroting")
    if not is_now.any():
        return figures.empty()
    status = source.division(YEAR, YEAR, "jaarrekening").set_index("region")["cell_status"]
    people = source.inhabitants[["region", "year", "inwoners_n"]]
    now = _level(_in_2019(amounts[is_now], people, source))
    base = _level(_in_2019(amounts[is_base], people, source))
    usable = amounts["region"].isin(status.index[status.isin(IN_A_SUM)])
    now[NEDERLAND] = together(amounts[is_now & usable], people)
    base[NEDERLAND] = together(amounts[is_base], people)
    left_out = sorted(status.index[~status.isin(IN_A_SUM)])
    return figures.concat(
        [_frame(LEVEL, now, now, status, source, left_out), _index(now, base, status, source, left_out)]
    )


def _in_2019(amounts: pd.DataFrame, people: pd.DataFrame, source: Source) -> pd.DataFrame:
    keys = ("year", "statement", "taakveld")
    sums = through_years(amounts, source.lineage, YEAR, ["lasten_eur"], keys)
    there = people.merge(amounts[["region", "year"]].drop_duplicates(), on=["region", "year"])
    heads = through_years(there, source.lineage, YEAR, ["inwoners_n"])
    return sums.merge(heads[["region", "year", "inwoners_n"]], on=["region", "year"], how="left")


def _level(rows: pd.DataFrame) -> pd.Series:
    return report_way(rows).set_index("region")["euro_per_inwoner"]


def together(amounts: pd.DataFrame, people: pd.DataFrame) -> float:
    """Return the euros per inhabitant of gemeenten together, the report's way; NaN without amounts.

    In: rows of `metrics.costs.taakvelden.by_taakveld` of one year and statement; `people` with region, year,
    `inwoners_n`. Amounts are added per taakveld, then divided and rounded; what was not delivered counts as
    zero.
    """
    if not len(amounts):
        return float("nan")
    codes = amounts[["region", "year"]].drop_duplicates().merge(people, on=["region", "year"], how="left")
    total = amounts.groupby(["year", "statement", "taakveld"])["lasten_eur"].sum().reset_index()
    rows = total.assign(region=NEDERLAND, inwoners_n=codes["inwoners_n"].sum(skipna=False))
    return float(report_way(rows)["euro_per_inwoner"].iloc[0])


def _index(
    now: pd.Series, base: pd.Series, status: pd.Series, source: Source, left_out: list[str]
) -> pd.DataFrame:
    value = safe_ratio(now, base.reindex(now.index), 100.0)
    frame = _frame(INDEX, now, value, status, source, left_out)
    return frame.assign(numerator=now.to_numpy(), denominator=base.reindex(now.index).to_numpy())


def _frame(
    indicator: str, now: pd.Series, value: pd.Series, status: pd.Series, source: Source, left_out: list[str]
) -> pd.DataFrame:
    known = status.reindex(now.index).fillna("ok")
    accounts = source.division(YEAR, YEAR, "jaarrekening").set_index("region")
    texts = sources_of(source, accounts, "inwoners_n").reindex(now.index)
    texts = texts.fillna(texts.dropna().iloc[0] + left_out_text(left_out, source.names))
    missing = value.isna().map({True: "geen_cijfer", False: "ok"})
    return figures.complete(
        pd.DataFrame(
            {
                "indicator": indicator,
                "region": now.index,
                "period": str(YEAR),
                "value": value.to_numpy(),
                "cell_status": figures.worst(known, missing).to_numpy(),
                "source": texts.to_numpy(),
            }
        )
    )
