"""The forms of youth care, from the code that CBS puts before their titles: 'JH 121 Totaal ...' -> `jh_121`."""

import re

from loaders.errors import TableError
from loaders.normalise.metadata import Dimension, Member, plain, slug

# 'JZ Totaal jeugdzorg' and 'JZ Totaal jeugdzorg in natura' share their code: the second is told apart by its
# words. A title with a code and no number is a total only where it says so and nothing more: 'JH met verblijf' is not.
_CODE = re.compile(r"(jz|jh|jb|jr) ?(\d*) (.*)")
_TOTAL = re.compile(r"totaal( jeugd[a-z]+)?( \(?zin ?\+ ?pgb\)?)?")
_NATURA = re.compile(r"totaal( jeugd[a-z]+)? in natura")


def code(member: Member) -> str:
    """Return the form's slug: `jz_totaal`, `jz_natura`, `jh_121`; any other title as a slug of the whole."""
    match = _CODE.fullmatch(plain(member.title))
    if match is None:
        return slug(member.title)
    letters, digits, rest = match.groups()
    if digits:
        return f"{letters}_{digits}"
    if _NATURA.fullmatch(rest):
        return f"{letters}_natura"
    return f"{letters}_totaal" if _TOTAL.fullmatch(rest) else slug(member.title)


def codes(dimension: Dimension, source_id: str) -> dict[str, str]:
    """Return key -> slug of every form; raises `TableError` where two forms would get the same name."""
    found: dict[str, str] = {}
    for member in dimension.members:
        name = code(member)
        if name in found.values():
            raise TableError(
                source_id, [f"Twee vormen van jeugdzorg heten hier hetzelfde: '{member.title}'."]
            )
        found[member.key] = name
    return found
