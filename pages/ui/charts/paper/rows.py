"""Strips, bars, shares, dots and steps on paper (matplotlib)."""

from collections.abc import Sequence

from metrics import dutch
from pages.ui.charts import labels
from pages.ui.charts.paper.parts import (
    GAP_PT,
    HATCHES,
    TEXT_PT,
    Sheet,
    dot_style,
    reference_x,
    rows_y,
    value_x,
    write,
)
from pages.ui.charts.spec import Reference
from pages.ui.charts.spec.rows import BarChart, DotStrip, StackedChart, StripPlot, WaterfallChart
from pages.ui.parts import theme
from pages.ui.parts.theme import STYLES, Role

_NAME, _NARROW_NAME, _WIDE_NAME = 32, 15, 44  # characters on a line of a row name
_NARROW_PT = 300  # narrower than this, names and values share little room
_WIDE_PT = (
    600  # wider than this stands alone on a row of a printed page: its rows are lower, so that sheets fill
)
_LOW = 0.75  # of the height of a row elsewhere
_LINE_IN = 0.155  # height of a line of a name
_LEGEND_COLUMN_PT = 220  # of names of parts
_ROLE_HATCH: dict[Role, str] = {"nederland": "---", "group": ".."}


def _characters(width: float) -> int:
    if width > _WIDE_PT:
        return _WIDE_NAME
    return _NARROW_NAME if width < _NARROW_PT else _NAME


def heights_in(names: Sequence[str], width: float, least: float) -> float:
    """Return the height of rows with these names in inches: equal ones, with room for the name of most lines."""
    lines = max((labels.wrap(name, _characters(width)).count("\n") + 1 for name in names), default=1)
    return len(names) * max(least * (_LOW if width > _WIDE_PT else 1), lines * _LINE_IN + 0.03)


def legend_in(chart: StackedChart, width: float) -> float:
    """Return the height of legend and axis of a stacked chart, in inches."""
    return (24 + 14 * -(-len(chart.parts) // _legend_columns(width)) + 16) / 72


def _legend_columns(width: float) -> int:
    return max(1, int(width // _LEGEND_COLUMN_PT))


def _room(names: list[str], sheet: Sheet) -> float:
    wrapped = [labels.wrap(name, _characters(sheet.width)) for name in names]
    return max((labels.text_width(name, TEXT_PT, True) for name in wrapped), default=0) + 6


def strip(chart: StripPlot, sheet: Sheet) -> None:
    """Draw all dots on one line with the names of own, group and Nederland."""
    found = [(dot, dot.value) for dot in chart.dots if dot.value is not None]
    scale = labels.scale([value for _, value in found], chart.unit)
    axes, width, _ = sheet.axes(left=14, right=14, bottom=16, top=18)
    value_x(axes, scale, width)
    axes.set_ylim(-1, 1)
    axes.axhline(0, color=theme.LINE, linewidth=1.2, zorder=1)
    for dot, value in found:
        style = STYLES[dot.role]
        if dot.role in ("nederland", "group"):
            reference_x(axes, Reference(value, dot.name, dot.role))
        else:
            axes.plot([value], [0], **dot_style(style, size=9 if style.bold else 6))
        if style.bold:
            write(axes, dot.name, (value, 0), (0, -12), style, "center")


def bar(chart: BarChart, sheet: Sheet) -> None:
    """Draw horizontal bars from zero with the value at their end."""
    bars = chart.shown
    values = [one.value for one in bars if one.value is not None]
    values += [chart.reference.value] if chart.reference else []
    texts = []
    for one in bars:
        number = dutch.value(one.value, chart.unit, chart.decimals) + one.mark
        known = f"{number} · {one.detail}" if one.detail else number
        texts.append(known if one.value is not None else one.detail or "geen cijfer")
    right = max((labels.text_width(text, TEXT_PT, True) for text in texts), default=0) + 10
    axes, _, _ = sheet.axes(
        left=_room([b.name for b in bars], sheet), right=right, top=16 if chart.reference else 2
    )
    axes.set_xlim(min(0.0, *values, 0.0), max(0.0, *values, 1e-9))
    rows_y(axes, [(labels.wrap(b.name, _characters(sheet.width)), STYLES[b.role].bold) for b in bars])
    axes.axvline(0, color=theme.OTHER, linewidth=0.9, clip_on=False)
    for row, (one, text) in enumerate(zip(bars, texts, strict=True)):
        style = STYLES[one.role]
        axes.barh(
            row, one.value or 0.0, height=0.66, edgecolor=style.colour, linewidth=0.9,
            color=theme.LIGHT if one.role == "other" else style.colour if style.bold else theme.PAPER,
            hatch="////" if one.provisional else _ROLE_HATCH.get(one.role, ""),
        )  # fmt: skip
        write(axes, text, (max(one.value or 0.0, 0.0), row), (4, 0), style)
    reference_x(axes, chart.reference)


def stacked(chart: StackedChart, sheet: Sheet) -> None:
    """Draw bars of parts, told apart by grey tone, hatching and order, with a legend above."""
    left, columns = _room([s.name for s in chart.stacks], sheet), _legend_columns(sheet.width)
    axes, width, _ = sheet.axes(left=left, right=20, bottom=18, top=14 * -(-len(chart.parts) // columns) + 6)
    from matplotlib.patches import Patch

    totals = [sum(v for v in stack.values if v is not None) for stack in chart.stacks]
    if chart.unit == "pct" and max(totals, default=0.0) <= 100.5:
        ticks = (0, 25, 50, 75, 100)
        scale = labels.Scale(0, 100, ticks, tuple(labels.tick_texts(ticks, "pct")))
    else:
        scale = labels.scale(totals, chart.unit, zero=True)
    value_x(axes, scale, width)
    rows_y(axes, [(labels.wrap(s.name, _characters(sheet.width)), STYLES[s.role].bold) for s in chart.stacks])
    handles = []
    for n, part in enumerate(chart.parts):
        colour = theme.PARTS[n % len(theme.PARTS)]
        hatch = HATCHES[n % len(HATCHES)]
        handles.append(Patch(facecolor=colour, hatch=hatch, edgecolor=theme.PAPER, linewidth=0.8, label=part))
        for row, stack in enumerate(chart.stacks):
            value = stack.values[n]
            if value is None:
                continue
            start = sum(v for v in stack.values[:n] if v is not None)
            axes.barh(
                row,
                value,
                left=start,
                height=0.7,
                color=colour,
                hatch=hatch,
                edgecolor=theme.PAPER,
                linewidth=0.8,
            )
            # some parts are pale on paper; the pattern takes the colour of its own edge, so this one is drawn over it
            axes.barh(row, value, left=start, height=0.7, fill=False, edgecolor=theme.INK, linewidth=0.6)
            text = dutch.value(value, chart.unit, chart.decimals)
            if value / (scale.high - scale.low) * width > labels.text_width(text, TEXT_PT) + 8:
                axes.text(
                    start + value / 2, row, text, ha="center", va="center", fontsize=TEXT_PT,
                    color=theme.INK,
                    bbox={"facecolor": theme.PAPER, "edgecolor": "none", "pad": 1.2, "alpha": 0.9},
                )  # fmt: skip
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(-left / width, 1.02), ncols=columns, frameon=False,
        fontsize=TEXT_PT, labelcolor=theme.INK, handlelength=1.8, handleheight=1.0, borderaxespad=0.2,
    )  # fmt: skip


def dots_in(chart: DotStrip, width: float) -> float:
    """Return the height of rows of dots in inches."""
    lines = max((name.count("\n") + 1 for name in _with_conclusions(chart, width)), default=1)
    return 0.65 + len(chart.rows) * max(0.48, lines * 1.2 * _LINE_IN + 0.05)


def _with_conclusions(chart: DotStrip, width: float) -> list[str]:
    name, conclusion = (_NARROW_NAME, 17) if width < _NARROW_PT else (34, 38)
    return [
        f"{labels.wrap(row.name, name)}\n{labels.wrap(row.conclusion, conclusion)}".rstrip()
        for row in chart.rows
    ]


def dots(chart: DotStrip, sheet: Sheet) -> None:
    """Draw rows of dots around the reference, each with its name and conclusion."""
    values = [d.value for row in chart.rows for d in row.dots if d.value is not None]
    values += [chart.reference.value] if chart.reference else []
    names = _with_conclusions(chart, sheet.width)
    left = max((labels.text_width(name, TEXT_PT) for name in names), default=0) + 10
    axes, width, _ = sheet.axes(left=left, right=12, bottom=18, top=16)
    value_x(axes, labels.scale(values, chart.unit), width)
    axes.set_ylim(len(chart.rows) - 0.5, -0.5)
    reference_x(axes, chart.reference)
    for n, (row, name) in enumerate(zip(chart.rows, names, strict=True)):
        axes.axhline(n, color=theme.LINE, linewidth=0.9, zorder=0.8)
        axes.annotate(
            name, (0, n), (-left, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            ha="left",
            va="center", fontsize=TEXT_PT, color=theme.INK, linespacing=1.25,
        )  # fmt: skip
        for dot in row.dots:
            if dot.value is not None:
                axes.plot([dot.value], [n], **dot_style(STYLES[dot.role], size=6))


def waterfall(chart: WaterfallChart, sheet: Sheet) -> None:
    """Draw the start, each step with its sign, and the end, from top to bottom."""
    bars = chart.levels
    texts = [
        (dutch.signed if kind == "step" else dutch.value)(step.value, chart.unit, chart.decimals)
        for step, kind, _, _ in bars
    ]
    edges = [edge for _, _, low, high in bars for edge in (low, high)]
    right = max((labels.text_width(text, TEXT_PT, True) for text in texts), default=0) + GAP_PT
    axes, width, _ = sheet.axes(
        left=_room([step.name for step, *_ in bars], sheet), right=right, bottom=18, top=2
    )
    value_x(axes, labels.scale(edges, chart.unit, zero=True), width)
    rows_y(
        axes,
        [(labels.wrap(step.name, _characters(sheet.width)), kind == "total") for step, kind, _, _ in bars],
    )
    for row, ((step, kind, low, high), text) in enumerate(zip(bars, texts, strict=True)):
        down = kind == "step" and step.value < 0
        fill = theme.OWN if kind == "total" else theme.LIGHT if down else theme.OTHER
        axes.barh(row, high - low, left=low, height=0.6, color=fill, edgecolor=theme.SOFT, linewidth=0.8,
                  hatch="////" if down else "")  # fmt: skip
        if step.low is not None and step.high is not None:
            axes.plot(
                [low + step.low, low + step.high], [row, row], color=theme.INK, linewidth=1.2, marker="|"
            )
        style = STYLES["own" if kind == "total" else "other"]
        write(axes, text, (max(low, high), row), (6, 0), style)
        if row + 1 < len(bars):
            axes.plot(
                [high, high],
                [row - 0.3, row + 1.3],
                color=theme.OTHER,
                linewidth=0.8,
                linestyle=(0, (1, 1.5)),
            )
