"""The sign of a part of a stacked bar in its legend: its colour and pattern as a small SVG image.

The legend is HTML, because one inside the drawing has to reserve room for a phone on every screen.
"""

import base64

from pages.ui.parts import theme

WIDTH, HEIGHT = 24, 16
# The patterns of the drawing (Plotly's names) as a path over an 8 by 8 tile.
_PATHS = {
    "/": "M-2,2L2,-2M0,8L8,0M6,10L10,6",
    "\\": "M-2,6L2,10M0,0L8,8M6,-2L10,2",
    "x": "M0,0L8,8M0,8L8,0",
    "-": "M0,4H8",
    "|": "M4,0V8",
    "+": "M0,4H8M4,0V8",
    ".": "M3,4H5",
}


def data_uri(n: int) -> str:
    """Return the sign of the n-th part (from 0) as an address for an image."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg(n).encode()).decode()}"


def svg(n: int) -> str:
    """Return the sign of the n-th part (from 0) as SVG text: the colour and pattern that its bars have."""
    colour, shape = theme.PARTS[n % len(theme.PARTS)], theme.PATTERNS[n % len(theme.PATTERNS)]
    path = _PATHS[shape] if shape else ""
    tile = (
        f'<pattern id="p" width="8" height="8" patternUnits="userSpaceOnUse"><path d="{path}" '
        f'stroke="{theme.text_on(colour)}" stroke-opacity=".5" stroke-width="1.5"/></pattern>'
    )
    box = f'<rect width="{WIDTH}" height="{HEIGHT}" '
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{tile}'
        f'{box}fill="{colour}"/>{box}fill="url(#p)"/></svg>'
    )
