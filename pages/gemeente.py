"""In het kort: how does my gemeente stand? One page to read before a meeting, to print and to take along."""

import streamlit as st

from pages.ui.gemeente import document, html, view
from pages.ui.site import choosing, frame, saving

with frame.page("gemeente") as page:
    chosen = choosing.choose(page)
    stamp = saving.stamp(page, chosen.choices)
    brief = view.brief(page, chosen, stamp.day)
    take_along = document.document(brief, stamp)
    saving.button(page, take_along, document.tables(brief), brief.name, brief.year)

    with page.answer:
        page.html(html.head(brief))
    with st.container(key="kort", gap="xsmall"):
        page.html(html.figures(brief))
        page.html(html.trends(brief))
        page.html(html.story(brief, document.families(brief)))
        page.html(html.foot(brief, stamp))
