"""'Bewaren of delen': the link, print, and a page as PDF, Word or spreadsheet; files are made when asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import htpy as h
import streamlit as st

from metrics import dutch
from pages.ui.documents import spreadsheet
from pages.ui.documents.content import Document
from pages.ui.documents.onepage import OnePage
from pages.ui.parts.tables import Table
from pages.ui.site import menu, version
from pages.ui.site.page import Page
from pages.ui.site.serving import files

LABEL = "Bewaren of delen"
_KINDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel, alle tabellen"}
_DRAWING = "Een ogenblik: de figuren voor papier komen eraan."
_BY_HAND = "De link is geselecteerd. Kopieer hem met Ctrl+C, of houd hem ingedrukt."


def today() -> date:
    """Return the day in the Netherlands."""
    return datetime.now(dutch.AMSTERDAM).date()


@dataclass(frozen=True)
class Stamp:
    """What a page that is taken along says of itself: the day, the version of the figures, and the full link."""

    day: date
    version: str
    link: str

    @property
    def made(self) -> str:
        """When it was made, and of which version its figures are."""
        return f"Gemaakt op {dutch.date_nl(self.day)}. Versie van de cijfers: {self.version}."


def stamp(page: Page, choices: Mapping[str, str]) -> Stamp:
    """Return the stamp of a page as it is now."""
    return Stamp(today(), version.named(page.facts), page.share_url(choices))


def stem(name: str, year: str, day: date, page: str = "") -> str:
    """Return the name of a file without its extension: `eigenwijzer-deventer-vergelijken-cijfers2023-2026-11-22`.

    `page`: empty for *In het kort*, the page that most people take along.
    """
    return spreadsheet.stem(name, page, f"cijfers{year}", f"{day:%Y-%m-%d}")


def button(page: Page, document: Document | OnePage, tables: Sequence[Table], name: str, year: str) -> None:
    """Draw the one button under which everything is that takes this page along. `name`, `year`: of the files."""
    label = "" if isinstance(document, OnePage) else menu.entry(page.name).label
    files_named = stem(name, year, document.made_on, label)
    addresses = {
        **files.addresses_of_document(document, files_named),
        **(files.addresses_of_tables(tables, files_named) if tables else {}),
    }
    _draw(page, document.link, addresses)


def link_and_print(page: Page) -> None:
    """Draw the same button on a page without files of its own, once all its choices are known."""
    if not page.head.can_save:
        _draw(page, page.share_url(), {})


def _draw(page: Page, address: str, addresses: Mapping[str, str]) -> None:
    page.head.can_save = True
    with page.head.tools.popover(LABEL, key=f"_{page.name}_bewaren"):
        st.html(panel(address, addresses, page.message("K7")))


def panel(address: str, addresses: Mapping[str, str], copied: str) -> str:
    """Return what is under the button: link with copy, print, and the files; `saving.js` makes the buttons work."""
    saved = [
        h.p(".ew-bestand")[h.a(href=where, download=True)[f"Bewaren als {_KINDS[kind]}"]]
        for kind, where in addresses.items()
    ]
    return str(
        h.div(".ew-delen")[
            h.label["Link naar deze pagina", h.input(type="text", readonly=True, value=address)],
            h.p[
                h.button(".ew-knop.ew-kopieer", type="button")["Kopieer de link"],
                " ",
                h.button(".ew-knop.ew-druk", type="button")["Print deze pagina"],
            ],
            h.p(
                ".ew-gezegd",
                role="status",
                data_gelukt=copied,
                data_mislukt=_BY_HAND,
                data_wacht=_DRAWING,
            ),
            saved,
            addresses
            and h.p(".ew-noot")["Word en PDF hebben open regels voor agendapunt, datum en opsteller."],
            h.p(".ew-noot")["Bij printen past de pagina op A4."],
        ]
    )
