"""A wide table at the narrowest phone: whole words in the first column, and the first amounts beside it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

STYLE = Path("pages/ui/site/style/tables.css")
AMOUNTS = "<td class='ew-rechts'>€ 10.143</td>" * 4
TABLE = (
    "<body style='margin:16px;font-family:sans-serif'><div class='ew-tabel'><table><tbody><tr>"
    f"<th scope='row' class='ew-links ew-breed'>3. <i>Opdrachtgeverschap</i> en geld</th>{AMOUNTS}"
    "</tr></tbody></table></div></body>"
)


def test_the_longest_word_is_whole_and_the_first_amount_in_sight(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 600})
    page.set_content(f"<style>*{{box-sizing:border-box}}{STYLE.read_text(encoding='utf-8')}</style>{TABLE}")
    assert page.evaluate("document.querySelector('i').getClientRects().length") == 1
    assert page.evaluate("document.querySelector('td').getBoundingClientRect().right") <= 320 - 16
    page.close()
