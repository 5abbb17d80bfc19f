"""The map on paper (matplotlib): filled shapes, classes in words, the own area outlined."""

from typing import TYPE_CHECKING

from pages.ui.charts import labels
from pages.ui.charts.paper.parts import TEXT_PT, Sheet
from pages.ui.charts.screen.map import ASPECT, class_colour, turned
from pages.ui.charts.spec.map import MapChart, Shape
from pages.ui.parts import theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

_LEGEND_PT = 150
_NARROW_PT = 300  # narrower than this, the legend stands above the map
_ROW_PT = 14


def height_in(chart: MapChart, width: float) -> float:
    """Return the height of a map in inches; `width`: of the drawing, in points."""
    return 6.2 if width >= _NARROW_PT else (width * 1.2 + _legend_pt(chart)) / 72


def _legend_pt(chart: MapChart) -> float:
    """Height of a legend above the map, in points."""
    rows = len(chart.class_texts) + any(shape.value is None for shape in chart.shapes) + bool(chart.own)
    return _ROW_PT * (rows + labels.wrap(chart.value_title, 44).count("\n") + 2)


def areas(chart: MapChart, sheet: Sheet, *, legend: bool = True) -> None:
    """Draw every area in the colour of its class, with the legend at the left, or above where there is little room.

    `legend`: False where it stands beside the drawing as words.
    """
    from matplotlib.patches import PathPatch

    narrow = sheet.width < _NARROW_PT
    if not legend:
        axes, _, _ = sheet.axes()
    else:
        axes, _, _ = sheet.axes(top=_legend_pt(chart)) if narrow else sheet.axes(left=_LEGEND_PT)
    classes = len(chart.class_texts)
    for shape in chart.shapes:
        empty = shape.value is None
        colour = (
            theme.NO_FIGURE if shape.value is None else class_colour(chart.class_of(shape.value), classes)
        )
        axes.add_patch(
            PathPatch(
                _path(shape), facecolor=colour, edgecolor=theme.OTHER if empty else theme.PAPER,
                linewidth=0.4, hatch="////" if empty else "",
            )
        )  # fmt: skip
    own = [shape for shape in chart.shapes if shape.code == chart.own]
    for shape in own:
        axes.add_patch(
            PathPatch(_path(shape), facecolor="none", edgecolor=theme.GROUP, linewidth=2.2, zorder=5)
        )
    if legend:
        _draw_legend(chart, axes, narrow=narrow)
    axes.set_aspect(ASPECT)
    if narrow:
        axes.set_anchor("N")  # right under its legend
    axes.autoscale_view()


def _draw_legend(chart: MapChart, axes: "Axes", *, narrow: bool) -> None:
    """Draw what each colour and pattern says."""
    from matplotlib.patches import Patch

    classes = len(chart.class_texts)
    own = [shape for shape in chart.shapes if shape.code == chart.own]
    handles = [
        Patch(facecolor=class_colour(n, classes), edgecolor=theme.OTHER, linewidth=0.6, label=text)
        for n, text in enumerate(chart.class_texts)
    ]
    if any(shape.value is None for shape in chart.shapes):
        handles.append(
            Patch(
                facecolor=theme.NO_FIGURE,
                edgecolor=theme.OTHER,
                hatch="////",
                linewidth=0.6,
                label="geen cijfer",
            )
        )
    if own:
        handles.append(Patch(facecolor="none", edgecolor=theme.GROUP, linewidth=2, label=own[0].name))
    drawn = axes.legend(
        handles=handles, title=labels.wrap(chart.value_title, 44 if narrow else 24),
        loc="lower left" if narrow else "upper right", frameon=False,
        fontsize=TEXT_PT, bbox_to_anchor=(0, 1), title_fontsize=TEXT_PT, labelcolor=theme.INK,
        alignment="left", borderaxespad=0,
    )  # fmt: skip
    drawn.get_title().set_fontweight("bold")


def _path(shape: Shape) -> "Path":
    """One path for all outlines; holes run the other way round, so that they stay open."""
    from matplotlib.path import Path

    rings = [
        Path(turned(ring, outer=not 0 < shape.outer_n <= n), closed=True)
        for n, ring in enumerate(shape.rings)
    ]
    return Path.make_compound_path(*rings)
