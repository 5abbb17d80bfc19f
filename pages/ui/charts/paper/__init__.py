"""Charts on paper: SVG and PNG bytes by matplotlib, without pyplot, browser or network.

The same chart gives the same bytes. Texts in the SVG stay text, in DejaVu Sans (which matplotlib ships) or
another sans-serif face. Grey tones suffice: every role has its dash, marker, pattern or label.
Matplotlib is imported by the first drawing: it took a fifth of the time in which the server starts.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial, wraps
from io import BytesIO
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pages.ui.charts import labels
from pages.ui.charts.paper import lines as paper_lines
from pages.ui.charts.paper import map as paper_map
from pages.ui.charts.paper import rows, scatter
from pages.ui.charts.paper.parts import Sheet
from pages.ui.charts.spec import Chart
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.map import MapChart
from pages.ui.charts.spec.rows import BarChart, DotStrip, StackedChart, StripPlot, WaterfallChart
from pages.ui.charts.spec.scatter import ScatterChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.parts import theme
from pages.ui.parts.tables import source_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_IN = 7.2
# Two beside each other on A4, shrunk there: drawn so wide that both fill the room between the margins.
HALF_IN = 5.0
# Alone on a row of a printed page (182 by at most 46 mm): it fills the width, with letters of 7 points.
ROW_IN = 8.8
# As high as print.css lets each be without shrinking it more than its width asks; a dozen names fit beside the lines.
_HEIGHTS_IN = {HALF_IN: 2.56, ROW_IN: 2.22}
WEBSITE_IN = 3.6  # on somebody else's page: at 320 pixels wide its letters are still ten high
_NARROW = (LineChart, SlopeChart, ScatterChart)
DPI = 200
_PX = 96  # CSS pixels to the inch
_CREATOR = "Eigenwijzer"

P = ParamSpec("P")
R = TypeVar("R")


def _settings() -> None:
    """Set how matplotlib draws, once for the process: a context per drawing is not safe between threads.

    Nothing else draws with it.
    """
    import matplotlib as mpl

    mpl.rcParams.update(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "eigenwijzer",
            "text.parse_math": False,  # a dollar sign in a name is a dollar sign
            "font.family": ["DejaVu Sans", "sans-serif"],
            "axes.unicode_minus": False,
            "hatch.linewidth": 0.4,
        }
    )


# Matplotlib opens the files of its letters anew in every thread that draws, and keeps them open: up to six files each.
_HAND = ThreadPoolExecutor(max_workers=1, thread_name_prefix="paper", initializer=_settings)


def _by_one_hand(draw: Callable[P, R]) -> Callable[P, R]:
    """Have one thread draw for all; who asks waits for it."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        return _HAND.submit(draw, *args, **kwargs).result()

    return drawn


@_by_one_hand
def svg(chart: Chart, *, heading: bool = True, width_in: float = WIDTH_IN, more: Sequence[str] = ()) -> bytes:
    """Give the chart as SVG with title and description inside; without `heading` only the drawing.

    A narrow one is drawn for its width, letters in the same size; without heading charts of rows have no use for that.
    What stands alone on a row of a printed page is drawn for that (`ROW_IN`).
    A map of half a sheet has no legend: shrunk to its place that could not be read, so it stands under it as words.
    `more`: lines at the very bottom.
    """
    return _svg(_figure(chart, heading, width_in, more), chart.title, chart.alt)


@_by_one_hand
def png(
    chart: Chart,
    *,
    heading: bool = True,
    dpi: int = DPI,
    width_in: float = WIDTH_IN,
    more: Sequence[str] = (),
) -> bytes:
    """Give the chart as PNG; as `svg`."""
    return _png(_figure(chart, heading, width_in, more), chart.title, chart.alt, dpi)


def size_px(chart: Chart, width_in: float, more: Sequence[str] = ()) -> tuple[int, int]:
    """Return width and height of a chart with heading, in CSS pixels."""
    layout = _layout(chart, True, width_in, more)
    return round(layout.width_in * _PX), round(layout.points / 72 * _PX)


@_by_one_hand
def said(text: str, kind: str, width_in: float) -> bytes:
    """Give a text as a picture (`svg` or `png`): what stands in the place of a chart that is no more."""
    lines: list[Line] = [(labels.wrap(text, _fit(104, width_in)), 9, theme.INK, "normal")]
    points = _room(lines) + 16
    figure = _sheet(width_in, points)
    _write(figure, lines, points, points - 8)
    return _svg(figure, text, text) if kind == "svg" else _png(figure, text, text, DPI)


def _sheet(width_in: float, points: float) -> "Figure":
    """An empty sheet, `points` high."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width_in, points / 72), facecolor=theme.PAPER)


def _svg(figure: "Figure", title: str, alt: str) -> bytes:
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = BytesIO()
    metadata = {"Title": title, "Description": alt, "Date": None, "Creator": _CREATOR}
    FigureCanvasSVG(figure).print_svg(buffer, metadata=metadata)  # type: ignore[no-untyped-call]
    return buffer.getvalue()


def _png(figure: "Figure", title: str, alt: str, dpi: int) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    buffer = BytesIO()
    metadata = {"Title": title, "Description": alt, "Software": _CREATOR}
    figure.set_dpi(dpi)
    FigureCanvasAgg(figure).print_png(buffer, metadata=metadata)  # type: ignore[no-untyped-call]
    return buffer.getvalue()


Line = tuple[str, float, str, str]  # text, size in points, colour, weight


@dataclass(frozen=True)
class _Layout:
    """What stands where on a sheet: widths in inches, heights in points."""

    draw: Callable[[Sheet], None]
    width_in: float
    height: float
    above: list[Line]
    below: list[Line]

    @property
    def top(self) -> float:
        return _room(self.above) + (6 if self.above else 0)

    @property
    def bottom(self) -> float:
        return _room(self.below) + (8 if self.below else 0)

    @property
    def points(self) -> float:
        return self.height + self.top + self.bottom


def _layout(chart: Chart, heading: bool, width_in: float, more: Sequence[str]) -> _Layout:
    half = width_in == HALF_IN
    fits = isinstance(chart, BarChart) and half  # few names and short ones stand beside a table
    if (
        not heading
        and not (fits or isinstance(chart, _NARROW))
        and (width_in != ROW_IN or isinstance(chart, MapChart))
    ):
        width_in = WIDTH_IN
    draw, height_in = _kind(chart, width_in)
    if half and isinstance(chart, MapChart):
        draw = partial(paper_map.areas, chart, legend=False)
    return _Layout(
        draw=draw,
        width_in=width_in,
        height=72
        * (min(height_in, _HEIGHTS_IN.get(width_in, height_in)) if isinstance(chart, _NARROW) else height_in),
        above=_heading(chart, width_in) if heading else [],
        below=_foot(chart, width_in, more) if heading else [],
    )


def _figure(chart: Chart, heading: bool, width_in: float, more: Sequence[str]) -> "Figure":
    layout = _layout(chart, heading, width_in, more)
    points = layout.points
    figure = _sheet(layout.width_in, points)
    _write(figure, layout.above, points, points - 4)
    width = layout.width_in * 72 - 16
    layout.draw(Sheet(figure, left=8, bottom=layout.bottom, width=width, height=layout.height - 4))
    _write(figure, layout.below, points, layout.bottom - 6)
    return figure


def _kind(chart: Chart, width_in: float) -> tuple[Callable[[Sheet], None], float]:
    """How to draw a chart, and its height in inches without heading and foot."""
    width = width_in * 72 - 16
    match chart:
        case LineChart():
            return partial(paper_lines.line, chart), 3.2
        case SlopeChart():
            return partial(paper_lines.slope, chart), 3.0
        case ScatterChart():
            return partial(scatter.scatter, chart), 3.7
        case StripPlot():
            return partial(rows.strip, chart), 1.0
        case BarChart():
            names = [one.name for one in chart.bars]
            return partial(rows.bar, chart), 0.5 + rows.heights_in(
                names, width, 0.2 if width_in == HALF_IN else 0.27
            )
        case StackedChart():
            names = [one.name for one in chart.stacks]
            return partial(rows.stacked, chart), rows.legend_in(chart, width) + rows.heights_in(
                names, width, 0.3
            )
        case DotStrip():
            return partial(rows.dots, chart), rows.dots_in(chart, width)
        case WaterfallChart():
            names = [step.name for step, *_ in chart.levels]
            return partial(rows.waterfall, chart), 0.5 + rows.heights_in(names, width, 0.36)
        case MapChart():
            return partial(paper_map.areas, chart), paper_map.height_in(chart, width)
    raise TypeError(f"no drawing for {type(chart).__name__}")


def _fit(characters: int, width_in: float) -> int:
    """How many characters fit on a line that holds so many on a whole sheet."""
    return int(characters * (width_in * 72 - 16) / (WIDTH_IN * 72 - 16))


def _heading(chart: Chart, width_in: float) -> list[Line]:
    lines: list[Line] = [(labels.wrap(chart.title, _fit(62, width_in)), 12.5, theme.INK, "bold")]
    if chart.subtitle:
        lines.append((labels.wrap(chart.subtitle, _fit(92, width_in)), 9, theme.SOFT, "normal"))
    return lines


def _foot(chart: Chart, width_in: float, more: Sequence[str]) -> list[Line]:
    texts = [*chart.footnotes, source_line(chart.source), *more]
    return [(labels.wrap(text, _fit(104, width_in)), 8, theme.SOFT, "normal") for text in texts]


def _room(lines: list[Line]) -> float:
    """Height of these lines in points."""
    return sum(size * 1.4 * (text.count("\n") + 1) for text, size, _, _ in lines)


def _write(figure: "Figure", lines: list[Line], points: float, y: float) -> None:
    width = figure.get_size_inches()[0] * 72
    for text, size, colour, weight in lines:
        figure.text(
            8 / width, y / points, text, fontsize=size, color=colour, fontweight=weight, va="top",
            linespacing=1.35,
        )  # fmt: skip
        y -= size * 1.4 * (text.count("\n") + 1)
