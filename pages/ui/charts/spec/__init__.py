"""What a chart shows, as a value: header, points, axes. `screen` and `paper` draw it, nobody computes in it.

Every chart makes its own table from the very points it draws, so "bekijk als tabel", the files and the figure
cannot differ. Values are unrounded, in the chart's unit; None means no figure. Lines over periods stand in `lines`,
two moments in `slope`, kinds that compare rows in `rows`, two figures against each other in `scatter`, the map in
`map`; `apart` says which points no line goes to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from metrics import dutch
from metrics.figures import ENTERED, ENTERED_MARK
from pages.ui.parts.tables import Cell, Column, Row, Table, named
from pages.ui.parts.theme import STYLES, Role

PROVISIONAL = "Open punten en streepjes zijn voorlopige cijfers; in de tabel staat er een * bij."
ENTERED_DRAWN = (
    f"Een kruis is een {ENTERED}: dat cijfer komt niet van het CBS. Bij het getal staat {ENTERED_MARK}."
)

# What remains on a phone until "toon alle gemeenten" is chosen.
PHONE_ROLES: frozenset[Role] = frozenset({"own", "entered", "group", "nederland"})


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The header of every chart. `title` says what is seen; `alt` says it to who cannot see it.

    `source`: one line with source, status and load date. `notes`: sentences under the chart.
    Raises ValueError where title, alt or source is empty.
    """

    title: str
    alt: str
    source: str
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    kind: ClassVar[str] = "chart"

    def __post_init__(self) -> None:
        for name in ("title", "alt", "source"):
            if not getattr(self, name).strip():
                raise ValueError(f"a chart needs a {name}")

    @property
    def table(self) -> Table:
        """The drawn values as a table."""
        raise NotImplementedError

    @property
    def identity(self) -> "Chart":
        """What tells this chart from another: all that it shows and says."""
        return self

    @property
    def name(self) -> str:
        """What its files are called: its title, or what it shows where the title is a whole sentence."""
        return self.title

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Sentences that belong under the chart, the explanation of its numbered marks included."""
        return self.notes

    def _table(self, columns: Sequence[Column], rows: Sequence[Row], highlight: frozenset[str]) -> Table:
        return Table(
            caption=f"{self.title}. {self.subtitle}".removesuffix(". "),
            columns=tuple(columns),
            rows=tuple(rows),
            row_header=columns[0].key,
            highlight=highlight,
            notes=self.notes,
            source=self.source,
            keeps_empty=True,
        )


class Marked(Protocol):
    """A drawn figure that may need an explanation under the chart."""

    @property
    def provisional(self) -> bool:
        """Whether CBS may still change it."""

    @property
    def entered(self) -> bool:
        """Whether an analyst entered it."""


def explained(drawn: Iterable[Marked]) -> tuple[str, ...]:
    """Return what the marks of the figures in a chart mean, where they are there."""
    figures = list(drawn)
    provisional = (PROVISIONAL,) if any(each.provisional for each in figures) else ()
    return (*provisional, *((ENTERED_DRAWN,) if any(each.entered for each in figures) else ()))


@dataclass(frozen=True, slots=True)  # one of tens of thousands in memory
class Point:
    """A value in a period (`2019`, `2017H1`); None: no figure, the line is interrupted there."""

    period: str
    value: float | None
    provisional: bool = False
    status: str = "ok"
    entered: bool = False  # an analyst's own figure

    @property
    def mark(self) -> str:
        """What stands behind its number."""
        return ("*" if self.provisional else "") + (ENTERED_MARK if self.entered else "")


@dataclass(frozen=True, slots=True)  # one of tens of thousands in memory
class Series:
    """One line. `name` is shown as its label; the role decides how it is drawn."""

    name: str
    role: Role
    points: tuple[Point, ...]
    code: str = ""  # of the region it is about

    @property
    def last(self) -> Point | None:
        """The last point that has a value."""
        with_value = [point for point in self.points if point.value is not None]
        return max(with_value, key=lambda point: dutch.period_position(point.period), default=None)


def stroke_order(series: tuple[Series, ...]) -> list[Series]:
    """Return series in the order of drawing, own on top."""
    return sorted(series, key=lambda one: STYLES[one.role].order)


def own_names(series: tuple[Series, ...]) -> frozenset[str]:
    """Return the names of the lines of the gemeente itself."""
    return frozenset(one.name for one in series if one.role == "own")


def series_row(series: Series) -> Row:
    """Return a series as a row of a table: its name, and a cell a period."""
    cells = {
        p.period: Cell(p.value, p.status, provisional=p.provisional, entered=p.entered) for p in series.points
    }
    return {"naam": named(series.name, series.code), **cells}


def course_name(chart: Chart, *ends: str) -> str:
    """Return what a chart of a course shows, in few words, with the years of its ends."""
    return " ".join([(chart.subtitle or chart.title).partition(",")[0], *(period[:4] for period in ends)])


@dataclass(frozen=True)
class Reference:
    """A value with a line of its own, and the text that stands at it; `name`: whose it is, without the value."""

    value: float
    text: str
    role: Role = "nederland"
    name: str = ""
