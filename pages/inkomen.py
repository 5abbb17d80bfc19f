"""Inkomen en lage inkomens: both deciles of the group, what they mean and which way they run."""

import streamlit as st

from pages.ui import choosing, frame, inkomen, show

with frame.page("inkomen") as page:
    with st.container(horizontal=True, key="keuzes"):
        chosen = choosing.choose(page)

    page.title(inkomen.title(chosen), "Inkomen en kinderen met een laag inkomen, in tien even grote groepen")
    show.text(*inkomen.explanation(), lead=True)
    show.notes(chosen.notes)
    show.table(inkomen.table(chosen), file_stem=f"eigenwijzer-{chosen.own_name}-inkomen")

    show.section("Waar staan deze gemeenten tussen alle gemeenten?", anchor="verdeling")
    inkomen.distributions(page, chosen)

    show.section("Inkomen naast lasten en gebruik", anchor="naast")
    for number, chart in enumerate(inkomen.scatters(chosen)):
        show.chart(chart, key=f"naast{number}")

    show.questions(inkomen.questions(chosen, page.records), {"gemeente": chosen.own_name})
    show.caveats(inkomen.CAVEATS, gemeente=chosen.own_name)
