"""The style sheets name our containers by their key: a key that no code gives styles nothing, without a word."""

import re
from pathlib import Path

import pytest

from pages.ui.site import menu

PAGES = Path("pages")
SHEETS = sorted((PAGES / "ui/site/style").glob("*.css"))
NAMED = re.compile(r"\.st-key-([\w-]+)")
BEGUN = re.compile(r'\[class\*="st-key-([\w-]+)"\]')
# Keys that code puts together: the charts of a page (`show.chart`) and the choosers of a page (`Page.choose`).
MADE = re.compile(rf"figuur_\w+|_(?:{'|'.join(entry.name for entry in menu.entries())})_\w+")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_container_that_a_sheet_names_is_there(sheet: Path) -> None:
    """The hits of a search stood in 'gevonden_zoek' where the sheet named 'gevonden': no links to press by finger."""
    style = sheet.read_text(encoding="utf-8")
    code = "\n".join(each.read_text(encoding="utf-8") for each in PAGES.rglob("*.py"))
    unknown = [key for key in NAMED.findall(style) if f'"{key}"' not in code and not MADE.fullmatch(key)]
    begun = [
        key
        for key in BEGUN.findall(style)
        if not MADE.fullmatch(key) and not re.search(rf'f?"{key}\w*[{{"]', code)
    ]
    assert (unknown, begun) == ([], [])


# What stands inside parentheses, innermost first, so that what is left has no spaces or commas but its own.
INSIDE = re.compile(r"\(([^()]*)\)")


def _everything_anew(sheet: str) -> list[str]:
    """The selectors of anything at all that holds something, inside what depends on what it holds itself."""
    found = []
    for rule in re.findall(r"[^{};]+(?=\{)", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)):
        plain = rule.strip()
        while INSIDE.search(plain):
            plain = INSIDE.sub(
                lambda inside: "⟨has⟩" if ":has" in inside[1] or "⟨has⟩" in inside[1] else "⟨⟩", plain
            )
        for selector in plain.split(","):
            *around, last = re.split(r"[\s>+~]+", selector.strip())
            depends = any(":has" in each or "⟨has⟩" in each for each in around)
            if depends and re.match(r"\*|:has|:not⟨has⟩", last):
                found.append(rule.strip())
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_change_of_a_page_styles_all_of_it_anew(sheet: Path) -> None:
    """`:root:has(a) :has(> b)` had a browser style the whole page anew with each part of a chart that was drawn, a
    third of the time that *Vergelijken* takes to open; a value that the outer rule sets (`--ew-boven`) does not."""
    assert _everything_anew(sheet.read_text(encoding="utf-8")) == []


def test_such_a_rule_is_found() -> None:
    for rule in (
        ':root:has([aria-controls="a"]) :has(> * > .b) { top: 0; }',
        ":root:not(:has(.a)) * > :has(> .b):not(:has(.c)) { top: 0; }",
        ".x { top: 0; } .a:not(:has(.b)) > :has(> .c) { top: 0; }",
    ):
        assert len(_everything_anew(rule)) == 1
    for rule in (
        ":root :has(> .b) { top: 0; }",
        ":root:has(.a) .b { top: 0; }",
        "tr:has(> .a) > .b { top: 0; }",
    ):
        assert _everything_anew(rule) == []
