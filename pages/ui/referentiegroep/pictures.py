"""The chart of *Met wie vergelijken?* by name, as its page draws it: what an address of a chart asks for."""

from collections.abc import Callable, Mapping

from pages.ui.charts.spec import Chart
from pages.ui.referentiegroep import sections, without
from pages.ui.site.page import Page
from pages.ui.site.visiting import asked_group, saved_groups


def named(page: Page) -> Mapping[str, Callable[[], Chart | None]]:
    """Return what makes the chart of the page with its choices; None where no member can leave the group.

    Raises MetricsError where the group cannot be made.
    """
    own = page.gemeente()
    saved = saved_groups.of(page)
    group = asked_group.group_of(page, own, sections.choose_kind(page, own, saved), saved)

    def when_one_leaves() -> Chart | None:
        story = sections.choose_figure(page, own, group)
        return without.chart(story) if story is not None and story.tested.without else None

    return {"zonder": when_one_leaves}
