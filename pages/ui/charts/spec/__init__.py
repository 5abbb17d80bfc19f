"""What a chart shows, as a value: header, points, axes. `screen` and `paper` draw it, nobody computes in it.

Every chart makes its own table from the very points it draws, so "bekijk als tabel", the files and the figure
cannot differ. Values are unrounded, in the chart's unit; None means no figure. Kinds that compare rows stand
in `rows`, two figures against each other in `scatter`, the map in `map`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import ClassVar, Literal, Protocol

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

    def __getstate__(self) -> dict[str, object]:
        """Only the fields, so that equal charts pickle to equal bytes whatever was looked up in them."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class BreakMark:
    """A change in the way of counting. `start` is the first period of the new way; no line crosses it."""

    start: str
    text: str


@dataclass(frozen=True)
class LineNote:
    """Something that happened in a period, without breaking the series; drawn as a numbered mark."""

    period: str
    text: str


@dataclass(frozen=True)
class Range:
    """What a value can be in a period: from `low` to `high`."""

    period: str
    low: float
    high: float


@dataclass(frozen=True)
class RangeBand:
    """Ranges with a name, one a period and never joined: 'box' lies behind the lines, 'whisker' on the own one."""

    name: str
    shape: Literal["box", "whisker"]
    ranges: tuple[Range, ...]


_SHAPES = {"box": "Grijze vakken", "whisker": "Staande streepjes"}


def _stroke_order(series: tuple[Series, ...]) -> list[Series]:
    return sorted(series, key=lambda one: STYLES[one.role].order)


def _own_names(series: tuple[Series, ...]) -> frozenset[str]:
    return frozenset(one.name for one in series if one.role == "own")


@dataclass(frozen=True, kw_only=True)
class LineChart(Chart):
    """Lines over periods. `base_line`: a value with a line of its own (100 for an index)."""

    series: tuple[Series, ...]
    unit: str
    decimals: int | None = None
    base_line: float | None = None
    breaks: tuple[BreakMark, ...] = ()
    line_notes: tuple[LineNote, ...] = ()
    bands: tuple[RangeBand, ...] = ()
    show_all: bool = True
    zero_based: bool = False
    kind: ClassVar[str] = "line"

    @property
    def name(self) -> str:
        """What the lines are of, from when to when: half of the sentence above them would tell another story."""
        return _name(self, *self.periods[:1], *self.periods[-1:])

    @property
    def shown(self) -> tuple[Series, ...]:
        """The series to draw, own on top; without `show_all` only own, entered, group and Nederland."""
        kept = [one for one in self.series if self.show_all or one.role in PHONE_ROLES]
        return tuple(_stroke_order(tuple(kept)))

    def for_phone(self) -> "LineChart":
        """The same chart with at most own, entered, group and Nederland drawn; the table keeps all."""
        return replace(self, show_all=False)

    @property
    def drawn_values(self) -> list[float]:
        """Every value that must fit on the axis: points, ends of ranges, the base line."""
        values = [p.value for one in self.shown for p in one.points if p.value is not None]
        values += [end for band in self.bands for each in band.ranges for end in (each.low, each.high)]
        return values if self.base_line is None else [*values, self.base_line]

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """All periods of all series, in time order."""
        found = {point.period for one in self.series for point in one.points}
        return tuple(sorted(found, key=dutch.period_position))

    @property
    def numbered(self) -> tuple[tuple[int, float, str], ...]:
        """Breaks and notes as (number, place on the time axis, sentence), in time order.

        A break lies half a step before its first period, a note on its period.
        """
        half = self.step / 2
        marks = [(dutch.period_position(one.start) - half, one.text) for one in self.breaks]
        marks += [(dutch.period_position(one.period), one.text) for one in self.line_notes]
        return tuple((n, at, text) for n, (at, text) in enumerate(sorted(marks), start=1))

    @cached_property
    def step(self) -> float:
        """Length of a period on the time axis: 0.5 for half-years, 1 for years."""
        return 0.5 if any("H" in period for period in self.periods) else 1.0

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Numbered breaks and notes, what an asterisk means, then the notes."""
        marks = tuple(f"{n}. {text}" for n, _, text in self.numbered)
        star = explained([p for one in self.series for p in one.points])
        bands = tuple(f"{_SHAPES[band.shape]}: {band.name}." for band in self.bands)
        return (*marks, *star, *bands, *self.notes)

    def segments(self, series: Series) -> list[list[Point]]:
        """Runs of points that may be joined: no missing period and no break between two neighbours."""
        starts = sorted(dutch.period_position(one.start) for one in self.breaks)
        points = sorted(series.points, key=lambda point: dutch.period_position(point.period))
        runs: list[list[Point]] = []
        before: float | None = None
        for point in points:
            at = dutch.period_position(point.period)
            if point.value is None:
                before = None
                continue
            joined = before is not None and at - before <= self.step + 1e-9
            if not joined or any(before is not None and before < start <= at for start in starts):
                runs.append([])
            runs[-1].append(point)
            before = at
        return runs

    @property
    def table(self) -> Table:
        """A row a series, a column a period."""
        columns = [Column("naam", "Gemeente")]
        columns += [Column(p, dutch.period_heading(p), self.unit, self.decimals) for p in self.periods]
        rows = [_series_row(one) for one in self.series]
        for band in self.bands:
            name = dutch.capital(band.name)
            rows.append({"naam": f"{name}: van", **{each.period: each.low for each in band.ranges}})
            rows.append({"naam": f"{name}: tot", **{each.period: each.high for each in band.ranges}})
        marked = self._table(columns, rows, _own_names(self.series))
        # what the numbers on the lines say belongs to the figures too
        return replace(marked, notes=(*(text for _, _, text in self.numbered), *marked.notes))


def _series_row(series: Series) -> Row:
    cells = {
        p.period: Cell(p.value, p.status, provisional=p.provisional, entered=p.entered) for p in series.points
    }
    return {"naam": named(series.name, series.code), **cells}


def _name(chart: Chart, *ends: str) -> str:
    """Return what a chart of a course shows, in few words, with the years of its ends."""
    return " ".join([(chart.subtitle or chart.title).partition(",")[0], *(period[:4] for period in ends)])


@dataclass(frozen=True, kw_only=True)
class SlopeChart(Chart):
    """Two moments, one line a series: what changed between `start` and `end`."""

    series: tuple[Series, ...]
    start: str
    end: str
    unit: str
    decimals: int | None = None
    base_line: float | None = None
    kind: ClassVar[str] = "slope"

    @property
    def name(self) -> str:
        """What the lines are of, from when to when."""
        return _name(self, self.start, self.end)

    def ends(self, series: Series) -> tuple[Point | None, Point | None]:
        """The points at `start` and `end`; None where the series has none there."""
        by_period = {point.period: point for point in series.points if point.value is not None}
        return by_period.get(self.start), by_period.get(self.end)

    @property
    def footnotes(self) -> tuple[str, ...]:
        """What an asterisk means, then the notes."""
        points = [point for one in self.series for point in self.ends(one) if point is not None]
        return (*explained(points), *self.notes)

    @property
    def shown(self) -> tuple[Series, ...]:
        """The series in the order of drawing, own on top."""
        return tuple(_stroke_order(self.series))

    @property
    def table(self) -> Table:
        """A row a series, with both moments."""
        columns = [Column("naam", "Gemeente")]
        columns += [
            Column(p, dutch.period_heading(p), self.unit, self.decimals) for p in (self.start, self.end)
        ]
        kept = {self.start, self.end}
        rows = [
            {key: cell for key, cell in _series_row(one).items() if key == "naam" or key in kept}
            for one in self.series
        ]
        return self._table(columns, rows, _own_names(self.series))


@dataclass(frozen=True)
class Reference:
    """A value with a line of its own, and the text that stands at it; `name`: whose it is, without the value."""

    value: float
    text: str
    role: Role = "nederland"
    name: str = ""
