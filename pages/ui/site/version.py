"""Which figures a page shows, in words: of which day, and what came of the version that a link asks for. Pure."""

from collections.abc import Callable
from datetime import date

from metrics import dutch
from metrics.facts import Facts
from pages.ui.parts import notices
from pages.ui.site.builds import VersionShown

NEWEST = "Toon de nieuwste"


def named(facts: Facts) -> str:
    """Return the version of figures as people cite it: the day of its newest table, and the first part of its name.

    A version without a table of CBS is the report's; while a first refresh is under way it has no name yet.
    """
    name = f" ({facts.data_version[:8]})" if facts.data_version else ""
    return f"{_day(facts.loaded_on)}{name}"


def footer_words(shown: VersionShown) -> str:
    """Return what the footer says of the figures on screen."""
    loaded_on = shown.loaded.facts.loaded_on
    if loaded_on is None:
        of_report = "cijfers uit het rapport van 2021"
        return of_report if shown.answer == "older" else f"{of_report}; CBS-cijfers nog niet geladen"
    unfinished = "" if shown.loaded.facts.data_version else "; nog niet alles is geladen"
    return f"CBS-cijfers geladen op {dutch.date_nl(loaded_on)}{unfinished}"


def notice(shown: VersionShown, message: Callable[..., str]) -> str:
    """Return what to say on top of a page whose address asks for other figures than those of now; empty: nothing.

    In: `message(key, **values)` fills a message of data/messages.toml. No day is told that nobody knows.
    """
    now = _day(shown.newest.facts.loaded_on)
    if shown.answer == "newest":
        return ""
    if shown.answer == "older":
        return message("K4_oud", datum=_day(shown.loaded.facts.loaded_on))
    if shown.asked_on is None:
        return message("K4", datum_nu=now)
    key = "K4_weg" if shown.answer == "gone" else "K4_mislukt"
    return message(key, datum=_day(shown.asked_on), datum_nu=now)


def box(shown: VersionShown, text: str) -> str:
    """Return the notice as HTML: an older version is explained, one that is not there draws attention."""
    return notices.box(text, "uitleg" if shown.answer == "older" else "let-op")


def _day(day: date | None) -> str:
    return dutch.date_nl(day) if day else "het rapport van 2021"
