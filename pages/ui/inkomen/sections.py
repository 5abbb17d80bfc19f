"""How *Inkomen en lage inkomens* is put on the page: the only module of it that draws."""

import streamlit as st

from pages.ui.inkomen import charts, tables, words
from pages.ui.inkomen.view import LEVELS, IncomeView, Places
from pages.ui.site import show
from pages.ui.site.page import Page
from pages.ui.site.visiting.choosing import Chosen


def view_of(page: Page, chosen: Chosen) -> IncomeView:
    """Return what the page shows of a choice."""
    readings = page.build.readings

    def all_of(indicator: str, period: str, decimals: int) -> Places:
        return page.loaded.kept(
            ("income_places", indicator, period, decimals),
            lambda: readings.positions(indicator, period, decimals),
        )

    return IncomeView(chosen, readings, page.name_of, all_of)


def levels(view: IncomeView) -> None:
    """Draw the deciles and incomes of the group, and what a decile is; on paper beside each other (print.css)."""
    with st.container(key="inkomen_eerst"):
        show.table(tables.table(view))
        show.text(*words.EXPLANATION)


def distributions(page: Page, view: IncomeView) -> None:
    """Draw the place of the gemeente and its group among all gemeenten; say once what is not loaded."""
    if any(view.newest(figure.indicator) for figure in LEVELS):
        show.section("Waar staan deze gemeenten tussen alle gemeenten?", anchor="verdeling")
    for figure in LEVELS:
        period = view.newest(figure.indicator)
        if not period:
            continue
        show.text(words.place(view, figure, period))
        show.chart(charts.distribution(view, figure, period), key=figure.indicator)
    show.text(words.not_loaded(view, is_older=page.is_older))


def beside(view: IncomeView) -> None:
    """Draw income beside lasten and use."""
    for number, chart in enumerate(charts.scatters(view)):
        show.chart(chart, key=f"naast{number}")
