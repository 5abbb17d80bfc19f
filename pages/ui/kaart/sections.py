"""The choosers of the map, and its drawing with a click that chooses: the Streamlit side of `kaart`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from metrics import dutch
from metrics.comparing import areas, measures
from metrics.comparing.reading import Readings
from pages.ui.charts.outlines import Outline
from pages.ui.charts.spec.map import MapChart
from pages.ui.kaart import view as kaart
from pages.ui.kaart.view import MapStory
from pages.ui.parts import blocks
from pages.ui.parts.atlas import atlas as atlas_of
from pages.ui.site import builds, mapping, show, sourced
from pages.ui.site.page import Page
from pages.ui.site.visiting import bar, links, visit
from pages.ui.site.visiting.selection import WHERE

_COUNTRY = "nl"
_PREFIX = {"gemeente": "GM", "jeugdregio": "JZ"}
# nobody asked for a map or a list: a wide screen shows the map, a narrow one the list (style/page.css)
BOTH = "kaart en lijst"
_AFTER = "na-de-lijst"


@dataclass(frozen=True)
class MapChoice:
    """What was chosen: the story, the outlines (empty: not loaded), and whether to show map or list or `BOTH`."""

    story: MapStory
    outlines: Mapping[str, Outline]
    view: str


def choose(page: Page) -> MapChoice | None:
    """Draw the choosers and return what they make; None where no figure is loaded at all."""
    gemeente = page.gemeente() if page.selection.gemeente else ""
    readings = page.build.readings_or_report
    atlas = page.loaded.kept("atlas", lambda: atlas_of(readings.grid, page.records.indicators))
    if not atlas.titles:
        return None
    level, where = "gemeente", ""
    with page.choices("Cijfer, periode en gebied"):
        indicator = page.choose("fig", "Cijfer", atlas.titles)
        period = bar.choose_period(page, gemeente, indicator, atlas.periods[indicator], readings)
        if areas.can_be_jeugdregios(readings, indicator, period) and not page.facts.memberships.empty:
            level = page.choose("vlak", "Gebied", kaart.LEVELS)
        if level == "gemeente":
            where = _where(page)
    bar.said_without_group(page, visit.NO_GROUP_ON_MAP)
    found = builds.outlines(page.loaded, int(period[:4]), _PREFIX[level])
    view = "lijst"
    if found:
        with page.head.tools:
            first = "lijst" if show.is_phone() else "kaart"
            view = page.choose("als", "Toon als", kaart.VIEWS, first, as_buttons=True)
        if view == "kaart" and page.selection.params.get("als") != view:
            view = BOTH
    outlines, boundary_year = found if found else ({}, None)
    story = MapStory(
        indicator=page.records.indicators[indicator],
        period=period,
        level=level,
        areas=(),
        name=page.name_of,
        source=_source(page, readings, indicator, period),
        boundary_year=boundary_year,
        where=page.finder().search.regions.get(where, ""),
        dated=measures.when(readings, indicator, period, dutch.period_heading),
    )
    draw_areas = _jeugdregios if level == "jeugdregio" else _gemeenten
    story = draw_areas(page, story, readings, gemeente, list(outlines))
    return MapChoice(_inside(page, story, where) if where else story, outlines, view)


def _where(page: Page) -> str:
    """Draw the choice of a province or jeugdregio and return its code; empty: the whole country."""
    regions = page.finder().search.regions
    if not regions:
        return ""
    chosen = page.choose(WHERE, "Waar", {_COUNTRY: "Heel Nederland", **regions})
    return "" if chosen == _COUNTRY else chosen


def _inside(page: Page, story: MapStory, where: str) -> MapStory:
    """Keep the areas in a province or jeugdregio; the others are not drawn, listed or counted."""
    country = page.build.country
    kept = areas.within(page.facts, where, country)
    inside = tuple(each for each in story.areas if country.successor(each.code) in kept)
    return replace(story, areas=inside, own=story.own if story.own in {each.code for each in inside} else "")


def _source(page: Page, readings: Readings, indicator: str, period: str) -> str:
    grid = readings.grid
    row = grid.row(indicator, period)
    sources = grid.sources(row, range(len(grid.codes))) if row is not None else ()
    return sourced.line_or_report(page.loaded, sources)


def _gemeenten(page: Page, story: MapStory, readings: Readings, gemeente: str, drawn: list[str]) -> MapStory:
    """Fill in the gemeenten that are drawn; without boundaries those of today that have a row."""
    country = page.build.country
    codes = drawn or [code for code in page.loaded.gemeenten if readings.grid.columns([code])]
    found = areas.of_gemeenten(readings, story.indicator.code, story.period, codes, country)
    older = (code for code in codes if country.successor(code) == gemeente)
    return replace(story, areas=found, own=gemeente if gemeente in codes else next(older, ""))


def _jeugdregios(
    page: Page, story: MapStory, readings: Readings, gemeente: str, _drawn: list[str]
) -> MapStory:
    """Fill in the jeugdregio's of the division nearest to the boundaries that are drawn."""
    division = areas.jeugdregios(page.facts, story.boundary_year or int(story.period[:4]))
    members, year = division if division else ({}, None)
    country = page.build.country
    homes = areas.homes(page.facts)
    found = areas.of_jeugdregios(readings, story.indicator.code, story.period, members, country, homes)
    own = next((code for code, inside in members.items() if gemeente in inside), "")
    return replace(story, areas=found, own=own, division_year=year)


def draw(chart: MapChart, file_stem: str, *, chooses: bool) -> None:
    """Draw the map beside its legend, with its files; with `chooses` a click on a gemeente chooses it."""
    mapping.draw(chart, "kaart", file_stem, mapping.choose_gemeente if chooses else None)


def listing(page: Page, story: MapStory, *, way_to_map: bool) -> None:
    """Draw every area as a row that chooses it; with `way_to_map` a link that draws the map all the same."""
    show.section("Alle gebieden op volgorde")
    if way_to_map:
        links.draw("kaart", "Toon de kaart", {**page.address, "als": "kaart"})
    choose = (lambda code: page.url(g=code)) if story.level == "gemeente" else None
    if choose is not None:  # a link in every row: with the keyboard hundreds of steps to what follows
        page.html(blocks.way_to(f"#{_AFTER}", "Sla de lijst over"))
    show.table(kaart.listing(story, choose))
    page.html(blocks.end_of_list(_AFTER))
