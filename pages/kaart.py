"""Kaart: one figure for every gemeente or jeugdregio, as a map and as a list."""

import streamlit as st

from pages.ui import frame, kaart, kaart_choices, show

with frame.page("kaart") as page:
    with st.container(horizontal=True, key="keuzes"):
        chosen = kaart_choices.choose(page)
    if chosen is None:
        page.title("Er zijn nog geen cijfers om op een kaart te zetten")
        show.empty("L13")
        page.stop()

    story = chosen.story
    page.title(kaart.title(story), kaart.place(story))
    if chosen.view == "kaart":
        file_stem = f"kaart {story.indicator.short_title} {story.period}"
        kaart_choices.draw(kaart.chart(story, chosen.outlines), file_stem, chooses=story.level == "gemeente")
    else:
        if not chosen.outlines:
            show.box(
                "Er zijn geen grenzen geladen, daarom staat hier een lijst. De cijfers zijn dezelfde.",
                "uitleg",
            )
        show.section("Alle gebieden op volgorde")
        choose = (lambda code: page.url(g=code)) if story.level == "gemeente" else None
        show.table(kaart.listing(story, choose))
    show.caveats(kaart.caveats(story), gemeente=page.name_of(story.own))
