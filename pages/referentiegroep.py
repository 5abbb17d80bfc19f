"""Met wie vergelijken?: choose a group, see what it does, test it, and keep it."""

import streamlit as st

from pages.ui.own import groups, panel, workplace
from pages.ui.referentiegroep import sections, tables, without
from pages.ui.referentiegroep import view as story_of
from pages.ui.site import frame, show
from pages.ui.site.visiting import saved_groups

with frame.page("referentiegroep") as page:
    own = page.gemeente()
    saved = saved_groups.of(page)
    with page.choices("Groep, cijfer en jaar"):
        group = sections.choose_group(page, own, saved)
        story = sections.choose_figure(page, own, group) if group else None

    if group is None or story is None:
        page.title(f"Met wie vergelijken we {page.name_of(own)}?")
        show.box("Kies een groep waarin gemeenten met cijfers staan.", "uitleg")
    elif len(group.codes) < 2:
        page.title(f"Met wie vergelijken we {page.name_of(own)}?")
        show.box(page.message("G1"))
    else:
        page.title(story_of.title(story))
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
        sections.links(page, group)

        if group.alike is not None:
            sections.alike(group, page.name_of)

        show.section(
            "Hangt het beeld af van één gemeente in de groep?",
            "De groep, steeds met een andere gemeente eruit",
            "toets",
        )
        show.text(without.text(story))
        if story.tested.without:
            show.chart(without.chart(story), key="zonder")
        show.table(tables.ways(story))

        others = tables.other_groups(story)
        if others is not None:
            show.section("Klopt het beeld ook met andere groepen?", anchor="andere")
            show.text(story_of.holding(story))
            show.table(others)
        show.caveats(story_of.caveats(story), gemeente=story.own_name)

    with st.expander("Eigen cijfers ernaast zetten"):
        panel.figures_panel(page, own)
    if group is not None:
        with st.expander("Deze groep bewaren of wijzigen"):
            groups.panel(page, group, saved)
    with st.expander("Uw werk bewaren of openen"):
        workplace.panel(page, own, group, frozenset(each.code for each in saved))
