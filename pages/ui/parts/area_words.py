"""What a map says of one area: why it has no colour, and what must be said with its figure. Pure."""

from collections.abc import Callable

from metrics import dutch
from metrics.comparing.areas import BOOKS_FOR_OTHERS, AreaValue
from metrics.comparing.sentences.remarks import WEIGHTY, said_by, short
from pages.ui.parts.tables import meaning

Name = Callable[[str], str]


def why_blank(area: AreaValue, name: Name) -> str:
    """Return why an area has no colour, in words that follow a colon."""
    if area.missing and area.status == BOOKS_FOR_OTHERS:
        return f"{dutch.names([name(code) for code in area.missing])} {meaning(area.status)}"
    if area.missing:
        return f"geen bruikbaar cijfer voor {dutch.names([name(code) for code in area.missing])}"
    return meaning(area.status)


def told(area: AreaValue) -> list[str]:
    """The remarks that a map must carry, but what the reason of a blank area says already."""
    return [code for code in area.remarks if code in WEIGHTY and not said_by(code, area.status)]


def detail(area: AreaValue, name: Name) -> str:
    """Return what the map must say of one area, in hover, table and list; empty where there is nothing."""
    parts = []
    if area.value is None:
        parts.append(why_blank(area, name))
    elif area.missing:
        parts.append(f"zonder {dutch.names([name(code) for code in area.missing])}")
    if area.gemeente and area.gemeente != area.code:
        parts.append(f"cijfer van {name(area.gemeente)}, waar het nu bij hoort")
    parts += [short(code) for code in told(area)]
    return "; ".join(parts)
