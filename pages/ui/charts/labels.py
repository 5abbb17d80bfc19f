"""Places of labels and ticks, shared by screen and paper. Lengths in pixels unless said otherwise."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from metrics import dutch

T = TypeVar("T")

# Mean width of a character of a sans-serif face, in parts of its size; bold is wider.
_PER_CHARACTER = 0.59
_PER_BOLD_CHARACTER = 0.66
_TOUCH = 0.08  # of a label that may lie on others: widths are estimates
_HIDDEN = 0.2  # of a dot with a name that a label may hide


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Estimate the width of a text; of the longest line where it has more."""
    longest = max((len(line) for line in text.split("\n")), default=0)
    return longest * size * (_PER_BOLD_CHARACTER if bold else _PER_CHARACTER)


def wrap(text: str, characters: int) -> str:
    """Break a text into lines of at most so many characters, at spaces and after hyphens inside names.

    A word that is longer stays whole.
    """
    lines: list[str] = [""]
    for piece in re.findall(r"(?:\S{3,}?-(?=[^\W\d]{2})|\S+?(?=\s|$))\s?", text):
        if lines[-1] and len(lines[-1]) + len(piece.rstrip()) > characters:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


def once(found: Sequence[T], text: Callable[[T], str]) -> list[T]:
    """Return those that have a text of their own; of several with the same one the last, which is drawn on top.

    Lines that all begin at 100 have one number there, not seven above each other.
    """
    return list({text(one): one for one in found}.values())


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Move middles of labels as little as possible so that none overlap, within low..high where they fit.

    `sizes` are the heights. Keeps the order of the places (equal ones in the order given). Least squares:
    pooled adjacent violators on the places minus the room of the labels below. What cannot fit is squeezed.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    offsets = [0.0] * len(order)
    for rank in range(1, len(order)):
        offsets[rank] = offsets[rank - 1] + (sizes[order[rank - 1]] + sizes[order[rank]]) / 2
    needed = offsets[-1] if order else 0.0
    if needed > high - low:
        offsets = [offset * (high - low) / needed for offset in offsets]
        needed = high - low
    pools: list[tuple[float, int]] = []  # (mean, how many)
    for rank, i in enumerate(order):
        mean, count = wanted[i] - offsets[rank], 1
        while pools and pools[-1][0] >= mean:
            before, number = pools.pop()
            mean = (before * number + mean * count) / (number + count)
            count += number
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    result = [0.0] * len(wanted)
    for rank, i in enumerate(order):
        result[i] = max(low, min(flat[rank], high - needed)) + offsets[rank]
    return result


def nice_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round ticks (steps of 1, 2, 2.5 or 5 times a power of ten) that enclose low..high."""
    if high <= low:
        low, high = low - 1, high + 1
    return list(_ticks(low, high, about))


@lru_cache(maxsize=5000)
def _ticks(low: float, high: float, about: int) -> tuple[float, ...]:
    from matplotlib.ticker import MaxNLocator  # a fifth of a second: not while the server starts

    found = MaxNLocator(nbins=about, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return tuple(round(float(tick), 10) + 0.0 for tick in found)  # -0.0 becomes 0.0


def tick_texts(ticks: Sequence[float], unit: str) -> list[str]:
    """The ticks in Dutch, all with as many decimals as the finest needs."""
    decimals = 0
    while decimals < 3 and any(abs(round(t, decimals) - t) > 1e-9 for t in ticks):
        decimals += 1
    return [dutch.value(t, unit, decimals) for t in ticks]


@dataclass(frozen=True)
class Scale:
    """A value axis: its range, ticks and their texts."""

    low: float
    high: float
    ticks: tuple[float, ...]
    texts: tuple[str, ...]

    @property
    def shown_length(self) -> int:
        """Characters of the longest tick text."""
        return max((len(text) for text in self.texts), default=0)


def scale(values: Sequence[float], unit: str, *, zero: bool = False, ticks: Sequence[float] = ()) -> Scale:
    """Make an axis for these values, with room above and below; `ticks` fixes them (deciles)."""
    found = [*values, *ticks] or [0.0, 1.0]
    low, high = min(found), max(found)
    if zero:
        low, high = min(0.0, low), max(0.0, high)
    if ticks:
        room = (high - low) * 0.05
        return Scale(low - room, high + room, tuple(ticks), tuple(tick_texts(ticks, unit)))
    marks = nice_ticks(low, high)
    return Scale(marks[0], marks[-1], tuple(marks), tuple(tick_texts(marks, unit)))


def year_ticks(periods: Sequence[str]) -> tuple[list[float], list[str]]:
    """Places and texts of the years under a time axis; over five years every second one, the last included.

    A year of which two halves are drawn has its name between them, one with a single half at that half.
    """
    places: dict[int, list[float]] = {}
    for period in sorted(set(periods)):
        places.setdefault(int(period[:4]), []).append(dutch.period_position(period))
    years = sorted(places)
    shown = years if len(years) <= 5 else years[::-1][::2][::-1]
    return [sum(places[year]) / len(places[year]) for year in shown], [dutch.year(year) for year in shown]


@dataclass(frozen=True)
class Box:
    """A rectangle on the drawing, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: "Box") -> float:
        """Area in common."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(0.0, width) * max(0.0, height)


@dataclass(frozen=True)
class Placed:
    """Where a label stands beside its dot: shift of its anchor, and which side of the text the anchor is."""

    dx: float
    dy: float
    side: str  # left, right, center


def line_room(y: float, wide: float, text: str, size: float) -> list[Box]:
    """The room of a line across at height y and of its name, which stands on it at the right."""
    return [Box(0, y - 3, wide, y + 3), Box(wide - text_width(text, size), y, wide, y + size * 1.4)]


def place_labels(
    dots: Sequence[tuple[float, float, float]],
    texts: Sequence[tuple[str, bool]],
    size: float,
    frame: Box,
    lines: Sequence[Box] = (),
) -> list[Placed | None]:
    """Put a label beside each dot (x, y, radius) where it least covers dots, lines, earlier labels and the edge.

    `lines`: the room that lines across and their names take (`line_room`). Greedy, in the order given: put the
    important ones first. An empty text takes no room. None for a label that finds none beside earlier ones, off the
    lines and off the dots that have a name themselves; a bold one (the own gemeente) is always named.
    """
    taken = [Box(x - r, y - r, x + r, y + r) for x, y, r in dots]
    meant = [box for box, (text, _) in zip(taken, texts, strict=True) if text]
    named: list[Box] = []
    result: list[Placed | None] = []
    for (x, y, r), (text, bold) in zip(dots, texts, strict=True):
        if not text:  # a cloud of three hundred dots has one name: nothing to weigh for the others
            result.append(Placed(r + 4, 0, "left"))
            continue
        width, height = text_width(text, size, bold), size * 1.15
        away = r + 4
        options = [
            Placed(away, 0, "left"),
            Placed(-away, 0, "right"),
            Placed(0, away + height / 2, "center"),
            Placed(0, -away - height / 2, "center"),
            Placed(away, height * 0.8, "left"),
            Placed(away, -height * 0.8, "left"),
            Placed(-away, height * 0.8, "right"),
            Placed(-away, -height * 0.8, "right"),
        ]
        boxes = [_label_box(x, y, option, width, height) for option in options]
        near, must_stay = _around(boxes, taken), _around(boxes, (*named, *lines, *meant))
        costs = [
            sum(box.overlap(other) for other in near)
            + sum(box.overlap(other) for other in must_stay) * 3
            + (width * height - box.overlap(frame)) * 4
            + n * 0.5
            for n, box in enumerate(boxes)
        ]
        best = min(range(len(options)), key=costs.__getitem__)
        full = [*named, *(() if bold else lines)]
        hides = any(boxes[best].overlap(dot) > _HIDDEN * dot.overlap(dot) for dot in meant)
        if (hides and not bold) or sum(
            boxes[best].overlap(other) for other in full
        ) > _TOUCH * width * height:
            result.append(None)
            continue
        result.append(options[best])
        named.append(boxes[best])
    return result


def _around(boxes: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """Return those of the others that any of the boxes may lie on: of a cloud of three hundred, a few."""
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    bottom, top = min(box.bottom for box in boxes), max(box.top for box in boxes)
    return [
        each
        for each in others
        if each.left < right and each.right > left and each.bottom < top and each.top > bottom
    ]


def _label_box(x: float, y: float, placed: Placed, width: float, height: float) -> Box:
    anchor = x + placed.dx
    left = {"left": anchor, "right": anchor - width, "center": anchor - width / 2}[placed.side]
    middle = y + placed.dy
    return Box(left, middle - height / 2, left + width, middle + height / 2)
