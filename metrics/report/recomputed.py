"""The report's comparison for any gemeente: a row a gemeente, the columns of the stable interface (design,
section 9).

From the report's printed cells, or computed from what is loaded. Computed figures are ours: unrounded, the
deciles of the division of 2020 where that is loaded (methode 16). A figure that a status forbids to rank is
computed still: this is a table to check, not a ranking.
"""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from metrics import catalogue
from metrics import figures as frames
from metrics.costs import source as costs
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.income import levels
from metrics.places.lineage import Lineage
from metrics.records import Records
from metrics.report import printed as report

Source = Literal["rapport", "cbs"]
# Column of the interface -> column of the report's tables.
FIELDS = {
    "ses_decile": "ses_decile",
    "child_poverty_decile": "child_poverty_decile",
    "cost_per_user_2019_eur": "cost_per_user_2019",
    "cost_per_inhabitant_2019_eur": "cost_per_inhabitant_2019",
    "cost_index_2019_b2017": "index_cost_per_inhabitant_2019_b2017",
    "use_no_stay_2017h1_pct": "pct_no_stay_2017h1",
    "use_no_stay_2020h1_pct": "pct_no_stay_2020h1",
    "use_no_stay_index_2020h1": "index_no_stay_2017h1",
}
COMPARE = ["region_code", "region_name", *FIELDS]
YEAR = 2019  # the gemeenten of the report are those of this year


def compare(
    facts: Facts, figures: pd.DataFrame, codes: Sequence[str] | None = None, source: Source = "cbs"
) -> pd.DataFrame:
    """Return COMPARE, a row a gemeente; numbers unrounded, missing where there is none.

    `codes`: gemeenten, in the order wanted; None: all of 1 January 2019 (or all the report has). `figures`: for
    source 'cbs' those of `recompute`; for 'rapport' the printed ones. Raises MetricsError for a code that is no
    gemeente of 2019 (or not in the report), and where nothing of CBS is loaded.
    """
    _check_loaded(figures)
    known = _gemeenten(facts, figures, source)
    wanted = list(codes) if codes is not None else sorted(known)
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise MetricsError(
            f"Geen gemeente van {YEAR} met cijfers uit deze bron: {', '.join(unknown)}.",
            f"no gemeente of {YEAR} in source '{source}': {', '.join(unknown)}",
        )
    table = {"region_code": wanted, "region_name": [known[code] for code in wanted]}
    for name, column in FIELDS.items():
        asked = report.COLUMNS[column]
        rows = frames.at(figures, asked.indicator, asked.period, list(dict.fromkeys(wanted)))
        table[name] = rows.set_index("region")["value"].reindex(wanted).tolist()
    return pd.DataFrame(table, columns=COMPARE)


def recomputed_table(facts: Facts, figures: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return a table of the report with every cell recomputed: metrics.report.printed.TABLE; `printed` as printed.

    `figures`: those of `recompute`. Raises MetricsError for a number that is not 2..11, and where nothing of CBS is
    loaded.
    """
    printed = report.table(facts.report_cells, number)
    _check_loaded(figures)
    return with_values(printed, figures)


def with_values(printed: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Replace the `value` of a printed table (metrics.report.printed.TABLE) by that of a figures frame, unrounded.

    Missing where the figures have none, and where the report prints 'x': no decile applies to Nederland.
    """
    values = figures.set_index(["indicator", "region", "period"])["value"]
    asked = [report.COLUMNS[column] for column in printed["column"]]
    keys = [
        (each.indicator, code, each.period) for each, code in zip(asked, printed["region_code"], strict=True)
    ]
    applies = printed["printed"].str.lower().ne("x").to_numpy()
    return printed.assign(value=values.reindex(keys).where(applies).to_numpy())


def recompute(facts: Facts, records: Records) -> catalogue.Computed:
    """Return what a comparison with the report rests on: our figures, with deciles of the report's division.

    In the gemeenten of the report (methode 29). The audit, the tables, the comparison and the statements all read
    this, once a build (metrics.build.Build.recomputed). Empty where nothing of CBS is loaded.
    """
    computed = catalogue.compute(facts, records, costs.Source.read(facts, records, YEAR))
    figures = computed.figures
    for measure, definition in levels.MEASURES.items():
        places = decile_places(facts, measure).assign(indicator=definition.decile)
        if not len(places):
            continue
        now = (figures["indicator"] == definition.decile) & (figures["period"] == str(YEAR))
        figures = frames.concat([figures[~now], frames.complete(places.assign(value=places["decile"]))])
    return computed._replace(figures=figures)


def _check_loaded(figures: pd.DataFrame) -> None:
    if figures.empty:
        raise MetricsError(
            "Er zijn nog geen cijfers van het CBS geladen.",
            "no CBS table is loaded: run 'python -m loaders refresh' first, or ask for --source rapport",
        )


def not_printed(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a figures frame that are computed: without those the report prints ('rapport tabel 2')."""
    return figures[~figures["source"].astype(str).str.startswith("rapport")]


def decile_places(facts: Facts, measure: levels.Measure) -> pd.DataFrame:
    """Return the places of all gemeenten in 2019: metrics.income.levels.TABLE of one division.

    The division is that of the report (2020) where it is loaded, else the nearest to it that has 2019 (the earlier
    of two): medians of another division are other figures. Empty where no table has 2019.
    """
    known = sorted(levels.divisions(facts, measure), key=lambda year: abs(year - levels.REPORT_DIVISION))
    for division in known:
        places = levels.distribution(facts, measure, division)
        places = places[(places["period"] == str(YEAR)) & places["value"].notna()]
        if len(places):
            return places
    return pd.DataFrame(columns=levels.TABLE)


def _gemeenten(facts: Facts, figures: pd.DataFrame, source: Source) -> dict[str, str]:
    names = dict(zip(facts.regions["code"], facts.regions["name"], strict=True))
    if source == "rapport":
        codes = [code for code in figures["region"].unique() if code.startswith("GM")]
        return {code: names.get(code, code) for code in codes}
    lineage = Lineage(facts.mergers, facts.regions)
    gemeenten = facts.regions.loc[facts.regions["kind"] == "gemeente", "code"]
    return {code: names[code] for code in gemeenten if _existed(lineage, code)}


def _existed(lineage: Lineage, code: str) -> bool:
    began, ended = lineage.began(code), lineage.ended(code)
    return (began is None or began <= YEAR) and (ended is None or ended > YEAR)
