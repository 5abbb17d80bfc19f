"""The choosers of a group: kind, weights, members, figure. The Streamlit side of `referentiegroep`."""

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from metrics import catalogue
from metrics import figures as figures_of
from metrics.comparing.own_figures import OwnFigure
from metrics.errors import MetricsError
from metrics.groups import sensitivity
from metrics.groups.context import THEMES
from metrics.groups.make import DEFAULT_K, KINDS, Group
from metrics.groups.value import How
from metrics.records import ReferenceGroup
from pages.ui.kaart import view
from pages.ui.referentiegroep import alike as referentiegroep_alike
from pages.ui.referentiegroep import view as referentiegroep
from pages.ui.referentiegroep.view import WAYS, GroupStory
from pages.ui.site import builds, choosing, selection, show
from pages.ui.site.frame import Page

_WEIGHT_WORDS = ("telt niet mee", "telt half", "gewoon", "telt dubbel", "telt drie keer")
WEIGHTS = dict(zip(selection.WEIGHTS, _WEIGHT_WORDS, strict=True))
NUMBERS = (5, 8, 10, 15, 20, 30)
_FIRST_KINDS = ("report", "statistical", "jeugdregio", "size", "neighbours", "own")


def choose_group(page: Page, own: str, saved: tuple[ReferenceGroup, ...]) -> Group | None:
    """Draw what makes a group and return it; None, with the reason on screen, where it cannot be made."""
    kinds = builds.group_kinds(own) | ({"saved": KINDS["saved"][0]} if saved else {})
    first = next(kind for kind in _FIRST_KINDS if kind in kinds)
    kind = page.choose("groep", "Vergelijk met", kinds, first)
    _choosers(page, own, kind, saved)
    try:
        return choosing.group_of(page, own, kind, saved)
    except MetricsError as error:
        show.box(error.message_nl)
        return None


def _choosers(page: Page, own: str, kind: str, saved: tuple[ReferenceGroup, ...]) -> None:
    """Draw what else a kind asks for. Each writes to the address, where `choosing.group_of` reads it."""
    if kind == "statistical":
        _alike(page)
    if kind == "own":
        others = {code: name for code, name in page.loaded.gemeenten.items() if code != own}
        page.choose_many(selection.MEMBERS, "Gemeenten in de groep", others)
    if kind == "saved":
        page.choose(selection.SAVED, "Bewaarde groep", {each.code: each.name for each in saved})
    if kind == "size":
        options = {str(year): f"1 januari {year}" for year in choosing.size_years(page.facts)}
        page.choose(selection.ON_DATE, "Inwoners op", options)


def _alike(page: Page) -> None:
    known = builds.context_of_gemeenten()
    if known is None:
        return
    numbers = {*NUMBERS, page.selection.group.k}
    options = {str(n): f"{n} gemeenten" for n in sorted(numbers)}
    page.choose(selection.K, "Hoeveel gemeenten", options, str(DEFAULT_K))
    with st.popover("Gewichten", use_container_width=False):
        show.text("Hoe zwaar telt elk onderwerp? Cijfers over jeugdhulp en lasten tellen nooit mee.")
        for theme in dict.fromkeys(each.theme for each in known.variables):
            page.choose(selection.WEIGHT + theme, THEMES[theme], WEIGHTS, selection.ORDINARY_WEIGHT)


def choose_figure(page: Page, own: str, group: Group, entered: tuple[OwnFigure, ...]) -> GroupStory | None:
    """Draw what figure the group is looked at on, and return the story; None where nothing is loaded for it."""
    figures = page.figures
    if not page.loaded.has_cbs:
        figures = catalogue.with_report(figures, page.facts.report_cells)
    here = figures[figures["region"].isin([own, *group.codes])]
    atlas = view.atlas(here, page.records.indicators)
    if not atlas.titles:
        return None
    indicator = page.choose("fig", "Cijfer", atlas.titles)
    period = page.choose("periode", "Periode", atlas.periods[indicator])
    rows = figures_of.at(figures, indicator, period)
    ways = sensitivity.three_ways(rows, group.codes, own) if len(group.codes) > 1 else {}
    ordinary: How = next(iter(ways), "ratio_of_sums")
    if "ratio_of_sums" not in ways:
        ordinary = "median"
    how = _way(page, tuple(ways), ordinary)
    return GroupStory(
        own=own,
        group=group,
        indicator=page.records.indicators[indicator],
        period=period,
        how=how,
        ways=ways,
        figures=figures,
        entered=referentiegroep.entered_rows(entered, figures, own),
        name=page.name_of,
        cite=lambda sources: _source(page, sources),
        others=_others(own, group),
    )


def _way(page: Page, ways: tuple[How, ...], ordinary: How) -> How:
    if len(ways) < 2:
        return ordinary
    chosen = page.choose("hoe", "Groep opgeteld als", {how: WAYS[how] for how in ways}, ordinary)
    return next(how for how in ways if how == chosen)


def _others(own: str, group: Group) -> Mapping[str, tuple[str, ...]]:
    """The members of every kind of group that can be made for this gemeente; the chosen group as it was chosen."""
    found = {kind: builds.group(own, kind).codes for kind in builds.group_kinds(own) if kind != "own"}
    return {**found, group.kind: group.codes}


def _source(page: Page, sources: Iterable[str]) -> str:
    if not page.loaded.has_cbs:
        return "Eigenwijs transformeren (2021), zoals gedrukt"
    return builds.source_line(page.loaded, sources)


def links(group: Group) -> None:
    """Offer to change this group by hand, and to use it where gemeenten are compared."""
    query: dict[str, str] = {**st.query_params.to_dict(), "groep": "own", "leden": ",".join(group.codes)}
    kept: dict[str, str] = {key: query[key] for key in ("g", "groep", "leden") if key in query}
    with st.container(horizontal=True):
        if group.kind != "own":
            label = "Voeg een gemeente toe of laat er een weg"
            st.page_link("pages/referentiegroep.py", label=label, query_params=query)
        st.page_link(
            "pages/vergelijking.py",
            label="Gebruik deze groep bij Vergelijken",
            query_params=kept,
        )


def alike(group: Group, name: Callable[[str], str]) -> None:
    """Draw why these gemeenten are alike: how much and in what, the values behind it, and the choice itself."""
    show.section("Waarom lijken deze gemeenten op elkaar?", anchor="lijken")
    show.notes([text for text in [referentiegroep_alike.absent_text(group)] if text])
    show.table(referentiegroep_alike.neighbours_table(group, name))
    with st.expander("De kenmerken, en waar het verschil vandaan komt"):
        show.table(referentiegroep_alike.values_table(group, name))
        show.table(referentiegroep_alike.shares_table(group, name))
    show.table(referentiegroep_alike.choice_table(group))
