"""The choosers of a group: kind, weights, members, figure. The Streamlit side of `referentiegroep`."""

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from metrics import catalogue
from metrics import figures as figures_of
from metrics.comparing.own_figures import OwnFigure
from metrics.errors import MetricsError
from metrics.groups import make, sensitivity
from metrics.groups.context import THEMES
from metrics.groups.make import DEFAULT_K, KINDS, Group, Request
from metrics.groups.value import How
from metrics.records import ReferenceGroup
from pages.ui.kaart import view
from pages.ui.referentiegroep import alike as referentiegroep_alike
from pages.ui.referentiegroep import view as referentiegroep
from pages.ui.referentiegroep.view import WAYS, GroupStory
from pages.ui.site import builds, show
from pages.ui.site.frame import Page

WEIGHTS = {"0": "telt niet mee", "0.5": "telt half", "1": "gewoon", "2": "telt dubbel", "3": "telt drie keer"}
NUMBERS = (5, 8, 10, 15, 20, 30)
_FIRST_KINDS = ("report", "statistical", "jeugdregio", "size", "neighbours", "own")


def choose_group(page: Page, own: str, saved: tuple[ReferenceGroup, ...]) -> Group | None:
    """Draw what makes a group and return it; None, with the reason on screen, where it cannot be made."""
    kinds = builds.group_kinds(own) | ({"saved": KINDS["saved"][0]} if saved else {})
    first = next(kind for kind in _FIRST_KINDS if kind in kinds)
    kind = page.choose("groep", "Vergelijk met", kinds, first)
    try:
        return make.build(page.facts, page.records, own, kind, _request(page, own, kind, saved))
    except MetricsError as error:
        show.box(error.message_nl)
        return None


def _request(page: Page, own: str, kind: str, saved: tuple[ReferenceGroup, ...]) -> Request:
    if kind == "statistical":
        return _alike(page)
    if kind == "own":
        others = {code: name for code, name in page.loaded.gemeenten.items() if code != own}
        return Request(members=page.choose_many("leden", "Gemeenten in de groep", others))
    if kind == "saved":
        options = {each.code: each.name for each in saved}
        return Request(saved=saved, name=page.choose("naam", "Bewaarde groep", options))
    if kind == "size":
        people = page.facts.observations
        years = sorted(people.loc[people["indicator"] == "inwoners_n", "year"].unique(), reverse=True)
        options = {str(year): f"1 januari {year}" for year in years}
        return Request(year=int(page.choose("datum", "Inwoners op", options)))
    return Request()


def _alike(page: Page) -> Request:
    known = builds.context_of_gemeenten()
    if known is None:
        return Request()
    asked = page.selection.params.get("k", "")
    most = len(known.table) - 1
    numbers = set(NUMBERS)
    if asked.isdecimal() and 1 <= int(asked) <= most:
        numbers.add(int(asked))
    elif asked:
        show.box(f"Er zijn {most} andere gemeenten. Kies een aantal van 1 tot en met {most}.")
    options = {str(n): f"{n} gemeenten" for n in sorted(numbers)}
    k = page.choose("k", "Hoeveel gemeenten", options, str(DEFAULT_K))
    with st.popover("Gewichten", use_container_width=False):
        show.text("Hoe zwaar telt elk onderwerp? Cijfers over jeugdhulp en lasten tellen nooit mee.")
        themes = dict.fromkeys(each.theme for each in known.variables)
        weights = {theme: float(page.choose(f"w_{theme}", THEMES[theme], WEIGHTS, "1")) for theme in themes}
    absent = set(THEMES) - set(themes)
    return Request(k=int(k), known=known, weights={**weights, **dict.fromkeys(absent, 0.0)})


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
