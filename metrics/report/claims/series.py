"""Tests on what happened between two periods: half-years of use, years of counts."""

import math
from statistics import fmean

from metrics import dutch
from metrics.report.claims import words
from metrics.report.claims.evidence import COUNTRY, Evidence
from metrics.report.claims.levels import difference_pct, limit, without
from metrics.report.claims.model import Check, Compare, Count, Evidenced, Finding, Relation, Within
from metrics.report.claims.registry import Params, claim_test


def _when(reading: Evidenced) -> Evidenced:
    """Label a reading with its period, for a comparison in time."""
    return Evidenced(
        f"{reading.label} in {dutch.moment(reading.period)}",
        reading.value, reading.unit, reading.source, reading.period, reading.decimals,
    )  # fmt: skip


def read_named(ev: Evidence, name: str, region: str, period: str) -> Evidenced:
    """Read an indicator, or an observation where the name ends in _n (counts) or _pct."""
    if name in ev.records.indicators:
        return ev.read(name, region, period)
    return ev.observed(name, region, period, "aantal" if name.endswith("_n") else "pct")


def title_of(ev: Evidence, name: str) -> str:
    """Return what an indicator or an observation is called in a comparison."""
    titles = {
        "jh_121_n": "Aantal jongeren met jeugdhulp zonder verblijf",
        "jh_122_n": "Aantal jongeren met jeugdhulp met verblijf",
        "jh_122_trajecten_n": "Trajecten van jeugdhulp met verblijf",
        "jb_1_trajecten_n": "Trajecten van jeugdbescherming",
        "jz_totaal_trajecten_n": "alle trajecten van jeugdzorg",
        "natura_reclassering_pct": "Jongeren van 12 tot 23 jaar met jeugdreclassering",
        "inwoners_0_17_n": "Inwoners tot 18 jaar",
        "inwoners_0_19_n": "Inwoners tot 20 jaar",
        "inwoners_0_20_n": "Inwoners tot 21 jaar",
        "jz_totaal_n": "Aantal jongeren met jeugdzorg",
        "jh_1211_pct": "Jongeren met jeugdhulp van het wijkteam",
        "jz_totaal_pct": "Jongeren met jeugdzorg",
        "inwoners_n": "Inwoners",
    }
    return titles[name] if name in titles else ev.title(name)


@claim_test
def steps(ev: Evidence, p: Params) -> Finding:
    """Compare periods of one series with each other: `figure`, `pairs` of [period, relation, period].

    `regions` (default: the gemeente); with `together` the statement says 'alle' and each pair is one count.
    `band` is the room of 'ongeveer', in the unit of the figure; `band_pct` in percent of the second period.
    """
    name = p.text("figure")
    regions = p.regions(ev, "regions") or (p.case,)
    checks: list[Check] = []
    for first, relation, second in p.triples("pairs"):
        parts = []
        for region in regions:
            left, right = read_named(ev, name, region, first), read_named(ev, name, region, second)
            band = p.number("band", 0)
            if p.has("band_pct"):
                band = abs(right.shown or 0) * p.number("band_pct") / 100
            parts.append(Compare(title_of(ev, name), _when(left), relation, _when(right), band=band))
        if p.has("together"):
            words_of = f"{dutch.moment(first)} {words.RELATION[relation]} {dutch.moment(second)}"
            checks.append(Count(f"{title_of(ev, name)}, {words_of}", tuple(parts), "gelijk", len(parts)))
        else:
            checks += parts
    extra = tuple(part for check in checks for part in check.readings)
    return Finding(tuple(checks), extra, p.reservations, p.remarks)


def _change(ev: Evidence, name: str, region: str, first: str, last: str, unit: str) -> Evidenced:
    """Return the change of a figure, in percent of the first period or in percentage points."""
    a, b = read_named(ev, name, region, first), read_named(ev, name, region, last)
    if unit == "pct":
        return difference_pct(a.label, b, a)
    value = None if a.shown is None or b.shown is None else b.shown - a.shown
    return Evidenced(a.label, value, unit, a.source, last)


@claim_test
def change(ev: Evidence, p: Params) -> Finding:
    """Hold the change of a figure between two periods against a number.

    Parameters: `figure`, `first`, `last`, `unit` ('pct', 'procentpunt'), `regions`, `relation`, `limit`,
    `band`. `others` with `others_relation` and `others_limit`: the same for other regions, as one count.
    """
    name, first, last, unit = p.text("figure"), p.text("first"), p.text("last"), p.text("unit")
    what = f"{title_of(ev, name)}, verandering van {dutch.moment(first)} naar {dutch.moment(last)}"
    edge = limit(p.number("limit"), unit)
    checks: list[Check] = [
        Compare(
            what, _change(ev, name, region, first, last, unit), p.relation(), edge, band=p.number("band", 0)
        )
        for region in p.regions(ev, "regions") or (p.case,)
    ]
    if p.has("others"):
        far = limit(p.number("others_limit"), unit)
        relation = p.relation("others_relation")
        parts = tuple(
            Compare(what, _change(ev, name, region, first, last, unit), relation, far)
            for region in p.regions(ev, "others")
        )
        label = f"{what}, {words.RELATION[relation]} {far.text}"
        checks.append(Count(label, parts, "gelijk", len(parts)))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def smaller_fall(ev: Evidence, p: Params) -> Finding:
    """Say whether a figure fell less in the gemeente than in each member of its group.

    Parameters: `figure`, `first`, `last`; as nuances: the own fall is about `own_pct`, the mean of the others
    about `others_pct`, both within `band` percentage points.
    """
    name, first, last = p.text("figure"), p.text("first"), p.text("last")
    what = f"{title_of(ev, name)}, verandering van {dutch.moment(first)} naar {dutch.moment(last)}"
    own = _change(ev, name, p.case, first, last, "pct")
    others = [_change(ev, name, region, first, last, "pct") for region in ev.members(p.case)]
    known = [other for other in others if other.value is not None] or others
    values = [other.shown for other in known if other.shown is not None]
    mean = Evidenced(
        "het gemiddelde van de groep", fmean(values) if values else None, "pct", own.source, last
    )
    band = p.number("band")
    checks = (
        *(Compare(what, own, "hoger", other) for other in known),
        Compare(what, own, "ongeveer", limit(p.number("own_pct"), "pct"), "nuance", band),
        Compare(what, mean, "ongeveer", limit(p.number("others_pct"), "pct"), "nuance", band),
    )
    absent = [other.label for other in others if other.value is None and values]
    return Finding(checks, reservations=p.reservations, remarks=(*p.remarks, *without(absent)))


@claim_test
def group_change(ev: Evidence, p: Params) -> Finding:
    """Hold the growth of a figure against a number, against the group and against Nederland.

    Parameters: `figure`, `first`, `last`, `pct` with `band` (core); `above_country` percentage points with
    `band` (core); `like_n` members within `like_band` percentage points (nuance).
    """
    name, first, last = p.text("figure"), p.text("first"), p.text("last")
    what = f"{title_of(ev, name)}, verandering van {first} naar {last}"
    own = _change(ev, name, p.case, first, last, "pct")
    country = _change(ev, name, COUNTRY, first, last, "pct")
    gap = None if own.shown is None or country.shown is None else own.shown - country.shown
    apart = Evidenced(f"{own.label} min Nederland", gap, "procentpunt", own.source, last)
    others = [_change(ev, name, region, first, last, "pct") for region in ev.members(p.case)]
    known = tuple(
        Compare(what, other, "ongeveer", own, band=p.number("like_band"))
        for other in others
        if other.value is not None
    )
    near = f"{what}, binnen {words.number(p.number('like_band'), 'procentpunt', 0)} van {own.label}"
    checks: tuple[Check, ...] = (
        Compare(what, own, "ongeveer", limit(p.number("pct"), "pct"), band=p.number("band")),
        Compare(
            what, apart, "ongeveer", limit(p.number("above_country"), "procentpunt"),
            band=p.number("band"),
        ),
        Count(near, known, "niet_lager", int(p.number("like_n")), "nuance"),
    )  # fmt: skip
    return Finding(checks, (own, country, *others), p.reservations, p.remarks)


def _ranked(ev: Evidence, indicator: str, region: str, period: str, side: str) -> tuple[Evidenced, int]:
    """Return how many gemeenten stand higher (or lower), and how many there are with the one asked for."""
    everyone = ev.everyone(indicator, period)
    own = everyone.get(region)
    beyond = None
    if own is not None:
        beyond = sum(value > own if side == "hoog" else value < own for value in everyone.values())
    source = ev.read(indicator, region, period).source
    return Evidenced(ev.name(region), beyond, "aantal", source, period), len(everyone)


@claim_test
def extremes(ev: Evidence, p: Params) -> Finding:
    """Say whether gemeenten are in the highest or lowest tenth of all gemeenten with a figure.

    Parameters: `regions`, `high` and `low` (indicators), `period`. Without stay the report prints 28
    gemeenten: on the report alone the tenth is of those, and with stay cannot be judged.
    """
    period = p.text("period_rapport" if ev.basis == "rapport" and p.has("period_rapport") else "period")
    checks: list[Check] = []
    for side, key in (("hoog", "high"), ("laag", "low")):
        for indicator in p.texts(key, ()):
            if ev.basis == "rapport" and not ev.everyone(indicator, period) and checks:
                continue
            for region in p.regions(ev, "regions") or (p.case,):
                found, total_n = _ranked(ev, indicator, region, period, side)
                edge = limit(math.floor(total_n / 10), "aantal", label=f"een tiende van de {total_n}")
                verb = "een hoger" if side == "hoog" else "een lager"
                what = f"{dutch.in_moment(ev.title(indicator), period)}, gemeenten met {verb} percentage"
                checks.append(Compare(what, found, "niet_hoger", edge))
    remarks = p.remarks
    if ev.basis == "rapport":
        remarks += ("Jeugdhulp met verblijf staat niet in de tabellen; dit deel is hier niet getoetst",)
    return Finding(tuple(checks), reservations=p.reservations, remarks=remarks)


@claim_test
def middle(ev: Evidence, p: Params) -> Finding:
    """Say whether gemeenten are in deciles 4 to 7 of all gemeenten: `regions`, `indicator`, `period`."""
    indicator, period = p.text("indicator"), p.text("period")
    checks: list[Check] = []
    for region in p.regions(ev, "regions"):
        found, total_n = _ranked(ev, indicator, region, period, "laag")
        share = None if found.value is None or total_n < 2 else 100 * found.value / (total_n - 1)
        reading = Evidenced(found.label, share, "pct", found.source, period, 0)
        what = (
            f"{dutch.in_moment(ev.title(indicator), period)}, deel van de gemeenten met een lager percentage"
        )
        checks.append(Within(what, reading, limit(30, "pct", 0), limit(70, "pct", 0)))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def opposite(ev: Evidence, p: Params) -> Finding:
    """Say whether use without stay is above and use with stay under Nederland: `regions`, `period`."""
    period = p.text("period")
    checks: list[Check] = []
    pattern: tuple[tuple[str, Relation], ...] = (("zonder_verblijf", "hoger"), ("met_verblijf", "lager"))
    for indicator, relation in pattern:
        country = ev.read(indicator, COUNTRY, period)
        what = dutch.in_moment(ev.title(indicator), period)
        checks += [
            Compare(what, ev.read(indicator, region, period), relation, country)
            for region in p.regions(ev, "regions")
        ]
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def under_country(ev: Evidence, p: Params) -> Finding:
    """Count the members of the group under Nederland: `indicator`, `period`, `expected_n`."""
    indicator, period = p.text("indicator"), p.text("period")
    country = ev.read(indicator, COUNTRY, period)
    parts = tuple(
        Compare(ev.title(indicator), each, "lager", country)
        for each in ev.read_all(indicator, ev.members(p.case), period)
    )
    what = f"{dutch.in_moment(ev.title(indicator), period)}, lager dan Nederland ({country.text})"
    check = Count(what, parts, "gelijk", int(p.number("expected_n")))
    return Finding((check,), (country,), p.reservations, p.remarks)


@claim_test
def compounded(ev: Evidence, p: Params) -> Finding:
    """Hold a growth of users against a limit: printed yearly growth, or the counts of CBS.

    Parameters: `printed_pct` yearly percentages that another chapter prints, `line` of it, `figure`, `first`,
    `last`, `limit` in percent.
    """
    name, first, last = p.text("figure"), p.text("first"), p.text("last")
    edge = limit(p.number("limit"), "pct", 0)
    what = f"{title_of(ev, name)}, verandering van {first} naar {last}"
    note: tuple[str, ...] = ()
    if ev.basis == "rapport":
        growth = 100 * (math.prod(1 + float(text) / 100 for text in p.texts("printed_pct")) - 1)
        found = Evidenced(ev.name(p.case), growth, "pct", f"rapport, regel {p.text('line')}", last)
        listed = " en ".join(f"{text}%" for text in p.texts("printed_pct"))
        note = (f"Het portret van de gemeente noemt zelf een groei van {listed} (regel {p.text('line')})",)
    else:
        found = _change(ev, name, p.case, first, last, "pct")
    return Finding((Compare(what, found, "niet_hoger", edge),), (), p.reservations, (*p.remarks, *note))


@claim_test
def without_care(ev: Evidence, p: Params) -> Finding:
    """Hold the share of young people without care against a target (percent).

    On the report: 100 minus use without stay (`period`) minus the share with stay that the text names
    (`with_stay_pct`); the yearly share of the portrait (`yearly_pct`) is a nuance. With CBS: JZ Totaal.
    """
    target = limit(p.number("target"), "pct")
    period, year = p.text("period"), p.text("year")
    what = "Jongeren zonder jeugdzorg"
    if ev.basis == "rapport":
        use = ev.read("zonder_verblijf", p.case, period)
        left = None if use.shown is None else 100 - use.shown - p.number("with_stay_pct")
        half = Evidenced(f"{use.label} in {dutch.moment(period)}", left, "pct", use.source, period)
        whole = Evidenced(
            f"{use.label} in een heel jaar", 100 - p.number("yearly_pct"), "pct", "rapport, regel 699"
        )
    else:
        shares = [ev.observed("jz_totaal_pct", p.case, when, "pct") for when in (period, year)]
        half, whole = (
            Evidenced(
                f"{each.label} in {dutch.moment(each.period)}",
                None if each.value is None else 100 - each.value, "pct", each.source, each.period,
            )
            for each in shares
        )  # fmt: skip
    checks = (Compare(what, half, "hoger", target), Compare(what, whole, "hoger", target, "nuance"))
    return Finding(checks, (), p.reservations, p.remarks)
