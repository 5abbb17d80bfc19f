"""What the address of a page asks for: codes, read by one pure function, never trusted.

An unknown value falls back to the ordinary choice with a notice that the page shows; nothing from an
address is unpickled, evaluated or shown unescaped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from metrics.places.lineage import Lineage

GEMEENTE = "g"
VERSION = "v"
_GEMEENTE_CODE = re.compile(r"GM\d{4}")
_VALUE = re.compile(r"[A-Za-z0-9_.,:+~-]{1,2800}")  # the codes of every gemeente fit in one value


@dataclass(frozen=True)
class Notice:
    """A message to show on top of the page: key in data/messages.toml and its values."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Selection:
    """The choices in an address that can be used, and the notices on those that cannot.

    `gemeente` is a code that exists today or None; `params` holds the other parameters as text, each still
    to be checked against its own options (`choice`).
    """

    gemeente: str | None = None
    version: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def parse(params: Mapping[str, str], names: Mapping[str, str], lineage: Lineage) -> Selection:
    """Read the parameters of an address.

    In: `params` as in the address (`{"g": "GM0150", "r": "cbs"}`), `names` of the gemeenten of today by
    code, `lineage` for codes that ended. A merged gemeente leads to its successor, with a notice (K2); one
    that was divided asks to choose (K3); an unknown code is refused (K1); a mangled value is dropped (K5).
    """
    notices: list[Notice] = []
    clean: dict[str, str] = {}
    for key, value in params.items():
        if key not in (GEMEENTE, VERSION):
            if _VALUE.fullmatch(value):
                clean[key] = value
            elif Notice("K5") not in notices:
                notices.append(Notice("K5"))
    gemeente = None
    if asked := params.get(GEMEENTE, ""):
        gemeente, notice = _gemeente(asked, names, lineage)
        if notice:
            notices.append(notice)
    version = params.get(VERSION, "")
    return Selection(
        gemeente=gemeente,
        version=version if re.fullmatch(r"[0-9a-f]{6,64}", version) else None,
        params=clean,
        notices=tuple(notices),
    )


def _gemeente(asked: str, names: Mapping[str, str], lineage: Lineage) -> tuple[str | None, Notice | None]:
    if asked in names:
        return asked, None
    if _GEMEENTE_CODE.fullmatch(asked):
        successors = lineage.successors(asked)
        if len(successors) == 1 and successors[0].code in names:
            now = successors[0]
            values = {"oud": now.old_name, "jaar": str(now.year), "nieuw": names[now.code]}
            return now.code, Notice("K2", values)
        if len(successors) > 1:
            parts = ", ".join(names.get(item.code, item.code) for item in successors)
            return None, Notice("K3", {"oud": successors[0].old_name, "namen": parts})
    return None, Notice("K1", {"code": asked[:20]})


def choice(asked: str | None, options: Mapping[str, str], default: str) -> tuple[str, bool]:
    """Return the option asked for, or the default and False where the address names one that is not there."""
    if asked is None:
        return default, True
    return (asked, True) if asked in options else (default, False)
