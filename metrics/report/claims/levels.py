"""Tests on levels and differences: a gemeente against its group, Nederland, a size class or a number."""

from statistics import fmean

from metrics import dutch
from metrics.report.claims import words
from metrics.report.claims.evidence import COUNTRY, Evidence
from metrics.report.claims.model import STATED, Check, Compare, Count, Evidenced, Finding, Relation, Role
from metrics.report.claims.registry import Params, claim_test


def difference_pct(label: str, value: Evidenced, base: Evidenced, decimals: int = 1) -> Evidenced:
    """Return how much higher or lower a figure is than another, in percent of the other, as shown."""
    a, b = value.shown, base.shown
    result = None if a is None or not b else 100 * (a / b - 1)
    return Evidenced(label, result, "pct", value.source, value.period, decimals)


def limit(value: float, unit: str, decimals: int | None = None, label: str = "") -> Evidenced:
    """Return a number that the statement names, or the limit we read in its words."""
    return Evidenced(label, value, unit, STATED, "", decimals)


def without(names: list[str]) -> tuple[str, ...]:
    """Say which gemeenten are not in the comparison; nothing where all are."""
    if not names:
        return ()
    has, counts = ("heeft", "telt") if len(names) == 1 else ("hebben", "tellen")
    return (f"{words.names(names)} {has} hier geen bruikbaar cijfer en {counts} niet mee",)


@claim_test
def against(ev: Evidence, p: Params) -> Finding:
    """Compare the gemeente with each of `met` (core) and `met_nuance` on every indicator.

    Parameters: `indicators`, `period`, `relation`, `met`, `met_nuance`; `band` for 'ongeveer'; `clearly_pct`
    or `clearly_step`: a nuance that the difference with each of `met` is at least so large; `cbs_indicators`:
    also on these where the figures of CBS are loaded (growth beside an index on a budget).
    """
    indicators = p.texts("indicators")
    if ev.basis == "cbs":
        indicators += p.texts("cbs_indicators", ())
    checks: list[Check] = []
    absent: list[str] = []
    for indicator in indicators:
        found, missing = _against_one(ev, p, indicator)
        checks += found
        absent += [name for name in missing if name not in absent]
    return Finding(tuple(checks), reservations=p.reservations, remarks=(*p.remarks, *without(absent)))


def _against_one(ev: Evidence, p: Params, indicator: str) -> tuple[list[Check], list[str]]:
    period, relation = p.text("period"), p.relation()
    own = ev.read(indicator, p.case, period)
    what = dutch.in_moment(ev.title(indicator), period)
    checks: list[Check] = []
    absent: list[str] = []
    roles: tuple[tuple[Role, str], ...] = (("kern", "met"), ("nuance", "met_nuance"))
    for role, key in roles:
        wanted = p.regions(ev, key)
        if not wanted:
            continue
        known, missing = _known(ev, p, indicator, wanted, period)
        checks += [Compare(what, own, relation, other, role, p.number("band", 0)) for other in known]
        absent += missing
        if role == "kern" and (p.has("clearly_pct") or p.has("clearly_step")):
            checks.append(_clearly(p, own, relation, known, what))
    return checks, absent


def _known(
    ev: Evidence, p: Params, indicator: str, wanted: tuple[str, ...], period: str
) -> tuple[list[Evidenced], list[str]]:
    """Leave out members of the group without a figure, and name them; Nederland and others must be there."""
    group = ev.members(p.case)
    readings = ev.read_all(indicator, wanted, period)
    if not any(reading.value is not None for reading in readings):
        return readings, []
    pairs = list(zip(wanted, readings, strict=True))
    left_out = [code for code, reading in pairs if reading.value is None and code in group]
    return [reading for code, reading in pairs if code not in left_out], [ev.name(code) for code in left_out]


def _clearly(p: Params, own: Evidenced, relation: Relation, others: list[Evidenced], what: str) -> Count:
    """Count in how many cases the difference is as large as 'duidelijk' asks."""
    sign = -1 if relation in ("lager", "niet_hoger") else 1
    wanted: Relation = "niet_hoger" if sign < 0 else "niet_lager"
    parts = []
    for other in others:
        if p.has("clearly_step"):
            step = None if own.shown is None or other.shown is None else own.shown - other.shown
            edge = limit(sign * p.number("clearly_step"), own.unit)
            found = Evidenced(f"{other.label}", step, own.unit, other.source, own.period)
        else:
            edge = limit(sign * p.number("clearly_pct"), "pct", 1)
            found = difference_pct(other.label, own, other)
        parts.append(Compare("Verschil", found, wanted, edge))
    least = words.number(abs(parts[0].right.value or 0), parts[0].right.unit, 0)
    text = f"{what}, verschil met de ander ten minste {least}"
    return Count(text, tuple(parts), "gelijk", len(parts), "nuance")


@claim_test
def apart_from_country(ev: Evidence, p: Params) -> Finding:
    """Count which of `regions` are at least `pct` percent under or above (`side`) Nederland.

    Parameters: `regions`, `indicator`, `period`, `side` ('lager', 'hoger'), `pct`, `expected_n`.
    """
    indicator, period, side = p.text("indicator"), p.text("period"), p.relation("side")
    country = ev.read(indicator, COUNTRY, period)
    sign = -1 if side == "lager" else 1
    edge = limit(sign * p.number("pct"), "pct", 1)
    wanted: Relation = "niet_hoger" if sign < 0 else "niet_lager"
    readings = ev.read_all(indicator, p.regions(ev, "regions"), period)
    parts = tuple(
        Compare("Verschil met Nederland", difference_pct(each.label, each, country), wanted, edge)
        for each in readings
    )
    what = (
        f"{dutch.in_moment(ev.title(indicator), period)}, ten opzichte van Nederland ({country.text}); "
        f"ten minste {words.number(p.number('pct'), 'pct', 0)} {side}"
    )
    check = Count(what, parts, "gelijk", int(p.number("expected_n")))
    return Finding((check,), (country, *readings), p.reservations, p.remarks)


@claim_test
def about_apart(ev: Evidence, p: Params) -> Finding:
    """Hold the difference with Nederland, or with the mean of `met`, against a stated percentage.

    Parameters: `indicator`, `period`, `pct`, `band` (percentage points of room), `met` (default: Nederland).
    The mean is the plain mean of percentages, because the statement names the places as one.
    """
    indicator, period = p.text("indicator"), p.text("period")
    own = ev.read(indicator, p.case, period)
    others = ev.read_all(indicator, p.regions(ev, "met") or (COUNTRY,), period)
    values = [each.shown for each in others if each.shown is not None]
    mean = fmean(values) if len(values) == len(others) else None
    base = others[0].label
    if len(others) > 1:
        base = f"het gemiddelde van {words.names([each.label for each in others])}"
    apart = None if own.shown is None or not mean else 100 * (own.shown / mean - 1)
    found = Evidenced(f"{own.label} ten opzichte van {base}", apart, "pct", own.source, period)
    check = Compare(
        dutch.in_moment(ev.title(indicator), period),
        found,
        "ongeveer",
        limit(p.number("pct"), "pct", 0),
        band=p.number("band"),
    )
    each_one = tuple(
        difference_pct(f"{own.label} ten opzichte van {each.label}", own, each) for each in others
    )
    extra = each_one if len(others) > 1 else ()
    return Finding((check,), (own, *others, *extra), p.reservations, p.remarks)


@claim_test
def threshold(ev: Evidence, p: Params) -> Finding:
    """Hold figures of `regions` (default: the gemeente) against a number.

    Parameters: `indicators`, `period`, `relation`, `limit`, `band` for 'ongeveer'. With `together`
    the statement says 'alle': one core comparison that all of them are so.
    """
    relation, period = p.relation(), p.text("period")
    checks: list[Check] = []
    for indicator in p.texts("indicators"):
        unit = ev.records.indicators[indicator].unit
        edge = limit(p.number("limit"), unit, ev.records.indicators[indicator].decimals)
        what = dutch.in_moment(ev.title(indicator), period)
        regions = p.regions(ev, "regions") or (p.case,)
        parts = [
            Compare(what, each, relation, edge, band=p.number("band", 0))
            for each in ev.read_all(indicator, regions, period)
        ]
        if p.has("together"):
            verb = words.RELATION[relation]
            checks.append(Count(f"{what}, {verb} {edge.text}", tuple(parts), "gelijk", len(parts)))
        else:
            checks += parts
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def only_lower(ev: Evidence, p: Params) -> Finding:
    """Say whether exactly the gemeenten `lower` have a lower figure, within the report's gemeenten.

    Where CBS figures of (nearly) all gemeenten are loaded, the number in the whole country is a nuance.
    """
    indicator, period = p.text("indicator"), p.text("period")
    own = ev.read(indicator, p.case, period)
    report_codes = set(ev.facts.report_cells["region_code"])
    everyone = ev.everyone(indicator, period)
    expected = p.texts("lower")
    what = dutch.in_moment(ev.title(indicator), period)
    below = [code for code, value in everyone.items() if own.value is not None and value < own.value]
    in_report = [code for code in below if code in report_codes]
    total = Evidenced(
        f"Gemeenten in de tabellen met een lager bedrag dan {own.label}",
        float(len(in_report)) if own.value is not None else None,
        "aantal", own.source, period,
    )  # fmt: skip
    checks: list[Check] = [Compare(what, ev.read(indicator, code, period), "lager", own) for code in expected]
    stated = limit(len(expected), "aantal")
    checks.append(Compare("Aantal gemeenten", total, "gelijk", stated))
    if len(everyone) > 2 * len(report_codes):
        country = Evidenced(
            "Gemeenten in heel Nederland met een lager bedrag", float(len(below)), "aantal", own.source
        )
        checks.append(Compare("Heel Nederland", country, "gelijk", stated, "nuance"))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def only_near(ev: Evidence, p: Params) -> Finding:
    """Say whether one member (`near`) of the group comes near the gemeente and all others stay far behind.

    Parameters: `indicator`, `period`, `near`, `near_pct` (at most so far), `far_pct` (at least so far).
    """
    indicator, period, near = p.text("indicator"), p.text("period"), p.text("near")
    own = ev.read(indicator, p.case, period)
    known, absent = ev.usable(indicator, ev.members(p.case), period)
    close = ev.read(indicator, near, period)
    what = f"{dutch.in_moment(ev.title(indicator), period)}, ten opzichte van {own.label} ({own.text})"
    near_edge = limit(-p.number("near_pct"), "pct", 1)
    far_edge = limit(-p.number("far_pct"), "pct", 1)
    others = [each for each in known if each != close]
    parts = tuple(
        Compare(what, difference_pct(each.label, each, own), "niet_hoger", far_edge) for each in others
    )
    checks: tuple[Check, ...] = (
        Compare(what, difference_pct(close.label, close, own), "niet_lager", near_edge),
        Count(
            f"{what}; ten minste {words.number(p.number('far_pct'), 'pct', 0)} lager",
            parts,
            "gelijk",
            len(parts),
        ),
    )
    return Finding(checks, (own, close, *others), p.reservations, (*p.remarks, *without(absent)))


@claim_test
def five_against_country(ev: Evidence, p: Params) -> Finding:
    """Hold the five gemeenten against Nederland: lasten per inwoner as the core, the rest as a nuance."""
    wanted: dict[str, tuple[Relation, str]] = {
        "lasten_per_jongere_met_jeugdzorg": ("lager", "2019"),
        "lasten_per_inwoner": ("lager", "2019"),
        "index_rapport": ("lager", "2019"),
        "zonder_verblijf": ("hoger", "2020H1"),
    }
    if ev.basis == "cbs":
        wanted["groei_lasten_per_inwoner"] = ("lager", "2019")
    cases = p.texts("cases")
    checks: list[Check] = []
    for indicator, (relation, period) in wanted.items():
        country = ev.read(indicator, COUNTRY, period)
        parts = tuple(
            Compare(ev.title(indicator), ev.read(indicator, case, period), relation, country)
            for case in cases
        )
        what = f"{dutch.in_moment(ev.title(indicator), period)}, {relation} dan Nederland ({country.text})"
        role: Role = "kern" if indicator == "lasten_per_inwoner" else "nuance"
        checks.append(Count(what, parts, "gelijk", len(cases), role))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)
