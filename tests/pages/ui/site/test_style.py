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
