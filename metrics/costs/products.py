"""Lasten that a gemeente keeps per product, put on the taakvelden they are booked on.

A product is a gemeente's own cut. Its total is not the total of the taakvelden for jeugdzorg: Peel en Maas writes of
10.1 million for 'jeugdhulp' in 2019, and 8.6 million stands on 6.72 and 6.82 (rapport, regel 634 and table 8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics.costs.taakvelden import on_youth
from metrics.records import TaakveldSet


@dataclass(frozen=True)
class Booked:
    """An amount in euro of one product on one taakveld ('6.72'; empty: not known)."""

    product: str
    taakveld: str
    lasten_eur: float


@dataclass(frozen=True)
class ProductSpread:
    """The products of a gemeente, year and kind of figure over taakvelden; `youth`: those that are jeugdzorg then."""

    region: str
    year: int
    kind: str
    rows: tuple[Booked, ...]
    youth: frozenset[str]

    @cached_property
    def by_taakveld(self) -> dict[str, float]:
        """Lasten in euro per taakveld, in the order of their codes."""
        return {code: _sum(self.rows, taakveld=code) for code in sorted({row.taakveld for row in self.rows})}

    @cached_property
    def by_product(self) -> dict[str, tuple[float, float]]:
        """Lasten in euro per product: all of it, and what of it is on the taakvelden for jeugdzorg."""
        on = [row for row in self.rows if row.taakveld in self.youth]
        names = dict.fromkeys(row.product for row in self.rows)
        return {name: (_sum(self.rows, product=name), _sum(on, product=name)) for name in names}

    @property
    def all_eur(self) -> float:
        """Lasten of all products."""
        return _sum(self.rows)

    @property
    def youth_eur(self) -> float:
        """Lasten on the taakvelden for jeugdzorg: what every page means by lasten."""
        return _sum([row for row in self.rows if row.taakveld in self.youth])

    def products_on(self, taakveld: str) -> list[str]:
        """The products that have an amount on a taakveld."""
        return list(dict.fromkeys(row.product for row in self.rows if row.taakveld == taakveld))


def youth_of(codes: Iterable[str], year: int, sets: Iterable[TaakveldSet]) -> frozenset[str]:
    """Return which taakvelden are jeugdzorg in a year, narrow as everywhere."""
    frame = pd.DataFrame({"taakveld": sorted(set(codes))}, dtype="str").assign(year=year)
    return frozenset(map(str, on_youth(frame, sets)["taakveld"]))


def set_of(year: int, sets: Iterable[TaakveldSet]) -> TaakveldSet | None:
    """Return the taakvelden of a year; None before there were any."""
    return next(
        (
            each
            for each in sets
            if each.first_year <= year and (each.last_year is None or year <= each.last_year)
        ),
        None,
    )


def _sum(rows: Sequence[Booked], **only: str) -> float:
    return round(
        sum(
            row.lasten_eur for row in rows if all(getattr(row, name) == value for name, value in only.items())
        ),
        2,
    )
