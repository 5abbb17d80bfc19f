"""By which key the lasten of a region are divided: what each member carries is a share of whole cents.

Two principles stand behind every key (the documents name them): *gebruik*, each its own, and *solidariteit*, together.
The keys are those of methode 22. Where that leaves room, our reading is: `mean3` divides by each one's own lasten over
three years; in a mix the pooled part goes by inhabitants; so does what exceeds the limit of a stop-loss.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from metrics import dutch
from metrics.costs.price_use_youth import MIN_USERS_N
from metrics.errors import UsageError

Principle = Literal["gebruik", "solidariteit", "beide"]
YEARS_OF_MEAN = 3


@dataclass(frozen=True)
class RegionMember:
    """One gemeente of a region in a year. Amounts in euro, counts of people; None: not loaded, hidden or not usable.

    `lasten_eur`: of the accounts; `before_eur`: of the two years before, newest first; `budget_eur`: the original
    begroting of the same year; `users_n` and `users_before_n`: young people with jeugdzorg in the year and the one
    before.
    """

    code: str
    lasten_eur: float | None
    before_eur: tuple[float | None, ...] = ()
    budget_eur: float | None = None
    inhabitants_n: float | None = None
    youth_n: float | None = None
    users_n: float | None = None
    users_before_n: float | None = None

    @cached_property
    def lasten_cents(self) -> int:
        """The lasten of the accounts in whole cents; 0 where they are missing."""
        return cents(self.lasten_eur or 0.0)


@dataclass(frozen=True)
class Key:
    """A key by its code, with the part that it needs ('mix:0.85' -> 0.85). `needs`: fields of RegionMember."""

    code: str
    principle: Principle
    part: Fraction | None = None

    @property
    def kind(self) -> str:
        """The code without its part."""
        return self.code.partition(":")[0]


PLAIN: Mapping[str, Principle] = {
    "own": "gebruik",
    "inhabitants": "solidariteit",
    "youth": "solidariteit",
    "users": "gebruik",
    "users_lag1": "gebruik",
    "mean3": "gebruik",
}
# IJsselland pools 85%; West-Brabant-West helped a member that exceeded its budget by more than 10%.
STANDARD = (*PLAIN, "mix:0.85", "stoploss:0.10")
_WITH_PART = re.compile(r"(mix|stoploss):(0?\.\d{1,4}|0|1|1\.0)")


def key_of(code: str) -> Key:
    """Return the key of a code: one of STANDARD, or mix: and stoploss: with another part from 0 to 1.

    Raises UsageError for any other text.
    """
    if code in PLAIN:
        return Key(code, PLAIN[code])
    found = _WITH_PART.fullmatch(code)
    if found is None:
        known = ", ".join(STANDARD)
        raise UsageError(
            f"De verdeelsleutel '{code}' kennen we niet. Kies uit: {known}.", f"no key '{code}': {known}"
        )
    return Key(code, "beide", Fraction(found[2]))


def lacking(members: Sequence[RegionMember], key: Key) -> dict[str, list[str]]:
    """Return which members lack what the key needs: field of RegionMember -> codes; empty: the key can be used.

    A count of young people with care that is hidden or under 50 is lacking: from a share of the lasten it could be
    worked out, and so small a count says nothing steady (methode 13, 25).
    """
    wanted = {
        "inhabitants": ["inhabitants_n"],
        "youth": ["youth_n"],
        "users": ["users_n"],
        "users_lag1": ["users_before_n"],
        "mean3": ["before_eur"],
        "mix": ["inhabitants_n"],
        "stoploss": ["inhabitants_n", "budget_eur"],
    }.get(key.kind, [])
    found = {
        field: [each.code for each in members if not _has(each, field)] for field in ["lasten_eur", *wanted]
    }
    return {field: codes for field, codes in found.items() if codes}


def _has(member: RegionMember, field: str) -> bool:
    if field == "before_eur":
        return len(member.before_eur) == YEARS_OF_MEAN - 1 and all(
            each is not None for each in member.before_eur
        )
    value = getattr(member, field)
    if field.startswith("users"):
        return value is not None and value >= MIN_USERS_N
    return value is not None and (field == "lasten_eur" or value > 0)


def divide(members: Sequence[RegionMember], key: Key) -> dict[str, int]:
    """Return what each member carries, in whole cents: together exactly the lasten of all, to the cent.

    Cents that are left over go to the largest remainder, ties by code. Raises ValueError where the key lacks something
    (`lacking` says what): no member is ever left out.
    """
    if gaps := lacking(members, key):
        raise ValueError(f"the key {key.code} lacks {gaps}")
    own = {each.code: each.lasten_cents for each in members}
    if key.kind == "own":
        return own
    if key.kind == "mix":
        return _mixed(own, members, key.part or Fraction(0))
    if key.kind == "stoploss":
        return _stopped(own, members, key.part or Fraction(0))
    return apportion(sum(own.values()), {each.code: _weight(each, key.kind) for each in members})


def cents(amount_eur: float) -> int:
    """Return an amount in whole cents, half a cent away from zero."""
    return int(dutch.rounded(amount_eur, 2) * 100)


def apportion(total_cents: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Divide cents by weight, together exactly the total; the largest remainders get the cents left over.

    Raises ValueError where the weights add up to nothing or one is negative.
    """
    whole = sum(weights.values())
    if whole <= 0 or min(weights.values()) < 0:
        raise ValueError("weights must add up to more than nothing")
    exact = {code: total_cents * weight / whole for code, weight in weights.items()}
    given = {code: each.numerator // each.denominator for code, each in exact.items()}
    left = total_cents - sum(given.values())
    for code in sorted(exact, key=lambda code: (given[code] - exact[code], code))[:left]:
        given[code] += 1
    return given


def _weight(member: RegionMember, kind: str) -> Fraction:
    if kind == "mean3":
        return sum(
            (Fraction(cents(each or 0.0)) for each in (member.lasten_eur, *member.before_eur)), Fraction(0)
        )
    field = {
        "inhabitants": "inhabitants_n", "youth": "youth_n", "users": "users_n", "users_lag1": "users_before_n",
    }[kind]  # fmt: skip
    return Fraction(getattr(member, field))


def _by_inhabitants(total_cents: int, members: Sequence[RegionMember]) -> dict[str, int]:
    return apportion(total_cents, {each.code: Fraction(each.inhabitants_n or 0.0) for each in members})


def _mixed(own: Mapping[str, int], members: Sequence[RegionMember], pooled: Fraction) -> dict[str, int]:
    """Pool a part of the lasten of each, by inhabitants; the rest stays where it was made."""
    kept = {code: amount - _part(amount, pooled) for code, amount in own.items()}
    shared = _by_inhabitants(sum(own.values()) - sum(kept.values()), members)
    return {code: kept[code] + shared[code] for code in own}


def _stopped(own: Mapping[str, int], members: Sequence[RegionMember], over: Fraction) -> dict[str, int]:
    """Pool what exceeds the begroting by more than a part of it, by inhabitants."""
    limits = {each.code: _part(cents(each.budget_eur or 0.0), 1 + over) for each in members}
    kept = {code: min(amount, limits[code]) for code, amount in own.items()}
    shared = _by_inhabitants(sum(own.values()) - sum(kept.values()), members)
    return {code: kept[code] + shared[code] for code in own}


def _part(amount_cents: int, part: Fraction) -> int:
    exact = amount_cents * part
    return exact.numerator // exact.denominator
