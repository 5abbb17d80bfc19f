"""Two bands around a share: what chance alone can do, and what is usual between gemeenten.

Chance: a gemeente's own share is known no better than its size allows (Wilson's interval; counts are
published in multiples of five, so k is known to 2.5). Chance alone puts most gemeenten outside: they differ
for reasons. So the second band adds the usual difference: p0 +- z sqrt(p0 (1 - p0) / n + tau^2), with p0 the
share of all other gemeenten together and tau the spread between gemeenten (Paule and Mandel 1982, made robust by
winsorising z as Spiegelhalter 2005 does for hospitals). Only the second band may call something unusual (methode
14, 28). There is no band on a change between half-years: those are largely the same young people.

The band takes gemeenten of all sizes to have the same expected share. Where the share goes with size it is lopsided: at
0.8 point more per unit of log size 9% fall below it and 1% above, where 2.5% on either side is meant.
"""

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

COUNTS = ["region", "period", "k_n", "n"]
BANDS = [
    "region", "period", "share_pct", "chance_low_pct", "chance_high_pct",
    "others_pct", "usual_low_pct", "usual_high_pct", "place", "refusal",
]  # fmt: skip
COUNT_ROUNDING_N = 2.5
NORMAL = NormalDist()
LEVEL = 0.95  # of 20 gemeenten that do not differ, 19 lie within
# The outer tenth of z on each side is pulled in, so that a few strange figures do not widen the band for all.
WINSOR = 0.1
# Under this many gemeenten the spread between them is not worth the name.
MIN_GEMEENTEN_N = 20


class BandRefusal(StrEnum):
    """Why a share has no bands."""

    NONE = ""
    NO_COUNT = "geen_aantal"  # only a percentage is published, or the count is secret
    NO_POPULATION = "geen_aantal_jongeren"
    IMPOSSIBLE = "niet_plausibel"  # more young people with care than young people
    FEW_GEMEENTEN = "te_weinig_gemeenten"


@dataclass(frozen=True)
class Spread:
    """How much gemeenten differ beyond chance: `tau` as a share (0-1), over `gemeenten_n` gemeenten."""

    tau: float
    gemeenten_n: int


def z_value(level: float = LEVEL) -> float:
    """Return how many standard errors a two-sided band of this level is wide (0.95: 1.96)."""
    if not 0 < level < 1:
        raise ValueError("a level lies between 0 and 1")
    return float(NORMAL.inv_cdf(0.5 + level / 2))


def wilson(k_n: npt.ArrayLike, n: npt.ArrayLike, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Return Wilson's interval of a share k/n, as shares 0-1; k and n need not be whole. NaN where n is 0."""
    z = z_value(level)
    size = np.where(np.asarray(n, dtype=float) > 0, np.asarray(n, dtype=float), np.nan)
    share = np.asarray(k_n, dtype=float) / size
    weight = 1 + z**2 / size
    middle = (share + z**2 / (2 * size)) / weight
    half = z / weight * np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    return middle - half, middle + half


def chance_limits(
    k_n: npt.ArrayLike, n: npt.ArrayLike, rounding_n: float = COUNT_ROUNDING_N, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """Return between which shares (0-1) a share lies, given chance and the rounding of its count."""
    size = np.asarray(n, dtype=float)
    count = np.asarray(k_n, dtype=float)
    low, _ = wilson(np.clip(count - rounding_n, 0, size), size, level)
    _, high = wilson(np.clip(count + rounding_n, 0, size), size, level)
    return low, high


def winsorised(z: npt.ArrayLike, share: float = WINSOR) -> Floats:
    """Pull the outer `share` of z on each side in to the quantile there."""
    values = np.asarray(z, dtype=float)
    if not len(values):
        return values
    low, high = np.quantile(values, [share, 1 - share])
    pulled: Floats = np.clip(values, low, high)
    return pulled


def winsorised_variance(share: float = WINSOR) -> float:
    """Return the variance that is left of a standard normal variable when winsorised on both sides."""
    limit = NORMAL.inv_cdf(1 - share)
    return float(1 - 2 * share - 2 * limit * NORMAL.pdf(limit) + 2 * share * limit**2)


def usual_spread(k_n: npt.ArrayLike, n: npt.ArrayLike) -> Spread:
    """Return the spread between gemeenten (tau) by a robust Paule and Mandel.

    z is (p - p0) / sqrt(p0 (1 - p0) / n + tau^2) with p0 of all other gemeenten: on the *total* variance, so that large
    and small gemeenten weigh alike. tau is what gives the winsorised z the mean square that winsorising leaves of a
    standard normal (0.6787 at a tenth); 0 where chance alone gives no more. On the real sizes of gemeenten tau comes
    out within 3% and 5% lie outside the band, normal or lognormal (DerSimonian and Laird on winsorised z is right
    for equal sizes only: there 9% lie outside).
    """
    count, size = np.asarray(k_n, dtype=float), np.asarray(n, dtype=float)
    others = _share_of_others(count, size)
    variance = others * (1 - others) / size
    usable = variance > 0
    if usable.sum() < 2:
        return Spread(0.0, int(usable.sum()))
    from scipy.optimize import brentq  # a quarter of a second to import: what has no shares does without

    gap, chance, left = (count / size - others)[usable], variance[usable], winsorised_variance()

    def too_much(tau: float) -> float:
        return float(np.mean(winsorised(gap / np.sqrt(chance + tau**2)) ** 2)) - left

    # shares differ by less than 1, so at a tau of 2 no z is left to speak of
    tau = float(brentq(too_much, 0.0, 2.0, xtol=1e-12)) if too_much(0.0) > 0 else 0.0
    return Spread(tau, int(usable.sum()))


def bands(counts: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Give both bands to every gemeente, period by period.

    In: COUNTS of *gemeenten only* (no Nederland, no regions): `k_n` young people with care as counted
    (missing where only a percentage is published), `n` young people of that age on 1 January.
    Out: BANDS, in the order given, percentages 0-100. `place`: 'onder', 'binnen' or 'boven' the usual
    difference; outside only where the share lies outside however its count was rounded. `refusal`: a
    BandRefusal; where the number of gemeenten is too small the chance band stays and the other is empty.
    """
    parts = [_bands_of_period(rows, level) for _, rows in counts.groupby("period", sort=False)]
    if not parts:
        return pd.DataFrame({column: [] for column in BANDS})
    return pd.concat(parts).loc[counts.index, BANDS]


def _bands_of_period(counts: pd.DataFrame, level: float) -> pd.DataFrame:
    count, size = counts["k_n"].astype(float), counts["n"].astype(float)
    refusal = np.select(
        [count.isna(), ~(size > 0), count > size],
        [str(BandRefusal.NO_COUNT), str(BandRefusal.NO_POPULATION), str(BandRefusal.IMPOSSIBLE)],
        default="",
    )
    out = counts[["region", "period"]].assign(place="", refusal=refusal)
    usable = refusal == ""
    k, n = count[usable].to_numpy(), size[usable].to_numpy()
    low, high = chance_limits(k, n, level=level)
    out.loc[usable, ["share_pct", "chance_low_pct", "chance_high_pct"]] = 100 * np.column_stack(
        [k / n, low, high]
    )
    if len(k) < MIN_GEMEENTEN_N:
        out.loc[usable, "refusal"] = str(BandRefusal.FEW_GEMEENTEN)
        return out.reindex(columns=BANDS)
    others = _share_of_others(k, n)
    half = z_value(level) * np.sqrt(others * (1 - others) / n + usual_spread(k, n).tau ** 2)
    floor, ceiling = np.clip(others - half, 0, 1), np.clip(others + half, 0, 1)
    out.loc[usable, ["others_pct", "usual_low_pct", "usual_high_pct"]] = 100 * np.column_stack(
        [others, floor, ceiling]
    )
    sides = [(k + COUNT_ROUNDING_N) / n < floor, (k - COUNT_ROUNDING_N) / n > ceiling]
    out.loc[usable, "place"] = np.select(sides, ["onder", "boven"], default="binnen")
    return out.reindex(columns=BANDS)


def _share_of_others(k_n: Floats, n: Floats) -> Floats:
    """Return for each gemeente the share of all others together; NaN for one that stands alone."""
    rest = n.sum() - n
    share: Floats = (k_n.sum() - k_n) / np.where(rest > 0, rest, np.nan)
    return share
