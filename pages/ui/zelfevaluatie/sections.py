"""How *Zelfevaluatie* is put on the page: what it reads from the build, and its sections."""

import streamlit as st

from pages.ui.documents.content import Section
from pages.ui.forms import drawing
from pages.ui.own import workplace
from pages.ui.site import show
from pages.ui.site.page import Page
from pages.ui.site.visiting import bar, visit
from pages.ui.zelfevaluatie import view as views
from pages.ui.zelfevaluatie import words
from pages.ui.zelfevaluatie.view import EvaluationView

FORM = "zelfevaluatie"


def choose(page: Page) -> EvaluationView:
    """Draw the chooser of a gemeente; return what the page shows of it."""
    code = page.gemeente()
    bar.said_without_group(page, visit.NO_GROUP_OF_ONE)
    told = drawing.filled(page, page.records.forms[FORM], code)
    return EvaluationView(code, told, page.build.readings_with_report)


def figures(view: EvaluationView) -> None:
    """Draw the figures of the gemeente beside the parts of the form."""
    workplace.said_before()
    if view.told.figures:
        show.table(views.table(view))
    else:
        show.box(words.NO_FIGURES, "uitleg")


def about(view: EvaluationView) -> tuple[Section, ...]:
    """Return what the document has before the answers: the figures."""
    return (Section("Cijfers bij de onderdelen", (views.table(view),)),) if view.told.figures else ()


def background() -> None:
    """Draw where the questions come from, folded away."""
    with st.expander("Achtergrond: waar de vragen vandaan komen"):
        show.text(*words.BACKGROUND)
