"""The groups of gemeenten that were saved on this installation: `<data>/own/reference_groups.toml`.

Made to be edited by hand too, so it is read with patience; one record that is not right is left out and said, the
others stay:

    [[group]]
    code = "mijn_groep"             # may be left out: made of the name
    name = "Mijn groep"
    members = ["GM0150", "Zwolle"]  # codes or names
    reason = "Waarom deze gemeenten."
    author = "Wie dit koos."
    case = "GM0200"                 # may be left out: the gemeente it was made for
    [group.reasons]                 # may be left out: why each of them
    Zwolle = "Dezelfde rivier."

What is written is checked before it takes the place of what stood there: every other record reads the same as before,
comments stay, and a file that cannot be read is never written over.
"""

import json
import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from loaders.errors import DataFileError, Said
from loaders.files import datafiles, own_group, toml_blocks
from loaders.files.own import FOLDER, locked, replace_text, usable
from metrics.places.names import Names
from metrics.records import ReferenceGroup

GROUPS = "reference_groups.toml"
BEFORE = "reference_groups.vorige.toml"  # the file as it was before the last change or removal
_HEADER = "# Eigen vergelijkingsgroepen: code, name, members (codes van gemeenten), reason en author.\n"
_KEYS = ("group", "groups")
# who saves a group on a page typed a name: the code follows from it
_TAKEN = Said("er is al een groep met deze naam.", "this code is taken")


class OwnGroups(NamedTuple):
    """The groups that can be used, and what is wrong with the others: file, record, field and remedy."""

    groups: tuple[ReferenceGroup, ...] = ()
    problems: tuple[DataFileError, ...] = ()


class _Raw(NamedTuple):
    """One record as it was typed: under which key, and which of that key."""

    key: str
    number: int
    fields: Any


def read(data_dir: Path, names: Names, for_everybody: Sequence[ReferenceGroup] = ()) -> OwnGroups:
    """Return the groups that can be asked for by name: those for everybody, then the saved ones of the file, if any.

    In: `for_everybody`, the groups that ship (`Groups.for_everybody`). A member is written as a code or a name, of
    today or of before: a former gemeente keeps its code, so that the page can say where it went. A record that is not
    right or has the code of a group for everybody, and a file that is no TOML, is among the problems.
    """
    path = data_dir / FOLDER / GROUPS
    try:
        found = _read(path, _parsed(path, _text(path)), names, {each.code for each in for_everybody})
    except DataFileError as error:
        return OwnGroups(tuple(for_everybody), (error,))
    return found._replace(groups=(*for_everybody, *found.groups))


def save(data_dir: Path, group: ReferenceGroup, names: Names, taken: Collection[str] = ()) -> Path:
    """Add a group and return the file. Raises DataFileError where it is not right or its code is taken.

    `taken`: codes of groups that stand elsewhere.
    """
    path = data_dir / FOLDER / GROUPS
    new = _fields(group, path, names)
    with locked(path):
        text = _text(path)
        known = _parsed(path, text)
        if group.code in {*taken, *(own_group.code(each.fields) for each in known)}:
            raise datafiles.fault(
                path,
                _TAKEN,
                Said("Kies een andere naam.", "choose another name"),
                group.code,
                "code",
            )
        lines = toml_blocks.as_list(text or _HEADER).rstrip()
        # beside [[groups]] a [[group]] may stand too: both are read
        _write(path, f"{lines}\n\n{_toml(new)}", [*_plain(known), new])
    return path


def change(data_dir: Path, code: str, group: ReferenceGroup, names: Names) -> Path:
    """Put a group in place of the one with this code and return the file; raises DataFileError as `save` does."""
    path = data_dir / FOLDER / GROUPS
    new = _fields(group, path, names)
    with locked(path):
        _without(path, code, new)
    return path


def remove(data_dir: Path, code: str) -> Path:
    """Take a group away and return the file; how it was before stays beside it. Raises DataFileError."""
    path = data_dir / FOLDER / GROUPS
    with locked(path):
        _without(path, code, None)
    return path


def _text(path: Path) -> str:
    """Return the text of the file without a byte order mark; empty where there is no file."""
    with usable(path):
        if not path.exists():
            return ""
        raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise datafiles.fault(
            path,
            Said("het bestand is geen leesbare tekst.", "the file is no readable text"),
            Said("Bewaar het als UTF-8.", "save it as UTF-8"),
        ) from error


def _parsed(path: Path, text: str) -> list[_Raw]:
    """Return the records as typed, in their order; raises DataFileError where the text is no TOML."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise datafiles.fault(
            path,
            Said(f"het is geen geldige TOML ({error}).", f"it is no valid TOML ({error})"),
            Said("Herstel die regel.", "mend that line"),
        ) from error
    raws: list[_Raw] = []
    for key in _KEYS:
        listed = found.get(key, [])
        raws += [
            _Raw(key, n, each) for n, each in enumerate(listed if isinstance(listed, list) else [listed])
        ]
    return raws


def _plain(raws: Sequence[_Raw]) -> list[Any]:
    return [each.fields for each in raws]


def _read(path: Path, raws: Sequence[_Raw], names: Names, taken: Collection[str]) -> OwnGroups:
    found: dict[str, ReferenceGroup] = {}
    problems: list[DataFileError] = []
    for number, raw in enumerate(raws, start=1):
        name = own_group.code(raw.fields) or f"nummer {number}"
        try:
            group = own_group.one(path, name, raw.fields, names)
            if group.code in taken:
                raise datafiles.fault(
                    path,
                    Said(
                        "deze code is al van een groep voor iedereen.",
                        "this code is of a group for everybody",
                    ),
                    Said("Geef uw groep een andere code.", "give your group another code"),
                    name,
                    "code",
                )
            if group.code in found:
                raise datafiles.fault(
                    path,
                    Said("deze code staat er twee keer.", "this code is there twice"),
                    Said("Geef een groep een andere code.", "give one group another code"),
                    name,
                    "code",
                )
        except DataFileError as error:
            problems.append(error)
        else:
            found[group.code] = group
    return OwnGroups(tuple(found.values()), tuple(problems))


def _fields(group: ReferenceGroup, path: Path, names: Names) -> dict[str, Any]:
    """Return a group as the fields of its record; raises DataFileError where it is not right."""
    typed = own_group.Typed(
        group.name, group.members, group.reason, group.author, group.code, group.case, dict(group.reasons)
    )
    own_group.reference(path, group.code, typed, names)
    found: dict[str, Any] = {"code": group.code, "name": group.name, "members": list(group.members)}
    found |= {"reason": group.reason, "author": group.author}
    found |= {"case": group.case} if group.case else {}
    return found | ({"reasons": dict(group.reasons)} if group.reasons else {})


def _toml(fields: Mapping[str, Any]) -> str:
    # a JSON string is a TOML string too; unprintable characters were refused
    texts = {key: value for key, value in fields.items() if key != "reasons"}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in texts.items()]
    if "reasons" in fields:
        each = ", ".join(
            f"{code} = {json.dumps(text, ensure_ascii=False)}" for code, text in fields["reasons"].items()
        )
        lines.append(f"reasons = {{ {each} }}")
    return "\n".join(["[[group]]", *lines]) + "\n"


def _without(path: Path, code: str, new: Mapping[str, Any] | None) -> None:
    """Take the record of a code out of the text, or put another in its place; the rest stays as it is typed."""
    text = _text(path)
    raws = _parsed(path, text)
    found = next((at for at, each in enumerate(raws) if own_group.code(each.fields) == code), None)
    if found is None:
        raise datafiles.fault(
            path,
            Said("deze groep staat er niet meer.", "this group is not there any more"),
            Said("Laad de pagina opnieuw.", "load the page again"),
            code,
        )
    if new is not None and any(
        own_group.code(each.fields) == new["code"] for at, each in enumerate(raws) if at != found
    ):
        raise datafiles.fault(
            path,
            _TAKEN,
            Said("Kies een andere naam.", "choose another name"),
            code,
            "code",
        )
    lines = toml_blocks.as_list(text).split("\n")
    blocks = toml_blocks.blocks(lines).get(raws[found].key, [])
    left = _plain([each for at, each in enumerate(raws) if at != found])
    if raws[found].number >= len(blocks):
        raise _by_hand(path, code)
    start, end = blocks[raws[found].number]
    put = _toml(new).split("\n") if new is not None else []
    if new is not None and raws[found].key == "groups":
        put[0] = "[[groups]]"
    kept = path.with_name(BEFORE)
    replace_text(kept, text)
    _write(path, "\n".join([*lines[:start], *put, *lines[end:]]), [*left, *([new] if new else [])])


def _write(path: Path, text: str, expected: Sequence[Any]) -> None:
    """Write the text where it reads as every record expected and no other; else refuse, and nothing is lost."""
    try:
        there = _plain(_parsed(path, text))
    except DataFileError as error:
        raise _by_hand(path, "") from error
    if sorted(map(repr, there)) != sorted(map(repr, expected)):
        raise _by_hand(path, "")
    replace_text(path, text)


def _by_hand(path: Path, code: str) -> DataFileError:
    return datafiles.fault(
        path,
        Said(
            "dit bestand is op een manier getypt die we niet veilig kunnen wijzigen. Er is niets veranderd.",
            "this file is typed in a way that cannot be changed safely; nothing was changed",
        ),
        Said("Wijzig het bestand zelf.", "change the file by hand"),
        code,
    )
