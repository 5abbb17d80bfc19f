"""Charts that compare rows: the strip of a card, bars, shares, dots per kind of group, a total in steps."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from metrics import dutch
from metrics.figures import ENTERED_MARK
from pages.ui.charts.spec import Chart, Reference, explained
from pages.ui.parts.tables import Cell, Column, Row, Table, drawn_cell, named
from pages.ui.parts.theme import Role


@dataclass(frozen=True)
class Dot:
    """One value with a name."""

    name: str
    role: Role
    value: float | None
    code: str = ""  # of the region it is about
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class StripPlot(Chart):
    """The place of one gemeente among others on one line: the small strip in a card."""

    dots: tuple[Dot, ...]
    unit: str
    decimals: int | None = None
    kind: ClassVar[str] = "strip"

    @property
    def table(self) -> Table:
        """A row a dot, with the conclusion of its row where there are conclusions."""
        columns = [Column("naam", "Gemeente"), Column("waarde", self.title, self.unit, self.decimals)]
        rows: list[Row] = [{"naam": named(dot.name, dot.code), "waarde": dot.value} for dot in self.dots]
        return self._table(columns, rows, frozenset(d.name for d in self.dots if d.role == "own"))


@dataclass(frozen=True)
class Bar:
    """One bar. `detail` is a short text beside the value (hoe groot, of waarom geen cijfer)."""

    name: str
    role: Role
    value: float | None
    provisional: bool = False
    status: str = "ok"
    detail: str = ""
    code: str = ""  # of the region it is about
    entered: bool = False  # an analyst's own figure

    @property
    def mark(self) -> str:
        """What stands behind its number."""
        return ("*" if self.provisional else "") + (ENTERED_MARK if self.entered else "")


@dataclass(frozen=True, kw_only=True)
class BarChart(Chart):
    """Horizontal bars, in the order given or (`ordered`) from high to low; bars without a value last."""

    bars: tuple[Bar, ...]
    unit: str
    decimals: int | None = None
    value_title: str = ""
    row_title: str = "Gemeente"
    ordered: bool = True
    reference: Reference | None = None
    kind: ClassVar[str] = "bar"

    @property
    def footnotes(self) -> tuple[str, ...]:
        """What an asterisk means, then the notes."""
        return (*explained(self.bars), *self.notes)

    @property
    def shown(self) -> tuple[Bar, ...]:
        """The bars from top to bottom."""
        if not self.ordered:
            return self.bars
        return tuple(sorted(self.bars, key=lambda bar: (bar.value is None, -(bar.value or 0.0), bar.name)))

    @property
    def table(self) -> Table:
        """A row a bar, in the order drawn."""
        columns = [
            Column("naam", self.row_title),
            Column("waarde", self.value_title or self.title, self.unit, self.decimals),
        ]
        if any(bar.detail for bar in self.bars):
            columns.append(Column("toelichting", "Toelichting"))
        rows: list[Row] = []
        for bar in self.shown:
            row: dict[str, Cell | str] = {
                "naam": named(bar.name, bar.code),
                "waarde": Cell(bar.value, bar.status, provisional=bar.provisional, entered=bar.entered),
            }
            if len(columns) == 3:
                row["toelichting"] = bar.detail
            rows.append(row)
        return self._table(columns, rows, frozenset(b.name for b in self.bars if b.role == "own"))


@dataclass(frozen=True)
class Stack:
    """One bar of parts, in the order of `StackedChart.parts`; None: that part has no figure."""

    name: str
    role: Role
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class StackedChart(Chart):
    """Horizontal bars of parts (shares or amounts). Parts are told apart by colour, pattern and order."""

    parts: tuple[str, ...]
    stacks: tuple[Stack, ...]
    unit: str
    decimals: int | None = None
    row_title: str = "Gemeente"
    kind: ClassVar[str] = "stacked"

    def __post_init__(self) -> None:
        super().__post_init__()
        for stack in self.stacks:
            if len(stack.values) != len(self.parts):
                raise ValueError(f"{stack.name}: {len(stack.values)} values for {len(self.parts)} parts")

    @property
    def table(self) -> Table:
        """A row a bar, a column a part."""
        columns = [Column("naam", self.row_title)]
        columns += [Column(f"deel{n}", part, self.unit, self.decimals) for n, part in enumerate(self.parts)]
        rows: list[Row] = [
            {"naam": stack.name, **{f"deel{n}": value for n, value in enumerate(stack.values)}}
            for stack in self.stacks
        ]
        return self._table(columns, rows, frozenset(s.name for s in self.stacks if s.role == "own"))


@dataclass(frozen=True)
class DotRow:
    """A row of dots with its conclusion in words (`lager in 4 van de 5 groepen`)."""

    name: str
    dots: tuple[Dot, ...]
    conclusion: str = ""


@dataclass(frozen=True, kw_only=True)
class DotStrip(Chart):
    """Rows of dots around one reference: does the picture hold with other groups, per family of groups?"""

    rows: tuple[DotRow, ...]
    unit: str
    decimals: int | None = None
    reference: Reference | None = None
    value_title: str = "Cijfer"
    row_title: str = "Soort groep"
    dot_title: str = "Groep"
    kind: ClassVar[str] = "dots"

    @property
    def table(self) -> Table:
        """A row a dot, with the conclusion of its row where there are conclusions."""
        columns = [
            Column("soort", self.row_title),
            Column("naam", self.dot_title),
            Column("waarde", self.value_title, self.unit, self.decimals),
        ]
        rows: list[Row] = [
            {
                "soort": row.name,
                "naam": named(dot.name, dot.code),
                "waarde": drawn_cell(dot.value, provisional=dot.provisional),
            }
            for row in self.rows
            for dot in row.dots
        ]
        if any(row.conclusion for row in self.rows):
            columns.append(Column("conclusie", "Conclusie"))
            conclusions = [row.conclusion for row in self.rows for _ in row.dots]
            rows = [{**row, "conclusie": text} for row, text in zip(rows, conclusions, strict=True)]
        return self._table(columns, rows, frozenset())


StepKind = Literal["total", "step"]


@dataclass(frozen=True)
class Step:
    """A part of a difference. `low` and `high`: the interval of its value where it is not known exactly."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class WaterfallChart(Chart):
    """From one total to another, step by step. ValueError where the steps do not add up (1 in 10^6)."""

    start: Step
    steps: tuple[Step, ...]
    end: Step
    unit: str
    decimals: int | None = None
    kind: ClassVar[str] = "waterfall"

    def __post_init__(self) -> None:
        super().__post_init__()
        total = self.start.value + sum(step.value for step in self.steps)
        if abs(total - self.end.value) > 1e-6 * max(1.0, abs(self.end.value)):
            raise ValueError(f"steps add up to {total}, not to {self.end.value}")

    @property
    def levels(self) -> tuple[tuple[Step, StepKind, float, float], ...]:
        """Every bar as (step, kind, from, to), from start to end."""
        bars: list[tuple[Step, StepKind, float, float]] = [(self.start, "total", 0.0, self.start.value)]
        at = self.start.value
        for step in self.steps:
            bars.append((step, "step", at, at + step.value))
            at += step.value
        return (*bars, (self.end, "total", 0.0, self.end.value))

    @property
    def table(self) -> Table:
        """A row a bar, steps with their sign."""
        columns = [
            Column("naam", "Onderdeel"),
            Column("waarde", "Bedrag of verschil", self.unit, self.decimals),
        ]
        if any(step.detail for step in (self.start, *self.steps, self.end)):
            columns.append(Column("toelichting", "Toelichting"))
        rows: list[Row] = []
        for step, kind, _, _ in self.levels:
            sign = dutch.signed(step.value, self.unit, self.decimals) if kind == "step" else ""
            row: dict[str, Cell | str] = {"naam": step.name, "waarde": Cell(step.value, printed=sign)}
            if len(columns) == 3:
                row["toelichting"] = step.detail
            rows.append(row)
        return self._table(columns, rows, frozenset())
