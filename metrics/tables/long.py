"""Every figure in one long table, a row a figure with all that must be said of it: `python -m metrics figures`.

The columns are the stable interface of the design (section 9). Ended gemeenten keep their rows in the years they
existed; a variant (the amount under a gemeente's own code, the report's way of rounding) is an indicator of its own.
"""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from metrics.build import Build
from metrics.costs.report_way import REPORT_WAY
from metrics.errors import MetricsError
from metrics.figures import BASE, COLUMNS, ORIGIN, OWN_CODE
from metrics.tables import apart, wijken

LONG = [
    "indicator", "region_code", "region_name", "region_kind", "period", "value", "unit", "numerator",
    "denominator", *BASE, "period_status", "cell_status", "reason", "remarks", "sources", ORIGIN,
]  # fmt: skip
# What a variant of an indicator ends with; its unit is that of the indicator itself.
VARIANTS = (OWN_CODE, REPORT_WAY)
SEPARATOR = ";"


def long_table(
    build: Build,
    *,
    indicators: Collection[str] = (),
    periods: Collection[str] = (),
    regions: Collection[str] = (),
) -> pd.DataFrame:
    """Return LONG, a row a figure, sorted by indicator, period and region; empty selections mean all.

    Computed figures where a CBS table is loaded, and the report's printed ones for what no table gives; with what pages
    take from a figure that was taken apart (metrics.tables.apart), and the figures per wijk (metrics.tables.wijken).
    Numbers are unrounded, in the unit of the row ('eur', 'pct', 'index', 'deciel', 'aantal'; empty: unknown); missing
    ones NaN with the `reason` (metrics.comparing.reasons; empty: the figure may be compared). `remarks`: codes of
    metrics.comparing.remarks.ORDER, separated by ';'. `sources`: the tables it was made of. `region_kind`: of
    metrics.facts.REGIONS, or 'wijk'; empty where the build does not know the region. Raises MetricsError for an
    indicator, period or region that has no figure at all.
    """
    readings = build.readings_with_report
    rows = build.figures_with_report[COLUMNS]
    made = pd.concat(
        [
            _taken_apart(build, indicators, periods, regions),
            _typed(wijken.rows(build.facts, indicators, periods, regions)),
        ]
    )
    for column, wanted in (("indicator", indicators), ("period", periods), ("region", regions)):
        known = {*rows[column], *made["region_code" if column == "region" else column]}
        unknown = sorted(set(wanted) - known)
        if unknown:
            raise MetricsError(
                f"Hiervan zijn geen cijfers: {', '.join(unknown)}.",
                f"no figures for {column} {', '.join(unknown)}",
            )
        rows = rows[rows[column].isin(list(wanted))] if wanted else rows
    names, kinds = build.names, _kinds(build)
    units = {indicator: unit_of(build, indicator) for indicator in rows["indicator"].unique()}
    # texts alone are kept of a reading: a list of them all is walked by the collector again and again
    told = [
        (
            names.name(each.region),
            kinds.get(each.region, ""),
            units[each.indicator],
            each.reason,
            SEPARATOR.join([remark.code for remark in each.remarks]),
            each.source,
        )
        for each in readings.each(rows)
    ]
    columns = ("region_name", "region_kind", "unit", "reason", "remarks", "sources")
    added = pd.DataFrame(told, columns=columns, index=rows.index, dtype="str")
    found = pd.concat([rows.rename(columns={"region": "region_code"}), added], axis=1)
    numbers = ["value", "numerator", "denominator", *BASE]
    found = found.astype(dict.fromkeys(numbers, np.float64))[LONG]
    if len(made):
        found = pd.concat([found, made]).sort_values(["indicator", "period", "region_code"], kind="stable")
    # without those it is sorted already (metrics.catalogue.with_report)
    return found.reset_index(drop=True)


def _taken_apart(
    build: Build, indicators: Collection[str], periods: Collection[str], regions: Collection[str]
) -> pd.DataFrame:
    """Return the rows of metrics.tables.apart that are asked for, as LONG."""
    if indicators and not set(indicators) & set(apart.MADE):
        return pd.DataFrame(columns=LONG)
    rows = apart.rows(build, regions, periods)
    rows = rows[rows["indicator"].isin(list(indicators))] if indicators else rows
    kinds = _kinds(build)
    texts = {
        "region_name": rows["region_code"].map(build.names.name),
        "region_kind": rows["region_code"].map(kinds).fillna(""),
        "unit": rows["indicator"].map({code: each.unit for code, each in apart.MADE.items()}),
        "remarks": rows["remarks"].map(SEPARATOR.join),
        "sources": rows["sources"].map(", ".join),
    }
    return _typed(rows.assign(**texts))


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows as LONG; a number that they have no column of is missing."""
    numbers = dict.fromkeys(("value", "numerator", "denominator", *BASE), np.float64)
    absent = [name for name in numbers if name not in rows]
    found = rows.assign(**dict.fromkeys(absent, np.nan))[LONG]
    return found.astype({name: numbers.get(name, "str") for name in LONG})


def _kinds(build: Build) -> Mapping[str, str]:
    return dict(zip(*(build.facts.regions[name] for name in ("code", "kind")), strict=True))


def unit_of(build: Build, indicator: str) -> str:
    """Return the unit of an indicator or a variant of one; empty where no record describes it."""
    for variant in VARIANTS:
        indicator = indicator.removesuffix(variant)
    found = build.records.indicators.get(indicator)
    return found.unit if found else ""
