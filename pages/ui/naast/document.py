"""*Twee gemeenten naast elkaar* as a document: the sheet of the page, with the notes. Pure."""

from metrics.records import Records
from pages.ui.documents.content import Block, Bullets, Document, Section
from pages.ui.documents.provenance import Provenance
from pages.ui.naast import tables, words
from pages.ui.naast.view import Pair
from pages.ui.parts import notices
from pages.ui.parts.tables import Table

LINES = 6  # empty ones for notes, on paper
_LINE = "_" * 76


def document(
    pair: Pair, notes: str, records: Records, told: Provenance, written: tuple[Table, ...] = ()
) -> Document:
    """Return the page as Word and PDF set it; `notes`: what was typed, empty: lines to write on.

    `written`: the notes that stay with these figures.
    """
    first: tuple[Block, ...] = (
        (tables.figures(pair, records), *written) if pair.measures else (words.subtitle(pair),)
    )
    told_of = tables.stories(pair)
    elsewhere = tuple(
        words.told(each)
        for code in (pair.code, pair.other)
        for each in pair.told(code)
        if each.field is None  # a portrait stands in the table
    )
    blocks: tuple[Block, ...] = (
        *((told_of,) if told_of else ()),
        *((Bullets(elsewhere),) if elsewhere else ()),
    )
    typed = tuple(part for part in notes.splitlines() if part.strip()) or (_LINE,) * LINES
    return Document(
        title=f"{pair.name} en {pair.other_name}: cijfers om samen te bespreken",
        subtitle=words.subtitle(pair),
        summary=(f"{words.title(pair)}.",),
        sections=(
            Section("De cijfers", first),
            Section(words.STORIES, (words.stories_hint(pair), *blocks)),
            Section(words.QUESTIONS, (Bullets(tuple(text for _, text in words.questions(pair))),)),
            Section(words.NOTES, typed),
        ),
        made_on=told.day,
        version=told.version,
        link=told.link,
        foot=told.foot,
        caveats=notices.caveats(records, words.caveats(pair), gemeente=pair.name),
        sources=(pair.source,) if pair.source else (),
    )
