"""A total taken apart in steps, on screen (Plotly dict)."""

from typing import Any

from metrics import dutch
from pages.ui.charts import labels
from pages.ui.charts.screen.parts import annotation, bold, font, label_room, layout, safe, value_axis
from pages.ui.charts.screen.rows import name_room, row_axis, rows_px
from pages.ui.charts.spec.rows import WaterfallChart
from pages.ui.parts import theme

Part = dict[str, Any]
_ROW_PX = 36


def waterfall(chart: WaterfallChart) -> Part:
    """Draw the start, each step (up or down, with a sign in words) and the end, from top to bottom."""
    bars = chart.levels
    edges = [edge for _, _, low, high in bars for edge in (low, high)]
    edges += [edge for step, _, low, _ in bars for edge in _interval(step.low, step.high, low)]
    scale = labels.scale(edges, chart.unit, zero=True)
    texts = [
        dutch.signed(step.value, chart.unit, chart.decimals)
        if kind == "step"
        else dutch.value(step.value, chart.unit, chart.decimals)
        for step, kind, _, _ in bars
    ]
    names = [step.name for step, *_ in bars]
    result = layout(
        rows_px(names, _ROW_PX) + 18, left=name_room(names),
        right=label_room(texts, most=110), top=10, bottom=8,
    )  # fmt: skip
    # every bar has its value beside it: texts under the grid would only crowd a phone
    result["xaxis"] = value_axis(scale) | {"showticklabels": False}
    result["yaxis"] = row_axis([(step.name, kind == "total") for step, kind, _, _ in bars])
    for row, ((_, kind, low, high), text) in enumerate(zip(bars, texts, strict=True)):
        result["annotations"].append(
            annotation(bold(text) if kind == "total" else safe(text), max(low, high), row, xanchor="left",
                       xshift=6, yanchor="middle", font=font(theme.INK))
        )  # fmt: skip
        if row + 1 < len(bars):
            result["shapes"].append(
                {"type": "line", "x0": high, "x1": high, "y0": row - 0.34, "y1": row + 1.34,
                 "layer": "below", "line": {"color": theme.OTHER, "width": 1, "dash": "dot"}}
            )  # fmt: skip
    data = [_waterfall_bars(chart, texts)]
    return {"data": data, "layout": result | {"bargap": 0}}


def _interval(low: float | None, high: float | None, base: float) -> list[float]:
    return [] if low is None or high is None else [base + low, base + high]


def _waterfall_bars(chart: WaterfallChart, texts: list[str]) -> Part:
    bars = chart.levels
    colours = [
        theme.OWN if kind == "total" else (theme.LIGHT if step.value < 0 else theme.OTHER)
        for step, kind, _, _ in bars
    ]
    ups = [(step.high or step.value) - step.value if step.high is not None else 0.0 for step, *_ in bars]
    downs = [step.value - (step.low or 0.0) if step.low is not None else 0.0 for step, *_ in bars]
    return {
        "type": "bar", "orientation": "h", "width": 0.62, "hoverinfo": "text",
        "y": list(range(len(bars))),
        "base": [low for _, _, low, _ in bars], "x": [high - low for _, _, low, high in bars],
        "hovertext": [
            f"{bold(step.name)}<br>"
            + text
            + (f"<br>{safe(step.detail)}" if step.detail else "")
            for (step, *_), text in zip(bars, texts, strict=True)
        ],
        "marker": {
            "color": colours, "line": {"color": theme.SOFT, "width": 1},
            "pattern": {
                "shape": ["/" if kind == "step" and step.value < 0 else "" for step, kind, _, _ in bars],
                "fgcolor": theme.SOFT, "size": 7, "solidity": 0.2,
            },
        },
        "error_x": {
            "type": "data", "symmetric": False, "array": ups, "arrayminus": downs, "color": theme.INK,
            "thickness": 1.5, "width": 4, "visible": any(ups) or any(downs),
        },
    }  # fmt: skip
