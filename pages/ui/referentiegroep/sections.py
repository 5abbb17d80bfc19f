"""The choosers of a group: kind, weights, members, figure. The Streamlit side of *Met wie vergelijken?*."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from metrics.comparing import own_figures
from metrics.comparing.own_figures import OwnFigure
from metrics.comparing.reading import Readings
from metrics.errors import MetricsError
from metrics.groups import sensitivity
from metrics.groups.context import THEMES
from metrics.groups.families import families
from metrics.groups.make import DEFAULT_K, Group, Request
from metrics.groups.robustness import Asked, Vote, votes
from metrics.groups.value import MIN_MEMBERS, How, group_value
from metrics.records import ReferenceGroup
from pages.ui.parts.atlas import atlas as figures_of
from pages.ui.referentiegroep import alike as alike_of
from pages.ui.referentiegroep.view import WAYS, GroupStory
from pages.ui.site import builds, show
from pages.ui.site.frame import Page

WEIGHTS = {"0": "telt niet mee", "0.5": "telt half", "1": "gewoon", "2": "telt dubbel", "3": "telt drie keer"}
NUMBERS = (5, 8, 10, 15, 20, 30)


def choose_group(page: Page, own: str, saved: tuple[ReferenceGroup, ...]) -> Group | None:
    """Draw what makes a group and return it; None, with the reason on screen, where it cannot be made."""
    groups = page.build.groups
    kinds = groups.available(own, saved=bool(saved))
    ordinary = groups.ordinary(own)
    kind = page.choose("groep", "Vergelijk met", kinds, ordinary.kind if ordinary else "own")
    try:
        return builds.group(page.loaded, own, kind, _request(page, own, kind, saved))
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
        chosen = page.choose("datum", "Inwoners op", options)
        return Request(year=None if chosen == next(iter(options)) else int(chosen))
    return Request()


def _alike(page: Page) -> Request:
    known = page.build.groups.context
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
    changed = {theme: weight for theme, weight in weights.items() if weight != 1.0}
    return Request(k=int(k), weights={**weights, **dict.fromkeys(absent, 0.0)} if changed else None)


def choose_figure(page: Page, own: str, group: Group, entered: tuple[OwnFigure, ...]) -> GroupStory | None:
    """Draw what figure the group is looked at on, and return the story; None where nothing is loaded for it."""
    build = page.build
    readings = build.readings if build.has_cbs else build.readings_of_report
    atlas = figures_of(readings.grid, page.records.indicators, [own, *group.codes])
    if not atlas.titles or len(group.codes) < MIN_MEMBERS:
        return None
    indicator = page.choose("fig", "Cijfer", atlas.titles)
    period = page.choose("periode", "Periode", atlas.periods[indicator])
    ways = sensitivity.three_ways(readings.grid, indicator, period, group.codes, own)
    ordinary: How = "ratio_of_sums" if "ratio_of_sums" in ways or not ways else "median"
    how = _way(page, tuple(ways), ordinary)
    story = GroupStory(
        own=own,
        group=group,
        indicator=page.records.indicators[indicator],
        period=period,
        how=how,
        readings=readings,
        entered=_entered(page, own, entered),
        name=page.name_of,
        ways=ways,
        cite=lambda sources: _source(page, sources),
        records=page.records,
    )
    return replace(story, votes=_votes(page, story))


def _votes(page: Page, story: GroupStory) -> tuple[Vote, ...]:
    """Ask every kind of group what is seen beside this one; the ordinary way of adding up, as on every page."""
    beside = group_value(
        story.readings.grid, story.indicator.code, story.period, story.group.codes, story.how, own=story.own
    )
    relation = story.side_of(beside.value)
    if relation is None:
        return ()
    tried = families(page.build.groups, story.own, story.group)
    asked = Asked(relation, story.indicator.decimals)
    return votes(story.readings.grid, story.indicator.code, story.period, story.own, tried, asked)


def _entered(page: Page, own: str, entered: tuple[OwnFigure, ...]) -> Readings | None:
    """Return the own figures of this gemeente beside the official ones; None: none were entered."""
    mine = [each for each in entered if each.region == own]
    if not mine:
        return None
    return Readings.of_frame(own_figures.as_figures(mine, page.build.computed))


def _way(page: Page, ways: tuple[How, ...], ordinary: How) -> How:
    if len(ways) < 2:
        return ways[0] if ways else ordinary
    chosen = page.choose("hoe", "Groep opgeteld als", {how: WAYS[how] for how in ways}, ordinary)
    return next(how for how in ways if how == chosen)


def _source(page: Page, sources: Iterable[str]) -> str:
    if not page.build.has_cbs:
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
    show.notes([text for text in [alike_of.absent_text(group)] if text])
    show.table(alike_of.neighbours_table(group, name))
    with st.expander("De kenmerken, en waar het verschil vandaan komt"):
        show.table(alike_of.values_table(group, name))
        show.table(alike_of.shares_table(group, name))
    show.table(alike_of.choice_table(group))
