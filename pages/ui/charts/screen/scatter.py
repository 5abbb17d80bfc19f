"""Two figures against each other on screen (Plotly dict)."""

from typing import Any

from metrics import dutch
from pages.ui.charts import labels
from pages.ui.charts.screen.parts import (
    CLEAR,
    across,
    annotation,
    bold,
    font,
    layout,
    safe,
    tick_room,
    value_axis,
)
from pages.ui.charts.spec.scatter import Mark, ScatterChart
from pages.ui.parts import theme
from pages.ui.parts.theme import STYLES

Part = dict[str, Any]
SCATTER_PX = 440


def scatter(chart: ScatterChart) -> Part:
    """Draw dots with their names beside them, and the reference line across."""
    marks = chart.drawn
    xs = [m.x for m in marks if m.x is not None] + [x for x, _ in chart.behind]
    ys = [m.y for m in marks if m.y is not None] + [y for _, y in chart.behind]
    ys += [chart.y_reference.value] if chart.y_reference else []
    xs += [chart.x_reference.value] if chart.x_reference else []
    x_scale = labels.scale(xs, chart.x.unit, zero=chart.x.zero_based, ticks=chart.x.ticks)
    y_scale = labels.scale(ys, chart.y.unit, zero=chart.y.zero_based, ticks=chart.y.ticks)
    result = layout(SCATTER_PX, left=tick_room(y_scale), right=12, bottom=66)
    result["xaxis"] = value_axis(x_scale, grid=False) | {
        "title": {"text": safe(labels.wrap(chart.x.title, 30)), "font": font(theme.SOFT), "standoff": 10},
        "showline": True,
        "linecolor": theme.LINE,
    }
    result["yaxis"] = value_axis(y_scale)
    if chart.y_reference is not None:
        style = STYLES[chart.y_reference.role]
        result["shapes"].append(across(chart.y_reference.value, style.colour, style.dash, 2))
        result["annotations"].append(
            annotation(safe(chart.y_reference.text), 1, chart.y_reference.value, xref="paper",
                       xanchor="right", yanchor="bottom", yshift=2, font=font(style.text), bgcolor=CLEAR, borderpad=1)
        )  # fmt: skip
    if chart.x_reference is not None:
        style = STYLES[chart.x_reference.role]
        result["shapes"].append(
            {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": chart.x_reference.value,
             "x1": chart.x_reference.value, "layer": "below",
             "line": {"color": style.colour, "width": 2, "dash": style.dash}}
        )  # fmt: skip
        result["annotations"].append(
            annotation(safe(chart.x_reference.text), chart.x_reference.value, 1, yref="paper", xanchor="left",
                       yanchor="top", xshift=4, font=font(style.text))
        )  # fmt: skip
    result["annotations"] += _dot_labels(chart, x_scale, y_scale)
    return {"data": [*_cloud(chart), *_dot_traces(chart, marks)], "layout": result}


def _cloud(chart: ScatterChart) -> list[Part]:
    """All other gemeenten: small, behind everything, and not to be pointed at."""
    if not chart.behind:
        return []
    return [
        {
            "type": "scatter", "mode": "markers", "name": "andere gemeenten", "hoverinfo": "skip",
            "x": [x for x, _ in chart.behind], "y": [y for _, y in chart.behind],
            "marker": {"symbol": "circle", "size": 4, "color": theme.OTHER, "line": {"width": 0}},
        }
    ]  # fmt: skip


def _hover(chart: ScatterChart, mark: Mark) -> str:
    x = f"{safe(chart.x.title)}: {dutch.value(mark.x, chart.x.unit, chart.x.decimals)}"
    y = f"{safe(chart.y.title)}: {dutch.value(mark.y, chart.y.unit, chart.y.decimals)}"
    return f"{bold(mark.name)}<br>{x}<br>{y}"


def _dot_px(mark: Mark) -> float:
    if STYLES[mark.role].bold:
        return 15.0
    return 11.0 if mark.labelled else 6.0


def _dot_traces(chart: ScatterChart, marks: tuple[Mark, ...]) -> list[Part]:
    roles = sorted({mark.role for mark in marks}, key=lambda role: STYLES[role].order)
    traces = []
    for role in roles:
        own = [mark for mark in marks if mark.role == role]
        style = STYLES[role]
        traces.append(
            {
                "type": "scatter", "mode": "markers", "name": role, "hoverinfo": "text",
                "x": [m.x for m in own], "y": [m.y for m in own],
                "customdata": [m.code for m in own],
                "hovertext": [_hover(chart, m) for m in own],
                "cliponaxis": False,
                "marker": {
                    "symbol": style.symbol, "size": [_dot_px(m) for m in own],
                    "color": style.colour if style.filled else theme.PAPER,
                    "opacity": 1, "line": {"color": style.colour, "width": 1.8},
                },
            }
        )  # fmt: skip
    return traces


def _dot_labels(chart: ScatterChart, x_scale: labels.Scale, y_scale: labels.Scale) -> list[Part]:
    """Names beside the dots. Laid out for the narrowest screen: what fits there fits on a wide one."""
    wide, high = 225.0, SCATTER_PX - 80.0
    marks = chart.drawn[::-1]  # own first
    places = [
        (
            (dutch.finite(m.x) or 0.0) - x_scale.low,
            (dutch.finite(m.y) or 0.0) - y_scale.low,
        )
        for m in marks
    ]
    dots = [
        (x / (x_scale.high - x_scale.low) * wide, y / (y_scale.high - y_scale.low) * high, _dot_px(m) / 2)
        for (x, y), m in zip(places, marks, strict=True)
    ]
    texts = [(m.name if m.labelled else "", STYLES[m.role].bold) for m in marks]
    line = chart.y_reference
    per_y = (y_scale.high - y_scale.low) / high
    lines = (
        labels.line_room((line.value - y_scale.low) / per_y, wide, line.text, theme.SMALL_PX) if line else ()
    )
    placed = labels.place_labels(dots, texts, theme.SMALL_PX, labels.Box(0, 0, wide, high), lines)
    return [
        annotation(
            bold(m.name) if STYLES[m.role].bold else safe(m.name), m.x or 0.0, m.y or 0.0,
            xshift=p.dx, yshift=p.dy, xanchor=p.side, yanchor="middle", font=font(STYLES[m.role].text),
            bgcolor=CLEAR, borderpad=0,
        )
        for m, p in zip(marks, placed, strict=True)
        if m.labelled and p is not None
    ]  # fmt: skip
