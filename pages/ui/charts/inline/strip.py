"""The strip of a card as SVG text: made in microseconds, four to a page on every rerun.

The place of the chosen gemeente among others on one line, Nederland and the group as marks with a label. Too
small for a drawing library: circles, a line and at most three words.
"""

import base64
from collections.abc import Sequence
from xml.sax.saxutils import escape

from pages.ui.charts.labels import text_width
from pages.ui.charts.spec.rows import Dot, StripPlot
from pages.ui.parts.theme import GROUP, INK, LINE, OTHER, OWN, PAPER, SOFT

WIDTH, HEIGHT = 240, 62
_MARGIN, _LINE_Y, _TEXT_PX = 14, 24, 11.5
_BARE_HEIGHT = 42


def data_uri(chart: StripPlot) -> str:
    """Return the strip as an address for an image, without names; empty where nothing can be placed."""
    drawn = svg(chart, names=False)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}" if drawn else ""


def svg(chart: StripPlot, *, names: bool = True) -> str:
    """Return the strip as SVG text; empty where no dot has a value.

    Without `names` for a page that names the signs itself, in its own letter (`blocks.strip_legend`).
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
    shown = _label_places([(dot.name, at(dot.value)) for dot in marks]) if names else []
    labels = "".join(
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{_TEXT_PX}" text-anchor="middle" fill="{SOFT}">{escape(name)}</text>'
        for name, x, y in shown
    )
    own = "".join(
        f'<circle cx="{at(dot.value):.1f}" cy="{_LINE_Y}" r="7" fill="{OWN}"/>'
        for dot in placed
        if dot.role == "own"
    )
    height = HEIGHT if names else _BARE_HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Source Sans Pro, DejaVu Sans, sans-serif">'
        f'<line x1="{_MARGIN}" y1="{_LINE_Y}" x2="{WIDTH - _MARGIN}" y2="{_LINE_Y}" stroke="{LINE}" stroke-width="2"/>'
        f"{others}{ticks}{own}{labels}</svg>"
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


def _label_places(labels: Sequence[tuple[str, float]]) -> list[tuple[str, float, float]]:
    """Put labels under their marks, inside the image; the second on a line of its own when they would touch."""
    places: list[tuple[str, float, float]] = []
    for name, x in sorted(labels, key=lambda label: label[1]):
        half = text_width(name, _TEXT_PX) / 2
        inside = min(max(x, half + 1), WIDTH - half - 1)
        y = _LINE_Y + 24.0
        if any(
            abs(inside - other_x) < half + text_width(other, _TEXT_PX) / 2 + 4 and y == other_y
            for other, other_x, other_y in places
        ):
            y += 12
        places.append((name, inside, y))
    return places
