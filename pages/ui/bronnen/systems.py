"""The systems that the source documents name, each with what Eigenwijzer does about it: a table to search."""

from collections.abc import Callable, Iterable

import streamlit as st

from metrics.documents import cited
from metrics.places.names import plain
from metrics.records import System
from pages.ui.parts.tables import Cell, Column, Row, Table
from pages.ui.site import menu, show
from pages.ui.site.finding import narrowing
from pages.ui.site.page import Page

TITLE = "Monitors en andere hulpmiddelen uit de documenten"
PURPOSE = "Elk hulpmiddel dat de vijf documenten noemen, en wat Eigenwijzer ermee doet"
WORKING = {
    "data": "met cijfers",
    "form": "met een formulier of blad",
    "link": "elders in Eigenwijzer",
    "out": "niet in Eigenwijzer",
}
NOTHING = "Geen hulpmiddel gevonden. Maak het veld leeg om alles te zien."
_FIELD = "_hulpmiddel"


def fitting(systems: Iterable[System], typed: str) -> tuple[System, ...]:
    """Return the systems with a typed text in their name or description; without a text all of them."""
    wanted = plain(typed)
    return tuple(
        each
        for each in systems
        if any(wanted in plain(text) for text in (each.name, each.what, each.does, WORKING[each.working]))
    )


def table(systems: Iterable[System], address: Callable[[str], str]) -> Table:
    """Return a row a system: what it is, how Eigenwijzer does it, where, and where the documents name it.

    `address`: of a page of ours for this visit.
    """
    columns = (
        Column("naam", "Hulpmiddel"), Column("wat", "Wat het is"), Column("hoe", "In Eigenwijzer"),
        Column("doet", "Wat Eigenwijzer ermee doet"), Column("pagina", "Pagina"), Column("document", "Genoemd in"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "naam": Cell(each.name, href=each.address),
            "wat": each.what,
            "hoe": Cell(WORKING[each.working], tone="absent" if each.working == "out" else "same"),
            "doet": each.does,
            "pagina": _place(each, address),
            "document": cited(each.document, each.line),
        }
        for each in sorted(systems, key=lambda each: plain(each.name))
    ]
    return Table(TITLE, columns, tuple(rows), row_header="naam")


def _place(system: System, address: Callable[[str], str]) -> Cell:
    if not system.page:
        return Cell("", printed="geen")
    where = address(system.page) + (f"#{system.anchor}" if system.anchor else "")
    return Cell(menu.entry(system.page).label, href=where)


def draw(page: Page) -> None:
    """Draw the table, folded until somebody looks for a system; what is typed stands in the shared link."""
    every = page.records.systems
    with st.expander(f"{TITLE}: {len(every)}", expanded=bool(narrowing.asked(page))):
        found = fitting(every, narrowing.field(page, "Zoek een hulpmiddel", _FIELD, "dashboard"))
        if found:
            show.table(table(found, page.url), file_stem="hulpmiddelen")
        else:
            show.box(NOTHING, "uitleg")
