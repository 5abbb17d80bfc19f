"""A word of the field that stands on a page is explained there: data/glossary.toml says on which pages each one is.

Most pages of which that must hold are opened by `test_every_page.py`, which asks `held` here; these are the others.
"""

import html as entities
import re
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from loaders.files import shipped
from metrics.records import Term
from pages.ui.parts import notices
from pages.ui.site import menu
from tests.pages.conftest import Open, html

PAGES = [entry.name for entry in menu.entries()]
LISTS_THEM_ALL = "begrippen"
_BLOCK = re.compile(r'<details class="ew-details ew-woorden">.*?</details>', re.DOTALL)
_TAG = re.compile(r"<(style|script|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


@cache
def glossary() -> tuple[Term, ...]:
    return shipped.records().terms


def text_of(body: str) -> str:
    """What is read on a page, without the explanations themselves and without the footer."""
    return entities.unescape(
        _TAG.sub(" ", _BLOCK.sub(" ", body).partition('<div class="ew-voet">')[0])
    ).lower()


def used(text: str) -> set[str]:
    """The terms of which a word stands in a text, also with an ending behind it ('decielen')."""
    return {
        term.term
        for term in glossary()
        if any(re.search(rf"(?<![\w-]){re.escape(word)}", text) for word in term.words)
    }


def explained(body: str) -> set[str]:
    """The terms that a page explains in its own list."""
    return {
        entities.unescape(term)
        for block in _BLOCK.findall(body)
        for term in re.findall("<dt>(.*?)</dt>", block)
    }


def held(name: str, at: AppTest) -> set[str]:
    """Check one page as it stands; return the terms it uses."""
    assert not at.exception
    body = html(at)
    if name == LISTS_THEM_ALL:
        return set()
    said = used(text_of(body))
    assert said <= explained(body), f"{name}: write it in `pages` of these terms in data/glossary.toml"
    return said


def test_words_are_found_as_they_are_written() -> None:
    assert used("drie decielen, in het mediane inkomen en de jeugdlasten") == {"Deciel"}
    assert used("het mediaan inkomen en lastendruk") == {"Mediaan inkomen", "Lasten"}
    block = notices.explained([each for each in glossary() if each.term == "Deciel"])
    assert explained(f"<p>deciel</p>{block}") == {"Deciel"}
    assert text_of(f"<p>Iv3</p>{block}").split() == ["iv3"]
    assert notices.explained([]) == ""


def test_each_term_names_pages_that_are_there() -> None:
    for term in glossary():
        assert set(term.pages) <= set(PAGES) - {LISTS_THEM_ALL}, term.term
        assert bool(term.pages) == bool(term.words), term.term


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_says_of_a_gemeente_outside_the_report_is_explained(name: str, open_report: Open) -> None:
    held(name, open_report(name, g="GM0307"))


@pytest.mark.shared
@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_says_without_a_choice_is_explained(name: str, open_cbs: Open) -> None:
    held(name, open_cbs(name))
