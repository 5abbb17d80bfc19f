"""The strip of a card as SVG text: made in microseconds, four to a page on every rerun.

The place of the chosen gemeente among others on one line, Nederland and the group as marks. Too small for a drawing
library: circles and lines.
"""

import base64
from collections.abc import Sequence

from pages.ui.charts.spec.rows import Dot, StripPlot
from pages.ui.parts.theme import GROUP, INK, LINE, OTHER, OWN, PAPER

WIDTH, HEIGHT = 240, 42
_MARGIN, _LINE_Y = 14, 24


def data_uri(chart: StripPlot) -> str:
    """Return the strip as an address for an image; empty where nothing can be placed."""
    drawn = svg(chart)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}" if drawn else ""


def svg(chart: StripPlot) -> str:
    """Return the strip as SVG text; empty where no dot has a value.

    Without words: the page names the signs itself, in its own letter (`blocks.strip_legend`).
    """
    placed = [dot for dot in chart.dots if dot.value is not None]
    if not placed:
        return ""
    at = _scale([float(dot.value) for dot in placed if dot.value is not None])
    others = "".join(
        f'<circle cx="{at(dot.value):.1f}" cy="{_LINE_Y}" r="4.5" fill="{PAPER}" stroke="{OTHER}" stroke-width="1.6"/>'
        for dot in placed
        if dot.role in ("other", "extra")
    )
    marks = [dot for dot in placed if dot.role in ("nederland", "group")]
    ticks = "".join(_tick(dot, at(dot.value)) for dot in marks)
    own = "".join(
        f'<circle cx="{at(dot.value):.1f}" cy="{_LINE_Y}" r="7" fill="{OWN}"/>'
        for dot in placed
        if dot.role == "own"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<line x1="{_MARGIN}" y1="{_LINE_Y}" x2="{WIDTH - _MARGIN}" y2="{_LINE_Y}" stroke="{LINE}" stroke-width="2"/>'
        f"{others}{ticks}{own}</svg>"
    )


def _scale(values: Sequence[float]):  # type: ignore[no-untyped-def]
    low, high = min(values), max(values)
    span = high - low

    def at(value: float | None) -> float:
        share = 0.5 if not span or value is None else (value - low) / span
        return _MARGIN + 8 + share * (WIDTH - 2 * _MARGIN - 16)

    return at


def _tick(dot: Dot, x: float) -> str:
    colour, dash = (INK, "3 2") if dot.role == "nederland" else (GROUP, "1.5 2")
    return (
        f'<line x1="{x:.1f}" y1="{_LINE_Y - 15}" x2="{x:.1f}" y2="{_LINE_Y + 13}" '
        f'stroke="{colour}" stroke-width="2.2" stroke-dasharray="{dash}"/>'
    )
