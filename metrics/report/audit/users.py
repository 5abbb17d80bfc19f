"""Lasten per young person with jeugdzorg in 2019, recalculated for a gemeente and for Nederland.

The number of young people is JZ Totaal jeugdzorg of the whole year (annex 3, item 3), which CBS rounds to five; every
amount that this rounding allows is allowed. Nederland (inferred): without the gemeente for which the report prints no
lasten per inhabitant, in both terms.
"""

from dataclasses import replace

from metrics.numbers.rounding import Interval
from metrics.report.audit import words
from metrics.report.audit.amounts import amount
from metrics.report.audit.cells import COUNTRY
from metrics.report.audit.computation import Computation
from metrics.report.audit.costs import FIELD_LASTEN, country_codes, left_out, no_accounts
from metrics.report.audit.data import ALL_CARE, REKENING, YEAR, AuditData

COUNT_STEP = 5  # CBS publishes young people as multiples of five, so a count is known to half of that
FIELD_USERS = "JZ Totaal jeugdzorg, aantal jongeren"


def per_user(data: AuditData, code: str) -> Computation:
    """Recalculate lasten per young person with jeugdzorg 2019 of a gemeente or of Nederland."""
    table = data.youth_table
    blank = Computation(
        field=f"{FIELD_LASTEN}, jaarrekening 2019; {FIELD_USERS}",
        period=str(YEAR),
        sources=(data.finance_table(YEAR), table),
        absent=_absent_for_users(data, code),
        variables=left_out(data) if code == COUNTRY else {"regio": code},
        calculation="nederland_lasten_per_jongere" if code == COUNTRY else "lasten_per_jongere",
    )
    if blank.absent:
        return blank
    seen = data.observed(ALL_CARE, code, str(YEAR))
    without = data.left_out if code == COUNTRY else ()
    beside = [data.observed(ALL_CARE, one, str(YEAR)) for one in without]
    if seen is None or any(one is None for one in beside):
        who = (
            code
            if seen is None
            else next(one for one, found in zip(without, beside, strict=True) if found is None)
        )
        return replace(
            blank, gap=f"{table} heeft voor {data.name(who)} in 2019 geen aantal jongeren met jeugdzorg."
        )
    users_n = seen.value - sum(one.value for one in beside if one is not None)
    lasten_eur = _lasten_eur(data, code)
    if lasten_eur is None or users_n <= 0:
        return replace(blank, gap=no_accounts(data, code, YEAR))
    ours = lasten_eur / users_n
    half = COUNT_STEP / 2 * (1 + len(without))
    excluded = f" zonder {words.names([data.name(one) for one in without])}" if without else ""
    made = (
        f"Rekening 2019{excluded}: {words.eur(lasten_eur)} voor {words.number(users_n)} jongeren met "
        f"jeugdzorg in 2019 is {words.eur(ours, 2)} per jongere"
    )
    return replace(
        blank,
        period_status=words.STATUSES.get(seen.period_status, seen.period_status),
        ours=ours,
        allowed=Interval(lasten_eur / (users_n + half), lasten_eur / max(users_n - half, half)),
        made=f"{made}.",
        made_allowed=f"{made}; het aantal is afgerond op 5, en daarbinnen past het gedrukte bedrag.",
        differs=f"{made} volgens de geladen versie van {table}.",
    )


def _lasten_eur(data: AuditData, code: str) -> float | None:
    if code == COUNTRY:
        whole = amount(data, country_codes(data, YEAR), REKENING, YEAR, zero_counts=True)
        return whole.total_eur if whole else None
    own = data.lasten(code, REKENING, YEAR)
    return sum(own.values()) if own else None


def _absent_for_users(data: AuditData, code: str) -> tuple[str, ...]:
    missing = [] if data.has_finance(YEAR, REKENING) else [data.finance_table(YEAR)]
    if code == COUNTRY and data.inhabitants.empty:  # it says which gemeenten there were
        missing.append(data.population_table)
    if not data.has_indicator(ALL_CARE):
        missing.append(data.youth_table)
    return tuple(missing)
