"""Vergelijken: the two tables and the figure of the report, for a gemeente and those it is compared with."""

import streamlit as st

from pages.ui import choosing, frame, show, vergelijking, vergelijking_view

with frame.page("vergelijking") as page:
    with st.container(horizontal=True, key="keuzes"):
        chosen = choosing.choose(page)

    page.title(vergelijking.title(chosen), vergelijking.subtitle(chosen))
    show.text(*vergelijking.story(chosen), lead=True)
    show.notes(chosen.notes)
    show.cards(vergelijking.cards(chosen))

    left, right = st.columns([3, 2], gap="large")
    with left:
        show.chart(vergelijking_view.use_over_time(page, chosen), key="gebruik")
    with right:
        show.chart(vergelijking_view.cost_against_income(chosen), key="inkomen")

    show.table(vergelijking_view.cost_table(page, chosen), file_stem=f"eigenwijzer-{chosen.own_name}-lasten")
    if vergelijking_view.has_use(chosen):
        show.table(
            vergelijking_view.use_table(page, chosen), file_stem=f"eigenwijzer-{chosen.own_name}-gebruik"
        )
    else:
        show.empty("L3", nummer=vergelijking_view.USE_TABLES)

    show.questions(vergelijking.questions(chosen, page.records), {"gemeente": chosen.own_name})
    show.caveats(vergelijking.caveats(chosen), gemeente=chosen.own_name, jaar=chosen.year)
