"""'Welke stukken vraagt u op?': the papers to ask for before a conversation, as a list to take along. Pure."""

from collections.abc import Sequence
from itertools import groupby

import htpy as h

from metrics.records import Paper
from pages.ui.documents.content import Document, Section
from pages.ui.documents.provenance import Provenance

TITLE = "Welke stukken vraagt u op?"
WHAT = (
    "Deze stukken vroegen de onderzoekers van 'Eigenwijs transformeren' in 2020 aan vijf gemeenten. "
    "De lijst is in onze woorden. Vraag naar de nieuwste versie."
)
BOX = "☐ "


def by_group(papers: Sequence[Paper]) -> list[tuple[str, list[Paper]]]:
    """Return the papers under the group they belong to, in the order of the list."""
    return [(group, list(inside)) for group, inside in groupby(papers, key=lambda paper: paper.group)]


def lines(paper: Paper) -> str:
    """Say where the report has it."""
    to = f"-{paper.last_line}" if paper.last_line > paper.line else ""
    return f"rapport, regel {paper.line}{to}"


def html(papers: Sequence[Paper]) -> str:
    """Return the list as it stands on the page."""
    return str(
        h.div(".ew-tekst")[
            h.p[WHAT],
            [
                h.div[h.h3[group], h.ul(".ew-lijst")[(h.li(title=lines(each))[each.text] for each in inside)]]
                for group, inside in by_group(papers)
            ],
        ]
    )


def document(papers: Sequence[Paper], name: str, told: Provenance) -> Document:
    """Return the list as a document: a box to tick before each paper, and where the report has it."""
    return Document(
        title=f"{TITLE} {name}",
        summary=(WHAT,),
        opening="",  # a list to take along has no figures to sum up
        sections=tuple(
            Section(group, tuple(f"{BOX}{each.text} ({lines(each)})" for each in inside))
            for group, inside in by_group(papers)
        ),
        made_on=told.day,
        version=told.version,
        link=told.link,
        open_lines=("Gevraagd aan", "Gevraagd op", "Gevraagd namens"),
        sources=("Eigenwijs transformeren (2021), bijlage 1.",),
    )
