"""Do divisions coincide, on the page: in words for the own region and the country, the measures folded."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from metrics import dutch
from metrics.regions import congruence
from metrics.regions.congruence import Coincidence
from metrics.regions.meetings import TOGETHER, called
from pages.ui.parts import notices
from pages.ui.parts.tables import Table
from pages.ui.samenwerken import tables, words
from pages.ui.samenwerken.view import TogetherView
from pages.ui.site import show, sourced
from pages.ui.site.page import Page

YEAR = "indeling"
_IN_WORDS = (*TOGETHER, "provincie")


def divisions(page: Page) -> Mapping[int, Mapping[str, Mapping[str, str]]]:
    """Return every division by year, read once per build."""
    return page.loaded.kept("divisions", lambda: congruence.by_year(page.facts))


def draw(page: Page, view: TogetherView) -> None:
    """Draw how far the divisions of a year coincide."""
    every = divisions(page)
    counts = {year: len(found) for year, found in every.items() if len(found) > 1}
    if not counts:
        show.box(words.NO_PAIRS, "uitleg")
        return
    year = max(counts)
    if len(counts) > 1:
        with st.container(key="indeling_jaar"):
            listed = {str(each): str(each) for each in sorted(counts, reverse=True)}
            year = int(page.choose(YEAR, "Jaar van de indelingen", listed))
    own = every[year]
    one = next((name for name in _IN_WORDS if name in own), next(iter(own)))
    found = page.loaded.kept(("pairs", year), lambda: congruence.congruence(page.facts, year, one))
    said = page.loaded.kept(("pairs_said", year), lambda: _country(found, one))
    st.html(notices.bullets(own_region(view, one, own), *said))
    richest = max(counts, key=lambda each: (counts[each], each))
    if more := words.fewer(year, counts[year], richest, counts[richest]):
        show.text(more)
    with st.expander(words.measures_label(one, year)):
        show.text(words.MEASURES)
        show.table(page.loaded.kept(("pairs_table", year), lambda: _measures(page, found, year)))


def _measures(page: Page, found: pd.DataFrame, year: int) -> Table:
    rows = page.facts.sources
    ids = rows.loc[(rows["kind"] == "divisions") & rows["title"].str.contains(str(year)), "source_id"]
    return tables.measures(found, year, sourced.line(page.loaded, ids))


def _country(found: pd.DataFrame, one: str) -> list[str]:
    """Say of one division how far it coincides with every other that people know, in their order."""
    said = {}
    for row in found.to_dict("records"):
        a, b = str(row["a"]), str(row["b"])
        if one not in (a, b):
            continue
        here = Coincidence(*(row[field] for field in Coincidence._fields))
        if b == one:
            here = here._replace(
                nested_a_n=here.nested_b_n, regions_a_n=here.regions_b_n, regions_b_n=here.regions_a_n
            )
        other = a if b == one else b
        said[other] = words.coincides(one, other, here)
    return [said[name] for name in _IN_WORDS if name in said]


def own_region(view: TogetherView, one: str, divisions: Mapping[str, Mapping[str, str]]) -> str:
    """Say of the region of the gemeente in a division which regions of others are the same, hold it, or divide it."""
    mine = divisions[one]
    region = mine.get(view.code, "")
    if not region:
        return ""
    members = {code for code, each in mine.items() if each == region}
    same: list[str] = []
    within: list[str] = []
    apart: list[str] = []
    for name in _IN_WORDS:
        theirs = divisions.get(name, {})
        if name == one or not members <= theirs.keys():
            continue
        regions = {theirs[code] for code in members}
        whole = {code for code, each in theirs.items() if each in regions}
        (apart if len(regions) > 1 else same if whole == members else within).append(called(name))
    parts = [
        f"{verb} {dutch.names(found)}"
        for verb, found in (
            ("heeft dezelfde gemeenten als de", same),
            ("ligt helemaal in één", within),
            ("ligt verspreid over meer dan één", apart),
        )
        if found
    ]
    named = view.names.get(region, region)
    return f"De {called(one)} {named} {dutch.names(parts)}." if parts else ""
