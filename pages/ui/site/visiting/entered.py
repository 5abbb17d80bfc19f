"""An analyst's own figures of this session: kept nowhere else, in no address, and in the build that its pages read."""

import streamlit as st

from metrics import dutch
from metrics.comparing import own_figures
from metrics.comparing.own_figures import KINDS, OwnFigure
from metrics.figures import ENTERED, ENTERED_MARK
from pages.ui.site.builds import Loaded

_FIGURES = (
    "eigen_cijfers"  # a plain key of the session: it outlives a change of page and ends with the window
)
_WITH = "_cijfers_met_eigen_opgave"
_NAMED = 3


def figures() -> tuple[OwnFigure, ...]:
    """Return the own figures of this session."""
    found: tuple[OwnFigure, ...] = st.session_state.get(_FIGURES, ())
    return found


def put(found: tuple[OwnFigure, ...]) -> None:
    """Keep own figures in this session, in place of those before."""
    st.session_state[_FIGURES] = found
    st.session_state.pop(_WITH, None)


def on(loaded: Loaded) -> Loaded:
    """Return the build with the own figures of this session in place of the official ones.

    It is kept with the session and never among the builds that visitors share.
    """
    own = _counted()
    if not own:
        return loaded
    key = loaded.facts.build_id, own
    kept = st.session_state.get(_WITH)
    if kept is None or kept[0] != key or kept[1].store is not loaded.store:
        build = loaded.build
        rows = own_figures.as_figures(own, build.computed, build.facts.observations)
        kept = key, Loaded(store=loaded.store, build=build.with_own(rows))
        st.session_state[_WITH] = kept
    found: Loaded = kept[1]
    return found


def _counted() -> tuple[OwnFigure, ...]:
    return tuple(each for each in figures() if not each.is_forecast)


def said(loaded: Loaded) -> str:
    """Say above a page which figures are the analyst's own; empty where there are none."""
    own = _counted()
    if not own:
        return ""
    listed = [
        f"{loaded.names.get(each.region, each.region)} {each.year} ({KINDS[each.kind]})" for each in own
    ]
    more = len(listed) - _NAMED
    who = dutch.names(listed) if more <= 0 else f"{', '.join(listed[:_NAMED])} en nog {more}"
    return f"{dutch.capital(ENTERED)} {ENTERED_MARK} telt mee in dit venster, niet van het CBS en in geen link: {who}."
