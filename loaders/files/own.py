"""The analyst's own files, in `<data>/own/`: reference groups and figures that were saved on purpose.

They never go into the store. `reference_groups.toml` is made to be edited by hand too:

    [[group]]
    code = "mijn_groep"
    name = "Mijn groep"
    members = ["GM0150", "Zwolle"]
    reason = "Waarom deze gemeenten."
    author = "Wie dit koos."
"""

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from filelock import FileLock

from loaders.files import datafiles
from metrics import dutch
from metrics.places.names import Names
from metrics.records import ReferenceGroup

FOLDER = "own"
GROUPS = "reference_groups.toml"
FIGURES = "eigen_cijfers.csv"
SOURCE = "eigen bestand"
FEWEST_MEMBERS = 2
LONGEST_TEXT = 400
_LOCK_SECONDS = 10
_HEADER = "# Eigen vergelijkingsgroepen: code, name, members (codes van gemeenten), reason en author.\n"


@dataclass(frozen=True)
class _Group:
    code: str
    name: str
    members: tuple[str, ...]
    reason: str
    author: str


def groups(data_dir: Path, names: Names) -> tuple[ReferenceGroup, ...]:
    """Return the analyst's groups, with the codes of their members; none where there is no file.

    A member is written as a code or a name, of today or of before: a former gemeente keeps its code, so that
    the page can say where it went. Raises DataFileError for a field that is missing or empty, a double code,
    fewer than two members, or a member nobody knows.
    """
    path = data_dir / FOLDER / GROUPS
    if not path.exists():
        return ()
    found: dict[str, ReferenceGroup] = {}
    for number, raw in enumerate(datafiles.toml(path).get("group", []), start=1):
        name = str(raw.get("code", f"nummer {number}"))
        read = datafiles.record(path, name, raw, _Group)
        members = _checked(path, read, names)
        if read.code in found:
            raise datafiles.fault(
                path, "deze code staat er twee keer.", "Geef een groep een andere code.", name, "code"
            )
        found[read.code] = _reference(read, members)
    return tuple(found.values())


def save_group(data_dir: Path, group: ReferenceGroup, names: Names) -> Path:
    """Add a group to the analyst's file and return the file; what stands in it, comments too, stays as it is.

    Raises DataFileError where the group is not right or its code is taken.
    """
    path = data_dir / FOLDER / GROUPS
    new = _Group(group.code, group.name, group.members, group.reason, group.author)
    _checked(path, new, names)
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock"), timeout=_LOCK_SECONDS):
        if any(each.code == group.code for each in groups(data_dir, names)):
            raise datafiles.fault(
                path, "deze code is al gebruikt.", "Kies een andere naam.", group.code, "code"
            )
        before = path.read_text(encoding="utf-8") if path.exists() else _HEADER
        _replace(path, f"{before.rstrip()}\n\n{_toml(new)}")
    return path


def figures(data_dir: Path) -> bytes | None:
    """Return the saved figures as the bytes of a CSV in the shape of the template; None: never saved."""
    path = data_dir / FOLDER / FIGURES
    return path.read_bytes() if path.exists() else None


def save_figures(data_dir: Path, text: str) -> Path:
    """Save own figures in place of those saved before, and return the file."""
    path = data_dir / FOLDER / FIGURES
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, text)
    return path


def code_of(name: str) -> str:
    """Return a code for a group of this name: small letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60]


def _checked(path: Path, group: _Group, names: Names) -> tuple[str, ...]:
    """Return the codes of the members; raises DataFileError for what is not right."""
    for field in ("code", "name", "reason", "author"):
        text = getattr(group, field)
        if not text.strip():
            raise datafiles.fault(path, "dit veld is leeg.", "Vul het in.", group.code, field)
        if len(text) > LONGEST_TEXT or not text.isprintable():
            problem = f"de tekst is langer dan {LONGEST_TEXT} tekens of heeft vreemde tekens."
            raise datafiles.fault(path, problem, "Maak de tekst korter, op een regel.", group.code, field)
    if not re.fullmatch(r"[a-z0-9_]+", group.code):
        raise datafiles.fault(
            path, f"'{group.code}' kan niet.", "Gebruik kleine letters, cijfers en _.", group.code, "code"
        )
    members: list[str] = []
    for member in group.members:
        answer = names.resolve(member)
        if answer.region is None or not (answer.code or answer.parts):
            remedy = f"Bedoelt u {dutch.either([names.name(code) for code in answer.suggestions])}?"
            raise datafiles.fault(
                path,
                f"gemeente '{member}' kennen we niet.",
                remedy if answer.suggestions else "Gebruik codes zoals GM0150, of namen.",
                group.code,
                "members",
            )
        members.append(answer.region)
    if len(set(members)) < FEWEST_MEMBERS:
        problem = "een groep heeft ten minste twee verschillende gemeenten nodig."
        raise datafiles.fault(path, problem, "Voeg een gemeente toe.", group.code, "members")
    return tuple(dict.fromkeys(members))


def _reference(group: _Group, members: tuple[str, ...]) -> ReferenceGroup:
    empty: Mapping[str, str] = MappingProxyType({})
    return ReferenceGroup(
        group.code, group.name, "", members, empty, empty, "own", SOURCE, group.reason, group.author
    )


def _toml(group: _Group) -> str:
    # a JSON string is a TOML string too; unprintable characters were refused
    fields = {"code": group.code, "name": group.name, "members": list(group.members)}
    fields |= {"reason": group.reason, "author": group.author}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join(["[[group]]", *lines]) + "\n"


def _replace(path: Path, text: str) -> None:
    """Write a file in one step: a reader sees the old text or the new one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)
