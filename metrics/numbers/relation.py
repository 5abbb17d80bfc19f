"""How two figures compare as people read them: on printed values, about equal under 5% or within what chance can do.

The one rule (teksten 1.2) behind every 'hoger', 'lager' and 'ongeveer even hoog': in a sentence, a card, a count of
groups, a question.
"""

from decimal import Decimal
from typing import Literal

from metrics.dutch import rounded

Chance = tuple[float, float]  # between which values a figure lies by chance, in its own unit
Relation = Literal["hoger", "lager", "ongeveer even hoog", "even hoog"]
ABOUT_EQUAL = Decimal("0.05")  # of the smaller value
ALIKE: frozenset[Relation] = frozenset({"even hoog", "ongeveer even hoog"})


def relation(value: Decimal, other: Decimal) -> Relation:
    """Return how a printed value stands to another printed value."""
    if value == other:
        return "even hoog"
    if abs(value - other) < ABOUT_EQUAL * min(abs(value), abs(other)):
        return "ongeveer even hoog"
    return "hoger" if value > other else "lager"


def relation_as_printed(
    value: float | None, other: float | None, decimals: int, chance: Chance | None = None
) -> Relation | None:
    """Return how a figure stands to another once both are rounded half up; None where one is missing.

    `chance`: of the first figure; another that lies within it is about equal. None: unknown, or of no sample.
    """
    if value is None or other is None or value != value or other != other:
        return None
    found = relation(rounded(value, decimals), rounded(other, decimals))
    if found not in ALIKE and chance is not None and chance[0] <= other <= chance[1]:
        return "ongeveer even hoog"
    return found


def same_picture(one: Relation, other: Relation) -> bool:
    """Say whether two relations tell the same: 'even hoog' and 'ongeveer even hoog' do."""
    return one == other or (one in ALIKE and other in ALIKE)
