"""Lasten per inhabitant of one or more gemeenten together: unrounded, and in whole euros per taakveld."""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.numbers.rounding import round_half_up
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

    @property
    def per_taakveld_eur(self) -> tuple[float, ...]:
        """Whole euros per inhabitant, per taakveld."""
        return tuple(round_half_up(lasten / self.inhabitants_n) for lasten in self.lasten_eur)

    @property
    def report_eur(self) -> float:
        """Euro per inhabitant in the report's way."""
        return sum(self.per_taakveld_eur)


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
