"""Widgets whose value the address decides, and the one moment at which the visitor's own value goes first.

The address is the truth: on every run such a widget is set from it, and a choice is written to it by a callback.
Once a session is lost (the server was restarted, a laptop slept) the next choice arrives in the first run of a
new session. That session knows no callbacks yet, and a widget that is set before it is read loses the choice. So
the first time that a session draws a widget it is not set: what the browser sent is read, and where it differs
from what the address says it is written to the address, and the page starts again.

That holds until one choice was followed or a page was drawn to its end (`settle`). From then on what the browser
still sends of the lost page is older than the address: a widget that is drawn later shows what the address says.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_DRAWN = "_drawn"
_SETTLED = "_settled"
_SEEN = "_seen"


def draw(
    widget: Callable[..., Any],
    key: str,
    value: object,
    write: Callable[[str], None],
    *,
    start: Mapping[str, Any],
    **shown: Any,
) -> None:
    """Draw a widget under `key` that shows `value`; a choice is handed on by `write(key)`.

    `start`: how the widget is told its value where it is not set through its key (`index` or `default`).
    `shown`: what else the widget is drawn with. A choice of a lost session ends this run: the page starts again.
    """
    if not is_first(key):
        st.session_state[key] = value
        widget(key=key, on_change=write, args=(key,), **shown)
        return
    widget(key=key, on_change=write, args=(key,), **{**shown, **start})
    _drawn().add(key)
    given = st.session_state[key]
    if given != value and not _is_back():
        write(key)
        settle()
        st.rerun()


def follow(key: str, value: str) -> None:
    """Set a widget that is not written to the address to what the address says, each time that says something else.

    To be called before the widget is drawn. What was typed stays while the address stays.
    """
    seen = st.session_state.get(f"{key}{_SEEN}")
    if seen is not None and seen != value:
        st.session_state[key] = value
    st.session_state[f"{key}{_SEEN}"] = value


def settle() -> None:
    """From here on the address is the truth in this session: a choice was followed, or a page stands there whole."""
    st.session_state[_SETTLED] = True


def is_first(key: str) -> bool:
    """Say whether what a widget holds is what the browser sent from a lost session: it may be a choice."""
    return _SETTLED not in st.session_state and key not in _drawn()


def first_time(key: str, write: Callable[[], None]) -> None:
    """Hand on what a widget without a value of the address (a map that is clicked) holds in a new session.

    To be called after the widget was drawn; `write` is its callback.
    """
    if is_first(key):
        _drawn().add(key)
        before = st.query_params.to_dict()
        write()
        if st.query_params.to_dict() != before:
            settle()
            st.rerun()


def _drawn() -> set[str]:
    found: set[str] = st.session_state.setdefault(_DRAWN, set())
    return found


def _is_back() -> bool:
    """Back or Forward in a new session: the browser sends the values of the page that is left."""
    ctx = get_script_run_ctx()
    return ctx is not None and ctx.is_history_navigation
