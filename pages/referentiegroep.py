"""Met wie vergelijken?: choose a group, see what it does, test it, and keep it."""

import streamlit as st

from pages.ui.own import groups, panel, workplace
from pages.ui.referentiegroep import sections, telling
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
        telling.told(page, story)
        telling.tried(story)

    with st.expander("Eigen cijfers ernaast zetten"):
        panel.figures_panel(page, own)
    if group is not None:
        with st.expander("Deze groep bewaren of wijzigen"):
            groups.panel(page, group, saved)
    with st.expander("Uw werk bewaren of openen"):
        workplace.panel(page, own, group, frozenset(each.code for each in saved))
