"""The groups that were saved on this installation, as a page offers them: one place for every page."""

from metrics.records import ReferenceGroup
from pages.ui.parts import notices
from pages.ui.site import saved_here, trouble
from pages.ui.site.page import Page
from pages.ui.site.visiting import bar, visit
from pages.ui.site.visiting.selection import SAVED

_LEFT_OUT = "Een bewaarde groep is niet te lezen en doet niet mee."


def of(page: Page) -> tuple[ReferenceGroup, ...]:
    """Return the saved groups; each that is not right is said and left out."""
    found = saved_here.saved_groups(page.loaded)
    for problem in found.problems:
        page.top.html(notices.box(trouble.told(problem), "fout", title=_LEFT_OUT))
    return found.groups


def choose(page: Page, saved: tuple[ReferenceGroup, ...]) -> None:
    """Draw which of the saved groups; a link to one that is gone gives the first, said."""
    named = {each.code: each.name for each in saved}
    first = next(iter(named))
    bar.choose(page, SAVED, "Bewaarde groep", named, first, line=gone(page, saved))


def gone(page: Page, saved: tuple[ReferenceGroup, ...]) -> str:
    """Say that the saved group of the address is not there any more, and which is shown; empty where it is there."""
    asked = page.selection.group.name
    if not asked or asked in {each.code for each in saved}:
        return ""
    return visit.gone_group(asked, saved[0].name)
