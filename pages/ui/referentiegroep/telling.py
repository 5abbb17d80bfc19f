"""What is said of a group once it is chosen: its figures, and whether the picture holds. Drawn, not decided, here."""

from collections.abc import Callable

import streamlit as st

from metrics.groups.make import Group
from pages.ui.own import groups
from pages.ui.referentiegroep import alike as alike_of
from pages.ui.referentiegroep import tables, without
from pages.ui.referentiegroep import view as story_of
from pages.ui.referentiegroep.view import GroupStory
from pages.ui.site import show
from pages.ui.site.page import Page
from pages.ui.site.visiting import links, selection


def told(page: Page, story: GroupStory) -> None:
    """Draw who is in the group and why, with their figures."""
    group = story.group
    show.text(*story_of.why(story))
    for remark in story_of.remarks(story):
        show.box(remark)
    show.notes([*group.notes, *filter(None, [story_of.missing(story)])])
    show.section("De gemeenten en hun cijfers", anchor="cijfers")
    show.cards(story_of.cards(story), is_older=page.is_older)
    show.table(tables.members(story))
    written = groups.why(group, page.name_of)
    if written is not None:
        with st.expander("Waarom deze gemeenten?"):
            show.table(written)
    _links(page, group)
    if group.alike is not None:
        _alike(group, page.name_of, is_older=page.is_older)


def tried(story: GroupStory) -> None:
    """Draw whether the picture rests on one gemeente, and whether it holds with other groups."""
    show.section(
        "Hangt het beeld af van één gemeente in de groep?",
        "De groep, steeds met een andere gemeente eruit",
        "toets",
    )
    show.text(without.text(story))
    with st.container(key="groep_zonder"):  # beside each other on paper
        if story.tested.without:
            show.chart(without.chart(story), key="zonder", half=True)
        show.table(tables.ways(story))

    others = tables.other_groups(story)
    if others is not None:
        show.section("Klopt het beeld ook met andere groepen?", anchor="andere")
        show.text(story_of.holding(story))
        show.table(others)
    show.caveats(story_of.caveats(story), gemeente=story.own_name)


def _links(page: Page, group: Group) -> None:
    """Offer to change this group by hand, and to use it where gemeenten are compared."""
    by_hand = {selection.KIND: "own", selection.MEMBERS: ",".join(group.codes)}
    with st.container(horizontal=True, key="verder"):
        if group.kind != "own":
            label = "Voeg een gemeente toe of laat er een weg"
            query: dict[str, str] = {**page.address, **by_hand}
            links.draw("referentiegroep", label, query)
        links.draw(
            "vergelijking",
            "Gebruik deze groep bij Vergelijken",
            page.visit(**{selection.KIND: group.kind, selection.SAVED: group.name}),
        )


def _alike(group: Group, name: Callable[[str], str], *, is_older: bool) -> None:
    """Draw why these gemeenten are alike: how much and in what, the values behind it, and the choice itself."""
    show.section("Waarom lijken deze gemeenten op elkaar?", anchor="lijken")
    told = (alike_of.absent_text(group, is_older=is_older), alike_of.left_out_text(group, name))
    show.notes([text for text in told if text])
    show.table(alike_of.neighbours_table(group, name))
    with st.expander("De kenmerken, en waar het verschil vandaan komt"):
        show.table(alike_of.values_table(group, name))
        show.table(alike_of.shares_table(group, name))
    show.table(alike_of.choice_table(group))
