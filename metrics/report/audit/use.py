"""Jeugdhulp zonder verblijf (JH 121, % of young people under 23) and the report's index on it,
recalculated.

A gemeente made of others has no percentage of its own before: the report weighed those of its predecessors
with the number of young people with jeugdzorg (annex 3, item 6), sum(u p) / sum(u). That is not the
percentage of the whole; ours is, sum(u) / sum(u / p). Which period's numbers the report took is not said:
the period itself comes first, then whole years.
"""

from dataclasses import replace

import pandas as pd

from metrics import dutch
from metrics.numbers.rounding import Interval
from metrics.report import cells, intervals
from metrics.report.audit import words
from metrics.report.audit.computation import Computation
from metrics.report.audit.data import (  # fmt: skip
    ALL_CARE,
    FIRST_HALF,
    HALVES,
    LAST_HALF,
    WITHOUT_STAY,
    WITHOUT_STAY_N,
    AuditData,
)
from metrics.use.shares import merged_percentage

FIELD = "JH 121 Totaal jeugdhulp zonder verblijf, % van de jongeren tot 23 jaar"


def percentage(data: AuditData, code: str, column: str) -> Computation:
    """Recalculate a percentage without stay in one of the report's two half-years."""
    period = HALVES[column]
    table = data.youth_table
    blank = Computation(
        field=FIELD,
        period=period,
        sources=(table,),
        absent=() if data.has_indicator(WITHOUT_STAY) else (table,),
        calculation="zonder_verblijf",
        variables={"regio": code, "periode": period},
    )
    if blank.absent:
        return blank
    seen = data.observed(WITHOUT_STAY, code, period)
    ours = data.ours(code, column)
    who, when = data.name(code), dutch.moment(period)
    if seen is None:
        return _merged(data, code, period, ours, blank)
    status = words.STATUSES.get(seen.period_status, seen.period_status)
    if ours != ours:
        return replace(blank, gap=f"{seen.source_id} heeft voor {who} over {when} geen bruikbaar cijfer.")
    shown = f"{seen.source_id} geeft voor {who} over {when} {dutch.pct(ours)} ({status})"
    return replace(
        blank,
        sources=(seen.source_id,),
        period_status=status,
        ours=ours,
        made=f"{shown}.",
        differs=f"{shown}; het rapport had een andere versie van deze tabel of een ander cijfer.",
    )


def use_index(data: AuditData, code: str, printed_first: float, printed_last: float) -> Computation:
    """Recalculate the index of use, on the percentages as the table gives them (one decimal).

    Where the table gives both percentages as printed, every index that their rounding allows is allowed.
    """
    first = percentage(data, code, cells.USE_2017)
    last = percentage(data, code, cells.USE_2020)
    blank = Computation(
        field=FIELD,
        period=f"{LAST_HALF}, {FIRST_HALF}",
        sources=tuple(dict.fromkeys((*first.sources, *last.sources))),
        absent=first.absent,
        calculation="index_zonder_verblijf" + ("_voorgangers" if first.span else ""),
        variables={"regio": code},
    )
    if blank.absent:
        return blank
    if gap := first.gap or last.gap:
        return replace(blank, gap=gap)
    ours = data.ours(code, cells.USE_INDEX)
    if ours != ours:
        return replace(blank, gap=f"Voor {data.name(code)} is er over {dutch.moment(FIRST_HALF)} geen basis.")
    weighed = 100 * last.ours / first.rounded
    both = f"{dutch.pct(last.ours)} in 2020 en {dutch.pct(first.ours)} in 2017 (eerste halfjaar)"
    same = cells.prints(first.ours, printed_first, cells.USE_2017) and cells.prints(
        last.ours, printed_last, cells.USE_2020
    )
    allowed = intervals.possible_index(printed_first, printed_last) if same else None
    shown = dutch.number(ours, 1)
    return replace(
        blank,
        period_status=last.period_status,
        ours=ours,
        rounded=weighed,
        report_way=weighed,
        allowed=allowed,
        span=None
        if first.span is None
        else Interval(100 * last.ours / first.span.high, 100 * last.ours / first.span.low),
        made=f"{both}: index {shown}.",
        made_rounded=f"{both}: met de weging van het rapport past de index.",
        made_allowed=f"{both} geven index {shown}; de gedrukte index past binnen de afronding daarvan.",
        differs=f"{both}: index {shown}, met de percentages die {blank.sources[0]} nu geeft.",
    )


def _merged(data: AuditData, code: str, period: str, ours: float, blank: Computation) -> Computation:
    """Make a percentage of the predecessors, our way and the report's; a gap where one of them has none."""
    before = data.predecessors(code, int(period[:4])) or ()
    who, when = data.name(code), dutch.moment(period)
    percentages = [data.observed(WITHOUT_STAY, one, period) for one in before]
    weights = _weights(data, before, period)
    if set(before) <= {code} or not all(percentages) or weights is None:
        return replace(blank, gap=f"{blank.sources[0]} heeft voor {who} over {when} geen cijfer.")
    used, users = weights
    shares = [one.value for one in percentages if one is not None]
    if not all(shares) or ours != ours:
        return replace(
            blank, gap=f"{blank.sources[0]} heeft voor een voorganger van {who} over {when} geen cijfer."
        )
    report = merged_percentage(pd.DataFrame({"pct": shares, "users_n": users}), "rapport")
    names = dutch.names([data.name(one) for one in before])
    together = f"{names} samen, als deel van alle jongeren: {dutch.pct(ours, 2)}"
    return replace(
        blank,
        calculation="zonder_verblijf_voorgangers",
        period_status=words.STATUSES.get(percentages[0].period_status, "") if percentages[0] else "",
        ours=ours,
        rounded=report,
        report_way=report,
        span=Interval(min(shares), max(shares)),
        made=f"{together}.",
        made_rounded=f"{together}; gewogen met het aantal jongeren ({used}), zoals het rapport dat deed, is het "
        f"{dutch.pct(report, 2)}.",
        differs=f"{together}, en {dutch.pct(report, 2)} op de manier van het rapport.",
    )


def report_percentage(data: AuditData, code: str, period: str) -> float | None:
    """Return the percentage of the predecessors together in the report's way; None where it is no such gemeente.

    Also None in a period for which CBS gives the gemeente itself, or where a predecessor lacks a term.
    """
    before = data.predecessors(code, int(period[:4])) or ()
    if data.observed(WITHOUT_STAY, code, period) is not None or set(before) <= {code}:
        return None
    percentages = [data.observed(WITHOUT_STAY, one, period) for one in before]
    weights = _weights(data, before, period)
    if not all(percentages) or weights is None:
        return None
    shares = [one.value for one in percentages if one is not None]
    return merged_percentage(pd.DataFrame({"pct": shares, "users_n": weights[1]}), "rapport")


def _weights(data: AuditData, codes: tuple[str, ...], period: str) -> tuple[str, list[float]] | None:
    """Return the first numbers of young people that all predecessors have, and what they are."""
    options = [
        (ALL_CARE, period, f"jeugdzorg, {dutch.moment(period)}"),
        (WITHOUT_STAY_N, period, f"jeugdhulp zonder verblijf, {dutch.moment(period)}"),
        (ALL_CARE, period[:4], f"jeugdzorg, {period[:4]}"),
        (ALL_CARE, "2018", "jeugdzorg, 2018"),
    ]
    for indicator, when, label in options:
        found = [data.observed(indicator, one, when) for one in codes]
        if all(one is not None and one.value > 0 for one in found):
            return label, [one.value for one in found if one is not None]
    return None
