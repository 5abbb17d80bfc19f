"""Strips, bars, shares and dots on screen (Plotly dicts)."""

from typing import Any

from metrics import dutch
from pages.ui.charts import labels
from pages.ui.charts.screen.parts import (
    CLEAR,
    annotation,
    bare_axis,
    bold,
    font,
    label_room,
    layout,
    safe,
    value_axis,
)
from pages.ui.charts.spec import Reference
from pages.ui.charts.spec.rows import Bar, BarChart, DotStrip, StackedChart, StripPlot
from pages.ui.parts import theme
from pages.ui.parts.theme import STYLES, Role

Part = dict[str, Any]
ROW_PX = 30
_LINE_PX = 16  # of a name of several lines
_NAME = 22  # characters on a line of a row name


def name_room(names: list[str]) -> float:
    """The left margin that these row names need."""
    return label_room([labels.wrap(name, _NAME) for name in names], most=170) - 6


def rows_px(names: list[str], least: int = ROW_PX) -> int:
    """The height of these rows: one is at least as high as the longest name, so that no two names touch."""
    tallest = max((labels.wrap(name, _NAME).count("\n") + 1 for name in names), default=1)
    return len(names) * max(least, tallest * _LINE_PX)


def row_axis(names: list[tuple[str, bool]]) -> Part:
    """Rows from top to bottom at 0, 1, 2, ... with their names at the left."""
    axis = bare_axis(len(names) - 0.5, -0.5)
    texts = [
        bold(labels.wrap(name, _NAME)) if strong else safe(labels.wrap(name, _NAME)) for name, strong in names
    ]
    return axis | {
        "showticklabels": True,
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": texts,
        "tickfont": font(theme.INK),
        "ticklabelstandoff": 6,
    }


def _reference(reference: Reference | None, result: Part) -> None:
    """A line down the plot with its text above it."""
    if reference is None:
        return
    style = STYLES[reference.role]
    result["shapes"].append(
        {
            "type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": reference.value, "x1": reference.value,
            "line": {"color": style.colour, "width": 2, "dash": style.dash},
        }
    )  # fmt: skip
    middle = sum(result["xaxis"]["range"]) / 2
    result["annotations"].append(
        annotation(
            safe(reference.text), reference.value, 1, yref="paper", yanchor="bottom", yshift=2,
            xanchor="left" if reference.value < middle else "right", font=font(style.text),
        )
    )  # fmt: skip


def strip(chart: StripPlot) -> Part:
    """Draw all dots on one line; the large form of the strip in a card."""
    found = [dot for dot in chart.dots if dot.value is not None]
    scale = labels.scale([dot.value for dot in found if dot.value is not None], chart.unit)
    result = layout(130, left=26, right=26, bottom=30, top=30)
    result["xaxis"] = value_axis(scale) | {"showline": True, "linecolor": theme.LINE}
    result["yaxis"] = bare_axis(-1, 1)
    data = []
    for dot in sorted(found, key=lambda d: STYLES[d.role].order):
        style = STYLES[dot.role]
        if dot.role == "nederland" and dot.value is not None:
            _reference(Reference(dot.value, dot.name), result)
        data.append(_dot(dot.value, 0.0, dot.role, f"{bold(dot.name)}: {_value(dot.value, chart)}"))
        if style.bold:
            result["annotations"].append(
                annotation(
                    bold(dot.name), dot.value or 0.0, 0, yanchor="top", yshift=-8, font=font(style.text)
                )
            )
    return {"data": data, "layout": result}


def _value(value: float | None, chart: StripPlot | BarChart | StackedChart | DotStrip) -> str:
    return dutch.value(value, chart.unit, chart.decimals)


def _dot(x: float | None, y: float, role: Role, hover: str) -> Part:
    style = STYLES[role]
    return {
        "type": "scatter", "mode": "markers", "x": [x], "y": [y], "hoverinfo": "text", "hovertext": [hover],
        "cliponaxis": False,
        "marker": {
            "symbol": style.symbol, "size": 15 if style.bold else 10,
            "color": style.colour if style.filled else theme.PAPER,
            "line": {"color": style.colour, "width": 1.8},
        },
    }  # fmt: skip


def _bar_text(bar: Bar, chart: BarChart) -> str:
    text = _value(bar.value, chart) + bar.mark
    if bar.value is None:
        text = bar.detail or "geen cijfer"
    elif bar.detail:
        text = f"{text} · {bar.detail}"
    return labels.wrap(text, _NAME)


def bar(chart: BarChart) -> Part:
    """Draw horizontal bars from zero with the value at their end."""
    bars = chart.shown
    values = [one.value for one in bars if one.value is not None]
    if chart.reference is not None:
        values.append(chart.reference.value)
    texts = [_bar_text(one, chart) for one in bars]
    right = label_room(texts, most=170)
    top = 32 if chart.reference else 8
    result = layout(
        rows_px([one.name for one in bars]) + top + 12,
        left=name_room([b.name for b in bars]),
        right=right,
        top=top,
        bottom=12,
    )
    result["xaxis"] = bare_axis(min(0.0, *values, 0.0), max(0.0, *values, 1e-9))
    result["yaxis"] = row_axis([(one.name, STYLES[one.role].bold) for one in bars])
    _reference(chart.reference, result)
    result["shapes"].append(
        {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": 0, "x1": 0,
         "line": {"color": theme.OTHER, "width": 1}}
    )  # fmt: skip
    for row, (one, text) in enumerate(zip(bars, texts, strict=True)):
        style = STYLES[one.role]
        result["annotations"].append(
            annotation(
                bold(text) if style.bold else safe(text), max(one.value or 0.0, 0.0), row, xanchor="left",
                xshift=4, yanchor="middle", font=font(style.text), bgcolor=CLEAR, borderpad=1,
            )
        )  # fmt: skip
    looks = dict.fromkeys((one.role, one.provisional) for one in bars)
    data = [_bars(bars, texts, role, provisional) for role, provisional in looks]
    return {"data": data, "layout": result | {"bargap": 0, "barmode": "overlay"}}


def _bars(bars: tuple[Bar, ...], texts: list[str], role: Role, provisional: bool) -> Part:
    """The bars of one look (Plotly takes one pattern a trace without complaint)."""
    rows = [row for row, one in enumerate(bars) if (one.role, one.provisional) == (role, provisional)]
    trace: Part = {
        "type": "bar", "orientation": "h", "width": 0.68, "hoverinfo": "text",
        "y": rows, "x": [bars[row].value for row in rows],
        "hovertext": [f"{bold(bars[row].name)}<br>{safe(texts[row])}" for row in rows],
        "marker": {"color": bar_fill(role), "line": {"color": STYLES[role].colour, "width": 1.5}},
    }  # fmt: skip
    shape = "/" if provisional else {"nederland": "-", "group": "."}.get(role, "")
    if shape:
        trace["marker"]["pattern"] = {
            "shape": shape, "fillmode": "overlay", "size": 7, "solidity": 0.2,
            "fgcolor": STYLES[role].colour if provisional else theme.PAPER,
        }  # fmt: skip
    return trace


def bar_fill(role: Role) -> str:
    """The fill of a bar: strong for the own gemeente, light for others with a dark edge."""
    return STYLES[role].colour if role != "other" else theme.LIGHT


def stacked(chart: StackedChart) -> Part:
    """Draw bars of parts, each with its own colour and pattern; the page has the legend (`blocks.parts_legend`)."""
    top = 8
    result = layout(
        rows_px([stack.name for stack in chart.stacks]) + top + 34,
        left=name_room([s.name for s in chart.stacks]), right=26, top=top, bottom=34,
    )  # fmt: skip
    totals = [sum(v for v in stack.values if v is not None) for stack in chart.stacks]
    scale = labels.scale(totals, chart.unit, zero=True)
    if chart.unit == "pct" and max(totals, default=0.0) <= 100.5:
        scale = labels.scale((), chart.unit, ticks=(0, 25, 50, 75, 100))
        scale = labels.Scale(0, 100, scale.ticks, scale.texts)
    result["xaxis"] = value_axis(scale)
    result["yaxis"] = row_axis([(s.name, STYLES[s.role].bold) for s in chart.stacks])
    result |= {"barmode": "stack", "bargap": 0, "showlegend": False}
    data = [_part(chart, n, part) for n, part in enumerate(chart.parts)]
    return {"data": data, "layout": result}


def _part(chart: StackedChart, n: int, part: str) -> Part:
    colour = theme.PARTS[n % len(theme.PARTS)]
    ink = theme.text_on(colour)
    values = [stack.values[n] for stack in chart.stacks]
    total = max((sum(v for v in s.values if v is not None) for s in chart.stacks), default=1.0) or 1.0
    return {
        "type": "bar", "orientation": "h", "width": 0.72, "name": safe(labels.wrap(part, 26)), "hoverinfo": "text",
        "y": list(range(len(chart.stacks))), "x": values,
        "hovertext": [
            f"{bold(s.name)}<br>{safe(part)}: {_value(v, chart)}"
            for s, v in zip(chart.stacks, values, strict=True)
        ],
        # a number only where it fits on a phone; all numbers are in the table
        "text": [_value(v, chart) if v is not None and v / total >= 0.22 else "" for v in values],
        "textposition": "inside", "insidetextanchor": "middle", "textangle": 0, "constraintext": "none",
        "textfont": font(ink),
        "marker": {
            "color": colour, "line": {"color": theme.INK, "width": 1},  # some parts are pale on paper
            "pattern": {
                "shape": theme.PATTERNS[n % len(theme.PATTERNS)], "fillmode": "overlay", "fgcolor": ink,
                "fgopacity": 0.35, "size": 10, "solidity": 0.1,
            },
        },
    }  # fmt: skip


def dots(chart: DotStrip) -> Part:
    """Draw rows of dots around the reference, with the conclusion of each row beneath its name."""
    values = [d.value for row in chart.rows for d in row.dots if d.value is not None]
    if chart.reference is not None:
        values.append(chart.reference.value)
    scale = labels.scale(values, chart.unit)
    top = 34
    result = layout(72 * len(chart.rows) + top + 34, left=22, right=22, top=top, bottom=34)
    result["xaxis"] = value_axis(scale)
    result["yaxis"] = bare_axis(len(chart.rows) - 0.5, -0.5)
    _reference(chart.reference, result)
    data = []
    for n, row in enumerate(chart.rows):
        text = bold(row.name) + (f"<br>{safe(row.conclusion)}" if row.conclusion else "")
        result["annotations"].append(
            annotation(text, 0, n - 0.18, xref="paper", xanchor="left", yanchor="middle",
                       font=font(theme.INK), bgcolor=CLEAR, borderpad=1)
        )  # fmt: skip
        result["shapes"].append(
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": n + 0.28, "y1": n + 0.28,
             "layer": "below", "line": {"color": theme.LINE, "width": 1}}
        )  # fmt: skip
        data += [
            _dot(d.value, n + 0.28, d.role, f"{bold(d.name)}<br>{_value(d.value, chart)}")
            for d in sorted(row.dots, key=lambda d: STYLES[d.role].order)
            if d.value is not None
        ]
    return {"data": data, "layout": result}
