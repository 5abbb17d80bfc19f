"""Lines and slopes on screen (Plotly dicts)."""

from typing import Any

from metrics import dutch
from metrics.figures import ENTERED
from pages.ui.charts import labels
from pages.ui.charts.screen.parts import (
    across,
    annotation,
    bare_axis,
    bold,
    font,
    label_room,
    layout,
    safe,
    tick_room,
    value_axis,
)
from pages.ui.charts.spec import Point, Series
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.parts import theme
from pages.ui.parts.theme import STYLES, Style

Part = dict[str, Any]
LINE_PX = 370
SLOPE_PX = 380
_NAME = 14  # characters on a line of an end label
_LABEL_GAP_PX = 16
_WRAPPED_GAP_PX = 5  # more: which lines are one name


def line(chart: LineChart) -> Part:
    """Draw lines over periods, with named end labels, numbered notes and bands at breaks."""
    scale = labels.scale(chart.drawn_values, chart.unit, zero=chart.zero_based)
    names = {one.name: labels.wrap(one.name, _NAME) for one in chart.shown}
    top = 30 if chart.numbered else 14
    result = layout(LINE_PX, left=tick_room(scale), right=label_room(list(names.values())), top=top)
    plot_px = LINE_PX - top - result["margin"]["b"]
    result["xaxis"] = _time_axis(chart)
    result["yaxis"] = value_axis(scale)
    if chart.base_line is not None:
        result["shapes"].append(across(chart.base_line, theme.SOFT))
    _mark_notes(chart, result)
    data = [trace for one in chart.shown for trace in _line_traces(chart, one)]
    _ranges(chart, result, data)
    result["annotations"] += _end_labels(chart, names, scale, plot_px)
    return {"data": data, "layout": result}


def _time_axis(chart: LineChart) -> Part:
    places = [dutch.period_position(period) for period in chart.periods] or [0.0]
    at, texts = labels.year_ticks(chart.periods)
    room = chart.step * 0.3
    axis = bare_axis(min(places) - room, max(places) + room)
    axis.update(
        showticklabels=True,
        tickmode="array",
        tickvals=at,
        ticktext=texts,
        tickangle=0,
        showline=True,
        linecolor=theme.LINE,
        minor={"ticks": "outside", "ticklen": 5, "tickcolor": theme.OTHER, "tickvals": places},
    )
    return axis


def _mark_notes(chart: LineChart, result: Part) -> None:
    breaks = {dutch.period_position(one.start) - chart.step / 2 for one in chart.breaks}
    for n, at, _ in chart.numbered:
        is_break = at in breaks
        half = chart.step * 0.28 if is_break else 0.0
        result["shapes"].append(
            {
                "type": "rect" if is_break else "line", "xref": "x", "yref": "paper", "layer": "below",
                "x0": at - half, "x1": at + half, "y0": 0, "y1": 1,
                "fillcolor": theme.BAND,
                "line": {"color": theme.OTHER, "width": 0 if is_break else 1, "dash": "dot"},
            }
        )  # fmt: skip
        result["annotations"].append(
            annotation(
                f"<b>{n}</b>", at, 1, yref="paper", yanchor="bottom", yshift=2,
                bgcolor=theme.PAPER, font=font(theme.INK, 13), align="center",
            )
        )  # fmt: skip


def _ranges(chart: LineChart, result: Part, data: list[Part]) -> None:
    """Draw ranges period by period: boxes behind everything, whiskers through the own points."""
    for band in chart.bands:
        places = [(dutch.period_position(each.period), each) for each in band.ranges]
        if band.shape == "box":
            half = chart.step * 0.2
            result["shapes"] += [
                {
                    "type": "rect", "layer": "below", "x0": x - half, "x1": x + half, "y0": each.low,
                    "y1": each.high, "fillcolor": theme.GRID, "line": {"width": 0},
                }
                for x, each in places
            ]  # fmt: skip
        else:
            data.append(
                {
                    "type": "scatter", "mode": "lines", "hoverinfo": "skip", "name": safe(band.name),
                    "x": [value for x, _ in places for value in (x, x, None)],
                    "y": [value for _, each in places for value in (each.low, each.high, None)],
                    "line": {"color": theme.OWN, "width": 1.5},
                }
            )  # fmt: skip


def _hover(chart: LineChart | SlopeChart, series: Series, point: Point) -> str:
    text = dutch.value(point.value, chart.unit, chart.decimals)
    late = (" (voorlopig)" if point.provisional else "") + (f" ({ENTERED})" if point.entered else "")
    return f"{bold(series.name)}<br>{dutch.period_heading(point.period)}: {text}{late}"


def _symbol(style: Style, point: Point) -> str:
    """A point that an analyst entered is a cross, whoever's line it is on."""
    return "cross" if point.entered else style.symbol


def _stroke(style: Style, dash: str | None = None) -> Part:
    return {"color": style.colour, "width": style.width, "dash": dash or style.dash}


def strokes(chart: LineChart, series: Series) -> tuple[list[list[Point]], list[list[Point]]]:
    """The lines of a series as (firm, provisional) runs; a provisional run begins at a firm point."""
    firm: list[list[Point]] = []
    provisional: list[list[Point]] = []
    for run in chart.segments(series):
        for before, after in zip(run, run[1:], strict=False):
            target = provisional if after.provisional else firm
            if not target or target[-1][-1] is not before:
                target.append([before])
            target[-1].append(after)
    return firm, provisional


def _line_traces(chart: LineChart, series: Series) -> list[Part]:
    style = STYLES[series.role]
    firm, provisional = strokes(chart, series)
    traces = []
    for runs, dash in ((firm, None), (provisional, "4px,3px" if style.dash == "solid" else None)):
        if runs:
            places = [place for run in runs for place in (*map(_place, run), (None, None))]
            traces.append(
                {
                    "type": "scatter", "mode": "lines", "hoverinfo": "skip", "name": safe(series.name),
                    "x": [x for x, _ in places], "y": [y for _, y in places], "line": _stroke(style, dash),
                }
            )  # fmt: skip
    runs = chart.segments(series)
    points = [point for run in runs for point in run]
    lone = {run[0].period for run in runs if len(run) == 1}
    # every point answers to hover; only the own ones, open (provisional) ones and lone ones are seen
    seen = [style.bold or p.provisional or p.entered or p.period in lone for p in points]
    traces.append(
        {
            "type": "scatter", "mode": "markers", "name": safe(series.name), "hoverinfo": "text",
            "x": [_place(p)[0] for p in points], "y": [p.value for p in points],
            "hovertext": [_hover(chart, series, p) for p in points],
            "marker": {
                "symbol": [_symbol(style, p) for p in points],
                "size": [(8 if style.bold else 6) + 3 * p.entered for p in points],
                "opacity": [1 if visible else 0 for visible in seen],
                "color": [theme.PAPER if p.provisional else style.colour for p in points],
                "line": {"color": style.colour, "width": 1.5},
            },
        }
    )  # fmt: skip
    return traces


def _place(point: Point) -> tuple[float, float | None]:
    return dutch.period_position(point.period), point.value


def _end_labels(chart: LineChart, names: dict[str, str], scale: labels.Scale, plot_px: float) -> list[Part]:
    """Name every line at the right, moved apart where names would overlap; the least important drop out.

    A line that ends before others is named there too, with a leader to its end: beside it lie the lines that go on.
    """
    per_px = (scale.high - scale.low) / plot_px
    ends = [
        (one, one.last.period, one.last.value)
        for one in reversed(chart.shown)  # the most important first
        if one.last is not None and one.last.value is not None
    ][: int(plot_px // _LABEL_GAP_PX)]
    newest = max((period for _, period, _ in ends), default="")
    edge = max((dutch.period_position(period) for period in chart.periods), default=0.0) + chart.step * 0.3
    wanted = [(value - scale.low) / per_px for _, _, value in ends]
    places = labels.spread(wanted, [_lines_px(names[one.name]) for one, _, _ in ends], 0, plot_px)
    result = []
    for (one, period, value), at, place in zip(ends, wanted, places, strict=True):
        style = STYLES[one.role]
        text = bold(names[one.name]) if style.bold else safe(names[one.name])
        if period == newest:
            where: Part = {"ax": 16, "ay": at - place, "arrowwidth": 1 if abs(place - at) > 6 else 0.1}
        else:
            where = {
                "axref": "x",
                "ayref": "y",
                "ax": edge,
                "ay": scale.low + place * per_px,
                "arrowwidth": 1,
            }
        result.append(
            annotation(
                text, dutch.period_position(period), value, showarrow=True, arrowhead=0, arrowcolor=theme.LINE,
                standoff=5, xanchor="left", yanchor="middle", font=font(style.text), **where,
            )
        )  # fmt: skip
    return result


def _lines_px(text: str) -> float:
    lines = text.count("\n") + 1
    return _LABEL_GAP_PX * lines + (lines > 1) * _WRAPPED_GAP_PX


def slope(chart: SlopeChart) -> Part:
    """Draw two moments with a line for each series; values at both ends, names at the right."""
    drawn = [(one, *chart.ends(one)) for one in chart.shown]
    values = [p.value for _, a, b in drawn for p in (a, b) if p is not None and p.value is not None]
    if chart.base_line is not None:
        values.append(chart.base_line)
    scale = labels.scale(values, chart.unit)
    left_texts = [dutch.value(a.value, chart.unit, chart.decimals) for _, a, _ in drawn if a is not None]
    right_texts = [_end_text(chart, one, b) for one, _, b in drawn if b is not None]
    left = max((labels.text_width(t, theme.SMALL_PX, True) for t in left_texts), default=20) + 18
    result = layout(SLOPE_PX, left=left, right=label_room(right_texts), top=46, bottom=14)
    plot_px = SLOPE_PX - 60
    result["xaxis"] = bare_axis(0, 1)
    result["yaxis"] = bare_axis(scale.low, scale.high)
    for x, period in ((0, chart.start), (1, chart.end)):
        result["shapes"].append(
            {"type": "line", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "layer": "below",
             "line": {"color": theme.LINE, "width": 1}}
        )  # fmt: skip
        result["annotations"].append(
            annotation(bold(labels.wrap(dutch.period_heading(period), 13)), x, 1, yref="paper",
                       yanchor="bottom", yshift=8, xanchor="center", align="center", font=font(theme.INK))
        )  # fmt: skip
    if chart.base_line is not None:
        result["shapes"].append(across(chart.base_line, theme.LINE))
    data = []
    for one, a, b in drawn:
        style = STYLES[one.role]
        points = [(x, p) for x, p in ((0, a), (1, b)) if p is not None]
        data.append(
            {
                "type": "scatter", "name": safe(one.name), "hoverinfo": "text",
                "mode": "lines+markers" if chart.joined(one) else "markers",
                "cliponaxis": False, "x": [x for x, _ in points], "y": [p.value for _, p in points],
                "hovertext": [_hover(chart, one, p) for _, p in points], "line": _stroke(style),
                "marker": {
                    "symbol": [_symbol(style, p) for _, p in points],
                    "size": [(9 if style.bold else 7) + 3 * p.entered for _, p in points],
                    "color": [
                        style.colour if style.filled and not p.provisional else theme.PAPER for _, p in points
                    ],
                    "line": {"color": style.colour, "width": 1.5},
                },
            }
        )  # fmt: skip
    result["annotations"] += _slope_labels(chart, scale, plot_px, at_end=False)
    result["annotations"] += _slope_labels(chart, scale, plot_px, at_end=True)
    return {"data": data, "layout": result}


def _number(chart: SlopeChart, point: Point) -> str:
    return dutch.value(point.value, chart.unit, chart.decimals) + point.mark


def _end_text(chart: SlopeChart, series: Series, point: Point) -> str:
    return labels.wrap(f"{_number(chart, point)}  {series.name}", 21)


def _slope_labels(chart: SlopeChart, scale: labels.Scale, plot_px: float, *, at_end: bool) -> list[Part]:
    per_px = (scale.high - scale.low) / plot_px
    found = [(one, chart.ends(one)[1 if at_end else 0]) for one in chart.shown]
    ends = [(one, p, p.value) for one, p in found if p is not None and p.value is not None]

    def text_of(end: tuple[Series, Point, float]) -> str:
        return _end_text(chart, end[0], end[1]) if at_end else _number(chart, end[1])

    ends = labels.once(ends, text_of)
    if not ends:
        return []
    wanted = [(value - scale.low) / per_px for _, _, value in ends]
    texts = [text_of(end) for end in ends]
    places = labels.spread(wanted, [_lines_px(text) for text in texts], 0, plot_px)
    result = []
    for (one, _, _), text, place in zip(ends, texts, places, strict=True):
        style = STYLES[one.role]
        result.append(
            annotation(
                bold(text) if style.bold else safe(text), 1 if at_end else 0, scale.low + place * per_px,
                xanchor="left" if at_end else "right", yanchor="middle", xshift=9 if at_end else -9,
                font=font(style.text),
            )
        )  # fmt: skip
    return result
