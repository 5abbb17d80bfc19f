"""Lasten per young person with jeugdzorg in 2019, recalculated for a gemeente and for Nederland.

The number of young people is JZ Totaal jeugdzorg of the whole year (annex 3, item 3), which CBS rounds to five; every
amount that this rounding allows is allowed. Our Nederland is without the gemeenten that have no usable amount, in both
terms; that of the report (inferred) without the one for which it prints no lasten per inhabitant.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from metrics import dutch
from metrics.numbers.rounding import Interval
from metrics.report import cells
from metrics.report.audit import words
from metrics.report.audit.amounts import amount
from metrics.report.audit.computation import Attempt, Computation
from metrics.report.audit.costs import FIELD_LASTEN, no_accounts
from metrics.report.audit.data import ALL_CARE, REKENING, YEAR, AuditData
from metrics.report.cells import COUNTRY, PER_USER

COUNT_STEP = 5  # CBS publishes young people as multiples of five, so a count is known to half of that
FIELD_USERS = "JZ Totaal jeugdzorg, aantal jongeren"


def per_user(data: AuditData, code: str, printed: float) -> Computation:
    """Recalculate lasten per young person with jeugdzorg 2019 of a gemeente or of Nederland."""
    table = data.youth_table
    gone = data.left_out_by_us(code, PER_USER)
    both = {"zonder": ",".join(gone), "rapport_zonder": ",".join(data.left_out_by_report)}
    blank = Computation(
        field=f"{FIELD_LASTEN}, jaarrekening 2019; {FIELD_USERS}",
        period=str(YEAR),
        sources=(data.finance_table(YEAR), table),
        absent=_absent_for_users(data, code),
        variables=both if code == COUNTRY else {"regio": code},
        calculation="nederland_lasten_per_jongere" if code == COUNTRY else "lasten_per_jongere",
    )
    if blank.absent:
        return blank
    ours = data.ours(code, PER_USER)
    share = _share(data, code, gone)
    seen = data.observed(ALL_CARE, code, str(YEAR))
    if seen is None or share is None or ours != ours:
        counted = [code, *gone]
        who = next((one for one in counted if data.observed(ALL_CARE, one, str(YEAR)) is None), None)
        missing = f"{table} heeft voor {data.name(who or code)} in 2019 geen aantal jongeren met jeugdzorg."
        return replace(blank, gap=missing if who else no_accounts(data, code, YEAR))
    made = (
        f"Rekening 2019{_without(data, gone)}: {dutch.euro(share.lasten_eur)} voor "
        f"{dutch.number(share.users_n)} jongeren met jeugdzorg in 2019 is {dutch.euro(ours, 2)} per jongere"
    )
    result = replace(
        blank,
        period_status=words.STATUSES.get(seen.period_status, seen.period_status),
        ours=ours,
        allowed=share.allowed,
        made=f"{made}.",
        made_allowed=f"{made}; het aantal is afgerond op 5, en daarbinnen past het gedrukte bedrag.",
        differs=f"{made} volgens de geladen versie van {table}.",
    )
    if code != COUNTRY or set(gone) == set(data.left_out_by_report):
        return result
    return _by_selection(result, _share(data, code, data.left_out_by_report), made, data, printed)


class _Share(NamedTuple):
    """Lasten of gemeenten together and their young people with jeugdzorg."""

    lasten_eur: float
    users_n: float
    half: float  # how far the count can be off, by its rounding

    @property
    def value(self) -> float:
        return self.lasten_eur / self.users_n

    @property
    def allowed(self) -> Interval:
        """What the rounding of the counts allows."""
        fewest = max(self.users_n - self.half, self.half)
        return Interval(self.lasten_eur / (self.users_n + self.half), self.lasten_eur / fewest)


def _by_selection(
    result: Computation, share: _Share | None, made: str, data: AuditData, printed: float
) -> Computation:
    """Add what the report's Nederland gives, which leaves out other gemeenten than ours."""
    if share is None:
        return result
    label = f"2019{_without(data, data.left_out_by_report) or ' met alle gemeenten'}"
    prints = share.allowed.meets(cells.printed_interval(printed, PER_USER))
    told = f"{made}; met de keuze van het rapport ({label}) is het {dutch.euro(share.value, 2)}"
    return replace(
        result,
        report_way=share.value,
        selected=prints,
        made_selected=f"{told} (afgeleid).",
        differs=f"{told}, en dat verklaart het verschil niet.",
        attempts=(Attempt("selectie", label, share.value, prints),),
    )


def _share(data: AuditData, code: str, gone: Sequence[str]) -> _Share | None:
    """Return lasten and young people of a gemeente, or of Nederland without some; None where one is missing."""
    codes = [one for one in data.of_country if one not in gone] if code == COUNTRY else [code]
    lasten = amount(data, codes, REKENING, YEAR, zero_counts=True)
    counts = [data.observed(ALL_CARE, one, str(YEAR)) for one in (code, *(gone if code == COUNTRY else ()))]
    known = [one.value for one in counts if one is not None]
    if lasten is None or len(known) < len(counts):
        return None
    users_n = known[0] - sum(known[1:])
    return _Share(lasten.total_eur, users_n, COUNT_STEP / 2 * len(known)) if users_n > 0 else None


def _without(data: AuditData, codes: Sequence[str]) -> str:
    return f" zonder {dutch.names([data.name(one) for one in codes])}" if codes else ""


def _absent_for_users(data: AuditData, code: str) -> tuple[str, ...]:
    missing = [] if data.has_finance(YEAR, REKENING) else [data.finance_table(YEAR)]
    if code == COUNTRY and data.inhabitants.empty:  # it says which gemeenten there were
        missing.append(data.population_table)
    if not data.has_indicator(ALL_CARE):
        missing.append(data.youth_table)
    return tuple(missing)
