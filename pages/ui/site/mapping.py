"""A drawn map whose areas can be clicked, for every page that has one: the Streamlit side."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from pages.ui.charts import screen
from pages.ui.site.visiting import keyed

_LONG = 200  # coordinates from here on go to the browser as bytes


def clickable(figure: screen.Figure, alt: str, key: str, choose: Callable[[str], None]) -> None:
    """Draw a map; a click on a gemeente calls `choose` with its code, before the page runs again."""

    def clicked() -> None:
        points = st.session_state[key]["selection"]["points"]
        if points and (code := clicked_code(points[0].get("customdata"))):
            choose(code)

    st.plotly_chart(
        compact(figure),
        theme=None,
        alt=alt,
        key=key,
        config=screen.CONFIG,
        on_select=clicked,
        selection_mode="points",
    )
    keyed.first_time(key, clicked)


def compact(figure: screen.Figure) -> screen.Figure:
    """Return a figure whose long lines are arrays of numbers: they go to the browser as bytes, unchecked one by one.

    A gap in a line (None) becomes NaN. Four bytes are enough for a thousandth of a degree.
    """
    traces = [
        {key: np.array(value, dtype=np.float32) if key in ("x", "y") and len(value) > _LONG else value
         for key, value in trace.items()}
        for trace in figure["data"]
    ]  # fmt: skip
    return {**figure, "data": traces}


def clicked_code(customdata: object) -> str:
    """Return the gemeente code that a point carries; empty for anything else."""
    first = customdata[0] if isinstance(customdata, list | tuple) and customdata else customdata
    return first if isinstance(first, str) and first.startswith("GM") else ""
