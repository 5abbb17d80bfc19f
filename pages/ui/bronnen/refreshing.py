"""The panel that loads new figures: a button, how far it is, and how it ended, in Dutch."""

import streamlit as st

from metrics import dutch
from pages.ui.bronnen import versions
from pages.ui.parts import notices
from pages.ui.parts.tables import Cell, Column, Row, Table
from pages.ui.parts.tables_html import html as table_html
from pages.ui.site.frame import Page

RUNNING = ("busy", "building")
RESULT_WORDS = {
    "new": "nieuwe cijfers",
    "same": "niet veranderd",
    "kept": "niet gelukt, vorige versie behouden",
    "absent": "niet gelukt, nog niet geladen",
}
_STARTED = "_laden_gestart"


def panel(page: Page) -> None:
    """Draw the button and, while figures are loaded, the progress; the page stays usable all the while."""
    last = versions.refresh_progress()
    running = last is not None and last.state in RUNNING
    if st.button("Nieuwe cijfers laden van het CBS", type="primary", disabled=running, key="laden"):
        versions.start_refresh()
        st.session_state[_STARTED] = last.started if last else ""
    st.html(
        notices.paragraphs(
            "Laden duurt een paar minuten tot een half uur. U kunt intussen gewoon verder werken. Lukt een tabel "
            "niet, dan blijven de cijfers die er al waren."
        )
    )
    every = 1.0 if running or _STARTED in st.session_state else None
    st.fragment(_progress, run_every=every)(page.facts.build_id)


def _progress(build_id: str) -> None:
    last = versions.refresh_progress()
    waiting_for = st.session_state.get(_STARTED)
    if waiting_for is not None and (last is None or last.started == waiting_for):
        st.html(notices.box("We beginnen met laden.", "uitleg"))
        return
    if last is None:
        st.html(notices.box("Er zijn hier nog nooit CBS-cijfers geladen.", "uitleg"))
        return
    if last.state in RUNNING:
        share = last.table_n / last.tables_n if last.tables_n else 0.0
        st.progress(min(share, 1.0), text=last.message)
        st.html(notices.paragraphs(f"{last.table}: {dutch.number(last.rows_n)} rijen tot nu toe."))
        return
    st.session_state.pop(_STARTED, None)
    st.html(notices.box(last.message, "fout" if last.state == "failed" else "uitleg"))
    is_new = bool(last.build_id) and last.build_id != build_id
    if is_new and st.button("Toon de nieuwe cijfers", key="toon_nieuw"):
        st.rerun(scope="app")
    failed = [result for result in last.results if result.result in ("kept", "absent")]
    if failed:
        columns = (
            Column("bron", "Bron"),
            Column("uitkomst", "Uitkomst"),
            Column("melding", "Wat er misging"),
        )
        rows: tuple[Row, ...] = tuple(
            {
                "bron": f"{result.title} ({result.source_id})",
                "uitkomst": Cell(RESULT_WORDS[result.result], tone="attention"),
                "melding": result.message_nl,
            }
            for result in failed
        )
        title = f"Bij de laatste keer laden lukten {len(failed)} van de {len(last.results)} bronnen niet"
        with st.expander(title):
            st.html(table_html(Table(title, columns, rows, row_header="bron")))
