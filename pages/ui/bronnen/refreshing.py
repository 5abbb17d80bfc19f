"""The panel that loads new figures: what it takes, a button, how far it is, a stop, and how it ended, in Dutch."""

from datetime import datetime

import streamlit as st

from metrics import dutch
from pages.ui.bronnen import versions
from pages.ui.bronnen.versions import FAILED, Estimate, Progress
from pages.ui.parts import notices
from pages.ui.parts.tables import Cell, Column, Row, Table
from pages.ui.parts.tables_html import html as table_html
from pages.ui.site import trouble
from pages.ui.site.page import Page
from pages.ui.site.visiting.selection import VERSION

RUNNING = ("busy", "building")
RESULT_WORDS = {
    "new": "nieuwe cijfers",
    "same": "niet veranderd",
    "kept": "niet gelukt, vorige versie behouden",
    "gone": "vervallen bij de bron, vorige versie behouden",
    "absent": "niet gelukt, nog niet geladen",
    "none": "nog niet verschenen",
}
_STARTED = "_laden_gestart"  # the refresh that this visitor started: when the one before it began
_ENDED = "_laden_klaar"  # the same once it has ended: how that went is told to this visitor


def panel(page: Page) -> None:
    """Draw the button and, to who pressed it, the progress; the page stays usable all the while."""
    last = versions.refresh_progress()
    running = last is not None and last.state in RUNNING
    first = not page.shown.newest.build.has_cbs
    goes_on = last is not None and last.state in ("stopped", "failed") and not running and versions.goes_on()
    label = "Verder laden" if goes_on else "Nieuwe cijfers laden van het CBS"
    if st.button(label, type="primary", disabled=running, key="laden"):
        try:
            versions.start_refresh()
        except OSError as error:
            st.html(notices.box(trouble.told(error), kind="fout"))
            return
        st.session_state[_STARTED] = last.started if last else ""
        st.session_state.pop(_ENDED, None)
    st.html(notices.paragraphs(beforehand(versions.work()) if first else BEFORE))
    mine = _STARTED in st.session_state
    if running and not mine and last is not None:
        st.html(
            notices.box(
                page.message("L12", tijd=dutch.time_nl(datetime.fromisoformat(last.started))), "uitleg"
            )
        )
    st.fragment(_progress, run_every=1.0 if mine else None)(page.facts.build_id)


BEFORE = (
    "Laden duurt een paar minuten tot een half uur. U kunt intussen gewoon verder werken. Lukt een tabel niet, dan "
    "blijven de cijfers die er al waren."
)


def beforehand(work: Estimate) -> str:
    """Say what a first refresh fetches, how long that takes and how much disk it needs."""
    low, high = work.minutes
    long = f"ongeveer {low} minuten" if low == high else f"{low} tot {high} minuten"
    return (
        f"De eerste keer halen we {work.tables_n} tabellen op bij het CBS en het Kadaster (PDOK), met ongeveer "
        f"{dutch.number(work.requests_n)} vragen. Dat duurt {long} en kost ongeveer {dutch.number(work.disk_mb)} MB op "
        "de schijf. Eerst komt wat de meeste pagina's nodig hebben: zodra dat er is, ziet u het. U kunt intussen "
        "gewoon verder werken, en stoppen wanneer u wilt: de volgende keer gaan we verder waar we waren."
    )


def how_far(now: Progress) -> str:
    """Say how far a refresh is: the table, the rows and the time that is left."""
    at = f"{now.table}: " if now.table else ""
    left = ""
    if now.left_s is not None and now.state == "busy":
        minutes = round(now.left_s / 60)
        left = (
            " Nog minder dan een minuut." if minutes < 1 else f" Nog ongeveer {minutes} {_minutes(minutes)}."
        )
    return f"{at}{dutch.number(now.rows_n)} rijen tot nu toe.{left}"


def _minutes(n: int) -> str:
    return "minuut" if n == 1 else "minuten"


def _progress(build_id: str) -> None:
    """Draw how far the refresh of this visitor is, and how it ended; nothing to who started none."""
    last, waiting_for = versions.refresh_progress(), st.session_state.get(_STARTED)
    if waiting_for is None and _ENDED not in st.session_state:
        return
    if last is None or (waiting_for is not None and last.started == waiting_for):
        st.html(notices.box("We beginnen met laden.", "uitleg"))
        return
    if last.state in RUNNING:
        st.progress(min(max(last.share, 0.0), 1.0), text=last.message)
        st.html(notices.paragraphs(how_far(last)))
        if last.state == "busy" and st.button("Stoppen met laden", key="stoppen"):
            versions.stop_refresh()
        return
    st.session_state.pop(_STARTED, None)
    st.session_state[_ENDED] = last.started
    st.html(notices.box(last.message, "fout" if last.state == "failed" else "uitleg"))
    is_new = bool(last.build_id) and last.build_id != build_id
    if is_new and st.button("Toon de nieuwe cijfers", key="toon_nieuw"):
        st.query_params.pop(VERSION, None)  # a link to older figures
        st.rerun(scope="app")
    failures(last)


def last_time(page: Page) -> None:
    """Draw how the last refresh went, whoever started it; nothing where there never was one or one is busy."""
    last = versions.refresh_progress()
    if last is None or last.state in RUNNING:
        if last is None and not page.build.has_cbs:
            st.html(notices.paragraphs("Er zijn hier nog nooit CBS-cijfers geladen."))
        return
    day = dutch.date_nl(datetime.fromisoformat(last.started))
    st.html(notices.paragraphs(f"De laatste keer laden was op {day}. {last.message}"))
    failures(last)


def failures(last: Progress) -> None:
    """Draw which sources could not be fetched and what to do; nothing where all could."""
    failed = [result for result in last.results if result.result in FAILED]
    if not failed:
        return
    columns = (Column("bron", "Bron"), Column("uitkomst", "Uitkomst"), Column("melding", "Wat er misging"))
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
