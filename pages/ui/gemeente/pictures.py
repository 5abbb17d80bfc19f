"""The charts of *In het kort* by name, as its page draws them: what an address of a chart asks for."""

from collections.abc import Callable, Mapping

from pages.ui.brief import trends, view
from pages.ui.charts.spec import Chart
from pages.ui.site import provenance
from pages.ui.site.page import Page
from pages.ui.site.unseen import made
from pages.ui.site.visiting import choosing


def named(page: Page) -> Mapping[str, Callable[[], Chart | None]]:
    """Return what makes each chart of the page with its choices."""
    brief = view.brief(page, choosing.choose(page), provenance.today())
    return {trends.name(chart): made(chart) for chart in brief.trends}
