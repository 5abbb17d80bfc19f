"""*Vijf gemeenten in 2021* as a document: figures of now, the matrix, what the portraits say and print. Pure."""

from collections.abc import Iterable

from metrics.records import Records
from metrics.report.documents import FIELDS
from pages.ui.documents.content import Block, Bullets, Document, Section
from pages.ui.documents.provenance import Provenance
from pages.ui.parts import notices
from pages.ui.parts.documents import FIELDS as TITLES
from pages.ui.parts.tables import Table
from pages.ui.portretten import tables, words
from pages.ui.portretten.view import PortraitsView


def sections(view: PortraitsView, then: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return what stands in the document between summary and caveats: the gemeente itself, and `of_then`."""
    first: tuple[Block, ...] = (
        (tables.now(view, tables.ON_PAPER),) if view.measures else (words.without_figures(view),)
    )
    return (Section("De cijfers van nu", first), *then)


def of_then(view: PortraitsView, printed: Iterable[Table]) -> tuple[Section, ...]:
    """Return what the portraits say and print: the same for every gemeente."""
    return (
        Section(words.MATRIX, (tables.short(view),)),
        *(Section(f"{view.name_of(code)} in 2021", (_told(view, code),)) for code in view.five),
        Section(words.BESIDE, (words.counted(view), *printed)),
    )


def document(view: PortraitsView, parts: tuple[Section, ...], records: Records, told: Provenance) -> Document:
    """Return the page as Word and PDF set it; `parts`: its `sections`."""
    return Document(
        title=f"{view.name} naast de vijf gemeenten van 2021",
        subtitle=words.subtitle(view),
        summary=(f"{words.title(view)}.",),
        sections=parts,
        made_on=told.day,
        version=told.version,
        link=told.link,
        foot=told.foot,
        caveats=notices.caveats(records, words.caveats(view), gemeente=view.name),
        sources=tuple(filter(None, (f"{words.SOURCE[0].upper()}{words.SOURCE[1:]}.", view.source))),
    )


def _told(view: PortraitsView, code: str) -> Bullets:
    found = [(field, view.cards.get((code, field))) for field in FIELDS]
    return Bullets(
        tuple(
            f"{TITLES[field]}: {card.text} (regel {card.line})" for field, card in found if card is not None
        )
    )
