"""A field in which a person writes words of their own: on the session alone, never in an address or a log."""

import streamlit as st

from pages.ui.parts import notices
from pages.ui.site.page import Page

_FIELD, _TYPED = "_vrij_", "vrij_"  # the field goes with its page; what was typed stays the whole visit


def area(
    page: Page,
    label: str,
    name: str,
    *,
    longest: int,
    hint: str | None = None,
    height: int | None = None,
    labelled: bool = True,
) -> str:
    """Draw a field of free text and return what stands in it, also after a change of page.

    `name`: of the text within the visit; `longest`: in characters. `hint`: where the warning that no child or family
    may be recognised stands above already, stands in the field as long as it is empty; None: it is drawn beneath.
    `labelled`: False where the question stands above the field already; a screen reader hears the label all the same.
    """
    st.session_state.setdefault(_FIELD + name, typed(name))
    found = st.text_area(
        label,
        key=_FIELD + name,
        max_chars=longest,
        height=height or "content",
        placeholder=hint or None,
        label_visibility="visible" if labelled else "collapsed",
        on_change=_keep,
        args=(name,),
    )
    if hint is None:
        warning(page)
    return found or ""


def line(label: str, name: str, *, longest: int, help_text: str = "") -> str:
    """Draw a field of one line and return what stands in it, as `area` does; the caller draws the warning beside it."""
    st.session_state.setdefault(_FIELD + name, typed(name))
    found = st.text_input(
        label, key=_FIELD + name, max_chars=longest, help=help_text or None, on_change=_keep, args=(name,)
    )
    return found or ""


def warning(page: Page) -> None:
    """Say what may never be written in a free field."""
    st.html(notices.small(page.message("U2")))


def typed(name: str) -> str:
    """Return what was typed in the field of that name in this visit."""
    return str(st.session_state.get(_FIELD + name, st.session_state.get(_TYPED + name, "")))


def put(name: str, text: str) -> None:
    """Fill the field of that name, as when a file is opened."""
    st.session_state[_TYPED + name] = text
    st.session_state.pop(_FIELD + name, None)


def _keep(name: str) -> None:
    st.session_state[_TYPED + name] = st.session_state[_FIELD + name]
