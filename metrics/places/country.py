"""Where a group is made: the gemeenten of today, their names, and how a former code leads to one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from metrics import dutch
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.places.lineage import Lineage
from metrics.places.names import Names


class GroupError(MetricsError):
    """A group cannot be made: an unknown or former gemeente, nothing loaded, or nobody in it."""


@dataclass(frozen=True)
class Country:
    """What all gemeenten of a build have in common."""

    today: frozenset[str]
    names: Names

    def successor(self, code: str) -> str | None:
        """Return the gemeente of today that a code leads to; None for an unknown code and after a split."""
        return code if code in self.today else self.names.resolve(code).code


@lru_cache(maxsize=2)
def country(facts: Facts) -> Country:
    """Return the gemeenten of today, names and reorganisations of a build; read once."""
    names = Names(facts.regions, facts.mergers, Lineage(facts.mergers))
    return Country(frozenset(names.today), names)


class Place:
    """The gemeente that asks, among the gemeenten of today. Raises GroupError where it is not one of them."""

    def __init__(self, facts: Facts, code: str) -> None:
        self.facts, self.code = facts, code
        self._country = country(facts)
        self.today, self._names = self._country.today, self._country.names
        if code not in self.today:
            told = self._names.told(self._names.resolve(code))
            raise GroupError(f"{told} Kies een gemeente van vandaag.")

    @property
    def own_name(self) -> str:
        """Return the name of the gemeente that asks."""
        return self.name(self.code)

    def name(self, code: str) -> str:
        """Return the name of a region, today's or former; the code where nobody knows it."""
        return self._names.name(code)

    def successor(self, code: str) -> str | None:
        """Return the gemeente of today that a code leads to; None for an unknown code and after a split."""
        return self._country.successor(code)

    def was_split(self, code: str) -> bool:
        """Say whether a code belonged to a gemeente that was divided over others."""
        return bool(self._names.resolve(code).parts)

    def carried(self, codes: Iterable[str]) -> tuple[list[str], tuple[str, ...]]:
        """Return codes of today without the gemeente itself and doubles, and a note on who fell out."""
        now = {code: self.successor(code) for code in dict.fromkeys(codes)}
        lost = [self.name(code) for code, new in now.items() if new is None]
        kept = [code for code in dict.fromkeys(now.values()) if code is not None and code != self.code]
        return kept, (
            f"Niet in de groep, want opgesplitst of onbekend: {dutch.names(lost)}.",
        ) if lost else ()

    def by_name(self, codes: Iterable[str]) -> list[str]:
        """Return codes in the order of their names."""
        return sorted(codes, key=lambda code: (self.name(code).casefold(), code))


def nearest_year(years: pd.Series, wanted: int | None) -> int:
    """Return the newest year, or the one nearest to `wanted` (the later of two at the same distance)."""
    there = sorted({int(year) for year in years})
    if wanted is None:
        return there[-1]
    return min(there, key=lambda year: (abs(year - wanted), -year))
