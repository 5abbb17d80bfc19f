"""Charts on screen: `st.plotly_chart(figure(chart), theme=None, alt=chart.alt, config=CONFIG)`.

Plain dicts: no template and no plotly object, so a figure takes about a millisecond. Title, subtitle, notes
and source line are page text, not part of the figure, so that they wrap on a phone and are read aloud. Every
name is escaped: Plotly reads a little HTML in its texts.
"""

from typing import Any

from pages.ui.charts.screen import lines, rows, scatter, steps
from pages.ui.charts.screen import map as screen_map
from pages.ui.charts.spec import Chart
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.map import MapChart
from pages.ui.charts.spec.rows import BarChart, DotStrip, StackedChart, StripPlot, WaterfallChart
from pages.ui.charts.spec.scatter import ScatterChart
from pages.ui.charts.spec.slope import SlopeChart

Figure = dict[str, Any]

# No bar of buttons, no zoom: a finger that scrolls the page must not catch on a chart.
CONFIG: Figure = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
    "showTips": False,
}


def figure(chart: Chart) -> Figure:
    """Give the figure (`data`, `layout`). Raises TypeError for a kind that is not known."""
    match chart:
        case LineChart():
            return lines.line(chart)
        case SlopeChart():
            return lines.slope(chart)
        case ScatterChart():
            return scatter.scatter(chart)
        case StripPlot():
            return rows.strip(chart)
        case BarChart():
            return rows.bar(chart)
        case StackedChart():
            return rows.stacked(chart)
        case DotStrip():
            return rows.dots(chart)
        case WaterfallChart():
            return steps.waterfall(chart)
        case MapChart():
            return screen_map.areas(chart)
    raise TypeError(f"no drawing for {type(chart).__name__}")
