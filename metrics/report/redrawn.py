"""Figures 1-5 of the report drawn again: use without stay per half-year as an index, first half of 2017 = 100.

The report gives its lines as pictures only; what can be checked are the ends, which tables 3, 5, 7, 9 and 11 print.
The index is that of every other page (metrics.use.shares); of a gemeente that was made of others the percentages
before are those of its predecessors, weighed as the report says it did (annex 3).
"""

from dataclasses import dataclass

import pandas as pd

from metrics.build import Build
from metrics.numbers.ratios import index
from metrics.report import cells
from metrics.report.audit.data import HALF_YEARS, WITHOUT_STAY, AuditData
from metrics.report.audit.use import report_percentage

INDEX = "index_zonder_verblijf"
_PROVISIONAL = "voorlopig"


@dataclass(frozen=True)
class ReportLine:
    """One line. `halves`: half-year -> index, None where there is none. `printed`: the end as the table prints it.

    `weighed`: its first half-years are made of predecessors, weighed in the report's way.
    """

    code: str
    kind: str  # 'case', 'country', 'region', 'reference'
    halves: dict[str, float | None]
    provisional: frozenset[str]
    printed: float
    first_pct: float  # as printed, first half of 2017
    last_pct: float  # as printed, first half of 2020
    sources: tuple[str, ...]
    weighed: bool

    @property
    def from_printed(self) -> float:
        """The index of the two printed percentages, unrounded."""
        return 100 * self.last_pct / self.first_pct


@dataclass(frozen=True)
class ReportFigure:
    """One figure of the report: its number, the gemeente it is about, and the table that prints its ends."""

    number: int
    case: str
    table: int
    lines: tuple[ReportLine, ...]

    @property
    def periods(self) -> tuple[str, ...]:
        """The half-years in which at least one line has a value."""
        return tuple(one for one in HALF_YEARS if any(line.halves[one] is not None for line in self.lines))


def figures(build: Build, data: AuditData) -> tuple[ReportFigure, ...]:
    """Return the five figures, their lines in the order of the table with the ends. Pure."""
    rows = build.recomputed.figures
    rows = rows[(rows["indicator"] == INDEX) & rows["period"].isin(HALF_YEARS)]
    wanted = (cells.USE_INDEX, cells.USE_2017, cells.USE_2020)
    printed = data.printed[data.printed["column"].isin(wanted)]
    found = []
    for number, table in enumerate(sorted(set(printed["table"])), start=1):
        part = printed[printed["table"] == table]
        lines = [
            _line(data, rows[rows["region"] == code], str(code), own)
            for code, own in part.groupby("region_code", sort=False)
        ]
        found.append(ReportFigure(number, str(part["case_code"].iloc[0]), int(table), tuple(lines)))
    return tuple(found)


def _line(data: AuditData, rows: pd.DataFrame, code: str, own: pd.DataFrame) -> ReportLine:
    """Make one line. `rows`: our index of the region; `own`: its printed cells in the table with the ends."""
    values = rows.set_index("period")["value"].astype(float).to_dict()
    weighed = {each: report_percentage(data, code, each) for each in HALF_YEARS}
    is_weighed = any(share is not None for share in weighed.values())
    if is_weighed:
        seen = {each: data.observed(WITHOUT_STAY, code, each) for each in HALF_YEARS}
        shares = pd.Series(
            {each: weighed[each] if one is None else one.value for each, one in seen.items()}, dtype=float
        )
        values = index(shares, float(shares[HALF_YEARS[0]])).to_dict()
    late = rows.loc[rows["period_status"] == _PROVISIONAL, "period"].astype(str)
    printed = own.set_index("column")["printed_value"].astype(float)
    return ReportLine(
        code=code,
        kind=str(own["row_kind"].iloc[0]),
        halves={each: None if pd.isna(values.get(each)) else float(values[each]) for each in HALF_YEARS},
        provisional=frozenset(late),
        printed=float(printed[cells.USE_INDEX]),
        first_pct=float(printed[cells.USE_2017]),
        last_pct=float(printed[cells.USE_2020]),
        sources=tuple(dict.fromkeys(rows["source"].astype(str))),
        weighed=is_weighed,
    )
