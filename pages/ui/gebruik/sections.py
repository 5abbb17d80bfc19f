"""How *Gebruik van jeugdhulp* is put on the page: what it reads from the build, and its sections."""

from collections.abc import Mapping

import streamlit as st

from metrics import dutch
from metrics.comparing import areas, ranking
from metrics.comparing import questions as questions_of
from metrics.comparing.leading import NATURA, WITHOUT_STAY
from metrics.comparing.ranking import Position
from metrics.use import usual
from pages.ui.gebruik import bands, charts, words
from pages.ui.gebruik.view import MEASURES, NATURA_STAY, TRAITS, WITH_STAY, UseView
from pages.ui.parts.loaded_figures import newest_of
from pages.ui.site import show, sourced
from pages.ui.site.page import Page
from pages.ui.site.visiting import bar, choosing, visit, visit_group


def choose(page: Page) -> UseView:
    """Draw the choosers of a gemeente and a group; return the figures of the gemeente."""
    code = page.gemeente()
    loaded, grid = page.loaded, page.build.readings.grid

    def all_of(indicator: str, period: str) -> tuple[Mapping[str, Position], tuple[float, float] | None]:
        def made() -> tuple[Mapping[str, Position], tuple[float, float] | None]:
            values = ranking.comparable(grid, indicator, period)
            return page.build.readings.positions(indicator, period, 1), usual.middle(values.values())

        return loaded.kept(("use_places", indicator, period), made)

    bar.said(page, bar.on_cbs(page))
    group = None
    if page.build.groups.ordinary(code) is not None:
        with page.choices("Groep"):
            group = visit_group.choose_said(page, code)
    return UseView(
        code=code,
        name=page.name_of(code),
        jeugdregio=loaded.kept(("use_region", code), lambda: areas.jeugdregio_of(page.facts, code)),
        build=page.build,
        readings=page.build.readings_with_report,
        names=loaded.names,
        all_of=all_of,
        cite=lambda sources: sourced.line(loaded, sources),
        members=group.codes if group else (),
        limit=visit.limit(page.selection, page.build.readings, code, page.loaded.reported),
    )


def require_figures(page: Page, view: UseView) -> None:
    """End the page for a gemeente without any figure, with the message that says what is loaded."""
    if not any(view.halves(indicator) for indicator in MEASURES):
        choosing.page_without_figures(page, view.code)


def said_first(view: UseView) -> None:
    """Draw what must be said before the figures are used."""
    for warning in words.warnings(view, view.build.records):
        show.box(warning)
    show.text(*words.notes(view, view.build.records))


def series(view: UseView, indicator: str, key: str, *, half: bool = False) -> None:
    """Draw the half-years of a share, or say why there are none; `half`: it is printed beside another."""
    drawn = charts.chart(view, indicator)
    if drawn is not None:
        show.chart(drawn, key=key, half=half)
    elif view.halves(indicator):
        show.text(words.one_moment(view, indicator))
    elif not view.is_awaited(indicator):
        show.box(view.why_none(indicator), kind="uitleg", title=f"{MEASURES[indicator].title}.")


def told(view: UseView, indicator: str) -> None:
    """Say how a share went and whether it is unusual: above its chart, so that a sheet of paper is filled."""
    if view.halves(indicator):
        show.text(
            *words.trend(view, indicator),
            words.among_others(view, indicator),
            words.in_group(view, indicator),
        )


def margin(view: UseView, indicator: str) -> None:
    """Draw both bands of a share, or why there are none."""
    if not view.halves(indicator):
        return
    table = bands.table(view, indicator)
    if table is None:
        why = bands.why_not(view, indicator)
        if why:
            show.box(why, kind="uitleg", title="Toevalsmarge.")
    else:
        show.table(table)


def traits(view: UseView) -> None:
    """Draw what is published of the young people with jeugdzorg; nothing where none of it is loaded."""
    table = newest_of(view.beside, TRAITS, "Over de jongeren met jeugdzorg", view.build.records, view.cite)
    if table is not None:
        show.section("Wie krijgt jeugdzorg?", "Leeftijd, en hoeveel soorten hulp een jongere heeft", "wie")
        show.table(table)


def close(view: UseView) -> None:
    """Draw the questions that the series raise, and what to keep in mind with these figures."""
    records = view.build.records
    runs = words.asked_about(view)
    chosen = questions_of.choose(records.questions, words.occasions(view), [WITHOUT_STAY, WITH_STAY])
    period = dutch.years(*next(iter(runs.values()))) if runs else ""
    show.questions(chosen, {"gemeente": view.name, "periode": period})
    show.caveats(words.caveats(view), gemeente=view.name)


def natura(page: Page, view: UseView) -> None:
    """Draw all jeugdhulp in natura, of young people under 18, where it is loaded: another measure than the rest."""
    if not view.newest(NATURA):
        return
    show.section("Alle jeugdhulp in natura, tot 18 jaar", page.records.caveats["C16"].text, "natura")
    told(view, NATURA)
    left, right = st.columns(2, gap="large")
    with left:
        series(view, NATURA, "natura", half=True)
    with right:
        series(view, NATURA_STAY, "natura_verblijf", half=True)
    margin(view, NATURA)
