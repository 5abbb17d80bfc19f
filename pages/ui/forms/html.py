"""Pieces of HTML of a form: the heading of a part, a question above its options, and what was filled in. Pure."""

from collections.abc import Iterable

import htpy as h


def part(title: str, text: str) -> str:
    """Return the heading of a part with what it is about."""
    return str(h.div(".ew-sectie.ew-formulierdeel")[h.h3[title], text and h.p[text]])


def question(text: str, explanation: str = "", *, of_many: bool = False) -> str:
    """Return a question as it stands above its field or options.

    `of_many`: above several boxes to tick; page.js makes them a group of that name.
    """
    kind = ".ew-groepsvraag" if of_many else ""
    return str(
        h.div(".ew-vraag")[h.p(f".ew-vraagtekst{kind}")[text], explanation and h.p(".ew-noot")[explanation]]
    )


def on_paper(texts: Iterable[str]) -> str:
    """Return what stands under the answers of a printed page: what the documents say of them."""
    return str(h.div(".ew-op-papier")[(h.p[text] for text in texts)])


def answers(title: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return what was filled in in a part: question and answer, a line of the answer a paragraph."""
    return str(
        h.div(".ew-sectie.ew-ingevuld")[
            h.h3[title],
            h.dl(".ew-begrippen")[
                ([h.dt[asked], (h.dd[line] for line in answer.split("\n") if line)] for asked, answer in rows)
            ],
        ]
    )
