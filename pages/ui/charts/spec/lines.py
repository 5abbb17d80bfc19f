"""Lines over periods, with breaks, notes and ranges."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, Literal

from metrics import dutch
from pages.ui.charts.spec import (
    PHONE_ROLES,
    Chart,
    Point,
    Series,
    apart,
    course_name,
    explained,
    own_names,
    series_row,
    stroke_order,
)
from pages.ui.parts.tables import Column, Table


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
        return course_name(self, *self.periods[:1], *self.periods[-1:])

    @cached_property
    def shown(self) -> tuple[Series, ...]:
        """The series to draw, own on top; without `show_all` only own, entered, group and Nederland.

        A value that is not plausible is not drawn, and a line without any other value neither.
        """
        drawn = [replace(one, points=tuple(apart.drawn(each) for each in one.points)) for one in self._kept]
        return tuple(stroke_order(tuple(one for one in drawn if one.last is not None)))

    @property
    def _kept(self) -> list[Series]:
        return [one for one in self.series if self.show_all or one.role in PHONE_ROLES]

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
        """Numbered breaks and notes, what an asterisk means, what is no part of a line, then the notes."""
        marks = tuple(f"{n}. {text}" for n, _, text in self.numbered)
        star = explained([p for one in self.series for p in one.points])
        bands = tuple(f"{_SHAPES[band.shape]}: {band.name}." for band in self.bands)
        return (*marks, *star, *bands, *apart.told(self._kept), *self.notes)

    def segments(self, series: Series) -> list[list[Point]]:
        """Runs of points that may be joined: no missing period and no break between two neighbours, none apart."""
        starts = sorted(dutch.period_position(one.start) for one in self.breaks)
        points = sorted(series.points, key=lambda point: dutch.period_position(point.period))
        runs: list[list[Point]] = []
        before: float | None = None  # where the point before stands, if it may be joined
        for point in points:
            at = dutch.period_position(point.period)
            if point.value is None:
                before = None
                continue
            joined = before is not None and at - before <= self.step + 1e-9 and not apart.is_apart(point)
            if not joined or any(before is not None and before < start <= at for start in starts):
                runs.append([])
            runs[-1].append(point)
            before = None if apart.is_apart(point) else at
        return runs

    @property
    def table(self) -> Table:
        """A row a series, a column a period."""
        columns = [Column("naam", "Gemeente")]
        columns += [Column(p, dutch.period_heading(p), self.unit, self.decimals) for p in self.periods]
        rows = [series_row(one) for one in self.series]
        for band in self.bands:
            name = dutch.capital(band.name)
            rows.append({"naam": f"{name}: van", **{each.period: each.low for each in band.ranges}})
            rows.append({"naam": f"{name}: tot", **{each.period: each.high for each in band.ranges}})
        marked = self._table(columns, rows, own_names(self.series))
        # what the numbers on the lines say belongs to the figures too
        return replace(marked, notes=(*(text for _, _, text in self.numbered), *marked.notes))
