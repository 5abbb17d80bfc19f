"""Cost per inhabitant as price x use x share of young people, split without a rest.

L/N = (L/U)(U/Y)(Y/N): lasten L, young people with jeugdzorg in the calendar year U, young people Y (0-22) and
all inhabitants N on 1 January. "Price" is what a young person with care costs, so it holds how long and how
intensive care is, not only what is paid for it. Factors multiply to the whole; in euro each counts for
Lm(V1, V0) ln(factor), with Lm the logarithmic mean (LMDI-I, Ang 2005), which adds up to the difference.
Rules: methode 10 and 13.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.places.codes import NEDERLAND
from metrics.places.line import OTHER_AREA

Floats = npt.NDArray[np.float64]

# Counts of young people are published in multiples of five, so each is known to 2.5.
USERS_ROUNDING_N = 2.5
MIN_USERS_N = 50.0
# The counting of users changed between 2020 and 2021, the gemeente that pays changed on 1-1-2022.
SPANS = ((2017, 2020), (2022, 2024))
# Which gemeente pays does not matter for the whole country, so only Nederland may cross 1-1-2022.
SPANS_NEDERLAND = ((2017, 2020), (2021, 2024))

TERMS = ["region", "year", "statement", "lasten_eur", "users_n", "youth_n", "inwoners_n"]
FACTORS = ("price", "use", "youth")
FACTORS_WITHOUT_YOUTH = ("price", "users_per_inhabitant")
# What a factor is called on every page.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "price": "Lasten per jongere met jeugdzorg",
        "use": "Jongeren met jeugdzorg per jongere tot 23",
        "youth": "Jongeren tot 23 per inwoner",
        "users_per_inhabitant": "Jongeren met jeugdzorg per inwoner",
    }
)


class Refusal(StrEnum):
    """Why a cost per inhabitant is not taken apart."""

    NONE = ""
    BUDGET = "begroting"  # a budget knows no users
    BREAK = "knik"  # the two years lie on two sides of a break
    NO_LASTEN = "geen_lasten"
    NO_USERS = "geen_jongeren_met_jeugdzorg"
    NO_YOUTH = "geen_aantal_jongeren"
    NO_INHABITANTS = "geen_inwoners"
    NOT_POSITIVE = "nul_of_negatief"
    FEW_USERS = "te_weinig_jongeren"


_MISSING = {
    "lasten_eur": Refusal.NO_LASTEN,
    "inwoners_n": Refusal.NO_INHABITANTS,
    "users_n": Refusal.NO_USERS,
    "youth_n": Refusal.NO_YOUTH,
}


def log_mean(a: npt.ArrayLike, b: npt.ArrayLike) -> Floats:
    """Return the logarithmic mean (a - b) / ln(a / b) of two positive numbers; a where they are equal.

    Computed as small r / log1p(r) with r = (large - small) / small, which keeps its digits where the two
    nearly coincide and where they lie far apart.
    """
    left, right = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    small, large = np.minimum(left, right), np.maximum(left, right)
    ratio = (large - small) / small
    same = ratio == 0
    mean: Floats = np.where(same, small, small * ratio / np.log1p(np.where(same, 1.0, ratio)))
    return mean


def may_compare(region: str, year0: int, year1: int) -> bool:
    """Say whether use may be compared between two years: no break lies between them (methode 13)."""
    spans = SPANS_NEDERLAND if region == NEDERLAND else SPANS
    return any(first <= year0 < year1 <= last for first, last in spans)


def terms_of(amounts: pd.DataFrame) -> pd.DataFrame:
    """Return TERMS of the accounts in a line of amounts (metrics.costs.amounts.LINE), with `other_area`.

    `users_n`: JZ Totaal of the whole calendar year; `youth_n`: population 0-22; NaN where a count is missing.
    """
    rows = amounts.loc[amounts["statement"] == "jaarrekening", [*TERMS, OTHER_AREA]]
    numbers = ["lasten_eur", "users_n", "youth_n", "inwoners_n"]
    return rows.astype(dict.fromkeys(numbers, float) | {"year": int}).reset_index(drop=True)


def split(before: pd.DataFrame, after: pd.DataFrame, with_youth: bool = True) -> pd.DataFrame:
    """Split the difference in cost per inhabitant between two sets of terms.

    In: two frames with the same index and columns lasten_eur, users_n, youth_n, inwoners_n, optionally
    `users_rounding_n` (how far users_n may be off, default 2.5; a sum of predecessors is off by more).
    Nothing here asks about years or breaks: `splits` does. `with_youth=False` takes use and youth together
    as users per inhabitant, for where youth_n is not to be had.
    Out, by the same index: value0_eur and value1_eur (per inhabitant), total_factor, total_eur and for each
    of FACTORS (or FACTORS_WITHOUT_YOUTH) `<f>_factor`, `<f>_low`, `<f>_high` and `<f>_eur`, `<f>_low_eur`,
    `<f>_high_eur`: low and high say what the rounding of users leaves open. `refusal` is a Refusal, ''
    where the row was split; a refused row holds NaN.
    """
    refusal = _refusals(before, with_youth)
    refusal = refusal.where(refusal != "", _refusals(after, with_youth))
    old, new = (_numbers(each).where(refusal == "") for each in (before, after))
    value0, value1 = old["lasten_eur"] / old["inwoners_n"], new["lasten_eur"] / new["inwoners_n"]
    mean = log_mean(value1, value0)
    columns = {
        "value0_eur": value0,
        "value1_eur": value1,
        "total_factor": value1 / value0,
        "total_eur": value1 - value0,
    }
    for name, triple in _factors(old, new, with_youth).items():
        for factor, suffix in zip(triple, ("_factor", "_low", "_high"), strict=True):
            columns[name + suffix] = factor
            columns[f"{name}{suffix.removesuffix('_factor')}_eur"] = mean * np.log(factor)
    return pd.DataFrame(columns).assign(refusal=refusal)


def beside(terms: pd.DataFrame, code: str) -> pd.DataFrame:
    """Split the difference of every region with one other, year by year.

    In: TERMS of accounts. Out: region, year and the columns of `split`, from the other (value0) to the region
    (value1). Where young people are missing on one of the two sides it is done in FACTORS_WITHOUT_YOUTH:
    those columns are filled then and use and youth are not; `with_youth` says which.
    """
    keys = ["region", "year"]
    own = terms[(terms["region"] != code) & (terms["statement"] == "jaarrekening")].set_index(keys)
    other = terms[terms["region"] == code].drop_duplicates("year").set_index("year")
    before = other.reindex(own.index.get_level_values("year")).set_index(own.index)
    with_youth = before["youth_n"].notna() & own["youth_n"].notna()
    sides = [(with_youth, True), (~with_youth, False)]
    filled = [(chosen, how) for chosen, how in sides if chosen.any()] or sides[:1]
    parts = [
        split(before[chosen], own[chosen], with_youth=how).assign(with_youth=how) for chosen, how in filled
    ]
    return pd.concat(parts).sort_index().reset_index()


def splits(terms: pd.DataFrame, pairs: Iterable[tuple[int, int]] | None = None) -> pd.DataFrame:
    """Split the growth of cost per inhabitant for every region and every pair of years.

    In: TERMS (optionally users_rounding_n and `other_area`, metrics.places.line), one row a region, year and
    statement. Out: region, statement, year0, year1 and the columns of `split`. A pair across a break, of two
    areas or of a begroting, is refused with the reason; a region without a row in one of the two years is left
    out.
    """
    years = sorted({int(year) for year in terms["year"]})
    chosen = list(combinations(years, 2)) if pairs is None else list(pairs)
    old, new = _of_pairs(terms, chosen)
    places = old.index.to_frame(index=False)
    columns = (places["region"], places["year0"], places["year1"])
    allowed = [may_compare(str(r), int(y0), int(y1)) for r, y0, y1 in zip(*columns, strict=True)]
    crossing = ~np.array(allowed, dtype=bool)
    if OTHER_AREA in terms:
        crossing |= old[OTHER_AREA].fillna(0).to_numpy() != new[OTHER_AREA].fillna(0).to_numpy()
    budget = places["statement"].ne("jaarrekening").to_numpy(dtype=bool)
    reason = np.select([budget, crossing], [str(Refusal.BUDGET), str(Refusal.BREAK)], default="")
    numbers = split(old[reason == ""], new[reason == ""]).reindex(old.index)
    return numbers.assign(refusal=numbers["refusal"].where(reason == "", reason)).reset_index()


def _of_pairs(terms: pd.DataFrame, pairs: Sequence[tuple[int, int]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of the first and of the second year of every pair, of the places that have both, in one order."""
    years = pd.DataFrame(pairs, columns=["year0", "year1"], dtype="int64")
    key = ["region", "statement", "year0", "year1"]
    sides = [
        years.merge(terms.rename(columns={"year": name}), on=name).set_index(key)
        for name in ("year0", "year1")
    ]
    both = sides[0].index.intersection(sides[1].index).to_frame(index=False)
    common = pd.MultiIndex.from_frame(both.sort_values(["year0", "year1", "region", "statement"]))
    return sides[0].loc[common], sides[1].loc[common]


def _factors(
    old: pd.DataFrame, new: pd.DataFrame, with_youth: bool
) -> dict[str, tuple[pd.Series, pd.Series, pd.Series]]:
    """Return per factor the estimate and what it is at least and at most, given how users are rounded."""
    lasten = new["lasten_eur"] / old["lasten_eur"]
    people = new["inwoners_n"] / old["inwoners_n"]
    users = new["users_n"] / old["users_n"]
    room0, room1 = _rounding(old), _rounding(new)
    fewest = (new["users_n"] - room1) / (old["users_n"] + room0)
    most = (new["users_n"] + room1) / (old["users_n"] - room0)
    # price falls where users rise, use rises as much: the total does not move
    price = (lasten / users, lasten / most, lasten / fewest)
    if not with_youth:
        return {"price": price, "users_per_inhabitant": (users / people, fewest / people, most / people)}
    young = new["youth_n"] / old["youth_n"]
    share = young / people
    use = (users / young, fewest / young, most / young)
    return {"price": price, "use": use, "youth": (share, share, share)}


def _refusals(terms: pd.DataFrame, with_youth: bool) -> pd.Series:
    """Return per row why it cannot be split, in the order in which a reader wants to know."""
    wanted = {name: str(why) for name, why in _MISSING.items() if with_youth or name != "youth_n"}
    values = {name: terms[name].to_numpy(dtype=float) for name in wanted}
    found = [
        *((np.isnan(values[name]), why) for name, why in wanted.items()),
        *((values[name] <= 0, str(Refusal.NOT_POSITIVE)) for name in wanted),
        (values["users_n"] < MIN_USERS_N, str(Refusal.FEW_USERS)),
    ]
    reason = np.select([rows for rows, _ in found], [why for _, why in found], default="")
    return pd.Series(reason.astype(object), index=terms.index, dtype=object)


def _numbers(terms: pd.DataFrame) -> pd.DataFrame:
    return terms[[column for column in (*_MISSING, "users_rounding_n") if column in terms]].astype(float)


def _rounding(terms: pd.DataFrame) -> pd.Series:
    if "users_rounding_n" in terms:
        return terms["users_rounding_n"]
    return pd.Series(USERS_ROUNDING_N, index=terms.index)
