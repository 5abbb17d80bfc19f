"""The five documents that Eigenwijzer is made from: what they are called where one is cited."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

Source = Literal["eigenwijs", "samenwerken", "studie", "whitepaper", "wiki"]
TITLES: Mapping[str, str] = {
    "eigenwijs": "'Eigenwijs transformeren' (maart 2021)",
    "samenwerken": "'Samenwerken gaat niet vanzelf' (Regioteam, augustus 2021)",
    "studie": "de studie van de JeugdZaak naar samenwerking rond jeugd en gezin (juni 2011)",
    "whitepaper": "'Samenwerken in de Jeugdzorg' (whitepaper van OchtendMensen)",
    "wiki": "'Samenwerking in de Jeugdzorg' (ArenaWiki)",
}


# What a cited line is, as papers and files say it; on the screen the list of words of a page does (data/glossary.toml).
LINE = "Een regel is de regel in de tekst waarmee wij werken."
_CITES = re.compile(r"\b(?:regels? [0-9]|Regel$|Regel,)")


def line_explained(texts: Iterable[str]) -> tuple[str, ...]:
    """Return LINE where one of the texts cites a line or is the heading of a column of lines, and none says it yet."""
    found = tuple(texts)
    return (LINE,) if any(map(_CITES.search, found)) and not any(LINE in each for each in found) else ()


def cited(document: str, *lines: int) -> str:
    """Return a place in a document as it is cited: its title and the line, or the first and last of several."""
    first, last = min(lines), max(lines)
    where = f"regel {first}" if first == last else f"regels {first} tot en met {last}"
    return f"{TITLES[document]}, {where}"
