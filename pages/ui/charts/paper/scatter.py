"""Two figures against each other on paper (matplotlib)."""

from pages.ui.charts import labels
from pages.ui.charts.paper.parts import (
    TEXT_PT,
    Sheet,
    dot_style,
    line_style,
    reference_x,
    value_x,
    value_y,
    write,
)
from pages.ui.charts.spec.scatter import Mark, ScatterChart
from pages.ui.parts import theme
from pages.ui.parts.theme import STYLES


def scatter(chart: ScatterChart, sheet: Sheet) -> None:
    """Draw dots with their names beside them, and the reference lines."""
    marks = [(m, m.x, m.y) for m in chart.drawn if m.x is not None and m.y is not None]
    xs = (
        [x for _, x, _ in marks]
        + [x for x, _ in chart.behind]
        + ([chart.x_reference.value] if chart.x_reference else [])
    )
    ys = (
        [y for _, _, y in marks]
        + [y for _, y in chart.behind]
        + ([chart.y_reference.value] if chart.y_reference else [])
    )
    x_scale = labels.scale(xs, chart.x.unit, zero=chart.x.zero_based, ticks=chart.x.ticks)
    y_scale = labels.scale(ys, chart.y.unit, zero=chart.y.zero_based, ticks=chart.y.ticks)
    left = labels.text_width("0" * y_scale.shown_length, TEXT_PT) + 8
    x_title = labels.wrap(chart.x.title, int((sheet.width - left) / labels.text_width("0", TEXT_PT)))
    bottom = 34 + TEXT_PT * 1.3 * x_title.count("\n")
    axes, width, height = sheet.axes(left=left, right=14, bottom=bottom, top=8)
    value_x(axes, x_scale, width, grid=False)
    value_y(axes, y_scale)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(theme.OTHER)
    axes.set_xlabel(x_title, fontsize=TEXT_PT, color=theme.SOFT, labelpad=6)
    if chart.y_reference is not None:
        style = STYLES[chart.y_reference.role]
        axes.axhline(chart.y_reference.value, **line_style(style))
        axes.annotate(
            chart.y_reference.text, (1, chart.y_reference.value), (0, 4), xycoords=("axes fraction", "data"),
            textcoords="offset points", ha="right", fontsize=TEXT_PT, color=style.text,
        )  # fmt: skip
    reference_x(axes, chart.x_reference)
    if chart.behind:
        axes.plot(
            [x for x, _ in chart.behind], [y for _, y in chart.behind], linestyle="", marker="o", markersize=2,
            color=theme.OTHER, zorder=0.5,
        )  # fmt: skip
    for mark, x, y in marks:
        axes.plot([x], [y], **dot_style(STYLES[mark.role], size=_size(mark)))
    per_x, per_y = (x_scale.high - x_scale.low) / width, (y_scale.high - y_scale.low) / height
    ordered = marks[::-1]  # own first
    dots = [((x - x_scale.low) / per_x, (y - y_scale.low) / per_y, _size(m) / 2) for m, x, y in ordered]
    texts = [(m.name if m.labelled else "", STYLES[m.role].bold) for m, _, _ in ordered]
    line = chart.y_reference
    lines = labels.line_room((line.value - y_scale.low) / per_y, width, line.text, TEXT_PT) if line else ()
    placed = labels.place_labels(dots, texts, TEXT_PT, labels.Box(0, 0, width, height), lines)
    for (mark, x, y), at in zip(ordered, placed, strict=True):
        if mark.labelled and at is not None:
            write(axes, mark.name, (x, y), (at.dx, at.dy), STYLES[mark.role], at.side)


def _size(mark: Mark) -> float:
    if STYLES[mark.role].bold:
        return 9
    return 6.5 if mark.labelled else 3.5
