"""Boundaries of the store as outlines that a chart can draw. Pure: a frame with WKB in, rings in degrees out."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import shapely

from metrics import dutch
from metrics.comparing.areas import AreaValue
from pages.ui.charts.spec.map import Ring, Shape

_DECIMALS = 3  # of a degree: about 100 m, as the chart draws it


@dataclass(frozen=True)
class Outline:
    """The outline of one area: `outer_n` outer rings, then its holes; `centre` lies inside the largest part."""

    code: str
    rings: tuple[Ring, ...]
    outer_n: int
    centre: tuple[float, float]


def outlines(boundaries: pd.DataFrame) -> dict[str, Outline]:
    """Return the outlines by code. In: columns region and wkb (WGS84). An area without surface is left out."""
    shapes = shapely.from_wkb([bytes(each) for each in boundaries["wkb"]])
    found = {}
    for code, shape in zip(boundaries["region"], shapes, strict=True):
        parts = sorted((part for part in shapely.get_parts(shape) if part.area > 0), key=lambda p: -p.area)
        if not parts:
            continue
        outer = [_ring(part.exterior) for part in parts]
        holes = [_ring(hole) for part in parts for hole in part.interiors]
        point = shapely.point_on_surface(parts[0])
        found[str(code)] = Outline(
            str(code), (*outer, *holes), len(outer), (round(point.x, _DECIMALS), round(point.y, _DECIMALS))
        )
    return found


def drawn(area: AreaValue, outline: Outline, name: str, detail: str, code: str = "") -> Shape:
    """Return an area as a map draws it: its figure, or why there is none, in its outline.

    `code`: whom a click chooses, where that is not the area itself.
    """
    return Shape(
        code=code or area.code,
        name=name,
        rings=outline.rings,
        centre=outline.centre,
        value=area.value,
        status=area.status if area.value is None else "ok",
        detail=detail,
        outer_n=outline.outer_n,
    )


def _ring(line: shapely.LinearRing) -> Ring:
    return tuple((round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in shapely.get_coordinates(line))


def span(shapes: Iterable[Shape], unit: str, decimals: int) -> str:
    """Return from what to what a map goes, in words: ' van € 108 tot € 802'; empty without figures."""
    values = [shape.value for shape in shapes if shape.value is not None]
    if not values:
        return ""
    low, high = (dutch.value(each, unit, decimals) for each in (min(values), max(values)))
    return f" overal {low}" if low == high else f" van {low} tot {high}"
