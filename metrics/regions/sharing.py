"""If a jeugdregio divided its lasten: what each member would carry by every key. A worked example, no settlement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from metrics import dutch
from metrics.build import Build
from metrics.comparing import areas
from metrics.errors import MetricsError
from metrics.places.country import existing
from metrics.regions import keys
from metrics.regions.keys import Key, RegionMember

SHARED = [
    "region_code",
    "region_name",
    "actual_eur",
    "share_eur",
    "transfer_eur",
    "transfer_per_inhabitant_eur",
]
DIVISION = "jeugdregio"
ACCOUNTS, BUDGET = "jaarrekening", "begroting"
# It goes with every row, chart and export.
NOTE = "Rekenvoorbeeld, geen verrekening en geen advies. Boekingen en contracten verschillen."
# What is not there of whom, by what a key needs; of amounts `_amounts_lacking` says why.
_LACKING = {
    "inhabitants_n": "Voor {who} ontbreekt het aantal inwoners in {year}.",
    "youth_n": "Voor {who} ontbreekt het aantal jongeren tot 23 jaar in {year}.",
    "users_n": "Voor {who} ontbreekt het aantal jongeren met jeugdzorg in {year}, of is het verborgen of onder 50.",
    "users_before_n": (
        "Voor {who} ontbreekt het aantal jongeren met jeugdzorg in {before}, of is het verborgen of onder 50."
    ),
}
_PART = "Met een deel van de gemeenten verdelen we niet."


# Lasten that hold those of others, or cannot be right: dividing would count money twice.
_LEAD, _NOT_RIGHT = "boekt_voor_anderen", "niet_plausibel"
_SPOILT = frozenset({_LEAD, _NOT_RIGHT})


class SharingError(MetricsError):
    """A region whose lasten cannot be divided: says which, and for want of what."""


class _Amount(NamedTuple):
    lasten_eur: float | None
    inhabitants_n: float | None
    youth_n: float | None
    users_n: float | None
    status: str

    @property
    def own_eur(self) -> float | None:
        """The lasten where they are the gemeente's own; None: not known, with those of others in it, or not right."""
        return None if self.status in _SPOILT else self.lasten_eur


@dataclass(frozen=True)
class CarriedRange:
    """What a member carries over all keys that can be used, in euro: lowest and highest, and how many there are."""

    code: str
    actual_eur: float
    low_eur: float
    high_eur: float
    keys_n: int


class Sharing:
    """Every region and year of a build, divided by every key. What many ask for is looked up once."""

    def __init__(self, build: Build) -> None:
        """Keep the build; nothing is read before it is asked for."""
        self._build = build
        self._members: dict[int, Mapping[str, tuple[str, ...]]] = {}
        self._lost: dict[int, Mapping[str, tuple[str, ...]]] = {}
        self._found: dict[tuple[str, int], tuple[RegionMember, ...]] = {}

    @cached_property
    def _amounts(self) -> dict[tuple[str, int, str], _Amount]:
        rows = self._build.composition.amounts
        columns = ["lasten_eur", "inwoners_n", "youth_n", "users_n"]
        numbers = rows[columns].astype(object).where(rows[columns].notna(), None).to_numpy().tolist()
        places = zip(
            rows["region"], rows["year"], rows["statement"], rows["cell_status"], numbers, strict=True
        )
        return {
            (str(region), int(year), str(statement)): _Amount(lasten, people, youth, users, str(status))
            for region, year, statement, status, (lasten, people, youth, users) in places
        }

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with accounts, oldest first."""
        return tuple(sorted({year for _, year, statement in self._amounts if statement == ACCOUNTS}))

    def regions(self, year: int) -> Mapping[str, tuple[str, ...]]:
        """Return the gemeenten of today by jeugdregio, in the division nearest to a year; empty: none is loaded.

        A gemeente of today whose parts lay in several regions is in one only (metrics.comparing.areas.elsewhere).
        """
        if year not in self._members:
            self._members[year], self._lost[year] = self._divided(year)
        return self._members[year]

    def _divided(self, year: int) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        """Return the gemeenten of today by region, and those of then of which the lasten cannot be told apart."""
        facts, country = self._build.facts, self._build.country
        found = areas.members(facts, DIVISION, year)
        inside = found[0] if found else {}
        homes = areas.homes(facts)
        moved = areas.elsewhere(inside, country, homes)
        there = frozenset(existing(facts, year))
        members, lost = {}, {}
        for region, codes in inside.items():
            stayed = [code for code in codes if code not in moved[region]]
            members[region] = tuple(sorted({now for code in stayed if (now := country.successor(code))}))
            gone = (code for code in codes if code not in stayed or country.successor(code) is None)
            # one that had ended by then is no part of the region any more
            lost[region] = tuple(
                code for code in gone if code in there or country.successor(code) not in {None, *homes}
            )
        return members, lost

    def members(self, region: str, year: int) -> tuple[RegionMember, ...]:
        """Return the members of a jeugdregio with what the keys need, made once.

        Raises SharingError for a region that is not known or has one member, for accounts that are missing, where a
        part of it went to a gemeente of another region since, and where a member books lasten for others or has an
        amount that cannot be right: dividing would count money twice.
        """
        if (region, year) not in self._found:
            self._found[region, year] = self._make(region, year)
        return self._found[region, year]

    def _make(self, region: str, year: int) -> tuple[RegionMember, ...]:
        codes = self.regions(year).get(region, ())
        if not codes:
            raise SharingError(
                f"De jeugdregio '{region}' kennen we niet, of de indeling is niet geladen.",
                f"no jeugdregio '{region}' is loaded",
            )
        name = self._build.names.name(region)
        if len(codes) < 2:
            raise SharingError(
                f"Jeugdregio {name} heeft één gemeente: er valt niets te verdelen.",
                f"{region} has one member",
            )
        if lost := self._lost[year][region]:
            who = self._named(list(lost))
            raise SharingError(
                f"Bij {name} hoorde in {year} ook {who}, nu een deel van een gemeente in een andere jeugdregio of "
                "verdeeld over meer gemeenten. De lasten daarvan zijn niet apart bekend. Met een deel van de regio "
                "verdelen we niet.",
                f"{year}: {', '.join(lost)} went to another jeugdregio or was divided; its lasten are not known apart",
            )
        found = tuple(self._member(code, year) for code in codes)
        refused = [code for code in codes if self._amount(code, year).status in _SPOILT]
        if refused:
            all_lead = all(self._amount(code, year).status == _LEAD for code in refused)
            then = "Verdelen zou geld dubbel tellen." if all_lead else "Daarom verdelen we niet."
            raise SharingError(
                f"{self._amounts_lacking(refused, (year,), ACCOUNTS)} {then}",
                f"{year}: {', '.join(refused)} books for others or is not plausible",
            )
        return found

    def divide(self, region: str, year: int, key: str) -> pd.DataFrame:
        """Return SHARED, a row a member by code: what it spent and what it would carry, in euro (whole cents).

        `transfer_eur` above zero: it would carry more than it spent. Raises SharingError as `members` does, and where
        a member lacks what the key needs; MetricsError for an unknown key.
        """
        return pd.DataFrame(self.rows(region, year, key), columns=SHARED)

    def rows(
        self, region: str, year: int, key: str
    ) -> list[tuple[str, str, float, float, float, float | None]]:
        """Return the rows of `divide`, for who asks for many regions and keys; raises the same."""
        chosen = keys.key_of(key)
        members = self.members(region, year)
        self._check(members, chosen, year)
        carried = keys.divide(members, chosen)
        return [self._row(each, carried[each.code]) for each in members]

    def _row(
        self, member: RegionMember, carried_cents: int
    ) -> tuple[str, str, float, float, float, float | None]:
        actual = member.lasten_cents
        transfer_eur = (carried_cents - actual) / 100
        people = member.inhabitants_n
        name = self._build.names.name(member.code)
        return (
            member.code,
            name,
            actual / 100,
            carried_cents / 100,
            transfer_eur,
            transfer_eur / people if people else None,
        )

    def spreads(self, region: str, year: int) -> tuple[CarriedRange, ...]:
        """Return, a member, what it would carry over all standard keys that can be used; raises as `members` does."""
        members = self.members(region, year)
        self._check(members, keys.key_of("own"), year)
        usable = [key for code in keys.STANDARD if not keys.lacking(members, key := keys.key_of(code))]
        carried = [keys.divide(members, key) for key in usable]
        return tuple(
            CarriedRange(
                each.code,
                each.lasten_cents / 100,
                min(one[each.code] for one in carried) / 100,
                max(one[each.code] for one in carried) / 100,
                len(carried),
            )
            for each in members
        )

    def why_not(self, region: str, year: int, key: str) -> str:
        """Return in Dutch why a key cannot be used here; empty: it can."""
        try:
            self._check(self.members(region, year), keys.key_of(key), year)
        except SharingError as error:
            return error.message_nl
        return ""

    def _check(self, members: tuple[RegionMember, ...], key: Key, year: int) -> None:
        gaps = keys.lacking(members, key)
        if gaps:
            field, codes = next(iter(gaps.items()))
            is_everybody = len(codes) == len(members) > 1
            who = dutch.all_of(len(codes), "gemeenten") if is_everybody else self._named(codes)
            if field in _LACKING:
                why = _LACKING[field].format(who=who, year=year, before=year - 1)
            else:
                earlier = tuple(year - back for back in range(keys.YEARS_OF_MEAN - 1, 0, -1))
                years = earlier if field == "before_eur" else (year,)
                why = self._amounts_lacking(codes, years, BUDGET if field == "budget_eur" else ACCOUNTS)
            raise SharingError(
                f"{why} {_PART}", f"{year}: {', '.join(codes)} lacks {field}, which the key {key.code} needs"
            )

    def _amounts_lacking(self, codes: Sequence[str], years: Sequence[int], statement: str) -> str:
        """Say of whom amounts of these years cannot be used, and why: each reason in a sentence."""
        found: dict[str, dict[str, list[int]]] = {}
        for code in codes:
            for year in years:
                amount = self._amount(code, year, statement)
                if amount.own_eur is None or (statement == BUDGET and amount.own_eur <= 0):
                    why = amount.status if amount.status in _SPOILT else ""
                    found.setdefault(why, {}).setdefault(code, []).append(year)
        return " ".join(
            self._amount_lacking(
                why, list(of_whom), sorted({year for each in of_whom.values() for year in each}), statement
            )
            for why, of_whom in found.items()
        )

    def _amount_lacking(self, why: str, codes: list[str], years: Sequence[int], statement: str) -> str:
        who, when = self._named(codes), dutch.numbers(years)
        if why == _LEAD:
            verb = "boekt" if len(codes) == 1 else "boeken"
            return f"Over {when} {verb} {who} mogelijk ook lasten voor andere gemeenten."
        of_one = statement == BUDGET
        what = f"De {'begroting' if of_one else 'lasten'} van {who} over {when}"
        if why == _NOT_RIGHT:
            return f"{what} {'is' if of_one else 'zijn'} niet plausibel."
        return f"{what} {'ontbreekt' if of_one else 'ontbreken'}."

    def _member(self, code: str, year: int) -> RegionMember:
        now, budget = self._amount(code, year), self._amount(code, year, BUDGET)
        before = self._amount(code, year - 1)
        return RegionMember(
            code,
            now.lasten_eur,
            tuple(self._amount(code, year - back).own_eur for back in range(1, keys.YEARS_OF_MEAN)),
            budget.own_eur,
            now.inhabitants_n,
            now.youth_n,
            now.users_n,
            before.users_n,
        )

    def _amount(self, code: str, year: int, statement: str = ACCOUNTS) -> _Amount:
        return self._amounts.get((code, year, statement), _Amount(None, None, None, None, "niet_geladen"))

    def _named(self, codes: list[str]) -> str:
        return dutch.names_or_count([self._build.names.name(code) for code in codes])
