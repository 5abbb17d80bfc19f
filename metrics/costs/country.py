"""Nederland and the size classes: the same gemeenten in numerator, denominator and base, and who was left
out.

A gemeente counts where every amount the figure needs is there and plausible. What a regional lead books for
others stays in: the money was spent on youth care (only a group or a rank is spoiled by where it is booked).
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metrics import dutch
from metrics.places.codes import NEDERLAND
from metrics.places.size_classes import SizeClass

# Counts in a sum over gemeenten. The others lack an amount, or have one that cannot be right.
IN_A_SUM = frozenset({"ok", "basis_te_laag", "verschoven", "boekt_voor_anderen"})
# Below this share of the inhabitants a sum does not stand for the whole: a load of some gemeenten is no
# Nederland.
COVERAGE = 0.9
CLASS_COVERAGE = 0.5
SUMMED = ["indicator", "parent", "year"]  # what a sum over gemeenten is of
LEFT_OUT = ["indicator", "region", "period", "member", "reason"]
_NAMED = 4  # names in a source text; more are counted


def same_gemeenten(
    rows: pd.DataFrame, terms: Sequence[str], whole_n: pd.Series
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add up terms over the gemeenten that have all of them, per figure, parent and year.

    In: SUMMED, `region`, `cell_status`, the terms and `weight_n` (inhabitants); `whole_n`: inhabitants of
    Nederland by year. Out: first a row a SUMMED with the terms, missing where the gemeenten that count hold
    too few of the inhabitants (COVERAGE of Nederland, CLASS_COVERAGE of another parent), and `used_n`; then
    who was left out: SUMMED, member, reason (a cell status; 'geen_cijfer' where only a term is missing).
    """
    complete = rows[list(terms)].notna().all(axis=1)
    usable = complete & rows["cell_status"].isin(IN_A_SUM)
    grouped = (
        rows[[*SUMMED, "weight_n"]]
        .assign(**{name: rows[name].where(usable) for name in terms})
        .assign(counted_n=rows["weight_n"].where(usable), used_n=usable)
        .groupby(SUMMED)
    )
    sums = grouped[list(terms)].sum(min_count=1)
    weights = grouped[["counted_n", "weight_n", "used_n"]].sum()
    parent, year = (sums.index.get_level_values(name) for name in ("parent", "year"))
    counted_n = weights["counted_n"].to_numpy(dtype=float)
    covered = counted_n / weights["weight_n"].where(weights["weight_n"] > 0).to_numpy(dtype=float)
    of_whole = counted_n / whole_n.reindex(year).to_numpy(dtype=float)
    enough = np.where(parent == NEDERLAND, of_whole >= COVERAGE, covered >= CLASS_COVERAGE)
    sums = sums.where(pd.Series(enough, index=sums.index), axis=0)
    sums["used_n"] = weights["used_n"]
    out = rows[~usable]
    left_out = out[SUMMED].assign(
        member=out["region"],
        reason=out["cell_status"].where(~out["cell_status"].isin(IN_A_SUM), "geen_cijfer"),
    )
    return sums.reset_index(), left_out.reset_index(drop=True)


def left_out_text(members: Sequence[str], names: Mapping[str, str]) -> str:
    """Say in a source line who is not in a sum: '; zonder Amersfoort', '; zonder 12 gemeenten' or ''."""
    if not members:
        return ""
    if len(members) > _NAMED:
        return f"; zonder {len(members)} gemeenten"
    return f"; zonder {dutch.names([names.get(code, code) for code in members])}"


def bounds(code: str) -> SizeClass | None:
    """Read a size class from its code, 'SIZE:150000-300000' or 'SIZE:250000-'; None for another code."""
    low, dash, high = code.removeprefix("SIZE:").partition("-")
    if not code.startswith("SIZE:") or not dash or not low.isdigit() or not (high.isdigit() or not high):
        return None
    return SizeClass(code, int(low), int(high) if high else None)


def in_size_classes(
    rows: pd.DataFrame, inhabitants: pd.DataFrame, classes: Sequence[SizeClass]
) -> pd.DataFrame:
    """Put every gemeente under each size class that holds it, as `parent`.

    The class of a figure of year t goes by the inhabitants at its end, 1 January of t + 1 (what the report's
    rows of 2019 come out with), or of t where the later count is not loaded. In: `rows` with `region` and
    `year`; `inhabitants` with region, year, `inwoners_n`.
    """
    counts = inhabitants.set_index(["region", "year"])["inwoners_n"]
    here = pd.MultiIndex.from_arrays([rows["region"], rows["year"]])
    after = pd.MultiIndex.from_arrays([rows["region"], rows["year"] + 1])
    later = counts.reindex(after).to_numpy(dtype=float)
    size = np.where(np.isnan(later), counts.reindex(here).to_numpy(dtype=float), later)
    inside = [
        np.flatnonzero((size >= each.low_n) & (size < (math.inf if each.high_n is None else each.high_n)))
        for each in classes
    ]
    codes = np.repeat(np.array([each.code for each in classes], dtype=object), [len(each) for each in inside])
    found = rows.iloc[np.concatenate([np.array([], dtype=np.intp), *inside])].reset_index(drop=True)
    return found.assign(parent=pd.Series(codes, dtype="str"))
