"""Inkomen en lage inkomens: both deciles of the group, what they mean and which way they run."""

import streamlit as st

from pages.ui.inkomen import sections
from pages.ui.site import choosing, frame, show

with frame.page("inkomen") as page:
    with st.container(horizontal=True, key="keuzes"):
        chosen = choosing.choose(page)

    page.title(sections.title(chosen), "Inkomen en kinderen met een laag inkomen, in tien even grote groepen")
    show.text(*sections.explanation(), lead=True)
    show.notes(chosen.notes)
    show.table(sections.table(chosen), file_stem=f"eigenwijzer-{chosen.own_name}-inkomen")

    show.section("Waar staan deze gemeenten tussen alle gemeenten?", anchor="verdeling")
    sections.distributions(page, chosen)

    show.section("Inkomen naast lasten en gebruik", anchor="naast")
    for number, chart in enumerate(sections.scatters(chosen)):
        show.chart(chart, key=f"naast{number}")

    show.questions(sections.questions(chosen, page.records), {"gemeente": chosen.own_name})
    show.caveats(sections.CAVEATS, gemeente=chosen.own_name)
