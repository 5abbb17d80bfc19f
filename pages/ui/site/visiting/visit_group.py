"""The choosers of a group, and the group of a visit as they make it: the same list of kinds on every page."""

from dataclasses import dataclass

from metrics.errors import MetricsError
from metrics.groups.make import Group
from metrics.groups.value import MIN_MEMBERS
from pages.ui.site.page import Page
from pages.ui.site.visiting import asked_group, bar, saved_groups, visit


@dataclass(frozen=True)
class GroupChosen:
    """A group, or why what was chosen makes none; neither where a gemeente has no group at all."""

    group: Group | None = None
    why_not: str = ""


def choose(page: Page, own: str) -> GroupChosen:
    """Draw which kind of group and, of the saved ones, which; return what they make."""
    ordinary = page.build.groups.ordinary(own)
    if ordinary is None:
        return GroupChosen()
    saved = saved_groups.of(page)
    kinds = page.build.groups.available(own, saved=bool(saved))
    kind = bar.choose_kind(page, own, kinds, ordinary.kind)
    if kind == "saved":
        saved_groups.choose(page, saved)
    try:
        return GroupChosen(asked_group.group_of(page, own, kind, saved))
    except MetricsError as error:
        return GroupChosen(why_not=error.message_nl)


def choose_said(page: Page, own: str) -> Group | None:
    """Draw the choosers and say above the page with whom it compares; None, said where chosen, without a group."""
    chosen = choose(page, own)
    bar.said(page, chosen.why_not)
    group = chosen.group
    if group is None or len(group.codes) < MIN_MEMBERS:
        return None
    names = [page.name_of(code) for code in group.codes]
    bar.compared_with(page, visit.with_whom(names, group.title), group.kind, group.name)
    return group
