"""The parts of *Vergelijken* that draw: the sentences, the two charts beside each other, the tables of the report."""

from collections.abc import Sequence

import streamlit as st

from metrics import dutch
from metrics.comparing import reasons
from pages.ui.charts.spec import Chart
from pages.ui.parts.tables import Table
from pages.ui.site import show
from pages.ui.site.page import Page
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.vergelijking import words


def told(page: Page, chosen: Chosen) -> None:
    """Draw what the figures say in sentences, what must be said with them, and the figures themselves."""
    with page.answer:
        show.text(*words.story(chosen), lead=True)
    for remark in words.remarks(chosen, page.records):
        show.box(remark)
    show.notes(chosen.notes)
    show.cards(words.cards(chosen), opens=True, is_older=page.is_older)


def charts(over_time: Chart, against_income: Chart) -> None:
    """Draw use through the years and cost against income, side by side."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        show.chart(over_time, key="gebruik", half=True)
    with right:
        show.chart(against_income, key="inkomen", half=True)


def asked(page: Page, chosen: Chosen) -> None:
    """Draw questions for the conversation and what to keep in mind."""
    named = {
        "gemeente": chosen.own_name,
        "jaar": chosen.year,
        "periode": dutch.years(chosen.start, chosen.end),
    }
    show.questions(words.questions(chosen, page.records), named)
    show.caveats(words.caveats(chosen), gemeente=chosen.own_name, jaar=chosen.year)


def tables(page: Page, chosen: Chosen, cost: Table, use: Sequence[Table]) -> None:
    """Draw the tables as the report prints them; what is not loaded was said above."""
    with st.container(key="vergelijken_tabellen"):
        show.table(cost, file_stem=f"lasten {chosen.year}", tells_awaited=False)
        for number, table in enumerate(use, start=1):
            stem = f"gebruik {chosen.used.end} {number if number > 1 else ''}".strip()
            show.table(table, file_stem=stem, tells_awaited=False)
        if not use:
            show.text(reasons.awaited(["gebruik van jeugdhulp zonder verblijf"], is_older=page.is_older))
