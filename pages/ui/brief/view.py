"""*In het kort*: everything on the one-pager of a gemeente as one value, for screen, paper and documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from metrics.build import Build
from metrics.comparing import reasons, remarks
from metrics.comparing.comparison import Comparison
from metrics.comparing.measures import why_older
from metrics.comparing.picture import Picture, picture
from metrics.comparing.remarks import Remark
from metrics.comparing.sentences import holds as holding
from metrics.comparing.sentences import remarks as remark_words
from metrics.places.breaks import breaks, segments
from metrics.records import Records
from pages.ui.brief import country, explain, more, questions, trends, words
from pages.ui.brief import figures as figures_of
from pages.ui.brief.country import Among
from pages.ui.brief.explain import Explanation
from pages.ui.brief.figures import AllOf, OnPage
from pages.ui.brief.trends import Trend
from pages.ui.parts import notices
from pages.ui.site.builds import Loaded
from pages.ui.site.show import QUESTION_LABELS
from pages.ui.site.visiting import visit
from pages.ui.site.visiting.choosing import Chosen, compared_with
from pages.ui.site.visiting.selection import CBS, REPORT

# What goes for every gemeente; on the page folded, in the document in full.
_GENERAL = {REPORT: ("C1", "C4", "C20", "C17", "C22"), CBS: ("C1", "C3", "C5", "C19", "C17")}


class Works(Protocol):
    """What the one-pager is made from: a page on screen, or a build without one."""

    @property
    def loaded(self) -> Loaded:
        """The build with its names."""

    @property
    def build(self) -> Build:
        """The build itself."""

    @property
    def records(self) -> Records:
        """The shipped records."""

    @property
    def is_older(self) -> bool:
        """Whether an older version of the figures is shown."""


@dataclass(frozen=True)
class Brief:
    """The one-pager. Texts are Dutch and ready; empty where there is nothing to say."""

    name: str
    code: str
    year: str
    what: str  # what the year is the year of
    notice: str  # old figures, or a newer rekening that this gemeente did not deliver yet
    sentences: tuple[str, ...]
    figures: tuple[OnPage, ...]
    budget: str
    compared: str
    heaviest: str
    remarks: tuple[str, ...]
    trends: tuple[Trend, ...]
    holds: str
    picture: Picture
    difference: str
    reasons: tuple[Explanation, ...]
    questions: tuple[tuple[str, str], ...]
    not_here: str
    general: tuple[str, ...]
    source: str
    cost_source: str = ""  # of the lasten per inwoner alone
    awaited: str = ""  # which of the figures are not loaded; empty where all are
    cost: OnPage | None = None  # lasten per inwoner, also where that is not among the figures


def brief(page: Works, chosen: Chosen, today: date, codes: Sequence[str] = ()) -> Brief:
    """Return the one-pager of the chosen gemeente, as of `today` (which says what is old).

    `codes`: of the figures that a reader chose for the sheet (`more.offered`); empty: the four of *In het kort*.
    """

    def goes_with(one: tuple[str, str], other: tuple[str, str]) -> float | None:
        return country.association(page.loaded, chosen.source, one, other)

    four = cost, per_user, _, use = four_of(page, chosen)
    figures = more.picked(chosen, _all_of(page, chosen), four, codes, page.records)
    applying = remarks_of(chosen, figures, today)
    beside = _picture(page, chosen, cost)
    shown = questions.Shown(
        figures=four,
        use_run=_use_run(page, chosen.use, use),
        budget=words.budget_relation(chosen),
        families=beside.counted,
        remarks=[remark.code for remark in applying],
        about=[one.measure.indicator for one in figures if one not in four],
    )
    asked = questions.choose(chosen, shown, page.records)
    fill = questions.values(chosen, shown)
    return Brief(
        name=chosen.own_name,
        code=chosen.own,
        year=chosen.year,
        what="jaar van de lasten",
        notice=_notice(applying, page, _delivered(chosen)),
        sentences=words.lines(chosen, cost, use),
        figures=figures,
        awaited=reasons.awaited(
            [*(one.measure.title for one in figures if one.is_awaited), *explain.awaited(chosen)],
            is_older=page.is_older,
        ),
        budget=words.budget(chosen),
        compared=compared_with(chosen),
        heaviest=remark_words.heaviest(applying, page.records),
        remarks=remark_words.others(applying, page.records),
        trends=tuple(trends.trends(chosen, page.build.lineage, page.records, use.measure)),
        holds=holding.holds(beside, chosen.own_name, "de lasten per inwoner"),
        picture=beside,
        difference=explain.intro(cost),
        reasons=tuple(explain.reasons(chosen, cost, per_user, use, goes_with)),
        questions=tuple((QUESTION_LABELS[item.label], notices.fill(item.text, fill)) for item in asked),
        not_here=page.records.caveats["C23"].text,
        general=_general(page, chosen, cost),
        source=_source(chosen, figures),
        cost_source=chosen.cite(cost.figure.sources),
        cost=cost,
    )


def four_of(page: Works, chosen: Chosen) -> tuple[OnPage, OnPage, OnPage, OnPage]:
    """Return the four figures of the page, that of use with what chance can do."""
    return figures_of.four(chosen, _all_of(page, chosen))


def _all_of(page: Works, chosen: Chosen) -> AllOf:
    def found(indicator: str, period: str, decimals: int) -> Among:
        return country.among(page.loaded, chosen.source, indicator, period, decimals)

    return found


def remarks_of(chosen: Chosen, figures: tuple[OnPage, ...], today: date) -> tuple[Remark, ...]:
    """Return what must be said with the figures on the page, the one that weighs most first."""
    shown = [one.figure for one in figures]
    newest = {
        one.measure.indicator: max(
            (
                period
                for period in visit.official(chosen.cost.readings, chosen.own, one.measure.indicator)
                if ("H" in period) == ("H" in one.period)
            ),
            default="",
        )
        for one in figures
    }
    return remarks.together(shown, remarks.old(shown, newest, today))


def _notice(applying: tuple[Remark, ...], page: Works, delivered: str) -> str:
    old = next((remark for remark in applying if remark.code == "C21"), None)
    if old is None:
        return delivered
    return remark_words.old_figures(old, page.records, delivered, is_older_version=page.is_older)


def _delivered(chosen: Chosen) -> str:
    """Say that a newer rekening is loaded for the country but not delivered by this gemeente."""
    if chosen.source == REPORT:
        return ""
    cost = figures_of.COST.indicator
    readings, own = chosen.cost.readings, chosen.cost.own
    return why_older(readings, cost, own.code, chosen.own_name, figures_of.newest(chosen.cost, cost))


def _picture(page: Works, chosen: Chosen, cost: OnPage) -> Picture:
    """Ask every kind of group whether the gemeente stands beside it as it does beside the chosen group."""
    if chosen.source != CBS or chosen.group is None:
        return Picture(None)
    build, measure = page.build, cost.measure
    return picture(
        build.groups, build.readings, chosen.group, measure.indicator, cost.period, measure.decimals
    )


def _use_run(page: Works, comparison: Comparison, use: OnPage) -> tuple[str, str] | None:
    """Return the first and last half-year of use that no break divides; None for a single one."""
    indicator = use.measure.indicator
    periods = [
        each
        for each in comparison.readings.periods_of(indicator, comparison.own.code, "halfjaar")
        if each <= use.period
    ]
    runs = segments(periods, breaks("use", comparison.own.code, page.build.lineage))
    return (runs[-1][0], runs[-1][-1]) if runs and len(runs[-1]) > 1 else None


def _general(page: Works, chosen: Chosen, cost: OnPage) -> tuple[str, ...]:
    fill: Mapping[str, object] = {"gemeente": chosen.own_name, "jaar": chosen.year}
    codes = list(_GENERAL[chosen.source])
    texts = [notices.fill(page.records.caveats[code].text, fill) for code in codes]
    heaviest_is_general = page.records.caveats[remark_words.GENERAL].text
    return tuple(text for text in texts if text != heaviest_is_general or cost.figure.value is not None)


def _source(chosen: Chosen, figures: tuple[OnPage, ...]) -> str:
    """Return the sources of every figure on the page: of what stands beneath, and in the reasons, too."""
    shown = [one.figure for one in figures]
    if chosen.older is not None:
        shown.append(chosen.use.own_figure(chosen.older.indicator, chosen.older.end))
    index = (
        figures_of.index_beneath(chosen) if any(one.measure is figures_of.GROWTH for one in figures) else None
    )
    shown += [index] if index is not None else []
    said = [(each, chosen.year) for each in (words.PLAN, explain.WIDE)]
    said += [(each, chosen.income_period) for each in explain.DECILES]
    shown += [chosen.cost.own_figure(*each) for each in said]
    return chosen.cite(source for each in shown if each.value is not None for source in each.sources)
