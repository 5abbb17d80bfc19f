"""How many printed cells come out, per table and in all: over what could be recalculated, with the rest
apart.
"""

import pandas as pd

from metrics.report.audit.verdicts import SAME, VERDICTS

# Verdicts under which there is nothing recalculated to compare with.
NOT_RECOMPUTED = ("no_data", "not_open")
SUMMARY = ["table", "cells_n", "recomputed_n", "same_n", *VERDICTS]


def summary(cells: pd.DataFrame) -> pd.DataFrame:
    """Count verdicts per table of the report.

    In: metrics.report.audit.run.AUDIT rows. Out: columns SUMMARY, a row a table and a last row with `table` 0 for
    all of them. `recomputed_n` = cells with a recalculated value, `same_n` = `exact`, `rounding` and
    `selection` among them. Counts of printed cells; drop repeated `figure_id`s first for distinct figures (`distinct`).
    """
    counts = pd.crosstab(cells["table"], cells["verdict"]).reindex(columns=list(VERDICTS), fill_value=0)
    counts.loc[0] = counts.sum()
    counts = counts.reset_index(names="table")
    verdicts = counts[list(VERDICTS)]
    counts["cells_n"] = verdicts.sum(axis=1)
    counts["recomputed_n"] = counts["cells_n"] - counts[list(NOT_RECOMPUTED)].sum(axis=1)
    counts["same_n"] = counts[list(SAME)].sum(axis=1)
    return counts[SUMMARY].astype(int).rename_axis(columns=None)


def distinct(cells: pd.DataFrame) -> pd.DataFrame:
    """Return each printed figure once, as it stands in the first table that prints it."""
    return cells.drop_duplicates("figure_id")


def verdict_counts(cells: pd.DataFrame) -> dict[str, int]:
    """Return the number of cells per verdict, in the order of the verdicts; those that do not occur are left
    out.
    """
    counts = cells["verdict"].value_counts()
    return {verdict: int(counts[verdict]) for verdict in VERDICTS if verdict in counts}
