"""Which questions a comparison raises: at most three, one of each label, chosen by what the figures show."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from metrics.comparing.comparison import Comparison
from metrics.comparing.sentences import SUBJECTS
from metrics.numbers.relation import ALIKE, Relation, relation_as_printed
from metrics.records import Label, Question

GROWTH = "groei_lasten_per_inwoner"
LABELS: tuple[Label, ...] = ("T", "W", "R")
ALWAYS = "altijd"
# Two measures of the same thing raise the same questions: the records have them under the first.
_ASKED_AS = {"natura_jeugdhulp": "zonder_verblijf"}


class Occasion(NamedTuple):
    """Something the figures show: `when` of the records ('hoger', 'daalt', ...) for an indicator."""

    indicator: str
    when: str


def of_budget(how: Relation | None) -> list[Occasion]:
    """Return what the rekening beside the begroting of its year shows; none where the two are about equal."""
    whens = {"hoger": "rekening_boven_begroting", "lager": "rekening_onder_begroting"}
    return [Occasion(GROWTH, whens[how])] if how in whens else []


def occasions(
    comparison: Comparison, levels: Iterable[tuple[str, str]], changes: Iterable[tuple[str, str, str]]
) -> list[Occasion]:
    """Return what the figures show, the largest differences first.

    `levels`: (indicator, period) to set beside the group, or Nederland where the group has no figure.
    `changes`: (indicator, first period, last period) of the chosen gemeente itself. A figure that may not be
    compared shows nothing.
    """
    found: list[tuple[float, Occasion]] = []
    own = comparison.own.code
    beside = [
        place.code for role in ("group", "nederland") for place in comparison.places if place.role == role
    ]
    for indicator, period in levels:
        figure = comparison.own_figure(indicator, period)
        value = figure.comparable
        other = next(
            (v for code in beside if (v := comparison.comparable(indicator, code, period)) is not None), None
        )
        when = figure.stands_to(other, _decimals(indicator))
        if when not in (None, *ALIKE) and value is not None and other:
            found.append((abs(value / other - 1), Occasion(indicator, str(when))))
    for indicator, start, end in changes:
        first, last = (comparison.comparable(indicator, own, period) for period in (start, end))
        when = relation_as_printed(
            last, first, _decimals(indicator)
        )  # largely the same people: no chance band
        if when not in (None, *ALIKE) and first and last is not None:
            found.append(
                (abs(last / first - 1), Occasion(indicator, "stijgt" if when == "hoger" else "daalt"))
            )
    return [occasion for _, occasion in sorted(found, key=lambda item: -item[0])]


def _decimals(indicator: str) -> int:
    return SUBJECTS[indicator].decimals if indicator in SUBJECTS else 1


def _asked_as(indicator: str) -> str:
    return _ASKED_AS.get(indicator, indicator)


def choose(
    questions: Iterable[Question], shown: Iterable[Occasion], indicators: Collection[str]
) -> list[Question]:
    """Return at most three questions, at most one of each label.

    A question raised by an occasion goes before one that always fits; occasions come in the order given, and
    an always-question only about `indicators` on the page. Nothing that fits: fewer questions, never a filler.
    """
    order: dict[Occasion, int] = {}
    for number, occasion in enumerate(shown):
        order.setdefault(occasion._replace(indicator=_asked_as(occasion.indicator)), number)
    asked = list(questions)
    on_page = [_asked_as(indicator) for indicator in indicators]

    def rank(question: Question) -> tuple[int, int] | None:
        occasion = Occasion(question.indicator, question.when)
        if occasion in order:
            return 0, order[occasion]
        if question.when == ALWAYS and question.indicator in on_page:
            return 1, on_page.index(question.indicator)
        return None

    ranked = sorted(
        ((place, number, q) for number, q in enumerate(asked) if (place := rank(q)) is not None),
        key=lambda item: item[:2],
    )
    chosen: dict[Label, Question] = {}
    for _, _, question in ranked:
        chosen.setdefault(question.label, question)
    return [chosen[label] for label in LABELS if label in chosen]
