"""How a visit holds a build: firmly while its page is drawn, and not in memory while the visitor reads.

A session keeps the callbacks and the files to come of the page it showed last, and with them that page. Whoever leaves
a window open would keep the build of that day in memory, each refresh one more.
"""

import weakref

from pages.ui.site import builds
from pages.ui.site.builds import Loaded, VersionShown
from pages.ui.site.visiting import entered
from pages.ui.site.visiting.entered import OwnOfSession


class Held:
    """The build on screen, official and with the own figures of the session."""

    def __init__(self, shown: VersionShown, own: OwnOfSession | None = None) -> None:
        """Hold what is shown, `own` figures in place of the official ones."""
        self.answer, self._version, self._own = shown.answer, shown.loaded.facts.data_version, own
        loaded = entered.on(shown.loaded, own)
        self._drawn: tuple[VersionShown, Loaded] | None = (shown, loaded)
        self._known = weakref.ref(loaded)

    def let_go(self) -> None:
        """Say that the page is drawn."""
        self._drawn = None

    @property
    def shown(self) -> VersionShown:
        """Which version is on screen and why; of a page that is drawn, it is asked for again.

        Raises VersionGoneError where the figures that stood on screen cannot be had any more: others never take their
        place.
        """
        if self._drawn is not None:
            return self._drawn[0]
        return builds.same_version(self._version)

    @property
    def loaded(self) -> Loaded:
        """The build on screen; of a page that is drawn the same figures again. Raises as `shown`."""
        if self._drawn is not None:
            return self._drawn[1]
        return self._known() or entered.on(self.shown.loaded, self._own)

    @property
    def nearest(self) -> Loaded:
        """The build on screen or, where that went from memory, the one in use: to understand a name by."""
        return self._drawn[1] if self._drawn is not None else self._known() or builds.current()
