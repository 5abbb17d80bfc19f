"""The top of every page, in the order in which it answers: about whom, the answer, and only then what can be chosen.

The places are made before a page is told, so a choice that is drawn first still stands under the answer that
follows from it. On a wide screen the choices stand beside the gemeente (style/page.css); the order of reading and
of the keyboard stays.
"""

from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

CHOICES = "Keuzes"


@dataclass
class Head:
    """The places at the top of a page."""

    page_name: str
    who: DeltaGenerator
    answer: DeltaGenerator
    quiet: DeltaGenerator  # with whom is compared, and what of the visit the page cannot use
    tools: DeltaGenerator
    _choices: DeltaGenerator | None = field(default=None)
    has_title: bool = False  # the heading was drawn
    can_save: bool = False  # the button under which everything is that takes the page along was drawn

    def choices(self, label: str = CHOICES) -> DeltaGenerator:
        """Return the place of all choices but the gemeente: behind one button, made when first asked for."""
        if self._choices is None:
            self._choices = self.tools.popover(label, key=f"_{self.page_name}_keuzes")
        return self._choices


def head(page_name: str) -> Head:
    """Make the top of a page. A place in which nothing is drawn takes no room."""
    with st.container(key="kop"):
        who = st.container(key="wie")
        answer = st.container(key="antwoord", gap="small")
        quiet = st.container(key="bezoek", gap="xsmall")
        tools = st.container(key="keuzes", horizontal=True, vertical_alignment="bottom")
    return Head(page_name, who, answer, quiet, tools)
