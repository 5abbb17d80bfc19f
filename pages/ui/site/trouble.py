"""What to say where the data folder cannot be used and a page shows what ships, from memory.

A visitor of a public site cannot mend that, and is told no folder, file or setting: those stand in the log.
"""

import logging
from pathlib import Path

import streamlit as st

from loaders import disk, stores
from loaders.errors import DamagedError, DiskFullError, LoaderError
from metrics.errors import MetricsError
from pages.ui.site.public import is_public

LOG = logging.getLogger("eigenwijzer")
ONLY_THE_REPORT = "U ziet nu alleen de cijfers uit het rapport van 2021."
OLDER = (
    "De cijfers die er staan, zijn van een andere versie van Eigenwijzer.",
    "this build is of another version of Eigenwijzer",
)
TO_VISITORS = (
    "Er is iets mis op deze site. De beheerder vindt in het logboek wat er mis is en wat eraan te doen is."
)
_TO_VISITORS_IN_ENGLISH = "something is wrong on this site; its administrator finds in the log what to do"


@st.cache_resource(ttl=30, max_entries=1, show_spinner="De cijfers worden klaargezet ...")
def why(where: str) -> str:
    """Return what keeps us from making a build in a folder, in Dutch; empty: one is there. Tried twice a minute."""
    try:
        stores.of(Path(where)).ensure()
    except LoaderError as error:
        LOG.error("No build can be made, so the figures of the report are shown from memory: %s", error)
        return told(error)
    return ""


def told(error: LoaderError | MetricsError | OSError) -> str:
    """Return what is wrong and what to do, in Dutch; to visitors of a public site only that the log says it."""
    if isinstance(error, OSError):
        LOG.error("A file cannot be used", exc_info=error)
        error = disk.failed("de map met gegevens", error)
    if _is_for_the_log(error):
        LOG.error("Not told on a public site: %s", error)
        return TO_VISITORS
    return error.cause_nl if isinstance(error, DiskFullError) else error.message_nl


def told_in_english(error: LoaderError | MetricsError) -> str:
    """Return the same in English, for who reads an answer of the server in a program."""
    return _TO_VISITORS_IN_ENGLISH if _is_for_the_log(error) else str(error)


def _is_for_the_log(error: LoaderError | MetricsError) -> bool:
    """Say whether a message may name a folder or a file to people who should not see it.

    Errors of `metrics` are about what was asked; a damaged build is made again, and its message says so.
    """
    return is_public() and isinstance(error, LoaderError) and not isinstance(error, DamagedError)
