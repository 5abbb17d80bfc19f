"""Colours, fonts and sizes, shared by screen, paper and documents.

The colours are told apart by colour-blind eyes and in grey tones (own and Nederland are dark, others light),
and no chart relies on colour alone: each role has its own dash, marker or label as well. Contrast of every
text colour on white is at least 4.5 to 1, of every line at least 3 to 1 (tested).
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal["own", "entered", "group", "nederland", "other", "extra"]
ROLES: tuple[Role, ...] = ("own", "entered", "group", "nederland", "other", "extra")

INK = "#1b2733"  # text
SOFT = "#51606f"  # subtitles, axis texts, notes
OWN = "#0b5c8c"  # the chosen gemeente
OTHER = "#7d8893"  # other gemeenten
GROUP = "#a34a00"  # the comparison group as one figure
GRID = "#dfe4e8"
LIGHT = "#ccd3da"  # fill of bars of others, always with a darker edge
LINE = "#d5dee6"
PAPER = "#ffffff"
OWN_TINT = "#e6f1f7"  # the row of the chosen gemeente
BAND = "#eef1f4"  # a break in the series
WARN = "#b9770e"  # the edge of a box with what to keep in mind
WARN_TINT = "#fff7e3"

FONT_SCREEN = '"Source Sans", "DejaVu Sans", Verdana, sans-serif'  # the first is what Streamlit serves
TEXT_PX = 14
SMALL_PX = 13  # the smallest text in a chart on screen

# Classes of a map: one hue, light to dark (after ColorBrewer Blues); grey tones keep the order.
SEQUENCE = ("#e3eef7", "#b5d2e8", "#74addb", "#3679b5", "#0b4070")
NO_FIGURE = "#f1f1ef"

# Parts of a whole (Okabe-Ito without red beside green, darkest first). Parts are also told apart by pattern.
PARTS = ("#0b5c8c", "#e69f00", "#56b4e9", "#a34a00", "#cc79a7", "#999999", "#00785a", "#f0e442")
PATTERNS = ("", "/", ".", "x", "-", "+", "\\", "|")


@dataclass(frozen=True)
class Style:
    """How a role is drawn. `dash` in Plotly's words, `dashes` the same for matplotlib (in line widths)."""

    colour: str
    text: str
    width: float
    dash: str
    dashes: tuple[float, ...]
    symbol: str
    marker: str
    filled: bool
    bold: bool
    order: int  # what is drawn later lies on top


STYLES: dict[Role, Style] = {
    "other": Style(OTHER, SOFT, 1.5, "solid", (), "circle", "o", False, False, 1),
    "extra": Style("#4b5563", "#4b5563", 1.8, "longdashdot", (8, 2, 1.5, 2), "square", "s", False, False, 2),
    "group": Style(GROUP, GROUP, 2.2, "dot", (1.2, 1.6), "diamond", "D", True, False, 3),
    "nederland": Style(INK, INK, 2.0, "dash", (4.5, 2.5), "triangle-up", "^", True, False, 4),
    "entered": Style(OWN, OWN, 2.2, "dashdot", (5, 2, 1.2, 2), "star-diamond-open", "P", False, True, 5),
    "own": Style(OWN, OWN, 3.5, "solid", (), "circle", "o", True, True, 6),
}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG 2 defines it (0 black, 1 white)."""

    def linear(channel: int) -> float:
        c = channel / 255
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Contrast ratio of two colours (WCAG 2), 1 to 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(background: str) -> str:
    """Ink or paper, whichever is easier to read on the background."""
    return max((INK, PAPER), key=lambda colour: contrast(colour, background))
