"""The report's own figures (2021) in the shape of every other figure, and its tables as printed.

Source: tables 2-11 of 'Eigenwijs transformeren' as typed in data/report/tables.csv.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics import figures
from metrics.errors import MetricsError
from metrics.report import cells, repairs

TABLES = range(2, 12)
TABLE = ["table", "row_label", "region_code", "column", "value", "printed"]


class PrintedColumn(NamedTuple):
    """What a column of the report's tables holds."""

    indicator: str
    period: str
    decimals: int  # as printed


COLUMNS: Mapping[str, PrintedColumn] = MappingProxyType(
    {
        "ses_decile": PrintedColumn("inkomensdeciel", "2019", 0),
        "child_poverty_decile": PrintedColumn("laag_inkomen_deciel", "2019", 0),
        "cost_per_user_2019": PrintedColumn("lasten_per_jongere_met_jeugdzorg", "2019", 0),
        "cost_per_inhabitant_2019": PrintedColumn("lasten_per_inwoner", "2019", 0),
        "index_cost_per_inhabitant_2019_b2017": PrintedColumn("index_rapport", "2019", 0),
        "pct_no_stay_2017h1": PrintedColumn("zonder_verblijf", "2017H1", 1),
        "pct_no_stay_2020h1": PrintedColumn("zonder_verblijf", "2020H1", 1),
        # named after its base, the first half of 2017; it is the index of the first half of 2020
        "index_no_stay_2017h1": PrintedColumn("index_zonder_verblijf", "2020H1", 0),
    }
)
MISFIT = "past_niet_in_rij"
# 'x' (not applicable) is no figure that is missing, so it gets no row; '-' is one.
_CELL_STATUS = {"number": "ok", "other_source": "ok", "missing": "geen_cijfer"}


def figures_of_report(report_cells: pd.DataFrame) -> pd.DataFrame:
    """Return the printed figures of tables 2-11 as a figures frame, each once.

    In: metrics.facts.REPORT_CELLS. Out: metrics.figures.COLUMNS without numerator and denominator; 248 values
    and the two that the report prints as '-' (Amersfoort, 'geen_cijfer'). `source` is 'rapport tabel 2' (the
    first that prints it); where the report took a figure from elsewhere ('#') it says so. One that is most likely a
    misprint, because its row is impossible, keeps its value and is 'past_niet_in_rij'. A figure that two
    tables print differently raises MetricsError: the transcription is wrong then.
    """
    rows = report_cells[report_cells["column"].isin(COLUMNS) & report_cells["status"].isin(_CELL_STATUS)]
    rows = rows.sort_values(["table_n", "line"], kind="stable")
    columns = [COLUMNS[name] for name in rows["column"]]
    note = np.where(rows["status"] == "other_source", ", uit de jaarrekening van de gemeente zelf", "")
    frame = pd.DataFrame(
        {
            "indicator": [column.indicator for column in columns],
            "region": rows["region_code"].to_numpy(),
            "period": [column.period for column in columns],
            "value": rows["value"].to_numpy(dtype=float),
            "cell_status": rows["status"].map(_CELL_STATUS).to_numpy(),
            "source": [f"rapport tabel {n}{extra}" for n, extra in zip(rows["table_n"], note, strict=True)],
        }
    )
    key = ["indicator", "region", "period"]
    differing = frame.groupby(key)["value"].nunique()
    if (differing > 1).any():
        where = ", ".join("/".join(each) for each in differing[differing > 1].index[:5])
        raise MetricsError(
            f"Het rapport geeft hier twee verschillende cijfers: {where}.",
            f"the report prints two different figures here: {where}",
        )
    found = figures.complete(frame.drop_duplicates(key, ignore_index=True))
    for code, column in repairs.misfits(cells.printed_cells(report_cells)):
        this = (found["indicator"] == COLUMNS[column].indicator) & (found["period"] == COLUMNS[column].period)
        found.loc[this & (found["region"] == code), "cell_status"] = MISFIT
    return found


def table(report_cells: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return one table of the report as printed: TABLE, a row a cell, in the order of the report.

    `value` is the printed number, missing for 'x' and '-'. Raises MetricsError for a number that is not
    2..11.
    """
    if number not in TABLES:
        raise MetricsError(
            f"Tabel {number} is er niet. Kies een tabel van 2 tot en met 11.",
            f"there is no table {number}: choose 2 to 11",
        )
    mine = report_cells[report_cells["table_n"] == number]
    order = {name: place for place, name in enumerate(COLUMNS)}
    mine = mine.assign(place=mine["column"].map(order)).sort_values(["line", "place"], kind="stable")
    return pd.DataFrame(
        {
            "table": mine["table_n"].astype(int).to_numpy(),
            "row_label": mine["row_label"].to_numpy(),
            "region_code": mine["region_code"].to_numpy(),
            "column": mine["column"].to_numpy(),
            "value": mine["value"].to_numpy(dtype=float),
            "printed": mine["printed"].to_numpy(),
        }
    )[TABLE]
