"""What somebody typed last and did not leave: it is in the file saved at once, and still there after the menu."""

import re
from pathlib import Path

import docx
import pytest

from pages.ui.site import menu
from tests.browser.conftest import Server, Watched

pytestmark = pytest.mark.browser


def test_what_was_typed_last_is_saved_and_stays_and_the_next_part_opens_at_its_heading(
    desktop: Watched, server: Server, tmp_path: Path
) -> None:
    page = desktop.page
    desktop.open(f"{server.url}/zelfevaluatie?g=GM0150")
    page.locator("textarea").first.click()
    page.keyboard.type("Op tijd")
    page.get_by_text(re.compile(r"^Klaar\? Druk op (Ctrl|⌘)\+Enter$")).wait_for()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar als Word").click()
    saved.value.save_as(tmp_path / "blad.docx")
    answers = [
        cell.text for table in docx.Document(str(tmp_path / "blad.docx")).tables for cell in table._cells
    ]
    assert "Op tijd" in answers

    page.locator("textarea").nth(1).click()
    page.keyboard.type("Aan de wachttijd")
    page.get_by_role("button", name="Verder:").click()
    page.wait_for_function("document.activeElement.textContent === '2. Organisatie en uitvoering'")
    assert 0 <= page.evaluate("document.activeElement.getBoundingClientRect().top") < 200

    page.get_by_role("combobox", name="Onderdeel").wait_for()
    page.get_by_role("link", name=menu.entry("regio").label).first.click()
    page.wait_for_url("**/regio**")
    desktop.ready()
    page.get_by_role("link", name=menu.entry("zelfevaluatie").label).first.click()
    page.wait_for_url("**/zelfevaluatie**")
    page.get_by_text("Aan de wachttijd").first.wait_for()
