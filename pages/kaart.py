"""Kaart: one figure for every gemeente or jeugdregio, as a map and as a list."""

import streamlit as st

from pages.ui.kaart import sections, view
from pages.ui.site import frame, noted, per_wijk, show

with frame.page("kaart") as page:
    chosen = sections.choose(page)
    if chosen is None:
        page.title("Er zijn nog geen cijfers om op een kaart te zetten")
        show.empty("L13")
        page.stop()

    story = chosen.story
    page.title(view.title(story), view.place(story))
    if not chosen.outlines:
        show.box(
            "Er zijn geen grenzen geladen, daarom staat hier een lijst. De cijfers zijn dezelfde.", "uitleg"
        )
    if chosen.view != "lijst":
        file_stem = f"{story.indicator.short_title} {story.period}"
        with st.container(key="kaartbeeld"):
            sections.draw(view.chart(story, chosen.outlines), file_stem, chooses=story.level == "gemeente")
    if chosen.view != "kaart":
        narrow_only = chosen.view == sections.BOTH
        with st.container(key="kaartlijst_smal" if narrow_only else "kaartlijst"):
            sections.listing(page, story, way_to_map=narrow_only)
    if story.level == "gemeente":
        noted.draw(page, {story.own}, {story.indicator.code: {story.period}})
    if page.selection.gemeente:
        per_wijk.draw(page, page.selection.gemeente, on_map=True)
    show.caveats(view.caveats(story), gemeente=page.name_of(story.own))
