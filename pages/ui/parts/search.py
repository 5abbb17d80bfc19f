"""Finding a gemeente by what people type: without accents, a part, an old name, a nickname. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

# Names in daily use that no list of CBS has.
NICKNAMES = {"GM0518": ("Den Haag", "The Hague"), "GM0796": ("Den Bosch",), "GM1900": ("Sneek", "Bolsward")}
_SUFFIX = re.compile(r"\s*\((gemeente|[A-Z][A-Za-z]{0,3}\.?|Fr\.)\)$")


@dataclass(frozen=True)
class Hit:
    """A gemeente that fits: its code, its name today, and the old name or nickname that led to it."""

    code: str
    name: str
    by: str | None = None


def plain(text: str) -> str:
    """Return text without accents, apostrophes and capitals, as people type it."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", bare.casefold()).strip()


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


def search(
    text: str, names: Mapping[str, str], former: Iterable[tuple[str, str]] = (), limit: int = 8
) -> list[Hit]:
    """Return the gemeenten that fit what was typed, best first.

    In: `names` by code, `former` pairs of (old name, code of today). A name that begins with the text comes
    before one that contains it, and that before one that resembles it (at least 80 of 100). Empty text or
    nothing alike: an empty list.
    """
    wanted = plain(text)
    if not wanted:
        return []
    labels = [(plain(name), Hit(code, name)) for code, name in names.items()]
    labels += [(plain(old), Hit(code, names[code], by=old)) for old, code in former if code in names]
    labels += [
        (plain(nick), Hit(code, names[code], by=nick))
        for code, nicks in NICKNAMES.items()
        if code in names
        for nick in nicks
    ]
    begins = [hit for label, hit in labels if label.startswith(wanted)]
    contains = [hit for label, hit in labels if wanted in label]
    ranked = [*sorted(begins, key=lambda hit: (hit.by is not None, hit.name)), *contains]
    if not ranked and len(wanted) >= 3:
        close = process.extract(
            wanted, [label for label, _ in labels], scorer=fuzz.ratio, score_cutoff=80, limit=limit
        )
        ranked = [labels[index][1] for _, _, index in close]
    seen: dict[str, Hit] = {}
    for hit in ranked:
        seen.setdefault(hit.code, hit)
    return list(seen.values())[:limit]
