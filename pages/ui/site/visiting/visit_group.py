"""The group of a visit on a page that has no choosers of one."""

from metrics.errors import MetricsError
from metrics.groups.make import Group
from metrics.groups.value import MIN_MEMBERS
from pages.ui.site.page import Page
from pages.ui.site.visiting import asked_group, bar, saved_groups, visit


def group_of_visit(page: Page, own: str) -> Group | None:
    """Return the group of this visit on a page without choosers of one, and say above the page with whom it compares.

    None where there is no group, or where what was chosen makes none, which is said.
    """
    ordinary = page.build.groups.ordinary(own)
    if ordinary is None:
        return None
    saved = saved_groups.of(page)
    kinds = page.build.groups.available(own, saved=bool(saved))
    kind = bar.kind_of(page, own, kinds, ordinary.kind)
    if kind == "saved":
        bar.said(page, saved_groups.gone(page, saved))
    try:
        group = asked_group.group_of(page, own, kind, saved)
    except MetricsError as error:
        bar.said(page, error.message_nl)
        return None
    if len(group.codes) < MIN_MEMBERS:
        return None
    names = [page.name_of(code) for code in group.codes]
    bar.compared_with(page, visit.with_whom(names, group.title), kind, group.name)
    return group
