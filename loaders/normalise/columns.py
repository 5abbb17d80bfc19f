"""What a table calls its columns and categories, and which figures stand in another one than before. Pure.

Figures are found by title. Where two columns change titles, a figure comes from the column that had the other title;
that the key of a column changed says nothing by itself, for CBS numbers them anew and the figures go along.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loaders.normalise.metadata import Metadata, plain
from loaders.normalise.plan import Part, Plan


@dataclass(frozen=True)
class Columns:
    """`titles`: column or category -> title and unit; `parts`: figure -> the columns and categories it stands on."""

    titles: Mapping[Part, tuple[str, str]]
    parts: Mapping[str, frozenset[Part]]


def titles(meta: Metadata) -> dict[Part, tuple[str, str]]:
    """Return what a table calls its columns and its categories (not its regions and periods)."""
    found = {("", topic.key): (topic.path, topic.unit) for topic in (*meta.topics, *meta.not_fetched)}
    others = [each for each in meta.dimensions if each.kind == "other"]
    return found | {(each.key, member.key): (member.title, "") for each in others for member in each.members}


def of(meta: Metadata, plan: Plan) -> Columns:
    """Return what a table calls its columns, and where its plan finds each figure."""
    return Columns(titles(meta), plan.parts)


def moved(now: Columns, before: Columns) -> Iterator[str]:
    """Give the figures that stand in a column or category which had another title before.

    It is known by its key, or, of a column, by the number at the end: the rest of a key may follow its title (in v4 it
    always does). By number only where titles changed places among each other: of a column that was put in between, all
    numbers after it shift.
    """
    at, was = {title: number for number, title in _numbered(now)}, dict(_numbered(before))
    for indicator, parts in now.parts.items():
        if any(
            _retitled(part, now, before) or _in_circle(_number(part), at, was)
            for part in parts - before.parts.get(indicator, parts)
        ):
            yield indicator


def _retitled(part: Part, now: Columns, before: Columns) -> bool:
    had = before.titles.get(part)
    return had is not None and plain(had[0]) != plain(now.titles[part][0])


def _in_circle(number: str, at: Mapping[str, str], was: Mapping[str, str]) -> bool:
    """Say whether the column that had this number's title before, and so on, leads back to this number."""
    here, steps = number, 0
    while steps <= len(was):
        here, steps = at.get(was.get(here, ""), ""), steps + 1
        if not here:
            return False
        if here == number:
            return steps > 1
    return False


def _numbered(columns: Columns) -> Iterator[tuple[str, str]]:
    for part, (title, _) in columns.titles.items():
        if number := _number(part):
            yield number, plain(title)


def _number(part: Part) -> str:
    """Return the number at the end of the key of a column; empty for a category, or a key without one."""
    dimension, key = part
    number = key.rpartition("_")[2]
    return number if not dimension and number.isdecimal() else ""
