"""Sets of gemeenten that can stand for a size class, and what they have together."""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.report.audit import cells, words
from metrics.report.audit.amounts import Amount, amount
from metrics.report.audit.lookup import BASE_YEAR, BEGROTING, CLASS_YEAR, REKENING, YEAR, Lookup


@dataclass(frozen=True)
class Selection:
    """Gemeenten of a class in 2019, and those that stand for them in 2017."""

    label: str
    level: tuple[str, ...]
    base: tuple[str, ...]


def of_class(lookup: Lookup, code: str, year: int = CLASS_YEAR) -> Selection:
    """Return the gemeenten that had so many inhabitants on 1 January `year`, each under its own code."""
    low, high = cells.class_bounds(code)
    people = lookup.inhabitants[year]
    inside = people[(people >= low) & (people < high)].index
    codes = tuple(sorted(str(one) for one in inside if str(one).startswith("GM")))
    return Selection(f"klasse naar inwoners op 1 januari {year}", codes, _existing(lookup, codes, BASE_YEAR))


def others(lookup: Lookup, code: str, chosen: Selection) -> list[Selection]:
    """Return other sets of gemeenten that could reasonably stand for the class."""
    before = [lookup.predecessors(one, BASE_YEAR) or () for one in chosen.level]
    followed = tuple(part for parts in before for part in parts)
    earlier = of_class(lookup, code, BASE_YEAR)
    return [
        of_class(lookup, code, YEAR),
        Selection("2017 met de klasse van 1 januari 2017", chosen.level, earlier.level),
        Selection("2017 met de voorgangers van samengevoegde gemeenten", chosen.level, followed),
        the_same(lookup, chosen),
    ]


def the_same(lookup: Lookup, chosen: Selection) -> Selection:
    """Return the gemeenten that can be followed to 2017 with an amount in both years, and their predecessors."""
    level, base = list[str](), list[str]()
    for one in chosen.level:
        before = lookup.predecessors(one, BASE_YEAR)
        if before is None or not lookup.lasten(one, REKENING, YEAR):
            continue
        if all(lookup.lasten(part, BEGROTING, BASE_YEAR) for part in before):
            level.append(one)
            base += before
    return Selection("overal dezelfde gemeenten, zonder nullen", tuple(level), tuple(base))


def level_of(lookup: Lookup, codes: Iterable[str]) -> Amount | None:
    """Return the accounts of 2019 of gemeenten together, a zero counted as 0; None where there is nothing."""
    return amount(lookup, codes, REKENING, YEAR, zero_counts=True)


def base_of(lookup: Lookup, codes: Iterable[str]) -> Amount | None:
    """Return the begroting of 2017 of gemeenten together, a zero counted as 0; None where there is nothing."""
    return amount(lookup, codes, BEGROTING, BASE_YEAR, zero_counts=True)


def each_left_out(lookup: Lookup, codes: tuple[str, ...]) -> dict[str, Amount]:
    """Return lasten per inhabitant without each gemeente in turn."""
    whole = level_of(lookup, codes)
    found: dict[str, Amount] = {}
    for code in codes:
        own = level_of(lookup, [code])
        if whole is None or own is None or len(codes) < 2:
            continue
        rest = tuple(a - b for a, b in zip(whole.lasten_eur, own.lasten_eur, strict=True))
        found[code] = Amount(rest, whole.inhabitants_n - own.inhabitants_n)
    return found


def minus(lookup: Lookup, chosen: Selection, gone: Iterable[str]) -> Selection:
    """Return a selection without some gemeenten, in both years."""
    left = set(gone)
    keep = tuple(one for one in chosen.level if one not in left)
    base = tuple(one for one in chosen.base if one not in left)
    return Selection(f"zonder {words.names([lookup.name(one) for one in sorted(left)])}", keep, base)


def _existing(lookup: Lookup, codes: Iterable[str], year: int) -> tuple[str, ...]:
    return tuple(one for one in codes if lookup.inhabitants_n(one, year))
