"""Which year a cost figure is set against: what growth and the report's index are counted from."""

from collections.abc import Iterable

import pandas as pd

from metrics.places.breaks import RESIDENCE_YEAR

BASE_YEAR = 2017  # of the report's index: the first year with taakvelden


def growth_base(years: Iterable[int], year: int) -> int:
    """Return the year that growth to `year` is counted from; `year` itself where it is the first of its side.

    In: the years with accounts. Since 1 January 2022 another gemeente may pay (woonplaatsbeginsel), so growth is
    counted from the first accounts on the same side of it. A year that is its own base has no growth.
    """
    after = year >= RESIDENCE_YEAR
    return min((each for each in years if each <= year and (each >= RESIDENCE_YEAR) == after), default=year)


def growth_pairs(years: Iterable[int]) -> list[tuple[int, int]]:
    """Return (base year, year) for every growth that the years with accounts allow, in time order."""
    known = sorted(set(years))
    return [(growth_base(known, year), year) for year in known if growth_base(known, year) < year]


def index_pairs(budgets: Iterable[int], accounts: Iterable[int]) -> list[tuple[int, int]]:
    """Return (2017, year) for the report's index; none where the budget of 2017 is not loaded."""
    return [(BASE_YEAR, year) for year in sorted(set(accounts))] if BASE_YEAR in set(budgets) else []


def crosses_residence(base_year: "pd.Series[int]", year: "pd.Series[int]") -> "pd.Series[bool]":
    """Return where a base stands before 1 January 2022 and its end after: not one figure is set across it.

    For Nederland too, where the sum itself is unchanged: beside it no gemeente and no group has a figure.
    """
    return base_year.lt(RESIDENCE_YEAR) & year.ge(RESIDENCE_YEAR)
