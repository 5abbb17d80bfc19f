"""The audit of the report on the build on screen: the first takes seconds, and holds up nobody who reads elsewhere."""

import weakref

from metrics.report.audit.run import Audit
from pages.ui.site import builds
from pages.ui.site.builds import Loaded
from pages.ui.site.serving import turns

_READY: weakref.WeakSet[Loaded] = weakref.WeakSet()


def audit(loaded: Loaded) -> Audit:
    """Return the audit of the report on this build (`builds.audit`), made outside of the turn where it is not there."""
    if loaded in _READY:
        return builds.audit(loaded)
    with turns.aside():  # also who waits for another to make it
        found = builds.audit(loaded)
    _READY.add(loaded)
    return found
