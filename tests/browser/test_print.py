"""Paper: A4 without menu and buttons, charts whole. Guards the selectors in pages/ui/site/style/print.css."""

import io
import re

import pytest
from pypdf import PdfReader

from pages.ui.forms import telling
from tests.browser.conftest import LOOK_MS, Server, Watched

pytestmark = pytest.mark.browser
# What must not be on paper: menu, choosers, buttons, and what Plotly draws for the screen.
NOT_ON_PAPER = """() => [...document.querySelectorAll('[data-testid=stSidebar], [data-testid=stSelectbox],'
    + '[data-testid=stPlotlyChart], [data-testid=stHeader], [data-testid=stPageLink], [data-testid=stButton],'
    + '[data-testid=stButtonGroup], [data-testid=stDownloadButton], [data-testid=stTextInput], .ew-bestanden,'
    + '[data-testid=stPopover], summary, .ew-schuif')].filter(
        e => e.getClientRects().length).map(e => e.outerHTML.slice(0, 99))"""
DRAWN = """() => [...document.querySelectorAll('.ew-op-papier img')].map(
    image => [image.naturalWidth > 0, image.getBoundingClientRect().right <= document.documentElement.clientWidth])"""


def printed(tab: Watched, url: str) -> list[str]:
    """Print a page; return the text of its sheets, after looking at what is on them."""
    tab.open(url)
    tab.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    tab.page.keyboard.press("Control+p")  # fetches the charts first, as the button does
    tab.page.wait_for_function("window.printed", timeout=20_000, polling=LOOK_MS)
    tab.page.emulate_media(media="print")
    assert tab.page.evaluate(NOT_ON_PAPER) == []
    sheets = PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True))).pages
    charts = tab.page.evaluate(DRAWN)
    assert all(whole and inside for whole, inside in charts), charts
    tab.page.emulate_media(media="screen")
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


def test_a_page_prints_without_menu_and_with_whole_charts(desktop: Watched, server: Server) -> None:
    sheets = printed(desktop, f"{server.url}/vergelijking?g=GM0150")
    assert desktop.page.locator(".ew-op-papier img").count() == 2
    assert len(sheets) == 2
    assert "Eigenwijzer · Vergelijken · Deventer" in sheets[0] and "blad 2 van 2" in sheets[1]
    # the tables stand on one sheet together
    assert "Lasten en inkomen: tabel" in sheets[1] and "Lasten en inkomen: tabel" not in sheets[0]
    text = " ".join(sheets)
    assert "Vragen voor het gesprek" in text
    there = "".join(text.split())
    assert f"scherm:{server.url}/vergelijking?" in there and "g=GM0150" in there and "v=" in there
    assert "Kies een gemeente" not in text and "Volgende:" not in text


def test_no_heading_stands_on_paper_with_nothing_under_it(desktop: Watched, server: Server) -> None:
    """A form of which nothing was filled in, and what opens an earlier file."""
    text = " ".join(printed(desktop, f"{server.url}/zelfevaluatie?g=GM0150"))
    assert "Zelfevaluatie van Deventer" in text
    for heading in (telling.NOT_SCORED, telling.FILLED_IN, "Open eerdere antwoorden"):
        assert heading not in text


def one_sheet(tab: Watched, url: str) -> str:
    """Print a page without charts, of which there is one sheet; return its text."""
    tab.open(url)
    tab.settled()
    (page,) = PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True))).pages
    return " ".join(page.extract_text().split())


def test_portraits_print_on_one_sheet(desktop: Watched, server: Server) -> None:
    sheet = one_sheet(desktop, f"{server.url}/portretten?g=GM0150")
    assert "Let op bij deze cijfers" in sheet and "Deze pagina op het scherm" in sheet


@pytest.mark.parametrize("code", ["GM0150", "GM0297"])
def test_portraits_print_on_one_sheet_with_the_figures_of_cbs_too(
    code: str, cbs_desktop: Watched, cbs_server: Server
) -> None:
    """Of Deventer and Zaltbommel a second sheet had two or three lines."""
    sheet = one_sheet(cbs_desktop, f"{cbs_server.url}/portretten?g={code}")
    assert "Let op bij deze cijfers" in sheet and "Deze pagina op het scherm" in sheet


def test_home_on_paper_names_no_map_that_is_not_there(cbs_desktop: Watched, cbs_server: Server) -> None:
    (sheet,) = printed(cbs_desktop, cbs_server.url)
    assert "Deze pagina op het scherm" in sheet
    assert "Of kies op de kaart" not in sheet and "Donkere kleur" not in sheet


def test_what_is_new_on_paper_speaks_of_no_address_below(desktop: Watched, server: Server) -> None:
    (sheet,) = printed(desktop, f"{server.url}/nieuws?g=GM0150")
    assert "Deze pagina op het scherm" in sheet and "feedlezer" not in sheet


def test_what_is_open_on_screen_is_on_paper(desktop: Watched, server: Server) -> None:
    """The table of the portrait stands open; the fold of its files inside kept it off paper, not off the screen."""
    desktop.open(f"{server.url}/portretten?g=GM0150")
    desktop.page.emulate_media(media="print")
    sheets = PdfReader(io.BytesIO(desktop.page.pdf(prefer_css_page_size=True))).pages
    desktop.page.emulate_media(media="screen")
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)
    assert "Cijfers in het portret van Deventer" in text and "keyboard_arrow" not in text
    assert "Cijfers in het portret van Utrecht" not in text


def test_a_group_and_its_tests_print_on_one_sheet(desktop: Watched, server: Server) -> None:
    """The link at the foot, or six rows of a table, had a second sheet to themselves."""
    (sheet,) = printed(desktop, f"{server.url}/referentiegroep?g=GM0150")
    assert "Klopt het beeld ook met andere groepen?" in sheet and "Deze pagina op het scherm" in sheet


@pytest.mark.shared
@pytest.mark.parametrize(("page", "sheets_n", "last"), [
    ("vergelijking", 2, "Let op bij"), ("kaart", 1, "Zonder kleur"), ("kosten", 2, "Let op bij"),
    ("gebruik", 2, "Let op bij"), ("inkomen", 1, "Let op bij"), ("uitspraken", 4, "Zo is getoetst"),
])  # fmt: skip
def test_pages_print_whole(
    page: str, sheets_n: int, last: str, cbs_desktop: Watched, cbs_server: Server
) -> None:
    """Every sheet but the last is filled, and no heading stands at the foot of one without what it is of."""
    sheets = printed(cbs_desktop, f"{cbs_server.url}/{page}?g=GM0150")
    headings = [
        " ".join(text.split())
        for text in cbs_desktop.page.locator(".ew-sectie, .ew-figuurkop").all_inner_texts()
    ]
    assert len(sheets) <= sheets_n
    assert last in " ".join(sheets[-2:])
    ends = [re.sub(r"blad \d+ van \d+", "", sheet).strip() for sheet in sheets]
    assert [heading for heading in headings for end in ends if heading and end.endswith(heading)] == []


@pytest.mark.shared
def test_a_comparison_with_ten_others_prints_on_two_sheets(cbs_desktop: Watched, cbs_server: Server) -> None:
    sheets = printed(cbs_desktop, f"{cbs_server.url}/vergelijking?g=GM0193")
    assert "U vergelijkt met 10 gemeenten" in sheets[0]
    assert re.search(
        r"U vergelijkt met 10 gemeenten[^.:]*\.", sheets[0]
    )  # no colon: the link after it is not there
    assert len(sheets) == 2


@pytest.mark.shared
@pytest.mark.parametrize("code", ["GM0150", "GM0344"])
def test_the_sheet_for_a_conversation_is_one_a4_without_what_fills_it(
    code: str, cbs_desktop: Watched, cbs_server: Server
) -> None:
    sheets = printed(cbs_desktop, f"{cbs_server.url}/gesprek?g={code}")
    assert len(sheets) == 1
    assert "De vragen van een raadslid" in sheets[0] and "Rijksmiddelen jeugd" in sheets[0]
    assert "Vul het blad aan" not in sheets[0] and "Welke stukken" not in sheets[0]
