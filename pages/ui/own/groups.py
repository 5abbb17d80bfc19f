"""Saving, changing and removing a group: the form on *Met wie vergelijken?*. On a public site there is none."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st

from metrics.groups.make import Group
from metrics.records import ReferenceGroup
from pages.ui.parts.tables import Column, Row, Table
from pages.ui.site import builds, free_text, public, saved_here, show
from pages.ui.site.page import Page
from pages.ui.site.visiting.selection import KIND, SAVED

_SAID = "_groep_gezegd"  # what was done, said in the page that follows
_NONE: Mapping[str, str] = MappingProxyType({})
FOR_EVERYBODY = (
    "Wat u bewaart, ziet iedereen die deze installatie gebruikt, en iedereen kan het wijzigen of weghalen. "
    "De groep komt in een bestand in de gegevensmap. Dat bestand kunt u ook zelf wijzigen."
)

FIXED = "Deze groep hoort bij Eigenwijzer en is hier niet te wijzigen. U kunt haar wel onder een eigen naam bewaren."


def panel(page: Page, group: Group, saved: tuple[ReferenceGroup, ...]) -> None:
    """Draw the form that saves this group; of a saved one the form that changes it and what removes it."""
    if public.is_public():
        show.text("Op deze openbare site kunt u niets bewaren. De groep staat in de link van deze pagina.")
        return
    said = st.session_state.pop(_SAID, "")
    if said:
        show.box(said, "goed")
    show.text(FOR_EVERYBODY)
    known = next((each for each in saved if group.name and each.code == group.name), None)
    if known is not None and not saved_here.can_change(known):
        show.text(FIXED)
        known = None
    if known is None:
        _form(page, group.codes, None, "Bewaar deze groep")
        return
    _form(page, known.members, known, "Bewaar de wijziging")
    _removal(known)


def why(group: Group, name: Callable[[str], str]) -> Table | None:
    """Return why each gemeente is in the group, where somebody wrote that down."""
    rows: list[Row] = [
        {"naam": name(code), "waarom": group.reasons[code]} for code in group.codes if code in group.reasons
    ]
    if not rows:
        return None
    columns = (Column("naam", "Gemeente"), Column("waarom", "Waarom in deze groep?"))
    return Table("Waarom elk van deze gemeenten", columns, tuple(rows), row_header="naam")


def _form(page: Page, members: tuple[str, ...], known: ReferenceGroup | None, label: str) -> None:
    old = known.code if known else "nieuw"
    with st.form(f"groep_bewaren_{old}"):
        name = st.text_input("Naam van de groep", known.name if known else "", max_chars=80)
        if known is not None:
            # a former gemeente that was typed in the file stays in the list under its own name
            options = {**page.loaded.gemeenten, **{code: page.name_of(code) for code in members}}
            members = tuple(
                st.multiselect(
                    "Gemeenten in de groep", list(options), list(members), format_func=options.__getitem__
                )
            )
        reason = st.text_input("Waarom deze gemeenten?", known.reason if known else "", max_chars=300)
        author = st.text_input("Opgesteld door", known.author if known else "", max_chars=80)
        free_text.warning(page)
        if not st.form_submit_button(label):
            return
    reasons = {code: text for code, text in known.reasons.items() if code in members} if known else _NONE
    new = ReferenceGroup(
        code=known.code if known else saved_here.code_of_group(name),
        name=name, case=known.case if known else "", members=members, reasons=reasons, kind="own", source="",
        reason=reason, author=author,
    )  # fmt: skip
    try:
        path = saved_here.save_group(page.loaded, new, known.code if known else "")
    except builds.KNOWN_ERRORS as error:
        show.box(error.message_nl, "fout")
        return
    st.session_state[_SAID] = page.message("A3", bestand=f"own/{path.name}")
    st.rerun()


def _removal(known: ReferenceGroup) -> None:
    sure = st.checkbox(f"Haal '{known.name}' weg, voor iedereen", key=f"_weg_{known.code}")
    if not st.button("Haal deze groep weg", disabled=not sure):
        return
    try:
        path = saved_here.remove_group(known.code)
    except builds.KNOWN_ERRORS as error:
        show.box(error.message_nl, "fout")
        return
    st.session_state[_SAID] = (
        f"De groep '{known.name}' is weg. Het bestand zoals het was, staat nog in own/{path.name}."
    )
    for param in (KIND, SAVED):
        st.query_params.pop(param, None)
    st.rerun()
