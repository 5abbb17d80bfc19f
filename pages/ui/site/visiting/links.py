"""Links to pages of this site, as Streamlit draws them: the session stays, the site is not loaded again.

Streamlit looks for the file on disk at every link that names one, thirty a run; what it found before it takes as well.
"""

from collections.abc import Mapping
from functools import cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.site import menu
from pages.ui.site.builds import PROJECT


def draw(name: str, label: str, query: Mapping[str, str], under: DeltaGenerator | None = None) -> None:
    """Draw a link to page `name` with this query in its address; `under`: in another place than where we are.

    Raises KeyError for a page that no menu has.
    """
    script = menu.entry(name).script
    # where no visitor's page is drawn (pages are prepared at start) there is none to find, and nothing to keep
    page = _page(script) if get_script_run_ctx(suppress_warning=True) else script
    (under or st).page_link(page, label=label, query_params=query)


@cache
def _page(script: str) -> "st.Page":
    return st.Page(PROJECT / script, default=script == menu.HOME_ENTRY.script)
