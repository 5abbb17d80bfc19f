"""The notes of this installation beside the figures they are on: the one way for pages, papers and files.

A page says which figures of which gemeenten it shows (`metrics.notes.Shown`); what was written on those is drawn as
quiet lines, a long text folded, and goes along as lines of a paper and as a table.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from metrics import dutch
from metrics.comparing import measures
from metrics.comparing.measures import NewestFigure
from metrics.notes import KINDS, FigureNote, Shown, beside
from metrics.records import Records
from pages.ui.parts import blocks
from pages.ui.parts.tables import Cell, Column, Table
from pages.ui.site import provenance, saved_here
from pages.ui.site.builds import Loaded
from pages.ui.site.page import Page
from pages.ui.site.serving import files, naming

SOURCE = "notities van deze installatie"
NOT_OURS = "Een notitie is van wie haar schreef. Wij controleren haar niet."


@dataclass(frozen=True)
class Noted:
    """Notes that belong on a page, with the names of gemeenten and figures, and how the period of a figure is said."""

    notes: tuple[FigureNote, ...]
    names: Mapping[str, str]
    titles: Mapping[str, str]
    when: Callable[[str, str], str] = field(default=lambda _indicator, period: dutch.period_heading(period))

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What each note is on and by whom, and its text. Empty where there are none."""
        several = len({note.gemeente for note in self.notes}) > 1
        return tuple((self._lead(note, with_name=several), note.text) for note in self.notes)

    def _lead(self, note: FigureNote, *, with_name: bool) -> str:
        whose = f" van {self.names.get(note.gemeente, note.gemeente)}" if with_name else ""
        figure = self.title(note.indicator)
        what = f"{figure[:1].lower()}{figure[1:]}, {self.when(note.indicator, note.period)}"
        return f"Notitie bij {what}{whose} ({KINDS[note.kind]}; {note.who})"

    def title(self, indicator: str) -> str:
        """What a figure is called."""
        return self.titles.get(indicator, indicator)

    @property
    def table(self) -> Table | None:
        """The notes as a table, whole; None where there are none."""
        if not self.notes:
            return None
        return Table(
            "Notities bij deze cijfers",
            (
                Column("gemeente", "Gemeente"),
                Column("cijfer", "Cijfer"),
                Column("periode", "Periode"),
                Column("soort", "Soort"),
                Column("wie", "Van wie"),
                Column("tekst", "Tekst"),
            ),
            tuple(
                {
                    "gemeente": Cell(self.names.get(note.gemeente, note.gemeente), region=note.gemeente),
                    "cijfer": self.title(note.indicator),
                    "periode": self.when(note.indicator, note.period),
                    "soort": KINDS[note.kind],
                    "wie": note.who,
                    "tekst": note.text,
                }
                for note in self.notes
            ),
            row_header="gemeente",
            notes=(NOT_OURS,),
            source=SOURCE,
            file_stem="notities",
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        """The table, or none."""
        return () if self.table is None else (self.table,)


def of(loaded: Loaded, records: Records, gemeenten: Collection[str], shown: Shown) -> Noted:
    """Return the notes on the figures that are shown; on a public site there are none unless that was switched on."""
    found = saved_here.notes().notes
    if not found:  # nobody asks when: with own figures the readings would be laid out for nothing
        return Noted((), loaded.names, {})
    titles = {code: record.title for code, record in records.indicators.items()}
    readings = loaded.build.readings_with_report
    return Noted(
        beside(found, gemeenten, shown),
        loaded.names,
        titles,
        lambda indicator, period: measures.when(readings, indicator, period, dutch.period_heading),
    )


def newest(shown: Iterable[NewestFigure]) -> Shown:
    """Return which notes belong with figures that are shown in one period each."""
    return {each.indicator.code: {each.period} for each in shown}


def every(loaded: Loaded, records: Records, gemeente: str) -> Noted:
    """Return every note of a gemeente, also on a figure that this version does not know."""
    found = saved_here.notes().notes
    known = dict.fromkeys((*records.indicators, *(note.indicator for note in found)))
    return of(loaded, records, {gemeente}, known)


def draw(page: Page, gemeenten: Collection[str], shown: Shown) -> None:
    """Draw the notes on the figures of a page, with their file; nothing where there are none."""
    found = of(page.loaded, page.records, gemeenten, shown)
    if found.table is None:
        return
    saved = files.addresses(found.table, naming.stem(found.table.file_stem), provenance.current())
    page.html(blocks.notes(found.lines) + blocks.file_links(saved, "notities"))
