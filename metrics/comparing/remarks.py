"""What must be said with a figure of one gemeente, and which of it weighs most.

A remark belongs to a figure (an indicator of a region in a period), so that every page, file and command that shows
the figure can say it. A remark that goes for every gemeente (what is counted, prices) is not here: it says nothing
about this one. The order is a judgement of ours: first what makes a figure unusable, then what makes it hard to
compare, then what a reader must know. Words: metrics.comparing.sentences.remarks.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from metrics.costs.bookings import Flag, lead_of
from metrics.figures import BASED, GROSS, USE
from metrics.numbers.relation import Chance
from metrics.places.lineage import RENAME, SPLIT, Event, Lineage
from metrics.records import RegionalLead

if TYPE_CHECKING:
    from metrics.comparing.reading import Reading

# Under so many young people five more or less (the step in which they are counted) is 5% of the figure.
FEW_YOUNG_PEOPLE_N = 100
# One inhabitant in 39 had jeugdzorg in 2019 (443,000 of 17.3 million): where no count is loaded, a gemeente of
# fewer inhabitants than this has about a hundred young people with jeugdzorg or fewer.
FEW_INHABITANTS_N = 3900
TOP_FIFTH = 0.2
OLD_YEARS = 2
PER_USER = "lasten_per_jongere_met_jeugdzorg"
PER_INHABITANT = frozenset(
    {
        "lasten_per_inwoner",
        "begroting_per_inwoner",
        "lasten_min_baten_per_inwoner",
        "lasten_breed_per_inwoner",
    }
)

# Code -> place in the order. Codes are those of data/caveats.toml (C7) or of sentences.remarks.
ORDER = (
    "eigen_opgave",  # entered by an analyst: no figure of CBS
    "C7",  # not plausible
    "C7_groei",  # growth or index made of an amount that is not plausible
    "C6",  # books lasten of others, most of the region's
    "C10",  # divided over several
    "basis_te_laag",  # the base of the growth is far too low
    "verschoven_groei",  # growth over an amount that moved between youth and other help
    "C6_deels",  # books lasten of others, in part
    "C2",  # much help by the wijkteam
    "C8",  # few young people
    "verschoven",  # an amount moved between youth and other help in this year
    "sprong",  # the accounts leapt
    "C9",  # made of others: the sum of those
    "uitgebreid",  # took others in: the sum with those
    "andere_indeling",  # took others in later, and nothing can be added up: of the gemeente as it was
    "C21",  # figures of over two years ago (metrics.comparing.remarks.old)
    "C15",  # provisional
)


class Remark(NamedTuple):
    """One remark: its code and what it is filled in with. `values`: names and years; `bedrag_eur` an amount."""

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What is known of gemeenten besides their figures: made once per build (metrics.build).

    `flags`: region -> (year, kind of metrics.costs.bookings.Flag) in its accounts; `much_wijkteam`: year -> the
    gemeenten in the top fifth of help by the wijkteam; `users_n`: (region, year) -> young people with jeugdzorg;
    `people_n`: (region, year) -> inhabitants, of the newest year known where that year is not;
    `adds_up`: whether an indicator has counts, so that predecessors could be added up; `chance`: (indicator, region,
    period) -> between which values a share lies by chance, None where no band can be made.
    """

    lineage: Lineage
    leads: tuple[RegionalLead, ...]
    name: Callable[[str], str]
    flags: Callable[[str], Collection[tuple[int, str]]]
    much_wijkteam: Callable[[str], Collection[str]] = field(default=lambda _: frozenset())
    users_n: Callable[[str, str], float | None] = field(default=lambda _code, _year: None)
    people_n: Callable[[str, str], float | None] = field(default=lambda _code, _year: None)
    adds_up: Callable[[str, str], bool] = field(default=lambda _indicator, _period: True)
    chance: Callable[[str, str, str], Chance | None] = field(default=lambda _indicator, _code, _period: None)

    def existed(self, code: str, period: str) -> bool:
        """Say whether a gemeente was there in a period, on 1 January of its year."""
        year, ended, began = int(period[:4]), self.lineage.ended(code), self.lineage.began(code)
        return (ended is None or year < ended) and (began is None or year >= began)


def remarks_of(known: Knowledge, reading: "Reading") -> tuple[Remark, ...]:
    """Return the remarks that belong to a figure with a value, the one that weighs most first; often none."""
    found = [
        *_entered(known, reading),
        *_implausible(known, reading),
        *_leads(known, reading),
        *_low_base(known, reading),
        *_reorganised(known, reading),
        *_wijkteam(known, reading),
        *_few(known, reading),
        *_booked(known, reading),
        *_provisional(reading),
    ]
    return tuple(sorted(found, key=lambda remark: ORDER.index(remark.code)))


def together(readings: Iterable["Reading"], old_figures: Remark | None = None) -> tuple[Remark, ...]:
    """Return the remarks of several figures of one gemeente, the one that weighs most first, each code once.

    The values are those of the newest figure a remark is about. `old_figures`: as `old` gives it.
    """
    newest: dict[str, tuple[str, Remark]] = {}
    for reading in readings:
        for remark in reading.remarks:
            if remark.code not in newest or reading.period > newest[remark.code][0]:
                newest[remark.code] = reading.period, remark
    # of a move that the growth itself speaks of, the year alone adds nothing
    found = [
        remark
        for _, remark in newest.values()
        if remark.code != "verschoven" or "verschoven_groei" not in newest
    ]
    if old_figures is not None:
        found.append(old_figures)
    return tuple(sorted(found, key=lambda remark: ORDER.index(remark.code)))


def is_old(period: str, today: date) -> bool:
    """Say whether a period ended more than two years before `today`."""
    year = int(period[:4])
    end = date(year, 6, 30) if period.endswith("H1") else date(year, 12, 31)
    limit = (today.year - OLD_YEARS, today.month, today.day)
    return (end.year, end.month, end.day) < limit


def old(
    readings: Sequence["Reading"], newest: Mapping[str, str], today: date, main: str = "lasten_per_inwoner"
) -> Remark | None:
    """Return that figures are old: of the main one where that is old, else of the oldest; None where none is.

    `newest`: by indicator the newest period this gemeente has.
    """
    aged = {
        each.indicator: each.period
        for each in readings
        if each.value is not None and is_old(each.period, today)
    }
    if not aged:
        return None
    first = main if main in aged else min(aged, key=lambda name: aged[name])
    newer = newest.get(first, "")
    older = {name: period for name, period in aged.items() if name != first and period < aged[first]}
    return Remark(
        "C21",
        {
            "jaar": aged[first][:4],
            "nieuwer": newer if newer > aged[first] else "",
            "ouder": older,
        },
    )


def _entered(known: Knowledge, reading: "Reading") -> list[Remark]:
    if not reading.is_entered:
        return []
    return [Remark("eigen_opgave", {"gemeente": known.name(reading.region)})]


def _implausible(known: Knowledge, reading: "Reading") -> list[Remark]:
    if reading.cell_status != "niet_plausibel":
        return []
    values = {"gemeente": known.name(reading.region), "jaar": reading.period}
    if (
        reading.indicator in BASED
    ):  # a percentage or an index is no amount: what it was made of is not plausible
        return [Remark("C7_groei", values)]
    return [Remark("C7", {**values, "bedrag_eur": reading.value})]


def _leads(known: Knowledge, reading: "Reading") -> list[Remark]:
    """Books for others in the year of a gross figure on lasten; the figure's own status says so too."""
    if reading.indicator not in GROSS:
        return []
    statement = "begroting" if reading.indicator.startswith("begroting") else "jaarrekening"
    lead = lead_of(reading.region, int(reading.period[:4]), statement, known.leads)
    if reading.cell_status != "boekt_voor_anderen" and lead is None:
        return []
    partly = lead is not None and lead.kind == "deels"
    values = {"gemeente": known.name(reading.region), "jaar": reading.period[:4]}
    return [Remark("C6_deels" if partly else "C6", values)]


def _low_base(known: Knowledge, reading: "Reading") -> list[Remark]:
    if reading.cell_status != "basis_te_laag":
        return []
    return [Remark("basis_te_laag", {"gemeente": known.name(reading.region), "jaar": reading.period})]


def _reorganised(known: Knowledge, reading: "Reading") -> list[Remark]:
    """Of before a merger or a division: what the figure is the sum of, or that it is of the gemeente as it was."""
    year, events = int(reading.period[:4]), known.lineage.events(reading.region)
    later = [event for event in events if event.year > year]
    if not later:
        return []
    found: list[Remark] = []
    split = [event for event in later if event.kind == SPLIT]
    if split:
        last = split[-1]
        found.append(Remark("C10", {"gemeente": last.old_name, "jaar": str(last.date.year)}))
    merged = [event for event in later if event.kind not in (SPLIT, RENAME)]  # another name adds nothing
    if not merged:
        return found
    last_year = merged[-1].year
    values = {
        "gemeente": known.name(reading.region),
        "jaar": str(merged[-1].date.year),
        "namen": _names(merged, last_year),
    }
    if reading.origin == "voorgangers":
        made_new = known.lineage.began(reading.region) == last_year
        found.append(Remark("C9" if made_new else "uitgebreid", values))
    elif not known.adds_up(reading.indicator, reading.period):
        found.append(Remark("andere_indeling", values))
    return found


def _names(events: Sequence[Event], year: int) -> tuple[str, ...]:
    return tuple(sorted(event.old_name for event in events if event.year == year))


def _wijkteam(known: Knowledge, reading: "Reading") -> list[Remark]:
    if reading.indicator != PER_USER or reading.region not in known.much_wijkteam(reading.period):
        return []
    return [Remark("C2", {"gemeente": known.name(reading.region)})]


def _few(known: Knowledge, reading: "Reading") -> list[Remark]:
    """Few young people behind the figure: counted where that is published, else by the inhabitants."""
    if not reading.region.startswith("GM"):
        return []
    if reading.indicator in USE:
        count = reading.numerator if reading.indicator != "wijkteam_aandeel" else reading.denominator
        people = known.people_n(reading.region, reading.period[:4]) if count is None else None
        few = _is_few(count, people)
    elif reading.indicator == PER_USER:
        few = reading.denominator is not None and reading.denominator <= FEW_YOUNG_PEOPLE_N
    elif reading.indicator in GROSS or reading.indicator in PER_INHABITANT:
        few = _is_few(known.users_n(reading.region, reading.period[:4]), reading.denominator)
    else:
        few = False
    return [Remark("C8", {"gemeente": known.name(reading.region)})] if few else []


def _is_few(count: float | None, people: float | None) -> bool:
    if count is not None:
        return count <= FEW_YOUNG_PEOPLE_N
    return people is not None and people < FEW_INHABITANTS_N


def _booked(known: Knowledge, reading: "Reading") -> list[Remark]:
    """What was booked unlike the year before, in the year of a figure on lasten; or since the base of growth."""
    if reading.indicator not in GROSS or reading.indicator.startswith("begroting"):
        return []
    name = known.name(reading.region)
    if reading.cell_status == "verschoven":
        return [Remark("verschoven_groei", {"gemeente": name, "jaar": reading.period[:4]})]
    codes = {str(Flag.MOVED_EDGE): "verschoven", str(Flag.LEAP): "sprong"}
    when = int(reading.period[:4])
    kinds = {kind for year, kind in known.flags(reading.region) if year == when}
    return [
        Remark(code, {"gemeente": name, "jaar": reading.period[:4]})
        for kind, code in codes.items()
        if kind in kinds
    ]


def _provisional(reading: "Reading") -> list[Remark]:
    if not reading.is_provisional:
        return []
    return [Remark("C15", {"indicator": reading.indicator, "periode": reading.period})]
