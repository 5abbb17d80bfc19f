"""How *Wat is nieuw?* is put on the page: the only module of it that draws."""

import streamlit as st

from metrics.news import changes, words
from pages.ui.nieuws import view
from pages.ui.nieuws.view import View
from pages.ui.parts import notices
from pages.ui.site import latest, show
from pages.ui.site.page import Page
from pages.ui.site.serving import feed
from pages.ui.site.visiting.selection import SINCE


def choose(page: Page, code: str) -> View:
    """Draw the choice of a version to compare with, where there is one; return what the page shows."""
    name, known = page.name_of(code), changes.versions(page.build)
    if len(known) < 2:
        return View(code, name, None, (), page.records, page.build.has_cbs)
    choices = view.options(known)
    every = latest.steps(page, code)
    ordinary = view.ordinary(every, choices)
    with page.choices("Vergelijk met een andere versie"):
        since = page.choose(SINCE, "Wat is er nieuw na de cijfers van", choices, ordinary)
    chosen = next(one for one in known if one.version == since)
    newer = changes.after(every, since)
    return View(code, name, chosen, newer, page.records)


def answer(page: Page, shown: View) -> None:
    """Draw what is new, in one line and a few sentences a kind; or that there is nothing to compare with."""
    page.title(shown.title, shown.answer)
    with page.answer:
        if shown.since is None:
            show.box(words.WHAT_TO_DO, kind="uitleg")
        for heading, sentences in shown.told:
            page.html(notices.section(heading) + notices.bullets(*sentences))


def table(shown: View) -> None:
    """Draw every change as a table, where there are any."""
    if shown.changes:
        show.section("Alle veranderingen", anchor="tabel")
        show.table(view.table(shown), file_stem=f"nieuw-{shown.name}")


def coming(page: Page) -> None:
    """Draw when the next figures are expected."""
    text = latest.coming(page)
    if text:
        show.section("De volgende cijfers", anchor="volgende")
        show.text(text)


def follow(page: Page, code: str) -> None:
    """Draw the address of the feed; on paper there is nothing to copy."""
    with st.container(key="volgen"):
        show.section("Zelf op de hoogte blijven", anchor="volgen")
        show.text(words.FOLLOW)
        page.html(notices.link(f"Volg {page.name_of(code)} met een feedlezer (Atom)", feed.address(code)))
