"""A figure that is already known to be right, so that Plotly need not check it again on every rerun.

`st.plotly_chart` has every dict checked property by property: 15 to 20 ms a chart, more than all else on a page.
The kinds of charts are checked once, by the tests (`tests/pages/ui/charts/test_screen.py` gives each to `go.Figure`).
"""

from typing import Any

from plotly.basedatatypes import BaseFigure


class DrawnChart(BaseFigure):  # type: ignore[misc]  # plotly ships no types
    """A finished figure; Plotly takes a `BaseFigure` as checked and asks it for its dict."""

    def __init__(self, figure: dict[str, Any]) -> None:
        """Keep the figure; the base class's own checking is left out on purpose."""
        self.__dict__["_drawn"] = figure

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as it was made."""
        figure: dict[str, Any] = self.__dict__["_drawn"]
        return figure

    def __repr__(self) -> str:
        return f"DrawnChart({len(self.to_dict()['data'])} traces)"
