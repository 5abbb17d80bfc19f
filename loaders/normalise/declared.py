"""Tables of a shape that the register describes whole: figures by title of column and categories, nothing else.

For figures per region and period, on categories of any number of other dimensions. A shape that needs more (amounts to
add up, names to interpret) has a module of its own.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from loaders.errors import TableError
from loaders.files.register import FigureRule
from loaders.normalise.metadata import Dimension, Member, Metadata, Topic, plain, slug
from loaders.normalise.plan import Plan, Wanted, observations

_TOTAL = "^totaal"


def plan(meta: Metadata, figures: Sequence[FigureRule]) -> Plan:
    """Return the plan of the figures of a shape.

    Raises `TableError` where a column or category is not found or not told apart, and where a dimension that no figure
    names has no total.
    """
    others = [each for each in meta.dimensions if each.kind == "other"]
    wanted = [each for figure in figures for each in _wanted(meta, figure, others)]
    names = [(each.indicator, each.members) for each in wanted]
    if twice := sorted({name for name, members in names if sum(name == other for other, _ in names) > 1}):
        raise TableError(
            meta.source_id, [f"Twee cijfers zouden hetzelfde heten: {', '.join(twice)} (data/sources.toml)."]
        )
    return observations(meta, wanted, others)


def _wanted(meta: Metadata, figure: FigureRule, others: Sequence[Dimension]) -> Iterator[Wanted]:
    topic = _topic(meta, figure)
    chosen = [_members(meta, figure, dimension) for dimension in others]
    for members in itertools.product(*chosen):
        titles = {each.key: slug(member.title) for each, member in zip(others, members, strict=True)}
        yield Wanted(tuple(each.key for each in members), topic, _named(figure.name, titles))


def _named(name: str, titles: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: titles[found[1]], name)


def _topic(meta: Metadata, figure: FigureRule) -> Topic:
    fits = [
        each
        for each in meta.topics
        if any(
            re.search(figure.topic, text, re.IGNORECASE) for text in (each.title, plain(each.title), each.key)
        )
    ]
    if len(fits) == 1:
        return fits[0]
    there = "; ".join(f"{each.title} ({each.unit})" for each in fits or meta.topics)
    said = "staat er meer dan eens" if fits else "is niet gevonden"
    raise TableError(meta.source_id, [f"De kolom voor {figure.name} {said}: {there}."])


def _members(meta: Metadata, figure: FigureRule, dimension: Dimension) -> list[Member]:
    """Return the categories of one dimension that a figure stands on; the total where it names none."""
    pattern = dict(figure.where).get(dimension.key, _TOTAL)
    found = [each for each in dimension.members if re.search(pattern, plain(each.title), re.IGNORECASE)]
    each_named = f"{{{dimension.key}}}" in figure.name
    if len(found) == 1 or (found and each_named):
        return found
    titles = "; ".join(each.title for each in (found or dimension.members)[:15])
    said = "is niet een categorie maar meer" if found else "is niet gevonden"
    raise TableError(
        meta.source_id, [f"De categorie van {dimension.key} voor {figure.name} {said}; er staat: {titles}."]
    )
