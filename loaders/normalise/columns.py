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
    """Give the figures that stand in a column or category which had another title before."""
    for indicator, parts in now.parts.items():
        for part in parts - before.parts.get(indicator, parts):
            was = before.titles.get(part)
            if was is not None and plain(was[0]) != plain(now.titles[part][0]):
                yield indicator
                break
