"""Three questions for the conversation, chosen by what the figures of one gemeente show. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics import dutch
from metrics.comparing import questions as questions_of
from metrics.comparing.questions import Occasion
from metrics.comparing.sentences import told_growth
from metrics.costs.index_apart import tells_another_story
from metrics.numbers.relation import Relation
from metrics.records import Question, Records
from pages.ui.brief.figures import GROWTH, INDEX, OnPage
from pages.ui.brief.words import relation
from pages.ui.site.visiting.choosing import Chosen

# What applies to a gemeente alone asks a technical question of its own: remark -> question.
_ASKED_BY = {
    "C6": "LPI-02",
    "C6_deels": "LPI-02",
    "verschoven": "LPI-03",
    "verschoven_groei": "LPI-03",
    "sprong": "LPI-03",
    "C2": "LPJ-01",
    "C8": "MV-01",
}


@dataclass(frozen=True)
class Shown:
    """What the page shows, as questions look at it.

    `figures`: the four. `use_run`: first and last period of use that may be compared. `budget`: rekening beside
    begroting. `families`: kinds of groups in which the picture holds, and all of them. `remarks`: codes.
    """

    figures: Sequence[OnPage]
    use_run: tuple[str, str] | None
    budget: Relation | None
    families: tuple[int, int] | None
    remarks: Sequence[str]
    about: Sequence[str] = ()  # figures that a reader chose himself: questions on those come first


def choose(chosen: Chosen, shown: Shown, records: Records) -> list[Question]:
    """Return at most three questions, one of each label, the figures that differ most first."""
    found = occasions(chosen, shown)
    wanted = [_ASKED_BY[code] for code in shown.remarks if code in _ASKED_BY]
    asked = [question for question in records.questions if question.code in wanted]
    about = [
        *shown.about,
        *(question.indicator for question in asked),
        *(occasion.indicator for occasion in found),
        *(one.measure.indicator for one in shown.figures),
    ]
    rest = [question for question in records.questions if question not in asked]
    # those the remarks ask for stand first: among questions that always fit, the first is taken
    return questions_of.choose([*asked, *rest], found, list(dict.fromkeys(about)))


def occasions(chosen: Chosen, shown: Shown) -> list[Occasion]:
    """Return what the figures show: differences first, the largest before the smaller."""
    levels = [
        (one.measure.indicator, one.period)
        for one in shown.figures
        if one.figure.usable and one.measure not in (GROWTH, INDEX) and _differs(one)
    ]
    use = shown.figures[-1].measure.indicator
    changes = [(use, *shown.use_run)] if shown.use_run else []
    found = questions_of.occasions(chosen.cost, levels, changes)
    found += questions_of.of_budget(shown.budget)
    if index_and_growth(chosen):
        found.append(Occasion(GROWTH.indicator, "index_en_groei_verschillen"))
    if shown.families and 0 < shown.families[0] < shown.families[1]:
        found.append(Occasion("inkomensdeciel", "groepen_geteld"))
    return found


def _differs(one: OnPage) -> bool:
    """Say whether the page says that the figure differs from what it stands beside: chance alone is no question."""
    other = one.group_value if one.group_value is not None else one.country_value
    return other is not None and relation(one, other) in ("hoger", "lager")


def index_and_growth(chosen: Chosen) -> tuple[float, float] | None:
    """Return the report's index and growth of the year on the page where they tell another story; else None."""
    index = chosen.cost.comparable(INDEX.indicator, chosen.own, chosen.year)
    growth = chosen.cost.comparable(GROWTH.indicator, chosen.own, chosen.year)
    if index is None or growth is None or not tells_another_story(index, growth):
        return None
    return index, growth


def values(chosen: Chosen, shown: Shown) -> dict[str, object]:
    """Return what the placeholders of questions are filled in with."""
    pair = index_and_growth(chosen)
    holds, total = shown.families or (0, 0)
    start, end = shown.use_run or (chosen.start, chosen.end)
    return {
        "gemeente": chosen.own_name,
        "jaar": chosen.year,
        "periode": dutch.years(start, end),
        "index": dutch.index(pair[0]) if pair else "",
        "groei": told_growth(pair[1] if pair else None),
        "n": dutch.number_word(holds) if holds else "geen",
        "m": f"{dutch.number_word(total)} soorten",
    }
