"""*In het kort* in a real browser: one A4, the link, the files, a narrow phone."""

import re
from io import BytesIO

import pypdf
import pytest

from tests.browser.conftest import Server, Watched

pytestmark = [pytest.mark.browser, pytest.mark.shared]


def opened(tab: Watched, server: Server, path: str, width: int = 1280) -> Watched:
    tab.page.set_viewport_size({"width": width, "height": 900})
    tab.open(f"{server.url}/{path}")
    return tab


# The fullest of all 342, as `python -m tests.bench.print_all` found them; it prints every one.
FULLEST = ["GM1894", "GM0200", "GM0193", "GM1667"]


@pytest.mark.parametrize("code", FULLEST)
def test_the_page_prints_on_one_a4(code: str, cbs_desktop: Watched, cbs_server: Server) -> None:
    tab = opened(cbs_desktop, cbs_server, f"gemeente?g={code}")
    pages = pypdf.PdfReader(BytesIO(tab.page.pdf(prefer_css_page_size=True))).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert "Vragen voor het gesprek" in text
    assert f"g={code}" in text.replace(" ", "")  # the address in text
    assert (round(float(pages[0].mediabox.width)), round(float(pages[0].mediabox.height))) == (595, 842)


def test_the_link_is_copied_and_leads_to_the_same_page(cbs_desktop: Watched, cbs_server: Server) -> None:
    tab = opened(cbs_desktop, cbs_server, "gemeente?g=GM0175&groep=size")
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.page.get_by_text("Bewaren of delen").click()
    tab.page.get_by_text("Kopieer de link").click()
    tab.page.get_by_text("De link is gekopieerd.").wait_for()
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert "g=GM0175" in copied
    assert "groep=size" in copied
    sentence = tab.page.locator(".ew-kort-zinnen").inner_text()
    tab.open(copied)
    assert tab.page.locator(".ew-kort-zinnen").inner_text() == sentence
    assert tab.errors == []
    assert tab.foreign == []


@pytest.mark.parametrize(("page", "kinds"), [
    ("gemeente", {"PDF": b"%PDF", "Word": b"PK", "Excel": b"PK"}),
    ("vergelijking", {"PDF": b"%PDF", "Word": b"PK"}),
])  # fmt: skip
def test_files_are_of_their_kind_and_named_after_the_page(
    page: str, kinds: dict[str, bytes], cbs_desktop: Watched, cbs_server: Server
) -> None:
    tab = opened(cbs_desktop, cbs_server, f"{page}?g=GM0150")
    tab.page.get_by_text("Bewaren of delen").click()
    compared = "vergelijken-" if page == "vergelijking" else ""
    for kind, start in kinds.items():
        with tab.page.expect_download() as download:
            tab.page.get_by_text(f"Bewaren als {kind}", exact=False).first.click()
        body = download.value.path().read_bytes()
        assert body.startswith(start)
        assert download.value.suggested_filename.startswith(f"eigenwijzer-deventer-{compared}cijfers2023-")


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_does_not_scroll_sideways(width: int, cbs_desktop: Watched, cbs_server: Server) -> None:
    tab = opened(cbs_desktop, cbs_server, "gemeente?g=GM0523", width)
    wide = tab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= width
    first = tab.page.locator(".ew-kort-kop").bounding_box()
    assert first is not None
    assert first["y"] < 400  # name and main figure, with its year, before the choices
    figure, choices = (
        tab.page.locator(".ew-kort-kop .ew-smal"),
        tab.page.get_by_role("button", name="Bron, groep en jaar"),
    )
    told = tab.page.locator(".ew-kort-kaarten .ew-kaart").first
    assert figure.locator("strong").inner_text() == told.locator(".ew-getal").inner_text()
    assert first["y"] + first["height"] < (choices.bounding_box() or first)["y"]
    trends = tab.page.locator(".ew-kort-trend")
    assert (
        trends.locator("svg[role=img][aria-label] text").count() > 10 and trends.locator("img").count() == 0
    )
    letter = "e => getComputedStyle(e).fontFamily.split(',')[0]"
    assert trends.locator("text").first.evaluate(letter) == '"Source Sans"'


def test_a_phone_reads_the_letters_of_a_trend_and_whole_names(
    cbs_desktop: Watched, cbs_server: Server
) -> None:
    """A drawing shrunk to the width of a phone has letters of eight pixels; 's-Hertogenbosch broke after its s."""
    tab = opened(cbs_desktop, cbs_server, "gemeente?g=GM0796", 320)
    shown = "[...document.querySelectorAll('.ew-kort-trend > svg')].filter(e => e.clientWidth > 0)"
    sizes = tab.page.evaluate(f"{shown}.map(e => 13 * e.clientWidth / e.viewBox.baseVal.width)")
    assert len(sizes) == 2 and min(sizes) > 11
    names = tab.page.locator(".ew-kort .ew-heel")
    heights = names.evaluate_all("all => all.filter(e => e.offsetParent).map(e => e.getClientRects().length)")
    assert heights and set(heights) == {1}
    assert set(names.all_text_contents()) == {"'s-Hertogenbosch"}
    tab.open(f"{cbs_server.url}/vergelijking?g=GM0796")  # years with a dash between them stay together too
    years = tab.page.locator(".ew-kaart .ew-heel", has_text=re.compile(r"^\d{4}-\d{4}$"))
    heights = years.evaluate_all("all => all.filter(e => e.offsetParent).map(e => e.getClientRects().length)")
    assert heights and set(heights) == {1}
