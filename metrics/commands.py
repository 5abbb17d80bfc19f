"""The subcommands of `python -m metrics`: what each asks for and which frame it gives. Pure."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from metrics.build import Build
from metrics.facts import Facts
from metrics.groups import make
from metrics.records import Records
from metrics.report import audit, printed, recomputed


@dataclass(frozen=True)
class Command:
    """One subcommand. `run` gives the frame to print, or raises MetricsError for what cannot be done."""

    name: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Facts, Records, Namespace], pd.DataFrame]


def _table_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="N", help="a table of the report, 2 to 11")
    parser.add_argument(
        "--source", choices=["rapport", "cbs"], default="rapport", help="as printed (default), or recomputed"
    )


def _table(facts: Facts, records: Records, asked: Namespace) -> pd.DataFrame:
    if asked.source == "rapport":
        return printed.table(facts.report_cells, asked.number)
    return recomputed.recomputed_table(facts, records, asked.number)


def _compare_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "codes", nargs="*", metavar="CODE", help="gemeenten (GM0150); default: those of the report"
    )
    parser.add_argument("--all", action="store_true", help="every gemeente of 2019")
    parser.add_argument(
        "--source",
        choices=["rapport", "cbs"],
        help="as printed, or recomputed (default where accounts are loaded)",
    )


def _compare(facts: Facts, records: Records, asked: Namespace) -> pd.DataFrame:
    source: recomputed.Source = asked.source or ("cbs" if len(facts.finance) else "rapport")
    of_report = printed.figures_of_report(facts.report_cells)["region"].unique()
    codes = asked.codes or [code for code in of_report if code.startswith("GM")]
    return recomputed.compare(facts, records, None if asked.all else codes, source)


def _no_arguments(parser: ArgumentParser) -> None:
    """Ask for nothing."""


def _audit(facts: Facts, records: Records, asked: Namespace) -> pd.DataFrame:  # noqa: ARG001
    return audit.audit_cells(Build(facts, records))


def _group_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="the gemeente (GM0150); never a member itself")
    parser.add_argument(
        "--kind",
        required=True,
        metavar="KIND",
        help=f"{', '.join(make.KINDS)}. The column distance is metres of shared border (neighbours), difference in "
        "inhabitants (size), usual spreads over all context variables (statistical), and empty for the others",
    )
    parser.add_argument("--k", type=int, default=make.DEFAULT_K, metavar="N", help="how many (statistical)")


def _group(facts: Facts, records: Records, asked: Namespace) -> pd.DataFrame:
    return make.group(facts, records, asked.code, asked.kind, k=asked.k)


COMMANDS = (
    Command("table", "a table of the report, a row a cell", _table_arguments, _table),
    Command("compare", "the report's figures, a row a gemeente", _compare_arguments, _compare),
    Command("audit", "every printed cell recomputed and judged", _no_arguments, _audit),
    Command("group", "the members of a reference group", _group_arguments, _group),
)
