"""What the address of a page asks for: codes, read by one pure function, never trusted.

An unknown value falls back to the ordinary choice with a notice that the page shows; nothing from an
address is unpickled, evaluated or shown unescaped.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from metrics.groups.context import THEMES
from metrics.groups.make import DEFAULT_K, KINDS
from metrics.places.names import Answer, Names

GEMEENTE = "g"
VERSION = "v"
KIND, K, MEMBERS, SAVED, ON_DATE, WEIGHT = "groep", "k", "leden", "naam", "datum", "w_"
YEAR, SOURCE, CASE = "j", "r", "case"
PERIOD = "periode"  # of a figure of half-years: one page's own
REPORT, CBS = "rapport", "cbs"
WEIGHTS = ("0", "0.5", "1", "2", "3")  # how heavily a theme may count
ORDINARY_WEIGHT = "1"
FEWEST_MEMBERS = 2
SEARCH = "zoek"  # free text: a term
BESIDE = "naast"  # the second of two gemeenten side by side
SINCE = "sinds"  # after which version something is new
WHERE = "waar"  # which province or jeugdregio the map shows
ANSWERS, STEP = "antw", "stap"  # of a form: the choices made (no free text), and the part that is shown
# Every parameter of an address that means something here, besides the weights of a group. Whatever else an address
# carries (utm_source, fbclid, ...) came along on the way: it is dropped without a word and never copied on.
OURS = frozenset({
    GEMEENTE, VERSION, KIND, K, MEMBERS, SAVED, ON_DATE,
    SOURCE, YEAR, CASE,  # CASE: whose table of the report
    "fig", PERIOD, "vlak", "als", "hoe", WHERE,  # a figure, on the map or beside a group
    "s", "d", "l", "b", "e", "w", "met",  # Begroting en rekening
    "tabel", "rij", "oordeel", "cel", "over", "toon",  # the report recomputed, its statements, the sources
    "deeljaar", "sleutel",  # Uw jeugdregio: year and key of the worked example
    SINCE, BESIDE,
    "cijfers",  # Gesprek voorbereiden: which figures
    ANSWERS, STEP, "indeling",  # a form; Samen doen of zelf doen?: the year of the divisions
    "deel", SEARCH,  # a part of Over Eigenwijzer, a term
})  # fmt: skip
_VERSION = re.compile(r"[0-9a-f]{6,64}")
_TEXT = re.compile(r"[^\x00-\x1f\x7f<>]{1,100}")
_VALUE = re.compile(r"[A-Za-z0-9_.,:+~-]{1,2800}")  # the codes of every gemeente fit in one value
_LONGEST_SHOWN = 20  # characters of an unknown value that are shown
_RULES = {YEAR: "20[0-9]{2}", PERIOD: "20[0-9]{2}(H[12])?", SOURCE: f"{REPORT}|{CBS}", CASE: "GM[0-9]{4}"}
_MOST_NOTICES = 5  # unknown members that are each named


@dataclass(frozen=True)
class Notice:
    """A message to show on top of the page: key in data/messages.toml and its values."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GroupAsked:
    """Whom a gemeente is to be compared with, as the address says it: the same on every page.

    `kind`: of metrics.groups.make.KINDS; None where the address names none. `k`: how many that are alike.
    `weights`: theme -> weight, only where it is not the ordinary 1. `members`: gemeenten of today without the
    one that asks, former ones followed; empty where they are fewer than two (a group of one is none: making it
    says so). `listed`: the same with the one that asks. `name`: code of a saved group.
    `year`: on whose 1 January inhabitants are counted (None: the newest).
    """

    kind: str | None = None
    k: int = DEFAULT_K
    weights: Mapping[str, float] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    name: str = ""
    year: int | None = None
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """The choices in an address that can be used, and the notices on those that cannot.

    `gemeente` is a code that exists today or None; `group` is what it says of a group; `params` holds every
    parameter but these two of the address as text, a group's own checked, the others still to be checked
    against their options (`choice`).
    """

    gemeente: str | None = None
    version: str | None = None
    group: GroupAsked = field(default_factory=GroupAsked)
    params: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    @property
    def address(self) -> dict[str, str]:
        """What of the address may be copied on into another one: all that is ours and can be used, but the version.

        Whether the version goes along depends on which figures the page really shows.
        """
        return {**({GEMEENTE: self.gemeente} if self.gemeente else {}), **self.params}


def is_ours(param: str) -> bool:
    """Say whether a parameter of an address means something here."""
    return param in OURS or param.startswith(WEIGHT)


def is_text(value: str) -> bool:
    """Say whether free text can stand in an address."""
    return _TEXT.fullmatch(value) is not None


def must_be_ours(param: str) -> None:
    """A parameter that nobody reads back would be lost: that is a fault of the page, found in its first test."""
    if not is_ours(param):
        raise ValueError(f"add the parameter {param!r} to pages.ui.site.visiting.selection.OURS")


def version_of(params: Mapping[str, str]) -> str | None:
    """Return the version of the figures that an address asks for; None: the newest, also where it is mangled."""
    version = params.get(VERSION, "")
    return version if _VERSION.fullmatch(version) else None


def parse(params: Mapping[str, str], names: Names) -> Selection:
    """Read the parameters of an address.

    In: `params` as in the address (`{"g": "GM0150", "r": "cbs"}`), `names` of the build. A merged gemeente
    leads to its successor, with a notice (K2), also the second one of two; one that was divided asks to choose (K3);
    an unknown one is refused (K1); a mangled value, or one that a group cannot have, is dropped (K5). What is not ours
    is not looked at.
    """
    notices: list[Notice] = []
    clean: dict[str, str] = {}
    for key, value in params.items():
        if key not in (GEMEENTE, VERSION) and is_ours(key):
            if is_text(value) if key == SEARCH else _VALUE.fullmatch(value):
                clean[key] = value
            else:
                notices.append(Notice("K5"))
    gemeente = None
    if asked := params.get(GEMEENTE, ""):
        answer = names.resolve(asked)
        gemeente = answer.code
        notices += _said(answer, names)
    if BESIDE in clean and (beside := names.resolve(clean[BESIDE])).code:
        clean[BESIDE] = beside.code
        notices += _said(beside, names)
    group, dropped, said = _group(clean, gemeente, names)
    dropped += [key for key, rule in _RULES.items() if key in clean and not re.fullmatch(rule, clean[key])]
    notices += said + [Notice("K5")] * bool(dropped)
    for key in dropped:
        del clean[key]
    if MEMBERS in clean:
        clean[MEMBERS] = ",".join(_members(clean[MEMBERS], gemeente, names)[0])
    version = version_of(params)
    if version is None and params.get(VERSION):
        notices.append(Notice("K5"))
    return Selection(
        gemeente=gemeente,
        version=version,
        group=group,
        params={key: value for key, value in clean.items() if value},
        notices=_once(notices),
    )


def choice(asked: str | None, options: Mapping[str, str], default: str) -> tuple[str, bool]:
    """Return the option asked for, or the default and False where the address names one that is not there."""
    if asked is None:
        return default, True
    return (asked, True) if asked in options else (default, False)


def _group(
    params: Mapping[str, str], own: str | None, names: Names
) -> tuple[GroupAsked, list[str], list[Notice]]:
    """Return what is asked of a group, the parameters that cannot be used, and what to say of its members."""
    others_n = len(names.today) - 1
    rules: dict[str, Callable[[str], bool]] = {
        KIND: lambda text: text in KINDS,
        K: lambda text: text.isdecimal() and 1 <= int(text) <= others_n,
        SAVED: lambda text: re.fullmatch(r"[a-z0-9_]+", text) is not None,
        ON_DATE: lambda text: re.fullmatch(r"[0-9]{4}", text) is not None,
        **{WEIGHT + theme: lambda text: text in WEIGHTS for theme in THEMES},
    }
    asked = {key: text for key, text in params.items() if key in rules or key.startswith(WEIGHT)}
    dropped = [key for key, text in asked.items() if key not in rules or not rules[key](text)]
    usable = {key: text for key, text in asked.items() if key not in dropped}
    weights = {
        key.removeprefix(WEIGHT): float(text)
        for key, text in usable.items()
        if key.startswith(WEIGHT) and text != ORDINARY_WEIGHT
    }
    members, said = _members(params.get(MEMBERS, ""), own, names)
    group = GroupAsked(
        kind=usable.get(KIND),
        k=int(usable.get(K, DEFAULT_K)),
        weights=weights,
        members=members if len(members) >= FEWEST_MEMBERS else (),
        listed=tuple(_found(_answers(params.get(MEMBERS, ""), names))),
        name=usable.get(SAVED, ""),
        year=int(usable[ON_DATE]) if ON_DATE in usable else None,
    )
    return group, dropped, said


def _members(text: str, own: str | None, names: Names) -> tuple[tuple[str, ...], list[Notice]]:
    """Return the gemeenten of today that a list of members means, each once, and what to say of the others."""
    answers = _answers(text, names)
    found = _found(answers)
    said = [notice for answer in answers for notice in _said(answer, names, "_groep")]
    unknown = [notice for notice in said if notice.key == "K1_groep"]
    if len(unknown) > _MOST_NOTICES:
        said = [notice for notice in said if notice not in unknown] + [Notice("K5")]
    if own is not None and own in found:
        del found[own]
        said.append(Notice("G4", {"gemeente": names.name(own)}))
    return tuple(found), said


def _answers(text: str, names: Names) -> list[Answer]:
    return [names.resolve(each) for each in text.split(",") if each]


def _found(answers: list[Answer]) -> dict[str, None]:
    return dict.fromkeys(answer.code for answer in answers if answer.code)


def _said(answer: Answer, names: Names, where: str = "") -> list[Notice]:
    """Return what to say of a gemeente that an address names; `where`: '_groep' for a member of a group."""
    if answer.is_followed:
        values = {"oud": names.name(answer.region or ""), "jaar": str(answer.ended_year)}
        return [Notice(f"K2{where}", {**values, "nieuw": names.name(answer.code or "")})]
    if answer.parts:
        old = names.name(answer.region or "")
        values = {"oud": old, "jaar": str(answer.ended_year), "namen": names.listed(answer.parts)}
        return [Notice(f"K3{where}", values)]
    return [] if answer.code else [Notice(f"K1{where}", {"code": answer.asked[:_LONGEST_SHOWN]})]


def _once(notices: list[Notice]) -> tuple[Notice, ...]:
    found: list[Notice] = []
    for notice in notices:
        if notice not in found:
            found.append(notice)
    return tuple(found)
