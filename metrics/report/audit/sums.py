"""Lasten per inhabitant and the report's index of Nederland and the size classes: ours, and the report's selection.

Ours counts the same gemeenten in numerator, denominator and base; who is left out stands in the figures. The report's
selection is inferred; where ours does not print the figure, other selections are tried and listed. Leaving out a
single gemeente explains a level only when it is the one gemeente whose absence gives the printed figure *and* the
one that weighs most in its class.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from metrics import dutch
from metrics.numbers.rounding import round_half_up
from metrics.report import cells
from metrics.report.audit import costs, members
from metrics.report.audit.amounts import Pooled, amount, in_report_way, index_of
from metrics.report.audit.computation import Attempt, Computation
from metrics.report.audit.data import BASE_YEAR, BEGROTING, REKENING, YEAR, AuditData
from metrics.report.audit.members import Members
from metrics.report.cells import COST_INDEX, COUNTRY, PER_INHABITANT


@dataclass(frozen=True)
class Choice:
    """One selection of gemeenten and what it gives, unrounded and in whole euros per taakveld."""

    members: Members
    column: str
    exact: float
    whole: float
    printed: float

    @property
    def is_whole(self) -> bool:
        """Whether the value in whole euros stands for it: always, unless only the unrounded one prints."""
        ways = [cells.prints(value, self.printed, self.column) for value in (self.whole, self.exact)]
        return ways[0] or not ways[1]

    @property
    def value(self) -> float:
        """What the report would have had with this selection."""
        return self.whole if self.is_whole else self.exact

    @property
    def prints(self) -> bool:
        """Whether the selection gives the printed figure."""
        return cells.prints(self.value, self.printed, self.column)

    @property
    def told(self) -> str:
        """The value in words: 'is het € 375 in hele euro's per taakveld', 'is de index 192,3'."""
        if self.column == COST_INDEX:
            shown = f"is de index {dutch.number(self.value, 1)}"
        else:
            shown = f"is het {dutch.euro(self.value, 0 if self.is_whole else 2)}"
        return f"{shown} in hele euro's per taakveld" if self.is_whole else shown


def per_inhabitant(data: AuditData, code: str, printed: float) -> Computation:
    """Recalculate lasten per inhabitant 2019 of Nederland or a size class, and try the report's selections."""
    name = "nederland_lasten_per_inwoner" if code == COUNTRY else "klasse_lasten_per_inwoner"
    blank = replace(costs.blank_per_inhabitant(data), calculation=name)
    if blank.absent:
        return blank
    mine = replace(members.ours(data, code, PER_INHABITANT), base=())
    level, ours = members.level_of(data, mine.level), data.ours(code, PER_INHABITANT)
    if level is None or ours != ours:
        return replace(blank, gap=_nobody(data, code))
    result = costs.lowered(costs.with_level(blank, ours, level, data.name(code)), _start(data, code, mine))
    chosen = members.of_report(data, code)
    tried = [_level(data, chosen, printed)]
    more: list[Attempt] = []
    if code != COUNTRY:
        tried += _levels(data, code, chosen, printed)
        more.append(_each_left_out(data, chosen, printed))
    return _judged(data, code, printed, result, mine, _different(tried), more)


def cost_index(
    data: AuditData, code: str, printed: float, printed_level: float, cases: Iterable[str]
) -> Computation:
    """Recalculate the report's index of Nederland or a size class; `printed_level` and `cases` serve to try slips.

    `cases`: codes of the gemeenten whose tables print the row.
    """
    name = "nederland_index_lasten" if code == COUNTRY else "klasse_index_lasten"
    blank = replace(costs.blank_index(data), calculation=name)
    if blank.absent:
        return blank
    mine = members.ours(data, code, COST_INDEX)
    level, base = members.level_of(data, mine.level), members.base_of(data, mine.base)
    ours = data.ours(code, COST_INDEX)
    if level is None or base is None or ours != ours:
        return replace(blank, gap=_nobody(data, code))
    same = f" (in beide jaren dezelfde {len(mine.level)} gemeenten)"
    result = costs.with_index(blank, ours, level, base, data.name(code), same)
    chosen = members.of_report(data, code)
    tried = [_index(data, chosen, printed)]
    more: list[Attempt] = []
    if code != COUNTRY:
        tried += _indexes(data, code, chosen, printed, printed_level)
        more = _other_bases(data, chosen, printed, printed_level, tuple(cases))
    return _judged(data, code, printed, result, mine, _different(tried), more)


def weightiest_alone(data: AuditData, chosen: Members, printed: float) -> str | None:
    """Return the gemeente whose absence alone gives the printed level and that weighs most in it; None: there
    is none.
    """
    whole = members.level_of(data, chosen.level)
    if whole is None:
        return None
    without = members.each_left_out(data, chosen.level)
    giving = _giving(without, printed)
    weightiest = max(without, key=lambda one: abs(without[one].exact_eur - whole.exact_eur), default=None)
    return weightiest if giving == [weightiest] else None


def _judged(
    data: AuditData, code: str, printed: float, result: Computation, mine: Members,
    tried: Sequence[Choice], more: Sequence[Attempt],
) -> Computation:  # fmt: skip
    """Set what the report's selections give beside ours; list them where ours does not print the figure."""
    giving = [one for one in tried if one.prints]
    best = (giving or tried)[0]
    result = replace(result, report_way=best.value, variables=_variables(data, code, best))
    column = best.column
    if any(cells.prints(value, printed, column) for value in (result.ours, result.rounded)):
        return replace(result, made=_beside(result.made, giving or [best], mine))
    different = [one for one in tried if not _same_members(one.members, mine)]
    attempts = [Attempt("selectie", one.members.label, one.value, one.prints) for one in different] + [*more]
    if column == COST_INDEX:
        same = f"Met in beide jaren dezelfde {len(mine.level)} gemeenten"
        start = f"{same} is de index {dutch.number(result.ours, 1)}"
    else:
        start = f"Met {mine.label} is het {dutch.euro(result.ours, 2)}"
    if giving:
        told = f"{start}; met de keuze van het rapport ({best.members.label}) {best.told} (afgeleid){_also(giving)}."
        return replace(result, attempts=tuple(attempts), selected=True, made_selected=told)
    return replace(result, attempts=tuple(attempts), differs=_unexplained(start, attempts))


def _different(tried: Sequence[Choice | None]) -> list[Choice]:
    """Return what could be made, each set of gemeenten once."""
    found: list[Choice] = []
    for one in tried:
        if one is not None and not any(_same_members(one.members, other.members) for other in found):
            found.append(one)
    return found


def _beside(made: str, giving: Sequence[Choice], mine: Members) -> str:
    """Name every other selection that prints the figure too: that ours does, proves none of them wrong."""
    others = [one for one in giving if not _same_members(one.members, mine)]
    if not others:
        return made
    best = others[0]
    told = f"met de keuze van het rapport ({best.members.label}) {best.told}{_also(others)}"
    return f"{made.removesuffix('.')}; {told}."


def _also(giving: Sequence[Choice]) -> str:
    """Name the selections after the first that print the figure as well; '' where there are none."""
    also = [one.members.label for one in giving[1:]]
    return f"; ook dit geeft het gedrukte cijfer: {'; '.join(also)}" if also else ""


def _same_members(one: Members, other: Members) -> bool:
    return (set(one.level), set(one.base)) == (set(other.level), set(other.base))


def _unexplained(start: str, attempts: Sequence[Attempt]) -> str:
    giving = [one.told or one.label for one in attempts if one.prints]
    tried_n = sum(one.kind != "vergissing" for one in attempts)
    possible = f"; {dutch.names(giving)} geeft het wel, dat kan toeval zijn" if giving else ""
    ways = {0: "", 1: "; een andere manier verklaart het verschil niet"}
    tried = ways.get(tried_n, f"; {tried_n} andere manieren verklaren het verschil niet")
    return f"{start}{tried}{possible}."


def _levels(data: AuditData, code: str, chosen: Members, printed: float) -> list[Choice | None]:
    sets = [members.of_class(data, code, YEAR), *_without_the_left_out(data, chosen)]
    alone = weightiest_alone(data, chosen, printed)
    if alone is not None:
        own = amount(data, [alone], REKENING, YEAR)
        gross = f", {dutch.euro(own.exact_eur)} per inwoner" if own else ""
        sets.append(members.minus(data, chosen, [alone], gross))
    return [_level(data, one, printed) for one in sets]


def _indexes(
    data: AuditData, code: str, chosen: Members, printed: float, printed_level: float
) -> list[Choice | None]:
    sets = [*_without_the_left_out(data, chosen), *members.others(data, code, chosen)]
    alone = weightiest_alone(data, chosen, printed_level)
    if alone is not None:
        # it is left out of the level of this row, so most likely here too
        sets.insert(0, members.minus(data, chosen, [alone]))
    return [_index(data, one, printed) for one in sets]


def _without_the_left_out(data: AuditData, chosen: Members) -> list[Members]:
    inside = [one for one in data.left_out_by_report if one in chosen.level]
    return [members.minus(data, chosen, inside)] if inside else []


def _level(data: AuditData, chosen: Members, printed: float) -> Choice | None:
    level = members.level_of(data, chosen.level)
    if level is None:
        return None
    # the years before 2019 play no part in a level, so two sets that differ in them only are the same here
    only = replace(chosen, base=(), label=chosen.label.removesuffix(members.OWN_AMOUNT))
    return Choice(only, PER_INHABITANT, level.exact_eur, level.report_eur, printed)


def _index(data: AuditData, chosen: Members, printed: float) -> Choice | None:
    level, base = members.level_of(data, chosen.level), members.base_of(data, chosen.base)
    if level is None or base is None:
        return None
    exact, whole = (
        index_of(a, b) for a, b in ((level.exact_eur, base.exact_eur), (level.report_eur, base.report_eur))
    )
    return Choice(chosen, COST_INDEX, exact, whole, printed)


def _each_left_out(data: AuditData, chosen: Members, printed: float) -> Attempt:
    without = members.each_left_out(data, chosen.level)
    giving = _giving(without, printed)
    label = f"elke gemeente één keer weglaten ({len(without)} keer): "
    if not giving:
        return Attempt("selectie", f"{label}nooit het gedrukte bedrag", float("nan"), False)
    named = dutch.names([data.name(one) for one in giving])
    either = dutch.either([data.name(one) for one in giving])
    one_of = (
        "een gemeente weglaten"
        if len(giving) == 1
        else f"een van deze {dutch.number_word(len(giving))} weglaten"
    )
    value, told = without[giving[0]].exact_eur, f"{one_of} ({either})"
    return Attempt("selectie", f"{label}het gedrukte bedrag bij {named}", value, True, told)


def _giving(without: dict[str, Pooled], printed: float) -> list[str]:
    whole = in_report_way(list(without.values()))
    return [
        one
        for (one, level), rounded in zip(without.items(), whole, strict=True)
        if any(cells.prints(value, printed, PER_INHABITANT) for value in (level.exact_eur, rounded))
    ]


def _other_bases(
    data: AuditData, chosen: Members, printed: float, printed_level: float, cases: tuple[str, ...]
) -> list[Attempt]:
    """Try the accounts of 2017 as a base, and what a slip in a sheet would give: possible and no more."""
    found: list[Attempt] = []
    level = members.level_of(data, chosen.level)
    accounts = amount(data, chosen.base, REKENING, BASE_YEAR, zero_counts=True)
    if level and accounts:
        value = index_of(level.exact_eur, accounts.exact_eur)
        found.append(
            Attempt(
                "basis", "rekening 2017 in plaats van begroting 2017", value,
                cells.prints(value, printed, COST_INDEX),
            )
        )  # fmt: skip
    everyone = [*members.country(data).level, *data.left_out_by_report]
    all_of_them = amount(data, everyone, REKENING, YEAR, zero_counts=True)
    left_out = dutch.names([data.name(one) for one in data.left_out_by_report])
    bases: list[tuple[str, Pooled | None]] = [
        (
            f"de begroting van 2017 van {data.name(case)} zelf",
            amount(data, data.predecessors(case, BASE_YEAR) or (), BEGROTING, BASE_YEAR),
        )
        for case in cases
    ]
    bases += [
        (f"de rekening van 2019 van Nederland{f' met {left_out}' if left_out else ''}", all_of_them),
        ("de rekening van 2017 van de klasse", accounts),
    ]
    for label, base in bases:
        if base is not None:
            value = index_of(printed_level, round_half_up(base.report_eur))
            prints = cells.prints(value, printed, COST_INDEX)
            found.append(Attempt("vergissing", f"het gedrukte bedrag op {label}", value, prints))
    return found


def _variables(data: AuditData, code: str, best: Choice) -> dict[str, str | int]:
    """Return what the calculation text needs: whom we leave out, and whom the report's selection holds."""
    whole = "ja" if best.is_whole else "nee"
    ours: dict[str, str | int] = {"zonder": ",".join(data.left_out_by_us(code, best.column))}
    if code == COUNTRY:
        return ours | {"rapport_zonder": ",".join(data.left_out_by_report), "rapport_afgerond": whole}
    span = members.size_class(code)
    ours |= {"van_inwoners": span.low_n, "tot_inwoners": span.high_n or 10**9}
    ours |= {"rapport_2019": ",".join(best.members.level), "rapport_afgerond": whole}
    return ours | ({"rapport_2017": ",".join(best.members.base)} if best.column == COST_INDEX else {})


def _start(data: AuditData, code: str, mine: Members) -> str:
    if code != COUNTRY:
        return f"{mine.label} samen"
    gone = [data.name(one) for one in data.left_out_by_us(code, PER_INHABITANT)]
    return f"Nederland zonder {dutch.names(gone)}" if gone else "Nederland"


def _nobody(data: AuditData, code: str) -> str:
    if code == COUNTRY:
        return costs.no_accounts(data, code, YEAR)
    return f"Er zijn geen gemeenten met een bedrag in de klasse {data.name(code)}."
