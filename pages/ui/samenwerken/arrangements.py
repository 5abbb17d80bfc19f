"""*De samenwerkingsverbanden van 2011* on *Samen doen of zelf doen?*: a folded table that can be searched and kept."""

from collections.abc import Sequence

import streamlit as st

from metrics.report.arrangements import fitting
from metrics.report.documents import Arrangement
from pages.ui.parts import blocks, tables_html
from pages.ui.samenwerken import arrangements_table
from pages.ui.site import provenance, show
from pages.ui.site.page import Page
from pages.ui.site.serving import files, naming

LABEL = "Achtergrond: de samenwerkingsverbanden van 2011"
_FIELD = "_samenwerking_2011"


def draw(page: Page) -> None:
    """Draw the arrangements, folded: a field to search in, those that fit, and a file of all of them."""
    every = page.records.arrangements
    with st.expander(LABEL):
        typed = st.text_input(
            "Zoek in de samenwerkingsverbanden",
            key=_FIELD,
            type="search",
            live=True,
            placeholder="Bijvoorbeeld GGD",
        )
        found = fitting(every, typed or "")
        if not found:
            show.box("Niets gevonden. Maak het veld leeg om alles te zien.", "uitleg")
        elif len(found) == len(every):
            page.html(page.loaded.kept(("samenwerking_2011", "alle"), lambda: _html(every)))
        else:
            show.text(f"{len(found)} van de {len(every)} samenwerkingsverbanden.")
            # made anew: a table a search would push what other pages keep of the build out of its place
            page.html(_html(found))
        whole = page.loaded.kept(("samenwerking_2011", "bestand"), lambda: arrangements_table.whole(every))
        page.html(
            blocks.file_links(files.addresses(whole, naming.stem(whole.file_stem), provenance.current()))
        )


def _html(found: Sequence[Arrangement]) -> str:
    return tables_html.html(arrangements_table.short(found))
