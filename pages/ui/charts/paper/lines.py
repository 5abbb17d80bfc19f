"""Lines and slopes on paper (matplotlib)."""

from typing import TYPE_CHECKING

from metrics import dutch
from pages.ui.charts import labels
from pages.ui.charts.paper.parts import GAP_PT, TEXT_PT, Sheet, dot_style, line_style, value_y, write
from pages.ui.charts.screen.lines import strokes
from pages.ui.charts.spec import Point, Series
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.parts import theme
from pages.ui.parts.theme import STYLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAME = 20  # characters on a line of an end label
_NARROW_PT = 300  # narrower than this, names beside the lines get less room
_NUMBER_PT = 13  # the number of a note in its box, with white beside it
_YEAR_PT = 26  # a year under the axis with white beside it


def line(chart: LineChart, sheet: Sheet) -> None:
    """Draw lines over periods with named ends, numbered notes and bands at breaks."""
    scale = labels.scale(chart.drawn_values, chart.unit, zero=chart.zero_based)
    names = {one.name: labels.wrap(one.name, _NAME) for one in chart.shown}
    right = max((labels.text_width(name, TEXT_PT, True) for name in names.values()), default=0) + 16
    left = labels.text_width("0" * scale.shown_length, TEXT_PT) + 8
    axes, width, height = sheet.axes(left=left, right=right, bottom=18, top=16 if chart.numbered else 6)
    value_y(axes, scale)
    _time_x(axes, chart, width)
    if chart.base_line is not None:
        axes.axhline(chart.base_line, color=theme.OTHER, linewidth=0.8, zorder=1)
    _notes(axes, chart, width)
    _ranges(axes, chart)
    for one in chart.shown:
        _series(axes, chart, one)
    _end_labels(axes, chart, names, scale, (width, height))


def _time_x(axes: "Axes", chart: LineChart, width: float) -> None:
    places = [dutch.period_position(period) for period in chart.periods] or [0.0]
    years = sorted({int(period[:4]) for period in chart.periods})
    middle = 0.25 if chart.step < 1 else 0.0
    axes.set_xlim(min(places) - chart.step * 0.3, max(places) + chart.step * 0.3)
    room = max(1, int(width / _YEAR_PT))
    shown = years[::-1][:: -(-len(years) // room)]  # the last year is always there
    axes.set_xticks([year + middle for year in shown], [dutch.year(year) for year in shown])
    axes.set_xticks(places, minor=True)
    axes.tick_params(axis="x", which="minor", length=3, color=theme.OTHER, width=0.8)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(theme.OTHER)


def _notes(axes: "Axes", chart: LineChart, width: float) -> None:
    """Draw bands and dotted lines with their numbers above; numbers that would touch stand a little beside."""
    breaks = {dutch.period_position(one.start) - chart.step / 2 for one in chart.breaks}
    low, high = axes.get_xlim()
    per_pt = (high - low) / width
    middles = [(at - low) / per_pt for _, at, _ in chart.numbered]
    apart = labels.spread(middles, [_NUMBER_PT] * len(middles), 0, width)
    for (n, at, _), middle, place in zip(chart.numbered, middles, apart, strict=True):
        if at in breaks:
            axes.axvspan(
                at - chart.step * 0.28, at + chart.step * 0.28, color=theme.BAND, linewidth=0, zorder=0
            )
        else:
            axes.axvline(at, color=theme.OTHER, linewidth=0.9, linestyle=(0, (1, 2)), zorder=0.5)
        axes.annotate(
            str(n), (at, 1), (place - middle, 4), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="center", va="bottom", fontsize=7.5, fontweight="bold", color=theme.INK,
            bbox={"boxstyle": "round,pad=0.2", "facecolor": theme.PAPER, "edgecolor": theme.OTHER,
                  "linewidth": 0.7},
        )  # fmt: skip


def _ranges(axes: "Axes", chart: LineChart) -> None:
    for band in chart.bands:
        for each in band.ranges:
            x = dutch.period_position(each.period)
            if band.shape == "box":
                half = chart.step * 0.2
                axes.fill_between(
                    [x - half, x + half], each.low, each.high, color=theme.GRID, linewidth=0, zorder=0.2
                )
            else:
                axes.plot([x, x], [each.low, each.high], color=theme.OWN, linewidth=1.1, zorder=2)


def _series(axes: "Axes", chart: LineChart, series: Series) -> None:
    style = STYLES[series.role]
    for runs, provisional in zip(strokes(chart, series), (False, True), strict=True):
        for run in runs:
            axes.plot(*_coordinates(run), **line_style(style, provisional=provisional))
    lone = {run[0].period for run in chart.segments(series) if len(run) == 1}
    for point in series.points:
        if point.value is not None and (
            style.bold or point.provisional or point.entered or point.period in lone
        ):
            size = 5 if style.bold else 4
            axes.plot(
                *_coordinates([point]),
                **dot_style(style, hollow=point.provisional, size=size, entered=point.entered),
            )


def _coordinates(points: list[Point]) -> tuple[list[float], list[float]]:
    found = [(dutch.period_position(p.period), p.value) for p in points if p.value is not None]
    return [x for x, _ in found], [y for _, y in found]


def _end_labels(
    axes: "Axes", chart: LineChart, names: dict[str, str], scale: labels.Scale, size: tuple[float, float]
) -> None:
    """Name every line at the right, as on screen: one that ends before others has a leader to its end."""
    width, height = size
    low, high = axes.get_xlim()
    per_pt = (scale.high - scale.low) / height
    ends = [
        (one, one.last.period, one.last.value)
        for one in reversed(chart.shown)  # the most important first
        if one.last is not None and one.last.value is not None
    ][: int(height // GAP_PT)]
    edge = dutch.period_position(max((period for _, period, _ in ends), default="2000"))
    wanted = [(value - scale.low) / per_pt for _, _, value in ends]
    sizes = [GAP_PT * (names[one.name].count("\n") + 1) for one, _, _ in ends]
    for (one, period, value), at, place in zip(
        ends, wanted, labels.spread(wanted, sizes, 0, height), strict=True
    ):
        x, y = dutch.period_position(period), scale.low + place * per_pt
        if x < edge or abs(place - at) > 4:
            beside = edge + 12 * (high - low) / width
            axes.plot([x, beside], [value, y], color=theme.LINE, linewidth=0.7, clip_on=False, zorder=1)
        write(axes, names[one.name], (edge, y), (14, 0), STYLES[one.role])


def slope(chart: SlopeChart, sheet: Sheet) -> None:
    """Draw two moments with a line for each series; values at both ends, names at the right."""
    drawn = [(one, *chart.ends(one)) for one in chart.shown]
    values = [p.value for _, a, b in drawn for p in (a, b) if p is not None and p.value is not None]
    if chart.base_line is not None:
        values.append(chart.base_line)
    scale = labels.scale(values, chart.unit)
    narrow = sheet.width < _NARROW_PT
    left, right, top = (44, 108, 36) if narrow else (100, 210, 26)
    axes, _, height = sheet.axes(left=left, right=right, bottom=8, top=top)
    axes.set_xlim(0, 1)
    axes.set_ylim(scale.low, scale.high)
    for x, period, outward in ((0, chart.start, "right"), (1, chart.end, "left")):
        axes.axvline(x, color=theme.LINE, linewidth=0.9, clip_on=False, zorder=0)
        axes.annotate(
            labels.wrap(dutch.period_heading(period), 11 if narrow else 30), (x, 1), (0, 8),
            xycoords=("data", "axes fraction"),
            # outward: on half a sheet the two moments stand nearer to each other than their headings are wide
            textcoords="offset points", ha="center" if narrow else outward,
            fontsize=TEXT_PT, fontweight="bold", color=theme.INK,
        )  # fmt: skip
    if chart.base_line is not None:
        axes.axhline(chart.base_line, color=theme.LINE, linewidth=0.9, zorder=0)
    for one, a, b in drawn:
        points = [(x, p, p.value) for x, p in ((0, a), (1, b)) if p is not None and p.value is not None]
        style = STYLES[one.role]
        if chart.joined(one):
            axes.plot([x for x, _, _ in points], [value for _, _, value in points], **line_style(style))
        for x, p, value in points:
            size = 6 if style.bold else 4.5
            axes.plot([x], [value], **dot_style(style, hollow=p.provisional, size=size, entered=p.entered))
    for at_end in (False, True):
        _slope_labels(axes, chart, scale, height, at_end=at_end, characters=18 if narrow else 60)


def _slope_labels(
    axes: "Axes", chart: SlopeChart, scale: labels.Scale, height: float, *, at_end: bool, characters: int
) -> None:
    per_pt = (scale.high - scale.low) / height
    found = [(one, chart.ends(one)[1 if at_end else 0]) for one in chart.shown]
    ends = [(one, p, p.value) for one, p in found if p is not None and p.value is not None]

    def text_of(end: tuple[Series, Point, float]) -> str:
        one, point, value = end
        number = dutch.value(value, chart.unit, chart.decimals) + point.mark
        return labels.wrap(f"{number}  {one.name}", characters) if at_end else number

    ends = labels.once(ends, text_of)
    wanted = [(value - scale.low) / per_pt for _, _, value in ends]
    texts = [text_of(end) for end in ends]
    sizes = [GAP_PT * (text.count("\n") + 1) for text in texts]
    places = labels.spread(wanted, sizes, 0, height)
    for (one, _, value), text, at, place in zip(ends, texts, wanted, places, strict=True):
        side = "left" if at_end else "right"
        write(axes, text, (int(at_end), value), (8 if at_end else -8, place - at), STYLES[one.role], side)
