"""Paper: A4 without menu and buttons, charts whole. Guards the selectors in pages/ui/print.css."""

import io

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Server, Watched

pytestmark = pytest.mark.browser


def test_a_page_prints_without_menu_and_with_whole_charts(desktop: Watched, server: Server) -> None:
    desktop.open(f"{server.url}/vergelijking?g=GM0150")
    page = desktop.page
    page.emulate_media(media="print")
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stSidebar], [data-testid=stSelectbox],'
            + '[data-testid=stPlotlyChart], [data-testid=stHeader], [data-testid=stPageLink]')]
            .filter(e => e.getClientRects().length).map(e => e.getAttribute('data-testid'))"""
    )
    assert hidden == []
    assert page.locator(".ew-op-papier img").count() == 2
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "\n".join(sheet.extract_text() for sheet in paper.pages)
    assert "Deventer" in text and "Vragen voor het gesprek" in text
    there = "".join(text.split())
    assert f"scherm:{server.url}/vergelijking?" in there and "g=GM0150" in there and "v=" in there
    assert "Kies een gemeente" not in text and "Volgende:" not in text
    assert len(paper.pages) <= 4
    loaded = page.evaluate("[...document.querySelectorAll('.ew-op-papier img')].map(i => i.naturalWidth > 0)")
    assert loaded == [True, True]
