"""The rows per size class: lasten per inhabitant and index, and what was tried where the printed figure
does not come out.

The classes are by inhabitants on 1 January 2020, ratio of sums, each gemeente with the amount under its own
code (so a gemeente made in 2018 or 2019 is in 2019 and not in 2017): that gives 375, 192 and 375 as
printed. Where the printed figure does not come out, other members are tried and listed. One of them
explains the difference only when it is the single gemeente whose absence gives the printed figure *and* the
one that weighs most in its class; that is derived, and said so.
"""

from collections.abc import Iterable
from dataclasses import replace

from metrics.numbers.rounding import round_half_up
from metrics.report.audit import cells, costs, members, words
from metrics.report.audit.amounts import Pooled, amount, index_of
from metrics.report.audit.computation import Attempt, Computation
from metrics.report.audit.data import BASE_YEAR, BEGROTING, REKENING, YEAR, AuditData
from metrics.report.audit.members import Members


def per_inhabitant(data: AuditData, code: str, printed: float) -> Computation:
    """Recalculate lasten per inhabitant 2019 of a size class, and try other members where it does not come
    out.
    """
    blank = replace(
        costs.blank_per_inhabitant(data),
        calculation="klasse_lasten_per_inwoner",
        variables=_bounds(code),
    )
    if blank.absent:
        return blank
    chosen = members.of_class(data, code)
    level = members.level_of(data, chosen.level)
    if level is None:
        return replace(blank, gap=_nobody(data, code))
    result = costs.with_level(blank, level, data.name(code))
    many = f"{len(chosen.level)} gemeenten samen"
    beside = _level_without(data, chosen)
    result = replace(
        result,
        made=f"{many}: {_small(result.made)}{beside}.",
        made_report_way=f"{many}: {_small(result.made_report_way)}{beside}.",
    )
    if _prints(level, printed):
        return result
    return _tried_level(data, code, printed, result)


def cost_index(
    data: AuditData, code: str, printed: float, printed_level: float, cases: Iterable[str]
) -> Computation:
    """Recalculate the report's index of a size class; `printed_level` and `cases` serve to try slips.

    `cases`: codes of the gemeenten whose tables print the row.
    """
    blank = replace(costs.blank_index(data), calculation="klasse_index_lasten", variables=_bounds(code))
    if blank.absent:
        return blank
    chosen = members.of_class(data, code)
    level, base = members.level_of(data, chosen.level), members.base_of(data, chosen.base)
    if level is None or base is None:
        return replace(blank, gap=_nobody(data, code))
    many = f" ({len(chosen.level)} gemeenten in 2019, {len(chosen.base)} in 2017)"
    result = costs.with_index(blank, level, base, data.name(code), many)
    beside = _index_of_the_same(data, chosen)
    result = replace(
        result,
        made=f"{result.made.removesuffix('.')}{beside}.",
        made_report_way=f"{result.made_report_way.removesuffix('.')}{beside}.",
    )
    if any(cells.prints(value, printed, cells.COST_INDEX) for value in (result.ours, result.report_way)):
        return result
    return _tried_index(data, code, printed, printed_level, tuple(cases), result)


def weightiest_alone(data: AuditData, code: str, printed: float) -> str | None:
    """Return the gemeente whose absence alone gives the printed level and that weighs most in it; None: there
    is none.
    """
    chosen = members.of_class(data, code)
    whole = members.level_of(data, chosen.level)
    if whole is None:
        return None
    without = members.each_left_out(data, chosen.level)
    giving = [one for one, level in without.items() if _prints(level, printed)]
    weightiest = max(without, key=lambda one: abs(without[one].exact_eur - whole.exact_eur), default=None)
    return weightiest if giving == [weightiest] else None


def _level_without(data: AuditData, chosen: Members) -> str:
    """Say what the level is without the gemeenten that the report leaves out of Nederland, where there are any."""
    inside = [one for one in data.left_out if one in chosen.level]
    level = members.level_of(data, members.minus(data, chosen, inside).level) if inside else None
    if level is None:
        return ""
    return (
        f"; zonder {words.names([data.name(one) for one in inside])} is het {words.eur(level.exact_eur, 2)}"
    )


def _index_of_the_same(data: AuditData, chosen: Members) -> str:
    """Say what the index is with the same gemeenten in both years, as elsewhere in the product."""
    same = members.minus(data, members.the_same(data, chosen), data.left_out)
    level, base = members.level_of(data, same.level), members.base_of(data, same.base)
    if level is None or base is None or (same.level, same.base) == (chosen.level, chosen.base):
        return ""
    value = words.number(index_of(level.exact_eur, base.exact_eur), 1)
    return f"; met in beide jaren dezelfde {len(same.level)} gemeenten is het {value}"


def _tried_level(data: AuditData, code: str, printed: float, result: Computation) -> Computation:
    chosen = members.of_class(data, code)
    attempts = [_attempt_level(data, members.of_class(data, code, YEAR), printed)]
    if inside := [one for one in data.left_out if one in chosen.level]:
        attempts.append(_attempt_level(data, members.minus(data, chosen, inside), printed))
    without = members.each_left_out(data, chosen.level)
    giving = [one for one, level in without.items() if _prints(level, printed)]
    label = f"elke gemeente een keer weglaten ({len(without)} keer): "
    label += (
        f"het gedrukte bedrag bij {words.names([data.name(one) for one in giving])}"
        if giving
        else "nooit het gedrukte bedrag"
    )
    best = without[giving[0]].exact_eur if giving else result.ours
    attempts.append(Attempt("selectie", label, best, bool(giving)))
    alone = weightiest_alone(data, code, printed)
    if alone is None:
        return replace(result, attempts=tuple(attempts), differs=_unexplained(result.ours, "eur", attempts))
    own = amount(data, [alone], REKENING, YEAR)
    gross = f" ({words.eur(own.exact_eur)} per inwoner)" if own else ""
    return replace(
        result,
        attempts=tuple(attempts),
        explained=True,
        differs=f"Met alle {len(chosen.level)} gemeenten is het {words.eur(result.ours, 2)}; zonder "
        f"{data.name(alone)}{gross} is het {words.eur(without[alone].exact_eur, 2)}, dus waarschijnlijk "
        "telde die niet mee (afgeleid).",
    )


def _tried_index(
    data: AuditData,
    code: str,
    printed: float,
    printed_level: float,
    cases: tuple[str, ...],
    result: Computation,
) -> Computation:
    chosen = members.of_class(data, code)
    level = members.level_of(data, chosen.level)
    attempts = [_attempt_index(data, one, printed) for one in members.others(data, code, chosen)]
    if inside := [one for one in data.left_out if one in chosen.level]:
        attempts.append(_attempt_index(data, members.minus(data, chosen, inside), printed))
    accounts = amount(data, chosen.base, REKENING, BASE_YEAR, zero_counts=True)
    if level and accounts:
        value = index_of(level.exact_eur, accounts.exact_eur)
        attempts.append(_attempt("selectie", "rekening 2017 in plaats van begroting 2017", value, printed))
    alone = weightiest_alone(data, code, printed_level)
    if alone is not None:
        less = members.minus(data, chosen, [alone])
        found = _attempt_index(data, less, printed)
        attempts.append(found)
        if found.prints:
            return replace(
                result,
                attempts=tuple(attempts),
                explained=True,
                differs=f"Met alle {len(chosen.level)} gemeenten is de index {words.number(result.ours, 1)}; "
                f"zonder {data.name(alone)}, die ook in de lasten per inwoner van deze rij waarschijnlijk "
                f"niet meetelt, is het {words.number(found.value, 1)} (afgeleid).",
            )
    attempts += _possible_slips(data, printed, printed_level, cases, accounts)
    return replace(result, attempts=tuple(attempts), differs=_unexplained(result.ours, "index", attempts))


def _possible_slips(
    data: AuditData, printed: float, printed_level: float, cases: tuple[str, ...], accounts: Pooled | None
) -> list[Attempt]:
    """Try what a slip in a sheet would give: possible and no more, so it explains nothing."""
    bases: list[tuple[str, Pooled | None, float]] = [
        (f"de begroting van 2017 van {data.name(case)} zelf", _budget(data, case), printed_level)
        for case in cases
    ]
    everyone = list(costs.country_codes(data, YEAR)) + list(data.left_out)
    country = amount(data, everyone, REKENING, YEAR, zero_counts=True)
    with_all = " met " + words.names([data.name(one) for one in data.left_out]) if data.left_out else ""
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


def _budget(data: AuditData, code: str) -> Pooled | None:
    return amount(data, data.predecessors(code, BASE_YEAR) or (), BEGROTING, BASE_YEAR)


def _attempt_level(data: AuditData, chosen: Members, printed: float) -> Attempt:
    level = members.level_of(data, chosen.level)
    if level is None:
        return Attempt("selectie", chosen.label, float("nan"), False)
    return Attempt("selectie", chosen.label, level.exact_eur, _prints(level, printed))


def _attempt_index(data: AuditData, chosen: Members, printed: float) -> Attempt:
    level, base = members.level_of(data, chosen.level), members.base_of(data, chosen.base)
    if level is None or base is None:
        return Attempt("selectie", chosen.label, float("nan"), False)
    ways = (index_of(level.exact_eur, base.exact_eur), index_of(level.report_eur, base.report_eur))
    giving = any(cells.prints(value, printed, cells.COST_INDEX) for value in ways)
    return Attempt("selectie", chosen.label, ways[0], giving)


def _attempt(kind: str, label: str, value: float, printed: float) -> Attempt:
    prints = cells.prints(value, printed, cells.COST_INDEX)
    return Attempt("vergissing" if kind == "vergissing" else "selectie", label, value, prints)


def _prints(level: Pooled, printed: float) -> bool:
    ways = (level.exact_eur, level.report_eur)
    return any(cells.prints(value, printed, cells.PER_INHABITANT) for value in ways)


def _bounds(code: str) -> dict[str, str | int]:
    low, high = cells.class_bounds(code)
    return {"van_inwoners": low, "tot_inwoners": high}


def _nobody(data: AuditData, code: str) -> str:
    return f"Er zijn geen gemeenten met een bedrag in de klasse {data.name(code)}."


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].removesuffix(".")
