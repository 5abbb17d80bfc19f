"""Writing a note on a figure of the gemeente, and taking one away: the one form for it, off on a public site."""

from collections.abc import Mapping
from uuid import uuid4

import streamlit as st

from metrics import dutch
from metrics.comparing import measures
from metrics.notes import KINDS, LONGEST_NAME, LONGEST_TEXT, ROLES, FigureNote, NoteError, plain
from metrics.typed_text import one_line
from pages.ui.parts import blocks
from pages.ui.site import builds, free_text, noted, provenance, public, saved_here, show, trouble
from pages.ui.site.page import Page
from pages.ui.site.serving import files, naming

_FIGURE, _KIND, _ROLE, _NAME, _TEXT = (
    "_notitie_bij",
    "_notitie_soort",
    "_notitie_rol",
    "notitie_naam",
    "notitie",
)
_SAID = "_notitie_gezegd"
WHAT = (
    "Een notitie blijft op deze installatie staan, bij het cijfer waar zij over gaat. Iedereen die hier kijkt, ziet "
    "haar op elke pagina met dat cijfer en kan haar verwijderen. In een link staan geen notities."
)


def options(periods: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return every (figure, period) that a note can be on, the newest period of a figure first."""
    return [(code, period) for code, found in periods.items() for period in sorted(found, reverse=True)]


def draw(page: Page, own: str, titles: Mapping[str, str], choices: list[tuple[str, str]]) -> None:
    """Draw the form and every note of the gemeente. `choices`: (figure, period) that a note can be on."""
    if public.is_public():
        show.text("Op deze site kunt u geen notities bewaren.")
    else:
        _form(page, own, titles, choices)
    _written(page, own)


def _form(page: Page, own: str, titles: Mapping[str, str], choices: list[tuple[str, str]]) -> None:
    show.text(WHAT)
    kind, text = st.session_state.pop(_SAID, ("", ""))
    if text:
        show.box(text, kind)
    readings = page.build.readings_with_report
    # told now: a session keeps what its fields ask, and with the readings it would keep their build
    told = {
        (code, period): f"{titles[code]}, {measures.when(readings, code, period, dutch.period_heading)}"
        for code, period in choices
    }
    st.selectbox("Bij welk cijfer?", choices, format_func=lambda one: told[tuple(one)], key=_FIGURE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Soort notitie", list(KINDS), format_func=lambda kind: dutch.capital(KINDS[kind]), key=_KIND
        )
        st.selectbox("Uw rol", list(ROLES), format_func=lambda role: dutch.capital(ROLES[role]), key=_ROLE)
        free_text.line("Uw naam (mag leeg blijven)", _NAME, longest=LONGEST_NAME)
    free_text.area(page, "Notitie", _TEXT, longest=LONGEST_TEXT)
    st.button("Bewaar de notitie", on_click=_save, args=(own,), key="_notitie_bewaar")


def _save(own: str) -> None:
    indicator, period = st.session_state[_FIGURE]
    try:
        note = FigureNote(
            code=uuid4().hex,
            gemeente=own,
            indicator=indicator,
            period=period,
            kind=st.session_state[_KIND],
            role=st.session_state[_ROLE],
            written=provenance.today(),
            text=plain(free_text.typed(_TEXT)),
            name=one_line(free_text.typed(_NAME)),
        )
        saved_here.save_note(note)
    except NoteError as error:
        st.session_state[_SAID] = "fout", f"De notitie is niet bewaard: {error.problem}"
    except builds.KNOWN_ERRORS as error:
        st.session_state[_SAID] = "fout", f"De notitie is niet bewaard. {error.message_nl}"
    else:
        free_text.put(_TEXT, "")
        st.session_state[_SAID] = "goed", "De notitie is bewaard en staat bij het cijfer."


def _remove(code: str) -> None:
    try:
        saved_here.remove_note(code)
    except builds.KNOWN_ERRORS as error:
        st.session_state[_SAID] = "fout", f"De notitie is niet verwijderd. {error.message_nl}"
    else:
        st.session_state[_SAID] = "goed", "De notitie is verwijderd."


def _written(page: Page, own: str) -> None:
    for problem in saved_here.notes().problems:
        show.box(f"Niet alle notities zijn te lezen. {trouble.told(problem)}")
    found = noted.every(page.loaded, page.records, own)
    if found.table is None:
        return
    saved = files.addresses(found.table, naming.stem(found.table.file_stem), provenance.current())
    page.html(blocks.file_links(saved, "notities"))
    for note, line in zip(found.notes, found.lines, strict=True):
        with st.container(horizontal=True, vertical_alignment="top"):
            page.html(blocks.notes([line]))
            if not public.is_public():
                with st.popover("Verwijder deze notitie"):  # it is somebody's work: asked once more
                    show.text("De notitie gaat hier weg voor iedereen. U kunt haar zelf niet terughalen.")
                    st.button("Ja, verwijder", on_click=_remove, args=(note.code,), key=f"_weg_{note.code}")
