"""The charts of *Uw jeugdregio* by name, as its page draws them: what an address of a chart asks for."""

from collections.abc import Callable, Mapping

from pages.ui.charts.spec import Chart
from pages.ui.regio import sections
from pages.ui.site.page import Page
from pages.ui.site.unseen import made


def named(page: Page) -> Mapping[str, Callable[[], Chart | None]]:
    """Return what makes each chart of the page; None for a map that cannot be drawn."""
    view = sections.choose(page)
    lines: dict[str, Callable[[], Chart | None]] = {
        sections.line_name(indicator): made(chart) for indicator, chart in sections.lines(page, view)
    }
    return {sections.MAP: lambda: sections.region_map(page, view), **lines}
