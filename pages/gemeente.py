"""In het kort: how does my gemeente stand? One page to read before a meeting, to print and to take along."""

import streamlit as st

from pages.ui.gemeente import document, html, view
from pages.ui.site import frame, latest, saving
from pages.ui.site.visiting import choosing

with frame.page("gemeente") as page:
    chosen = choosing.choose(page)
    stamp = saving.stamp(page, chosen.choices)
    brief = view.brief(page, chosen, stamp.day)
    whole = document.document(brief, stamp)
    saving.button(page, whole, document.tables(brief), brief.name, brief.year)

    page.heading(html.head(whole))
    with st.container(key="kort", gap="xsmall"):
        page.html(html.figures(whole))
        page.html(latest.lines(page, chosen.own))
        page.html(html.trends(whole))
        page.html(html.story(whole))
        page.html(html.foot(whole))
