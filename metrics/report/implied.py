"""What printed figures imply that is not printed: the begroting behind an index, and price and use per inhabitant.

A printed number stands for an interval; what follows from two of them is an interval too (metrics.numbers.rounding).
"""

from typing import NamedTuple

import pandas as pd

from metrics.costs.price_use_youth import split
from metrics.numbers.rounding import interval

# Any number of inhabitants does: it leaves the ratios as they are, and no count is under the limit of a split.
_PEOPLE_N = 1e6


class Implied(NamedTuple):
    """A figure that follows from printed ones: at least `low`, at most `high`."""

    value: float
    low: float
    high: float


def base(printed: float, index: float, decimals: int = 0) -> Implied:
    """Return what was 100 when `printed` stands at `index`, both rounded to `decimals`.

    Euro 240 at index 108 is 222.2, between 220.7 and 223.7. Raises ValueError where one of them can be zero.
    """
    level, number = interval(printed, decimals), interval(index, decimals)
    if level.low <= 0 or number.low <= 0:
        raise ValueError("a level and an index must be above zero")
    return Implied(100 * printed / index, 100 * level.low / number.high, 100 * level.high / number.low)


def users_per_hundred(per_inhabitant_eur: float, per_user_eur: float) -> Implied:
    """Return how many young people with care a hundred inhabitants have, from two printed amounts in whole euros."""
    level, price = interval(per_inhabitant_eur, 0), interval(per_user_eur, 0)
    if price.low <= 0:
        raise ValueError("an amount per user must be above zero")
    value = 100 * per_inhabitant_eur / per_user_eur
    return Implied(value, 100 * level.low / price.high, 100 * level.high / price.low)


def split_of_printed(
    per_inhabitant_eur: tuple[float, float], per_user_eur: tuple[float, float]
) -> pd.DataFrame:
    """Split the difference between two printed costs per inhabitant into price and users per inhabitant.

    In: both amounts as (before, after). Out: one row as metrics.costs.price_use_youth.split without youth; the
    amounts are taken as printed, so low and high equal the estimate.
    """
    terms = [
        pd.DataFrame(
            {
                "lasten_eur": [level * _PEOPLE_N],
                "users_n": [level * _PEOPLE_N / price if price else float("nan")],
                "users_rounding_n": [0.0],
                "youth_n": [float("nan")],
                "inwoners_n": [_PEOPLE_N],
            }
        )
        for level, price in zip(per_inhabitant_eur, per_user_eur, strict=True)
    ]
    return split(terms[0], terms[1], with_youth=False).assign(with_youth=False)
