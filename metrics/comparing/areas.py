"""Values for a map: one per area that is drawn, or why the area stays blank.

An area is a gemeente or a jeugdregio. Only figures that may be compared are coloured (metrics.comparing.reading
decides which); the others are named and left blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from metrics.comparing.reading import Reading, Readings
from metrics.facts import Facts
from metrics.groups.value import GroupTooSmallError, adds_up, group_value
from metrics.numbers.relation import Chance
from metrics.places.country import Country, nearest_year

BOOKS_FOR_OTHERS = "boekt_voor_anderen"
# A jeugdregio has no figure where the members that have one hold less of the denominator than this.
COVERAGE = 0.9
NEWEST = 9999  # a year after every division


@dataclass(frozen=True)
class AreaValue:
    """The figure of one area. `value` None: blank, `status` says why (a code of metrics.comparing.reasons).

    `gemeente`: whose figure it is; another code than `code` where the boundaries are older than the figures, so that
    several areas can show one figure. `missing`: gemeenten that are not in the sum of a jeugdregio (or, with status
    'boekt_voor_anderen', those that book for others). `remarks`: codes of what must be said with a coloured area.
    """

    code: str
    value: float | None
    status: str = ""
    missing: tuple[str, ...] = ()
    gemeente: str = ""
    remarks: tuple[str, ...] = ()
    period_status: str = "onbekend"
    is_entered: bool = False  # an analyst's own figure, or a sum with one
    chance: Chance | None = None  # between which values chance puts the figure of a gemeente

    @property
    def is_provisional(self) -> bool:
        """Whether CBS may still change it."""
        return self.period_status in ("voorlopig", "nader_voorlopig")


def of_gemeenten(
    readings: Readings, indicator: str, period: str, drawn: Sequence[str], country: Country
) -> tuple[AreaValue, ...]:
    """Return the figure of every area that is drawn, in the order of `drawn`.

    Figures are of gemeenten of today: an area of before a merger shows the figure of the gemeente it is in now
    (`gemeente`); one that was divided over several stays blank.
    """
    found = []
    for code in drawn:
        now = country.successor(code)
        if now is None:
            found.append(AreaValue(code, None, "opgesplitst" if country.was_split(code) else "geen_cijfer"))
        else:
            found.append(_area(code, readings.read(indicator, now, period)))
    return tuple(found)


def of_jeugdregios(
    readings: Readings,
    indicator: str,
    period: str,
    members: Mapping[str, Sequence[str]],
    country: Country,
    homes: Mapping[str, str] = MappingProxyType({}),
) -> tuple[AreaValue, ...]:
    """Return the figure of every jeugdregio: as published, else the ratio of sums of its gemeenten.

    `members`: gemeenten by jeugdregio, in the division of some year; `homes`: as `elsewhere` takes it. A sum takes the
    gemeenten that have every part of the figure. It is left blank where one of them books lasten for others (that money
    would count twice), where one is counted in another region by now, or where those without a figure hold more than a
    tenth of the denominator.
    """
    found = []
    moved = elsewhere(members, country, homes)
    for code in sorted(members):
        published = readings.read(indicator, code, period)
        given = readings.periods_of(indicator, code) and not adds_up(readings.grid, indicator, period)
        if (
            published.value is not None or given
        ):  # a share of regions that CBS lacks in this period: it says why
            found.append(_area(code, published))
            continue
        if moved[code]:
            found.append(AreaValue(code, None, "te_weinig_gemeenten", moved[code], gemeente=code))
            continue
        today = [country.successor(each) or each for each in members[code]]
        found.append(_summed(readings, indicator, period, code, list(dict.fromkeys(today))))
    return tuple(found)


def elsewhere(
    members: Mapping[str, Sequence[str]], country: Country, homes: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return by region who of its gemeenten of then is counted in another region by now.

    Figures are of gemeenten of today. Weesp, once in the jeugdregio Utrecht-West, is in those of Amsterdam: with all of
    Amsterdam that region would be another one, and without Weesp a part is missing. Only the region where the gemeente
    of today is (`homes`: gemeente -> region by the newest division) takes its figure; one without a home is in none.
    """
    now = {code: country.successor(code) for inside in members.values() for code in inside}
    held: dict[str, set[str]] = {}
    for region, inside in members.items():
        for code in inside:
            if new := now[code]:
                held.setdefault(new, set()).add(region)
    return {
        region: tuple(
            code for code in inside if (new := now[code]) and len(held[new]) > 1 and homes.get(new) != region
        )
        for region, inside in members.items()
    }


def homes(facts: Facts) -> dict[str, str]:
    """Return the jeugdregio of every gemeente of the newest division; empty: none is loaded."""
    newest = members(facts, "jeugdregio", NEWEST)
    return {code: region for region, inside in newest[0].items() for code in inside} if newest else {}


def can_be_jeugdregios(readings: Readings, indicator: str, period: str) -> bool:
    """Say whether an indicator can be shown per jeugdregio: published so, or made of parts that add up."""
    regions = [code for code in readings.grid.codes if code.startswith("JZ")]
    published = any(readings.read(indicator, code, period).value is not None for code in regions)
    return published or adds_up(readings.grid, indicator, period)


def jeugdregios(facts: Facts, year: int) -> tuple[dict[str, tuple[str, ...]], int] | None:
    """Return the gemeenten by jeugdregio, and the year of that division: the nearest. None: not loaded."""
    return members(facts, "jeugdregio", year)


def jeugdregio_of(facts: Facts, gemeente: str) -> str:
    """Return the jeugdregio of a gemeente of today, by the newest division that has it.

    Where no division is loaded: the one that the report prints with this gemeente. Empty: neither.
    """
    rows = facts.memberships
    rows = rows[(rows["division"] == "jeugdregio") & (rows["region"] == gemeente)]
    if not rows.empty:
        return str(rows.sort_values("year")["parent"].iloc[-1])
    printed = facts.report_cells
    printed = printed[(printed["row_kind"] == "region") & (printed["case_code"] == gemeente)]
    return "" if printed.empty else str(printed["region_code"].iloc[0])


def within(facts: Facts, region: str, country: Country) -> frozenset[str]:
    """Return the gemeenten of today in a province (PV..) or jeugdregio (JZ..), by the newest division.

    Empty where the region is unknown or not loaded.
    """
    division = members(facts, "jeugdregio" if region.startswith("JZ") else "provincie", NEWEST)
    inside = division[0].get(region, ()) if division else ()
    return frozenset(country.successor(code) or code for code in inside)


def members(facts: Facts, division: str, year: int) -> tuple[dict[str, tuple[str, ...]], int] | None:
    """Return the gemeenten by region of a division, and the year of it: the nearest. None: not loaded."""
    years = facts.members.get(division)
    if not years:
        return None
    at = nearest_year(years, year)
    return years[at], at


def _area(code: str, reading: Reading) -> AreaValue:
    return AreaValue(
        code,
        reading.comparable,
        reading.reason,
        gemeente=reading.region,
        remarks=tuple(each.code for each in reading.remarks),
        period_status=reading.period_status,
        is_entered=reading.is_entered,
        chance=reading.chance,
    )


def _summed(readings: Readings, indicator: str, period: str, code: str, members: list[str]) -> AreaValue:
    of_members = [readings.read(indicator, member, period) for member in members]
    leads = tuple(
        each.region
        for each in of_members
        if BOOKS_FOR_OTHERS in each.reason or "C6" in {remark.code for remark in each.remarks}
    )
    if leads:
        return AreaValue(code, None, BOOKS_FOR_OTHERS, leads, gemeente=code)
    if indicator not in readings.grid.factors:
        return AreaValue(code, None, "niet_optelbaar", gemeente=code)
    try:
        found = group_value(readings.grid, indicator, period, members)
    except GroupTooSmallError:  # a jeugdregio of one gemeente has the figure of that gemeente
        return _area(code, of_members[0])
    missing = tuple(found.left_out)
    whole = [each.denominator for each in of_members]
    known = sum(each for each in whole if each is not None)
    enough = None not in whole and known > 0 and found.denominator / known >= COVERAGE
    if found.value is None or not enough:
        return AreaValue(code, None, found.reason or "te_weinig_gemeenten", missing, gemeente=code)
    entered = any(each.is_entered for each in of_members if each.region in found.used)
    said = ("eigen_opgave",) if entered else ()
    return AreaValue(
        code, found.value, "", missing, code, said, period_status=found.period_status, is_entered=entered
    )
