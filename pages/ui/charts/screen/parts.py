"""Pieces that every chart on screen shares: layout, axes, texts that are safe in Plotly."""

from collections.abc import Sequence
from html import escape
from typing import Any

from pages.ui.charts.labels import Scale, text_width
from pages.ui.parts import theme

Part = dict[str, Any]

TOP_PX = 14
CLEAR = "rgba(255,255,255,0.88)"  # behind a label that may lie on a line


def safe(text: str) -> str:
    """Escape a text for Plotly, which reads tags in labels and hover; line breaks become `<br>`."""
    return escape(text, quote=False).replace("\n", "<br>")


def bold(text: str) -> str:
    """A safe text in bold."""
    return f"<b>{safe(text)}</b>"


def layout(height: int, *, left: float, right: float, bottom: float = 34, top: float = TOP_PX) -> Part:
    """The layout of every chart: no template, Dutch separators, no zoom, white paper."""
    return {
        "height": height,
        "margin": {"l": round(left), "r": round(right), "t": round(top), "b": round(bottom), "pad": 0},
        "separators": ",.",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "paper_bgcolor": theme.PAPER,
        "plot_bgcolor": theme.PAPER,
        "font": {"family": theme.FONT_SCREEN, "size": theme.SMALL_PX, "color": theme.SOFT},
        "hoverlabel": {
            "bgcolor": theme.PAPER,
            "bordercolor": theme.SOFT,
            "align": "left",
            "font": {"family": theme.FONT_SCREEN, "size": theme.TEXT_PX, "color": theme.INK},
        },
        "annotations": [],
        "shapes": [],
    }


def value_axis(scale: Scale, *, grid: bool = True) -> Part:
    """An axis of values with its ticks in Dutch."""
    return {
        "range": [scale.low, scale.high],
        "tickmode": "array",
        "tickvals": list(scale.ticks),
        "ticktext": list(scale.texts),
        "fixedrange": True,
        "showgrid": grid,
        "gridcolor": theme.GRID,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
    }


def bare_axis(low: float, high: float) -> Part:
    """An axis without ticks, grid or line."""
    return {
        "range": [low, high],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "showticklabels": False,
        "ticks": "",
    }


def annotation(text: str, x: float | str, y: float | str, **more: Any) -> Part:
    """A text on the figure; `text` must be safe already."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "align": "left", **more}


def font(colour: str, size: float = theme.SMALL_PX) -> Part:
    """A font of one colour and size."""
    return {"color": colour, "size": size}


def across(value: float, colour: str, dash: str = "solid", width: float = 1) -> Part:
    """A line across the plot at one value."""
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, "layer": "below",
        "line": {"color": colour, "width": width, "dash": dash},
    }  # fmt: skip


def tick_room(scale: Scale) -> float:
    """The left margin that the tick texts need."""
    return text_width("0" * scale.shown_length, theme.SMALL_PX) + 10


def label_room(names: Sequence[str], size: float = theme.SMALL_PX, most: float = 150) -> float:
    """The right margin that end labels need."""
    return min(most, max((text_width(name, size, bold=True) for name in names), default=0) + 18)
