"""'Bewaren of delen': the link, print, and a page as PDF, Word or spreadsheet; files are made when asked for."""

from collections.abc import Mapping, Sequence
from datetime import date

import htpy as h
from streamlit.delta_generator import DeltaGenerator

from pages.ui.documents import spreadsheet
from pages.ui.documents.content import Document
from pages.ui.documents.onepage import OnePage
from pages.ui.documents.provenance import Provenance
from pages.ui.parts.tables import Table
from pages.ui.site import menu
from pages.ui.site.page import Page
from pages.ui.site.serving import files

LABEL = "Bewaren of delen"
_KINDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel, alle tabellen"}
_DRAWING = "Een ogenblik: de figuren voor papier komen eraan."
_BY_HAND = "De link is geselecteerd. Kopieer hem met Ctrl+C, of houd hem ingedrukt."


def stem(name: str, year: str, day: date, page: str = "") -> str:
    """Return the name of a file without its extension: `eigenwijzer-deventer-vergelijken-cijfers2023-2026-11-22`.

    `page`: empty for *In het kort*, the page that most people take along.
    """
    return spreadsheet.stem(name, page, f"cijfers{year}", f"{day:%Y-%m-%d}")


def button(
    page: Page, document: Document | OnePage, tables: Sequence[Table], name: str, year: str, told: Provenance
) -> DeltaGenerator:
    """Draw the one button under which everything is that takes this page along; return the place under it.

    `name`, `year`: of the files. `told`: what the spreadsheet says of itself.
    """
    label = "" if page.name == "gemeente" else menu.entry(page.name).label
    files_named = stem(name, year, document.made_on, label)
    addresses = {
        **files.addresses_of_document(document, files_named),
        **(files.addresses_of_tables(tables, files_named, told) if tables else {}),
    }
    return _draw(page, document.link, addresses)


def link_and_print(page: Page) -> None:
    """Draw the same button on a page without files of its own, once all its choices are known."""
    if not page.head.can_save:
        _draw(page, page.share_url(), {})


def _draw(page: Page, address: str, addresses: Mapping[str, str]) -> DeltaGenerator:
    page.head.can_save = True
    under = page.head.tools.popover(LABEL, key=f"_{page.name}_bewaren")
    under.html(panel(address, addresses, page.message("K7")))
    return under


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
