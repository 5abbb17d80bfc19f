"""The sentences of *In het kort*: written by the figures, on printed values, by the rules for generated text. Pure."""

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.comparison import Place
from metrics.comparing.sentences import SUBJECTS, Subject
from metrics.comparing.sentences.levels import alone, beside, not_compared
from metrics.numbers.relation import Relation
from pages.ui.brief.figures import COST, OnPage
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.site.visiting.selection import REPORT

PLAN = "begroting_per_inwoner"


def lines(chosen: Chosen, cost: OnPage, use: OnPage) -> tuple[str, ...]:
    """Return the two sentences under the heading: what it cost and how many young people had help."""
    return tuple(text for text in (sentence(chosen, cost), sentence(chosen, use)) if text)


def sentence(chosen: Chosen, one: OnPage) -> str:
    """Say what a figure was, and beside Nederland and the group whether that was higher or lower.

    A figure that may not be compared is said without the others. Empty where there is no figure.
    """
    if one.figure.value is None:
        return ""
    subject = SUBJECTS[one.measure.indicator]
    if not one.figure.usable:
        return f"{_level(subject, one)} {not_compared(one.figure)}"
    if one.group is None and chosen.source == REPORT:
        comparison = chosen.use if one.measure.unit == "pct" else chosen.cost
        return sentences.level(comparison, one.measure.indicator, one.period)
    said = [
        _beside(subject, one, how, other, name)
        for other, name in ((one.country_value, "Nederland"), (one.group_value, "de groep"))
        if other is not None and (how := relation(one, other)) is not None
    ]
    second = f" Dat was {sentences.joined(said)}." if said else ""
    return f"{_level(subject, one)}{second}{_left_out(one)}"


def _left_out(one: OnPage) -> str:
    """Name the members that are not in the figure of the group; of many only how many."""
    if len(one.lacking) <= dutch.FEW:
        return sentences.missing(one.lacking)
    return f" {len(one.lacking)} gemeenten in de groep hebben geen bruikbaar cijfer."


def _level(subject: Subject, one: OnPage) -> str:
    return alone(subject, one.name, one.period, one.figure.value or 0.0, one.figure.source)


def relation(one: OnPage, other: float | None) -> Relation | None:
    """Return how a figure stands to another, by the rule of every page; None where it cannot be said."""
    return one.figure.stands_to(other, one.measure.decimals)


def _beside(subject: Subject, one: OnPage, how: Relation, other: float, name: str) -> str:
    value, printed = (dutch.rounded(each, subject.decimals) for each in (one.figure.value or 0.0, other))
    return beside(subject, how, value, printed, name)


def budget(chosen: Chosen) -> str:
    """Set rekening against the original begroting of the same year, beside Nederland; empty without both."""
    own = _beside_plan(chosen, chosen.cost.own)
    if own is None:
        return ""
    year = chosen.year
    real, plan = (chosen.cost.own_figure(each, year) for each in (COST.indicator, PLAN))
    called = "de begroting na wijziging" if "na wijziging" in plan.source else "de oorspronkelijke begroting"
    text = (
        f"In {year} was de rekening {dutch.euro(real.value)}{real.aside} per inwoner en {called} "
        f"{dutch.euro(plan.value)}{plan.aside}"
    )
    country = _beside_plan(chosen, chosen.cost.country) if chosen.cost.country else None
    there = f" (in Nederland {country[1]})" if country is not None else ""
    return f"{text}: de rekening was {own[1]}{there}."


def budget_relation(chosen: Chosen) -> Relation | None:
    """Return how the rekening stands to the begroting of the same year; None without both."""
    found = _beside_plan(chosen, chosen.cost.own)
    return found[0] if found else None


def _beside_plan(chosen: Chosen, place: Place) -> tuple[Relation, str] | None:
    real, plan = (chosen.cost.figure(each, place.code, chosen.year) for each in (COST.indicator, PLAN))
    return sentences.beside_plan(real, plan)
