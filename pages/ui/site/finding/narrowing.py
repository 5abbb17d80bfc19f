"""A field that narrows a list on its page: what comes in through the address stands in it, and goes along in a link."""

import streamlit as st

from pages.ui.site.page import Page
from pages.ui.site.visiting import keyed
from pages.ui.site.visiting.selection import SEARCH, is_text


def asked(page: Page) -> str:
    """Return what the address asks to look for; empty: nothing."""
    return page.selection.params.get(SEARCH, "")


def field(page: Page, label: str, key: str, example: str) -> str:
    """Draw the field and return what stands in it.

    What is typed stands in the shared link; in the address it would make a step Back of every letter.
    """
    wanted = asked(page)
    keyed.follow(key, wanted)
    typed = st.text_input(
        label,
        value="" if key in st.session_state else wanted,
        key=key,
        type="search",
        live=True,
        placeholder=f"Bijvoorbeeld {example}",
    )
    page.taken[SEARCH] = typed if is_text(typed) else ""
    return typed or ""
