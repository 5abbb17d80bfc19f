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
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from loaders.errors import DataFileError
from loaders.files import datafiles, toml_blocks
from loaders.files.own import FOLDER, locked, replace_text, usable
from metrics import dutch
from metrics.places.names import Names
from metrics.records import ReferenceGroup

GROUPS = "reference_groups.toml"
BEFORE = "reference_groups.vorige.toml"  # the file as it was before the last change or removal
SOURCE = "eigen bestand"
FEWEST_MEMBERS = 2
LONGEST_TEXT = 400
_HEADER = "# Eigen vergelijkingsgroepen: code, name, members (codes van gemeenten), reason en author.\n"
_KEYS = ("group", "groups")


@dataclass(frozen=True)
class _Group:
    name: str
    members: tuple[str, ...]
    reason: str
    author: str
    code: str = ""
    case: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


class OwnGroups(NamedTuple):
    """The groups that can be used, and what is wrong with the others: file, record, field and remedy."""

    groups: tuple[ReferenceGroup, ...] = ()
    problems: tuple[DataFileError, ...] = ()


class _Raw(NamedTuple):
    """One record as it was typed: under which key, and which of that key."""

    key: str
    number: int
    fields: Any


def read(data_dir: Path, names: Names) -> OwnGroups:
    """Return the saved groups with the codes of their members; nothing where there is no file.

    A member is written as a code or a name, of today or of before: a former gemeente keeps its code, so that
    the page can say where it went. A record that is not right, and a file that is no TOML, is among the problems.
    """
    path = data_dir / FOLDER / GROUPS
    try:
        return _read(path, _parsed(path, _text(path)), names)
    except DataFileError as error:
        return OwnGroups(problems=(error,))


def save(data_dir: Path, group: ReferenceGroup, names: Names) -> Path:
    """Add a group and return the file. Raises DataFileError where it is not right or its code is taken."""
    path = data_dir / FOLDER / GROUPS
    new = _fields(group, path, names)
    with locked(path):
        text = _text(path)
        known = _parsed(path, text)
        if any(_code(each.fields) == group.code for each in known):
            raise datafiles.fault(
                path, "deze code is al gebruikt.", "Kies een andere naam.", group.code, "code"
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


def code_of(name: str) -> str:
    """Return a code for a group of this name: small letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60]


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
        raise datafiles.fault(path, "het bestand is geen leesbare tekst.", "Bewaar het als UTF-8.") from error


def _parsed(path: Path, text: str) -> list[_Raw]:
    """Return the records as typed, in their order; raises DataFileError where the text is no TOML."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise datafiles.fault(path, f"het is geen geldige TOML ({error}).", "Herstel die regel.") from error
    raws: list[_Raw] = []
    for key in _KEYS:
        listed = found.get(key, [])
        raws += [
            _Raw(key, n, each) for n, each in enumerate(listed if isinstance(listed, list) else [listed])
        ]
    return raws


def _plain(raws: Sequence[_Raw]) -> list[Any]:
    return [each.fields for each in raws]


def _code(fields: Any) -> str:
    """Return the code of a record as typed, made of its name where there is none; empty: neither is a text."""
    if not isinstance(fields, Mapping):
        return ""
    code, name = fields.get("code", ""), fields.get("name", "")
    if isinstance(code, str) and code.strip():
        return code.strip().lower()
    return code_of(name) if isinstance(name, str) else ""


def _read(path: Path, raws: Sequence[_Raw], names: Names) -> OwnGroups:
    found: dict[str, ReferenceGroup] = {}
    problems: list[DataFileError] = []
    for number, raw in enumerate(raws, start=1):
        name = _code(raw.fields) or f"nummer {number}"
        try:
            group = _one(path, name, raw.fields, names)
            if group.code in found:
                raise datafiles.fault(
                    path, "deze code staat er twee keer.", "Geef een groep een andere code.", name, "code"
                )
        except DataFileError as error:
            problems.append(error)
        else:
            found[group.code] = group
    return OwnGroups(tuple(found.values()), tuple(problems))


def _one(path: Path, name: str, fields: Any, names: Names) -> ReferenceGroup:
    if not isinstance(fields, Mapping):
        raise datafiles.fault(path, "dit is geen groep.", "Begin een groep met [[group]].", name)
    typed = dict(fields)
    if isinstance(typed.get("members"), str):  # "Deventer, Zwolle" without the brackets of a list
        typed["members"] = [each.strip() for each in re.split(r"[,;]", typed["members"]) if each.strip()]
    read_as = datafiles.record(path, name, typed, _Group)
    return _reference(path, _code(fields), read_as, names)


def _reference(path: Path, code: str, group: _Group, names: Names) -> ReferenceGroup:
    """Return the record for use; raises DataFileError for what is not right."""
    texts = {"code": code, "name": group.name, "reason": group.reason, "author": group.author}
    for what, text in texts.items():
        if not text.strip():
            raise datafiles.fault(path, "dit veld is leeg.", "Vul het in.", code, what)
    for what, text in [*texts.items(), *(("reasons", each) for each in group.reasons.values())]:
        if len(text) > LONGEST_TEXT or not text.isprintable():
            problem = f"de tekst is langer dan {LONGEST_TEXT} tekens of heeft vreemde tekens."
            raise datafiles.fault(path, problem, "Maak de tekst korter, op een regel.", code, what)
    if not re.fullmatch(r"[a-z0-9_]+", code):
        raise datafiles.fault(
            path, f"'{code}' kan niet.", "Gebruik kleine letters, cijfers en _.", code, "code"
        )
    members = tuple(dict.fromkeys(_region(path, code, "members", each, names) for each in group.members))
    if len(members) < FEWEST_MEMBERS:
        problem = "een groep heeft ten minste twee verschillende gemeenten nodig."
        raise datafiles.fault(path, problem, "Voeg een gemeente toe.", code, "members")
    reasons = {
        _region(path, code, "reasons", each, names): text.strip() for each, text in group.reasons.items()
    }
    strange = [each for each in reasons if each not in members]
    if strange:
        problem = f"{names.name(strange[0])} staat niet bij members."
        raise datafiles.fault(path, problem, "Zet de gemeente erbij, of haal de reden weg.", code, "reasons")
    case = _region(path, code, "case", group.case, names) if group.case.strip() else ""
    nothing: Mapping[str, str] = MappingProxyType({})
    return ReferenceGroup(
        code, group.name, case, members, MappingProxyType(reasons), nothing, "own", SOURCE, group.reason,
        group.author,
    )  # fmt: skip


def _region(path: Path, code: str, what: str, typed: str, names: Names) -> str:
    """Return the code of a gemeente that was typed as a code or a name."""
    answer = names.resolve(typed)
    if answer.region is not None and (answer.code or answer.parts):
        return answer.region
    remedy = f"Bedoelt u {dutch.either([names.name(each) for each in answer.suggestions])}?"
    raise datafiles.fault(
        path,
        f"gemeente '{typed}' kennen we niet.",
        remedy if answer.suggestions else "Gebruik codes zoals GM0150, of namen.",
        code,
        what,
    )


def _fields(group: ReferenceGroup, path: Path, names: Names) -> dict[str, Any]:
    """Return a group as the fields of its record; raises DataFileError where it is not right."""
    typed = _Group(
        group.name, group.members, group.reason, group.author, group.code, group.case, dict(group.reasons)
    )
    _reference(path, group.code, typed, names)
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
    found = next((at for at, each in enumerate(raws) if _code(each.fields) == code), None)
    if found is None:
        raise datafiles.fault(path, "deze groep staat er niet meer.", "Laad de pagina opnieuw.", code)
    if new is not None and any(
        _code(each.fields) == new["code"] for at, each in enumerate(raws) if at != found
    ):
        raise datafiles.fault(path, "deze code is al gebruikt.", "Kies een andere naam.", code, "code")
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
        "dit bestand is op een manier getypt die we niet veilig kunnen wijzigen. Er is niets veranderd.",
        "Wijzig het bestand zelf.",
        code,
    )
