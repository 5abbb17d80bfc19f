"""How *Uw jeugdregio* is put on the page: what it reads from the build, and its sections."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from metrics.comparing import areas
from metrics.comparing.areas import AreaValue
from metrics.comparing.leading import Limit
from pages.ui.charts.spec.map import MapChart
from pages.ui.parts import notices
from pages.ui.regio import charts, documents, tables, words
from pages.ui.regio import view as views
from pages.ui.regio.view import RegionView
from pages.ui.site import builds, mapping, show, sourced
from pages.ui.site.page import Page
from pages.ui.site.serving import publisher
from pages.ui.site.visiting import bar, choosing, links, visit

T = TypeVar("T")
_MAP_PX = 380
MAP = "regiokaart"


def choose(page: Page) -> RegionView:
    """Draw the chooser of a gemeente; return its region. Ends the page where no region or no figure is known."""
    code = page.gemeente()
    loaded, build = page.loaded, page.build
    readings = build.readings_with_report
    region = loaded.kept(("jeugdregio_of", code), lambda: areas.jeugdregio_of(page.facts, code))
    division = loaded.kept(
        "jeugdregio_members", lambda: areas.members(page.facts, "jeugdregio", areas.NEWEST)
    )
    everyone, year = division if division else ({}, None)

    def all_of(indicator: str, period: str) -> Mapping[str, AreaValue]:
        return loaded.kept(
            ("jeugdregios", indicator, period),
            lambda: views.all_regions(readings, build, everyone, indicator, period),
        )

    def made(limit: Limit) -> RegionView:
        now = {build.country.successor(each) or each for each in everyone.get(region, ())}
        return RegionView(
            code=code,
            region=region,
            members=tuple(sorted(now, key=lambda each: (loaded.names.get(each, each), each))),
            division_year=year if now else None,
            build=build,
            readings=readings,
            names=loaded.names,
            all_of=all_of,
            cite=lambda sources: sourced.line(loaded, sources),
            limit=limit,
        )

    bar.said_without_group(page, visit.NO_GROUP_IN_REGION)
    limit = visit.limit(page.selection, build.readings, code, page.loaded.reported)
    found = loaded.kept(("regio", code, limit), lambda: made(limit))
    if not region:
        page.stop(lambda: _no_region(page, found))
    if not found.measures:
        choosing.page_without_figures(page, code)
    return found


def _kept(page: Page, view: RegionView, what: str, make_it: Callable[[], T]) -> T:
    """Return a table or chart of the page, made once per build, gemeente and year of the visit."""
    return page.loaded.kept(("regio", what, view.code, view.limit), make_it)


def _no_region(page: Page, view: RegionView) -> None:
    page.title(words.title(view))
    show.empty("L15", gemeente=view.name)
    with st.container(key="verder"):
        links.draw("bronnen", "Bronnen en versies", page.visit())


def differs(page: Page, view: RegionView) -> None:
    """Draw what the gemeente differs in from its region, beside the map of the region."""
    for warning in words.warnings(view, page.records):
        show.box(warning)
    show.text(words.refusal(view))
    measure = view.leading
    if measure is None:  # a page without figures ended before
        return
    chart = region_map(page, view)
    if chart is None:
        show.table(_kept(page, view, "differs", lambda: tables.differs(view)))
        return
    with st.container(key="regio_eerst"):
        left, right = st.columns([2, 1], gap="medium")
    with left:
        show.table(_kept(page, view, "differs", lambda: tables.differs(view)))
    with right:
        stem = f"jeugdregio {view.region_name} kaart"
        mapping.draw(chart, MAP, stem, mapping.choose_gemeente, height_px=_MAP_PX)


def region_map(page: Page, view: RegionView) -> MapChart | None:
    """Return the map of the region in the figure that leads; None where there is nothing to draw."""
    measure = view.leading
    if measure is None or not view.others:
        return None
    found = builds.outlines(page.loaded, int(measure.period[:4]), "GM")
    if not found or not charts.drawn_codes(view, found[0]):
        return None
    return _kept(page, view, "map", lambda: charts.region_map(view, measure, *found))


def members(page: Page, view: RegionView) -> None:
    """Draw who is in the region, how large they are and what their figures are."""
    show.text(words.spread(view))
    key = f"members {page.address}"
    show.table(_kept(page, view, key, lambda: tables.members(view, lambda code: page.url(g=code))))


def among_regions(page: Page, view: RegionView) -> None:
    """Draw the region beside the others, and its development through the years."""
    if view.members:  # else the table above says the same
        show.table(_kept(page, view, "regions", lambda: tables.regions(view)))

    drawn = lines(page, view)
    if not drawn:
        show.text(words.NO_LINES)
        return
    for place, (indicator, chart) in zip(st.columns(len(drawn), gap="large"), drawn, strict=True):
        with place:
            show.chart(chart, key=line_name(indicator), half=len(drawn) > 1)


def lines(page: Page, view: RegionView) -> list[tuple[str, charts.Trend]]:
    """Return the region through the years: indicator and chart, of those that have two periods."""

    def made() -> list[tuple[str, charts.Trend]]:
        return [(each, chart) for each in view.lines if (chart := charts.line(view, each)) is not None]

    return _kept(page, view, "lines", made)


def line_name(indicator: str) -> str:
    """Return what a line is called, on the page and in the address of its picture."""
    return f"regio_{indicator}"


def history(page: Page, view: RegionView) -> None:
    """Draw membership by year, folded away where nothing changed."""
    if len(view.divisions) > 1:
        with st.expander("Jeugdregio per jaar", expanded=bool(view.moved)):
            show.table(_kept(page, view, "history", lambda: tables.history(view)))


def close(page: Page, view: RegionView, *, with_example: bool) -> None:
    """Draw what documents say of the region, folded, and what to keep in mind."""
    told = documents.told(view, page.records.regions)
    if told:
        with st.expander(documents.LABEL):
            show.text(documents.INTRO)
            st.html(notices.bullets(*told))
            report = publisher.report_link(publisher.current(), page.place)
            if report:
                st.html(notices.link(documents.CORRECT, report))
            else:
                query = {**page.visit(), "deel": "fout"}
                with st.container(key="verder"):
                    links.draw("over", documents.CORRECT, query)
    always = notices.in_time(words.CAVEATS, (each.period for each in view.measures))
    show.caveats((*always, *(("C24",) if with_example else ())), gemeente=view.name)
