"""What *Wat is nieuw?* shows of a choice, and its table. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics import dutch
from metrics.news import words
from metrics.news.changes import Change, NewsStep, Version
from metrics.records import Records
from pages.ui.parts.tables import Cell, Column, Row, Table

FEW = 4  # changes of a kind that are told in a sentence; all are in the table


@dataclass(frozen=True)
class View:
    """The steps after the version chosen, the newest first, for one gemeente. `since` None: there is one version."""

    code: str
    name: str
    since: Version | None
    steps: tuple[NewsStep, ...]
    records: Records
    has_cbs: bool = True

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change shown."""
        return tuple(change for step in self.steps for change in step.changes)

    @property
    def title(self) -> str:
        """The heading of the page."""
        return f"Wat is nieuw voor {self.name}?"

    @property
    def answer(self) -> str:
        """The one line that answers the question of the page."""
        if self.since is None:
            return words.FIRST if self.has_cbs else words.NO_CBS
        return words.since(self.since.loaded, self.changes, self.name)

    @property
    def told(self) -> list[tuple[str, list[str]]]:
        """A heading and sentences a kind of change, at most FEW of each."""
        found = []
        for what, mine in words.by_kind(self.changes):
            said = [words.told(each, self.records, self.name).sentence for each in mine[:FEW]]
            rest = len(mine) - len(said)
            more = [f"En nog {dutch.number(rest)}; alles staat in de tabel."] if rest else []
            found.append((words.HEADINGS[what], said + more))
        return found


def options(known: Sequence[Version]) -> dict[str, str]:
    """Return the versions that can be compared with, the newest first -> what the chooser calls them."""
    older = known[:-1]
    days = [dutch.date_nl(one.loaded) for one in older]
    return {
        one.version: f"{day} ({one.version[:8]})" if days.count(day) > 1 else day
        for one, day in reversed(list(zip(older, days, strict=True)))
    }


def ordinary(every: Sequence[NewsStep], choices: Mapping[str, str]) -> str:
    """Return the version with which is compared where nobody chose: the one before the newest change."""
    changed = next((step.previous for step in every if step.changes), "")
    return changed if changed in choices else next(iter(choices))


def table(view: View) -> Table:
    """Return every change, a row each: values in their own unit, and as numbers in a file."""
    columns = (
        Column("cijfer", "Cijfer"),
        Column("wat", "Wat"),
        Column("periode", "Periode"),
        Column("was", "Was", "getal", 2),
        Column("nu", "Is nu", "getal", 2),
        Column("verschil", "Verschil", "getal", 2),
        Column("bron", "Tabel"),
        Column("geladen", "Geladen op"),
    )
    rows = tuple(_row(view, step, change) for step in view.steps for change in step.changes)
    return Table(
        f"Wat er veranderde voor {view.name}",
        columns,
        rows,
        row_header="cijfer",
        notes=(words.WHAT_COUNTS,),
        file_stem=f"nieuw-{view.name}",
    )


def _row(view: View, step: NewsStep, change: Change) -> Row:
    told = words.told(change, view.records, view.name)
    apart = change.new - change.old if change.old is not None and change.new is not None else None
    return {
        "cijfer": told.about,
        "wat": told.kind,
        "periode": told.period,
        "was": Cell(change.old, printed=told.old),
        "nu": Cell(change.new, printed=told.new),
        "verschil": Cell(apart, printed=told.difference),
        "bron": change.source,
        "geladen": dutch.date_short(step.loaded),
    }
