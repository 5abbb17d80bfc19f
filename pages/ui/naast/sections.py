"""How *Twee gemeenten naast elkaar* is put on the page: who the two are, and its sections."""

import streamlit as st

from metrics.errors import MetricsError
from pages.ui.naast import document, html, tables, words
from pages.ui.naast.view import Pair
from pages.ui.parts import blocks, notices
from pages.ui.site import free_text, noted, provenance, saving, show, sourced
from pages.ui.site.page import REPORT_FIVE, Page
from pages.ui.site.visiting import bar, visit
from pages.ui.site.visiting.selection import BESIDE

_LONGEST = 3000  # characters of notes: what fits on the sheet


def choose(page: Page) -> Pair:
    """Draw the choosers of the two gemeenten; return them with their figures."""
    code = page.gemeente()
    loaded, build = page.loaded, page.build
    first, alike = loaded.kept(("naast", "eerste", code), lambda: _most_like(page, code))
    options = {each: name for each, name in loaded.gemeenten.items() if each != code}
    with page.head.who:
        other = page.choose(BESIDE, "Naast", options, first)
    limit = visit.limit(page.selection, build.readings, code, page.loaded.reported)
    bar.said_without_group(page, visit.NO_GROUP_BESIDE_ONE)
    chosen = alike and page.selection.params.get(BESIDE) is None
    return loaded.kept(
        ("naast", code, other, limit, chosen),
        lambda: Pair(
            code=code,
            other=other,
            build=build,
            readings=build.readings_with_report,
            names=loaded.names,
            cite=lambda sources: sourced.line(loaded, sources),
            limit=limit,
            alike=chosen,
        ),
    )


def _most_like(page: Page, code: str) -> tuple[str, bool]:
    """Return the gemeente to begin with, and whether it is the most alike; else the first of the report."""
    try:
        return page.build.groups.nearest(code, 1)[0], True
    except MetricsError:  # what gemeenten are compared on is not loaded, or not known of this one
        return next(each for each in REPORT_FIVE if each != code), False


def figures(page: Page, pair: Pair) -> None:
    """Draw the figures of both."""
    if not pair.measures:
        show.empty("L2", gemeente=pair.name, buurgemeente=pair.other_name)
        return
    show.table(
        page.loaded.kept(
            ("naast", "cijfers", pair.code, pair.other, pair.limit),
            lambda: tables.figures(pair, page.records),
        )
    )
    noted.draw(page, {pair.code, pair.other}, noted.newest(pair.measures))


def stories(pair: Pair) -> None:
    """Draw what the documents tell of each, folded; on paper a few words of both side by side."""
    table = tables.stories(pair)
    if table is not None:
        st.html(html.on_paper(table))
    for code in (pair.code, pair.other):
        found = pair.told(code)
        if found:
            with st.expander(f"{pair.name_of(code)} in 2021"):
                st.html(notices.bullets(*(words.told(each) for each in found)))


def questions(pair: Pair) -> None:
    """Draw the questions that the two may ask each other."""
    st.html(blocks.asked(words.questions(pair)))


def close(page: Page, pair: Pair) -> None:
    """Draw the room for notes, what to keep in mind, and the files of the page."""
    show.section(words.NOTES, "", "notities")
    typed = free_text.area(
        page,
        f"Notities bij {pair.name} en {pair.other_name}",
        f"naast_{pair.code}_{pair.other}",
        longest=_LONGEST,
    )
    kept = noted.of(page.loaded, page.records, {pair.code, pair.other}, noted.newest(pair.measures))
    page.html(html.notes(typed, html.room(stories=bool(pair.portraits), notes_n=len(kept.notes))))
    show.caveats(words.caveats(pair), gemeente=pair.name)
    told = provenance.of(page)
    written = kept.tables
    made = document.document(pair, typed, page.records, told, written)
    year = pair.measures[0].period[:4] if pair.measures else "2021"
    sheets = [tables.figures(pair, page.records), *written] if pair.measures else []
    saving.button(page, made, sheets, f"{pair.name} en {pair.other_name}", year, told)
