"""Where a group is made: the gemeenten of today, their names, and how a former code leads to one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.groups.context import existing
from metrics.places.lineage import Lineage


class GroupError(MetricsError):
    """A group cannot be made: an unknown or former gemeente, nothing loaded, or nobody in it."""


@dataclass(frozen=True)
class Country:
    """What all gemeenten of a build have in common."""

    today: frozenset[str]
    lineage: Lineage
    names: Mapping[str, str]
    former: Mapping[str, str]

    def successor(self, code: str) -> str | None:
        """Return the gemeente of today that a code leads to; None for an unknown code and after a split."""
        if code in self.today:
            return code
        now = self.lineage.successor(code)
        return now if now in self.today else None


@lru_cache(maxsize=2)
def country(facts: Facts) -> Country:
    """Return the gemeenten of today, names and reorganisations of a build; read once."""
    return Country(
        frozenset(existing(facts)),
        Lineage(facts.mergers),
        dict(zip(facts.regions["code"], facts.regions["name"], strict=True)),
        dict(zip(facts.mergers["old_code"], facts.mergers["old_name"], strict=True)),
    )


class Place:
    """The gemeente that asks, among the gemeenten of today. Raises GroupError where it is not one of them."""

    def __init__(self, facts: Facts, code: str) -> None:
        self.facts, self.code = facts, code
        self._country = country(facts)
        self.today, self._names = self._country.today, self._country.names
        self._former, self._split = self._country.former, self._country.former.keys()
        self._check()

    @property
    def own_name(self) -> str:
        """Return the name of the gemeente that asks."""
        return self.name(self.code)

    def name(self, code: str) -> str:
        """Return the name of a region, today's or former; the code where nobody knows it."""
        return str(self._names.get(code) or self._former.get(code) or code)

    def _check(self) -> None:
        if self.code in self.today:
            return
        now = self.successor(self.code)
        if now is not None:
            raise GroupError(f"{self.own_name} hoort nu bij {self.name(now)}. Kies {self.name(now)} ({now}).")
        if self.code in self._split:
            raise GroupError(f"{self.own_name} is verdeeld over meer gemeenten. Kies een van die gemeenten.")
        raise GroupError(f"We kennen de code {self.code} niet. Kies een gemeente van vandaag.")

    def successor(self, code: str) -> str | None:
        """Return the gemeente of today that a code leads to; None for an unknown code and after a split."""
        return self._country.successor(code)

    def was_split(self, code: str) -> bool:
        """Say whether a code that leads nowhere belonged to a gemeente once."""
        return code in self._split and self.successor(code) is None

    def carried(self, codes: Iterable[str]) -> tuple[list[str], tuple[str, ...]]:
        """Return codes of today without the gemeente itself and doubles, and a note on who fell out."""
        now = {code: self.successor(code) for code in dict.fromkeys(codes)}
        lost = [self.name(code) for code, new in now.items() if new is None]
        kept = [code for code in dict.fromkeys(now.values()) if code is not None and code != self.code]
        return kept, (f"Niet in de groep, want opgesplitst of onbekend: {', '.join(lost)}.",) if lost else ()

    def by_name(self, codes: Iterable[str]) -> list[str]:
        """Return codes in the order of their names."""
        return sorted(codes, key=lambda code: (self.name(code).casefold(), code))


def nearest_year(years: pd.Series, wanted: int | None) -> int:
    """Return the newest year, or the one nearest to `wanted` (the later of two at the same distance)."""
    there = sorted({int(year) for year in years})
    if wanted is None:
        return there[-1]
    return min(there, key=lambda year: (abs(year - wanted), -year))


def names(items: Sequence[str]) -> str:
    """Return names in running text: 'Asten, Beesel en Venlo'."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} en {items[-1]}"
