"""The place of one gemeente among all others, as SVG text: a fine line for each, drawn once per figure.

Three hundred lines are one path, made once for a figure and period; what is put on it for a gemeente (own dot,
Nederland, the group) takes microseconds. Values outside the middle 98 of 100 stand at the edge, so that one far
figure does not press the others together.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pages.ui.parts.theme import GROUP, INK, OTHER, OWN, PAPER

WIDTH, TOP, HEIGHT = 240, 11, 35
_MARGIN, _LINE_Y, _HALF = 10, 27, 9
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
    own: float,
    country: float | None,
    group: float | None,
) -> str:
    """Return the drawing: `own` a dot, Nederland a dashed line, the group a diamond.

    Without words: the page names the signs itself, in its own letter (`blocks.strip_legend`).
    """
    x = among.at(own)
    parts = [
        f'<path d="{among.path}" stroke="{OTHER}" stroke-width="1" stroke-opacity="0.55" fill="none"/>',
    ]
    if country is not None:
        at = among.at(country)
        parts.append(
            f'<line x1="{at:.1f}" y1="{_LINE_Y - 13}" x2="{at:.1f}" y2="{_LINE_Y + 15}" stroke="{INK}" '
            f'stroke-width="2" stroke-dasharray="3 2"/>'
        )
    if group is not None:
        at, y = among.at(group), _LINE_Y + _HALF + 2
        parts.append(
            f'<path d="M{at:.1f} {y - 5}l5 5l-5 5l-5 -5z" fill="{GROUP}" stroke="{PAPER}" stroke-width="1"/>'
        )
    parts.append(
        f'<circle cx="{x:.1f}" cy="{_LINE_Y}" r="6.5" fill="{OWN}" stroke="{PAPER}" stroke-width="1.5"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {TOP} {WIDTH} {HEIGHT}">{"".join(parts)}</svg>'
    )


def data_uri(drawing: str) -> str:
    """Return a drawing as an address for an image."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"
