"""A page without a screen: the same choices read from an address, for who asks one chart of a page and not the page.

The choosers of the pages work on it as on any other (`Page`), so what an address means is decided in one place; they
draw nowhere. It knows no session: no own figures, nothing that a visitor typed.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from streamlit.delta_generator import DeltaGenerator

from pages.ui.charts.spec import Chart
from pages.ui.site import builds
from pages.ui.site.builds import VersionShown
from pages.ui.site.head import Head
from pages.ui.site.page import Page
from pages.ui.site.visiting import selection
from pages.ui.site.visiting.held import Held
from pages.ui.site.visiting.selection import GEMEENTE

_SLIPS = frozenset({"K1", "K5"})  # of an address: a gemeente that nobody knows, a value that means nothing


class NotThereError(Exception):
    """An address asks for something that is not there; nothing else is shown in its place."""


class Nowhere:
    """A place on no screen: whatever is drawn in it is not drawn."""

    def __getattr__(self, _name: str) -> Any:
        return lambda *_args, **_shown: self

    def __enter__(self) -> "Nowhere":
        return self

    def __exit__(self, *_raised: object) -> None:
        return None


NOWHERE = cast(DeltaGenerator, Nowhere())


class UnseenPage(Page):
    """A page whose choices come from the address alone. A value that is not there is refused, never replaced."""

    def html(self, body: str) -> None:
        """Draw nothing."""

    def row(self, key: str) -> DeltaGenerator:  # noqa: ARG002 - as that of a page
        """Return a place on no screen."""
        return NOWHERE

    def gemeente(self, label: str = "Gemeente") -> str:  # noqa: ARG002 - as that of a page
        """Return the gemeente of the address. Raises NotThereError without one."""
        if self.selection.gemeente is None:
            raise NotThereError
        self.taken[GEMEENTE] = self.selection.gemeente
        return self.selection.gemeente

    def choose(
        self,
        param: str,
        label: str,  # noqa: ARG002 - as that of a page
        options: Mapping[str, str],
        default: str | None = None,
        *,
        as_buttons: bool = False,  # noqa: ARG002 - as that of a page
    ) -> str:
        """Return the choice of the address, else the default. Raises NotThereError for one that is not there."""
        first = default if default is not None else next(iter(options))
        code, known = selection.choice(self.selection.params.get(param), options, first)
        if not known:
            raise NotThereError
        self.taken[param] = code
        return code


def page(name: str, params: Mapping[str, str], shown: VersionShown) -> UnseenPage:
    """Return page `name` with the choices of an address. Raises NotThereError where that cannot be read."""
    chosen = selection.parse(params, shown.loaded.build.names)
    if any(notice.key in _SLIPS for notice in chosen.notices):
        raise NotThereError
    head = Head(name, NOWHERE, NOWHERE, NOWHERE, NOWHERE)
    return UnseenPage(name, Held(shown), builds.records(), chosen, NOWHERE, head)


def made(chart: Chart) -> Callable[[], Chart]:
    """Return what gives a chart that is there already, as the rooms of pages name their charts."""
    return lambda: chart
