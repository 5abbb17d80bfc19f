"""Every figure of one build in one frame: what pages and the command line read from."""

import pandas as pd

from metrics import figures as frames
from metrics.costs import levels, report_way
from metrics.costs.source import Source
from metrics.facts import Facts
from metrics.figures import at, latest_period, periods, series, value
from metrics.income import levels as income
from metrics.records import Records
from metrics.report import printed as report
from metrics.use import shares

__all__ = ["at", "figures", "latest_period", "left_out", "periods", "series", "value", "with_report"]


def figures(facts: Facts, records: Records, source: Source | None = None) -> pd.DataFrame:
    """Return every figure that the loaded sources give: metrics.figures.COLUMNS, sorted.

    Costs (metrics.costs.levels and report_way), use (metrics.use.shares) and income (metrics.income.levels); a
    region, indicator and period at most once. Costs and use stand in the division of `source` (default: read here,
    in the division of today). The report's printed figures are not among them: see `with_report`. Empty where no
    CBS table is loaded.
    """
    source = source or Source.read(facts, records)
    parts = [shares.compute(facts, source.division_year), income.compute(facts, source.division_year)]
    if len(source.own):
        parts += [levels.compute_from(source).figures, report_way.compute_from(facts, records, source)]
    return frames.concat(parts).sort_values(["indicator", "period", "region"], ignore_index=True)


def left_out(facts: Facts, records: Records) -> pd.DataFrame:
    """Return who is not in the figures of Nederland and the size classes: metrics.costs.country.LEFT_OUT."""
    return levels.compute(facts, records).left_out


def with_report(computed: pd.DataFrame, report_cells: pd.DataFrame) -> pd.DataFrame:
    """Add the report's printed figures for every indicator and period that no loaded source gives.

    So a build with the report alone has the report's 248 figures, and one with CBS loaded never mixes the two
    in one comparison. `source` says 'rapport tabel ...' with each.
    """
    printed = report.figures_of_report(report_cells)
    known = computed[computed["value"].notna()]
    have = pd.MultiIndex.from_frame(known[["indicator", "period"]].drop_duplicates())
    extra = printed[~pd.MultiIndex.from_frame(printed[["indicator", "period"]]).isin(have)]
    keys = ["indicator", "period", "region"]
    rest = computed[~pd.MultiIndex.from_frame(computed[keys]).isin(pd.MultiIndex.from_frame(extra[keys]))]
    return frames.concat([rest, extra]).sort_values(keys, ignore_index=True)
