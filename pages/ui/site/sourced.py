"""Where figures on screen come from, in one line: the tables of CBS and from when they are, those of the report."""

import re
from collections.abc import Iterable

from metrics import dutch
from metrics.figures import ENTERED
from pages.ui.site.builds import Loaded

_ENTERED = re.compile(rf"{ENTERED}(?: \([a-z ]+\))?")
_OF_CBS = re.compile(r"CBS (?P<codes>\w+(?:, \w+)*?)(?P<when>(?:, geladen op .+)?)")
_OF_REPORT = re.compile(r"\brapport tabel (\d+)")


def is_of_report(source: str) -> bool:
    """Say whether the source of a reading is a table of the report."""
    return _OF_REPORT.search(source) is not None


def line(loaded: Loaded, sources: Iterable[str]) -> str:
    """Return the source line of figures on screen: CBS tables and from when they are, and tables of the report.

    In: the sources of readings (`45046NED, 70072ned`, `rapport tabel 2`). A table that kept its previous snapshot
    says so.
    """
    told = tuple(dict.fromkeys(map(str, sources)))
    return loaded.kept(("source_line", told), lambda: _line(loaded, " ".join(told)))


def _line(loaded: Loaded, said: str) -> str:
    printed = sorted({int(number) for number in _OF_REPORT.findall(said)})
    cbs = {each: about for each, about in loaded.retrieved.items() if not each.startswith("rapport")}
    found = {each: about for each, about in cbs.items() if each in said}
    ids = sorted(found)
    retrieved = [moment for moment, _ in found.values() if moment is not None]
    when = f", geladen op {dutch.date_nl(max(retrieved))}" if retrieved else ""
    kept = " (vorige versie behouden)" if any(status == "kept" for _, status in found.values()) else ""
    entered = list(dict.fromkeys(_ENTERED.findall(said)))
    parts = [f"{each}, ingevoerd in dit venster" for each in entered]
    parts += [f"CBS {', '.join(ids)}{when}{kept}"] if ids else []
    if printed:
        noun = "tabel" if len(printed) == 1 else "tabellen"
        parts.append(f"Eigenwijs transformeren (2021), {noun} {dutch.numbers(printed)}, zoals gedrukt")
    return "; ".join(parts) or "geen bron geladen"


def once(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the sources of a whole paper, each named once. In: the source lines of its tables and figures."""
    tables: dict[str, list[str]] = {}  # from when they are -> their codes
    others: dict[str, None] = {}
    for part in (part for each in lines for part in each.split("; ")):
        found = _OF_CBS.fullmatch(part)
        if found is None:
            others[part] = None
            continue
        named = {code for codes in tables.values() for code in codes}
        tables.setdefault(found["when"], []).extend(
            code for code in found["codes"].split(", ") if code not in named
        )
    told = (f"CBS {', '.join(sorted(codes))}{when}" for when, codes in tables.items() if codes)
    return tuple(f"{each}." for each in (*told, *others))


def line_or_report(loaded: Loaded, sources: Iterable[str]) -> str:
    """Return the source line of `Build.readings_or_report`: the report as a whole where nothing of CBS is loaded."""
    if not loaded.build.has_cbs:
        return "Eigenwijs transformeren (2021), zoals gedrukt"
    return line(loaded, sources)
