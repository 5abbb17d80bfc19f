"""The printed cells of the report's tables 2-11: which hold a number, and what that number can have been.

Source: data/report/tables.csv (the report as printed, with lines). A number stands in 330 cells; the same
figure is printed more than once (Nederland in every table), 248 are distinct. Both counts are shown, never
one for the other.
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from metrics.numbers.rounding import Interval, interval
from metrics.places.codes import NEDERLAND

FIRST_TABLE, LAST_TABLE = 2, 11
COUNTRY = NEDERLAND

SES = "ses_decile"
POVERTY = "child_poverty_decile"
PER_USER = "cost_per_user_2019"
PER_INHABITANT = "cost_per_inhabitant_2019"
COST_INDEX = "index_cost_per_inhabitant_2019_b2017"
USE_2017 = "pct_no_stay_2017h1"
USE_2020 = "pct_no_stay_2020h1"
USE_INDEX = "index_no_stay_2017h1"


@dataclass(frozen=True)
class ReportColumn:
    """One column of the report's tables: our words for it, its unit, and its decimals as printed."""

    code: str  # as in data/report/tables.csv
    title: str  # on screen
    unit: Literal["eur", "pct", "index", "deciel"]
    decimals: int


COLUMNS: dict[str, ReportColumn] = {
    column.code: column
    for column in (
        ReportColumn(SES, "Inkomen (deciel)", "deciel", 0),
        ReportColumn(POVERTY, "Kinderen met een laag inkomen thuis (deciel)", "deciel", 0),
        ReportColumn(PER_USER, "Lasten per jongere met jeugdzorg 2019", "eur", 0),
        ReportColumn(PER_INHABITANT, "Lasten per inwoner 2019", "eur", 0),
        ReportColumn(COST_INDEX, "Index lasten per inwoner 2019 (begroting 2017 = 100)", "index", 0),
        ReportColumn(USE_2017, "Jeugdhulp zonder verblijf, 1e halfjaar 2017", "pct", 1),
        ReportColumn(USE_2020, "Jeugdhulp zonder verblijf, 1e halfjaar 2020", "pct", 1),
        ReportColumn(USE_INDEX, "Index jeugdhulp zonder verblijf 2020 (1e halfjaar 2017 = 100)", "index", 0),
    )
}

CELLS = [
    "cell_id", "figure_id", "table", "case_code", "row_label", "row_kind", "region_code", "column",
    "printed", "printed_value", "cell_status", "line",
]  # fmt: skip


def printed_cells(report_cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of tables 2-11 that hold a number, in the order of the report.

    In: metrics.facts.REPORT_CELLS. Out: columns CELLS, a row a cell. `cell_id` is unique
    ('2-449-ses_decile': table, line in the transcription, column); `figure_id` is the same for cells that
    print the same figure ('GM0150:ses_decile'). `cell_status` as in report_cell ('number' or
    'other_source').
    """
    rows = report_cells[
        report_cells["table_n"].between(FIRST_TABLE, LAST_TABLE)
        & report_cells["column"].isin(list(COLUMNS))
        & report_cells["value"].notna()
    ].copy()
    rows = rows.rename(columns={"table_n": "table", "value": "printed_value", "status": "cell_status"})
    rows["table"] = rows["table"].astype(int)
    rows["line"] = rows["line"].astype(int)
    order = {code: place for place, code in enumerate(COLUMNS)}
    rows = rows.assign(_column=rows["column"].map(order)).sort_values(["table", "line", "_column"])
    rows["cell_id"] = rows["table"].astype(str) + "-" + rows["line"].astype(str) + "-" + rows["column"]
    rows["figure_id"] = rows["region_code"].astype(str) + ":" + rows["column"]
    return rows[CELLS].reset_index(drop=True)


def printed_interval(printed_value: float, column: str) -> Interval:
    """Return what a printed number of this column can have been before rounding."""
    return interval(printed_value, COLUMNS[column].decimals)


def prints(value: float, printed_value: float, column: str) -> bool:
    """Say whether an unrounded value would be printed as this number; a missing value never does."""
    return printed_interval(printed_value, column).holds(value)
