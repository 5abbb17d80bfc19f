"""What sentences are made with: what an indicator is called, how two values compare."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Relation = Literal["hoger", "lager", "ongeveer even hoog", "even hoog"]
ABOUT_EQUAL = Decimal("0.05")


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


def relation(value: Decimal, other: Decimal) -> Relation:
    """Return how a printed value stands to another printed value."""
    if value == other:
        return "even hoog"
    if abs(value - other) < ABOUT_EQUAL * min(abs(value), abs(other)):
        return "ongeveer even hoog"
    return "hoger" if value > other else "lager"
