"""The figure of a group of gemeenten, made in one place: a membership matrix times the four terms.

Every question about groups comes here: one group, many groups at once, a group without each of its members, three
ways of adding up, the jeugdregio's on a map, the statements of the report. The rules:

- a ratio of sums over the same members in numerator, denominator and base; never a mean of ratios unasked;
- the gemeente that is compared is not in its own group (Nederland includes it);
- a member counts where its figure may be compared and has every term, in the division of today (a sum of
  predecessors counts, a gemeente that is no more does not); the others are in no sum, and are named with the reason;
- fewer than two members that count make no figure of a group (methode 30);
- a figure that is published without counts cannot be added up: it has a median and a mean, and says so when a sum is
  asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from metrics.errors import MetricsError
from metrics.figures import BASED, CELL_STATUSES, COMPARABLE, PERIOD_STATUSES, Floats, values_of
from metrics.grid import NO_ROW, Flags, Grid

How = Literal["ratio_of_sums", "mean", "median"]
WAYS: tuple[How, ...] = ("ratio_of_sums", "mean", "median")
MIN_MEMBERS = 2
_BASE_AT = 2  # where the terms of the base begin in metrics.figures.TERMS
Columns = npt.NDArray[np.int64] | slice
EVERYBODY = slice(None)  # every column of the grid

# Why a group has no figure; worded in metrics.comparing.reasons.
NOBODY = "geen_lid"
ONE_MEMBER = "een_lid"
NOT_ADDED = "niet_optelbaar"
NOT_LOADED = "niet_geladen"


class GroupTooSmallError(MetricsError):
    """A group needs at least two other gemeenten."""

    def __init__(self) -> None:
        super().__init__(
            "Een groep heeft ten minste twee andere gemeenten nodig.",
            "a group needs at least two other members",
        )


@dataclass(frozen=True)
class GroupValue:
    """The figure of a group. `value` None: there is none, `reason` says why.

    Sums are of the `used` members (NaN for another way than a ratio of sums). `left_out`: member -> cell status, or
    'geen_cijfer' where a term is missing. `period_status`: the worst of the members that count; `sources` of all of
    them.
    """

    value: float | None
    numerator: float
    denominator: float
    how: How
    used: tuple[str, ...]
    left_out: Mapping[str, str]
    reason: str = ""
    period_status: str = "onbekend"
    sources: tuple[str, ...] = ()


def members_of(members: Iterable[str], own: str | None = None) -> tuple[str, ...]:
    """Return the members of a group, each once, without the gemeente that is compared.

    Raises GroupTooSmallError for fewer than two.
    """
    codes = tuple(code for code in dict.fromkeys(members) if code != own)
    if len(codes) < MIN_MEMBERS:
        raise GroupTooSmallError
    return codes


def group_value(
    grid: Grid,
    indicator: str,
    period: str,
    members: Iterable[str],
    how: How = "ratio_of_sums",
    *,
    own: str | None = None,
    accept: frozenset[str] = COMPARABLE,
) -> GroupValue:
    """Return the figure of one group.

    `own`: the gemeente that is compared, taken out of the group. `accept`: cell statuses that may count. Raises
    GroupTooSmallError for fewer than two members besides `own`; whatever else is lacking stands in `reason`.
    """
    codes = members_of(members, own)
    row = grid.row(indicator, period)
    nothing = dict.fromkeys(codes, NOT_LOADED)
    if row is None:
        return GroupValue(None, float("nan"), float("nan"), how, (), nothing, NOT_LOADED)
    columns = np.array(grid.columns(codes), dtype=np.int64)
    used = columns[_complete(grid, row, accept, how, columns)]
    value, sums = _of_one(grid, row, used, how)
    reason = _reason(grid, row, columns, len(used), how, accept)
    added = how == "ratio_of_sums"
    return GroupValue(
        value=None if reason or value != value else value,
        numerator=float(sums[0]) if added else float("nan"),
        denominator=float(sums[1]) if added else float("nan"),
        how=how,
        used=tuple(grid.codes[at] for at in used),
        left_out=_left_out(grid, row, codes, columns, used),
        reason=reason or ("geen_cijfer" if value != value else ""),
        period_status=_worst_period(grid, row, used),
        sources=grid.sources(row, used.tolist()),
    )


def group_values(
    grid: Grid,
    indicator: str,
    period: str,
    groups: Sequence[Sequence[str]],
    how: How = "ratio_of_sums",
    *,
    own: str | None = None,
    accept: frozenset[str] = COMPARABLE,
) -> Floats:
    """Return the figures of many groups at once; NaN where `group_value` has none, for whatever reason.

    In: `groups`, the members of each by code. One matrix product, so a thousand groups cost little more than one.
    """
    row = grid.row(indicator, period)
    if row is None or not len(groups):
        return np.full(len(groups), np.nan)
    usable = _complete(grid, row, accept, how)
    belongs = membership(grid, groups, own) & usable
    enough = belongs.sum(axis=1) >= MIN_MEMBERS
    if how == "ratio_of_sums":
        if indicator not in grid.factors:
            return np.full(len(groups), np.nan)
        terms = np.where(usable[:, None], np.nan_to_num(grid.terms[row]), 0.0)
        sums: Floats = belongs.astype(float) @ terms
        found = values_of(sums, indicator, grid.factors)
    else:
        middle = np.median if how == "median" else np.mean
        found = np.array(
            [middle(grid.value[row][each]) if each.any() else np.nan for each in belongs], dtype=float
        )
    kept: Floats = np.where(enough, found, np.nan)
    return kept


def without_each(grid: Grid, indicator: str, period: str, whole: GroupValue) -> dict[str, float]:
    """Return the figure of a group without each member that counts in it, in the way it was made.

    Empty where the group has no figure, or where leaving one out leaves fewer than two.
    """
    if whole.value is None or len(whole.used) <= MIN_MEMBERS:
        return {}
    rest = [tuple(other for other in whole.used if other != code) for code in whole.used]
    # who counts was decided for the whole: all statuses may pass here
    values = group_values(grid, indicator, period, rest, whole.how, accept=frozenset(CELL_STATUSES))
    return dict(zip(whole.used, values.tolist(), strict=True))


def membership(grid: Grid, groups: Sequence[Sequence[str]], own: str | None = None) -> Flags:
    """Return who is in which group: a row a group, a column a region of the grid; `own` is in none."""
    belongs = np.zeros((len(groups), len(grid.codes)), dtype=bool)
    for at, members in enumerate(groups):
        belongs[at, grid.columns(code for code in members if code != own)] = True
    return belongs


def adds_up(grid: Grid, indicator: str, period: str) -> bool:
    """Say whether a figure has terms that can be added up; False for medians, deciles, percentages only."""
    row = grid.row(indicator, period)
    return row is not None and indicator in grid.factors and _has_terms(grid, row)


def _has_terms(grid: Grid, row: int) -> bool:
    return not bool(np.isnan(grid.terms[row, grid.is_gemeente, :_BASE_AT]).any(axis=-1).all())


def _complete(grid: Grid, row: int, accept: frozenset[str], how: How, columns: Columns = EVERYBODY) -> Flags:
    """Say who in these columns counts: a comparable figure, and for a ratio of sums every term it needs."""
    usable: Flags = grid.usable(row, accept)[columns]
    if how != "ratio_of_sums":
        return usable
    needed = grid.terms[row, columns, : None if grid.what[row][0] in BASED else _BASE_AT]
    whole: Flags = usable & ~np.isnan(needed).any(axis=1)
    return whole


def _of_one(grid: Grid, row: int, used: npt.NDArray[np.int64], how: How) -> tuple[float, Floats]:
    indicator = grid.what[row][0]
    sums: Floats = grid.terms[row, used].sum(axis=0) if len(used) else np.full(4, np.nan)
    if not len(used):
        return float("nan"), sums
    if how == "ratio_of_sums":
        if indicator not in grid.factors:
            return float("nan"), sums
        return float(values_of(sums[None, :], indicator, grid.factors)[0]), sums
    values = grid.value[row, used]
    return float(np.median(values) if how == "median" else np.mean(values)), sums


def _reason(
    grid: Grid, row: int, columns: npt.NDArray[np.int64], used_n: int, how: How, accept: frozenset[str]
) -> str:
    """Return why there is no figure: nothing to add up, nobody has it, or one member alone; empty: there is one."""
    if used_n >= MIN_MEMBERS:
        return ""
    have_values = bool(len(columns)) and bool(grid.usable(row, accept)[columns].any())
    if (
        how == "ratio_of_sums"
        and have_values
        and not (grid.what[row][0] in grid.factors and _has_terms(grid, row))
    ):
        return NOT_ADDED
    return ONE_MEMBER if used_n == 1 else NOBODY


def _left_out(
    grid: Grid, row: int, codes: Sequence[str], columns: npt.NDArray[np.int64], used: npt.NDArray[np.int64]
) -> dict[str, str]:
    if len(used) == len(codes):
        return {}
    found: dict[str, str] = {}
    counting, known = set(used.tolist()), {grid.codes[at]: at for at in columns.tolist()}
    for code in codes:
        column = known.get(code)
        if column is None or grid.status[row, column] == NO_ROW:
            found[code] = "geen_cijfer" if grid.has_any(*grid.what[row]) else NOT_LOADED
        elif column not in counting:
            status = CELL_STATUSES[grid.status[row, column]]
            found[code] = status if status not in COMPARABLE else "geen_cijfer"
    return found


def _worst_period(grid: Grid, row: int, used: npt.NDArray[np.int64]) -> str:
    if not len(used):
        return "onbekend"
    return PERIOD_STATUSES[int(grid.period_status[row, used].max())]
