"""How *Als de regio lasten deelt* is put on the page; off on a public site unless it is switched on."""

import streamlit as st

from metrics.regions.sharing import NOTE, Sharing
from pages.ui.regio import share
from pages.ui.regio.share import Worked
from pages.ui.regio.view import RegionView
from pages.ui.site import public, show
from pages.ui.site.page import Page

YEAR, KEY = "deeljaar", "sleutel"
_FIRST = "inhabitants"


def draw(page: Page, view: RegionView) -> bool:
    """Draw the choosers, who would carry what, and how steady that is; or why nothing can be divided.

    Return whether amounts of the example are on the page.
    """
    if not public.shows_sharing() or not view.others:
        return False
    sharing = page.loaded.kept("sharing", lambda: Sharing(view.build))
    if not sharing.years:
        return False
    show.section(share.LABEL, NOTE, "delen")
    show.text(share.INTRO)
    example = _choose(page, view, sharing)
    if example.why_not_region:
        show.box(example.why_not_region, "uitleg")
        return False
    for warning in share.warnings(example):
        show.box(warning)
    show.text(share.skipped(example))
    key = (page.facts.build_id, view.code, example.year, example.key)
    table, steady, said, unusable = page.loaded.kept(
        ("shared", *key),
        lambda: (
            share.who_carries(example),
            share.steady(example),
            share.far_above(example),
            share.unusable(example),
        ),
    )
    with st.container(key="deeltabel"):
        show.table(table)
    if unusable:
        with st.expander("Sleutels die in dit jaar niet te gebruiken zijn"):
            show.text(*unusable)
    if steady is not None:
        with st.expander(f"Hoe vast is elke sleutel voor {view.name}?"):
            show.table(steady)
            show.text(said)
    else:
        show.text(said)
    return True


def _choose(page: Page, view: RegionView, sharing: Sharing) -> Worked:
    years = {str(year): str(year) for year in reversed(sharing.years)}
    first = str(share.first_year(sharing, view.region))
    with st.container(key="verdeelsleutel", horizontal=True):
        year = page.choose(YEAR, "Jaar van de lasten", years, first)
        key = page.choose(KEY, "Verdeelsleutel", {code: share.label(code) for code in share.KEYS}, _FIRST)
    return Worked(view, sharing, int(year), key)
