"""What a person calls a gemeente: one way in for a search, a link, an upload, a file and the command line.

A code with or without GM, a name of today or of before, CBS's own name ('Hengelo (O.)'), a name in daily use,
without accents, apostrophes or hyphens: `Names.resolve` says which gemeente of today it is, or why it is none.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz, process

from metrics import dutch
from metrics.places.lineage import Lineage

# Names in daily use that no list of CBS has.
NICKNAMES = {
    "GM0518": ("Den Haag", "The Hague"),
    "GM0796": ("Den Bosch",),
    "GM1900": ("Sneek", "Bolsward"),
}
SHORTEST_GUESS = 3  # fewer letters resemble everything
RESEMBLES = 75  # of 100: what resembles a name this much is offered as a guess
SUGGESTED = 3
_CODE = re.compile(r"(?:GM[\s_-]?)?0*([0-9]{1,4})(?:\.|[.,]0)?", re.IGNORECASE)
# What CBS puts behind a name to tell it from another: 'Utrecht (gemeente)', 'Hengelo (O.)', 'Bergen (NH.)'.
_SUFFIX = re.compile(r"\s*\((gemeente|[A-Z][A-Za-z]{0,3}\.?)\)$")
# Behind a region of another kind: 'Utrecht (PV)' is the province, and never the gemeente of that name.
_OTHER_KIND = r"pv|prov|jz|jr|ld|cr|sg|am|pd|gg|ggd|vr|rt|ar|rm|rb|res|zk"
_TYPED_SUFFIX = re.compile(rf"\s*\((gemeente|(?!(?:{_OTHER_KIND})\b)[a-z]{{1,4}}\.?)\)$", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What a name or code leads to: one gemeente of today, several, or none.

    `code`: the gemeente of today; None where it is unknown, was divided or fits more than one.
    `region`: the code that was recognised, of today or a former one. `by`: the former name or the name in
    daily use that led there. `ended_year`: calendar year in which `region` went up in others.
    `parts`: the gemeenten of today of one that was divided. `suggestions`: gemeenten that may be meant.
    """

    asked: str
    code: str | None = None
    region: str | None = None
    by: str | None = None
    ended_year: int | None = None
    parts: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def is_followed(self) -> bool:
        """Say whether a former gemeente was followed to the one it went up in."""
        return self.code is not None and self.ended_year is not None


@dataclass(frozen=True)
class Hit:
    """A gemeente that fits a search: its code, its name today, and the other name that led to it."""

    code: str
    name: str
    by: str | None = None


@dataclass(frozen=True)
class _Label:
    """One way to write a region: the key it is found by and the name to tell (None: its own name)."""

    key: str
    region: str
    by: str | None


def plain(text: str) -> str:
    """Return text without accents, apostrophes and capitals, as people type it."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", bare.casefold()).strip()


def code_of(typed: str) -> str | None:
    """Return a code as CBS writes it ('gm150', '0150', 'GM0150.' -> 'GM0150'); None for what is no code."""
    found = _CODE.fullmatch(typed.strip())
    return f"GM{int(found[1]):04d}" if found else None


def display_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return names without the addition CBS gives to tell them apart ('Utrecht (gemeente)', 'Hengelo (O.)').

    Where two would then be the same (Bergen in Limburg and in Noord-Holland) both keep their addition.
    """
    bare = {code: _SUFFIX.sub("", name) for code, name in names.items()}
    times = Counter(name for code, name in bare.items() if code.startswith("GM"))
    return {
        code: name if times[bare[code]] > 1 and not name.endswith("(gemeente)") else bare[code]
        for code, name in names.items()
    }


class Names:
    """The names of a build: what regions are called, and which gemeente is meant.

    In: `regions` and `mergers` of a build (columns metrics.facts.REGIONS and MERGERS), `lineage` made of them.
    `all`: display name by code, of every region and every former gemeente. `today`: the gemeenten of today in
    the order of their names. `former`: pairs (old name, code of today); a divided gemeente leads to each part.
    """

    def __init__(self, regions: pd.DataFrame, mergers: pd.DataFrame, lineage: Lineage) -> None:
        """Read the tables; the frames are not kept."""
        self._lineage = lineage
        official = _texts(regions, "code", "name")
        old = _texts(mergers, "old_code", "old_name")
        self.all = {**old, **display_names(official)}
        exists = regions[(regions["kind"] == "gemeente") & regions["last_year"].isna()]
        codes = sorted(map(str, exists["code"]), key=self._by_name)
        self.today = {code: self.all[code] for code in codes}
        self.former = tuple(sorted(self._former(old)))
        kinds = dict(zip(regions["code"].astype(str), regions["kind"].astype(str), strict=True))
        ended = {code for code, kind in kinds.items() if kind == "gemeente"} | old.keys()
        self._ended = ended - self.today.keys()
        self._labels = [
            tuple(self._of_today(official)),
            tuple(self._in_daily_use()),
            tuple(self._of_before(official, old)),
        ]
        self._by_key = [_index(labels) for labels in self._labels]
        self._without_addition = {
            code for code in self.today if _SUFFIX.sub("", official[code]) == official[code]
        }

    def name(self, code: str) -> str:
        """Return what a region is called, today or before it ended; the code where nobody knows it."""
        return self.all.get(code, code)

    def resolve(self, asked: str) -> Answer:
        """Return the gemeente of today that a name or code means; see `Answer`. Never raises."""
        typed = re.sub(r"\s+", " ", asked).strip()
        code = code_of(typed)
        if code is not None:
            return self._of_region(typed, code, None)
        found = self._named(typed)
        regions = {label.region for label in found}
        if len(regions) == 1:
            return self._of_region(typed, found[0].region, found[0].by)
        answers = [self._of_region(typed, region, None) for region in sorted(regions, key=self._by_name)]
        meant = [code for each in answers for code in (each.parts or (each.code,)) if code]
        return Answer(
            typed, suggestions=tuple(meant) or tuple(hit.code for hit in self._alike(typed, SUGGESTED))
        )

    def told(self, answer: Answer) -> str:
        """Say in Dutch what became of a name: followed, divided or unknown; empty where nothing is to be said."""
        if answer.is_followed:
            return (
                f"{self.name(answer.region or '')} hoort sinds {answer.ended_year} bij "
                f"{self.name(answer.code or '')}."
            )
        if answer.parts:
            old, parts = self.name(answer.region or ""), self.listed(answer.parts)
            return f"{old} is in {answer.ended_year} verdeeld over {parts}."
        if answer.code is not None:
            return ""
        meant = f"Bedoelt u {dutch.either([self.name(code) for code in answer.suggestions])}?"
        return f"'{answer.asked}' kennen we niet. " + (
            meant if answer.suggestions else "Gebruik de naam of de code van een gemeente."
        )

    def told_in_english(self, answer: Answer) -> str:
        """Say what `told` says in English, for the command line."""
        if answer.is_followed:
            now = self.name(answer.code or "")
            return f"{self.name(answer.region or '')} is part of {now} since {answer.ended_year}"
        if answer.parts:
            return (
                f"{self.name(answer.region or '')} was divided over {', '.join(map(self.name, answer.parts))}"
            )
        if answer.code is not None:
            return ""
        meant = f"; did you mean {' or '.join(map(self.name, answer.suggestions))}?"
        return f"no gemeente '{answer.asked}'" + (
            meant if answer.suggestions else "; use the name or the code of a gemeente"
        )

    def listed(self, codes: Iterable[str]) -> str:
        """Return the names of regions in running text."""
        return dutch.names([self.name(code) for code in codes])

    def search(self, text: str, limit: int = 8) -> list[Hit]:
        """Return the gemeenten of today that fit what was typed so far, best first.

        What is named exactly comes first, then a name that begins with the text, one that contains it, and one
        that resembles it. Empty text or nothing alike: an empty list.
        """
        if not plain(text):
            return []
        code = code_of(text)
        named = [_Label("", code, None)] if code else list(self._named(text.strip()))
        exact = [hit for label in named for hit in self._hits(label)]
        return _each_once([*exact, *self._alike(text, limit)])[:limit]

    def _by_name(self, code: str) -> tuple[str, str]:
        return plain(self.name(code)), code

    def _of_region(self, asked: str, region: str, by: str | None) -> Answer:
        if region in self.today:
            return Answer(asked, region, region, by)
        successors = self._lineage.successors(region)
        there = tuple(each.code for each in successors if each.code in self.today)
        if not there:
            return Answer(asked, region=region if region in self._ended else None)
        year = successors[0].year
        if len(successors) == 1:
            return Answer(asked, there[0], region, self.name(region), year)
        return Answer(asked, region=region, ended_year=year, parts=there)

    def _named(self, typed: str) -> tuple[_Label, ...]:
        """Return the labels of what was typed; without 'gemeente' and an addition where it has none itself."""
        for text in (typed, re.sub(r"^gemeente ", "", typed, flags=re.IGNORECASE)):
            for by_key in self._by_key:
                if found := by_key.get(_key(text)):
                    return found
        bare = _TYPED_SUFFIX.sub("", typed)
        found = self._by_key[0].get(_key(bare), ()) if bare != typed else ()
        is_plain = typed.casefold().endswith("(gemeente)")
        return tuple(each for each in found if is_plain or each.region in self._without_addition)

    def _alike(self, text: str, limit: int) -> list[Hit]:
        wanted = _key(text)
        labels = [label for group in self._labels for label in group]
        hits = [(label.key, hit) for label in labels for hit in self._hits(label)]
        begins = [hit for key, hit in hits if key.startswith(wanted)]
        contains = [hit for key, hit in hits if wanted in key]
        ranked = [*sorted(begins, key=lambda hit: (hit.by is not None, plain(hit.name))), *contains]
        if not wanted:
            return []
        if not ranked and len(wanted) >= SHORTEST_GUESS:
            keys = [key for key, _ in hits]
            close = process.extract(wanted, keys, scorer=fuzz.ratio, score_cutoff=RESEMBLES, limit=2 * limit)
            ranked = [hits[index][1] for _, _, index in close]
        return _each_once(ranked)[:limit]

    def _hits(self, label: _Label) -> list[Hit]:
        answer = self._of_region("", label.region, label.by)
        codes = answer.parts or ((answer.code,) if answer.code else ())
        return [Hit(code, self.today[code], answer.by or label.by) for code in codes]

    def _former(self, old: Mapping[str, str]) -> set[tuple[str, str]]:
        return {
            (old_name, successor.code)
            for code, old_name in old.items()
            for successor in self._lineage.successors(code)
            if self.today.get(successor.code, old_name) != old_name
        }

    def _of_today(self, official: Mapping[str, str]) -> Iterable[_Label]:
        for code, name in self.today.items():
            bare = _SUFFIX.sub("", name)
            texts = (name, official[code], bare, bare.removeprefix("'s-"))
            for key in dict.fromkeys(map(_key, texts)):
                yield _Label(key, code, None)

    def _in_daily_use(self) -> Iterable[_Label]:
        for code, nicks in NICKNAMES.items():
            if code in self.today:
                yield from (_Label(_key(nick), code, nick) for nick in nicks)

    def _of_before(self, official: Mapping[str, str], old: Mapping[str, str]) -> Iterable[_Label]:
        for code in sorted(self._ended):
            texts = (self.all[code], official.get(code), old.get(code))
            for key in dict.fromkeys(_key(text) for text in texts if text):
                yield _Label(key, code, self.all[code])


def _each_once(hits: Iterable[Hit]) -> list[Hit]:
    seen: dict[str, Hit] = {}
    for hit in hits:
        seen.setdefault(hit.code, hit)
    return list(seen.values())


def _key(text: str) -> str:
    """Return what a name is found by: its letters and digits, with 'st.' and 'a/d' written out."""
    words = plain(text)
    words = re.sub(r"\bst(?= )", "sint", words)
    return re.sub(r"\b(a d|ad)(?= )", "aan den", words).replace(" ", "")


def _index(labels: Iterable[_Label]) -> dict[str, tuple[_Label, ...]]:
    found: dict[str, tuple[_Label, ...]] = {}
    for label in labels:
        found[label.key] = (*found.get(label.key, ()), label)
    return found


def _texts(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(frame[key].astype(str), frame[value].astype(str), strict=True))
