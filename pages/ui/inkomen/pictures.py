"""The charts of *Inkomen en lage inkomens* by name, as its page draws them: what an address of a chart asks for."""

from collections.abc import Callable, Mapping
from functools import partial

from pages.ui.charts.spec import Chart
from pages.ui.inkomen import charts, sections
from pages.ui.inkomen.view import LEVELS
from pages.ui.site.page import Page
from pages.ui.site.unseen import made
from pages.ui.site.visiting import choosing


def named(page: Page) -> Mapping[str, Callable[[], Chart | None]]:
    """Return what makes each chart of the page with its choices."""
    view = sections.view_of(page, choosing.choose(page))
    newest = {figure: view.newest(figure.indicator) for figure in LEVELS}
    found: dict[str, Callable[[], Chart | None]] = {
        figure.indicator: partial(charts.distribution, view, figure, period)
        for figure, period in newest.items()
        if period
    }
    for number, chart in enumerate(charts.scatters(view)):
        found[f"naast{number}"] = made(chart)
    return found
