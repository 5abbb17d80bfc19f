"""The charts of *Gebruik van jeugdhulp* by name, as its page draws them: what an address of a chart asks for."""

from collections.abc import Callable, Mapping
from functools import partial

from metrics.comparing.leading import NATURA, WITHOUT_STAY
from pages.ui.charts.spec import Chart
from pages.ui.gebruik import charts, sections
from pages.ui.gebruik.view import NATURA_STAY, TEAM, WITH_STAY
from pages.ui.site.page import Page

_SHARES = {
    "zonder": WITHOUT_STAY,
    "met": WITH_STAY,
    "wijkteam": TEAM,
    "natura": NATURA,
    "natura_verblijf": NATURA_STAY,
}


def named(page: Page) -> Mapping[str, Callable[[], Chart | None]]:
    """Return what makes each chart of the page; None where there are no two half-years to draw."""
    view = sections.choose(page)
    return {name: partial(charts.chart, view, indicator) for name, indicator in _SHARES.items()}
