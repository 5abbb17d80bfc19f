"""How *Samen doen of zelf doen?* is put on the page: what it reads from the build, and its sections."""

import streamlit as st

from metrics.regions.meetings import meetings
from pages.ui.charts.spec.map import MapChart
from pages.ui.documents.content import Section
from pages.ui.forms import drawing
from pages.ui.own import workplace
from pages.ui.samenwerken import coinciding, tables, words
from pages.ui.samenwerken.view import TogetherView
from pages.ui.site import builds, mapping, show
from pages.ui.site.page import Page
from pages.ui.site.visiting import bar, visit

FORM = "samenwerken"
_MAP_PX = 380


def choose(page: Page) -> TogetherView:
    """Draw the chooser of a gemeente; return what the page shows of it."""
    code = page.gemeente()
    bar.said_without_group(page, visit.NO_GROUP_OF_ONE, has_year=False)
    told = drawing.filled(page, page.records.forms[FORM], code)
    divisions = coinciding.divisions(page)
    met = page.loaded.kept(("meetings", code), lambda: meetings(divisions, page.build.country, code))
    return TogetherView(code, page.build, page.loaded.names, met, told)


def met(page: Page, view: TogetherView) -> None:
    """Draw whom the gemeente meets, as a list and on the map, and whom it met in the first year."""
    workplace.said_before()
    if view.meetings.counts:
        made = page.loaded.kept(
            ("meetings_table", view.code, str(page.address)),
            lambda: tables.met_now(view, lambda code: page.url(g=code)),
        )
        chart = _map(page, view)
        if chart is None:
            show.table(made)
        else:
            with st.container(key="regio_eerst"):
                left, right = st.columns([2, 1], gap="medium")
            with left:
                show.table(made)
            with right:
                stem = f"samenwerken {view.name} kaart"
                mapping.draw(chart, "samenkaart", stem, mapping.choose_gemeente, height_px=_MAP_PX)
    if view.meetings.counts_then:
        with st.expander(
            f"Wie {view.name} in {view.first} tegenkwam, in {len(view.meetings.then)} indelingen"
        ):
            show.table(page.loaded.kept(("meetings_then", view.code), lambda: tables.met_then(view)))


def _map(page: Page, view: TogetherView) -> MapChart | None:
    found = builds.outlines(page.loaded, view.year or 0, "GM")
    if found is None:
        return None
    return page.loaded.kept(("meetings_map", view.code), lambda: tables.met_map(view, *found))


def about(view: TogetherView) -> tuple[Section, ...]:
    """Return what the document has before the answers: whom the gemeente meets."""
    if not view.meetings.counts:
        return ()
    said = (f"{words.title(view)}.", words.subtitle(view), tables.met_now(view))
    return (Section("Wie de gemeente tegenkomt", said),)


def background() -> None:
    """Draw what the documents say of cooperation, folded away."""
    with st.expander("Achtergrond: samenwerken in cijfers, 2012 tot en met 2021"):
        show.text(*words.BACKGROUND)
