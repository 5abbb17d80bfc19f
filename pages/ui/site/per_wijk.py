"""The figures per wijk of a gemeente, folded, as *Gebruik* and *Kaart* show them."""

import streamlit as st

from metrics.use import wijken
from pages.ui.parts import per_wijk
from pages.ui.site import show, sourced
from pages.ui.site.page import Page


def draw(page: Page, code: str, *, on_map: bool = False) -> None:
    """Draw the wijken of a gemeente, folded; one line where none are loaded. `on_map`: say that they are not drawn."""
    loaded, name = page.loaded, page.name_of(code)
    show.section(per_wijk.TITLE, per_wijk.SUBTITLE, "wijken")
    found = loaded.kept(("per_wijk", code), lambda: wijken.per_wijk(page.facts, page.build.lineage, code))
    if found is None:
        show.text(page.message(_absent(page), gemeente=name))
        return
    with st.expander(per_wijk.label(found, name)):
        show.text(*per_wijk.words(found, loaded.names), *((per_wijk.NO_MAP,) if on_map else ()))
        show.table(per_wijk.table(found, name, loaded.names, sourced.line(loaded, found.sources)))


def _absent(page: Page) -> str:
    """Return the message on what is not there; without any table of CBS the top of the page says how to load them."""
    if wijken.is_loaded(page.facts):
        return "L17"
    if page.is_older:
        return "L16_versie"
    return "L16" if page.build.has_cbs else "L16_rapport"
