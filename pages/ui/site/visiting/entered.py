"""An analyst's own figures of this session: kept nowhere else, in no address, and in the build that its pages read."""

from dataclasses import dataclass

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


@dataclass(frozen=True, eq=False)
class OwnOfSession:
    """The own figures of one session that count on its pages. What was made with them goes when this goes."""

    figures: tuple[OwnFigure, ...]


def figures() -> tuple[OwnFigure, ...]:
    """Return the own figures of this session."""
    found: tuple[OwnFigure, ...] = st.session_state.get(_FIGURES, ())
    return found


def put(found: tuple[OwnFigure, ...]) -> None:
    """Keep own figures in this session, in place of those before."""
    st.session_state[_FIGURES] = found
    st.session_state.pop(_WITH, None)


def of_session() -> OwnOfSession | None:
    """Return the own figures of this session that count on its pages; None where there are none."""
    own = _counted()
    if not own:
        return None
    found: OwnOfSession | None = st.session_state.get(_WITH)
    if found is None or found.figures != own:
        found = st.session_state[_WITH] = OwnOfSession(own)
    return found


def on(loaded: Loaded, own: OwnOfSession | None) -> Loaded:
    """Return the build with own figures in place of the official ones.

    Nobody gets it but who has these own figures: others have theirs, equal or not. It goes with the session, with the
    build, or where others were asked for since: then it is made anew.
    """
    if own is None:
        return loaded
    build = loaded.build
    return loaded.with_own(
        own,
        lambda: build.with_own(own_figures.as_figures(own.figures, build.computed, build.facts.observations)),
    )


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
