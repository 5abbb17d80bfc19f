"""Uw jeugdregio: what a gemeente differs in from its regiogenoten, and how the region as one stands."""

from pages.ui.regio import sections, share_sections, words
from pages.ui.site import frame, noted, show

with frame.page("regio") as page:
    view = sections.choose(page)
    page.title(words.title(view), words.subtitle(view))
    sections.differs(page, view)
    noted.draw(page, {view.code, *view.members}, noted.newest(view.measures))

    if view.others:
        show.section("De gemeenten in de regio", words.largest(view), "leden")
        sections.members(page, view)

    beside = "Nederland en de andere regio's" if view.members else "Nederland"
    show.section(f"De regio naast {beside}", words.where_among(view), "regios")
    sections.among_regions(page, view)

    if view.division_year is not None:
        show.section("Welke gemeente hoort bij de regio?", words.history(view), "indeling")
        sections.history(page, view)

    shared = share_sections.draw(page, view)
    sections.close(page, view, with_example=shared)
