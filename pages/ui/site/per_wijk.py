"""The figures per wijk of a gemeente, folded, as *Gebruik* and *Kaart* show them."""

import streamlit as st

from metrics.use import wijken
from pages.ui.parts import per_wijk
from pages.ui.site import builds, show
from pages.ui.site.page import Page


def draw(page: Page, code: str, *, on_map: bool = False) -> None:
    """Draw the wijken of a gemeente, folded; one line where none are loaded. `on_map`: say that they are not drawn."""
    loaded, name = page.loaded, page.name_of(code)
    show.section(per_wijk.TITLE, per_wijk.SUBTITLE, "wijken")
    found = loaded.kept(("per_wijk", code), lambda: wijken.per_wijk(page.facts, page.build.lineage, code))
    if found is None:
        known = wijken.is_loaded(page.facts)
        show.text(page.message("L17" if known else "L16_versie" if page.is_older else "L16", gemeente=name))
        return
    with st.expander(f"{len(found.wijken)} wijken van {name} in {found.year}"):
        show.text(*per_wijk.words(found, loaded.names), *((per_wijk.NO_MAP,) if on_map else ()))
        show.table(per_wijk.table(found, name, loaded.names, builds.source_line(loaded, found.sources)))
