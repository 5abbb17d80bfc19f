"""Vergelijken: the two tables and the figure of the report, for a gemeente and those it is compared with."""

import streamlit as st

from metrics import dutch
from metrics.comparing import reasons
from pages.ui.site import frame, noted, provenance, saving, show
from pages.ui.site.visiting import choosing
from pages.ui.vergelijking import view, words
from pages.ui.vergelijking.document import document

with frame.page("vergelijking") as page:
    chosen = choosing.choose(page)
    cost = view.cost_table(page, chosen), view.cost_against_income(chosen)
    over_time = view.use_over_time(page, chosen)
    use = view.use_tables(page, chosen)
    told = provenance.of(page, chosen.choices)
    on_these = view.gemeenten(chosen), view.shown(chosen)
    written = noted.of(page.loaded, page.records, *on_these).tables
    take_along = document(page, chosen, cost, (*use, over_time), told, written)
    saving.button(page, take_along, (cost[0], *use, *written), chosen.own_name, chosen.year, told)

    page.title(words.title(chosen), words.subtitle(chosen))
    with page.answer:
        show.text(*words.story(chosen), lead=True)
    for remark in words.remarks(chosen, page.records):
        show.box(remark)
    show.notes(chosen.notes)
    show.cards(words.cards(chosen), opens=True, is_older=page.is_older)
    noted.draw(page, *on_these)

    left, right = st.columns([3, 2], gap="large")
    with left:
        show.chart(over_time, key="gebruik", half=True)
    with right:
        show.chart(cost[1], key="inkomen", half=True)

    named = {
        "gemeente": chosen.own_name,
        "jaar": chosen.year,
        "periode": dutch.years(chosen.start, chosen.end),
    }
    show.questions(words.questions(chosen, page.records), named)
    show.caveats(words.caveats(chosen), gemeente=chosen.own_name, jaar=chosen.year)

    show.table(cost[0], file_stem=f"lasten {chosen.year}", tells_awaited=False)
    for number, table in enumerate(use, start=1):
        stem = f"gebruik {chosen.used.end} {number if number > 1 else ''}".strip()
        show.table(table, file_stem=stem, tells_awaited=False)
    if not use:
        show.text(reasons.awaited(["gebruik van jeugdhulp zonder verblijf"], is_older=page.is_older))
