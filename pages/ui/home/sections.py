"""The parts of the home page: what this is, the search field, the five of the report, what is loaded."""

from datetime import date

import streamlit as st

from metrics import dutch
from metrics.grid import Grid
from pages.ui.parts import notices
from pages.ui.site import builds, menu
from pages.ui.site.frame import REPORT_FIVE, Page
from pages.ui.site.selection import GEMEENTE

NEXT = "gemeente" if "gemeente" in menu.page_names() else "vergelijking"


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
    """Draw the search field and what it finds; a name without figures leads to what is loaded."""
    with st.container(key="zoekveld"):
        typed = st.text_input(
            "Zoek een gemeente", key="_zoek", type="search", live=True, placeholder="Bijvoorbeeld Deventer"
        )
    if not typed:
        return
    hits = page.build.names.search(typed)
    if not hits:
        st.html(notices.box(page.message("K6", tekst=typed[:60]), kind="uitleg"))
        if not page.build.has_cbs:
            st.html(notices.box(page.message("L1"), kind="uitleg"))
        return
    with st.container(key="gevonden", gap="xsmall"):
        for hit in hits:
            _link(hit.code, f"{hit.name} (u zocht: {hit.by})" if hit.by else hit.name)


def report_five(page: Page) -> None:
    """Offer the five gemeenten of the report, without figures: those come after the choice."""
    st.html(notices.section("Of begin met een gemeente uit het rapport van 2021"))
    with st.container(horizontal=True, key="vijf"):
        for code in REPORT_FIVE:
            _link(code, page.name_of(code))


def what_is_loaded(page: Page) -> None:
    """Say which years are on screen, from which source, and whose publication this is not."""
    loaded_on = builds.loaded_on(page.facts)
    st.html(notices.section("Welke cijfers u hier ziet"))
    if loaded_on is None:
        st.html(notices.box(page.message("L1"), kind="uitleg"))
    else:
        st.html(notices.paragraphs(newest_text(page.build.readings.grid, loaded_on)))
    with st.container(horizontal=True, key="meer"):
        st.page_link("pages/bronnen.py", label="Alle bronnen en versies")
        st.page_link("pages/begrippen.py", label="Begrippen en leeswijzer")


def newest_text(grid: Grid, loaded_on: date) -> str:
    """Say up to which period there are figures on lasten and on use, and when they were loaded. Pure."""
    newest = {
        "Lasten": _newest(grid, "lasten_per_inwoner"),
        "Gebruik van jeugdhulp": max(_newest(grid, "zonder_verblijf"), _newest(grid, "natura_jeugdhulp")),
    }
    parts = [f"{what}: tot en met {dutch.moment(period)}." for what, period in newest.items() if period]
    return " ".join([*parts, f"Geladen op {dutch.date_nl(loaded_on)}."])


def _newest(grid: Grid, indicator: str) -> str:
    """Return the newest period in which anybody has a figure; empty: none."""
    return max((each for each in grid.periods(indicator) if grid.has_any(indicator, each)), default="")


def _link(code: str, label: str) -> None:
    st.page_link(menu.entry(NEXT).script, label=label, query_params={GEMEENTE: code})
