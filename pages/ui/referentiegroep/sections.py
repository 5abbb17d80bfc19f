"""The choosers of a group: kind, weights, members, figure. The Streamlit side of *Met wie vergelijken?*."""

import streamlit as st

from metrics.comparing.picture import picture
from metrics.comparing.sentences.holds import WAYS
from metrics.errors import MetricsError
from metrics.groups import sensitivity
from metrics.groups.context import THEMES
from metrics.groups.make import DEFAULT_K, Group
from metrics.groups.value import MIN_MEMBERS, How
from metrics.records import ReferenceGroup
from pages.ui.parts.atlas import atlas as figures_of
from pages.ui.referentiegroep.view import GroupStory
from pages.ui.site import show, sourced
from pages.ui.site.page import Page
from pages.ui.site.visiting import asked_group, bar, saved_groups, selection, visit

_WEIGHT_WORDS = ("telt niet mee", "telt half", "gewoon", "telt dubbel", "telt drie keer")
WEIGHTS = dict(zip(selection.WEIGHTS, _WEIGHT_WORDS, strict=True))
NUMBERS = (5, 8, 10, 15, 20, 30)


def choose_group(page: Page, own: str, saved: tuple[ReferenceGroup, ...]) -> Group | None:
    """Draw what makes a group and return it; None, with the reason on screen, where it cannot be made."""
    kind = choose_kind(page, own, saved)
    _choosers(page, own, kind, saved)
    try:
        return asked_group.group_of(page, own, kind, saved)
    except MetricsError as error:
        if {selection.KIND, selection.MEMBERS} & page.selection.params.keys():
            with page.answer:
                show.box(error.message_nl)
        return None  # nobody asked for a group, and none can be made: the page says to choose one


def choose_kind(page: Page, own: str, saved: tuple[ReferenceGroup, ...]) -> str:
    """Draw the chooser of a kind of group and return the kind (metrics.groups.make.KINDS)."""
    groups = page.build.groups
    kinds = groups.available(own, saved=bool(saved))
    ordinary = groups.ordinary(own)
    kind = bar.choose_kind(page, own, kinds, ordinary.kind if ordinary else "own")
    bar.said(page, bar.on_cbs(page))
    return kind


def _choosers(page: Page, own: str, kind: str, saved: tuple[ReferenceGroup, ...]) -> None:
    """Draw what else a kind asks for. Each writes to the address, where `asked_group.group_of` reads it."""
    if kind == "statistical":
        _alike(page)
    if kind == "own":
        others = {code: name for code, name in page.loaded.gemeenten.items() if code != own}
        page.choose_many(selection.MEMBERS, "Gemeenten in de groep", others)
    if kind == "saved":
        saved_groups.choose(page, saved)
    if kind == "size":
        options = {str(year): f"1 januari {year}" for year in asked_group.size_years(page.facts)}
        asked = str(page.selection.group.year or "")
        near = visit.nearest(asked, options) if asked else next(iter(options))
        line = visit.other_year(page.name_of(own), asked, options[near])
        bar.choose(
            page, selection.ON_DATE, "Inwoners op", options, next(iter(options)), instead=near, line=line
        )


def _alike(page: Page) -> None:
    known = page.build.groups.context
    if known is None:
        return
    numbers = {*NUMBERS, page.selection.group.k}
    options = {str(n): f"{n} gemeenten" for n in sorted(numbers)}
    page.choose(selection.K, "Hoeveel gemeenten", options, str(DEFAULT_K))
    with st.expander("Gewichten"):
        show.text("Hoe zwaar telt elk onderwerp? Cijfers over jeugdhulp en lasten tellen nooit mee.")
        for theme in dict.fromkeys(each.theme for each in known.variables):
            page.choose(selection.WEIGHT + theme, THEMES[theme], WEIGHTS, selection.ORDINARY_WEIGHT)


def choose_figure(page: Page, own: str, group: Group) -> GroupStory | None:
    """Draw what figure the group is looked at on, and return the story; None where nothing is loaded for it."""
    build = page.build
    readings = build.readings_or_report
    atlas = figures_of(readings.grid, page.records.indicators, [own, *group.codes])
    if not atlas.titles or len(group.codes) < MIN_MEMBERS:
        return None
    indicator = page.choose("fig", "Cijfer", atlas.titles)
    period = bar.choose_period(page, own, indicator, atlas.periods[indicator], readings)
    ways = sensitivity.three_ways(readings.grid, indicator, period, group.codes, own)
    ordinary: How = "ratio_of_sums" if "ratio_of_sums" in ways or not ways else "median"
    how = _way(page, tuple(ways), ordinary)
    decimals = page.records.indicators[indicator].decimals
    return GroupStory(
        own=own,
        group=group,
        indicator=page.records.indicators[indicator],
        period=period,
        how=how,
        readings=readings,
        name=page.name_of,
        ways=ways,
        cite=lambda sources: sourced.line_or_report(page.loaded, sources),
        records=page.records,
        picture=picture(build.groups, readings, group, indicator, period, decimals),
        limit=visit.limit(page.selection, readings, own, page.loaded.reported),
    )


def _way(page: Page, ways: tuple[How, ...], ordinary: How) -> How:
    if len(ways) < 2:
        return ways[0] if ways else ordinary
    chosen = page.choose("hoe", "Groep opgeteld als", {how: WAYS[how] for how in ways}, ordinary)
    return next(how for how in ways if how == chosen)
