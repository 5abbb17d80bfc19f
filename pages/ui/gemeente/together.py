"""The one-pagers of many gemeenten as a ZIP, from the page: made when asked for, and one at a time on this server."""

import threading

import streamlit as st

from pages.ui.documents import spreadsheet
from pages.ui.gemeente import batch
from pages.ui.gemeente.batch import BatchOf, Format, OneMade
from pages.ui.parts import notices
from pages.ui.site.page import Page
from pages.ui.site.provenance import today
from pages.ui.site.serving import turns
from pages.ui.site.visiting import address, saved_groups

BUSY = "Er wordt op dit moment al een ZIP gemaakt. Probeer het over een paar minuten opnieuw."
_FORMATS: dict[Format, str] = {"pdf": "PDF", "docx": "Word"}
ONE_AT_A_TIME = threading.Lock()


def draw(page: Page, own: str) -> None:
    """Draw the choice of gemeenten and format, the button, and what it made."""
    saved = saved_groups.of(page)
    options = batch.regions(page.loaded, own, saved)
    st.html(
        notices.section("Van meer gemeenten tegelijk", "Van elke gemeente deze bladzijde, samen in een ZIP")
    )
    asked = st.selectbox(
        "Welke gemeenten", list(options), format_func=options.__getitem__, key=f"_{page.name}_samen"
    )
    kind = st.segmented_control(
        "Bestand", list(_FORMATS), format_func=_FORMATS.__getitem__, default="pdf", required=True,
        key=f"_{page.name}_samen_als",
    )  # fmt: skip
    codes = batch.gemeenten(page.loaded, asked, saved)
    if not st.button(f"Maak de ZIP van {len(codes)} gemeenten", key=f"_{page.name}_samen_maak"):
        return
    if not ONE_AT_A_TIME.acquire(blocking=False):
        st.html(notices.box(BUSY))
        return
    try:
        with turns.aside():  # minutes, for a province: others get their pages meanwhile
            made = _make(page, codes, kind)
    finally:
        ONE_AT_A_TIME.release()
    failed = [one.problem for one in made if one.problem]
    if failed:
        st.html(notices.box(f"Niet gemaakt: {' '.join(failed)}"))
    if len(failed) < len(made):
        st.download_button(
            f"Bewaar de ZIP ({len(made) - len(failed)} gemeenten)",
            data=batch.zipped(made),
            file_name=f"{spreadsheet.stem(options[asked], 'in het kort', kind, f'{today():%Y-%m-%d}')}.zip",
            mime="application/zip",
            on_click="ignore",
        )


def _make(page: Page, codes: tuple[str, ...], kind: Format) -> list[OneMade]:
    works = BatchOf(page.loaded, page.records, page.is_older)
    bar = st.progress(0.0)
    made: list[OneMade] = []
    for one in batch.make(works, codes, kind, address.base()):
        made.append(one)
        bar.progress(len(made) / len(codes), text=f"{len(made)} van {len(codes)} gemeenten gemaakt")
    bar.empty()
    return made
