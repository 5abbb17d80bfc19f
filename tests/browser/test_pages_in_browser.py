"""What only a real browser shows: cold deep links, Back, reload, phone width, outside requests, accessibility."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from pages.ui.site import menu
from pages.ui.site.page import ABOUT_A_GEMEENTE
from tests.browser import english, fingers
from tests.browser.conftest import Server, Watched, start_server
from tests.support.apart import run_apart
from tests.support.wire import Visitor

pytestmark = pytest.mark.browser

PAGES = [entry.name for entry in menu.entries()]


def address(server: Server, name: str, query: str = "g=GM0150") -> str:
    return f"{server.url}{menu.entry(name).path}?{query}"


@pytest.mark.parametrize("name", PAGES)
def test_cold_deep_link_without_faults_accessible_and_fit_for_a_phone(
    name: str, desktop: Watched, server: Server
) -> None:
    """A link opened in a new tab: the right page, in Dutch, without outside requests, errors or a traceback; axe
    finds nothing that is ours; nothing scrolls sideways once the tab is a phone, and no word of Streamlit is
    English with all folds open. One opening for all: it is what costs."""
    desktop.open(address(server, name))
    page = desktop.page
    assert page.evaluate("document.documentElement.lang") == "nl"
    about = "Deventer" if name in ABOUT_A_GEMEENTE else ""
    page.wait_for_function("title => document.title === title", arg=menu.title(name, about))
    levels = page.evaluate(
        "[...document.querySelectorAll('main :is(h1, h2, h3, h4)')].map(e => +e.tagName[1])"
    )
    assert levels.count(1) == 1 and levels[0] == 1
    if name == "begrippen":  # without choices above it, the first screen of a laptop starts at the top
        assert (page.locator("h1").bounding_box() or {})["y"] < 40
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("text=Traceback").count() == 0
    assert desktop.foreign == []
    assert desktop.errors == []
    if name in NO_CHARTS:
        assert asked_for_later(page) == [], "what every page draws with is asked for with the page (early.py)"
    assert inaccessible(desktop) == []
    if name == "over":  # what a link at the foot names comes on top, in view
        page.get_by_role("link", name="Meld een fout").last.click()
        page.wait_for_function(
            "[...document.querySelectorAll('h2')].some(e => e.innerText === 'Meld een fout'"
            " && e.getBoundingClientRect().top > 0 && e.getBoundingClientRect().top < innerHeight)"
        )
    desktop.becomes_a_phone()
    fits_a_phone(desktop, answers=name in ANSWERS)
    assert english.english(page) == []
    if name == "uitspraken":
        own_colours_keep_what_has_a_meaning_and_less_motion_is_none(page)
    assert desktop.errors == []


NO_CHARTS = ("over", "app")


def asked_for_later(page: Page) -> list[str]:
    """The scripts that were asked for by a script and not by the head of the page: the page waited for them."""
    asked: list[str] = page.evaluate(
        """() => performance.getEntriesByType('resource')
            .filter(e => e.initiatorType === 'script' && e.name.endsWith('.js')).map(e => e.name)"""
    )
    return [
        each for each in asked if "/index." not in each
    ]  # the first one, which the head names as a script


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def inaccessible(tab: Watched) -> list[Any]:
    """What axe finds in what the product itself draws: rule, place and element."""
    tab.settled()  # a fade would be measured as low contrast
    found = Axe().run(
        tab.page,
        options={
            "runOnly": RULES,
            "rules": {"target-size": {"enabled": True}},
            "resultTypes": ["violations"],  # all that is well told too: half of the work
        },
    )
    return [
        (violation["id"], node["target"], node["html"][:200])
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


ANSWERS = ["gemeente", "vergelijking", "kosten", "gebruik", "inkomen", "referentiegroep", "kaart"]


def fits_a_phone(phone: Watched, *, answers: bool) -> None:
    """At 320 pixels the page itself never scrolls sideways; wide tables scroll in their own box. Where figures answer
    a question, product and heading stand on the first screen, the choices folded under them, and everything is as
    high as a finger."""
    phone.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 0")
    if answers:
        the_answer_stands_before_the_choices(phone.page)
    wide = phone.page.evaluate(
        """() => {
            const room = document.documentElement.clientWidth;
            const main = document.querySelector('[data-testid=stMain]');
            const own = [...document.querySelectorAll('[data-testid=stMain] *')].filter(e => {
                if (e.closest('[role=region][tabindex]') || e.closest('[data-testid=stPlotlyChart]')
                    || e.closest('[data-testid=stDataFrame]') || e.closest('.ew-op-papier')) return false;
                const box = e.getBoundingClientRect();
                return box.width > 0 && box.right > room + 1;
            });
            return {page: document.documentElement.scrollWidth - room, main: main.scrollWidth - main.clientWidth,
                    elements: own.slice(0, 5).map(e => e.outerHTML.slice(0, 150))};
        }"""
    )
    assert wide["page"] <= 0 and wide["main"] <= 0, wide
    assert fingers.too_small(phone.page) == []


def the_answer_stands_before_the_choices(page: Page) -> None:
    """Heading at the top, choices behind one button under it."""
    brand, heading = page.locator(".ew-merk-boven"), page.locator("h1")
    brand.wait_for(state="visible")  # the page may be drawn once more now that it is narrow
    top = (heading.bounding_box() or {})["y"]
    assert (brand.bounding_box() or {})["y"] < top < 320
    choices = page.locator(".st-key-keuzes")
    if choices.count() and choices.is_visible():
        assert (choices.bounding_box() or {})["y"] > top
        assert choices.get_by_role("combobox").count() == 0, "choices stand behind one button"


def test_a_cold_phone_fits_and_with_whom_is_compared_is_one_running_sentence(
    phone: Watched, server: Server
) -> None:
    """A link opened on a phone, where no page was wide before: menu folded, nothing sideways. And 'wijzig' comes after
    the names as a word does, and is as high as a finger."""
    phone.open(address(server, "gemeente"))
    phone.settled()
    phone.page.get_by_role("button", name="Open het menu").wait_for()
    fits_a_phone(phone, answers=True)
    words, link = (
        phone.page.locator(f".st-key-met_wie {each}").bounding_box() for each in (".ew-bezoek", "a")
    )
    assert words is not None and link is not None
    middle = link["y"] + link["height"] / 2
    assert middle < words["y"] + words["height"] + 20 and link["height"] >= 43.5


def test_the_keyboard_and_the_menu(desktop: Watched, server: Server) -> None:
    """A folded menu is passed over; who opens it goes on in it, and can fold it again on every screen."""
    page = desktop.page
    desktop.open(address(server, "gemeente"))
    page.get_by_role("button", name="Sluit het menu").focus()
    page.keyboard.press("Enter")
    at_label(page, "Open het menu")
    the_menu_by_keyboard(page)
    page.set_viewport_size({"width": 390, "height": 800})
    the_menu_by_keyboard(page)


def at_label(page: Page, label: str) -> None:
    page.wait_for_function("label => document.activeElement.ariaLabel === label", arg=label)


def the_menu_by_keyboard(page: Page) -> None:
    """From a folded menu to a folded menu."""
    page.get_by_role("button", name="Open het menu").focus()
    menu_box = "document.querySelector('section:has(.st-key-menu)').contains(document.activeElement)"
    for _ in range(8):
        page.keyboard.press("Tab")
        assert not page.evaluate(menu_box)
    page.get_by_role("button", name="Open het menu").focus()
    page.keyboard.press("Enter")
    at_label(page, "Sluit het menu")
    page.keyboard.press("Tab")
    assert page.evaluate(menu_box)
    page.get_by_role("button", name="Sluit het menu").click(timeout=5000)  # nothing lies over it
    page.get_by_role("button", name="Open het menu").wait_for()


# choices of which a part of the words is not seen: a row of a list has one height
CUT_OFF = """() => [...document.querySelectorAll('[role=option]')].filter(option => {
    const seen = option.firstElementChild.getBoundingClientRect(), words = document.createRange();
    words.selectNodeContents(option.firstElementChild);
    const said = words.getBoundingClientRect();
    return said.right > seen.right + .5 || said.height > option.getBoundingClientRect().height + .5;
}).map(option => option.innerText)"""


def test_the_keyboard_goes_into_the_choices_and_back_and_the_words_of_the_framework_are_dutch(
    desktop: Watched, server: Server
) -> None:
    """Enter on the button of the choices leads to the first of them; Escape leads back to the button."""
    desktop.open(address(server, "referentiegroep", "g=GM0150&groep=own&leden=GM0193,GM0200"))
    page = desktop.page
    for name in ("Groep, cijfer en jaar", "Bewaren of delen"):
        button = page.get_by_role("button", name=name)
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "document.activeElement.tagName === 'INPUT' && document.activeElement.closest('[role=dialog]')"
        )
        page.keyboard.press("Escape")
        page.wait_for_function("name => document.activeElement.innerText.startsWith(name)", arg=name)
    page.get_by_role("button", name="Groep, cijfer en jaar").click()
    page.get_by_label("Wis alles").wait_for()  # widgets come after the words of the page
    said = page.evaluate(
        "[...document.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label')).join('|')"
    )
    assert "Wis alles" in said and "Sluit het menu" in said
    assert "Clear" not in said and "Remove" not in said and "sidebar" not in said.lower()
    box = page.get_by_role("combobox", name="Cijfer", exact=True)
    box.click()
    box.fill("qqqq")
    page.get_by_text("Niets gevonden").wait_for()
    box.fill("")
    page.get_by_role("option").nth(3).wait_for()
    assert page.evaluate(CUT_OFF) == []
    page.keyboard.press("Escape")
    several = page.get_by_role("combobox", name="Gemeenten in de groep")
    several.click()
    page.get_by_role("option", name="Kies alles", exact=True).wait_for()
    several.fill("zut")
    page.get_by_role("option", name="Zutphen", exact=True).wait_for()
    several.fill("z")
    page.get_by_role("option", name=re.compile(r"^Kies deze \d+$")).wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    anywhere = page.get_by_role("combobox", name="Zoek een gemeente, pagina of begrip")
    anywhere.click()
    anywhere.fill("begroting")
    page.get_by_role("option", name="Enter: zoek wat u typte").wait_for()
    page.get_by_role("option", name=re.compile("gemeente zelf")).wait_for()
    assert page.evaluate(CUT_OFF) == []
    assert english.english(page) == []


def test_gemeente_change_back_and_reload(desktop: Watched, server: Server) -> None:
    """Choosing another gemeente is in the address; Back and reload bring what the address says."""
    desktop.open(address(server, "gemeente"))
    page = desktop.page
    assert "Deventer" in page.locator("h1").inner_text()
    box = page.get_by_role("combobox", name=re.compile("Gemeente")).first
    box.click()
    box.fill("Utrecht")
    page.get_by_role("option", name="Utrecht", exact=True).click()
    page.wait_for_url("**g=GM0344**")
    page.wait_for_function("document.querySelector('h1').innerText.includes('Utrecht')")
    page.go_back()
    page.wait_for_function("document.querySelector('h1').innerText.includes('Deventer')")
    page.go_forward()
    page.wait_for_function("document.querySelector('h1').innerText.includes('Utrecht')")
    page.reload()
    desktop.ready()
    assert "Utrecht" in page.locator("h1").inner_text()


def test_menu_keeps_the_visit(desktop: Watched, server: Server) -> None:
    """A click in the menu or at the foot keeps gemeente, group, year and source; Back returns."""
    visit = "g=GM0344&groep=own&leden=GM0150%2CGM0193&j=2019&r=rapport"
    desktop.open(address(server, "vergelijking", f"{visit}&zoek=x"))
    page = desktop.page
    page.get_by_role("link", name="Volgende:").click()
    page.wait_for_url(re.compile(r"/(?!vergelijking)\w+\?" + re.escape(visit) + "$"))
    desktop.ready()
    page.get_by_role("link", name="In het kort", exact=True).click()
    page.wait_for_url(f"**/gemeente?{visit}")
    desktop.ready()
    page.go_back()
    page.go_back()
    page.wait_for_url("**/vergelijking?g=GM0344*")
    page.wait_for_function(
        "document.querySelector('h1') && document.querySelector('h1').innerText.includes('Utrecht')"
    )


def test_search_with_the_keyboard(desktop: Watched, server: Server) -> None:
    """Home: type a part of a name and Enter. In the chooser: Escape keeps the gemeente, Enter on a typo leads to it."""
    desktop.open(f"{server.url}/")
    page = desktop.page
    page.get_by_label("Zoek een gemeente", exact=True).focus()
    page.keyboard.type("zaltb")
    page.get_by_role("option", name="Zaltbommel", exact=True).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('h1')?.innerText.includes('Zaltbommel')")
    assert "g=GM0297" in page.url
    desktop.ready()
    box = page.get_by_role("combobox", name="Gemeente", exact=True)
    box.focus()
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    assert box.input_value() == "Zaltbommel"
    assert "g=GM0297" in page.url
    box.fill("Devneter")
    page.keyboard.press("Enter")
    page.wait_for_url("**g=GM0150**")
    page.wait_for_function("document.querySelector('h1').innerText.includes('Deventer')")


def test_a_field_of_a_form_shows_where_the_keyboard_is(desktop: Watched, server: Server) -> None:
    """A ring of three pixels around what is seen: a frame cuts off the one of the field itself."""
    desktop.open(address(server, "samenwerken"))
    page = desktop.page
    page.get_by_text("Achtergrond: de samenwerkingsverbanden van 2011").click()
    page.get_by_label("Zoek in de samenwerkingsverbanden").wait_for()
    for field, seen in (
        ("stTextInput] input", "[data-testid=stTextInputRootElement]"),
        ("stRadio] input", "label"),
        ("stTextArea] textarea", "textarea"),
    ):
        page.locator(f"[data-testid={field}").first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        width = page.evaluate(
            "seen => getComputedStyle(document.activeElement.closest(seen)).outlineWidth", seen
        )
        assert width == "3px", field


def own_colours_keep_what_has_a_meaning_and_less_motion_is_none(page: Page) -> None:
    """Windows' high contrast takes every background away, but not of a legend; nothing moves for who asks that."""
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    looks = page.evaluate(
        """() => [...document.querySelectorAll('.ew-staal')].map(e => [e.className,
            getComputedStyle(e).backgroundColor + getComputedStyle(e).backgroundImage])"""
    )
    assert len({look for _, look in looks}) == len({name for name, _ in looks}) >= 4
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration
            .split(',').some(each => parseFloat(each) > 0)).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert moving == []


def test_mangled_link_says_so(desktop: Watched, server: Server) -> None:
    """A script, an unknown code and nonsense in the address: a Dutch notice, nothing run, no traceback."""
    desktop.open(f"{server.url}/vergelijking?g=%3Cscript%3Ealert(1)%3C/script%3E&r=zz&j=%27%3B")
    text = desktop.page.locator("[data-testid=stMain]").inner_text()
    assert "hoort geen gemeente in de geladen cijfers" in text
    assert desktop.page.locator("[data-testid=stException]").count() == 0
    assert desktop.errors == []
    answer = desktop.page.goto(f"{server.url}/vergelijkingen")
    assert answer is not None and answer.status == 404
    assert desktop.page.locator("h1").inner_text() == "Deze pagina bestaat niet"
    assert Axe().run(desktop.page).response["violations"] == []
    desktop.page.get_by_role("link", name="begin bij een gemeente").click()
    desktop.ready()
    assert desktop.page.title() == menu.title("app")


def test_a_server_over_a_broken_data_folder_makes_the_build_again(tmp_path: Path) -> None:
    """A pointer to a build that is not there and cannot be read: the report's figures, no error, also no message of
    one. What a visitor without a browser gets (an exception in a page is a WrongRunError)."""
    data = tmp_path / "data"
    (data / "builds").mkdir(parents=True)
    (data / "current").write_text("abc123\n")
    (data / "builds" / "abc123.duckdb").write_bytes(b"not a database")
    process, url = start_server(data)

    async def visit() -> str:
        async with Visitor(url) as visitor:
            return " ".join((await visitor.open("vergelijking", {"g": "GM0150"})).html)

    try:
        text = run_apart(visit())
    finally:
        process.kill()
        process.wait()
    assert "Traceback" not in text
    assert "In 2019 had Deventer" in text, "the damaged build is made again from what ships"
