"""Lasten per inhabitant of one or more gemeenten together: unrounded, and in whole euros per taakveld.

How the report rounds stands in metrics.costs.taakvelden; here it is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from metrics.costs import taakvelden
from metrics.report.audit.data import TAAKVELDEN, AuditData


@dataclass(frozen=True)
class Pooled:
    """Lasten of one or more gemeenten together: euro per taakveld, and their inhabitants on 1 January."""

    lasten_eur: tuple[float, ...]  # in the order of TAAKVELDEN
    inhabitants_n: float
    zeros: tuple[str, ...] = ()  # gemeenten without an amount, counted as 0

    @property
    def total_eur(self) -> float:
        """Lasten of all taakvelden together."""
        return sum(self.lasten_eur)

    @property
    def exact_eur(self) -> float:
        """Euro per inhabitant, unrounded."""
        return self.total_eur / self.inhabitants_n

    @cached_property
    def per_taakveld_eur(self) -> tuple[float, ...]:
        """Whole euros per inhabitant, per taakveld."""
        apart = [Pooled((eur,), self.inhabitants_n) for eur in self.lasten_eur if eur]
        rounded = iter(in_report_way(apart))
        return tuple(next(rounded) if eur else 0.0 for eur in self.lasten_eur)

    @cached_property
    def report_eur(self) -> float:
        """Euro per inhabitant in the report's way."""
        return in_report_way([self])[0]


def in_report_way(pools: Sequence[Pooled]) -> list[float]:
    """Return euro per inhabitant in the report's way (metrics.costs.taakvelden.report_way), in order."""
    lasten = np.array([eur for pooled in pools for eur in pooled.lasten_eur])
    people = np.array([pooled.inhabitants_n for pooled in pools for _ in pooled.lasten_eur])
    first = np.cumsum([0, *(len(pooled.lasten_eur) for pooled in pools)])[:-1]
    return [float(each) for each in taakvelden.in_report_way(lasten, people, first)]


def amount(
    data: AuditData, codes: Iterable[str], statement: str, year: int, *, zero_counts: bool = False
) -> Pooled | None:
    """Add up gemeenten of 1 January `year`; None where one lacks its amount or its inhabitants.

    `zero_counts`: a gemeente without an amount counts as 0 with its inhabitants, as the report's totals do;
    one that lacks inhabitants does not exist in that year and is left out.
    """
    sums = [0.0] * len(TAAKVELDEN)
    people, zeros = 0.0, []
    for code in codes:
        inhabitants = data.inhabitants_n(code, year)
        lasten = data.lasten(code, statement, year)
        if inhabitants is None and zero_counts:
            continue
        if inhabitants is None or (lasten is None and not zero_counts):
            return None
        people += inhabitants
        if lasten is None:
            zeros.append(code)
            continue
        for place, taakveld in enumerate(TAAKVELDEN):
            sums[place] += lasten.get(taakveld, 0.0)
    return Pooled(tuple(sums), people, tuple(zeros)) if people > 0 and sum(sums) > 0 else None


def index_of(top: float, base: float) -> float:
    """Return top / base x 100."""
    return 100 * top / base
