"""The reproduction audit: every printed cell of the report's tables 2-11 against open data."""

from metrics.report.audit.run import AUDIT, CLI, Audit, audit, audit_cells
from metrics.report.audit.verdicts import SAME, VERDICTS, Verdict
from metrics.report.cells import COLUMNS, ReportColumn, printed_cells

__all__ = [
    "AUDIT", "CLI", "COLUMNS", "SAME", "VERDICTS", "Audit", "ReportColumn", "Verdict", "audit", "audit_cells",
    "printed_cells",
]  # fmt: skip
