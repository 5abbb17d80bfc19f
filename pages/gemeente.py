"""In het kort: how does my gemeente stand? One page to read before a meeting, to print and to take along."""

import streamlit as st

from pages.ui.brief import document, html, view
from pages.ui.gemeente import together
from pages.ui.site import frame, latest, provenance, saving
from pages.ui.site.visiting import choosing, stated

with frame.page("gemeente") as page:
    chosen = choosing.choose(page)
    told = provenance.of(page, chosen.choices)
    brief = view.brief(page, chosen, told.day)
    noted = document.noted_on(page.loaded, page.records, brief)
    own = stated.statements()
    whole = document.document(brief, told, noted, own)
    under = saving.button(page, whole, document.tables(brief, noted, own), brief.name, brief.year, told)

    page.heading(html.head(whole))
    with st.container(key="kort", gap="xsmall"):
        page.html(html.figures(whole))
        page.html(latest.lines(page, chosen.own))
        page.html(html.trends(whole))
        page.html(html.story(whole))
        page.html(html.foot(whole))
    with under:  # last: while many are made the page stands there whole
        together.draw(page, brief.code)
