"""Sets of gemeenten that can stand for Nederland or a size class: ours, and those the report may have taken.

The report's size classes are by inhabitants on 1 January 2020, each gemeente with the amount under its own code (so a
gemeente made in 2018 or 2019 is in 2019 and not in 2017): that gives 375, 192 and 375 as printed. Its Nederland
(inferred): 2019 without the gemeente for which it prints no amount, 2017 with all of them, zeros counted as 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics import dutch
from metrics.costs.country import bounds
from metrics.places.size_classes import SizeClass
from metrics.report.audit.amounts import Pooled, amount
from metrics.report.audit.data import BASE_YEAR, BEGROTING, CLASS_YEAR, REKENING, YEAR, AuditData
from metrics.report.cells import COUNTRY

OWN_AMOUNT = ", ook in 2017 met hun eigen bedrag"


@dataclass(frozen=True)
class Members:
    """Gemeenten of 2019, and those that stand for them in 2017."""

    label: str
    level: tuple[str, ...]
    base: tuple[str, ...]


def ours(data: AuditData, code: str, column: str) -> Members:
    """Return whom our own figure counts: those with every amount it needs, the same in 2019 and 2017."""
    whole = data.of_country if code == COUNTRY else data.of_class(code)
    gone = [one for one in data.left_out_by_us(code, column) if one in whole]
    level = tuple(one for one in whole if one not in gone)
    base = tuple(part for one in level for part in data.predecessors(one, BASE_YEAR) or ())
    return Members(f"{len(level)} gemeenten{_without(data, gone)}", level, base)


def of_report(data: AuditData, code: str) -> Members:
    """Return whom the report counts, as far as that can be inferred."""
    return country(data) if code == COUNTRY else of_class(data, code)


def country(data: AuditData) -> Members:
    """Return the report's Nederland: 2019 without those it prints no amount for, 2017 with all gemeenten."""
    now, base = (_existing(data, data.inhabitants[year].dropna().index, year) for year in (YEAR, BASE_YEAR))
    kept = tuple(one for one in now if one not in data.left_out_by_report)
    label = f"2019{_without(data, data.left_out_by_report) or ' met alle gemeenten'}, 2017 met alle gemeenten"
    together = base_of(data, base)
    if together and together.zeros:
        label += f", van {len(together.zeros)} staat er {dutch.euro(0)}"
    return Members(label, kept, base)


def of_class(data: AuditData, code: str, year: int = CLASS_YEAR) -> Members:
    """Return the gemeenten that had so many inhabitants on 1 January `year`, each under its own code."""
    span = size_class(code)
    people = data.inhabitants[year]
    inside = people[(people >= span.low_n) & (people < (span.high_n or float("inf")))].index
    codes = _existing(data, inside, year)
    return Members(
        f"alle {len(codes)} gemeenten met zo veel inwoners op 1 januari {year}{OWN_AMOUNT}",
        codes,
        _existing(data, codes, BASE_YEAR),
    )


def size_class(code: str) -> SizeClass:
    """Return the bounds of a size class in inhabitants; ValueError for any other code."""
    found = bounds(code)
    if found is None:
        raise ValueError(f"not a size class: {code!r}")
    return found


def others(data: AuditData, code: str, chosen: Members) -> list[Members]:
    """Return other sets of gemeenten that could reasonably stand for the class in an index."""
    before = [data.predecessors(one, BASE_YEAR) or () for one in chosen.level]
    followed = tuple(part for parts in before for part in parts)
    earlier = of_class(data, code, BASE_YEAR)
    return [
        of_class(data, code, YEAR),
        Members("2017 met de gemeenten die toen zo veel inwoners hadden", chosen.level, earlier.level),
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
    return Members("in beide jaren dezelfde gemeenten, zonder nullen", tuple(level), tuple(base))


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


def minus(data: AuditData, chosen: Members, gone: Iterable[str], more: str = "") -> Members:
    """Return a selection without some gemeenten, in both years. `more`: what is said of them, in brackets."""
    left = set(gone)
    keep = tuple(one for one in chosen.level if one not in left)
    base = tuple(one for one in chosen.base if one not in left)
    return Members(f"{_without(data, left).strip()}{more}", keep, base)


def _without(data: AuditData, codes: Iterable[str]) -> str:
    named = [data.name(one) for one in sorted(codes)]
    return f" zonder {dutch.names(named)}" if named else ""


def _existing(data: AuditData, codes: Iterable[object], year: int) -> tuple[str, ...]:
    found = sorted(str(one) for one in codes if str(one).startswith("GM"))
    return tuple(one for one in found if data.inhabitants_n(one, year))
