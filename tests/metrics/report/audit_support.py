"""Printed cells and facts by hand, for tests of the audit: made-up gemeenten with made-up amounts."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pandas as pd

from loaders.files import shipped
from metrics.build import Build
from metrics.facts import REPORT_CELLS, Facts
from metrics.records import Records
from metrics.report.audit import Audit, audit
from metrics.report.cells import (
    COST_INDEX,
    PER_INHABITANT,
    PER_USER,
    POVERTY,
    SES,
    USE_2017,
    USE_2020,
    USE_INDEX,
)
from tests.metrics import build_facts as make

COLUMNS = {
    "ses": SES, "arm": POVERTY, "jongere": PER_USER, "inwoner": PER_INHABITANT, "index": COST_INDEX,
    "pct2017": USE_2017, "pct2020": USE_2020, "gebruik": USE_INDEX,
}  # fmt: skip
A, B, OLD1, OLD2 = "GM0001", "GM0002", "GM0101", "GM0102"


def printed(
    rows: Iterable[tuple[int, str, str, float]], *, kind: str = "reference", case: str = A
) -> pd.DataFrame:
    """Rows (table, region, short column name, printed number): printed as a Dutch table would."""
    found = []
    for table, region, column, value in rows:
        text = f"{value:.1f}%".replace(".", ",") if column.startswith("pct") else f"{value:.0f}"
        line = 100 * table + int(region[-1] if region[-1].isdigit() else 0)
        found.append(
            (table, case, f"rij {region}", kind, region, COLUMNS[column], text, value, "number", None, line)
        )
    return pd.DataFrame(found, columns=REPORT_CELLS)


def costs(
    region: str = A,
    level: tuple[float, float] = (312_000, 54_000),
    base: tuple[float, float] = (200_000, 24_000),
) -> list[tuple[str, int, str, str, float | None, float | None]]:
    """Lasten in thousands on 6.72 and 6.82: rekening 2019 and begroting 2017."""
    return [
        (region, 2019, "jaarrekening", "6.72", level[0], None),
        (region, 2019, "jaarrekening", "6.82", level[1], None),
        (region, 2017, "begroting", "6.72", base[0], None),
        (region, 2017, "begroting", "6.82", base[1], None),
    ]


def people(region: str = A, inhabitants_n: float = 1_000_000) -> list[tuple[str, str, str, float | None]]:
    """The same number of inhabitants in 2017, 2019 and 2020."""
    return [("inwoners_n", region, year, inhabitants_n) for year in ("2017", "2019", "2020")]


def one(facts: Facts, column: str, region: str = A) -> pd.Series:
    """Audit and return the only cell of a figure."""
    cells = audited(facts).cells
    found = cells[(cells["region_code"] == region) & (cells["column"] == COLUMNS[column])]
    assert len(found) == 1
    return found.iloc[0]


def audited(facts: Facts) -> Audit:
    """Audit with taakvelden of the report's years and the register that ships; no regional leads.

    Made once for facts that are asked about more than once in a row: an audit computes every figure anew.
    """
    if not _last or _last[0][0] is not facts:
        _last[:] = [(facts, audit(Build(facts, records())))]
    return _last[0][1]


_last: list[tuple[Facts, Audit]] = []


@cache
def records() -> Records:
    """Records by hand, with the tables of the register: which one is to be loaded is said."""
    known = shipped.records()
    return replace(make.records(), indicators=known.indicators, sources=known.sources)


__all__ = [
    "A",
    "B",
    "COLUMNS",
    "OLD1",
    "OLD2",
    "audited",
    "costs",
    "make",
    "one",
    "people",
    "printed",
    "records",
]
