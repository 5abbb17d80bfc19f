"""The sentences of *In het kort*: written by the figures, on printed values, by the rules for generated text. Pure."""

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.comparison import Place
from metrics.comparing.sentences import SUBJECTS, Subject
from metrics.comparing.sentences.levels import NOT_COMPARED, alone, beside
from metrics.figures import ENTERED
from metrics.numbers.relation import ALIKE, Relation
from metrics.numbers.relation import relation as relation_of
from pages.ui.brief.figures import COST, OnPage
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.site.visiting.selection import REPORT


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
        return f"{_level(subject, one)} {NOT_COMPARED}"
    if one.group is None and chosen.source == REPORT:
        comparison = chosen.use if one.measure.unit == "pct" else chosen.cost
        return sentences.level(comparison, one.measure.indicator, one.period)
    said = [
        _beside(subject, one, other, name)
        for other, name in ((one.country_value, "Nederland"), (one.group_value, "de groep"))
        if other is not None
    ]
    second = f" Dat was {dutch.names(said)}." if said else ""
    return f"{_level(subject, one)}{second}{_left_out(one)}"


def _left_out(one: OnPage) -> str:
    """Name the members that are not in the figure of the group; of many only how many."""
    if len(one.lacking) <= dutch.FEW:
        return sentences.missing(one.lacking)
    return f" {len(one.lacking)} gemeenten in de groep hebben geen bruikbaar cijfer."


def _level(subject: Subject, one: OnPage) -> str:
    return alone(subject, one.name, one.period, one.figure.value or 0.0, one.figure.source)


def relation(one: OnPage, other: float) -> Relation:
    """Return how a figure stands to another, as printed; what chance can do is about equal."""
    value = dutch.rounded(one.figure.value or 0.0, one.measure.decimals)
    printed = dutch.rounded(other, one.measure.decimals)
    how = relation_of(value, printed)
    if how in ("hoger", "lager") and one.chance is not None and one.chance[0] <= other <= one.chance[1]:
        return "ongeveer even hoog"
    return how


def _beside(subject: Subject, one: OnPage, other: float, name: str) -> str:
    value, printed = (dutch.rounded(each, subject.decimals) for each in (one.figure.value or 0.0, other))
    return beside(subject, relation(one, other), value, printed, name)


def budget(chosen: Chosen) -> str:
    """Set rekening against the original begroting of the same year, beside Nederland; empty without both."""
    own = _gap(chosen, chosen.cost.own)
    if own is None:
        return ""
    plan, real, how = own
    year = chosen.year
    figure = chosen.cost.own_figure("begroting_per_inwoner", year)
    called = (
        "de begroting na wijziging" if "na wijziging" in figure.source else "de oorspronkelijke begroting"
    )
    text = (
        f"In {year} was de rekening {dutch.euro(real)}{_whose(chosen, COST.indicator)} per inwoner en {called} "
        f"{dutch.euro(plan)}{_whose(chosen, 'begroting_per_inwoner')}"
    )
    verdict = _over_plan(plan, real, how)
    country = _gap(chosen, chosen.cost.country) if chosen.cost.country else None
    there = ""
    if country is not None:
        there = f" (in Nederland {_over_plan(*country)})"
    return f"{text}: de rekening was {verdict}{there}."


def _whose(chosen: Chosen, indicator: str) -> str:
    return f" ({ENTERED})" if chosen.cost.own_figure(indicator, chosen.year).is_entered else ""


def _over_plan(plan: float, real: float, how: Relation) -> str:
    """Say how much the rekening was above or below the begroting: of the amounts themselves, as on *Kosten*."""
    return how if how in ALIKE else f"{dutch.pct(abs(100 * (real / plan - 1)), 0)} {how}"


def budget_relation(chosen: Chosen) -> Relation | None:
    """Return how the rekening stands to the begroting of the same year; None without both."""
    found = _gap(chosen, chosen.cost.own)
    return found[2] if found else None


def _gap(chosen: Chosen, place: Place) -> tuple[float, float, Relation] | None:
    """Return begroting and rekening per inhabitant, and how the second stands to the first as printed."""
    plan = chosen.cost.comparable("begroting_per_inwoner", place.code, chosen.year)
    real = chosen.cost.comparable(COST.indicator, place.code, chosen.year)
    if plan is None or real is None:
        return None
    printed = dutch.rounded(plan), dutch.rounded(real)
    return (plan, real, relation_of(printed[1], printed[0])) if printed[0] > 0 else None
