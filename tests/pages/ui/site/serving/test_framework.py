"""The framework's own words in Dutch: every one of them exists in the Streamlit that is installed."""

import re
from functools import cache
from pathlib import Path

import pytest
import streamlit as st

from pages.ui.site.serving import framework, server


@cache
def shipped() -> str:
    """All scripts that Streamlit sends to a browser."""
    scripts = (Path(st.__file__).parent / "static" / "static" / "js").glob("*.js")
    return "\n".join(script.read_text(encoding="utf-8") for script in scripts)


@pytest.mark.parametrize("word", framework.WORDS)
def test_each_word_is_one_that_streamlit_says(word: str) -> None:
    assert word in shipped()


def test_the_index_page_speaks_dutch_before_anything_is_drawn() -> None:
    page = server.index_html("Titel")
    assert framework.LOADING in page.split('<div id="root">')[0]
    assert framework.NO_SCRIPT in page
    assert "JavaScript to run this app" not in page and "MCP" not in page
    assert "__WORDS__" not in page and "Niets gevonden" in page


def test_the_patterns_keep_what_is_particular() -> None:
    said = {pattern: re.sub(r"\$(\d)", r"\\\1", dutch) for pattern, dutch in framework.PATTERNS.items()}

    def dutch(text: str) -> str:
        return next(re.sub(pattern, to, text) for pattern, to in said.items() if re.search(pattern, text))

    assert dutch("Remove Epe") == "Haal Epe weg"
    assert dutch("Select 12 matches") == "Kies deze 12"
    assert dutch("5MB per file • CSV, TXT") == "ten hoogste 5 MB per bestand • CSV, TXT"
    assert dutch("Add: devneter") == "Enter: zoek wat u typte"
    assert dutch("Press Ctrl+Enter to apply") == "Klaar? Druk op Ctrl+Enter"
    assert dutch("Press Enter to submit form") == "Klaar? Druk op Enter"
    assert dutch("1 option available.") == "Keuzes: 1" and dutch("607 options available.") == "Keuzes: 607"
    assert dutch("Epe, selected") == "Epe, gekozen"
