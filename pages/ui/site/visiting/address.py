"""Addresses of pages: relative for a link on a page, in full for one that travels. Only parameters of ours go in."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from pages.ui.site import menu
from pages.ui.site.visiting import selection


def relative(page_name: str, params: Mapping[str, str]) -> str:
    """Return the address of a page on its own server. Raises ValueError for a parameter that nobody reads back."""
    for param in params:
        selection.must_be_ours(param)
    path = menu.entry(page_name).path
    return f"{path}?{urlencode(params)}" if params else path


def full(page_name: str, params: Mapping[str, str]) -> str:
    """Return the address of a page as its visitor has it, so that it works elsewhere too."""
    base = (st.context.url or "").split("?")[0]
    if not base.startswith(("http://", "https://")):
        # no visitor's address is known (a test, a script): the one the server is set to listen on
        own = f"http://{st.get_option('browser.serverAddress')}:{st.get_option('server.port')}"
        base = f"{own}{menu.entry(page_name).path}"
    return f"{base}?{urlencode(params)}" if params else base
