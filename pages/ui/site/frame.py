"""The frame around every page: menu, address, notices, known errors in Dutch, footer.

A page is `with frame.page("kosten") as page:` and tells its story inside; what it gets is `pages.ui.site.page.Page`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages.ui.documents.content import NOT_OURS
from pages.ui.parts import notices
from pages.ui.site import builds, menu, provenance, saving, trouble
from pages.ui.site import version as figures
from pages.ui.site.head import head
from pages.ui.site.page import ABOUT_A_GEMEENTE, ICON, Ended, Page
from pages.ui.site.serving import files, naming, publisher, turns
from pages.ui.site.visiting import bar, entered, keyed, links, selection
from pages.ui.site.visiting.held import Held
from pages.ui.site.visiting.selection import VERSION

# A plain key of the session: what its window offers as files, in place of the page before.
_SHOWN = "_bestanden"


@contextmanager
def page(name: str) -> Iterator[Page]:
    """Draw the frame of page `name` around what the page draws itself, when it is its turn."""
    with turns.turn(), _framed(name) as opened:
        yield opened


@contextmanager
def _framed(name: str) -> Iterator[Page]:
    """Draw the frame.

    Known errors (a corrupt file, no build, a comparison that cannot be made) become a Dutch message here and
    nowhere else; unknown ones go to the server's handler, which logs them under an id.
    """
    st.set_page_config(page_title=menu.title(name), layout="wide", page_icon=ICON)
    params = st.query_params.to_dict()
    try:
        shown, records = builds.of_version(selection.version_of(params)), builds.records()
    except builds.KNOWN_ERRORS as error:
        st.html(notices.brand())
        st.html(notices.heading("Eigenwijzer kan de cijfers nu niet tonen"))
        st.html(notices.box(trouble.told(error), kind="fout"))
        st.stop()
    chosen = selection.parse(params, shown.loaded.build.names)
    top = st.container(key="boven")
    top.html(notices.brand_on_top())
    with_own = name in ABOUT_A_GEMEENTE
    held = Held(shown, entered.of_session() if with_own else None)
    opened = Page(name, held, records, chosen, top, head(name))
    try:
        yield from _around(opened)
    finally:
        held.let_go()


def _around(opened: Page) -> Iterator[Page]:
    """Draw what stands around a page, and the page when it comes back."""
    name, chosen = opened.name, opened.selection
    if name in ABOUT_A_GEMEENTE and chosen.gemeente:
        st.set_page_config(page_title=menu.title(name, opened.name_of(chosen.gemeente)))
    naming.about(menu.entry(name).label, opened.name_of(chosen.gemeente) if chosen.gemeente else "")
    provenance.begin(opened)
    files.begin(st.session_state.setdefault(_SHOWN, []))
    _menu(opened)
    for notice in chosen.notices:
        opened.notice(notice.key, **notice.values)
    opened.offer_meant()
    _version_notice(opened)
    if name in ABOUT_A_GEMEENTE:
        bar.said_of_own(opened, entered.said(opened.loaded))
    try:
        yield opened
    except Ended as ended:
        ended.last()
    except (*builds.KNOWN_ERRORS, OSError) as error:
        builds.forget_damaged(opened.shown.loaded, error)
        if not opened.head.has_title:
            opened.title(menu.entry(name).label)
        st.html(notices.box(trouble.told(error), kind="fout"))
    except Exception:
        # the server's handler says what to do; the page still needs to say which page it is
        if not opened.head.has_title:
            opened.title(menu.entry(name).label)
        raise
    if name != menu.HOME:
        saving.link_and_print(opened)
    _footer(opened)
    keyed.settle()


def _menu(opened: Page) -> None:
    query = opened.visit()
    with st.sidebar, st.container(key="menu", gap="small"):
        st.html(notices.brand())
        _search_box(opened)
        links.draw(menu.HOME, menu.HOME_ENTRY.label, query)
        for group in menu.groups():
            here = any(entry.name == opened.name for entry in group.entries)
            with st.expander(group.label, expanded=group.is_open or here):
                for entry in group.entries:
                    links.draw(entry.name, entry.label, query)


def _search_box(opened: Page) -> None:
    """One field for gemeenten, pages and terms; a choice goes there at once."""
    stay = opened.name if opened.name in ABOUT_A_GEMEENTE else "gemeente"
    opened.finder(stay).field(
        "Zoek een gemeente, pagina of begrip",
        f"_{opened.name}_zoek",
        "Zoek gemeente, pagina of begrip",
        labelled=False,
    )


def _version_notice(opened: Page) -> None:
    if opened.shown.newest.trouble:
        told = f"{trouble.ONLY_THE_REPORT} {opened.shown.newest.trouble}"
        opened.top.html(notices.box(told, kind="fout"))
    text = figures.notice(opened.shown, opened.message)
    if not text:
        return
    opened.top.html(figures.box(opened.shown, text))
    if opened.is_older and opened.top.button(figures.NEWEST, key=f"_{opened.name}_nieuwste"):
        st.query_params.pop(VERSION, None)
        st.rerun()


def _footer(opened: Page) -> None:
    query = opened.visit()
    following = menu.following(opened.name)
    with st.container(key="voet"):
        if following is not None:
            links.draw(following.name, f"Volgende: {following.label}", query)
        words = opened.loaded.kept(("words", opened.name), lambda: _words(opened))
        if words:
            st.html(words)
        said = figures.footer_words(opened.shown)
        whose = "" if opened.name == menu.HOME else NOT_OURS  # home says it on its first screen
        st.html(notices.footer(said, opened.facts.data_version, opened.share_url(), whose))
        with st.container(horizontal=True):
            links.draw("begrippen", "Begrippen", query)
            links.draw("over", "Over Eigenwijzer", query)
            for anchor, label in (("toegankelijkheid", "Toegankelijkheid"), ("privacy", "Privacy")):
                links.draw("over", label, {**query, "deel": anchor})
            report = publisher.report_link(publisher.current(), opened.place)
            if report:
                st.html(notices.link("Meld een fout", report))
            else:
                links.draw("over", "Meld een fout", {**query, "deel": "fout"})


def _words(opened: Page) -> str:
    """Return the words of the field that stand on a page, with what they mean."""
    return notices.explained(term for term in opened.records.terms if opened.name in term.pages)
