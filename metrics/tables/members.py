"""The members of a group as the pages show them: `python -m metrics group`, and all of them in a package."""

import pandas as pd

from metrics.build import Build
from metrics.groups import similarity
from metrics.groups.make import Group

MEMBERS = ["region_code", "region_name", "rank", "distance", "mutual"]
GROUPS = ["region_code", "kind", "rank", "member_code", "distance", "mutual"]


def members(group: Group) -> pd.DataFrame:
    """Return MEMBERS, a row a member in the order of the page, without the gemeente itself.

    `distance`: as Group.distance_meaning says (metres of shared border, difference in inhabitants, usual spreads);
    missing where the kind has none. `mutual`: whether the gemeente is among the as many gemeenten that are most
    alike of the member; missing for every kind but 'statistical'.
    """
    mutual: dict[str, bool] = {}
    if group.alike is not None:
        near = similarity.nearest(group.alike, group.code, len(group.codes))
        mutual = {str(code): bool(each) for code, each in zip(near["region"], near["mutual"], strict=True)}
    both_ways = pd.Series([mutual.get(code) for code in group.codes], dtype=object, index=group.members.index)
    return group.members.assign(mutual=both_ways)[MEMBERS]


def groups(build: Build) -> pd.DataFrame:
    """Return GROUPS, a row a member of every ordinary group of every gemeente of today (metrics.groups.make)."""
    found = []
    for code in build.names.today:
        for kind, group in build.groups.of(code).items():
            found.append(_members_quickly(build, group).assign(kind=kind, owner=code))
    if not found:
        return pd.DataFrame(columns=GROUPS)
    everyone = pd.concat(found, ignore_index=True).drop(columns="region_name")
    return everyone.rename(columns={"region_code": "member_code", "owner": "region_code"})[GROUPS]


def _members_quickly(build: Build, group: Group) -> pd.DataFrame:
    """Return `members` of an ordinary group, without asking for everybody who is alike once more for each."""
    if group.alike is None:
        return members(group)
    size = len(group.codes)
    mutual = [group.code in build.groups.nearest(code, size) for code in group.codes]
    return group.members.assign(mutual=pd.Series(mutual, dtype=object))[MEMBERS]
