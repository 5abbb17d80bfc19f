"""Charts on paper: SVG and PNG bytes by matplotlib, without pyplot, browser or network.

The same chart gives the same bytes. Texts in the SVG stay text, in DejaVu Sans (which matplotlib ships) or
another sans-serif face. Grey tones suffice: every role has its dash, marker, pattern or label.
"""

from collections.abc import Callable
from functools import partial
from io import BytesIO

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from pages.ui.charts import labels
from pages.ui.charts.paper import lines as paper_lines
from pages.ui.charts.paper import map as paper_map
from pages.ui.charts.paper import rows, scatter
from pages.ui.charts.paper.parts import Sheet
from pages.ui.charts.spec import Chart, LineChart, SlopeChart
from pages.ui.charts.spec.map import MapChart
from pages.ui.charts.spec.rows import BarChart, DotStrip, StackedChart, StripPlot, WaterfallChart
from pages.ui.charts.spec.scatter import ScatterChart
from pages.ui.parts import theme
from pages.ui.parts.tables import source_line

# Set once for the process: a context per drawing is not safe between threads. Nothing else uses matplotlib.
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

WIDTH_IN = 7.2
# Two beside each other on A4, shrunk there: drawn so wide that both fill the room between the margins.
HALF_IN = 5.0
_HALF_HEIGHT_IN = 2.56  # a dozen names beside the lines
_NARROW = (LineChart, SlopeChart, ScatterChart)
DPI = 200
_CREATOR = "Eigenwijzer"


def svg(chart: Chart, *, heading: bool = True, width_in: float = WIDTH_IN) -> bytes:
    """Give the chart as SVG with title and description inside; without `heading` only the drawing.

    A narrow one is drawn for its width, letters in the same size; charts of rows have no use for that.
    """
    buffer = BytesIO()
    metadata = {"Title": chart.title, "Description": chart.alt, "Date": None, "Creator": _CREATOR}
    canvas = FigureCanvasSVG(_figure(chart, heading, width_in))
    canvas.print_svg(buffer, metadata=metadata)  # type: ignore[no-untyped-call]
    return buffer.getvalue()


def png(chart: Chart, *, heading: bool = True, dpi: int = DPI) -> bytes:
    """Give the chart as PNG."""
    buffer = BytesIO()
    metadata = {"Title": chart.title, "Description": chart.alt, "Software": _CREATOR}
    figure = _figure(chart, heading)
    figure.set_dpi(dpi)
    FigureCanvasAgg(figure).print_png(buffer, metadata=metadata)  # type: ignore[no-untyped-call]
    return buffer.getvalue()


def _figure(chart: Chart, heading: bool, width_in: float = WIDTH_IN) -> Figure:
    draw, height = _kind(chart)
    if not isinstance(chart, _NARROW):
        width_in = WIDTH_IN
    height = height if width_in > HALF_IN else min(height, _HALF_HEIGHT_IN)
    above = _heading(chart) if heading else []
    below = _foot(chart) if heading else []
    top = _room(above) + (6 if above else 0)
    bottom = _room(below) + (8 if below else 0)
    points = height * 72 + top + bottom
    figure = Figure(figsize=(width_in, points / 72), facecolor=theme.PAPER)
    _write(figure, above, points, points - 4)
    sheet = Sheet(figure, left=8, bottom=bottom, width=width_in * 72 - 16, height=height * 72 - 4)
    draw(sheet)
    _write(figure, below, points, bottom - 6)
    return figure


Line = tuple[str, float, str, str]  # text, size in points, colour, weight


def _kind(chart: Chart) -> tuple[Callable[[Sheet], None], float]:
    """How to draw a chart, and its height in inches without heading and foot."""
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
            return partial(rows.bar, chart), 0.5 + 0.27 * len(chart.bars)
        case StackedChart():
            return partial(rows.stacked, chart), 0.75 + 0.3 * len(chart.stacks)
        case DotStrip():
            return partial(rows.dots, chart), 0.65 + 0.48 * len(chart.rows)
        case WaterfallChart():
            return partial(rows.waterfall, chart), 0.5 + 0.36 * (len(chart.steps) + 2)
        case MapChart():
            return partial(paper_map.areas, chart), 6.2
    raise TypeError(f"no drawing for {type(chart).__name__}")


def _heading(chart: Chart) -> list[Line]:
    lines: list[Line] = [(labels.wrap(chart.title, 62), 12.5, theme.INK, "bold")]
    if chart.subtitle:
        lines.append((labels.wrap(chart.subtitle, 92), 9, theme.SOFT, "normal"))
    return lines


def _foot(chart: Chart) -> list[Line]:
    texts = [*chart.footnotes, source_line(chart.source)]
    return [(labels.wrap(text, 104), 8, theme.SOFT, "normal") for text in texts]


def _room(lines: list[Line]) -> float:
    """Height of these lines in points."""
    return sum(size * 1.4 * (text.count("\n") + 1) for text, size, _, _ in lines)


def _write(figure: Figure, lines: list[Line], points: float, y: float) -> None:
    for text, size, colour, weight in lines:
        figure.text(
            8 / (WIDTH_IN * 72), y / points, text, fontsize=size, color=colour, fontweight=weight, va="top",
            linespacing=1.35,
        )  # fmt: skip
        y -= size * 1.4 * (text.count("\n") + 1)
