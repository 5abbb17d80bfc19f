"""The map of *Kaart* by name, as its page draws it: what an address of a chart asks for."""

from collections.abc import Callable, Mapping

from pages.ui.charts.spec import Chart
from pages.ui.kaart import sections, view
from pages.ui.site.page import Page


def named(page: Page) -> Mapping[str, Callable[[], Chart | None]]:
    """Return what makes the map with its choices; none without figures or boundaries."""
    chosen = sections.choose(page)
    if chosen is None or not chosen.outlines:
        return {}
    return {"kaart": lambda: view.chart(chosen.story, chosen.outlines)}
