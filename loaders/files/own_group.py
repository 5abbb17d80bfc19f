"""One saved group as it was typed, checked: which gemeenten it holds, or what is wrong with which field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loaders.errors import Said
from loaders.files import datafiles
from metrics import dutch
from metrics.places.names import Names
from metrics.records import ReferenceGroup

SOURCE = "eigen bestand"
FEWEST_MEMBERS = 2
LONGEST_TEXT = 400


@dataclass(frozen=True)
class Typed:
    """The fields of a group as they are typed."""

    name: str
    members: tuple[str, ...]
    reason: str
    author: str
    code: str = ""
    case: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


def one(path: Path, name: str, fields: Any, names: Names) -> ReferenceGroup:
    """Return a record for use; `name`: what a message calls it. Raises DataFileError for what is not right."""
    if not isinstance(fields, Mapping):
        raise datafiles.fault(
            path,
            Said("dit is geen groep.", "this is no group"),
            Said("Begin een groep met [[group]].", "begin a group with [[group]]"),
            name,
        )
    typed = dict(fields)
    if isinstance(typed.get("members"), str):  # "Deventer, Zwolle" without the brackets of a list
        typed["members"] = [each.strip() for each in re.split(r"[,;]", typed["members"]) if each.strip()]
    read_as = datafiles.record(path, name, typed, Typed)
    return reference(path, code(fields), read_as, names)


def reference(path: Path, code: str, group: Typed, names: Names) -> ReferenceGroup:
    """Return the record for use; raises DataFileError for what is not right."""
    texts = {"code": code, "name": group.name, "reason": group.reason, "author": group.author}
    for what, text in texts.items():
        if not text.strip():
            raise datafiles.fault(
                path,
                Said("dit veld is leeg.", "this field is empty"),
                Said("Vul het in.", "fill it in"),
                code,
                what,
            )
    for what, text in [*texts.items(), *(("reasons", each) for each in group.reasons.values())]:
        if len(text) > LONGEST_TEXT or not text.isprintable():
            problem = Said(
                f"de tekst is langer dan {LONGEST_TEXT} tekens of heeft vreemde tekens.",
                f"the text is longer than {LONGEST_TEXT} characters or has odd characters",
            )
            raise datafiles.fault(
                path,
                problem,
                Said("Maak de tekst korter, op een regel.", "make the text shorter, on one line"),
                code,
                what,
            )
    must_be_code(path, code)
    members = tuple(dict.fromkeys(_region(path, code, "members", each, names) for each in group.members))
    must_be_enough(path, code, members)
    reasons = {
        _region(path, code, "reasons", each, names): text.strip() for each, text in group.reasons.items()
    }
    strange = [each for each in reasons if each not in members]
    if strange:
        problem = Said(
            f"{names.name(strange[0])} staat niet bij members.",
            f"{names.name(strange[0])} is not among the members",
        )
        raise datafiles.fault(
            path,
            problem,
            Said("Zet de gemeente erbij, of haal de reden weg.", "add the gemeente, or remove the reason"),
            code,
            "reasons",
        )
    case = _region(path, code, "case", group.case, names) if group.case.strip() else ""
    nothing: Mapping[str, str] = MappingProxyType({})
    return ReferenceGroup(
        code=code, name=group.name, case=case, members=members, reasons=MappingProxyType(reasons),
        member_kinds=nothing, kind="own", source=SOURCE, reason=group.reason, author=group.author,
    )  # fmt: skip


def must_be_code(path: Path, code: str) -> None:
    """Raise DataFileError for a code that cannot stand in an address."""
    if not re.fullmatch(r"[a-z0-9_]+", code):
        raise datafiles.fault(
            path,
            Said(f"'{code}' kan niet.", f"'{code}' is no code"),
            Said("Gebruik kleine letters, cijfers en _.", "use small letters, digits and _"),
            code,
            "code",
        )


def must_be_enough(path: Path, code: str, members: Sequence[str]) -> None:
    """Raise DataFileError for a group of fewer than two different gemeenten."""
    if len(set(members)) < FEWEST_MEMBERS:
        problem = Said(
            "een groep heeft ten minste twee verschillende gemeenten nodig.",
            "a group needs at least two different gemeenten",
        )
        raise datafiles.fault(
            path, problem, Said("Voeg een gemeente toe.", "add a gemeente"), code, "members"
        )


def _region(path: Path, code: str, what: str, typed: str, names: Names) -> str:
    """Return the code of a gemeente that was typed as a code or a name."""
    answer = names.resolve(typed)
    if answer.region is not None and (answer.code or answer.parts):
        return answer.region
    remedy = Said(
        f"Bedoelt u {dutch.either([names.name(each) for each in answer.suggestions])}?",
        f"did you mean {' or '.join(map(names.name, answer.suggestions))}?",
    )
    raise datafiles.fault(
        path,
        Said(f"gemeente '{typed}' kennen we niet.", f"no gemeente '{typed}'"),
        remedy
        if answer.suggestions
        else Said("Gebruik codes zoals GM0150, of namen.", "use codes such as GM0150, or names"),
        code,
        what,
    )


def code_of(name: str) -> str:
    """Return a code for a group of this name: small letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60]


def code(fields: Any) -> str:
    """Return the code of a record as typed, made of its name where there is none; empty: neither is a text."""
    if not isinstance(fields, Mapping):
        return ""
    typed, name = fields.get("code", ""), fields.get("name", "")
    if isinstance(typed, str) and typed.strip():
        return typed.strip().lower()
    return code_of(name) if isinstance(name, str) else ""
