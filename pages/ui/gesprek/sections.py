"""How *Gesprek voorbereiden* is put on the page: which figures, the sheet, and what fills it."""

from collections.abc import Mapping

import streamlit as st

from metrics import dutch
from pages.ui.brief import html, more, view
from pages.ui.brief.document import OWN_MONITOR
from pages.ui.brief.view import Brief
from pages.ui.documents.onepage import OnePage
from pages.ui.gesprek import note_form, papers
from pages.ui.own import monitor_form, work
from pages.ui.own.workplace import SHEET
from pages.ui.parts import blocks
from pages.ui.site import free_text, provenance, saving, show
from pages.ui.site.page import Page
from pages.ui.site.serving import files
from pages.ui.site.visiting.choosing import Chosen

FIGURES = "cijfers"
FILL_IN = "invullen"


def figures(page: Page, chosen: Chosen) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Draw which figures stand on the sheet; return their codes, and the title of every figure by code."""
    four = view.four_of(page, chosen)
    offered = more.offered(chosen, four, page.records)
    first = tuple(one.measure.indicator for one in four)
    with page.head.tools.popover("Cijfers op het blad", key="_gesprek_cijfers_knop"):
        label = f"Ten hoogste {dutch.number_word(more.MOST)} cijfers"
        return page.choose_many(FIGURES, label, offered, first, most=more.MOST), offered


def sheet(page: Page, whole: OnePage) -> None:
    """Draw the sheet as it is printed, with a way to what fills it."""
    page.heading(html.head(whole))
    with st.container(key="kort", gap="xsmall"):
        page.html(blocks.way_to(f"#{FILL_IN}", "Vul het blad aan: notities, rijksmiddelen, uw eigen monitor"))
        page.html(html.figures(whole))
        page.html(html.story(whole))
        page.html(html.foot(whole))


def fill_in(page: Page, chosen: Chosen, brief: Brief, titles: Mapping[str, str]) -> None:
    """Draw what fills the sheet: notes of this visit, own totals, notes that stay with a figure, papers to ask for."""
    with st.container(key="gesprek_invullen"):
        show.section("Vul het blad aan", "Wat u hier invult, staat direct op het blad", FILL_IN)
        free_text.area(
            page, f"Notities voor het blad van {brief.name}", SHEET + brief.code, longest=work.LONGEST_SHEET
        )
        with st.expander(f"{OWN_MONITOR}, en de rijksmiddelen jeugd"):
            monitor_form.draw(page, brief.code)
        with st.expander("Notitie bij een cijfer, die hier blijft staan"):
            periods = {code: chosen.cost.readings.periods_of(code, brief.code) for code in titles}
            note_form.draw(page, brief.code, titles, note_form.options(periods))
        with st.expander(papers.TITLE):
            listed = papers.document(page.records.papers, brief.name, provenance.of(page))
            stem = saving.stem(brief.name, brief.year, listed.made_on, "stukken")
            page.html(blocks.document_links(files.addresses_of_document(listed, stem)))
            page.html(papers.html(page.records.papers))
