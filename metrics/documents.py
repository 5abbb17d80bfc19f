"""The five documents that Eigenwijzer is made from: what they are called where one is cited."""

from collections.abc import Mapping
from typing import Literal

Source = Literal["eigenwijs", "samenwerken", "studie", "whitepaper", "wiki"]
TITLES: Mapping[str, str] = {
    "eigenwijs": "'Eigenwijs transformeren' (maart 2021)",
    "samenwerken": "'Samenwerken gaat niet vanzelf' (Regioteam, augustus 2021)",
    "studie": "de studie van de JeugdZaak naar samenwerking rond jeugd en gezin (juni 2011)",
    "whitepaper": "'Samenwerken in de Jeugdzorg' (whitepaper van OchtendMensen)",
    "wiki": "'Samenwerking in de Jeugdzorg' (ArenaWiki)",
}


# Where lines are cited and nothing else says what they are of.
LINE = "Een regel is de regel in de tekst waarmee wij werken."


def cited(document: str, *lines: int) -> str:
    """Return a place in a document as it is cited: its title and the line, or the first and last of several."""
    first, last = min(lines), max(lines)
    where = f"regel {first}" if first == last else f"regels {first} tot en met {last}"
    return f"{TITLES[document]}, {where}"
