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
    lineage = page.build.lineage
    shares = loaded.kept(("per_wijk", code), lambda: wijken.per_wijk(page.facts, lineage, code))
    forms = loaded.kept(("per_form", code), lambda: wijken.per_form(page.facts, lineage, code))
    if shares is None and forms is None:
        show.text(page.message(_absent(page), gemeente=name))
        return
    no_map = (per_wijk.NO_MAP,) if on_map else ()
    if shares is not None:
        with st.expander(per_wijk.label(shares, name)):
            show.text(*per_wijk.words(shares, loaded.names), *no_map)
            show.table(per_wijk.table(shares, name, loaded.names, sourced.line(loaded, shares.sources)))
    if forms is not None:
        with st.expander(per_wijk.label(forms, name)):
            show.text(*per_wijk.form_words(forms, loaded.names), *no_map)
            show.table(per_wijk.form_table(forms, name, loaded.names, sourced.line(loaded, forms.sources)))


def _absent(page: Page) -> str:
    """Return the message on what is not there; without any table of CBS the top of the page says how to load them."""
    if wijken.is_loaded(page.facts):
        return "L17"
    if page.is_older:
        return "L16_versie"
    return "L16" if page.build.has_cbs else "L16_rapport"
