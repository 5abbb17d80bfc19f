"""The map on screen: filled shapes as scatter traces (a choropleth would fetch a world map from elsewhere).

One trace a class holds all its outlines; invisible dots at the centres carry hover and click, with the
region's code in `customdata`. Coordinates go to the browser as bytes, rounded to 3 decimals of a degree (about 100 m):
four bytes are enough for that.
"""

import base64
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

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
    lines = [_lines_of(shape) for shape in chart.shapes if shape.rings]
    result["xaxis"] = _axis([bound for each in lines for bound in each.x_bounds])
    result["yaxis"] = _axis([bound for each in lines for bound in each.y_bounds])
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


class _Lines(NamedTuple):
    """The rings of an area as they are drawn: one after the other, a gap (NaN) behind each."""

    rings: tuple[Ring, ...]
    xs: npt.NDArray[np.float32]
    ys: npt.NDArray[np.float32]
    x_bounds: tuple[float, float]
    y_bounds: tuple[float, float]


_MOST_KEPT = 4000  # areas: the outlines of a few years
# By the id of the rings; they hold the outlines of a build, so they are let go of with it (`site.builds`).
LINES: dict[int, _Lines] = {}


def _lines_of(shape: Shape) -> _Lines:
    """Return the lines of an area, made once for the same rings.

    A map is drawn again with other colours, of the very same rings: they are known by who they are (and held, so that
    no other can take their place), for looking at thousands of points takes longer than drawing them.
    """
    kept = LINES.get(id(shape.rings))
    if kept is None or kept.rings is not shape.rings:
        if len(LINES) >= _MOST_KEPT:
            LINES.clear()
        kept = LINES[id(shape.rings)] = _drawn_lines(shape.rings, shape.outer_n)
    return kept


def _drawn_lines(rings: tuple[Ring, ...], outer_n: int) -> _Lines:
    gap = (np.nan, np.nan)
    points = [
        point for n, ring in enumerate(rings) for point in (*turned(ring, outer=not 0 < outer_n <= n), gap)
    ]
    xs, ys = np.asarray(points, dtype=float).reshape(-1, 2).round(3).T
    return _Lines(
        rings,
        xs.astype(np.float32),
        ys.astype(np.float32),
        (float(np.nanmin(xs)), float(np.nanmax(xs))),
        (float(np.nanmin(ys)), float(np.nanmax(ys))),
    )


def _path(shapes: list[Shape]) -> tuple[Part, Part]:
    """Return the lines of areas as Plotly's typed arrays."""
    lines = [_lines_of(shape) for shape in shapes if shape.rings]
    nothing: npt.NDArray[np.float32] = np.empty(0, dtype=np.float32)
    xs = np.concatenate([nothing, *(each.xs for each in lines)])
    ys = np.concatenate([nothing, *(each.ys for each in lines)])
    return _typed(xs), _typed(ys)


def _typed(values: npt.NDArray[np.float32]) -> Part:
    return {"dtype": "f4", "bdata": base64.b64encode(values.tobytes()).decode("ascii")}


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
