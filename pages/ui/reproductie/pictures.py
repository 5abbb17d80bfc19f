"""The charts of *Rapport nagerekend* by name, as its page draws them: what an address of a chart asks for."""

from collections.abc import Callable, Mapping
from functools import partial

from pages.ui.charts.spec import Chart
from pages.ui.reproductie import sections
from pages.ui.site.page import Page
from pages.ui.site.serving import audited


def named(page: Page) -> Mapping[str, Callable[[], Chart | None]]:
    """Return what makes each of figures 1-5 of the report; None where there are no two half-years to draw."""
    audit = audited.audit(page.loaded)
    found = sections.redrawn_figures(page, audit)
    return {name: partial(sections.picture, page, audit, figure) for name, figure in found.items()}
