"""A line chart as small SVG text: two of them beside each other on one A4, the same on screen and on paper.

Draws the `LineChart` of `spec`, with its breaks and numbered notes, without a drawing library: a page that holds
only these needs no script in the browser, and prints what it shows. At most own, group and Nederland are drawn; the
table of the chart keeps everybody.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from metrics import dutch
from pages.ui.charts import labels
from pages.ui.charts.screen.lines import strokes
from pages.ui.charts.spec import Point, Series
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.parts.theme import BAND, GRID, INK, OTHER, PAPER, SOFT, STYLES

WIDTH, HEIGHT = 440, 180
NARROW = 300  # the width on a phone: there the wide one would be shrunk until its letters cannot be read
_TOP, _BOTTOM, _TEXT_PX, _GAP_PX = 20, 24, 13, 15
_APART_PX = 4  # between two years under the axis
_NUMBER_PX = 18  # the number of a note with white beside it, also where the drawing is shrunk


def svg(chart: LineChart | SlopeChart, width: int = WIDTH) -> str:
    """Return the drawing, `width` pixels wide; a chart without any value gives an empty text."""
    two_moments = chart if isinstance(chart, SlopeChart) else None
    small = (_as_lines(chart) if isinstance(chart, SlopeChart) else chart).for_phone()
    values = [point.value for one in small.shown for point in one.points if point.value is not None]
    if not values:
        return ""
    frame = _Frame(small, values, width)
    parts = [
        *(_grid(frame, tick, text) for tick, text in zip(frame.scale.ticks, frame.scale.texts, strict=True)),
        *_marks(frame, small),
        *_years(frame, small, two_moments is not None),
        *(_series(frame, small, one, bool(two_moments and two_moments.joined(one))) for one in small.shown),
        *_names(frame, small),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" font-size="{_TEXT_PX}" '
        f'font-family="Source Sans, DejaVu Sans, sans-serif">{"".join(parts)}</svg>'
    )


def _as_lines(chart: SlopeChart) -> LineChart:
    """Return two moments as a line chart; they are joined although there are periods between them."""
    return LineChart(
        title=chart.title,
        alt=chart.alt,
        source=chart.source,
        series=chart.series,
        unit=chart.unit,
        decimals=chart.decimals,
        zero_based=True,
    )


class _Frame:
    """Where time and values stand on the drawing."""

    def __init__(self, chart: LineChart, values: Sequence[float], width: int) -> None:
        self.scale = labels.scale(values, chart.unit, zero=chart.zero_based)
        places = [dutch.period_position(period) for period in chart.periods]
        self.first, self.last = min(places) - chart.step * 0.3, max(places) + chart.step * 0.3
        self.left = labels.text_width("0" * self.scale.shown_length, _TEXT_PX) + 12  # a % is wider
        self.characters = 14 if width == WIDTH else 10  # on a line of a name
        names = [labels.wrap(one.name, self.characters) for one in chart.shown]
        widest = max(labels.text_width(name, _TEXT_PX, True) for name in names)
        self.right = width - min(widest, 150) - 12
        self.bottom = HEIGHT - _BOTTOM

    def x(self, at: float) -> float:
        return self.left + (at - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, value: float) -> float:
        span = self.scale.high - self.scale.low
        return self.bottom - (value - self.scale.low) / span * (self.bottom - _TOP)


def _grid(frame: _Frame, tick: float, text: str) -> str:
    y = frame.y(tick)
    return (
        f'<line x1="{frame.left:.1f}" y1="{y:.1f}" x2="{frame.right:.1f}" y2="{y:.1f}" stroke="{GRID}"/>'
        f'<text x="{frame.left - 5:.1f}" y="{y + 4:.1f}" text-anchor="end" fill="{SOFT}">{escape(text)}</text>'
    )


def _marks(frame: _Frame, chart: LineChart) -> list[str]:
    """Bands at breaks and dotted lines at notes, each with its number above; none of these touch."""
    breaks = {dutch.period_position(one.start) - chart.step / 2 for one in chart.breaks}
    parts = []
    wanted = [frame.x(at) for _, at, _ in chart.numbered]
    places = labels.spread(wanted, [_NUMBER_PX] * len(wanted), frame.left, frame.right)
    for (number, at, _), x, place in zip(chart.numbered, wanted, places, strict=True):
        if at in breaks:
            half = frame.x(at + chart.step * 0.28) - x
            parts.append(
                f'<rect x="{x - half:.1f}" y="{_TOP - 2}" width="{2 * half:.1f}" '
                f'height="{frame.bottom - _TOP + 2:.1f}" fill="{BAND}"/>'
            )
        else:
            parts.append(
                f'<line x1="{x:.1f}" y1="{_TOP - 2}" x2="{x:.1f}" y2="{frame.bottom:.1f}" stroke="{OTHER}" '
                f'stroke-dasharray="1 3"/>'
            )
        parts.append(
            f'<text x="{place:.1f}" y="{_TOP - 7}" text-anchor="middle" font-size="11" font-weight="700" '
            f'fill="{INK}">{number}</text>'
        )
    return parts


def _years(frame: _Frame, chart: LineChart, two_moments: bool) -> list[str]:
    """The years under the axis; of two moments beside each other both, as they are called."""
    places, texts = labels.year_ticks(chart.periods)
    if two_moments:
        places = [dutch.period_position(period) for period in chart.periods]
        texts = [dutch.period_heading(period) for period in chart.periods]
    line = (
        f'<line x1="{frame.left:.1f}" y1="{frame.bottom:.1f}" x2="{frame.right:.1f}" y2="{frame.bottom:.1f}" '
        f'stroke="{OTHER}"/>'
    )
    return [
        line,
        *(
            f'<text x="{_inside(frame, at, text):.1f}" y="{frame.bottom + 17:.1f}" text-anchor="middle" '
            f'fill="{SOFT}">{text}</text>'
            for at, text in _that_fit(frame, list(zip(places, texts, strict=True)))
        ),
    ]


def _that_fit(frame: _Frame, named: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Those on the axis that do not touch the one after it; the last is always there."""
    kept: list[tuple[float, str]] = []
    for at, text in reversed([one for one in named if frame.first <= one[0] <= frame.last]):
        wide = labels.text_width(text, _TEXT_PX) + _APART_PX
        if not kept or frame.x(kept[-1][0]) - frame.x(at) >= wide:
            kept.append((at, text))
    return kept[::-1]


def _inside(frame: _Frame, at: float, text: str) -> float:
    """The place of a text under the axis, wholly on the drawing."""
    return max(frame.x(at), labels.text_width(text, _TEXT_PX) / 2 + 2)


def _series(frame: _Frame, chart: LineChart, series: Series, joined: bool) -> str:
    style = STYLES[series.role]
    # dashes are in widths of the line, as for matplotlib
    dashes = " ".join(f"{part * style.width:g}" for part in style.dashes)
    parts = []
    drawn = ([list(series.points)], []) if joined else strokes(chart, series)
    for runs, provisional in zip(drawn, (False, True), strict=True):
        dash = dashes or ("4 3" if provisional else "")
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        for run in runs:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in _places(frame, run))
            parts.append(
                f'<polyline points="{path}" fill="none" stroke="{style.colour}" stroke-width="{style.width:g}" '
                f'stroke-linejoin="round"{dashed}/>'
            )
    alone = {run[0].period for run in chart.segments(series) if len(run) == 1}
    for point in series.points:
        if point.value is not None and (
            style.bold or point.provisional or point.entered or point.period in alone
        ):
            (x, y), *_ = _places(frame, [point])
            fill = PAPER if point.provisional else style.colour
            if point.entered:
                parts.append(
                    f'<path d="M{x - 5:.1f} {y:.1f}h10M{x:.1f} {y - 5:.1f}v10" stroke="{style.colour}" '
                    'stroke-width="3.2"/>'
                )
                continue
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3.6 if style.bold else 2.8}" fill="{fill}" '
                f'stroke="{style.colour}" stroke-width="1.4"/>'
            )
    return "".join(parts)


def _places(frame: _Frame, points: Sequence[Point]) -> list[tuple[float, float]]:
    return [
        (frame.x(dutch.period_position(point.period)), frame.y(point.value))
        for point in points
        if point.value is not None
    ]


def _names(frame: _Frame, chart: LineChart) -> list[str]:
    """Names at the right, at the height of each line's last point, moved apart where they would touch."""
    ends = [(one, one.last.value) for one in reversed(chart.shown) if one.last and one.last.value is not None]
    texts = [labels.wrap(one.name, frame.characters).split("\n") for one, _ in ends]
    wanted = [frame.y(value) for _, value in ends]
    places = labels.spread(wanted, [_GAP_PX * len(text) for text in texts], _TOP, frame.bottom)
    parts = []
    for (one, _), lines, y in zip(ends, texts, places, strict=True):
        style = STYLES[one.role]
        weight = ' font-weight="700"' if style.bold else ""
        x, top = frame.right + 8, y + 4 - _GAP_PX * (len(lines) - 1) / 2
        parts += [
            f'<text x="{x:.1f}" y="{top + _GAP_PX * n:.1f}" fill="{style.text}"{weight}>{escape(line)}</text>'
            for n, line in enumerate(lines)
        ]
    return parts
