"""Vergelijken: the two tables and the figure of the report, for a gemeente and those it is compared with."""

import streamlit as st

from pages.ui import choosing, frame, saving, show, vergelijking, vergelijking_view
from pages.ui.vergelijking_document import document

with frame.page("vergelijking") as page:
    with st.container(horizontal=True, vertical_alignment="bottom", key="keuzes"):
        chosen = choosing.choose(page)
        cost = vergelijking_view.cost_table(page, chosen), vergelijking_view.cost_against_income(chosen)
        over_time = vergelijking_view.use_over_time(page, chosen)
        use = vergelijking_view.use_table(page, chosen) if vergelijking_view.has_use(chosen) else None
        stamp = saving.stamp(page, chosen.choices)
        tables = (cost[0], *((use,) if use else ()))
        take_along = document(page, chosen, cost, (use, over_time), stamp)
        saving.button(page, take_along, tables, chosen.own_name, chosen.year)

    page.title(vergelijking.title(chosen), vergelijking.subtitle(chosen))
    show.text(*vergelijking.story(chosen), lead=True)
    show.notes(chosen.notes)
    show.cards(vergelijking.cards(chosen))

    left, right = st.columns([3, 2], gap="large")
    with left:
        show.chart(over_time, key="gebruik")
    with right:
        show.chart(cost[1], key="inkomen")

    show.table(cost[0], file_stem=f"eigenwijzer-{chosen.own_name}-lasten")
    if use:
        show.table(use, file_stem=f"eigenwijzer-{chosen.own_name}-gebruik")
    else:
        show.empty("L3", nummer=vergelijking_view.USE_TABLES)

    named = {
        "gemeente": chosen.own_name,
        "jaar": chosen.year,
        "periode": f"{chosen.start[:4]}-{chosen.end[:4]}",
    }
    show.questions(vergelijking.questions(chosen, page.records), named)
    show.caveats(vergelijking.caveats(chosen), gemeente=chosen.own_name, jaar=chosen.year)
