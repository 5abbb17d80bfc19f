"""Numbers as people and bookkeeping programs write them. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from metrics import dutch

# What stands where there is no figure.
NO_FIGURE = frozenset(
    {"n.v.t.", "n.v.t", "nvt", "n.b.", "nb", "-", "–", "—", "--", "x", "#", ".", "..", "...", "onbekend",
     "niet bekend", "geen", "geheim", "n/a", "na", "#n/b", "#n/a", "niet van toepassing"}
)  # fmt: skip
_CURRENCY = re.compile(r"^(?:eur|euro|€)\s*|\s*(?:eur|euro|€)$", re.IGNORECASE)
_ENDING = re.compile(r",(?:-{1,2}|–|—|=)$")  # 46.000.000,-
_BEHIND = re.compile(r"(.*\d)\s*-")  # 1.234- as SAP writes it
_BEYOND = 1e15  # euro: more than all the money there is
DOTTED = re.compile(r"\d{1,3}\.\d{3}")
COMMAED = re.compile(r"\d{1,3},\d{3}")


@dataclass(frozen=True)
class Number:
    """A number that was read. `doubt`: it can be read in two ways ('punt', 'komma'); empty: it cannot."""

    value: float
    doubt: Literal["", "punt", "komma"] = ""
    in_euro: bool = False  # the cell itself says so


def is_no_figure(text: str) -> bool:
    """Say whether a text stands for 'no figure'."""
    return text.lower() in NO_FIGURE


def read(text: str) -> Number:
    """Return the number that a text means; ValueError where it means none, or one that no amount can be."""
    bare = text.strip()
    shown = _CURRENCY.sub("", bare).strip()
    in_euro = shown != bare
    rounded = _ENDING.sub("", shown)
    in_euro = in_euro or rounded != shown
    behind = _BEHIND.fullmatch(rounded)
    plain = f"-{behind[1].strip()}" if behind else rounded
    value = float(dutch.parse(plain))
    if abs(value) >= _BEYOND:  # also a row of digits that is no number any more (inf)
        raise ValueError(f"beyond any amount: {plain[:20]}")
    if in_euro and rounded != shown:
        return Number(value, in_euro=True)
    doubt: Literal["", "punt", "komma"] = ""
    if DOTTED.fullmatch(plain):
        doubt = "punt"
    elif COMMAED.fullmatch(plain):
        doubt = "komma"
    return Number(value, doubt, in_euro)
