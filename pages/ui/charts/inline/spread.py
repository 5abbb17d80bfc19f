"""The place of one gemeente among all others, as SVG text: a fine line for each, drawn once per figure.

Three hundred lines are one path, made once for a figure and period; what is put on it for a gemeente (own dot,
Nederland, the group) takes microseconds. Values outside the middle 98 of 100 stand at the edge, so that one far
figure does not press the others together.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np

from pages.ui.charts.labels import text_width
from pages.ui.parts.theme import GROUP, INK, OTHER, OWN, PAPER, SOFT

WIDTH, HEIGHT = 240, 58
BARE_TOP, BARE_HEIGHT = 11, 35  # the part without names
_MARGIN, _LINE_Y, _HALF, _TEXT_PX = 10, 27, 9, 11.5
_EDGE = 0.01


@dataclass(frozen=True)
class SpreadPicture:
    """All gemeenten on one line. `path`: SVG path of their fine lines; `gemeenten_n`: how many."""

    low: float
    high: float
    path: str
    gemeenten_n: int

    def at(self, value: float) -> float:
        """Return the place of a value across the drawing, held at the edges."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return _MARGIN + min(max(share, 0.0), 1.0) * (WIDTH - 2 * _MARGIN)


def spread(values: Sequence[float]) -> SpreadPicture:
    """Put values on one line; ValueError where there are none."""
    known = np.asarray([value for value in values if value == value], dtype=float)
    if not len(known):
        raise ValueError("a spread needs values")
    low, high = np.quantile(known, [_EDGE, 1 - _EDGE]) if len(known) >= 100 else (known.min(), known.max())
    bare = SpreadPicture(float(low), float(high), "", len(known))
    places = sorted({round(bare.at(float(value)), 1) for value in known})
    return SpreadPicture(
        bare.low, bare.high, "".join(f"M{x:g} {_LINE_Y - _HALF}v{2 * _HALF}" for x in places), len(known)
    )


def svg(
    among: SpreadPicture,
    own: tuple[str, float],
    country: float | None,
    group: float | None,
    *,
    names: bool = True,
) -> str:
    """Return the drawing: `own` is (name, value); Nederland a dashed line with its name, the group a diamond.

    Without `names` on a page that names the signs itself, in its own letter (`blocks.strip_legend`).
    """
    name, value = own
    x = among.at(value)
    parts = [
        f'<path d="{among.path}" stroke="{OTHER}" stroke-width="1" stroke-opacity="0.55" fill="none"/>',
    ]
    if country is not None:
        at = among.at(country)
        parts.append(
            f'<line x1="{at:.1f}" y1="{_LINE_Y - 13}" x2="{at:.1f}" y2="{_LINE_Y + 15}" stroke="{INK}" '
            f'stroke-width="2" stroke-dasharray="3 2"/>'
        )
        parts += [_label("Nederland", at, _LINE_Y + 27, SOFT)] if names else []
    if group is not None:
        at, y = among.at(group), _LINE_Y + _HALF + 2
        parts.append(
            f'<path d="M{at:.1f} {y - 5}l5 5l-5 5l-5 -5z" fill="{GROUP}" stroke="{PAPER}" stroke-width="1"/>'
        )
    parts.append(
        f'<circle cx="{x:.1f}" cy="{_LINE_Y}" r="6.5" fill="{OWN}" stroke="{PAPER}" stroke-width="1.5"/>'
    )
    parts += [_label(name, x, 11, OWN, bold=True)] if names else []
    top, height = (0, HEIGHT) if names else (BARE_TOP, BARE_HEIGHT)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {top} {WIDTH} {height}" '
        f'font-family="Source Sans Pro, Source Sans, DejaVu Sans, sans-serif">{"".join(parts)}</svg>'
    )


def data_uri(drawing: str) -> str:
    """Return a drawing as an address for an image."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


def _label(text: str, x: float, y: float, colour: str, *, bold: bool = False) -> str:
    half = min(text_width(text, _TEXT_PX, bold) / 2, WIDTH / 2 - 1)
    inside = min(max(x, half + 1), WIDTH - half - 1)
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{inside:.1f}" y="{y}" font-size="{_TEXT_PX}" text-anchor="middle" fill="{colour}"{weight}>'
        f"{escape(text)}</text>"
    )
