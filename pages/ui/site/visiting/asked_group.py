"""The group that an address asks for, as every page makes it."""

from metrics.facts import Facts
from metrics.groups.make import Group, Request
from metrics.records import ReferenceGroup
from pages.ui.site import builds, provenance
from pages.ui.site.page import Page


def group_of(page: Page, own: str, kind: str, saved: tuple[ReferenceGroup, ...] = ()) -> Group:
    """Return the group of a kind as the address asks for it: the same on every page.

    `saved`: the analyst's groups, for the kind of that name. Raises MetricsError where it cannot be made.
    """
    request = _request(page, kind, saved)
    made = builds.group(page.loaded, own, kind, request)
    page.compared.append(provenance.told_of(made))
    return made


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


def size_years(facts: Facts) -> list[int]:
    """Return the years whose 1 January inhabitants are loaded, the newest first."""
    people = facts.observations
    found = people.loc[people["indicator"] == "inwoners_n", "year"].unique()
    return sorted((int(year) for year in found), reverse=True)
