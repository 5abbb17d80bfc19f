"""The kinds of groups that a comparison is tried on: one list, for every page, command and statement.

A family is a kind of group of metrics.groups.make; it has one vote in whether a picture holds, however many groups it
holds (methode 31). Gemeenten that are alike are 5 to 20, so that no number is chosen for its outcome; the other
kinds are one group each. The group that somebody chose by hand is a family of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.errors import MetricsError
from metrics.groups.make import BY_HAND, KINDS, Group, Groups

# In the order of screen; equally urban gemeenten are a choice, but hardly another group than equally large ones.
FAMILIES = ("report", "neighbours", "jeugdregio", "province", "size", "statistical")
NEAREST = range(5, 21)
_TITLES = {"statistical": "De 5 tot 20 gemeenten die het meest lijken"}


@dataclass(frozen=True)
class Family:
    """One kind of group: its groups by name (members as codes), or why it cannot be made (Dutch)."""

    kind: str
    title: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    refused: str = ""


def families(groups: Groups, code: str, chosen: Group | None = None) -> tuple[Family, ...]:
    """Return every family of groups of a gemeente, those that cannot be made with the reason.

    `chosen`: a group made by hand, or of another size or weights than the ordinary one, has the vote of its kind.
    The group of the report is a family of its five gemeenten alone.
    """
    made, refused = groups.of(code), groups.refused(code)
    found = []
    for kind in FAMILIES:
        if kind == "statistical":
            found.append(_alike(groups, code))
        elif kind in made:
            found.append(Family(kind, KINDS[kind][0], ((made[kind].basis, made[kind].codes),)))
        elif kind != "report":
            found.append(Family(kind, KINDS[kind][0], (), refused[kind]))
    if chosen is not None and (chosen.kind in BY_HAND or chosen.kind not in FAMILIES):
        found.insert(0, Family(chosen.kind, chosen.title, ((chosen.basis, chosen.codes),)))
    return tuple(found)


def _alike(groups: Groups, code: str) -> Family:
    title = _TITLES["statistical"]
    try:
        nearest = groups.nearest(code, max(NEAREST))
    except MetricsError as error:
        return Family("statistical", title, (), error.message_nl)
    sizes = [k for k in NEAREST if k <= len(nearest)]
    return Family("statistical", title, tuple((f"{k} gemeenten", nearest[:k]) for k in sizes))


def titles(found: tuple[Family, ...]) -> Mapping[str, str]:
    """Return the Dutch name of each family by kind."""
    return {each.kind: each.title for each in found}
