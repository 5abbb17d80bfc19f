"""The choosers of the map, and its drawing with a click that chooses: the Streamlit side of `kaart`."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from metrics import mapping
from pages.ui import blocks, cache, files, kaart
from pages.ui.charts import screen
from pages.ui.charts.spec_map import MapChart
from pages.ui.frame import Page
from pages.ui.kaart import MapStory
from pages.ui.outlines import Outline
from pages.ui.selection import GEMEENTE

_KEY = "kaart_figuur"
_PREFIX = {"gemeente": "GM", "jeugdregio": "JZ"}
_LONG = 200  # coordinates from here on go to the browser as bytes


@dataclass(frozen=True)
class Drawn:
    """What was chosen: the story, the outlines (empty: not loaded), and whether to show map or list."""

    story: MapStory
    outlines: Mapping[str, Outline]
    view: str


def choose(page: Page) -> Drawn | None:
    """Draw the choosers and return what they make; None where no figure is loaded at all."""
    gemeente = page.gemeente() if page.selection.gemeente else ""
    options = kaart.indicators(page.figures, page.records.indicators)
    if not options:
        return None
    indicator = page.choose("fig", "Cijfer", options)
    period = page.choose("periode", "Periode", kaart.periods(page.figures, indicator))
    level = "gemeente"
    if mapping.can_be_jeugdregios(page.figures, indicator, period) and not page.facts.memberships.empty:
        level = page.choose("vlak", "Gebied", kaart.LEVELS)
    found = cache.outlines(int(period[:4]), _PREFIX[level])
    view = page.choose("als", "Toon als", kaart.VIEWS, as_buttons=True) if found else "lijst"
    outlines, boundary_year = found if found else ({}, None)
    story = _story(page, indicator, period, level, gemeente, list(outlines), boundary_year)
    return Drawn(story, outlines, view)


def _story(
    page: Page,
    indicator: str,
    period: str,
    level: str,
    gemeente: str,
    drawn: list[str],
    boundary_year: int | None,
) -> MapStory:
    division_year, own = None, gemeente
    if level == "jeugdregio":
        members, division_year = mapping.jeugdregios(page.facts, boundary_year or int(period[:4])) or (
            {},
            None,
        )
        areas = mapping.of_jeugdregios(page.figures, indicator, period, members)
        own = next((code for code, inside in members.items() if gemeente in inside), "")
    else:
        codes = drawn or [code for code in page.loaded.gemeenten if _has_row(page, indicator, code)]
        areas = mapping.of_gemeenten(
            page.figures, indicator, period, codes, page.loaded.lineage, page.records.leads
        )
        own = next((code for code in codes if page.loaded.lineage.successor(code) == gemeente), "")
    rows = page.figures[(page.figures["indicator"] == indicator) & (page.figures["period"] == period)]
    return MapStory(
        indicator=page.records.indicators[indicator],
        period=period,
        level=level,
        areas=areas,
        name=page.name_of,
        source=cache.source_line(page.loaded, rows["source"]),
        own=gemeente if gemeente in drawn else own,
        boundary_year=boundary_year,
        division_year=division_year,
    )


def _has_row(page: Page, indicator: str, code: str) -> bool:
    return bool(((page.figures["region"] == code) & (page.figures["indicator"] == indicator)).any())


def draw(chart: MapChart, file_stem: str, *, chooses: bool) -> None:
    """Draw the map with its heading, files and table; with `chooses` a click on a gemeente chooses it."""
    addresses = files.addresses(chart, file_stem)
    with st.container(key="figuur_kaart", gap="xsmall"):
        st.html(blocks.chart_heading(chart.title, chart.subtitle))
        st.plotly_chart(
            compact(screen.figure(chart)),
            theme=None,
            alt=chart.alt,
            key=_KEY,
            config=screen.CONFIG,
            on_select=_clicked if chooses else "ignore",
            selection_mode="points",
        )
        st.html(blocks.chart_foot(chart, addresses))


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


def _clicked() -> None:
    """Choose the gemeente that was clicked (the callback runs before the page does)."""
    points = st.session_state[_KEY]["selection"]["points"]
    code = clicked_code(points[0].get("customdata")) if points else ""
    if code:
        st.query_params[GEMEENTE] = code


def clicked_code(customdata: object) -> str:
    """Return the gemeente code that a point carries; empty for anything else."""
    first = customdata[0] if isinstance(customdata, list | tuple) and customdata else customdata
    return first if isinstance(first, str) and first.startswith("GM") else ""
