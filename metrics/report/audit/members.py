"""Sets of gemeenten that can stand for a size class, and what they have together."""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.report.audit import cells, words
from metrics.report.audit.amounts import Pooled, amount
from metrics.report.audit.data import BASE_YEAR, BEGROTING, CLASS_YEAR, REKENING, YEAR, AuditData


@dataclass(frozen=True)
class Members:
    """Gemeenten of a class in 2019, and those that stand for them in 2017."""

    label: str
    level: tuple[str, ...]
    base: tuple[str, ...]


def of_class(data: AuditData, code: str, year: int = CLASS_YEAR) -> Members:
    """Return the gemeenten that had so many inhabitants on 1 January `year`, each under its own code."""
    low, high = cells.class_bounds(code)
    people = data.inhabitants[year]
    inside = people[(people >= low) & (people < high)].index
    codes = tuple(sorted(str(one) for one in inside if str(one).startswith("GM")))
    return Members(f"klasse naar inwoners op 1 januari {year}", codes, _existing(data, codes, BASE_YEAR))


def others(data: AuditData, code: str, chosen: Members) -> list[Members]:
    """Return other sets of gemeenten that could reasonably stand for the class."""
    before = [data.predecessors(one, BASE_YEAR) or () for one in chosen.level]
    followed = tuple(part for parts in before for part in parts)
    earlier = of_class(data, code, BASE_YEAR)
    return [
        of_class(data, code, YEAR),
        Members("2017 met de klasse van 1 januari 2017", chosen.level, earlier.level),
        Members("2017 met de voorgangers van samengevoegde gemeenten", chosen.level, followed),
        the_same(data, chosen),
    ]


def the_same(data: AuditData, chosen: Members) -> Members:
    """Return the gemeenten that can be followed to 2017 with an amount in both years, and their predecessors."""
    level, base = list[str](), list[str]()
    for one in chosen.level:
        before = data.predecessors(one, BASE_YEAR)
        if before is None or not data.lasten(one, REKENING, YEAR):
            continue
        if all(data.lasten(part, BEGROTING, BASE_YEAR) for part in before):
            level.append(one)
            base += before
    return Members("overal dezelfde gemeenten, zonder nullen", tuple(level), tuple(base))


def level_of(data: AuditData, codes: Iterable[str]) -> Pooled | None:
    """Return the accounts of 2019 of gemeenten together, a zero counted as 0; None where there is nothing."""
    return amount(data, codes, REKENING, YEAR, zero_counts=True)


def base_of(data: AuditData, codes: Iterable[str]) -> Pooled | None:
    """Return the begroting of 2017 of gemeenten together, a zero counted as 0; None where there is nothing."""
    return amount(data, codes, BEGROTING, BASE_YEAR, zero_counts=True)


def each_left_out(data: AuditData, codes: tuple[str, ...]) -> dict[str, Pooled]:
    """Return lasten per inhabitant without each gemeente in turn."""
    whole = level_of(data, codes)
    found: dict[str, Pooled] = {}
    for code in codes:
        own = level_of(data, [code])
        if whole is None or own is None or len(codes) < 2:
            continue
        rest = tuple(a - b for a, b in zip(whole.lasten_eur, own.lasten_eur, strict=True))
        found[code] = Pooled(rest, whole.inhabitants_n - own.inhabitants_n)
    return found


def minus(data: AuditData, chosen: Members, gone: Iterable[str]) -> Members:
    """Return a selection without some gemeenten, in both years."""
    left = set(gone)
    keep = tuple(one for one in chosen.level if one not in left)
    base = tuple(one for one in chosen.base if one not in left)
    return Members(f"zonder {words.names([data.name(one) for one in sorted(left)])}", keep, base)


def _existing(data: AuditData, codes: Iterable[str], year: int) -> tuple[str, ...]:
    return tuple(one for one in codes if data.inhabitants_n(one, year))
