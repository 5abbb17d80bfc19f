"""The work file on a page: 'Uw werk bewaren of openen', and 'Bewaar uw antwoorden' with its opener at a form.

One file, whichever page saves it: it holds all that the visit has, and opens again here and elsewhere.
"""

from collections.abc import Callable

import streamlit as st

from metrics.errors import MetricsError
from metrics.groups.make import BY_HAND, Group, Request
from metrics.records import ReferenceGroup
from pages.ui.documents import spreadsheet
from pages.ui.own import work
from pages.ui.own.panel import known_of
from pages.ui.own.work import Work, WorkGroup
from pages.ui.site import builds, free_text, saved_here, show
from pages.ui.site.page import Page
from pages.ui.site.visiting import answered, asked_group, entered, stated
from pages.ui.site.visiting.selection import ANSWERS, GEMEENTE, KIND, MEMBERS, ON_DATE, SAVED, WEIGHT, YEAR, K

NOTES = "werk_notities"
SHEET = "blad_"  # and the code of the gemeente: notes for its sheet of *Gesprek voorbereiden*
_ROUND = "_werk_ronde"
_SAID = "_werk_gezegd"


def panel(page: Page, own: str, group: Group | None, saved: frozenset[str]) -> None:
    """Draw the notes, the button that saves the work, and the upload that opens it. `saved`: codes of saved groups."""
    said_before()
    show.text(
        "In een bestand: uw gemeente, de groep, het jaar, uw eigen cijfers, uw notities (ook die van 'Gesprek "
        "voorbereiden') en uw antwoorden in formulieren. Het opent hier of bij een andere Eigenwijzer. Het staat "
        "alleen bij u; wij bewaren het niet."
    )
    notes = free_text.area(page, "Notities", NOTES, longest=work.LONGEST_NOTES)
    made = _work(page, own, notes)
    _save(page, own, "Bewaar uw werk", lambda: _with_group(page, made, group))
    _uploader(page, "Open uw werk", lambda: saved)


def save_answers(page: Page, own: str) -> None:
    """Draw the button that saves the answers, in a file with all else that the visit has."""
    # what the session holds is read now: the file is made later, by a thread that knows no session
    made = _work(page, own, free_text.typed(NOTES))
    _save(page, own, "Bewaar uw antwoorden", lambda: _with_group(page, made, _asked(page, own)))


def open_answers(page: Page) -> None:
    """Draw the upload that opens answers saved before, with all else that is in the file."""
    show.text(
        "Een bestand dat u hier of op 'Met wie vergelijken?' bewaarde. Het vervangt wat nu in het formulier staat."
    )
    _uploader(page, "Open uw antwoorden", lambda: frozenset(each.code for each in _saved(page)))


def said_before() -> None:
    """Say what came of a file that was opened just now."""
    for said in st.session_state.pop(_SAID, ()):
        show.box(said, "uitleg")


def _saved(page: Page) -> tuple[ReferenceGroup, ...]:
    return saved_here.saved_groups(page.loaded).groups


def _asked(page: Page, own: str) -> Group | None:
    """Return the group that the visit asks for; None: it asks for none, or for one that cannot be made."""
    kind = page.selection.group.kind
    if kind is None:
        return None
    try:
        return asked_group.group_of(page, own, kind, _saved(page) if kind == "saved" else ())
    except MetricsError:
        return None


def _save(page: Page, own: str, label: str, make: Callable[[], Work]) -> None:
    st.download_button(
        label,
        data=lambda: work.text(make()).encode(),
        file_name=spreadsheet.stem("werk", page.name_of(own)) + work.SUFFIX,
        mime="application/json",
    )


def _uploader(page: Page, label: str, saved: Callable[[], frozenset[str]]) -> None:
    number = st.session_state.setdefault(_ROUND, 0)
    upload = st.file_uploader(label, type=["json"], key=f"_werk_{number}")
    if upload is not None:
        _open(page, upload.getvalue(), saved())


def _with_group(page: Page, made: Work, group: Group | None) -> Work:
    """Return the work with the group in it."""
    if group is None:
        return made
    asked = page.selection.group
    kept = WorkGroup(
        kind=group.kind,
        members=list(group.codes),
        name=group.name,
        title=group.title[:200],
        k=asked.k if group.kind == "statistical" else None,
        weights=dict(asked.weights) if group.kind == "statistical" else {},
        year=asked.year if group.kind == "size" else None,
    )
    return made.model_copy(update={"group": kept})


def _work(page: Page, own: str, notes: str) -> Work:
    return Work(
        data_version=page.facts.data_version,
        gemeente=own,
        year=page.selection.params.get(YEAR, ""),
        figures=work.figures_of(entered.figures()),
        notes=notes,
        monitor=work.statements_of(stated.statements()),
        sheet=free_text.typed(SHEET + own),
        answers=work.answers_of(answered.given(page.records.forms.values(), own)),
    )


def _open(page: Page, data: bytes, saved: frozenset[str]) -> None:
    try:
        found = work.read(data, known_of(page), page.facts.data_version, page.records)
    except work.WorkError as error:
        show.box(str(error), "fout")
        return
    address, remarks = _address(page, found.work, saved)
    entered.put(found.figures)
    free_text.put(NOTES, found.work.notes)
    free_text.put(SHEET + found.work.gemeente, found.work.sheet)
    stated.put(found.statements)
    forms = page.records.forms
    answered.put(forms.values(), found.work.gemeente, found.answers)
    if page.name in forms:
        mine = answered.to_address(found.work.gemeente, answered.kept(page.name, found.work.gemeente))
        address |= {ANSWERS: mine} if mine else {}
    st.session_state[_ROUND] += 1  # a new uploader has forgotten its file: it is opened once
    st.session_state[_SAID] = ("Uw werk is geopend.", *found.remarks, *remarks)
    st.query_params.from_dict(address)
    st.rerun()


def _address(page: Page, opened: Work, saved: frozenset[str]) -> tuple[dict[str, str], list[str]]:
    """Return the address that the work asks for here, and what of its group is different here."""
    found = {GEMEENTE: opened.gemeente, **({YEAR: opened.year} if opened.year else {})}
    group = opened.group
    if group is None:
        return found, []
    by_hand = {KIND: "own", MEMBERS: ",".join(group.members)}
    if group.kind == "own":
        return {**found, **by_hand}, []
    if group.kind == "saved":
        if group.name in saved:
            return {**found, KIND: "saved", SAVED: group.name}, []
        called = group.title or "zonder naam"
        return {**found, **by_hand}, [
            f"De bewaarde groep ({called}) staat hier niet. U ziet dezelfde gemeenten als eigen keuze."
        ]
    asked = {KIND: group.kind}
    asked |= {K: str(group.k)} if group.k else {}
    asked |= {ON_DATE: str(group.year)} if group.year else {}
    asked |= {WEIGHT + theme: f"{weight:g}" for theme, weight in group.weights.items()}
    return {**found, **asked}, _differs(page, opened, group)


def _differs(page: Page, opened: Work, group: WorkGroup) -> list[str]:
    """Say that a kind of group has other members here than when the work was saved, or cannot be made here."""
    if group.kind in BY_HAND:
        return []
    request = Request(k=group.k or Request().k, weights=group.weights or None, year=group.year)
    try:
        here = builds.group(page.loaded, opened.gemeente, group.kind, request)
    except MetricsError as error:
        return [f"De groep van dit werk is hier niet te maken: {error.message_nl}"]
    if set(here.codes) == set(group.members):
        return []
    gone = len(set(group.members) - set(here.codes))
    return [
        f"De groep is hier anders samengesteld: {gone} van de {len(group.members)} gemeenten staan er niet in."
    ]
