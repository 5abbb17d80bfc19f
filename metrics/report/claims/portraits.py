"""Tests on single figures that the report names outside its tables, most of them in the portraits of chapter 7."""

from dataclasses import replace

from metrics import dutch
from metrics.report.claims.evidence import Evidence
from metrics.report.claims.levels import limit
from metrics.report.claims.model import Check, Compare, Evidenced, Finding, sources_of
from metrics.report.claims.registry import Params, claim_test
from metrics.report.claims.series import read_named, title_of

_USE, _OF_THOSE = "natura_jeugdhulp", "natura_verblijf"


def _against_stated(p: Params, what: str, found: Evidenced, relation: str, number: str) -> Compare:
    """Hold a figure, rounded as the report prints it, against the number of the statement."""
    decimals = int(p.number("decimals", 0))
    edge = limit(float(number), found.unit, decimals)
    return Compare(
        what, replace(found, decimals=decimals), p.as_relation(relation), edge, band=p.number("band", 0)
    )


@claim_test
def stated_figures(ev: Evidence, p: Params) -> Finding:
    """Hold figures against numbers the statement names.

    Parameters: `stated` of ['figure region period', relation, number]; a figure is an indicator or a count of
    CBS. `decimals` as the report prints them; `band` for 'ongeveer', in the unit of the figure.
    """
    checks: list[Check] = []
    for text, relation, number in p.triples("stated"):
        name, region, period = text.split()
        what = dutch.in_moment(title_of(ev, name), period)
        checks.append(_against_stated(p, what, read_named(ev, name, region, period), relation, number))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def stated_with_stay(ev: Evidence, p: Params) -> Finding:
    """Hold the part of all young people under 18 with help with stay against numbers the statement names.

    CBS gives it in two steps (82972NED): the part with help, and of those the part with stay. Parameters: `stated`
    of ['region period', relation, number], `decimals`, `band`.
    """
    checks: list[Check] = []
    shown: list[Evidenced] = []
    for text, relation, number in p.triples("stated"):
        region, period = text.split()
        use, part = (ev.read(name, region, period) for name in (_USE, _OF_THOSE))
        value = None if use.value is None or part.value is None else use.value * part.value / 100
        found = Evidenced(use.label, value, "pct", use.source, period)
        what = f"Jongeren tot 18 jaar met jeugdhulp met verblijf in {dutch.moment(period)}"
        checks.append(_against_stated(p, what, found, relation, number))
        shown += [use, replace(part, label=f"{part.label}, daarvan met verblijf")]
    return Finding(tuple(checks), tuple(shown), p.reservations, p.remarks)


@claim_test
def stated_parts(ev: Evidence, p: Params) -> Finding:
    """Hold a count as a part of another against numbers the statement names.

    Parameters: `stated` of ['count/count region period', relation, number in percent], `decimals`, `band`.
    """
    checks: list[Check] = []
    shown: list[Evidenced] = []
    for text, relation, number in p.triples("stated"):
        names, region, period = text.split()
        part_name, _, whole_name = names.partition("/")
        part, whole = (ev.observed(name, region, period, "aantal") for name in (part_name, whole_name))
        value = None if part.value is None or not whole.value else 100 * part.value / whole.value
        found = Evidenced(part.label, value, "pct", sources_of(part, whole), period)
        what = f"{title_of(ev, part_name)}, deel van {_whole(ev, whole_name)}, {dutch.moment(period)}"
        checks.append(_against_stated(p, what, found, relation, number))
        shown += [part, whole]
    return Finding(tuple(checks), tuple(shown), p.reservations, p.remarks)


def _whole(ev: Evidence, name: str) -> str:
    return "alle inwoners" if name == "inwoners_n" else title_of(ev, name)


@claim_test
def yearly_change(ev: Evidence, p: Params) -> Finding:
    """Hold the change of inhabitants from each year of `years` to the next against `pct` within `band`."""
    years = p.texts("years")
    checks: list[Check] = []
    for first, last in zip(years, years[1:], strict=False):
        a, b = (ev.inwoners(p.case, int(year)) for year in (first, last))
        value = None if b.value is None or not a.value else 100 * (b.value / a.value - 1)
        found = Evidenced(a.label, value, "pct", a.source, last, 1)
        stated = limit(p.number("pct"), "pct", 1)
        what = f"Inwoners, verandering van {first} naar {last}"
        checks.append(Compare(what, found, "ongeveer", stated, band=p.number("band")))
    people = tuple(ev.inwoners(p.case, int(year)) for year in years)
    return Finding(tuple(checks), people, p.reservations, p.remarks)
