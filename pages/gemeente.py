"""In het kort: how does my gemeente stand? One page to read before a meeting, to print and to take along."""

import streamlit as st

from pages.ui import choosing, frame, gemeente, gemeente_document, gemeente_html, saving

with frame.page("gemeente") as page:
    with st.container(horizontal=True, vertical_alignment="bottom", key="keuzes"):
        chosen = choosing.choose(page, rest=lambda: st.popover("Bron, groep en jaar"))
        stamp = saving.stamp(page, chosen.choices)
        brief = gemeente.brief(page, chosen, stamp.day)
        take_along = gemeente_document.document(brief, stamp)
        saving.button(page, take_along, gemeente_document.tables(brief), brief.name, brief.year)

    with st.container(key="kort", gap="xsmall"):
        page.html(gemeente_html.head(brief))
        page.html(gemeente_html.figures(brief))
        page.html(gemeente_html.trends(brief))
        page.html(gemeente_html.story(brief, gemeente_document.families(brief)))
        page.html(gemeente_html.foot(brief, stamp))
