"""Figures that their record describes whole: an observation as published, or counts over another count.

`data/indicators.toml` names the observations; adding one is adding a record (CONTRIBUTING). Whatever can be chosen,
drawn, put in a group or on a map takes it by its code.
"""

import pandas as pd

from metrics import figures
from metrics.facts import Facts
from metrics.places.observed import published, ratio
from metrics.records import Indicator, Records


def compute(facts: Facts, records: Records, division_year: int | None = None) -> pd.DataFrame:
    """Return the figures of every record that names its observations: metrics.figures.COLUMNS, all their periods.

    In the division of `division_year` (None: today): counts of predecessors are summed, published figures are not.
    With `<indicator>_eigen_code` for what a gemeente had under its own code beside such a sum. Empty for a record whose
    observations are not loaded.
    """
    loaded = set(facts.observations["indicator"].unique())
    parts = []
    for record in records.indicators.values():
        if not loaded & {record.observed, *record.counts[:1]}:
            continue  # nothing of it is there: do not go through every observation to find that out
        line = _line(facts, record, division_year)
        if len(line):
            parts.append(figures.complete(line.assign(indicator=record.code + line["variant"])))
    return figures.concat(parts)


def _line(facts: Facts, record: Indicator, division_year: int | None) -> pd.DataFrame:
    if record.observed:
        return published(facts, record.observed, division_year)
    if record.factor is not None:
        return ratio(facts, record.counts, record.per, division_year, record.factor)
    return pd.DataFrame()


def factors(records: Records) -> dict[str, float]:
    """Return what the ratio of each figure is multiplied with: of metrics.figures.FACTORS and of the records."""
    found = {code: each.factor for code, each in records.indicators.items() if each.factor is not None}
    return {**figures.FACTORS, **found, **{code + figures.OWN_CODE: factor for code, factor in found.items()}}
