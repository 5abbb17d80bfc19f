"""The gemeenten of today, their names, and how a former code leads to one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics import dutch
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.places.lineage import Lineage
from metrics.places.names import Names


class GroupError(MetricsError):
    """A group cannot be made: an unknown or former gemeente, nothing loaded, or nobody in it."""


@dataclass(frozen=True, eq=False)
class Country:
    """What all gemeenten of a build have in common: made once per build (metrics.build)."""

    lineage: Lineage
    names: Names

    @cached_property
    def today(self) -> frozenset[str]:
        """Codes of the gemeenten of today."""
        return frozenset(self.names.today)

    def successor(self, code: str) -> str | None:
        """Return the gemeente of today that a code leads to; None for an unknown code and after a split."""
        if code in self.today:
            return code
        now = self.lineage.successor(code)
        return now if now in self.today else None

    def name(self, code: str) -> str:
        """Return the name of a region, today's or former; the code where nobody knows it."""
        return self.names.name(code)

    def was_split(self, code: str) -> bool:
        """Say whether a code belonged to a gemeente that was divided over others."""
        return bool(self.names.resolve(code).parts)

    def became(self, code: str) -> str:
        """Say in Dutch what became of a code that is no gemeente of today; empty for one that is."""
        return self.names.told(self.names.resolve(code))

    def by_name(self, codes: Iterable[str]) -> list[str]:
        """Return codes in the order of their names."""
        return sorted(codes, key=lambda code: (self.name(code).casefold(), code))


class Asker:
    """The gemeente that asks, among the gemeenten of today. Raises GroupError where it is not one of them."""

    def __init__(self, country: Country, code: str) -> None:
        self.country, self.code = country, code
        self._check()

    @property
    def own_name(self) -> str:
        """Return the name of the gemeente that asks."""
        return self.country.name(self.code)

    def _check(self) -> None:
        if self.code not in self.country.today:
            names = self.country.names
            raise GroupError(
                f"{self.country.became(self.code)} Kies een gemeente van vandaag.",
                names.told_in_english(names.resolve(self.code)),
            )

    def carried(self, codes: Iterable[str]) -> tuple[list[str], tuple[str, ...]]:
        """Return codes of today without the gemeente itself and doubles, and a note on who fell out."""
        now = {code: self.country.successor(code) for code in dict.fromkeys(codes)}
        lost = [self.country.name(code) for code, new in now.items() if new is None]
        kept = [code for code in dict.fromkeys(now.values()) if code is not None and code != self.code]
        note = f"Niet in de groep, want opgesplitst of onbekend: {dutch.names(lost)}."
        return kept, (note,) if lost else ()


def existing(facts: Facts, year: int | None = None) -> pd.Index:
    """Return the codes of the gemeenten that exist on 1 January of `year` (None: today)."""
    regions = facts.regions[facts.regions["kind"] == "gemeente"]
    ends = regions["last_year"]
    began = True if year is None else regions["first_year"].fillna(0) <= year
    there = began & (ends.isna() if year is None else ends.isna() | (ends >= year))
    return pd.Index(regions.loc[there, "code"].astype(str), name="region")


def nearest_year(years: Iterable[int], wanted: int | None) -> int:
    """Return the newest year, or the one nearest to `wanted` (the later of two at the same distance)."""
    there = sorted({int(year) for year in years})
    if wanted is None:
        return there[-1]
    return min(there, key=lambda year: (abs(year - wanted), -year))
