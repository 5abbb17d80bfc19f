"""How *Vijf gemeenten in 2021* is put on the page: what it reads from the build, and its sections."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import streamlit as st

from pages.ui.parts import blocks
from pages.ui.parts.tables import Table
from pages.ui.portretten import document, tables, words
from pages.ui.portretten import matrix as matrix_html
from pages.ui.portretten.view import PortraitsView
from pages.ui.site import provenance, saving, show, sourced
from pages.ui.site.page import Page
from pages.ui.site.serving import files, naming
from pages.ui.site.visiting import bar, links, visit

T = TypeVar("T")


def choose(page: Page) -> PortraitsView:
    """Draw the chooser of a gemeente; return what the page shows of it."""
    code = page.gemeente()
    loaded, build = page.loaded, page.build
    limit = visit.limit(page.selection, build.readings, code, page.loaded.reported)
    bar.said_without_group(page, visit.NO_GROUP_BESIDE_FIVE)
    return loaded.kept(
        ("portretten", code, limit),
        lambda: PortraitsView(
            code=code,
            build=build,
            readings=build.readings_with_report,
            names=loaded.names,
            cite=lambda sources: sourced.line(loaded, sources),
            limit=limit,
        ),
    )


def _kept(page: Page, view: PortraitsView, what: str, make_it: Callable[[], T]) -> T:
    """Return a part of the page, made once per build, gemeente and year of the visit."""
    return page.loaded.kept(("portretten", what, view.code, view.limit), make_it)


def _once(page: Page, what: str, make_it: Callable[[], T]) -> T:
    """Return a part of the page that is the same for every gemeente and year of a visit, made once per build."""
    return page.loaded.kept(("portretten", what), make_it)


def _stories(page: Page, view: PortraitsView) -> Table:
    return _once(page, "stories", partial(tables.stories, view))


def _printed(page: Page, view: PortraitsView) -> tuple[Table, ...]:
    return _once(page, "printed", lambda: tuple(tables.printed(view, code) for code in view.five))


def now(page: Page, view: PortraitsView) -> None:
    """Draw the figures of the gemeente beside those of the five."""
    if not view.measures:
        show.box(words.without_figures(view), "uitleg")
        return
    show.table(_kept(page, view, "now", partial(tables.now, view)))


def matrix(page: Page, view: PortraitsView) -> None:
    """Draw how the five arranged it, a few words a cell; each opens."""
    page.html(_kept(page, view, "matrix", lambda: matrix_html.html(view)))
    told = _stories(page, view)
    addresses = files.addresses(told, naming.stem(told.file_stem), provenance.current())
    page.html(blocks.file_links(addresses))


def counted(page: Page, view: PortraitsView) -> str:
    """Return how many figures the portraits print and how many have an official one beside them."""
    return _once(page, "counted", partial(words.counted, view))


def printed(page: Page, view: PortraitsView) -> None:
    """Draw the figures of each portrait beside the official ones; that of the gemeente itself unfolded."""
    for code, made in zip(view.five, _printed(page, view), strict=True):
        with st.expander(f"{view.name_of(code)}: {len(made.rows)} cijfers", expanded=code == view.code):
            show.table(made)


def close(page: Page, view: PortraitsView) -> None:
    """Draw where to go on, what to keep in mind, and the files of the page."""
    with st.container(key="verder"):
        links.draw("naast", f"Zet {view.name} naast één andere gemeente", page.visit())
        links.draw("uitspraken", "Kloppen deze cijfers? Uitspraken getoetst", page.visit())
    show.caveats(words.caveats(view), gemeente=view.name)
    told = provenance.of(page)
    then = _once(page, "document", lambda: document.of_then(view, _printed(page, view)))
    parts = _kept(page, view, "document", lambda: document.sections(view, then))
    made = document.document(view, parts, page.records, told)
    year = view.measures[0].period[:4] if view.measures else "2021"
    first = (_kept(page, view, "now", partial(tables.now, view)),) if view.measures else ()
    sheets = (*first, _stories(page, view), *_printed(page, view))
    saving.button(page, made, sheets, view.name, year, told)
