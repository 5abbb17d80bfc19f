"""Zelfevaluatie: the report's own questions to a gemeente, with its figures beside them; yields a Word page."""

from pages.ui.forms import drawing, telling
from pages.ui.site import frame, noted, show
from pages.ui.zelfevaluatie import sections, words

with frame.page("zelfevaluatie") as page:
    view = sections.choose(page)
    page.title(words.title(view), words.subtitle(view))
    sections.figures(view)
    noted.draw(page, {view.code}, view.shown)

    show.section("Het formulier", telling.NOT_SCORED, "formulier")
    drawing.form(page, view.told, view.code, sections.about(view))
    sections.background()
