"""The subcommands of `python -m metrics`: what each asks for and which frame it gives. Pure."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from metrics.build import Build
from metrics.errors import MetricsError
from metrics.groups import make
from metrics.groups.make import Request
from metrics.places.lineage import Lineage
from metrics.places.names import Names
from metrics.report import audit, printed, recomputed
from metrics.tables.long import long_table
from metrics.tables.news import news
from metrics.tables.robust import robust


@dataclass(frozen=True)
class Command:
    """One subcommand. `run` gives the frame to print, or raises MetricsError for what cannot be done.

    `year`: the gemeenten asked for (`code` or `codes`) are those of 1 January of it; None: those of today.
    """

    name: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Build, Namespace], pd.DataFrame]
    year: int | None = None


def run(command: Command, build: Build, asked: Namespace) -> tuple[pd.DataFrame, list[str]]:
    """Return the frame of a command, and in Dutch which former gemeenten were followed.

    `code` and `codes` of `asked` may be codes or names in any spelling. Raises MetricsError as `run` of the
    command does, and for a gemeente that is unknown or was divided.
    """
    lineage, names = build.lineage, build.names
    values, said = vars(asked).copy(), list[str]()
    for field in ("code", "codes"):
        typed = values.get(field)
        if typed:
            each = [typed] if isinstance(typed, str) else typed
            found = [_gemeente(text, names, lineage, command.year, said) for text in each]
            values[field] = found[0] if isinstance(typed, str) else found
    return command.run(build, Namespace(**values)), said


def _gemeente(typed: str, names: Names, lineage: Lineage, year: int | None, said: list[str]) -> str:
    """Return the code of the gemeente meant, as it was on 1 January `year`."""
    answer = names.resolve(typed)
    if answer.region is not None and year is not None:
        then = lineage.at(answer.region, year)
        if then == (answer.region,):
            return answer.region
    if answer.code is None:
        raise MetricsError(names.told(answer))
    if answer.is_followed:
        said.append(names.told(answer))
    return answer.code


def _table_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="N", help="a table of the report, 2 to 11")
    parser.add_argument(
        "--source", choices=["rapport", "cbs"], default="rapport", help="as printed (default), or recomputed"
    )


def _table(build: Build, asked: Namespace) -> pd.DataFrame:
    if asked.source == "rapport":
        return printed.table(build.facts.report_cells, asked.number)
    return recomputed.recomputed_table(build.facts, build.recomputed.figures, asked.number)


def _compare_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "codes",
        nargs="*",
        metavar="GEMEENTE",
        help="codes or names (GM0150, Zwolle); default: those of the report",
    )
    parser.add_argument("--all", action="store_true", help="every gemeente of 2019")
    parser.add_argument(
        "--source",
        choices=["rapport", "cbs"],
        help="as printed, or recomputed (default where accounts are loaded)",
    )


def _compare(build: Build, asked: Namespace) -> pd.DataFrame:
    source: recomputed.Source = asked.source or ("cbs" if len(build.facts.finance) else "rapport")
    of_report = build.printed["region"].unique()
    codes = asked.codes or [code for code in of_report if code.startswith("GM")]
    figures = build.recomputed.figures if source == "cbs" else build.printed
    return recomputed.compare(build.facts, figures, None if asked.all else codes, source)


def _no_arguments(parser: ArgumentParser) -> None:
    """Ask for nothing."""


def _audit(build: Build, _asked: Namespace) -> pd.DataFrame:
    return audit.audit_cells(build)


def _group_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "code", metavar="GEMEENTE", help="its code or name (GM0150, Deventer); never a member itself"
    )
    parser.add_argument(
        "--kind",
        required=True,
        metavar="KIND",
        help=f"{', '.join(make.KINDS)}. The column distance is metres of shared border (neighbours), difference in "
        "inhabitants (size), usual spreads over all context variables (statistical), and empty for the others",
    )
    parser.add_argument("--k", type=int, default=make.DEFAULT_K, metavar="N", help="how many (statistical)")


def _group(build: Build, asked: Namespace) -> pd.DataFrame:
    return build.groups.make(asked.code, asked.kind, Request(k=asked.k)).members


def _figures_arguments(parser: ArgumentParser) -> None:
    for name, what in (
        ("indicator", "a code of data/indicators.toml (lasten_per_inwoner)"),
        ("period", "a year or half-year (2023, 2020H1)"),
        ("region", "a region by code or name (GM0150, Deventer, NL01)"),
    ):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar=name[0].upper(), help=f"{what}; may be repeated"
        )


def _figures(build: Build, asked: Namespace) -> pd.DataFrame:
    regions = [build.names.resolve(text).region or text for text in asked.region]
    return long_table(build, indicators=asked.indicator, periods=asked.period, regions=regions)


def _robust_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="GEMEENTE", help="its code or name (GM0150, Deventer)")
    parser.add_argument("--indicator", default="lasten_per_inwoner", help="default: lasten_per_inwoner")
    parser.add_argument("--period", help="default: the newest of this gemeente")
    parser.add_argument(
        "--group", metavar="KIND", help="the group whose relation is asked; default: the page's"
    )


def _robust(build: Build, asked: Namespace) -> pd.DataFrame:
    return robust(build, asked.code, asked.indicator, asked.period, asked.group)


def _news_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="GEMEENTE", help="its code or name (GM0150, Deventer)")
    parser.add_argument(
        "--since",
        metavar="VERSION",
        help="only what came after this version (default: everything that is known)",
    )


def _news(build: Build, asked: Namespace) -> pd.DataFrame:
    return news(build, asked.code, asked.since)


COMMANDS = (
    Command("table", "a table of the report, a row a cell", _table_arguments, _table),
    Command(
        "compare", "the report's figures, a row a gemeente", _compare_arguments, _compare, recomputed.YEAR
    ),
    Command("audit", "every printed cell recomputed and judged", _no_arguments, _audit),
    Command("group", "the members of a reference group", _group_arguments, _group),
    Command(
        "figures", "every figure in one long table, with its reason and remarks", _figures_arguments, _figures
    ),
    Command("news", "what newer versions of the figures changed for a gemeente", _news_arguments, _news),
    Command("robust", "does the picture hold with other kinds of groups", _robust_arguments, _robust),
)
