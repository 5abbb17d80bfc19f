"""How lasten grew from one jaarrekening to another, beside Nederland; how a rekening stood to its begroting."""

from decimal import Decimal

from metrics import dutch
from metrics.comparing.reading import Reading
from metrics.numbers.relation import ALIKE, Relation, relation


def growth(name: str, when: str, own_pct: float, country_pct: float | None) -> str:
    """Say how lasten per inwoner changed from one jaarrekening to a later one, beside Nederland.

    In: `when`, '2022 tot 2023'; growth in percent. 'sneller' only where both went the same way and the difference is 5%
    of the smaller or more.
    """
    ours = dutch.rounded(own_pct, 0)
    verb, tail = moved(ours)
    text = f"Van {when} {verb} de lasten per inwoner {dutch.inside(name)} {tail} (rekening op rekening)"
    if country_pct is None:
        return f"{text}."
    theirs = dutch.rounded(country_pct, 0)
    if ours * theirs > 0 and relation(abs(ours), abs(theirs)) == "hoger":
        return f"{text}, sneller dan in Nederland ({dutch.value(abs(theirs), 'pct', 0)})."
    their_verb, their_tail = moved(theirs)
    return f"{text}; in Nederland {their_verb} zij {their_tail}."


def told_growth(growth_pct: float | None) -> str:
    """Say a growth in percent (rekening op rekening) in a question: 'stegen zij met 15%'; a fall is no negative growth.

    Whole percents, as the card of *In het kort* has it; empty where there is no figure.
    """
    return "" if growth_pct is None else "{} zij {}".format(*moved(dutch.rounded(growth_pct, 0)))


def beside_plan(real: Reading, plan: Reading) -> tuple[Relation, str] | None:
    """Return how a rekening stood to the begroting of its year, and the same in words: '11% hoger'.

    In: lasten and begroting per inwoner of one place and year. In whole percents of the amounts themselves. None where
    one of the two is missing, zero or not to be compared.
    """
    how = real.stands_to(plan.comparable, 0)
    if how is None or real.value is None or plan.value is None or dutch.rounded(plan.value) <= 0:
        return None
    return how, how if how in ALIKE else f"{dutch.pct(abs(100 * (real.value / plan.value - 1)), 0)} {how}"


def moved(change: Decimal) -> tuple[str, str]:
    """Return how lasten moved, by whole percents: a verb and what stands at the end of the sentence."""
    if change == 0:
        return "bleven", "even hoog"
    return ("stegen" if change > 0 else "daalden"), f"met {dutch.value(abs(change), 'pct', 0)}"
