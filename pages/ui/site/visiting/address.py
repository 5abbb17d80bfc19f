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
    where = (st.context.url or "").split("?")[0]
    if not where.startswith(_HTTP):
        return under(base(), page_name, params)
    return f"{where}?{urlencode(params)}" if params else where


_HTTP = ("http://", "https://")


def base() -> str:
    """Return the address of the server without a page, as the visitor has it."""
    where = (st.context.url or "").split("?")[0]
    if where.startswith(_HTTP):
        return where.rpartition("/")[0]
    # no visitor's address is known (a test, a script): the one the server is set to listen on
    return f"http://{st.get_option('browser.serverAddress')}:{st.get_option('server.port')}"


def under(base: str, page_name: str, params: Mapping[str, str]) -> str:
    """Return the address of a page on the server at `base`."""
    where = f"{base.rstrip('/')}{menu.entry(page_name).path}"
    return f"{where}?{urlencode(params)}" if params else where
