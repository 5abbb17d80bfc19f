"""What is new for a gemeente and what comes next, in a line each: for *In het kort* and *Wat is nieuw?*."""

import htpy as h

from metrics.news import changes, expected, words
from metrics.news.changes import NewsStep
from pages.ui.site.page import Page
from pages.ui.site.provenance import today


def lines(page: Page, code: str) -> str:
    """Return both lines as HTML, the first with a link to *Wat is nieuw?*; empty where there is nothing to say.

    On paper they stand not: the sheet is of one version, and what comes next is soon old.
    """
    every = steps(page, code)
    new = words.line(changes.latest(every), every, page.name_of(code))
    next_one = coming(page)
    return str(
        h.div(".ew-kort-nieuws")[
            new
            and h.p(".ew-kort-regel")[
                h.strong["Nieuw. "],
                new,
                " ",
                h.a(".ew-link", href=page.url("nieuws"), target="_self")["Bekijk wat er nieuw is"],
            ],
            next_one and h.p(".ew-kort-regel")[h.strong["Volgende cijfers. "], next_one],
        ]
    )


def steps(page: Page, code: str) -> tuple[NewsStep, ...]:
    """Return what every version changed for a gemeente, the newest first; kept with the build."""
    return page.loaded.kept(("news", code), lambda: changes.steps(page.build, code))


def coming(page: Page) -> str:
    """Return when the next figures are expected, as of today.

    Empty where nothing of CBS is loaded, and on an older version: what came after it may be here already.
    """
    if page.is_older:
        return ""
    return expected.line(page.loaded.kept(("coming",), lambda: expected.expected(page.build)), today())
