"""The matrix of the five gemeenten by eleven fields; every cell opens. On a phone it reads as a list. Pure HTML."""

import htpy as h

from metrics.report.documents import FIELDS, PortraitCard, PortraitField
from pages.ui.parts.documents import FIELDS as TITLES
from pages.ui.parts.tables import source_line
from pages.ui.portretten import words
from pages.ui.portretten.view import PortraitsView

CAPTION = "Vijf gemeenten, elf onderwerpen"


def html(view: PortraitsView) -> str:
    """Return the matrix with what its words mean and where they are from."""
    head = h.tr[
        h.th(".ew-links", scope="col")["Onderwerp"],
        (h.th(_own(view, code), scope="col")[view.name_of(code)] for code in view.five),
    ]
    return str(
        h.div(".ew-tabelblok.ew-matrix")[
            h.div(".ew-tabel", role="region", tabindex="0", aria_label=f"Tabel: {CAPTION}")[
                h.table[
                    h.caption[h.span[CAPTION]],
                    h.thead[head],
                    h.tbody[(_row(view, field) for field in FIELDS)],
                ]
            ],
            h.p(".ew-noot")[words.FORMS],
            h.p(".ew-noot")[words.THEN],
            h.p(".ew-bron")[source_line(words.SOURCE)],
        ]
    )


def _own(view: PortraitsView, code: str) -> str:
    return ".ew-links.ew-eigen" if code == view.code else ".ew-links"


def _row(view: PortraitsView, field: PortraitField) -> h.Element:
    return h.tr[
        h.th(".ew-links", scope="row")[TITLES[field]],
        (
            h.td(_own(view, code))[_opens(view.name_of(code), view.cards.get((code, field)))]
            for code in view.five
        ),
    ]


def _opens(name: str, card: PortraitCard | None) -> h.Node:
    """Return a cell: a few words that open to what the report says; a dash where it says nothing."""
    if card is None:
        return [h.span(".ew-bij")[f"{name}: "], "–"]
    return h.details(".ew-opent")[
        h.summary[h.span[h.span(".ew-bij")[f"{name}: "], card.short]],
        h.p[card.text],
        h.p(".ew-noot")[f"Rapport, regel {card.line}."],
    ]
