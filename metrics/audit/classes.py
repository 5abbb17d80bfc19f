"""The rows per size class: lasten per inhabitant and index, and what was tried where the printed figure
does not come out.

The classes are by inhabitants on 1 January 2020, ratio of sums, each gemeente with the amount under its own
code (so a gemeente made in 2018 or 2019 is in 2019 and not in 2017): that gives 375, 192 and 375 as
printed. Where the printed figure does not come out, other selections are tried and listed. One of them
explains the difference only when it is the single gemeente whose absence gives the printed figure *and* the
one that weighs most in its class; that is derived, and said so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from metrics.audit import cells, costs, words
from metrics.audit.amounts import Amount, amount, index_of
from metrics.audit.computation import Attempt, Computation
from metrics.audit.lookup import BASE_YEAR, BEGROTING, CLASS_YEAR, REKENING, YEAR, Lookup
from metrics.rounding import round_half_up


@dataclass(frozen=True)
class Selection:
    """Gemeenten of a class in 2019, and those that stand for them in 2017."""

    label: str
    level: tuple[str, ...]
    base: tuple[str, ...]


def per_inhabitant(lookup: Lookup, code: str, printed: float) -> Computation:
    """Recalculate lasten per inhabitant 2019 of a size class, and try other selections where it does not come
    out.
    """
    blank = replace(
        costs.blank_per_inhabitant(lookup),
        calculation="klasse_lasten_per_inwoner",
        variables=_bounds(code),
    )
    if blank.absent:
        return blank
    chosen = of_class(lookup, code)
    level = _level(lookup, chosen.level)
    if level is None:
        return replace(blank, gap=_nobody(lookup, code))
    result = costs.with_level(blank, level, lookup.name(code))
    many = f"{len(chosen.level)} gemeenten samen"
    result = replace(
        result,
        made=f"{many}: {_small(result.made)}",
        made_report_way=f"{many}: {_small(result.made_report_way)}",
    )
    if _prints(level, printed):
        return result
    return _tried_level(lookup, code, printed, result)


def cost_index(
    lookup: Lookup, code: str, printed: float, printed_level: float, cases: Iterable[str]
) -> Computation:
    """Recalculate the report's index of a size class; `printed_level` and `cases` serve to try slips.

    `cases`: codes of the gemeenten whose tables print the row.
    """
    blank = replace(costs.blank_index(lookup), calculation="klasse_index_lasten", variables=_bounds(code))
    if blank.absent:
        return blank
    chosen = of_class(lookup, code)
    level, base = _level(lookup, chosen.level), _base(lookup, chosen.base)
    if level is None or base is None:
        return replace(blank, gap=_nobody(lookup, code))
    many = f" ({len(chosen.level)} gemeenten in 2019, {len(chosen.base)} in 2017)"
    result = costs.with_index(blank, level, base, lookup.name(code), many)
    if any(cells.prints(value, printed, cells.COST_INDEX) for value in (result.ours, result.report_way)):
        return result
    return _tried_index(lookup, code, printed, printed_level, tuple(cases), result)


def of_class(lookup: Lookup, code: str, year: int = CLASS_YEAR) -> Selection:
    """Return the gemeenten that had so many inhabitants on 1 January `year`, each under its own code."""
    low, high = cells.class_bounds(code)
    people = lookup.inhabitants[year]
    inside = people[(people >= low) & (people < high)].index
    codes = tuple(sorted(str(one) for one in inside if str(one).startswith("GM")))
    return Selection(f"klasse naar inwoners op 1 januari {year}", codes, _there(lookup, codes, BASE_YEAR))


def weightiest_alone(lookup: Lookup, code: str, printed: float) -> str | None:
    """Return the gemeente whose absence alone gives the printed level and that weighs most in it; None: there
    is none.
    """
    chosen = of_class(lookup, code)
    whole = _level(lookup, chosen.level)
    if whole is None:
        return None
    without = _each_left_out(lookup, chosen.level)
    giving = [one for one, level in without.items() if _prints(level, printed)]
    weightiest = max(without, key=lambda one: abs(without[one].exact_eur - whole.exact_eur), default=None)
    return weightiest if giving == [weightiest] else None


def _tried_level(lookup: Lookup, code: str, printed: float, result: Computation) -> Computation:
    chosen = of_class(lookup, code)
    attempts = [_attempt_level(lookup, of_class(lookup, code, YEAR), printed)]
    if inside := [one for one in lookup.left_out if one in chosen.level]:
        attempts.append(_attempt_level(lookup, _minus(lookup, chosen, inside), printed))
    without = _each_left_out(lookup, chosen.level)
    giving = [one for one, level in without.items() if _prints(level, printed)]
    label = f"elke gemeente een keer weglaten ({len(without)} keer): "
    label += (
        f"het gedrukte bedrag bij {words.names([lookup.name(one) for one in giving])}"
        if giving
        else "nooit het gedrukte bedrag"
    )
    best = without[giving[0]].exact_eur if giving else result.ours
    attempts.append(Attempt("selectie", label, best, bool(giving)))
    alone = weightiest_alone(lookup, code, printed)
    if alone is None:
        return replace(result, attempts=tuple(attempts), differs=_unexplained(result.ours, "eur", attempts))
    own = amount(lookup, [alone], REKENING, YEAR)
    gross = f" ({words.eur(own.exact_eur)} per inwoner)" if own else ""
    return replace(
        result,
        attempts=tuple(attempts),
        explained=True,
        differs=f"Met alle {len(chosen.level)} gemeenten is het {words.eur(result.ours, 2)}; zonder "
        f"{lookup.name(alone)}{gross} is het {words.eur(without[alone].exact_eur, 2)}, dus waarschijnlijk "
        "telde die niet mee (afgeleid).",
    )


def _tried_index(
    lookup: Lookup,
    code: str,
    printed: float,
    printed_level: float,
    cases: tuple[str, ...],
    result: Computation,
) -> Computation:
    chosen = of_class(lookup, code)
    level = _level(lookup, chosen.level)
    attempts = [_attempt_index(lookup, one, printed) for one in _selections(lookup, code, chosen)]
    if inside := [one for one in lookup.left_out if one in chosen.level]:
        attempts.append(_attempt_index(lookup, _minus(lookup, chosen, inside), printed))
    accounts = amount(lookup, chosen.base, REKENING, BASE_YEAR, zero_counts=True)
    if level and accounts:
        value = index_of(level.exact_eur, accounts.exact_eur)
        attempts.append(_attempt("selectie", "rekening 2017 in plaats van begroting 2017", value, printed))
    alone = weightiest_alone(lookup, code, printed_level)
    if alone is not None:
        less = _minus(lookup, chosen, [alone])
        found = _attempt_index(lookup, less, printed)
        attempts.append(found)
        if found.prints:
            return replace(
                result,
                attempts=tuple(attempts),
                explained=True,
                differs=f"Met alle {len(chosen.level)} gemeenten is de index {words.number(result.ours, 1)}; "
                f"zonder {lookup.name(alone)}, die ook in de lasten per inwoner van deze rij waarschijnlijk "
                f"niet meetelt, is het {words.number(found.value, 1)} (afgeleid).",
            )
    attempts += _possible_slips(lookup, printed, printed_level, cases, accounts)
    return replace(result, attempts=tuple(attempts), differs=_unexplained(result.ours, "index", attempts))


def _selections(lookup: Lookup, code: str, chosen: Selection) -> list[Selection]:
    """Return other sets of gemeenten that could reasonably stand for the class."""
    followed, whole_level, whole_base = list[str](), list[str](), list[str]()
    for one in chosen.level:
        before = lookup.predecessors(one, BASE_YEAR)
        if before is None:
            continue
        followed += before
        if all(lookup.lasten(part, BEGROTING, BASE_YEAR) for part in before):
            whole_level.append(one)
            whole_base += before
    earlier = of_class(lookup, code, BASE_YEAR)
    return [
        of_class(lookup, code, YEAR),
        Selection("2017 met de klasse van 1 januari 2017", chosen.level, earlier.level),
        Selection("2017 met de voorgangers van samengevoegde gemeenten", chosen.level, tuple(followed)),
        Selection("overal dezelfde gemeenten, zonder nullen", tuple(whole_level), tuple(whole_base)),
    ]


def _possible_slips(
    lookup: Lookup, printed: float, printed_level: float, cases: tuple[str, ...], accounts: Amount | None
) -> list[Attempt]:
    """Try what a slip in a sheet would give: possible and no more, so it explains nothing."""
    bases: list[tuple[str, Amount | None, float]] = [
        (f"de begroting van 2017 van {lookup.name(case)} zelf", _budget(lookup, case), printed_level)
        for case in cases
    ]
    everyone = list(costs.country_codes(lookup, YEAR)) + list(lookup.left_out)
    country = amount(lookup, everyone, REKENING, YEAR, zero_counts=True)
    with_all = " met " + words.names([lookup.name(one) for one in lookup.left_out]) if lookup.left_out else ""
    bases += [
        (f"de rekening van 2019 van Nederland{with_all}", country, printed_level),
        ("de rekening van 2017 van de klasse", accounts, printed_level),
    ]
    return [
        _attempt(
            "vergissing",
            f"het gedrukte bedrag op {label}",
            index_of(level, round_half_up(base.report_eur)),
            printed,
        )
        for label, base, level in bases
        if base is not None
    ]


def _unexplained(ours: float, unit: str, attempts: list[Attempt]) -> str:
    shown = words.eur(ours, 2) if unit == "eur" else f"index {words.number(ours, 1)}"
    slips = [one.label for one in attempts if one.kind == "vergissing" and one.prints]
    tried_n = sum(one.kind == "selectie" for one in attempts)
    possible = f"; {words.names(slips)} geeft het wel, dat is mogelijk en niet meer dan dat" if slips else ""
    return (
        f"Alle gemeenten van de klasse samen geven {shown}; {tried_n} andere manieren verklaren het verschil "
        f"niet{possible}."
    )


def _budget(lookup: Lookup, code: str) -> Amount | None:
    return amount(lookup, lookup.predecessors(code, BASE_YEAR) or (), BEGROTING, BASE_YEAR)


def _level(lookup: Lookup, codes: Iterable[str]) -> Amount | None:
    return amount(lookup, codes, REKENING, YEAR, zero_counts=True)


def _base(lookup: Lookup, codes: Iterable[str]) -> Amount | None:
    return amount(lookup, codes, BEGROTING, BASE_YEAR, zero_counts=True)


def _each_left_out(lookup: Lookup, codes: tuple[str, ...]) -> dict[str, Amount]:
    """Return lasten per inhabitant without each gemeente in turn."""
    whole = _level(lookup, codes)
    found: dict[str, Amount] = {}
    for code in codes:
        own = _level(lookup, [code])
        if whole is None or own is None or len(codes) < 2:
            continue
        rest = tuple(a - b for a, b in zip(whole.lasten_eur, own.lasten_eur, strict=True))
        found[code] = Amount(rest, whole.inhabitants_n - own.inhabitants_n)
    return found


def _minus(lookup: Lookup, chosen: Selection, gone: Iterable[str]) -> Selection:
    left = set(gone)
    keep = tuple(one for one in chosen.level if one not in left)
    base = tuple(one for one in chosen.base if one not in left)
    return Selection(f"zonder {words.names([lookup.name(one) for one in sorted(left)])}", keep, base)


def _there(lookup: Lookup, codes: Iterable[str], year: int) -> tuple[str, ...]:
    return tuple(one for one in codes if lookup.inhabitants_n(one, year))


def _attempt_level(lookup: Lookup, chosen: Selection, printed: float) -> Attempt:
    level = _level(lookup, chosen.level)
    if level is None:
        return Attempt("selectie", chosen.label, float("nan"), False)
    return Attempt("selectie", chosen.label, level.exact_eur, _prints(level, printed))


def _attempt_index(lookup: Lookup, chosen: Selection, printed: float) -> Attempt:
    level, base = _level(lookup, chosen.level), _base(lookup, chosen.base)
    if level is None or base is None:
        return Attempt("selectie", chosen.label, float("nan"), False)
    ways = (index_of(level.exact_eur, base.exact_eur), index_of(level.report_eur, base.report_eur))
    giving = any(cells.prints(value, printed, cells.COST_INDEX) for value in ways)
    return Attempt("selectie", chosen.label, ways[0], giving)


def _attempt(kind: str, label: str, value: float, printed: float) -> Attempt:
    prints = cells.prints(value, printed, cells.COST_INDEX)
    return Attempt("vergissing" if kind == "vergissing" else "selectie", label, value, prints)


def _prints(level: Amount, printed: float) -> bool:
    ways = (level.exact_eur, level.report_eur)
    return any(cells.prints(value, printed, cells.PER_INHABITANT) for value in ways)


def _bounds(code: str) -> dict[str, str | int]:
    low, high = cells.class_bounds(code)
    return {"van_inwoners": low, "tot_inwoners": high}


def _nobody(lookup: Lookup, code: str) -> str:
    return f"Er zijn geen gemeenten met een bedrag in de klasse {lookup.name(code)}."


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
