"""What every page draws with is asked for with the page (in a browser: tests/browser/test_pages_in_browser.py)."""

import re
from pathlib import Path

import streamlit as st

from pages.ui.site.serving import early, server

STATIC = Path(st.__file__).parent / "static"


def names(links: str) -> list[str]:
    return re.findall(r'<link rel="modulepreload" crossorigin href="\./static/js/([\w.-]+)">', links)


def test_of_this_streamlit_the_three_are_named_and_what_they_import_and_nothing_twice() -> None:
    page = server.index_html("Titel")
    asked = re.findall(r'(?:href|src)="\./static/js/([\w.-]+\.js)"', page)
    for part in ("Html", "PageLink", "Selectbox"):
        assert any(name.startswith(f"{part}.") for name in asked), (
            f"this Streamlit has no {part}: see early.py"
        )
    assert len(set(asked)) == len(asked)
    for name in asked:
        text = (STATIC / "static" / "js" / name).read_text(encoding="utf-8")
        imported = set(re.findall(r'(?:\bfrom|\bimport)"\./([\w.-]+\.js)"', text))
        assert imported <= set(asked), f"{name} waits for another file"


def test_imports_are_followed_once_and_what_is_not_there_is_left_out(tmp_path: Path) -> None:
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    for name, text in {
        "Html.a1.js": 'import"./one.b2.js";import{t as e}from"./index.c3.js";import("./later.d4.js")',
        "one.b2.js": 'export{t}from"./Html.a1.js";import{x}from"./two.e5.js"',
        "two.e5.js": "",
        "later.d4.js": "",
        "index.c3.js": "",
    }.items():
        (scripts / name).write_text(text, encoding="utf-8")
    index = '<script type="module" src="./static/js/index.c3.js"></script>'
    assert names(early.links(tmp_path, index)) == ["Html.a1.js", "one.b2.js", "two.e5.js"]
    assert early.links(tmp_path / "elsewhere", index) == ""
