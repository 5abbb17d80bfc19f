"""The form for what a gemeente knows itself: one total at a time, with year and source; the session's alone."""

import streamlit as st

from pages.ui.own import monitor
from pages.ui.own.monitor import MONEY, TOPICS, Statement, StatementError
from pages.ui.site import free_text, show
from pages.ui.site.page import Page
from pages.ui.site.provenance import today
from pages.ui.site.visiting import stated

_TOPIC, _VALUE, _YEAR, _SOURCE = "_opgave_wat", "opgave_getal", "opgave_jaar", "opgave_bron"
_WRONG = "_opgave_fout"
WHAT = (
    "Wat open cijfers niet geven, weet uw gemeente vaak zelf. Vul totalen in, met jaar en bron. Ze staan op dit blad "
    "en op 'In het kort' als eigen opgave, blijven in dit venster en komen in geen link. 'Uw werk bewaren' op "
    "'Met wie vergelijken?' zet ze in een bestand."
)


def draw(page: Page, own: str) -> None:
    """Draw the form and what was stated so far; a number that cannot be used is refused with the reason."""
    show.text(WHAT)
    wrong = st.session_state.pop(_WRONG, "")
    if wrong:
        show.box(wrong, "fout")
    topic = st.selectbox("Wat wilt u invullen?", list(TOPICS), format_func=_titled, key=_TOPIC)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        free_text.line(f"Getal, {monitor.hint(topic)}", _VALUE, longest=20)
        free_text.line("Jaar", _YEAR, longest=4)
        free_text.line("Bron: stuk, datum, bladzijde", _SOURCE, longest=monitor.LONGEST_SOURCE)
    free_text.warning(page)
    st.button("Zet op het blad", on_click=_add, args=(own,), key="_opgave_erbij")
    for each in stated.statements():
        if each.region == own:
            with st.container(horizontal=True, vertical_alignment="center"):
                show.text(f"{each.lead}: {each.text}")
                st.button(
                    f"Haal weg: {each.lead}",
                    on_click=_remove,
                    args=(each,),
                    key=f"_opgave_weg_{each.topic}_{each.year}",
                )


def _titled(topic: str) -> str:
    return f"{TOPICS[topic].group}: {TOPICS[topic].title[:1].lower()}{TOPICS[topic].title[1:]}"


def _add(own: str) -> None:
    value, year, source = (free_text.typed(name) for name in (_VALUE, _YEAR, _SOURCE))
    topic = str(st.session_state.get(_TOPIC, MONEY))
    try:
        new = monitor.typed(own, topic, value, year, source, today().year + 1)
        stated.put(monitor.merged(stated.statements(), new))
    except StatementError as error:
        st.session_state[_WRONG] = str(error)
    else:
        free_text.put(_VALUE, "")


def _remove(gone: Statement) -> None:
    stated.put(tuple(each for each in stated.statements() if each != gone))
