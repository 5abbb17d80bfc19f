"""For what is made without a visitor: Streamlit says in the log of all that it keeps that nobody sees its spinner."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_SPINNERS = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")


@contextmanager
def unwatched() -> Iterator[None]:
    """Leave those lines out meanwhile."""
    _SPINNERS.disabled = True
    try:
        yield
    finally:
        _SPINNERS.disabled = False
