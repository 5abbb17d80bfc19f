"""The gemeenten of today, their names, and how a former code leads to one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from metrics import dutch
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.places.lineage import Lineage


class GroupError(MetricsError):
    """A group cannot be made: an unknown or former gemeente, nothing loaded, or nobody in it."""


@dataclass(frozen=True, eq=False)
class Country:
    """What all gemeenten of a build have in common: made once per build (metrics.build)."""

    today: frozenset[str]
    lineage: Lineage
    names: Mapping[str, str]
    former: Mapping[str, str]

    @classmethod
    def of(cls, facts: Facts, lineage: Lineage) -> "Country":
        """Read the gemeenten of today, names and reorganisations of a build."""
        return cls(
            frozenset(existing(facts)),
            lineage,
            dict(zip(facts.regions["code"], facts.regions["name"], strict=True)),
            dict(zip(facts.mergers["old_code"], facts.mergers["old_name"], strict=True)),
        )

    def successor(self, code: str) -> str | None:
        """Return the gemeente of today that a code leads to; None for an unknown code and after a split."""
        if code in self.today:
            return code
        now = self.lineage.successor(code)
        return now if now in self.today else None

    def name(self, code: str) -> str:
        """Return the name of a region, today's or former; the code where nobody knows it."""
        return str(self.names.get(code) or self.former.get(code) or code)

    def was_split(self, code: str) -> bool:
        """Say whether a code that leads nowhere belonged to a gemeente once."""
        return code in self.former and self.successor(code) is None

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
        country = self.country
        if self.code in country.today:
            return
        now = country.successor(self.code)
        if now is not None:
            there = country.name(now)
            raise GroupError(f"{self.own_name} hoort nu bij {there}. Kies {there} ({now}).")
        if country.was_split(self.code):
            raise GroupError(f"{self.own_name} is verdeeld over meer gemeenten. Kies een van die gemeenten.")
        raise GroupError(f"We kennen de code {self.code} niet. Kies een gemeente van vandaag.")

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
