"""The subcommands of `python -m metrics`: what each asks for and which frame it gives. Pure."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from metrics import group_commands
from metrics.build import Build
from metrics.errors import MetricsError, UsageError
from metrics.groups import make
from metrics.places.lineage import Lineage
from metrics.places.names import Names
from metrics.regions.congruence import congruence
from metrics.regions.keys import STANDARD
from metrics.regions.sharing import NOTE, Sharing
from metrics.report import audit, claims, printed, recomputed
from metrics.tables import codebook
from metrics.tables.compared import compared
from metrics.tables.long import long_table
from metrics.tables.news import news
from metrics.tables.statements import statements


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
    """Return the frame of a command, and what must be said with it: which former gemeenten were followed, say.

    `code` and `codes` of `asked` may be codes or names in any spelling. Raises MetricsError as `run` of the
    command does, and for a gemeente that is unknown or was divided.
    """
    lineage, names = build.lineage, build.names
    values, said = vars(asked).copy(), list[str]()
    values["told"] = said
    year = None if values.get("year") else command.year
    for field in ("code", "codes", "members"):
        typed = values.get(field)
        if typed:
            each = [typed] if isinstance(typed, str) else typed
            found = [_gemeente(text, names, lineage, year, said) for text in each]
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
        raise MetricsError(names.told(answer), names.told_in_english(answer))
    if answer.is_followed:
        said.append(names.told_in_english(answer))
    return answer.code


def _table_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "number", type=int, metavar="N", choices=printed.TABLES, help="a table of the report, 2 to 11"
    )
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
    parser.add_argument("--all", action="store_true", help="every gemeente (of 2019; with --year, of today)")
    parser.add_argument(
        "--year", type=int, metavar="Y", help="the figures of this year; default: the report's columns"
    )
    parser.add_argument(
        "--group",
        metavar="KIND",
        choices=[kind for kind in make.KINDS if kind not in make.BY_HAND],
        help="one gemeente beside its group of this kind, the group together and Nederland (with --year)",
    )
    parser.add_argument(
        "--source",
        choices=["rapport", "cbs"],
        help="as printed, or recomputed (default where accounts are loaded)",
    )


def _compare(build: Build, asked: Namespace) -> pd.DataFrame:
    if asked.year is not None:
        return _compare_year(build, asked)
    if asked.group is not None:
        raise UsageError("Bij een groep hoort een jaar.", "--group needs --year")
    source: recomputed.Source = asked.source or ("cbs" if len(build.facts.finance) else "rapport")
    of_report = build.printed["region"].unique()
    codes = asked.codes or [code for code in of_report if code.startswith("GM")]
    figures = build.recomputed.figures if source == "cbs" else build.printed
    return recomputed.compare(build.facts, figures, None if asked.all else codes, source)


def _compare_year(build: Build, asked: Namespace) -> pd.DataFrame:
    if asked.source is not None:
        raise UsageError("Kies een bron of een jaar.", "--source does not go with --year")
    if asked.group is None:
        of_report = [code for code in build.printed["region"].unique() if code in build.country.today]
        return compared(build, list(build.names.today) if asked.all else asked.codes or of_report, asked.year)
    if len(asked.codes) != 1 or asked.all:
        raise UsageError("Kies bij een groep één gemeente.", "--group takes exactly one gemeente")
    group = build.groups.make(asked.codes[0], asked.group)
    return compared(build, asked.codes, asked.year, group)


def _no_arguments(parser: ArgumentParser) -> None:
    """Ask for nothing."""


def _audit(build: Build, _asked: Namespace) -> pd.DataFrame:
    return audit.audit_cells(build)


def _claims(build: Build, _asked: Namespace) -> pd.DataFrame:
    return statements(claims.judge_all(build))


def _codebook(build: Build, _asked: Namespace) -> pd.DataFrame:
    return codebook.codebook(build)


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
    regions = [_region(text, build) for text in asked.region]
    return long_table(build, indicators=asked.indicator, periods=asked.period, regions=regions)


def _region(typed: str, build: Build) -> str:
    """Return the code of a gemeente as it was, or of another region: that of the report or Nederland, say."""
    answer = build.names.resolve(typed)
    if answer.region is not None:
        return answer.region
    if typed.upper() in build.names.all:
        return typed.upper()
    raise MetricsError(build.names.told(answer), build.names.told_in_english(answer))


def _share_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("region", metavar="JEUGDREGIO", help="its code (JZ33)")
    parser.add_argument("--year", type=int, required=True, metavar="Y", help="a year with accounts")
    parser.add_argument(
        "--key",
        required=True,
        metavar="KEY",
        help=f"{', '.join(STANDARD)}; mix: and stoploss: with another part",
    )


def _share(build: Build, asked: Namespace) -> pd.DataFrame:
    return Sharing(build).divide(asked.region.upper(), asked.year, asked.key).assign(note=NOTE)


def _congruence_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--year", type=int, required=True, metavar="Y", help="a year of which divisions are loaded"
    )
    for name in ("a", "b"):
        parser.add_argument(
            f"--{name}", metavar="DIVISION", help="its name or what its codes begin with (jeugdregio, JZ)"
        )


def _congruence(build: Build, asked: Namespace) -> pd.DataFrame:
    return congruence(build.facts, asked.year, asked.a, asked.b)


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
        "compare",
        "gemeenten beside each other, a row a gemeente",
        _compare_arguments,
        _compare,
        recomputed.YEAR,
    ),
    Command("claims", "every statement of the report with its verdict", _no_arguments, _claims),
    Command("audit", "every printed cell recomputed and judged", _no_arguments, _audit),
    Command(
        "group", "the members of a reference group", group_commands.group_arguments, group_commands.group
    ),
    Command(
        "figures", "every figure in one long table, with its reason and remarks", _figures_arguments, _figures
    ),
    Command("codebook", "what every figure, status, reason and limit means", _no_arguments, _codebook),
    Command("share", "what each member of a jeugdregio would carry by a key", _share_arguments, _share),
    Command(
        "congruence", "how far the regional divisions of a year coincide", _congruence_arguments, _congruence
    ),
    Command("news", "what newer versions of the figures changed for a gemeente", _news_arguments, _news),
    Command(
        "robust",
        "does the picture hold with other kinds of groups",
        group_commands.robust_arguments,
        group_commands.robust,
    ),
)
