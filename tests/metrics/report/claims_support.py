"""Builds for the tests of the statements: the report as typed, with figures that a test makes up beside it.

The figures given here are invented for the test and say nothing about the gemeenten whose codes they carry.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from metrics import figures
from metrics.facts import FINANCE, Facts
from metrics.records import Records
from metrics.report.claims import Judgement, judge
from metrics.report.claims.book import Book
from metrics.report.printed import figures_of_report

Figure = tuple[str, str, str, float]  # indicator, region, period, value
Observed = tuple[str, str, str, float]  # observation, region, period, value
Lasten = tuple[str, int, str, str, float]  # region, year, statement, taakveld, thousands of euros


def judged(
    records: Records,
    facts: Facts,
    code: str,
    made_up: Sequence[Figure] = (),
    observed: Sequence[Observed] = (),
    lasten: Sequence[Lasten] = (),
    **params: object,
) -> Judgement:
    """Judge one statement on the report and the figures given; `params` replaces parameters of the record."""
    claim = next(claim for claim in records.claims if claim.code == code)
    claim = replace(claim, params={**claim.params, **params})
    rows = pd.DataFrame(made_up, columns=["indicator", "region", "period", "value"])
    frame = figures.complete(rows.assign(source="84134NED"))
    counts = pd.DataFrame(observed, columns=["indicator", "region", "period", "value"])
    counts = counts.assign(
        year=counts["period"].astype(str).str[:4].astype(int),
        period_status="definitief",
        cell_status="ok",
        source_id="84134NED",
    )
    amounts = pd.DataFrame(lasten, columns=["region", "year", "statement", "taakveld", "lasten_eur"])
    amounts = amounts.assign(
        lasten_eur=1000.0 * amounts["lasten_eur"].astype(float),
        baten_eur=None,
        placing=2,
        source_id="45046NED",
    )
    built = facts.with_frames(observations=counts, finance=amounts[FINANCE])
    return judge(claim, built, records, Book(built, records, frame, _printed(facts)))


@lru_cache(maxsize=1)
def _printed(facts: Facts) -> pd.DataFrame:
    return figures_of_report(facts.report_cells)
