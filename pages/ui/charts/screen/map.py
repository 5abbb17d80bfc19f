"""The map on screen: filled shapes as scatter traces (a choropleth would fetch a world map from elsewhere).

One trace a class holds all its outlines; invisible dots at the centres carry hover and click, with the
region's code in `customdata`. Coordinates are rounded to 3 decimals of a degree (about 100 m).
"""

from functools import lru_cache
from typing import Any

from metrics import dutch
from pages.ui.charts.screen.parts import bold, layout, safe
from pages.ui.charts.spec.map import MapChart, Ring, Shape
from pages.ui.parts import theme

Part = dict[str, Any]
MAP_PX = 600  # with its heading above the fold of a laptop
ASPECT = 1.633  # a degree of latitude in degrees of longitude at 52.2 north


def areas(chart: MapChart) -> Part:
    """Draw the classes, the areas without a figure and the outline of the own area.

    The legend stands beside the drawing, in the letter of the page (`blocks.map_legend`).
    """
    classes = len(chart.class_texts)
    groups: list[list[Shape]] = [[] for _ in range(classes)]
    empty: list[Shape] = []
    for shape in chart.shapes:
        (empty if shape.value is None else groups[chart.class_of(shape.value)]).append(shape)
    data = [_filled(group, class_colour(n, classes)) for n, group in enumerate(groups) if group]
    if empty:
        data.append(_filled(empty, theme.NO_FIGURE, pattern="/"))
    own = [shape for shape in chart.shapes if shape.code == chart.own]
    data += [_outline(shape) for shape in own]
    data.append(_centres(chart))
    result = layout(MAP_PX, left=0, right=0, top=0, bottom=0)
    result["xaxis"] = _axis([x for shape in chart.shapes for ring in shape.rings for x, _ in ring])
    result["yaxis"] = _axis([y for shape in chart.shapes for ring in shape.rings for _, y in ring])
    result["yaxis"] |= {"scaleanchor": "x", "scaleratio": ASPECT}
    result["clickmode"] = "event+select"
    result["hoverdistance"] = 40
    return {"data": data, "layout": result}


def shade(n: int, classes: int) -> int:
    """The place in `theme.SEQUENCE` of class n of so many: the ends of the sequence are always used."""
    last = len(theme.SEQUENCE) - 1
    return last if classes == 1 else round(n * last / (classes - 1))


def class_colour(n: int, classes: int) -> str:
    """The colour of class n of so many."""
    return theme.SEQUENCE[shade(n, classes)]


def _axis(values: list[float]) -> Part:
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low) * 0.01
    return {
        "range": [low - room, high + room], "constrain": "domain", "fixedrange": True, "visible": False,
    }  # fmt: skip


def turned(ring: Ring, *, outer: bool) -> Ring:
    """Turn a ring: outer ones one way, holes the other, so that a hole stays open in the fill."""
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True))
    return ring if (area > 0) == outer else ring[::-1]


def _path(shapes: list[Shape]) -> tuple[list[float | None], list[float | None]]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for shape in shapes:
        shape_xs, shape_ys = _rings(shape.rings, shape.outer_n)
        xs += shape_xs
        ys += shape_ys
    return xs, ys


@lru_cache(maxsize=2000)  # the outlines of a few years: a rerun with other colours draws the same lines
def _rings(rings: tuple[Ring, ...], outer_n: int) -> tuple[list[float | None], list[float | None]]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for n, ring in enumerate(rings):
        path = turned(ring, outer=not 0 < outer_n <= n)
        xs += [*(round(x, 3) for x, _ in path), None]
        ys += [*(round(y, 3) for _, y in path), None]
    return xs, ys


def _filled(shapes: list[Shape], colour: str, pattern: str = "") -> Part:
    xs, ys = _path(shapes)
    trace: Part = {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "fill": "toself", "fillcolor": colour,
        "hoverinfo": "skip",
        "line": {"color": theme.PAPER if colour != theme.NO_FIGURE else theme.OTHER, "width": 0.6},
    }  # fmt: skip
    if pattern:
        trace["fillpattern"] = {
            "shape": pattern,
            "fgcolor": theme.OTHER,
            "bgcolor": colour,
            "size": 6,
            "solidity": 0.2,
        }
    return trace


def _outline(shape: Shape) -> Part:
    xs, ys = _path([shape])
    return {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip",
        "line": {"color": theme.GROUP, "width": 3.5},
    }  # fmt: skip


def _centres(chart: MapChart) -> Part:
    shapes = chart.shapes
    return {
        "type": "scatter", "mode": "markers", "hoverinfo": "text",
        "x": [round(s.centre[0], 3) for s in shapes], "y": [round(s.centre[1], 3) for s in shapes],
        "customdata": [s.code for s in shapes],
        "hovertext": [_hover(chart, s) for s in shapes],
        "marker": {"size": 12, "opacity": 0},
        "selected": {"marker": {"opacity": 0}}, "unselected": {"marker": {"opacity": 0}},
    }  # fmt: skip


def _hover(chart: MapChart, shape: Shape) -> str:
    figure = "geen cijfer" if shape.value is None else dutch.value(shape.value, chart.unit, chart.decimals)
    return f"{bold(shape.name)}<br>{figure}" + (f"<br>{safe(shape.detail)}" if shape.detail else "")
