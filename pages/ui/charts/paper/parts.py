"""Pieces that every chart on paper shares. Lengths in points (1/72 inch)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pages.ui.charts.labels import Scale, text_width
from pages.ui.charts.spec import Reference
from pages.ui.parts import theme
from pages.ui.parts.theme import STYLES, Style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Pair = tuple[float, float]

TEXT_PT = 8.5
GAP_PT = 11.5  # from one line of labels to the next
HATCHES = ("", "////", "..", "xx", "---", "++", "\\\\\\\\", "||")


@dataclass(frozen=True)
class Sheet:
    """The part of a figure that the drawing may use, in points from the lower left corner."""

    figure: "Figure"
    left: float
    bottom: float
    width: float
    height: float

    def axes(
        self, *, left: float = 0, right: float = 0, bottom: float = 0, top: float = 0
    ) -> tuple["Axes", float, float]:
        """Give axes inside these margins without frame or ticks, with their width and height."""
        page_w, page_h = (72 * size for size in self.figure.get_size_inches())
        width, height = self.width - left - right, self.height - bottom - top
        place = (
            (self.left + left) / page_w,
            (self.bottom + bottom) / page_h,
            width / page_w,
            height / page_h,
        )
        axes = self.figure.add_axes(place)
        axes.set_facecolor("none")
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0, labelsize=TEXT_PT, labelcolor=theme.SOFT, pad=4)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.set_axisbelow(True)
        return axes, width, height


def value_x(axes: "Axes", scale: Scale, width: float, *, grid: bool = True) -> None:
    """Make the horizontal axis one of values. Where its texts would touch, every second one stays, or fewer.

    In: `width` of the axis in points.
    """
    axes.set_xlim(scale.low, scale.high)
    needed = sum(text_width(text, TEXT_PT) + TEXT_PT for text in scale.texts)
    step = max(1, math.ceil(needed / width))
    axes.set_xticks(list(scale.ticks)[::step], list(scale.texts)[::step])
    if grid:
        axes.grid(axis="x", color=theme.GRID, linewidth=0.7)


def value_y(axes: "Axes", scale: Scale) -> None:
    """Make the vertical axis one of values, with grid lines."""
    axes.set_ylim(scale.low, scale.high)
    axes.set_yticks(list(scale.ticks), list(scale.texts))
    axes.grid(axis="y", color=theme.GRID, linewidth=0.7)


def rows_y(axes: "Axes", names: Sequence[tuple[str, bool]]) -> None:
    """Put rows from top to bottom at 0, 1, 2, ... with their names; bold where asked."""
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), [name for name, _ in names])
    for label, (_, strong) in zip(axes.get_yticklabels(), names, strict=True):
        label.set_color(theme.INK)
        label.set_fontweight("bold" if strong else "normal")


def line_style(style: Style, *, provisional: bool = False) -> dict[str, Any]:
    """Colour, width and dash of a line; a provisional solid line becomes dashed."""
    dashes = style.dashes or ((1.6, 1.1) if provisional else ())
    return {
        "color": style.colour, "linewidth": style.width * 0.75,
        "linestyle": (0, dashes) if dashes else "solid",
        "zorder": 2 + style.order, "solid_capstyle": "round", "dash_capstyle": "butt", "clip_on": False,
    }  # fmt: skip


def dot_style(
    style: Style, *, hollow: bool = False, size: float = 6, entered: bool = False
) -> dict[str, Any]:
    """Marker of a role; hollow for provisional figures and for roles that are drawn open, a cross for entered ones."""
    return {
        "marker": "P" if entered else style.marker, "markersize": size + 3 if entered else size,
        "linestyle": "none", "markeredgecolor": style.colour,
        "markerfacecolor": theme.PAPER if hollow or not style.filled else style.colour,
        "markeredgewidth": 1.1,
        "zorder": 3 + style.order, "clip_on": False,
    }  # fmt: skip


def write(axes: "Axes", text: str, at: Pair, shift_pt: Pair, style: Style, side: str = "left") -> None:
    """Write a label at a shift in points from a place in the data, both (x, y)."""
    axes.annotate(
        text, at, shift_pt, textcoords="offset points", ha=side, va="center", fontsize=TEXT_PT,
        color=style.text, fontweight="bold" if style.bold else "normal", linespacing=1.1, zorder=12,
        annotation_clip=False,
    )  # fmt: skip


def reference_x(axes: "Axes", reference: Reference | None) -> None:
    """A line down the plot with its text above."""
    if reference is None:
        return
    style = STYLES[reference.role]
    axes.axvline(reference.value, **{**line_style(style), "clip_on": True})
    low, high = axes.get_xlim()
    side = "left" if reference.value < (low + high) / 2 else "right"
    axes.annotate(
        reference.text, (reference.value, 1), (0, 3), xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha=side, va="bottom", fontsize=TEXT_PT, color=style.text,
    )  # fmt: skip
