"""What the documents say of a region: dated facts in our own words, with document and line. Pure."""

from collections.abc import Iterable

from metrics.documents import cited
from metrics.records import RegionStory
from pages.ui.regio.view import RegionView

LABEL = "Achtergrond: wat documenten over deze regio zeggen"
INTRO = (
    "Zo stond het toen in de documenten, in onze woorden. Het kan sindsdien anders zijn. Eigenwijzer heeft het niet "
    "nagevraagd en oordeelt er niet over."
)
CORRECT = "Meld een correctie"


def told(view: RegionView, stories: Iterable[RegionStory]) -> tuple[str, ...]:
    """Return what is told of the region: on the region as a whole, then on gemeenten in it."""
    mine = [each for each in stories if view.region in each.regions]
    return tuple(
        f"Volgens {cited(each.document, each.line)}: {_lowered(each.text)}"
        for each in sorted(mine, key=lambda each: (bool(each.gemeente), each.document, each.line))
    )


def _lowered(text: str) -> str:
    """Return a text as it stands after a colon: an article or little word begins small, a name keeps its capital."""
    first, _, rest = text.partition(" ")
    small = {"De", "Een", "Er", "Alle", "Bij", "In", "Voor", "Over", "Vijftien"}
    return f"{first.lower()} {rest}" if first in small else text
