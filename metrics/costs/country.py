"""Nederland and the size classes: the same gemeenten in numerator, denominator and base, and who was left
out.

A gemeente counts where every amount the figure needs is there and plausible. What a regional lead books for
others stays in: the money was spent on youth care (only a group or a rank is spoiled by where it is booked).
"""

from collections.abc import Mapping, Sequence

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
    keys = [rows[name] for name in SUMMED]
    weight = rows["weight_n"].where(usable)
    sums = rows[list(terms)].where(usable).groupby(keys).sum(min_count=1)
    covered = weight.groupby(keys).sum() / rows["weight_n"].groupby(keys).sum()
    parent, year = (covered.index.get_level_values(name) for name in ("parent", "year"))
    of_whole = weight.groupby(keys).sum().to_numpy() / whole_n.reindex(year).to_numpy(dtype=float)
    enough = pd.Series(covered.to_numpy() >= CLASS_COVERAGE, index=covered.index)
    enough = enough.mask(parent == NEDERLAND, of_whole >= COVERAGE)
    sums = sums.where(enough.astype(bool))
    sums["used_n"] = usable.groupby(keys).sum()
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
    size = pd.Series(counts.reindex(after).to_numpy(), index=rows.index)
    size = size.fillna(pd.Series(counts.reindex(here).to_numpy(), index=rows.index))
    parts = []
    for each in classes:
        inside = size.ge(each.low_n) & (size.lt(each.high_n) if each.high_n is not None else True)
        parts.append(rows[inside].assign(parent=each.code))
    return pd.concat(parts, ignore_index=True) if parts else rows.iloc[:0].assign(parent="")
