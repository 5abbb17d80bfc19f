"""How a file that is saved is called: after the page and the gemeente it was taken from, and what is in it.

The frame says which page is being drawn; whatever is drawn on it names its files here, so that two pages, two
gemeenten or two notations never save under one name.
"""

from contextvars import ContextVar

from pages.ui.documents import spreadsheet

# A run of a page is a thread of its own, and so has a value of its own.
_ABOUT: ContextVar[tuple[str, ...]] = ContextVar("about", default=())


def about(page: str, gemeente: str = "") -> None:
    """Set which page is drawn, and of which gemeente; until the next page is."""
    _ABOUT.set(tuple(part for part in (gemeente, page) if part))


def stem(subject: str) -> str:
    """Return the name of a file without its extension: `eigenwijzer-deventer-vergelijken-lasten-2023`."""
    return spreadsheet.stem(*_ABOUT.get(), subject)
