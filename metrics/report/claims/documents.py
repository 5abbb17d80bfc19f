"""Tests on statements of the other documents: what they print of arrangements, and the divisions that are loaded."""

import re
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from metrics import dutch
from metrics.regions import congruence
from metrics.report.claims.evidence import Evidence
from metrics.report.claims.levels import limit
from metrics.report.claims.model import DOCUMENT, Compare, Count, Evidenced, Finding
from metrics.report.claims.registry import ClaimError, Params, claim_test
from metrics.report.documents import Arrangement, InTable

RIJK = "uitvoering van Rijksbeleid"
_NUMBER = re.compile(r"(\d+)(?![-\d])")
_PLACES = {"table5": "tabel 5", "table6": "tabel 6", "appendix": "de bijlage"}


def number_of(place: InTable | None) -> int | None:
    """Return the number of regions that a place prints first; None where it prints none, or begins with an age."""
    found = _NUMBER.match(place.regions) if place else None
    return int(found.group(1)) if found else None


def _numbers(arrangements: Iterable[Arrangement]) -> list[int]:
    return [n for each in arrangements if (n := number_of(each.table6)) is not None]


def _imposed(each: Arrangement, *, division: bool = False) -> bool:
    cell = (
        each.table6.imposed_division
        if division and each.table6
        else each.table6.imposed
        if each.table6
        else ""
    )
    return cell == "Ja"


_COUNTED: dict[str, tuple[str, str, Callable[[Sequence[Arrangement]], float]]] = {
    "beschreven": ("Afgedrukte samenwerkingsverbanden", "de bijlage", len),
    "niet_opgelegd": (
        "Verbanden die van binnenuit of van onderop zijn ontstaan",
        "de bijlage",
        lambda all_: sum(each.appendix.imposed not in ("", "Ja") for each in all_),
    ),
    "rijksbeleid": (
        "Verbanden voor uitvoering van Rijksbeleid",
        "tabel 6",
        lambda all_: sum(each.occasion == RIJK for each in all_),
    ),
    "rijksbeleid_beide_opgelegd": (
        "Daarvan samenwerking en indeling allebei opgelegd",
        "tabel 6",
        lambda all_: sum(
            each.occasion == RIJK and _imposed(each) and _imposed(each, division=True) for each in all_
        ),
    ),
    "minste": ("Kleinste aantal regio's", "tabel 6", lambda all_: min(_numbers(all_))),
    "meeste": ("Grootste aantal regio's", "tabel 6", lambda all_: max(_numbers(all_))),
    "mediaan": ("Middelste aantal regio's", "tabel 6", lambda all_: median(_numbers(all_))),
    "mediaan_niet_opgelegd": (
        "Middelste aantal regio's waar de samenwerking niet is opgelegd",
        "tabel 6",
        lambda all_: median(
            _numbers(
                each for each in all_ if each.table6 is not None and each.table6.imposed.lower() == "nee"
            )
        ),
    ),
}


@claim_test
def arrangements_counted(ev: Evidence, p: Params) -> Finding:
    """Count what the study of 2011 prints of its arrangements against numbers the statement names.

    Parameters: `stated` of [what, relation, number], `what` a count of this module; `band` for 'ongeveer'.
    """
    checks = []
    for what, relation, number in p.triples("stated"):
        if what not in _COUNTED:
            raise ClaimError(p.claim, f"'{what}' wordt niet geteld")
        title, place, count = _COUNTED[what]
        found = Evidenced(title, count(ev.records.arrangements), "aantal", f"{DOCUMENT}, {place}")
        checks.append(
            Compare(
                f"Geteld in {place}",
                found,
                p.as_relation(relation),
                limit(float(number), "aantal"),
                band=p.number("band", 0),
            )
        )
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def places_agree(ev: Evidence, p: Params) -> Finding:
    """Hold the numbers of two places of the study against each other: `places`, two of table5, table6, appendix.

    Only where both print a number.
    """
    one, other = p.texts("places")
    parts = []
    for each in ev.records.arrangements:
        numbers = [number_of(getattr(each, place)) for place in (one, other)]
        if None in numbers:
            continue
        left, right = (
            Evidenced(each.name, number, "aantal", f"{DOCUMENT}, {_PLACES[place]}")
            for place, number in zip((one, other), numbers, strict=True)
        )
        parts.append(Compare(each.name, left, "gelijk", right))
    apart = [f"{part.left.label} ({part.left.text} en {part.right.text})" for part in parts if not part.holds]
    said = (f"Niet gelijk: {dutch.names(apart)}",) if apart else ()
    what = f"Verbanden met hetzelfde aantal in {_PLACES[one]} en {_PLACES[other]}"
    return Finding(
        (Count(what, tuple(parts), "gelijk", len(parts)),), (), p.reservations, (*said, *p.remarks)
    )


@claim_test
def divisions_coincide(ev: Evidence, p: Params) -> Finding:
    """Say whether two divisions that are loaded are the same: `a`, `b` (names), `year`.

    As many regions, and every region of a with the same gemeenten in b.
    """
    year, a, b = int(p.number("year")), p.text("a"), p.text("b")
    source = ev.records.table_of_kind("divisions", year)
    loaded = congruence.divisions(ev.facts, year) if ev.basis == "cbs" else {}
    if a not in loaded or b not in loaded:
        ev.missing.setdefault(source)
        unknown = Evidenced("", None, "aantal", source, str(year))
        return Finding((Compare("Regio's", unknown, "gelijk", unknown),), (), p.reservations, p.remarks)
    found = congruence.coincide(loaded[a], loaded[b])
    mine, theirs, same = (
        Evidenced(label, number, "aantal", source, str(year))
        for label, number in (
            (p.text("a_name"), found.regions_a_n),
            (p.text("b_name"), found.regions_b_n),
            ("De overlap", found.identical_n),
        )
    )
    checks = (
        Compare(f"Aantal regio's in {year}", mine, "gelijk", theirs),
        Compare(f"Regio's met precies dezelfde gemeenten in {year}", same, "gelijk", mine),
    )
    return Finding(checks, (), p.reservations, p.remarks)


@claim_test
def regions_counted(ev: Evidence, p: Params) -> Finding:
    """Hold the number of regions of a division against `number`: `division`, `name`, `years`."""
    checks = []
    for year in p.texts("years"):
        source = ev.records.table_of_kind("divisions", int(year))
        division = (congruence.divisions(ev.facts, int(year)) if ev.basis == "cbs" else {}).get(
            p.text("division")
        )
        if division is None:
            ev.missing.setdefault(source)
        number = None if division is None else len(set(division.values()))
        found = Evidenced(p.text("name"), number, "aantal", source, year)
        checks.append(Compare(f"Aantal in {year}", found, "gelijk", limit(p.number("number"), "aantal")))
    return Finding(tuple(checks), (), p.reservations, p.remarks)


def _spelled(numbers: str, between: str) -> str:
    return between.join(dutch.number(float(each)) for each in numbers.split())


@claim_test
def adds_up(_: Evidence, p: Params) -> Finding:
    """Hold the numbers of a sentence against each other: `sums` of [terms as '873 222', relation, total], and `growth`
    of ['first last', relation, percent].
    """
    checks = []
    for terms, relation, total in p.triples("sums"):
        value = sum(float(each) for each in terms.split())
        found = Evidenced(f"{_spelled(terms, ' plus ')} is", value, "aantal", f"{DOCUMENT}, de tekst")
        checks.append(Compare("Som", found, p.as_relation(relation), limit(float(total), "aantal")))
    for pair, relation, pct in p.triples("growth"):
        first, last = (float(each) for each in pair.split())
        found = Evidenced(
            f"Van {_spelled(pair, ' naar ')} is",
            100 * (last / first - 1),
            "pct",
            f"{DOCUMENT}, de tekst",
            "",
            0,
        )
        checks.append(Compare("Groei", found, p.as_relation(relation), limit(float(pct), "pct", 0)))
    return Finding(tuple(checks), (), p.reservations, p.remarks)
