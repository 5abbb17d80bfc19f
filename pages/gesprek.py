"""Gesprek voorbereiden: one sheet for a conversation, with figures of your choice, questions and notes."""

from pages.ui.brief import document, view
from pages.ui.gesprek import sections
from pages.ui.gesprek.view import sheet
from pages.ui.own.workplace import SHEET
from pages.ui.site import frame, free_text, provenance, saving
from pages.ui.site.visiting import choosing, stated

with frame.page("gesprek") as page:
    chosen = choosing.choose(page)
    codes, titles = sections.figures(page, chosen)
    brief = view.brief(page, chosen, provenance.today(), codes)
    told = provenance.of(page, chosen.choices)
    noted = document.noted_on(page.loaded, page.records, brief)
    notes = free_text.typed(SHEET + brief.code)
    own = stated.statements()
    whole = sheet(brief, page.records, told, noted, own, notes)
    saving.button(page, whole, document.tables(brief, noted, own), brief.name, brief.year, told)

    sections.sheet(page, whole)
    sections.fill_in(page, chosen, brief, titles)
