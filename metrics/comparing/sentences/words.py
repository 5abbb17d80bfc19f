"""What sentences are made with: how a value is written and what an indicator is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

_NUMBERS = (
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)


class Words(Protocol):
    """How values become Dutch text."""

    def rounded(self, x: float, decimals: int = 0) -> Decimal: ...  # noqa: D102
    def value(self, x: float | Decimal | None, unit: str, decimals: int | None = None) -> str: ...  # noqa: D102
    def period(self, code: str) -> str: ...  # noqa: D102
    def names(self, items: list[str] | tuple[str, ...]) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class Subject:
    """An indicator as sentences speak of it.

    `level` has {periode}, {naam}, {waarde}; `noun` stands after 'de laagste' (plural) or 'het laagste';
    `change` is what a trend is about, with its verb in the right number.
    """

    indicator: str
    unit: str
    decimals: int
    level: str
    noun: str
    change: str
    plural: bool

    @property
    def article(self) -> str:
        """Article of `noun`."""
        return "de" if self.plural else "het"


def moment(code: str, words: Words) -> str:
    """Write a period as it stands after a preposition: '2019', 'het eerste halfjaar van 2020'."""
    return f"het {words.period(code)}" if "H" in code else words.period(code)


SUBJECTS: dict[str, Subject] = {
    subject.indicator: subject
    for subject in (
        Subject(
            "lasten_per_inwoner",
            "eur",
            0,
            "In {periode} waren de lasten voor jeugdzorg in {naam} {waarde} per inwoner.",
            "lasten per inwoner",
            "de lasten per inwoner",
            True,
        ),
        Subject(
            "lasten_per_jongere_met_jeugdzorg",
            "eur",
            0,
            "In {periode} waren de lasten in {naam} {waarde} per jongere met jeugdzorg.",
            "lasten per jongere met jeugdzorg",
            "de lasten per jongere met jeugdzorg",
            True,
        ),
        Subject(
            "zonder_verblijf",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 23 jaar in {naam} jeugdhulp zonder verblijf.",
            "percentage jongeren met jeugdhulp zonder verblijf",
            "het gebruik van jeugdhulp zonder verblijf",
            False,
        ),
        Subject(
            "met_verblijf",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 23 jaar in {naam} jeugdhulp met verblijf.",
            "percentage jongeren met jeugdhulp met verblijf",
            "het gebruik van jeugdhulp met verblijf",
            False,
        ),
        Subject(
            "natura_jeugdhulp",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 18 jaar in {naam} jeugdhulp in natura.",
            "percentage jongeren tot 18 jaar met jeugdhulp in natura",
            "het gebruik van jeugdhulp in natura",
            False,
        ),
    )
}


def number_word(n: int) -> str:
    """Write a small number as a word, a larger one in digits."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def joined(parts: Sequence[str]) -> str:
    """Join parts of a sentence with 'en'."""
    return " en ".join(parts)
