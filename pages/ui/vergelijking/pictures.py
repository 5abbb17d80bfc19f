"""The charts of *Vergelijken* by name, as its page draws them: what an address of a chart asks for."""

from collections.abc import Callable, Mapping

from pages.ui.charts.spec import Chart
from pages.ui.site.page import Page
from pages.ui.site.visiting import choosing
from pages.ui.vergelijking import view


def named(page: Page) -> Mapping[str, Callable[[], Chart | None]]:
    """Return what makes each chart of the page with its choices."""
    chosen = choosing.choose(page)
    return {
        "gebruik": lambda: view.use_over_time(page, chosen),
        "inkomen": lambda: view.cost_against_income(chosen),
    }
