"""Samen doen of zelf doen?: whom a gemeente meets in regional divisions, and a form to weigh working together."""

from pages.ui.forms import drawing, telling
from pages.ui.samenwerken import arrangements, coinciding, sections, words
from pages.ui.site import frame, show

with frame.page("samenwerken") as page:
    view = sections.choose(page)
    page.title(words.title(view), words.subtitle(view))
    sections.met(page, view)

    if not page.facts.memberships.empty:  # else the title says what is not loaded
        show.section("Vallen de indelingen samen?", words.COINCIDE, "indelingen")
        coinciding.draw(page, view)

    show.section("Het formulier", telling.NOT_SCORED, "formulier")
    drawing.form(page, view.told, view.code, sections.about(view))
    arrangements.draw(page)
    sections.background()
