"""Two moments, a line a series."""

from dataclasses import dataclass
from typing import ClassVar

from metrics import dutch
from pages.ui.charts.spec import (
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
        return course_name(self, self.start, self.end)

    def ends(self, series: Series) -> tuple[Point | None, Point | None]:
        """The points to draw at `start` and `end`; None where the series has none there."""
        drawn = map(apart.drawn, series.points)
        by_period = {point.period: point for point in drawn if point.value is not None}
        return by_period.get(self.start), by_period.get(self.end)

    def joined(self, series: Series) -> bool:
        """Say whether a line goes from the one moment to the other: both are there, and neither is apart."""
        return all(point is not None and not apart.is_apart(point) for point in self.ends(series))

    @property
    def footnotes(self) -> tuple[str, ...]:
        """What an asterisk means, what is no part of a line, then the notes."""
        points = [point for one in self.series for point in self.ends(one) if point is not None]
        return (*explained(points), *apart.told(self.series), *self.notes)

    @property
    def shown(self) -> tuple[Series, ...]:
        """The series in the order of drawing, own on top."""
        return tuple(stroke_order(self.series))

    @property
    def table(self) -> Table:
        """A row a series, with both moments."""
        columns = [Column("naam", "Gemeente")]
        columns += [
            Column(p, dutch.period_heading(p), self.unit, self.decimals) for p in (self.start, self.end)
        ]
        kept = {self.start, self.end}
        rows = [
            {key: cell for key, cell in series_row(one).items() if key == "naam" or key in kept}
            for one in self.series
        ]
        return self._table(columns, rows, own_names(self.series))
