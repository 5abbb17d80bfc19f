"""The group that an address asks for, as every page makes it."""

from collections.abc import Mapping

from metrics.facts import Facts
from metrics.groups.make import Group, Request
from metrics.records import ReferenceGroup
from pages.ui.parts import notices
from pages.ui.site import builds, provenance
from pages.ui.site.page import Page


def group_of(page: Page, own: str, kind: str, saved: tuple[ReferenceGroup, ...] = ()) -> Group:
    """Return the group of a kind as the address asks for it: the same on every page.

    `saved`: the analyst's groups, for the kind of that name. Raises MetricsError where it cannot be made.
    """
    request = _request(page, kind, saved)
    made = builds.group(page.loaded, own, kind, request)
    page.compared.append(provenance.told_of(made, _reasons(page, own, kind, request)))
    return made


def _reasons(page: Page, own: str, kind: str, request: Request) -> Mapping[str, str]:
    """Return why each member is in the group, where somebody wrote that down."""
    if kind == "report":
        return page.records.group_of(own).reasons
    named = (each for each in request.saved if each.code == request.name)
    return next((each.reasons for each in named), {})


def _request(page: Page, kind: str, saved: tuple[ReferenceGroup, ...]) -> Request:
    """Read what the address says of a group: each kind looks at its own part."""
    asked = page.selection.group
    if kind == "statistical":
        return Request(k=asked.k, weights=asked.weights or None)
    if kind == "size":
        return Request(year=asked.year if asked.year in size_years(page.facts) else None)
    if kind == "own":
        return Request(members=asked.members)
    if kind == "saved":
        codes = [each.code for each in saved]
        return Request(saved=saved, name=asked.name if asked.name in codes else next(iter(codes), ""))
    return Request()


def saved_groups(page: Page) -> tuple[ReferenceGroup, ...]:
    """Return the analyst's groups; a file that is not right is said and gives none."""
    try:
        return builds.own_groups(page.loaded)
    except builds.KNOWN_ERRORS as error:
        page.top.html(notices.box(error.message_nl, "fout", title="Uw eigen groepen zijn niet te lezen."))
        return ()


def size_years(facts: Facts) -> list[int]:
    """Return the years whose 1 January inhabitants are loaded, the newest first."""
    people = facts.observations
    found = people.loc[people["indicator"] == "inwoners_n", "year"].unique()
    return sorted((int(year) for year in found), reverse=True)
