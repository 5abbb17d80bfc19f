"""The parts of the home page: the search, what this is, an example, a small map, what is loaded."""

from datetime import date

import streamlit as st

from metrics import dutch
from metrics.comparing.leading import MEASURES
from metrics.grid import Grid
from metrics.places.codes import NEDERLAND
from pages.ui.documents.content import NOT_OURS
from pages.ui.home import example
from pages.ui.parts import notices
from pages.ui.site import builds, mapping, menu, show, sourced
from pages.ui.site.page import REPORT_FIVE, Page
from pages.ui.site.visiting import links
from pages.ui.site.visiting.selection import GEMEENTE

NEXT = "gemeente" if "gemeente" in menu.page_names() else "vergelijking"
_MAP, _CLICKED = "kleine_kaart_figuur", "_aangeklikt"


def heading(page: Page) -> None:
    """Draw the title."""
    page.title("Hoe staat de jeugdzorg in uw gemeente ervoor?")


def intro() -> None:
    """Say in three sentences what this is."""
    st.html(
        notices.paragraphs(
            "Eigenwijzer laat zien wat jeugdzorg in een gemeente kost, hoeveel jongeren hulp krijgen en hoe dat "
            "verandert. U ziet steeds met welke gemeenten we vergelijken en waar elk cijfer vandaan komt. "
            "Cijfers geven geen oordeel: ze helpen om de goede vragen te stellen.",
            lead=True,
        )
    )


def search_field(page: Page) -> None:
    """Draw the search: a choice, or Enter on one hit, opens it; a name without figures leads to what is loaded."""
    with st.container(key="zoekveld"):
        page.finder(NEXT).field("Zoek een gemeente", "_zoek", "Bijvoorbeeld Deventer", labelled=True)


def example_answer(page: Page) -> None:
    """Show what an answer looks like: the newest figure of the first gemeente of the report, in a sentence."""
    code = REPORT_FIVE[0]
    text = example.answer(page.build.readings_or_report, code, page.name_of(code))
    if text:
        st.html(notices.box(text, kind="uitleg", title="Zo leest u het hier, bijvoorbeeld:"))
        with st.container(key="meer_voorbeeld"):
            _link(page, code, f"Meer over {page.name_of(code)}")


def small_map(page: Page) -> None:
    """Draw a small map where a click chooses a gemeente; on a phone and without boundaries a link or a line."""
    readings = page.build.readings_or_report
    period = example.newest(readings)
    found = builds.outlines(page.loaded, int(period[:4]), "GM") if period else None
    if found is None:
        st.html(notices.paragraphs("Er is nog geen kaart: de grenzen van gemeenten zijn niet geladen."))
        _to_the_map(page, "Bekijk alle gemeenten in een lijst")
        return
    if show.is_phone():
        _to_the_map(page, "Of kies op de kaart")
        return
    indicator = page.records.indicators[example.COST]
    source = sourced.line_or_report(page.loaded, readings.read(example.COST, NEDERLAND, period).sources)
    chart = page.loaded.kept(
        ("home", period),
        lambda: example.small_map(
            readings, indicator, period, found[0], page.name_of, page.build.country, source
        ),
    )
    with st.container(key="kleine_kaart", gap="xsmall"):
        st.html(notices.paragraphs("Of kies op de kaart"))
        mapping.clickable(example.figure(chart), chart.alt, _MAP, _clicked)
        st.html(notices.paragraphs(f"{example.legend(chart)} Bron: {source}."))
        _to_the_map(page, "Naar de grote kaart, met uitleg en bron")
    code = st.session_state.pop(_CLICKED, "")
    if code:
        st.switch_page(menu.entry(NEXT).script, query_params=page.visit(**{GEMEENTE: code}))


def _to_the_map(page: Page, label: str) -> None:
    with st.container(key="naar_kaart"):
        links.draw("kaart", label, page.visit())


def _clicked(code: str) -> None:
    st.session_state[_CLICKED] = code


def report_five(page: Page) -> None:
    """Offer the five gemeenten of the report, without figures: those come after the choice."""
    st.html(notices.section("Of begin met een gemeente uit het rapport van 2021"))
    with st.container(horizontal=True, key="vijf"):
        for code in REPORT_FIVE:
            _link(page, code, page.name_of(code))


def what_is_loaded(page: Page) -> None:
    """Say which years are on screen, from which source, and whose publication this is not."""
    loaded_on = page.facts.loaded_on
    if loaded_on is None:
        st.html(notices.box(page.message("L1_versie" if page.is_older else "L1"), kind="uitleg"))
    else:
        st.html(notices.paragraphs(newest_text(page.build.readings.grid, loaded_on)))
    st.html(notices.paragraphs(NOT_OURS))
    with st.container(horizontal=True, key="meer"):
        links.draw("bronnen", "Alle bronnen en versies", page.visit())
        links.draw("begrippen", "Begrippen en leeswijzer", page.visit())


def newest_text(grid: Grid, loaded_on: date) -> str:
    """Say up to which period there are figures on lasten and on use, and when they were loaded. Pure."""
    newest = {
        "Lasten": _newest(grid, "lasten_per_inwoner"),
        "Gebruik van jeugdhulp": max(_newest(grid, each) for each in MEASURES),
    }
    parts = [f"{what}: tot en met {dutch.moment(period)}." for what, period in newest.items() if period]
    return " ".join([*parts, f"Geladen op {dutch.date_nl(loaded_on)}."])


def _newest(grid: Grid, indicator: str) -> str:
    """Return the newest period in which anybody has a figure; empty: none."""
    return max(grid.known_periods(indicator), default="")


def _link(page: Page, code: str, label: str) -> None:
    links.draw(NEXT, label, page.visit(**{GEMEENTE: code}))
