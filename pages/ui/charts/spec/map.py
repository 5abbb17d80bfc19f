"""The map: filled shapes in classes by quantile, the own gemeente outlined."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import numpy as np

from metrics import dutch
from pages.ui.charts.spec import Chart
from pages.ui.parts.tables import Cell, Column, Row, Table, named

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)  # one of tens of thousands in memory
class Shape:
    """One area. `rings`: closed outlines in degrees (longitude, latitude): `outer_n` outer ones, then holes.

    `outer_n` 0 means: all are outer. `centre`: a point inside, where hover and click find it.
    `detail`: what the map must say of this area (boekt voor andere gemeenten).
    """

    code: str
    name: str
    rings: tuple[Ring, ...]
    centre: tuple[float, float]
    value: float | None
    status: str = "ok"
    detail: str = ""
    outer_n: int = 0


def quantile_bounds(values: list[float], classes: int) -> tuple[float, ...]:
    """The inner boundaries of classes with about equally many values; fewer where values are equal.

    A value on a boundary belongs to the higher class. Empty for no values or one class.
    """
    if not values or classes < 2:
        return ()
    cuts = np.quantile(np.asarray(values), [n / classes for n in range(1, classes)])
    lowest = min(values)
    return tuple(dict.fromkeys(float(cut) for cut in cuts if cut > lowest))


@dataclass(frozen=True, kw_only=True)
class MapChart(Chart):
    """Areas coloured by class. `own`: code of the outlined area. At most five classes (`theme.SEQUENCE`)."""

    shapes: tuple[Shape, ...]
    unit: str
    value_title: str
    decimals: int | None = None
    own: str = ""
    classes: int = 5
    area_title: str = "Gemeente"
    kind: ClassVar[str] = "map"

    @cached_property
    def bounds(self) -> tuple[float, ...]:
        """Inner boundaries of the classes, as printed: a colour never contradicts the number beside it."""
        printed = [self._printed(s.value) for s in self.shapes if s.value is not None]
        cuts = (self._printed(cut) for cut in quantile_bounds(printed, self.classes))
        return tuple(dict.fromkeys(cut for cut in cuts if cut > min(printed)))

    def class_of(self, value: float) -> int:
        """The class of a value, 0 = lowest."""
        return bisect_right(self.bounds, self._printed(value))

    def _printed(self, value: float) -> float:
        places = dutch.DECIMALS[self.unit] if self.decimals is None else self.decimals
        return float(dutch.rounded(value, places))

    @cached_property
    def class_texts(self) -> tuple[str, ...]:
        """Every class in words, low to high: `tot € 300`, `€ 300 tot € 340`, `€ 340 of meer`."""
        texts = [dutch.value(bound, self.unit, self.decimals) for bound in self.bounds]
        if not texts:
            return ("alle gemeenten",)
        middle = [f"{low} tot {high}" for low, high in zip(texts, texts[1:], strict=False)]
        return (f"minder dan {texts[0]}", *middle, f"{texts[-1]} of meer")

    @property
    def identity(self) -> "MapChart":
        """The map without its lines: which these are follows from its areas and its notes."""
        return replace(self, shapes=tuple(replace(shape, rings=()) for shape in self.shapes))

    @property
    def table(self) -> Table:
        """A row an area, by name, with its class in words."""
        columns = [
            Column("naam", self.area_title),
            Column("waarde", self.value_title, self.unit, self.decimals),
            Column("klasse", "Klasse op de kaart"),
            Column("toelichting", "Toelichting"),
        ]
        texts = self.class_texts
        rows: list[Row] = [
            {
                "naam": named(shape.name, shape.code),
                "waarde": Cell(shape.value, shape.status),
                "klasse": "geen cijfer" if shape.value is None else texts[self.class_of(shape.value)],
                "toelichting": shape.detail,
            }
            for shape in sorted(self.shapes, key=lambda one: one.name)
        ]
        return self._table(columns, rows, frozenset(s.name for s in self.shapes if s.code == self.own))
