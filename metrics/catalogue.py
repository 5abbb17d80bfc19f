"""Every figure of one build in one frame: what pages and the command line read from."""

from typing import NamedTuple

import pandas as pd

from metrics import declared
from metrics import figures as frames
from metrics.costs import levels, report_way
from metrics.costs.source import Source
from metrics.facts import Facts
from metrics.figures import at, latest_period, periods, series, value
from metrics.income import levels as income
from metrics.records import Records
from metrics.use import shares

__all__ = ["at", "compute", "figures", "latest_period", "periods", "series", "value", "with_report"]


class Computed(NamedTuple):
    """`figures`: metrics.figures.COLUMNS, sorted; `left_out`: who is not in Nederland and the size classes.

    `left_out`: metrics.costs.country.LEFT_OUT.
    """

    figures: pd.DataFrame
    left_out: pd.DataFrame


def compute(facts: Facts, records: Records, source: Source | None = None) -> Computed:
    """Return every figure that the loaded sources give, and who is left out of the sums.

    Costs (metrics.costs.levels and report_way), use (metrics.use.shares), income (metrics.income.levels) and what the
    records describe whole (metrics.declared); a region, indicator and period at most once. All but income stand in the
    division of `source` (default: read here, in the division of today). The report's printed figures are not among
    them: see `with_report`. Empty where no CBS table is loaded.
    """
    source = source or Source.read(facts, records)
    costs = levels.compute_from(source)
    parts = [
        shares.compute(facts, source.division_year),
        income.compute(facts, source.division_year),
        costs.figures,
        declared.compute(facts, records, source.division_year),
    ]
    if len(source.own):
        parts.append(report_way.compute_from(facts, records, source))
    rows = frames.concat(parts).sort_values(["indicator", "period", "region"], ignore_index=True)
    return Computed(rows, costs.left_out)


def figures(facts: Facts, records: Records, source: Source | None = None) -> pd.DataFrame:
    """Return the figures of `compute`."""
    return compute(facts, records, source).figures


def with_report(computed: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Add the report's printed figures for every indicator and period that no loaded source gives.

    So a build with the report alone has the report's 248 figures, and one with CBS loaded never mixes the two
    in one comparison. `source` says 'rapport tabel ...' with each. `printed`:
    metrics.report.printed.figures_of_report.
    """
    known = computed[computed["value"].notna()]
    have = pd.MultiIndex.from_frame(known[["indicator", "period"]].drop_duplicates())
    extra = printed[~pd.MultiIndex.from_frame(printed[["indicator", "period"]]).isin(have)]
    keys = ["indicator", "period", "region"]
    rest = computed[~pd.MultiIndex.from_frame(computed[keys]).isin(pd.MultiIndex.from_frame(extra[keys]))]
    return frames.concat([rest, extra]).sort_values(keys, ignore_index=True)
