"""One search for the whole site: what can be found, under which names, and what a typed text leads to. Pure.

Home, the menu and every chooser of a gemeente ask here. What is typed is a stranger's text: it is compared, never
run, and shown only by what escapes it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from rapidfuzz import fuzz, process

from metrics.places.names import NICKNAMES, RESEMBLES, SHORTEST_GUESS, Names, plain

Kind = Literal["gemeente", "gebied", "pagina", "begrip", "hulpmiddel"]
LIMIT = 8
_LONGEST_SHOWN = 60  # characters of a typed text that are shown
_REGIONS = {"provincie": "{} (provincie)", "jeugdregio": "{} (jeugdregio)"}


@dataclass(frozen=True)
class Target:
    """What can be found. `value`: code of a gemeente or region, name of a page, or the term itself."""

    kind: Kind
    value: str
    label: str


def regions_of(regions: pd.DataFrame, memberships: pd.DataFrame) -> dict[str, str]:
    """Return the provinces and jeugdregio's whose gemeenten are loaded: label by code, by name.

    In: `metrics.facts` regions (code, name, kind) and memberships (parent). Without memberships: empty.
    """
    known = set(memberships["parent"].astype(str))
    rows = regions[regions["kind"].isin(list(_REGIONS)) & regions["code"].astype(str).isin(known)]
    found = {
        str(code): _REGIONS[str(kind)].format(name)
        for code, name, kind in zip(rows["code"], rows["name"], rows["kind"], strict=True)
    }
    return dict(sorted(found.items(), key=lambda each: (each[0][:2] == "JZ", plain(each[1]))))


class Search:
    """Everything that can be found in one build.

    In: the names of the build, `regions` (label by code), `pages` (label by name), the terms of the glossary and
    the names of the systems of the documents. `words`: under what else a page is found, by its name.
    `gemeenten`: the gemeenten of today and the other names that lead to one, as options for a chooser;
    `targets`: these and everything else. Both by a key of their own.
    """

    def __init__(
        self,
        names: Names,
        regions: Mapping[str, str],
        pages: Mapping[str, str],
        terms: Iterable[str],
        systems: Iterable[str] = (),
        words: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Lay out the options; labels are each there once."""
        self._names = names
        self.regions = dict(regions)
        self.gemeenten = {target.value: target for target in self._of_today()}
        for target in self._under_other_names():
            self.gemeenten[f"{target.value} {target.label}"] = target
        others = [
            *(Target("gebied", code, label) for code, label in regions.items()),
            *(Target("pagina", name, label) for name, label in pages.items()),
            *(Target("begrip", term, f"{term} (begrip)") for term in terms),
            *(Target("hulpmiddel", name, f"{name} (hulpmiddel)") for name in systems),
        ]
        self._others = {f"{each.kind} {each.value}": each for each in others}
        self.targets = {**self.gemeenten, **self._others}
        self._words = {
            f"pagina {name}": tuple(plain(each) for each in found) for name, found in (words or {}).items()
        }
        for code, label in regions.items():  # as people say it: 'provincie Utrecht'
            name, _, kind = label.rpartition(" (")
            self._words[f"gebied {code}"] = (plain(f"{kind} {name}"),)

    def hits(self, text: str, limit: int = LIMIT) -> tuple[Target, ...]:
        """Return what fits a typed text, best first: gemeenten, then regions, pages and terms.

        A gemeente that only resembles the text gives way to something else that has the text in its name. Empty
        text, or nothing that fits: empty.
        """
        wanted = plain(text)
        if not wanted:
            return ()
        others = [
            each
            for key, each in self._others.items()
            if wanted in plain(each.label) or any(wanted in word for word in self._words.get(key, ()))
        ]
        parts = self._names.resolve(text).parts  # said in the message above them
        gemeenten = [
            Target(
                "gemeente",
                hit.code,
                _also(hit.by, hit.name) if hit.by and hit.code not in parts else hit.name,
            )
            for hit in self._names.search(text, limit)
        ]
        if others and not self._is_named(text):
            gemeenten = [each for each in gemeenten if wanted in plain(each.label)]
        found = [*gemeenten, *sorted(others, key=lambda each: not plain(each.label).startswith(wanted))]
        return tuple(found or self._resembling(wanted))[:limit]

    def direct(self, text: str) -> Target | None:
        """Return what Enter opens: the one thing that a text names, or the only thing that fits; else None.

        A former gemeente is opened under its own code, so that the page says where it went. A word that a term has for
        itself and a page has in its name opens the page: it is about it, and explains the word at its foot.
        """
        answer = self._names.resolve(text)
        if answer.code is not None:
            code = answer.region if answer.is_followed and answer.region else answer.code
            return Target("gemeente", code, self._names.name(answer.code))
        if answer.parts:
            return None
        wanted = plain(text)
        named = [
            each
            for key, each in self._others.items()
            if wanted in (plain(each.label), plain(each.value), *self._words.get(key, ()))
        ]
        about = [
            each for key, each in self._others.items() if each.kind == "pagina" and self._has(key, wanted)
        ]
        if named and len(about) == 1:
            return about[0]
        found = named if len(named) == 1 else list(self.hits(text))
        # a system with the name of a gemeente in its own ('Datalab van Zaltbommel') is not what was meant by that name
        found = [each for each in found if each.kind != "hulpmiddel"] or found
        return found[0] if len(found) == 1 else None

    def told(self, text: str) -> str:
        """Say what is to be chosen from where a text leads to several; empty where nothing fits."""
        answer = self._names.resolve(text)
        if answer.parts:
            return f"{self._names.told(answer)} Kies er een."
        if self.hits(text):
            return f"'{shown(text)}' past bij meer dan één naam. Kies wat u bedoelt."
        if answer.region is not None:
            return f"{self._names.name(answer.region)} bestaat niet meer. Waar het nu bij hoort, is nog niet geladen."
        return ""

    def _is_named(self, text: str) -> bool:
        answer = self._names.resolve(text)
        return answer.code is not None or bool(answer.parts)

    def _has(self, key: str, wanted: str) -> bool:
        """Say whether a text stands in a name as whole words, or is one of the other names."""
        return f" {wanted} " in f" {plain(self._others[key].label)} " or wanted in self._words.get(key, ())

    def _resembling(self, wanted: str) -> list[Target]:
        if len(wanted) < SHORTEST_GUESS:
            return []
        others = list(self._others.values())
        keys = [plain(each.label.partition(" (")[0]) for each in others]
        close = process.extract(wanted, keys, scorer=fuzz.ratio, score_cutoff=RESEMBLES, limit=LIMIT)
        return [others[index] for _, _, index in close]

    def _of_today(self) -> Iterator[Target]:
        yield from (Target("gemeente", code, name) for code, name in self._names.today.items())

    def _under_other_names(self) -> Iterator[Target]:
        today = self._names.today
        for code, nicks in NICKNAMES.items():
            if code in today:
                yield from (
                    Target("gemeente", code, _also(nick, today[code]))
                    for nick in nicks
                    if plain(nick) != plain(today[code])
                )
        parts_n = Counter(old for old, _ in self._names.former)
        for old, code in self._names.former:
            if code in today:
                now = today[code] if parts_n[old] == 1 else f"nu deels {today[code]}"
                yield Target("gemeente", code, _also(old, now))


def shown(text: str) -> str:
    """Return a typed text as it may be repeated on screen: on one line and cut off. Escape it all the same."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}..."


def _also(other: str, name: str) -> str:
    return f"{other} ({name})"
