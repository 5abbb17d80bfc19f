"""Tests on statements that say two things at once, or compare two gemeenten on several figures."""

from dataclasses import replace

from metrics import dutch
from metrics.report.claims import words
from metrics.report.claims.evidence import COUNTRY, Evidence
from metrics.report.claims.levels import difference_pct, limit
from metrics.report.claims.model import Check, Compare, Evidenced, Finding, Role, Within
from metrics.report.claims.registry import Params, claim_test


@claim_test
def close_by(ev: Evidence, p: Params) -> Finding:
    """Say whether two gemeenten differ at most `pct` percent on `close` (core) and on `also` (nuance).

    Figures are written as 'indicator period'.
    """
    checks: list[Check] = []
    roles: tuple[tuple[Role, str], ...] = (("kern", "close"), ("nuance", "also"))
    for role, key in roles:
        for text in p.texts(key):
            indicator, period = text.split()
            own, other = (ev.read(indicator, code, period) for code in (p.case, p.text("other")))
            band = (other.shown or 0) * p.number("pct") / 100
            what = dutch.in_moment(ev.title(indicator), period)
            checks.append(Compare(what, own, "ongeveer", other, role, band))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def between(ev: Evidence, p: Params) -> Finding:
    """Say whether figures lie from `low` to `high`: `regions`, `indicator`, `period`."""
    indicator, period = p.text("indicator"), p.text("period")
    unit = ev.records.indicators[indicator].unit
    decimals = ev.records.indicators[indicator].decimals
    what = dutch.in_moment(ev.title(indicator), period)
    low, high = (limit(p.number(key), unit, decimals) for key in ("low", "high"))
    readings = ev.read_all(indicator, p.regions(ev, "regions"), period)
    checks = tuple(Within(what, reading, low, high) for reading in readings)
    return Finding(checks, reservations=p.reservations, remarks=p.remarks)


@claim_test
def flat_and_lower(ev: Evidence, p: Params) -> Finding:
    """Say whether a figure stayed the same (`first` to `last`, within `band`) and is under `other`."""
    indicator = p.text("indicator")
    first, last = (ev.read(indicator, p.case, p.text(key)) for key in ("first", "last"))
    own, other = (ev.read(indicator, code, p.text("period")) for code in (p.case, p.text("other")))
    title = ev.title(indicator)
    checks = (
        Compare(dutch.in_moment(title, p.text('period')), own, "lager", other),
        Compare(
            f"{dutch.in_moment(title, p.text('last'))} en {dutch.moment(p.text('first'))}",
            last, "ongeveer", first, band=p.number("band"),
        ),
    )  # fmt: skip
    return Finding(checks, reservations=p.reservations, remarks=p.remarks)


@claim_test
def low_and_stable(ev: Evidence, p: Params) -> Finding:
    """Say whether a share is as stated and under Nederland, and a count stayed within `band_pct` percent.

    Parameters: `indicator`, `limit`, `period`; `count` (observation) from `first` to `period`.
    """
    indicator, period, first = p.text("indicator"), p.text("period"), p.text("first")
    record = ev.records.indicators[indicator]
    share, country = (ev.read(indicator, code, period) for code in (p.case, COUNTRY))
    before, after = (ev.observed(p.text("count"), p.case, when, "aantal") for when in (first, period))
    band = (before.shown or 0) * p.number("band_pct") / 100
    stated = limit(p.number("limit"), record.unit, record.decimals)
    what = dutch.in_moment(ev.title(indicator), period)
    counted = f"Aantal jongeren, {dutch.moment(period)} en {dutch.moment(first)}"
    checks = (
        Compare(what, share, "gelijk", stated),
        Compare(what, share, "lager", country),
        Compare(counted, after, "ongeveer", before, band=band),
    )
    return Finding(checks, reservations=p.reservations, remarks=p.remarks)


@claim_test
def same_share_fewer(ev: Evidence, p: Params) -> Finding:
    """Say whether a share stayed the same (within `band`) while the count changed by `pct` +- `pct_band`.

    Parameters: `share` (indicator), `count` (observation), `first`, `last`.
    """
    name, first, last = p.text("share"), p.text("first"), p.text("last")
    begin, end = (ev.read(name, p.case, when) for when in (first, last))
    before, after = (ev.observed(p.text("count"), p.case, when, "aantal") for when in (first, last))
    fall = difference_pct(before.label, after, before)
    when = f"van {dutch.moment(first)} naar {dutch.moment(last)}"
    checks = (
        Compare(f"{ev.title(name)}, {when}", end, "ongeveer", begin, band=p.number("band")),
        Compare(
            f"Verandering van het aantal jongeren, {when}", fall, "ongeveer",
            limit(p.number("pct"), "pct"), band=p.number("pct_band"),
        ),
    )  # fmt: skip
    return Finding(checks, (before, after), p.reservations, p.remarks)


@claim_test
def times_as_much(ev: Evidence, p: Params) -> Finding:
    """Say whether an observed share is at least `times` that of each of `met`: `figure`, `period`."""
    figure, period = p.text("figure"), p.text("period")
    own = ev.observed(figure, p.case, period, "pct")
    times = p.number("times")
    others = [ev.observed(figure, code, period, "pct") for code in p.regions(ev, "met")]
    what = f"Jeugdhulp van het wijkteam in {dutch.moment(period)}"
    checks = tuple(
        Compare(
            what, own, "niet_lager",
            replace(
                other,
                label=f"{words.count(int(times))} keer {other.label} ({other.text})",
                value=times * other.shown if other.shown else None,
            ),
        )
        for other in others
    )  # fmt: skip
    return Finding(checks, tuple(others), p.reservations, p.remarks)


@claim_test
def highest_of_large(ev: Evidence, p: Params) -> Finding:
    """Say whether the gemeenten `top` have the highest share of all with at least `inwoners` inhabitants.

    Parameters: `figure` (observation), `period`, `inwoners` on 1 January of `year`, `top`.
    """
    figure, period, top = p.text("figure"), p.text("period"), p.texts("top")
    large = ev.of_size(int(p.number("inwoners")), 10_000_000, int(p.text("year")))
    shares = {code: ev.observed(figure, code, period, "pct") for code in (*top, *large)}
    others = [code for code in shares if code not in top and shares[code].value is not None]
    rest = None
    if large and others:
        rest = max(shares[code].value or 0 for code in others)
    highest = Evidenced(
        "het hoogste van de andere grote gemeenten", rest, "pct", shares[top[0]].source, period
    )
    what = f"Jeugdhulp van het wijkteam, {dutch.moment(period)}"
    checks = tuple(Compare(what, shares[code], "hoger", highest) for code in top)
    remarks = p.remarks
    if others:
        remarks += (f"Vergeleken met {words.number(len(others), 'aantal')} andere grote gemeenten",)
    return Finding(checks, (), p.reservations, remarks)
