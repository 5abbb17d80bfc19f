"""What `python -m metrics group` and `robust` ask for, and the frames they give. Pure; see `metrics/commands.py`."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator

import pandas as pd

from metrics.build import Build
from metrics.errors import MetricsError, UsageError
from metrics.groups import make, similarity
from metrics.groups.context import THEMES
from metrics.groups.make import Request
from metrics.tables import robust as robustness
from metrics.tables.members import members


def group_arguments(parser: ArgumentParser) -> None:
    """Ask for a gemeente, a kind of group and what belongs to the kind."""
    parser.add_argument(
        "code", metavar="GEMEENTE", help="its code or name (GM0150, Deventer); never a member itself"
    )
    parser.add_argument(
        "--kind",
        required=True,
        metavar="KIND",
        choices=list(make.KINDS),
        help=f"{', '.join(make.KINDS)}. The column distance is metres of shared border (neighbours), difference in "
        "inhabitants (size), usual spreads over all context variables (statistical), and empty for the others",
    )
    parser.add_argument(
        "--k",
        type=int,
        metavar="N",
        help=f"how many (statistical; default {make.DEFAULT_K})",
    )
    parser.add_argument(
        "--weights",
        metavar="THEME=W,...",
        type=_weights,
        help=f"how much a theme counts (statistical; default 1): {', '.join(THEMES)}",
    )
    parser.add_argument(
        "--members", nargs="+", metavar="GEMEENTE", type=_separately, help="codes or names (own)"
    )
    parser.add_argument("--name", metavar="N", help="code or name of a group that was saved (saved)")
    parser.add_argument(
        "--year",
        type=int,
        metavar="Y",
        help="of boundaries, division, inhabitants or context; default: newest",
    )


# What each option belongs to; the other kinds would not look at it.
_OF_KINDS = {
    "k": ("statistical",),
    "weights": ("statistical",),
    "members": ("own",),
    "name": ("saved",),
    "year": ("neighbours", "jeugdregio", "province", "size", "urban", "statistical"),
}


def _weights(text: str) -> dict[str, float]:
    """Read 'inkomen=2,grootte=0.5'."""
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    try:
        found = {theme.strip(): float(weight) for theme, _, weight in pairs}
        similarity.check_weights(found)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is not THEME=W,... with a number as W") from None
    except MetricsError as error:
        raise ArgumentTypeError(str(error)) from error
    return found


def _separately(text: str) -> str:
    """Refuse a list in one word: names hold commas nowhere, so it would be an unknown name."""
    if "," in text:
        raise ArgumentTypeError("separate members with spaces")
    return text


def group(build: Build, asked: Namespace) -> pd.DataFrame:
    """Return `members` of a group; what must be said with it is added to `asked.told`.

    `asked.saved`: the groups of this installation. Raises UsageError for an option of another kind, else MetricsError.
    """
    for option, of in _OF_KINDS.items():
        if getattr(asked, option) is not None and asked.kind not in of:
            raise UsageError(
                f"--{option} hoort niet bij --kind {asked.kind}.",
                f"--{option} does not go with --kind {asked.kind}",
            )
    saved = asked.saved
    by_name = {each.name.casefold(): each.code for each in saved}
    name = asked.name or next((each.code for each in saved), "")
    request = Request(
        year=asked.year,
        k=make.DEFAULT_K if asked.k is None else asked.k,
        weights=asked.weights,
        members=asked.members or (),
        saved=saved,
        name=by_name.get(name.casefold(), name),
    )
    made = build.groups.make(asked.code, asked.kind, request)
    if asked.year is not None:
        asked.told += _of_another_year(made, asked.year)
    return members(made)


def _of_another_year(group: make.Group, year: int) -> Iterator[str]:
    """Say which other years a group rests on: the nearest ones that are loaded."""
    if group.year is not None and group.year != year:
        yield f"nothing of {year} is loaded for this kind of group: that of {group.year} is used"
    vintages = group.alike.context.vintages if group.alike is not None else ()
    others = [f"{each.indicator} {each.period}" for each in vintages if each.period[:4] != str(year)]
    if others:
        yield f"not of {year}, but the nearest that is loaded: {', '.join(others)}"


def robust_arguments(parser: ArgumentParser) -> None:
    """Ask for a gemeente, and which figure beside which group."""
    parser.add_argument("code", metavar="GEMEENTE", help="its code or name (GM0150, Deventer)")
    parser.add_argument("--indicator", default="lasten_per_inwoner", help="default: lasten_per_inwoner")
    parser.add_argument("--period", help="default: the newest of this gemeente")
    parser.add_argument(
        "--group",
        metavar="KIND",
        choices=[kind for kind in make.KINDS if kind not in make.BY_HAND],
        help="the group whose relation is asked; default: the page's",
    )


def robust(build: Build, asked: Namespace) -> pd.DataFrame:
    """Return `metrics.tables.robust.robust`; raises MetricsError as that does."""
    return robustness.robust(build, asked.code, asked.indicator, asked.period, asked.group)
