"""*In het kort*: everything on the one-pager of a gemeente as one value, for screen, paper and documents."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from metrics.comparing import remarks as applicable
from metrics.comparing.comparison import Comparison
from metrics.comparing.remarks import Remark
from metrics.groups.robustness import Relation
from metrics.numbers import bands
from metrics.places.breaks import breaks, segments
from pages.ui.gemeente import country as gemeente_country
from pages.ui.gemeente import explain, groups, words
from pages.ui.gemeente import figures as gemeente_figures
from pages.ui.gemeente import questions as gemeente_questions
from pages.ui.gemeente import remarks as gemeente_remarks
from pages.ui.gemeente import trends as gemeente_trends
from pages.ui.gemeente.country import Among
from pages.ui.gemeente.explain import Reason
from pages.ui.gemeente.figures import OnPage
from pages.ui.gemeente.groups import Counted
from pages.ui.gemeente.trends import Trend
from pages.ui.parts import notices
from pages.ui.site import analysis, builds
from pages.ui.site.choosing import Chosen
from pages.ui.site.frame import Page
from pages.ui.site.show import QUESTION_LABELS

# What goes for every gemeente; on the page folded, in the document in full.
_GENERAL = {"rapport": ("C1", "C4", "C20", "C17", "C22"), "cbs": ("C1", "C3", "C5", "C19", "C17")}


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
    reasons_missing: tuple[str, ...]  # per figure: why it is missing or not ranked
    budget: str
    compared: str
    heaviest: str
    remarks: tuple[str, ...]
    trends: tuple[Trend, ...]
    holds: str
    families: tuple[Counted, ...]
    relation: Relation
    difference: str
    reasons: tuple[Reason, ...]
    questions: tuple[tuple[str, str], ...]
    not_here: str
    general: tuple[str, ...]
    source: str


def brief(page: Page, chosen: Chosen, today: date) -> Brief:
    """Return the one-pager of the chosen gemeente, as of `today` (which says what is old)."""

    def all_of(indicator: str, period: str, decimals: int) -> Among:
        return gemeente_country.among(page.loaded, chosen.source, indicator, period, decimals)

    def goes_with(one: tuple[str, str], other: tuple[str, str]) -> float | None:
        return gemeente_country.association(page.loaded, chosen.source, one, other)

    figures = gemeente_figures.four(chosen, all_of)
    cost, per_user, _, use = figures
    remarks = applicable.applicable(
        on_page(page, chosen, figures, today), page.loaded.lineage, page.records.leads
    )
    relation, families = _families(chosen, cost)
    shown = gemeente_questions.Shown(
        figures=figures,
        use_run=_use_run(page, chosen.use, use),
        budget=words.budget_relation(chosen),
        families=_counted(families) if not _about_equal(cost) else None,
        remarks=[remark.code for remark in remarks],
    )
    asked = gemeente_questions.choose(chosen, shown, page.records)
    fill = gemeente_questions.values(chosen, shown)
    return Brief(
        name=chosen.own_name,
        code=chosen.own,
        year=chosen.year,
        what="jaar van de lasten",
        notice=_notice(remarks, page, _delivered(page, chosen)),
        sentences=words.lines(chosen, cost, use, _chance(page, use)),
        figures=figures,
        reasons_missing=tuple(gemeente_figures.why_missing(one, page.message) for one in figures),
        budget=words.budget(chosen),
        compared=words.compared_with(chosen),
        heaviest=gemeente_remarks.heaviest(remarks, page.records),
        remarks=gemeente_remarks.others(remarks, page.records),
        trends=tuple(gemeente_trends.trends(chosen, page.loaded.lineage, page.records, use.measure)),
        holds=groups.summary(families, chosen.own_name, relation, about=_about_equal(cost)),
        families=tuple(families),
        relation=relation,
        difference=explain.intro(cost),
        reasons=tuple(explain.reasons(chosen, cost, per_user, use, goes_with)),
        questions=tuple((QUESTION_LABELS[item.label], notices.fill(item.text, fill)) for item in asked),
        not_here=page.records.caveats["C23"].text,
        general=_general(page, chosen, cost),
        source=_source(page, chosen, figures),
    )


def on_page(page: Page, chosen: Chosen, figures: tuple[OnPage, ...], today: date) -> applicable.OnPage:
    """Return what the page shows, as the choice of remarks looks at it."""
    shown = {one.measure.indicator: (one.period, one.figure) for one in figures}
    per_user, use = figures[1], figures[3]
    counts = {
        "jongeren_met_jeugdzorg": per_user.figure.denominator,
        "jongeren_zonder_verblijf": use.figure.numerator,
    }
    share = gemeente_country.among(page.loaded, chosen.source, "wijkteam_aandeel", per_user.period, 0)
    newest = {
        one.measure.indicator: gemeente_figures.newest(
            chosen.cost, one.measure.indicator, halves="H" in one.period
        )
        for one in figures
    }
    return applicable.OnPage(
        code=chosen.own,
        name=chosen.own_name,
        figures=shown,
        today=today,
        newest=newest,
        counts={name: count for name, count in counts.items() if count is not None},
        inhabitants_n=gemeente_country.inhabitants(page.loaded, chosen.own),
        wijkteam=share.positions.get(chosen.own),
        flags=gemeente_country.flags(page.loaded, chosen.own) if chosen.source == "cbs" else (),
    )


def _notice(remarks: tuple[Remark, ...], page: Page, delivered: str) -> str:
    old = next((remark for remark in remarks if remark.code == "C21"), None)
    return gemeente_remarks.old_figures(old, page.records, delivered) if old else delivered


def _delivered(page: Page, chosen: Chosen) -> str:
    """Say that a newer rekening is loaded for the country but not delivered by this gemeente."""
    cost = gemeente_figures.COST.indicator
    country = [
        each for each in chosen.cost.periods(cost) if chosen.cost.value(cost, "NL01", each) is not None
    ]
    newest = max(country, default="")
    own = gemeente_figures.newest(chosen.cost, cost)
    if chosen.source == "rapport" or not newest or newest <= own:
        return ""
    return page.message("L5", gemeente=chosen.own_name, jaar=newest)


def _families(chosen: Chosen, cost: OnPage) -> tuple[Relation, list[Counted]]:
    """Count in which kinds of groups the gemeente is lower, or higher, as it is beside the chosen group."""
    members = [place.code for place in chosen.cost.members]
    beside = cost.group if cost.group is not None else _middle(cost)
    if not cost.is_comparable or cost.figure.value is None or beside is None or len(members) < 2:
        return "lager", []
    asked = groups.question(cost.figure.value, beside)
    others = gemeente_country.other_groups(chosen.own) if chosen.source == "cbs" else {}
    return asked, groups.counted(
        cost.among, cost.measure.indicator, chosen.own, members, others, asked, cost.measure.decimals
    )


def _counted(families: list[Counted]) -> tuple[int, int] | None:
    """Return in how many kinds of groups the picture holds, and of how many; None where nothing was counted."""
    return (sum(each.holds for each in families), len(families)) if families else None


def _about_equal(cost: OnPage) -> bool:
    """Say whether the gemeente and its group are about equal: then 'lower' or 'higher' is hardly a picture."""
    if cost.group is None:
        return False
    return words.relation(cost, cost.group) in ("even hoog", "ongeveer even hoog")


def _middle(cost: OnPage) -> float | None:
    """Return the middle of the members, where the group has no figure of all together."""
    return statistics.median(cost.others) if cost.others else None


def _use_run(page: Page, comparison: Comparison, use: OnPage) -> tuple[str, str] | None:
    """Return the first and last half-year of use that no break divides; None for a single one."""
    indicator = use.measure.indicator
    periods = [
        each for each in comparison.periods(indicator)
        if "H" in each and each <= use.period and comparison.has(indicator, each)
    ]  # fmt: skip
    runs = segments(periods, breaks("use", comparison.own.code, page.loaded.lineage))
    return (runs[-1][0], runs[-1][-1]) if runs and len(runs[-1]) > 1 else None


def _chance(page: Page, use: OnPage) -> words.Chance:
    """Return between which percentages the use of this gemeente lies by chance; None where no count is known."""
    found = analysis.bands(page.loaded)
    if found.empty or use.figure.numerator is None:
        return None
    rows = found[(found["region"] == use.code) & (found["period"] == use.period)]
    rows = rows[
        (rows["indicator"] == use.measure.indicator) & (rows["refusal"] == str(bands.BandRefusal.NONE))
    ]
    if rows.empty:
        return None
    return float(rows["chance_low_pct"].iloc[0]), float(rows["chance_high_pct"].iloc[0])


def _general(page: Page, chosen: Chosen, cost: OnPage) -> tuple[str, ...]:
    fill: Mapping[str, object] = {"gemeente": chosen.own_name, "jaar": chosen.year}
    codes = list(_GENERAL[chosen.source])
    texts = [notices.fill(page.records.caveats[code].text, fill) for code in codes]
    heaviest_is_general = page.records.caveats[gemeente_remarks.GENERAL].text
    return tuple(text for text in texts if text != heaviest_is_general or cost.figure.value is not None)


def _source(page: Page, chosen: Chosen, figures: tuple[OnPage, ...]) -> str:
    if chosen.source == "rapport":
        return chosen.source_line
    sources = [one.figure.source for one in figures if one.figure.source]
    return builds.source_line(page.loaded, sources)
