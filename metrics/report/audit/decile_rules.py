"""How many of the printed deciles each reasonable rule gives back, with and without students, per table
loaded.

The report does not name its rule for ties and boundaries, nor whether it left out students. Every named
rule of metrics.numbers.deciles is tried on every loaded table that holds figures of 2019; what fits best is shown,
not assumed.
"""

import numpy as np
import pandas as pd

from metrics.numbers.deciles import RULES, deciles
from metrics.report import cells
from metrics.report.audit.data import AuditData
from metrics.report.audit.income import distributions

DECILE_RULES = [
    "column", "source_id", "division", "indicator", "gemeenten_n", "rule", "printed_n", "compared_n",
    "same_n", "missed",
]  # fmt: skip

# What a rule does, for the screen.
RULE_LABELS = {
    "gemiddelde_rang": "gemiddelde rang, deciel = 10 x rang / N naar boven (zo rekent Eigenwijzer)",
    "laagste_rang": "gelijke waarden krijgen hun laagste rang",
    "hoogste_rang": "gelijke waarden krijgen hun hoogste rang",
    "volgorde": "gelijke waarden op volgorde van gemeentecode",
    "grens_tot_en_met": "kwantielgrenzen, op de grens het lage deciel",
    "grens_tot": "kwantielgrenzen, op de grens het hoge deciel",
    "grens_weibull_tot_en_met": "grenzen volgens SPSS en Excel (EXC), op de grens het lage deciel",
    "grens_weibull_tot": "grenzen volgens SPSS en Excel (EXC), op de grens het hoge deciel",
    "grens_hazen_tot_en_met": "grenzen midden tussen rangen, op de grens het lage deciel",
    "grens_hazen_tot": "grenzen midden tussen rangen, op de grens het hoge deciel",
    "pandas_qcut": "functie qcut van pandas",
    "numpy_digitize": "functie digitize van numpy",
}


# The tables that the report made its deciles from (methode 16).
TABLES_OF_REPORT = ("84866NED", "84868NED")


def decile_rules(data: AuditData) -> pd.DataFrame:
    """Count the printed deciles that each rule gives back.

    Out: columns DECILE_RULES, a row a column of the report x table and population loaded x rule, best first
    within a column. `gemeenten_n` = N of the deciles, `printed_n` = distinct printed deciles (28),
    `compared_n` = those with a figure in the table, `same_n` = those that come out, `missed` = codes of
    those that do not, with commas. Empty where no table with figures of 2019 is loaded.
    """
    found = []
    for column in (cells.SES, cells.POVERTY):
        rows = data.printed[data.printed["column"] == column].drop_duplicates("figure_id")
        printed = rows.set_index("region_code")["printed_value"].astype(float)
        for one in distributions(data, column):
            for rule in RULES:
                ours = deciles(one.figures, one.worst, rule).reindex(printed.index)
                known = ours.notna().to_numpy()
                same = np.isclose(ours.to_numpy(dtype=float), printed.to_numpy())
                found.append(
                    {
                        "column": column, "source_id": one.source_id, "division": one.division,
                        "indicator": one.indicator, "gemeenten_n": int(one.figures.count()), "rule": rule,
                        "printed_n": len(printed), "compared_n": int(known.sum()), "same_n": int(same.sum()),
                        "missed": ",".join(printed.index[known & ~same]),
                    }
                )  # fmt: skip
    frame = pd.DataFrame(found, columns=DECILE_RULES)
    order = {column: place for place, column in enumerate((cells.SES, cells.POVERTY))}
    return frame.sort_values(
        ["column", "same_n"],
        key=lambda part: part.map(order) if part.name == "column" else -part,
        kind="stable",
    ).reset_index(drop=True)
