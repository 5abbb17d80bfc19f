"""The charts of *Begroting en rekening* by name, as its page draws them: what an address of a chart asks for."""

from collections.abc import Callable, Mapping

from pages.ui.charts.spec import Chart
from pages.ui.kosten import booking, budget, index, index_of_all, sections, split
from pages.ui.site.page import Page


def named(page: Page) -> Mapping[str, Callable[[], Chart | None]]:
    """Return what makes each chart of the page with its choices; None where there is nothing to draw."""
    view = sections.choose(page)
    if isinstance(view, str):
        return {"verdeling": lambda: sections.printed_waterfall(page, view)}
    years = sections.pair(page, view)

    def beside() -> Chart | None:
        found, source, _ = sections.split_beside(page, view, sections.other(page, view))
        return None if found.refusal else split.waterfall(found, source)

    def between() -> Chart | None:
        found = split.between(view, years)
        return None if found.refusal else split.waterfall(found, sections.source_between(view, years))

    return {
        "begroting": lambda: budget.chart(view),
        "index_eigen": lambda: index.waterfall(view, years),
        "index_alle": lambda: index_of_all.scatter(view, years),
        "verdeling_naast": beside,
        "verdeling_jaren": between,
        "boeking": lambda: booking.chart(view),
    }
