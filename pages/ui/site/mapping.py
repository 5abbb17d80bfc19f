"""A drawn map whose areas can be clicked, for every page that has one: the Streamlit side."""

from collections.abc import Callable

import streamlit as st

from pages.ui.charts import screen
from pages.ui.charts.screen.drawn import DrawnChart
from pages.ui.charts.spec.map import MapChart
from pages.ui.parts import blocks, notices
from pages.ui.site import embedding, provenance
from pages.ui.site.serving import files, naming
from pages.ui.site.visiting import entered, keyed
from pages.ui.site.visiting.selection import GEMEENTE


def draw(
    chart: MapChart, key: str, file_stem: str, choose: Callable[[str], None] | None, *, height_px: int = 0
) -> None:
    """Draw a map with its legend and files; a click on an area calls `choose` with its code.

    The legend stands beside the map, or under one that is given a height of its own: that one stands beside a table.
    """
    told = provenance.current()
    addresses = files.addresses(chart, naming.stem(file_stem), told)
    website = embedding.fold(chart, key, told, with_own=bool(entered.figures()))
    figure = screen.figure(chart)
    if height_px:
        figure = {**figure, "layout": {**figure["layout"], "height": height_px}}
    with st.container(key=f"figuur_{key}", gap="xsmall"):
        if height_px:
            # the map is the first of the page with a heading of its own
            st.html(notices.hidden_section(blocks.FIGURES) + blocks.chart_heading(chart.title, ""))
            drawing, legend = st.container(), st.container()
        else:
            legend, drawing = st.columns([1, 3])
        with drawing:
            if choose is not None:
                clickable(figure, chart.alt, f"{key}_figuur", choose)
            else:
                st.plotly_chart(
                    DrawnChart(figure),
                    theme=None,
                    alt=chart.alt,
                    key=f"{key}_figuur_gebied",
                    config=screen.CONFIG,
                )
        legend.html(blocks.map_legend(chart))
        st.html(blocks.chart_foot(chart, addresses, with_table=False, half=bool(height_px), website=website))


def choose_gemeente(code: str) -> None:
    """Put a gemeente that was clicked in the address."""
    st.query_params[GEMEENTE] = code


def clickable(figure: screen.Figure, alt: str, key: str, choose: Callable[[str], None]) -> None:
    """Draw a map; a click on a gemeente calls `choose` with its code, before the page runs again."""

    def clicked() -> None:
        points = st.session_state[key]["selection"]["points"]
        if points and (code := clicked_code(points[0].get("customdata"))):
            choose(code)

    st.plotly_chart(
        DrawnChart(figure),
        theme=None,
        alt=alt,
        key=key,
        config=screen.CONFIG,
        on_select=clicked,
        selection_mode="points",
    )
    keyed.first_time(key, clicked)


def clicked_code(customdata: object) -> str:
    """Return the gemeente code that a point carries; empty for anything else."""
    first = customdata[0] if isinstance(customdata, list | tuple) and customdata else customdata
    return first if isinstance(first, str) and first.startswith("GM") else ""
