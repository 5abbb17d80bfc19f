"""The quantitative statements of the report, each a named test on what is loaded."""

from metrics.report.claims.elsewhere import Elsewhere
from metrics.report.claims.judge import CLAIMS, elsewhere_of, figures_frame, judge, judge_all, to_frame
from metrics.report.claims.model import VERDICTS, Compare, Count, Evidenced, Finding, Judgement
from metrics.report.claims.registry import TESTS, ClaimError

__all__ = [
    "CLAIMS", "TESTS", "VERDICTS", "ClaimError", "Compare", "Count", "Elsewhere", "Evidenced", "Finding", "Judgement",
    "elsewhere_of", "figures_frame", "judge", "judge_all", "to_frame",
]  # fmt: skip
