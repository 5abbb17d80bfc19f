"""The audit of the report: every printed cell, recalculated and judged, on what is loaded."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from metrics import dutch
from metrics.build import Build
from metrics.report import cells, repairs
from metrics.report.audit import costs, sums, use, users, verdicts, words
from metrics.report.audit.amounts import amount
from metrics.report.audit.computation import Computation
from metrics.report.audit.data import REKENING, SECOND, WITHOUT_STAY, YEAR, AuditData
from metrics.report.audit.decile_rules import decile_rules
from metrics.report.audit.income import Deciles
from metrics.report.audit.selfcheck import SelfCheck, second_source, self_check
from metrics.report.audit.summary import distinct, summary

# The stable interface of `python -m metrics audit`: a row a printed cell.
CLI = [
    "table", "row_label", "region_code", "column", "printed", "printed_value", "recomputed",
    "recomputed_report_way", "difference", "verdict", "reason", "source",
]  # fmt: skip
AUDIT = [
    *CLI, "cell_id", "figure_id", "case_code", "row_kind", "region_name", "line",
    "field", "period", "period_status", "loaded_on", "calculation",
    "variables", "reason_code",
]  # fmt: skip
ATTEMPTS = ["figure_id", "kind", "label", "value", "prints"]


@dataclass(frozen=True)
class Audit:
    """The outcome for one build.

    `cells`: columns AUDIT, a row a printed cell in the order of the report. `recomputed` is ours,
    unrounded, missing where it cannot be made: the value of `metrics table --source cbs` in every cell;
    `recomputed_report_way` what the report's rounding or selection gives; `verdict` comes from both;
    `difference` = recomputed - printed value; `reason_code` metrics.report.audit.verdicts.ReasonCode; `loaded_on` the
    latest load date of its tables (UTC), missing where one is not loaded; `variables` a mapping for the
    calculation text. `attempts`: columns ATTEMPTS, what was tried for figures that do not come out.
    `repairs`: metrics.report.repairs.REPAIRS, of every impossible row.
    """

    cells: pd.DataFrame
    attempts: pd.DataFrame
    repairs: pd.DataFrame
    data: AuditData

    @cached_property
    def rules(self) -> pd.DataFrame:
        """How many printed deciles each rule gives back: metrics.report.audit.decile_rules.DECILE_RULES."""
        return decile_rules(self.data)

    @cached_property
    def check(self) -> SelfCheck:
        """The report against itself."""
        return self_check(self.data)

    @cached_property
    def ratios(self) -> pd.DataFrame:
        """Printed percentages beside 82972NED: selfcheck.RATIOS; empty where that is not loaded."""
        return second_source(self.data)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Verdicts per table, printed cells: metrics.report.audit.summary.SUMMARY."""
        return summary(self.cells)

    @cached_property
    def summary_distinct(self) -> pd.DataFrame:
        """Verdicts per table, each figure once: metrics.report.audit.summary.SUMMARY."""
        return summary(distinct(self.cells))


def audit(build: Build) -> Audit:
    """Recalculate and judge every numeric cell of the report's tables 2-11 on what is loaded.

    Sources: Iv3 2017 and 2019, 70072ned, 84134NED, 84866NED (or another division), 84868NED, and 82972NED
    as the second source for impossible rows. Works at each level of what is loaded: what needs a missing
    table is `no_data`.
    """
    return _Run(AuditData(build)).audit()


def audit_cells(build: Build) -> pd.DataFrame:
    """Return the audit as `python -m metrics audit` prints it: columns CLI, numbers unrounded, empty for
    missing.
    """
    return audit(build).cells[CLI]


class _Run:
    """One audit: the printed figures by region and column, and the repairs of impossible rows."""

    def __init__(self, data: AuditData) -> None:
        self.data = data
        self.figures = data.printed.drop_duplicates("figure_id")
        printed = self.figures
        self.printed = dict(zip(printed["figure_id"], printed["printed_value"], strict=True))
        self.deciles = {column: Deciles(data, column) for column in (cells.SES, cells.POVERTY)}

    def audit(self) -> Audit:
        """Judge every cell."""
        printed = self.data.printed
        made = {
            figure_id: self._compute(code, column)
            for figure_id, code, column in zip(
                *(self.figures[name] for name in ("figure_id", "region_code", "column")), strict=True
            )
        }
        rows = [
            self._row({str(key): value for key, value in row.items()}, made)
            for row in printed.to_dict("records")
        ]
        attempts = [
            {
                "figure_id": figure_id,
                "kind": one.kind,
                "label": one.label,
                "value": one.value,
                "prints": one.prints,
            }
            for figure_id, computation in made.items()
            for one in computation.attempts
        ]
        frame = pd.DataFrame(rows, columns=AUDIT)
        frame["loaded_on"] = pd.to_datetime(frame["loaded_on"])
        tried = pd.DataFrame(attempts, columns=ATTEMPTS)
        return Audit(frame, tried, self.impossible, self.data)

    @cached_property
    def impossible(self) -> pd.DataFrame:
        """The weighed repairs of every impossible row."""
        rows = repairs.use_rows(self.data.printed)
        second, source = self.data.percentages(SECOND), self.data.percentages(WITHOUT_STAY)
        found = [
            repairs.weigh(row, [other for other in rows if other is not row], second, source)
            for row in rows
            if not row.is_possible
        ]
        return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=repairs.REPAIRS)

    def _figure(self, code: str, column: str) -> float:
        return float(self.printed.get(f"{code}:{column}", float("nan")))

    def _compute(self, code: str, column: str) -> Computation:
        data = self.data
        if column in self.deciles:
            return self.deciles[column].computation(code)
        if column in (cells.USE_2017, cells.USE_2020):
            return use.percentage(data, code, column)
        if column == cells.USE_INDEX:
            return use.use_index(
                data, code, self._figure(code, cells.USE_2017), self._figure(code, cells.USE_2020)
            )
        printed = self._figure(code, column)
        if column == cells.PER_USER:
            return users.per_user(data, code, printed)
        if not (code.startswith("SIZE") or code == cells.COUNTRY):
            return (costs.per_inhabitant if column == cells.PER_INHABITANT else costs.cost_index)(data, code)
        if column == cells.PER_INHABITANT:
            return sums.per_inhabitant(data, code, printed)
        rows = data.printed
        cases = rows.loc[rows["region_code"] == code, "case_code"].drop_duplicates()
        return sums.cost_index(data, code, printed, self._figure(code, cells.PER_INHABITANT), map(str, cases))

    def _row(self, row: dict[str, object], made: dict[str, Computation]) -> dict[str, object]:
        code, column = str(row["region_code"]), str(row["column"])
        printed, status = float(str(row["printed_value"])), str(row["cell_status"])
        computation = made[str(row["figure_id"])]
        if status == "other_source":
            computation = self._not_open(code, computation)
        repairs_here = self._repairs_of(row, column)
        verdict = verdicts.decide(
            column, printed, status, computation, repairs_here, self._same_base(code, column, made)
        )
        name = self.data.name(code)
        loaded = [self.data.loaded_on.get(source) for source in computation.sources]
        return {
            **{
                key: row[key]
                for key in ("table", "row_label", "region_code", "column", "printed", "printed_value")
            },
            **{key: row[key] for key in ("cell_id", "figure_id", "case_code", "row_kind", "line")},
            "recomputed": computation.ours,
            "difference": computation.ours - printed,
            "verdict": verdict,
            "reason": verdicts.reason(verdict, column, printed, computation, repairs_here, name)
            + words.reconstructed([one for one in computation.sources if one in self.data.reconstructions]),
            "source": ", ".join(computation.sources),
            "region_name": name,
            "recomputed_report_way": computation.report_way,
            "field": computation.field,
            "period": computation.period,
            "period_status": computation.period_status,
            "loaded_on": None
            if None in loaded or not loaded
            else max(one for one in loaded if one is not None),
            "calculation": computation.calculation,
            "variables": dict(computation.variables),
            "reason_code": verdicts.reason_code(verdict, column, printed, computation),
        }

    def _repairs_of(self, row: dict[str, object], column: str) -> pd.DataFrame:
        """Return the repairs of the row a cell of use is in; none for the columns that are no part of it."""
        place = (int(str(row["table"])), int(str(row["line"])))
        if column not in (cells.USE_2017, cells.USE_2020, cells.USE_INDEX):
            return self._no_repairs
        return self._repairs.get(place, self._no_repairs)

    @cached_property
    def _repairs(self) -> dict[tuple[int, int], pd.DataFrame]:
        """The repairs of every impossible row, by its table and line."""
        lines: Any = self.impossible.groupby(["table", "line"])
        return dict(iter(lines))

    @cached_property
    def _no_repairs(self) -> pd.DataFrame:
        return self.impossible.iloc[:0]

    def _same_base(self, code: str, column: str, made: dict[str, Computation]) -> bool:
        """Say whether an index of use stands on a first percentage that comes out as printed."""
        if column != cells.USE_INDEX:
            return True
        base = made.get(f"{code}:{cells.USE_2017}")
        return base is not None and cells.prints(
            base.ours, self._figure(code, cells.USE_2017), cells.USE_2017
        )

    def _not_open(self, code: str, computation: Computation) -> Computation:
        """Say where a figure comes from that the report took from elsewhere, beside what Iv3 has."""
        own = amount(self.data, [code], REKENING, YEAR)
        beside = ""
        if own:
            beside = (
                f"; Iv3 geeft {dutch.euro(own.exact_eur)} per inwoner, volgens het rapport niet plausibel"
            )
        return replace(
            computation,
            absent=(),
            sources=("rapport",),
            calculation="",
            variables={},
            period_status="",
            field="eigen jaarrekening van de gemeente",
            ours=float("nan"),
            rounded=float("nan"),
            report_way=float("nan"),
            differs="Het rapport nam dit cijfer over uit de jaarrekening van "
            f"{self.data.name(code)}{beside}.",
        )
