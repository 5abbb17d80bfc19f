"""One figure for a group of gemeenten: a ratio of sums over the same members, never a mean of ratios unasked.

The gemeente that is compared is not in its own group (Nederland includes it). A member without a figure that
can be compared is in neither sum, and is named.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from metrics import figures as figures_of
from metrics.costs.levels import value_of
from metrics.errors import MetricsError
from metrics.figures import BASE, COMPARABLE, FACTORS, GROWTH

How = Literal["ratio_of_sums", "mean", "median"]
MIN_MEMBERS = 2
_TERMS = ["numerator", "denominator"]


class GroupTooSmallError(MetricsError):
    """A group needs at least two other gemeenten."""


class NoRatioOfSumsError(MetricsError):
    """The figure is published as a percentage or median only: nothing to add up."""


@dataclass(frozen=True)
class GroupValue:
    """The figure of a group. `value` NaN: no member has the figure. Sums are of the `used` members."""

    value: float
    numerator: float
    denominator: float
    how: How
    used: tuple[str, ...]
    left_out: Mapping[str, str]  # member -> cell status


def group_value(
    figures: pd.DataFrame,
    members: Iterable[str],
    how: How = "ratio_of_sums",
    *,
    own: str | None = None,
    accept: frozenset[str] = COMPARABLE,
) -> GroupValue:
    """Return the figure of a group.

    In: figures of *one* indicator and period, a row a region; `members`: codes; `own`: the gemeente that is
    compared, taken out of the group. `accept`: cell statuses that may count (the audit lets regional leads
    in). Growth and index add up all four terms over the same members. `mean` and `median` are of the members'
    values. Raises GroupTooSmallError for fewer than two members, NoRatioOfSumsError where members have values
    but no terms (percentages only), ValueError for more than one indicator or period.
    """
    if figures[["indicator", "period"]].drop_duplicates().shape[0] > 1:
        raise ValueError("group_value needs the figures of one indicator and period")
    codes = [code for code in dict.fromkeys(members) if code != own]
    if len(codes) < MIN_MEMBERS:
        raise GroupTooSmallError(
            "Een groep heeft ten minste twee andere gemeenten nodig.",
            "a group needs at least two other members",
        )
    rows = figures[figures["region"].isin(codes)].set_index("region").reindex(codes)
    usable = rows["value"].notna() & rows["cell_status"].isin(accept)
    reasons = rows["cell_status"].fillna("niet_geladen")
    left_out = {
        str(code): str(reason) if reason not in accept else "geen_cijfer"
        for code, reason in reasons[~usable].items()
    }
    used = rows[usable]
    if how == "ratio_of_sums" and len(used):
        sums = _sums(used)
        value = _value(sums, str(used["indicator"].iloc[0]))
        return GroupValue(value, sums["numerator"], sums["denominator"], how, tuple(used.index), left_out)
    value = float(used["value"].median() if how == "median" else used["value"].mean())
    nothing = float("nan")
    return GroupValue(value, nothing, nothing, how, tuple(used.index), left_out)


def group_figures(
    figures: pd.DataFrame, members: Iterable[str], *, own: str | None = None, region: str = "GROEP"
) -> pd.DataFrame:
    """Return every figure of a group that is a ratio of sums, as rows of a figures frame with `region`.

    In: a figures frame of any number of indicators and periods. Indicators without numerators (medians,
    deciles, percentages only) get no rows. `source` is that of the first member, and says how many members it
    rests on where that is not all. Raises GroupTooSmallError for fewer than two members besides `own`.
    """
    codes = [code for code in dict.fromkeys(members) if code != own]
    if len(codes) < MIN_MEMBERS:
        raise GroupTooSmallError(
            "Een groep heeft ten minste twee andere gemeenten nodig.",
            "a group needs at least two other members",
        )
    rows = figures[figures["region"].isin(codes) & figures["indicator"].isin(FACTORS)]
    terms = [*_TERMS, *(name for name in BASE if name in rows)]
    rows = rows[rows["value"].notna() & rows["cell_status"].isin(COMPARABLE) & rows["numerator"].notna()]
    if not len(rows):
        return figures_of.empty()
    # in plain numbers: this is done at every choice of a gemeente, and a group-by costs ten times as much
    keys = list(zip(rows["indicator"].tolist(), rows["period"].tolist(), strict=True))
    found = {key: number for number, key in enumerate(sorted(set(keys)))}
    which = np.array([found[key] for key in keys])
    amounts = rows[terms].to_numpy(dtype=float)
    sums = pd.DataFrame({name: _summed(which, amounts[:, at], len(found)) for at, name in enumerate(terms)})
    first = np.full(len(found), len(rows))
    np.minimum.at(first, which, np.arange(len(rows)))
    of_first = rows.iloc[first]
    used_n = np.bincount(which, minlength=len(found))
    sources = [
        text if n == len(codes) else f"{text}; {n} van {len(codes)} gemeenten"
        for text, n in zip(of_first["source"], used_n, strict=True)
    ]
    indicators = np.array([indicator for indicator, _ in found], dtype=object)
    return figures_of.complete(
        sums.assign(
            indicator=indicators,
            period=[period for _, period in found],
            period_status=of_first["period_status"].to_numpy(),
            value=_values(sums, indicators),
            region=region,
            source=sources,
        )
    )


def _summed(which: np.ndarray, amounts: np.ndarray, groups_n: int) -> np.ndarray:
    """Add amounts up by group; missing ones count for nothing, and a group without any is missing."""
    known = ~np.isnan(amounts)
    sums = np.bincount(which[known], weights=amounts[known], minlength=groups_n)
    return np.where(np.bincount(which[known], minlength=groups_n) > 0, sums, np.nan)


def _values(sums: pd.DataFrame, indicators: np.ndarray) -> np.ndarray:
    """Return what metrics.costs.levels.value_of gives, for rows of several indicators together."""
    above_zero = {name: sums[name].where(sums[name] > 0).to_numpy() for name in sums}
    ratio = sums["numerator"].to_numpy() / above_zero["denominator"]
    if "base_numerator" in sums:
        based = np.isin(indicators, indicators[sums["base_numerator"].notna()])
        base = sums["base_numerator"].to_numpy() / above_zero["base_denominator"]
        ratio = np.where(based, ratio / np.where(base > 0, base, np.nan), ratio)
    factor = np.array([FACTORS[name] for name in indicators])
    values: np.ndarray = ratio * factor - np.where(np.isin(indicators, list(GROWTH)), 100.0, 0.0)
    return values


def _sums(used: pd.DataFrame) -> dict[str, float]:
    terms = [*_TERMS, *(name for name in BASE if name in used and used[name].notna().any())]
    if used[terms].isna().to_numpy().any():
        raise NoRatioOfSumsError(
            "Dit cijfer is er alleen als percentage of mediaan. Een groepscijfer is dan niet op te tellen.",
            "published without counts: there is no ratio of sums",
        )
    return {name: float(used[name].sum()) for name in terms}


def _value(sums: Mapping[str, float], indicator: str) -> float:
    if indicator not in FACTORS:
        raise NoRatioOfSumsError(
            "Dit cijfer is niet op te tellen over gemeenten.",
            f"{indicator} cannot be added up over gemeenten",
        )
    return float(value_of(pd.DataFrame([sums]), indicator).iloc[0])
