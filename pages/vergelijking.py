"""Vergelijken: the two tables and the figure of the report, for a gemeente and those it is compared with."""

import streamlit as st

from pages.ui import frame, show, vergelijking, vergelijking_charts, vergelijking_tables

with frame.page("vergelijking") as page:
    with st.container(horizontal=True, key="keuzes"):
        chosen = vergelijking.choose(page)

    page.title(vergelijking.title(chosen), vergelijking.subtitle(chosen))
    show.text(*vergelijking.story(chosen), lead=True)
    show.cards(vergelijking.cards(chosen))

    left, right = st.columns([3, 2], gap="large")
    with left:
        show.chart(vergelijking_charts.use_over_time(chosen), key="gebruik")
    with right:
        show.chart(vergelijking_charts.cost_against_income(chosen), key="inkomen")

    show.table(vergelijking_tables.costs(chosen))
    show.table(vergelijking_tables.use(chosen))

    show.questions(vergelijking.questions(chosen, page.records), {"gemeente": chosen.own_name})
    show.caveats(vergelijking.caveats(chosen), gemeente=chosen.own_name)
