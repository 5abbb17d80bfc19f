"""What to say where the data folder cannot be used and a page shows what ships, from memory."""

import logging
from pathlib import Path

import streamlit as st

from loaders import disk
from loaders.build import make
from loaders.errors import DiskFullError, LoaderError
from metrics.errors import MetricsError

LOG = logging.getLogger("eigenwijzer")
ONLY_THE_REPORT = "U ziet nu alleen de cijfers uit het rapport van 2021."
OLDER = (
    "De cijfers die er staan, zijn van een andere versie van Eigenwijzer.",
    "this build is of another version of Eigenwijzer",
)


@st.cache_resource(ttl=30, max_entries=1, show_spinner="De cijfers worden klaargezet ...")
def why(where: str) -> str:
    """Return what keeps us from making a build in a folder, in Dutch; empty: one is there. Tried twice a minute."""
    try:
        make.ensure_build(Path(where))
    except LoaderError as error:
        LOG.error("No build can be made, so the figures of the report are shown from memory: %s", error)
        return told(error)
    return ""


def told(error: LoaderError | MetricsError | OSError) -> str:
    """Return what is wrong and what to do, in Dutch."""
    if isinstance(error, OSError):
        LOG.error("A file cannot be used", exc_info=error)
        error = disk.failed("de map met gegevens", error)
    return error.cause_nl if isinstance(error, DiskFullError) else error.message_nl
