"""Breaks and notes of `metrics.places.breaks` as marks on a line chart, with the words of data/caveats.toml."""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from metrics import dutch
from metrics.places import breaks as breaks_of
from metrics.places.breaks import Kind, Values
from metrics.places.lineage import Lineage
from metrics.records import Records
from pages.ui.charts.spec.lines import BreakMark, LineNote
from pages.ui.parts import notices
from pages.ui.parts.theme import Role


class ToldLine(Protocol):
    """What is told of a line: whose it is."""

    @property
    def name(self) -> str:
        """Its label."""

    @property
    def role(self) -> Role:
        """Of the gemeente itself, a group, a member, Nederland."""


_CAVEATS: Mapping[str, str] = {
    "aanbieders": "C11",
    "woonplaats": "C12",
    "splitsing": "C10",
    "corona": "C14",
    "taakvelden": "C13",
}
_TEXTS: Mapping[str, str] = {
    "samengevoegd_costs": "{gemeente} bestaat sinds {jaar}. Oudere bedragen zijn de som van {namen}.",
    "samengevoegd_use": "{gemeente} bestaat sinds {jaar} en ontstond uit {namen}.",
    "hernoemd": "{gemeente} heette eerder {namen}. De cijfers van voor {jaar} staan bij het CBS onder die naam.",
    "uitgebreid_use": "Vanaf {jaar} {telt} {namen} mee.",
    "uitgebreid_costs": "Vanaf {jaar} {telt} {namen} mee. Oudere bedragen zijn de som.",
    "regio_geheel": "Vanaf {jaar} boekt {gemeente} mogelijk ook lasten voor andere gemeenten in de regio.",
    "regio_geheel_tot": "Van {jaar} tot en met {laatste} boekte {gemeente} mogelijk ook lasten voor andere gemeenten "
    "in de regio.",
    "regio_deels": "Vanaf {jaar} boekt {gemeente} mogelijk een deel van de lasten voor andere gemeenten in de regio.",
    "regio_deels_tot": "Van {jaar} tot en met {laatste} boekte {gemeente} mogelijk een deel van de lasten voor andere "
    "gemeenten in de regio.",
}


def text(kind: Kind, code: str, values: Values, records: Records) -> str:
    """Return what a break or note says on screen; KeyError for a code that nobody gave words.

    A merger reads otherwise for costs, which add up, than for percentages, which do not.
    """
    if code in _CAVEATS:
        template = records.caveats[_CAVEATS[code]].text
    else:
        template = _TEXTS.get(f"{code}_{kind}") or _TEXTS[code]
    return notices.fill(template, values)


def breaks(
    kind: Kind, region: str, lineage: Lineage, records: Records, periods: Collection[str]
) -> tuple[BreakMark, ...]:
    """Return the breaks that lie between the first and the last of the periods shown."""
    if not periods:
        return ()
    half = "H1" if any("H" in period for period in periods) else ""
    first, last = min(periods), max(periods)
    return tuple(
        BreakMark(f"{one.start_year}{half}", text(kind, one.code, one.values, records))
        for one in breaks_of.breaks(kind, region, lineage)
        if breaks_of.crossed(first, last, [one])
    )


def line_notes(
    kind: Kind, region: str, name: str, lineage: Lineage, records: Records, periods: Collection[str]
) -> tuple[LineNote, ...]:
    """Return the notes on periods that are shown; a note of a year stands at its first half-year."""
    found = []
    for note in breaks_of.notes(kind, region, name, lineage, records.leads):
        at = note.period if note.period in periods else f"{note.period}H1"
        if at in periods:
            found.append(LineNote(at, text(kind, note.code, note.values, records)))
    return tuple(found)


def crossing(kind: Kind, region: str, lineage: Lineage, records: Records, start: str, end: str) -> str:
    """Return what lies between two periods that must not be compared, '' where they may."""
    found = breaks_of.crossed(start, end, breaks_of.breaks(kind, region, lineage))
    return text(kind, found.code, found.values, records) if found else ""


def every(periods: Collection[str]) -> tuple[str, ...]:
    """Return every period from the first to the last of these, also one that nobody has a figure in.

    Half-years where there are half-years, else years: what is missing stays in a line as a gap and in its table as a
    dash with its reason.
    """
    halves = [each for each in periods if "H" in each]
    found = halves or list(periods)
    years = range(int(min(found)[:4]), int(max(found)[:4]) + 1) if found else range(0)
    names = [f"{year}{half}" for year in years for half in (("H1", "H2") if halves else ("",))]
    return tuple(each for each in names if min(found) <= each <= max(found))


def span(periods: Collection[str]) -> str:
    """Return the first and last period in words: `2017 tot en met 2023`, `het eerste halfjaar van 2015 tot ..`."""
    ordered = sorted(periods, key=dutch.period_position)
    if len(ordered) < 2:
        return "".join(dutch.moment(period) for period in ordered)
    return f"{dutch.moment(ordered[0])} tot en met {dutch.moment(ordered[-1])}"


def lines_in_words(title: str, periods: Collection[str], lines: Iterable[ToldLine]) -> str:
    """Return what a chart of lines says to who cannot see it: its title, from when to when, and whose lines.

    Members of a group are counted where the lines are more than `dutch.FEW`: nobody listens to twenty names.
    """
    lines = tuple(lines)
    if not periods or not lines:
        return f"{title}. Er zijn geen cijfers."
    names = [
        dutch.small(line.name).removesuffix(", samen") if line.role in {"group", "extra"} else line.name
        for line in lines
    ]
    others = [line.name for line in lines if line.role == "other"]
    if len(names) > dutch.FEW and len(others) > 1:
        first = [name for name, line in zip(names, lines, strict=True) if line.role != "other"]
        names = [*first, f"{dutch.number_word(len(others))} andere gemeenten"]
    return (
        f"{title}. Lijnen van {span(periods)} voor {dutch.names(names)}. "
        "De waarden staan in de tabel onder de figuur."
    )
