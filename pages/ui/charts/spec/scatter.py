"""Two figures against each other, a dot a gemeente."""

from dataclasses import dataclass
from typing import ClassVar

from pages.ui.charts.spec import Chart, Reference
from pages.ui.parts.tables import Cell, Column, Row, Table, named
from pages.ui.parts.theme import STYLES, Role


@dataclass(frozen=True)
class Axis:
    """A value axis: what it measures (`title`), unit, decimals, and fixed ticks where asked (deciles)."""

    title: str
    unit: str
    decimals: int | None = None
    ticks: tuple[float, ...] = ()
    zero_based: bool = False


@dataclass(frozen=True)
class Mark:
    """A gemeente in a scatter. `labelled` False: a dot without its name (the name is in hover and table).

    `cells`: both figures as they stand in the table, also of one without a dot: what is shown elsewhere and not
    compared here, provisional or why there is none. Empty: the values as drawn.
    """

    name: str
    role: Role
    x: float | None
    y: float | None
    labelled: bool = True
    code: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScatterChart(Chart):
    """Two figures against each other, a dot a gemeente, with reference lines across."""

    marks: tuple[Mark, ...]
    x: Axis
    y: Axis
    y_reference: Reference | None = None
    x_reference: Reference | None = None
    behind: tuple[
        tuple[float, float], ...
    ] = ()  # all other gemeenten, lightly: no name and no row in the table
    kind: ClassVar[str] = "scatter"

    @property
    def drawn(self) -> tuple[Mark, ...]:
        """The marks with both figures, own last so that it lies on top."""
        complete = [mark for mark in self.marks if mark.x is not None and mark.y is not None]
        return tuple(sorted(complete, key=lambda mark: STYLES[mark.role].order))

    @property
    def table(self) -> Table:
        """A row a gemeente, both figures; marks without a figure keep their row."""
        columns = [
            Column("naam", "Gemeente"),
            Column("x", self.x.title, self.x.unit, self.x.decimals),
            Column("y", self.y.title, self.y.unit, self.y.decimals),
        ]
        rows: list[Row] = [
            {"naam": named(m.name, m.code), **dict(zip("xy", m.cells or (m.x, m.y), strict=True))}
            for m in self.marks
        ]
        if self.y_reference is not None:
            rows.append(
                {
                    "naam": self.y_reference.name or self.y_reference.text,
                    "x": Cell(None, "niet_van_toepassing"),
                    "y": self.y_reference.value,
                }
            )
        return self._table(columns, rows, frozenset(m.name for m in self.marks if m.role == "own"))
