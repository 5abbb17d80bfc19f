"""The server was restarted, or the laptop slept: the first choice in any chooser counts all the same."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Window, free_port, start_server, watch

pytestmark = [pytest.mark.browser, pytest.mark.shared]


MAP = "[data-testid=stPlotlyChart] .nsewdrag"


def gemeente(page: Page) -> None:
    box = page.get_by_role("combobox", name="Gemeente", exact=True)
    box.click()
    box.fill("Utrecht")
    page.get_by_role("option", name="Utrecht", exact=True).click()


def under(page: Page, label: str) -> None:
    """Open the button under which the page keeps its choosers."""
    page.get_by_role("button", name=label, exact=True).click()


def buttons(page: Page) -> None:
    page.get_by_role("radio", name="Lijst").click()


def several(page: Page) -> None:
    under(page, "Groep, cijfer en jaar")
    page.get_by_role("combobox", name="Gemeenten in de groep").click()
    page.get_by_role("option", name="Aa en Hunze", exact=True).click()


def weight(page: Page) -> None:
    """A chooser in a fold within the button."""
    under(page, "Groep, cijfer en jaar")
    page.get_by_text("Gewichten", exact=True).click()
    page.wait_for_timeout(600)  # the fold opens slowly, and what moves closes a list
    page.get_by_role("combobox", name="Aantal inwoners", exact=True).click()
    page.get_by_role("option", name="telt dubbel", exact=True).click()


def year(page: Page) -> None:
    under(page, "Bron, groep en jaar")
    page.get_by_role("combobox", name="Jaar", exact=True).click()
    page.get_by_role("option", name="2021", exact=True).click()


def search(page: Page) -> None:
    box = page.get_by_role("combobox", name="Zoek een gemeente, pagina of begrip")
    box.click()
    box.fill("ommen")
    page.get_by_role("option", name="Ommen").first.click()


def on_the_map(page: Page) -> None:
    box = page.locator(MAP).first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.5, steps=3)
    page.wait_for_timeout(200)  # a click counts for the area that the drawing knows the mouse is on
    page.mouse.down()
    page.mouse.up()


KINDS = [
    ("nieuws?g=GM0150", gemeente, r"g=GM0344"),
    ("kaart?g=GM0150", buttons, r"als=lijst"),
    ("referentiegroep?g=GM0150&groep=own&leden=GM0193,GM0200", several, r"leden=GM0193(%2C|,)GM0200(%2C|,)GM1680"),
    ("referentiegroep?g=GM0150&groep=statistical", weight, r"w_\w+=2"),
    ("vergelijking?g=GM0150", year, r"j=2021"),
    ("kosten?g=GM0150", search, r"kosten\?.*g=GM0175"),
    ("kaart?g=GM0150", on_the_map, r"g=(?!GM0150)GM\d{4}"),
]  # fmt: skip


def test_the_first_choice_after_a_restart_counts(wide_window: Window, cbs_data: Path) -> None:
    """Each kind of chooser in a tab (a session) of its own; the server goes down and back up on the same port."""
    port = free_port()
    process, url = start_server(cbs_data, port)
    tabs = []
    for path, choose, _ in KINDS:
        tab = watch(wide_window.context, url)
        tab.open(f"{url}/{path}")
        if choose is on_the_map:
            tab.page.wait_for_selector(MAP)
        tabs.append(tab)
    process.kill()
    process.wait()
    process, _ = start_server(cbs_data, port)
    try:
        for tab, (_, choose, said) in zip(tabs, KINDS, strict=True):
            tab.page.wait_for_selector(
                "[data-testid=stApp][data-test-connection-state=CONNECTED]", timeout=60_000
            )
            tab.page.bring_to_front()  # a tab behind another is drawn once a second: each click would wait for it
            choose(tab.page)
            tab.page.wait_for_url(re.compile(said), timeout=60_000, wait_until="commit")
        tab.page.wait_for_timeout(1500)  # what the browser still holds of the lost pages comes in now
        for tab, (_, _, said) in zip(tabs, KINDS, strict=True):
            tab.ready()
            assert re.search(said, tab.page.url), "it stays chosen"
            assert tab.page.locator("[data-testid=stException]").count() == 0
    finally:
        wide_window.forget()
        process.kill()
        process.wait()
