"""Breaks and notes on a line: where counting changed, and what else happened.

Over a break no line is drawn and no change is computed: the figures before and after do not count the same.
A note stays on the line: something happened that a reader must know, but the figures count the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from metrics import dutch
from metrics.places.codes import NEDERLAND
from metrics.places.lineage import RENAME, SPLIT, Event, Lineage
from metrics.records import RegionalLead

Kind = Literal["use", "costs"]
Values = Mapping[str, str]
# More providers report from 2021 on, in new tables (84134NED ends, 85099NED begins).
PROVIDERS_YEAR = 2021
# Since 1 January 2022 another rule says which gemeente pays (woonplaatsbeginsel).
RESIDENCE_YEAR = 2022
# Iv3 got new sub-codes in 2023 and new codes in 2025; the narrow sum rolls up across both (methode 7).
SUBCODES_YEAR = 2023


@dataclass(frozen=True)
class Break:
    """A change in counting. `start_year`: first year of the new way (on 1 January).

    `code`: 'aanbieders', 'woonplaats' or 'splitsing'; `values`: names to say it with (gemeente, jaar).
    """

    code: str
    start_year: int
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """Something that happened in `period` (a year, or a half-year for use) without a change in counting.

    `code`: 'corona', 'taakvelden', 'samengevoegd' (a new gemeente out of others), 'uitgebreid' (a gemeente that took
    others in), 'hernoemd' (only its name changed), or 'regio_geheel' and 'regio_deels' (books for others, from this
    year on), with '_tot' behind it where that ended; `values`: names to say it with (gemeente, jaar, namen, laatste).
    """

    code: str
    period: str
    values: Values = field(default_factory=dict)


_PROVIDERS = Break("aanbieders", PROVIDERS_YEAR)
_RESIDENCE = Break("woonplaats", RESIDENCE_YEAR)
_RENUMBERING = (SUBCODES_YEAR, 2025)
_CORONA = Note("corona", "2020H1")


def breaks(kind: Kind, region: str, lineage: Lineage) -> tuple[Break, ...]:
    """Return the breaks in a region's series, in time order.

    In: `kind` of series, `region` a code of today. Use breaks in 2021 (counting) and 2022 (who pays); costs
    break in 2022. For Nederland who pays makes no difference. A gemeente that received part of one that was
    divided over several (a true split) breaks there too.
    """
    found = [_PROVIDERS] if kind == "use" else []
    if region != NEDERLAND:
        found.append(_RESIDENCE)
        found += [
            Break("splitsing", event.year, {"gemeente": event.old_name, "jaar": str(event.date.year)})
            for event in lineage.events(region)
            if event.kind == SPLIT
        ]
    return tuple(sorted(found, key=lambda one: (one.start_year, one.code)))


def notes(
    kind: Kind, region: str, name: str, lineage: Lineage, leads: Iterable[RegionalLead]
) -> tuple[Note, ...]:
    """Return what else happened in a region's series, in time order.

    Taakvelden that were renumbered and a regional lead that begins or ends (costs), corona (use), gemeenten
    that merged (both). `name`: of the region, to say it with.
    """
    found = [_CORONA] if kind == "use" else [*_renumbered(), *_leads(region, name, leads)]
    if region != NEDERLAND:
        found += _merged(region, name, lineage)
    return tuple(sorted(found, key=lambda one: (one.period, one.code)))


def crossed(start: str, end: str, between: Iterable[Break]) -> Break | None:
    """Return the first break that lies between two periods (`2019`, `2017H1`), None where there is none."""
    first, last = sorted((int(start[:4]), int(end[:4])))
    inside = [one for one in between if first < one.start_year <= last]
    return min(inside, key=lambda one: one.start_year, default=None)


def segments(periods: Sequence[str], between: Iterable[Break]) -> list[list[str]]:
    """Cut periods (in time order) into runs that no break divides."""
    cuts = tuple(between)
    runs: list[list[str]] = []
    for period in sorted(periods):
        if not runs or crossed(runs[-1][-1], period, cuts):
            runs.append([])
        runs[-1].append(period)
    return runs


def _renumbered() -> list[Note]:
    return [Note("taakvelden", str(year), {"jaar": str(year)}) for year in _RENUMBERING]


def _merged(region: str, name: str, lineage: Lineage) -> list[Note]:
    by_year: dict[int, list[Event]] = {}
    for event in lineage.events(region):
        if event.kind != SPLIT:
            by_year.setdefault(event.year, []).append(event)
    return [
        Note(
            _kind_of(events, is_new=lineage.began(region) == year),
            str(year),
            {
                "gemeente": name,
                "jaar": str(year),
                "namen": dutch.names(sorted(one.old_name for one in events)),
                "telt": "telt" if len(events) == 1 else "tellen",
            },
        )
        for year, events in by_year.items()
    ]


def _kind_of(events: Sequence[Event], *, is_new: bool) -> str:
    if all(one.kind == RENAME for one in events):
        return "hernoemd"  # the same gemeente: nothing was added to it
    return "samengevoegd" if is_new else "uitgebreid"


def _leads(region: str, name: str, leads: Iterable[RegionalLead]) -> list[Note]:
    found = []
    for lead in leads:
        if lead.region == region and lead.statement != "begroting":
            values = {"gemeente": name, "jaar": str(lead.first_year)}
            if lead.last_year is not None:
                values["laatste"] = str(lead.last_year)
            ended = "_tot" if lead.last_year is not None else ""
            code = f"regio_{lead.kind}{ended}"
            found.append(Note(code, str(lead.first_year), values))
    return found
