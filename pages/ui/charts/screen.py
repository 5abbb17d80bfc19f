"""Charts on screen: `st.plotly_chart(figure(chart), theme=None, alt=chart.alt, config=CONFIG)`.

Plain dicts: no template and no plotly object, so a figure takes about a millisecond. Title, subtitle, notes
and source line are page text, not part of the figure, so that they wrap on a phone and are read aloud. Every
name is escaped: Plotly reads a little HTML in its texts.
"""

from typing import Any

from pages.ui.charts import screen_lines, screen_map, screen_rows, screen_scatter, screen_steps
from pages.ui.charts.spec import Chart, LineChart, ScatterChart, SlopeChart
from pages.ui.charts.spec_map import MapChart
from pages.ui.charts.spec_rows import BarChart, DotStrip, StackedChart, StripPlot, WaterfallChart

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
            return screen_lines.line(chart)
        case SlopeChart():
            return screen_lines.slope(chart)
        case ScatterChart():
            return screen_scatter.scatter(chart)
        case StripPlot():
            return screen_rows.strip(chart)
        case BarChart():
            return screen_rows.bar(chart)
        case StackedChart():
            return screen_rows.stacked(chart)
        case DotStrip():
            return screen_rows.dots(chart)
        case WaterfallChart():
            return screen_steps.waterfall(chart)
        case MapChart():
            return screen_map.areas(chart)
    raise TypeError(f"no drawing for {type(chart).__name__}")
