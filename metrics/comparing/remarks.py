"""Which remarks apply to *this* gemeente, and which of them weighs most.

A remark that goes for every gemeente (what is counted, prices) is not here: it says nothing about this one. What
is here changes how the figures on one page may be read: an implausible amount, lasten of others in the books, a
division, few young people, much help by the wijkteam, amounts that were booked elsewhere, a merger, old or
provisional figures. The order is a judgement of ours: first what makes a figure unusable, then what makes it hard to
compare, then what a reader must know.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from metrics.comparing.comparison import Figure
from metrics.comparing.ranking import Position
from metrics.costs.bookings import Flag, lead_of
from metrics.places import breaks
from metrics.places.lineage import Lineage
from metrics.records import RegionalLead

# Under so many young people five more or less (the step in which they are counted) is 5% of the figure.
FEW_YOUNG_PEOPLE_N = 100
# One inhabitant in 39 had jeugdzorg in 2019 (443,000 of 17.3 million): where no count is loaded, a gemeente of
# fewer inhabitants than this has about a hundred young people with jeugdzorg or fewer.
FEW_INHABITANTS_N = 3900
TOP_FIFTH = 0.2
OLD_YEARS = 2

# Code -> place in the order. Codes are those of data/caveats.toml (C7) or of what `pages.ui.gemeente.remarks` words.
ORDER = (
    "C7",  # not plausible
    "C6",  # books lasten of others, most of the region's
    "C10",  # divided over several
    "basis_te_laag",  # the base of the growth is far too low
    "C6_deels",  # books lasten of others, in part
    "C2",  # much help by the wijkteam
    "C8",  # few young people
    "verschoven",  # an amount moved between youth and other help
    "sprong",  # the accounts leapt
    "C9",  # made of others
    "uitgebreid",  # took others in
    "C21",  # figures of over two years ago
    "C15",  # provisional
)


class Remark(NamedTuple):
    """One remark: its code and what it is filled in with. `values`: names and years; `bedrag_eur` an amount."""

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class OnPage:
    """What one page shows of one gemeente.

    `figures`: by indicator, the period and the figure shown. `first_year`: of the oldest figure in a line.
    `newest`: by indicator, the newest period this gemeente has. `counts`: young people behind the figures, by
    indicator (missing: not published or not loaded). `wijkteam`: the place of its share of help by the wijkteam.
    `flags`: (year, kind) of metrics.costs.bookings in the accounts of this gemeente.
    """

    code: str
    name: str
    figures: Mapping[str, tuple[str, Figure]]
    today: date
    first_year: int = 2017
    newest: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, float] = field(default_factory=dict)
    inhabitants_n: float | None = None
    wijkteam: Position | None = None
    flags: Sequence[tuple[int, str]] = ()


def applicable(shown: OnPage, lineage: Lineage, leads: Iterable[RegionalLead]) -> tuple[Remark, ...]:
    """Return the remarks that apply to this gemeente, the one that weighs most first; often none.

    Each code at most once; its `values` are of the newest figure it is about.
    """
    found = [
        *_implausible(shown),
        *_leads(shown, tuple(leads)),
        *_reorganised(shown, lineage),
        *_low_base(shown),
        *_wijkteam(shown),
        *_few(shown),
        *_booked(shown),
        *_old(shown),
        *_provisional(shown),
    ]
    first: dict[str, Remark] = {}
    for remark in found:
        first.setdefault(remark.code, remark)
    return tuple(sorted(first.values(), key=lambda remark: ORDER.index(remark.code)))


def is_old(period: str, today: date) -> bool:
    """Say whether a period ended more than two years before `today`."""
    year = int(period[:4])
    end = date(year, 6, 30) if period.endswith("H1") else date(year, 12, 31)
    limit = (today.year - OLD_YEARS, today.month, today.day)
    return (end.year, end.month, end.day) < limit


def _implausible(shown: OnPage) -> list[Remark]:
    amounts = ("lasten_per_inwoner", "lasten_per_jongere_met_jeugdzorg", "begroting_per_inwoner")
    return [
        Remark("C7", {"gemeente": shown.name, "jaar": period, "bedrag_eur": figure.value})
        for period, figure in (shown.figures[name] for name in amounts if name in shown.figures)
        if figure.cell_status == "niet_plausibel"
    ]


def _leads(shown: OnPage, leads: tuple[RegionalLead, ...]) -> list[Remark]:
    """Books for others in the year of a figure on lasten; the figure's own status says so too."""
    found = []
    for name in ("lasten_per_inwoner", "lasten_per_jongere_met_jeugdzorg", "groei_lasten_per_inwoner"):
        if name not in shown.figures:
            continue
        period, figure = shown.figures[name]
        lead = lead_of(shown.code, int(period[:4]), "jaarrekening", leads)
        if figure.cell_status == "boekt_voor_anderen" or lead is not None:
            partly = lead is not None and lead.kind == "deels"
            found.append(Remark("C6_deels" if partly else "C6", {"gemeente": shown.name, "jaar": period[:4]}))
    return found


def _reorganised(shown: OnPage, lineage: Lineage) -> list[Remark]:
    """Merged or divided within the years on the page, the latest first."""
    found = [
        (each.start_year, Remark("C10", each.values))
        for each in breaks.breaks("costs", shown.code, lineage)
        if each.code == "splitsing"
    ]
    codes = {"samengevoegd": "C9", "uitgebreid": "uitgebreid"}
    found += [
        (int(note.period[:4]), Remark(codes[note.code], note.values))
        for note in breaks.notes("costs", shown.code, shown.name, lineage, ())
        if note.code in codes
    ]
    within = [(year, remark) for year, remark in found if year > shown.first_year]
    return [remark for _, remark in sorted(within, key=lambda item: -item[0])]


def _low_base(shown: OnPage) -> list[Remark]:
    return [
        Remark("basis_te_laag", {"gemeente": shown.name, "jaar": period})
        for period, figure in shown.figures.values()
        if figure.cell_status == "basis_te_laag"
    ]


def _wijkteam(shown: OnPage) -> list[Remark]:
    place = shown.wijkteam
    if place is None or place.higher_n >= TOP_FIFTH * place.total_n:
        return []
    return [Remark("C2", {"gemeente": shown.name})]


def _few(shown: OnPage) -> list[Remark]:
    few = any(count <= FEW_YOUNG_PEOPLE_N for count in shown.counts.values())
    if not shown.counts and shown.inhabitants_n is not None:
        few = shown.inhabitants_n < FEW_INHABITANTS_N
    return [Remark("C8", {"gemeente": shown.name})] if few else []


def _booked(shown: OnPage) -> list[Remark]:
    """What was booked unlike the year before, in the year of the growth or level on the page."""
    years = {
        int(shown.figures[name][0])
        for name in ("groei_lasten_per_inwoner", "lasten_per_inwoner")
        if name in shown.figures
    }
    codes = {Flag.MOVED_EDGE: "verschoven", Flag.LEAP: "sprong"}
    return [
        Remark(codes[Flag(kind)], {"gemeente": shown.name, "jaar": str(year)})
        for year, kind in sorted(shown.flags, reverse=True)
        if year in years and kind in codes
    ]


def _old(shown: OnPage) -> list[Remark]:
    """Old figures: of the lasten where those are old, else of the oldest on the page."""
    old = {
        name: period
        for name, (period, figure) in shown.figures.items()
        if figure.value is not None and is_old(period, shown.today)
    }
    if not old:
        return []
    main = "lasten_per_inwoner" if "lasten_per_inwoner" in old else min(old, key=lambda name: old[name])
    newer = shown.newest.get(main, "")
    values = {
        "jaar": old[main][:4],
        "nieuwer": newer if newer > old[main] else "",
        "ouder": {name: period for name, period in old.items() if name != main and period < old[main]},
    }
    return [Remark("C21", values)]


def _provisional(shown: OnPage) -> list[Remark]:
    found = [
        (period, name)
        for name, (period, figure) in shown.figures.items()
        if figure.value is not None and figure.is_provisional
    ]
    if not found:
        return []
    period, name = max(found)
    return [Remark("C15", {"indicator": name, "periode": period})]
