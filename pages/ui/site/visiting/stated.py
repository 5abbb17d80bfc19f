"""What a gemeente states of itself in this visit: kept in the session alone, and in no address."""

import streamlit as st

from pages.ui.own.monitor import Statement

_KEY = "eigen_opgaven"  # a plain key of the session: it outlives a change of page and ends with the window


def statements() -> tuple[Statement, ...]:
    """Return the statements of this session."""
    found: tuple[Statement, ...] = st.session_state.get(_KEY, ())
    return found


def put(found: tuple[Statement, ...]) -> None:
    """Keep statements in this session, in place of those before."""
    st.session_state[_KEY] = found
