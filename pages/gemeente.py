"""In het kort: how does my gemeente stand? One page to read before a meeting, to print and to take along."""

import streamlit as st

from pages.ui.gemeente import document, html, view
from pages.ui.site import choosing, frame, saving

with frame.page("gemeente") as page:
    with st.container(horizontal=True, vertical_alignment="bottom", key="keuzes"):
        chosen = choosing.choose(page, rest=lambda: st.popover("Bron, groep en jaar"))
        stamp = saving.stamp(page, chosen.choices)
        brief = view.brief(page, chosen, stamp.day)
        whole = document.document(brief, stamp)
        saving.button(page, whole, document.tables(brief), brief.name, brief.year)

    with st.container(key="kort", gap="xsmall"):
        page.html(html.head(whole))
        page.html(html.figures(whole))
        page.html(html.trends(whole))
        page.html(html.story(whole))
        page.html(html.foot(whole))
