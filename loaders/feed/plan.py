"""What to ask of one table: columns and chunks, worked out from the register and the table's own metadata.

Pure. This is where a renamed column, a new dimension or another unit is seen, before a single row is fetched.
"""

import itertools
import math
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.errors import TableChangedError
from loaders.feed.cbs import is_dimension
from loaders.files.register import Keep, Kind, RegisteredSource
from loaders.normalise.metadata import only_total, plain

Row = dict[str, Any]
Meta = Mapping[str, Any]
CHUNKS_AT_MOST = 2_000  # more requests than this for one table is a fault in the register, not a plan


@dataclass(frozen=True)
class Chunk:
    """A part of a table that is fetched and checked by itself."""

    name: str  # titles of its categories, for messages
    filters: str  # OData; empty: the whole table
    equal: tuple[tuple[str, str], ...]  # (dimension, key with its blanks) of every row
    starts: tuple[tuple[str, tuple[str, ...]], ...]  # (dimension, beginnings of keys) of every row
    most_n: int = sys.maxsize  # rows that its categories can make at most


@dataclass(frozen=True)
class FetchPlan:
    """How one table is fetched. `select` empty: every column."""

    table: str
    key: tuple[str, ...]  # dimensions: together they name a row
    columns: frozenset[str]  # that every row holds
    select: tuple[str, ...]
    chunks: tuple[Chunk, ...]


def make(source: RegisteredSource, table: str, meta: Meta) -> FetchPlan:
    """Return what to ask of `table`; raises `TableChangedError` where it is not what the register means."""
    properties: Sequence[Row] = meta["DataProperties"]
    names, only_totals = _dimensions(source.kind, table, properties, meta["dims"])
    topics = [one for one in properties if is_topic(one)]
    chosen = _topics(source.kind, table, topics)
    key = (*names.values(), *only_totals)
    every = (*key, *(str(one["Key"]) for one in topics))
    kept = every if source.kind.all_topics else (*key, *chosen)
    chunks = _chunks(source.kind, table, names, meta["dims"])
    return FetchPlan(table, key, frozenset(kept), () if source.kind.all_topics else kept, chunks)


def is_topic(entry: Row) -> bool:
    """Say whether an entry of DataProperties is a column of figures (or of codes and names)."""
    return str(entry.get("odata.type") or entry.get("Type") or "").rsplit(".", 1)[-1] == "Topic"


def _dimensions(
    kind: Kind, table: str, properties: Sequence[Row], dims: Meta
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return name in the register -> name in the table, and new dimensions that are a total and nothing else.

    `Regio` and `RegioS` are one to us, as to CBS.
    """
    present = {_common(str(one["Key"])): str(one["Key"]) for one in properties if is_dimension(one)}
    known = {_common(name): name for name in kind.dimensions}
    for name in kind.dimensions:
        if _common(name) not in present:
            have = ", ".join(present.values()) or "none"
            raise TableChangedError(table, name, f"dimension {name} is gone; the table has {have}")
    only_totals = []
    for common, name in present.items():
        if common not in known:
            titles = [str(one.get("Title")).strip() for one in dims.get(name, [])]
            if only_total(titles):
                only_totals.append(name)
                continue
            what = f"dimension {name} is new ({len(titles)} categories): figures would count several times"
            raise TableChangedError(table, name, what, titles)
    return {known[common]: name for common, name in present.items() if common in known}, tuple(only_totals)


def _common(name: str) -> str:
    return "regios" if name.casefold() == "regio" else name.casefold()


def _topics(kind: Kind, table: str, topics: Sequence[Row]) -> list[str]:
    found: list[str] = []
    for wanted in kind.topics:
        matches = [one for one in topics if _matches(wanted.match, one)]
        if not matches and wanted.required:
            have = [f"{one['Key']} ({str(one.get('Title')).strip()})" for one in topics]
            raise TableChangedError(
                table,
                _readable(wanted.match),
                f"no column has a title like {_readable(wanted.match)!r}; the table has others",
                have,
            )
        for one in matches:
            unit = " ".join(str(one.get("Unit") or "").split())
            # an optional column is fetched all the same: it is read in its own unit, or left out with a note
            if wanted.required and wanted.unit and not re.search(wanted.unit, unit, re.IGNORECASE):
                raise TableChangedError(
                    table,
                    str(one["Key"]),
                    f"the unit is {unit!r} where one like {_readable(wanted.unit)!r} was expected: "
                    "figures could be a thousand times too large or too small",
                )
            found.append(str(one["Key"]))
    return list(dict.fromkeys(found))


def _readable(pattern: str) -> str:
    """Return in words what a regular expression of the register looks for: nobody reads the expression itself.

    The first of its alternatives, without what may be left out: '^(Minderjarige ?)?Kinderen(_\\d+)?$' -> 'Kinderen'.
    """
    text = re.sub(r"\\[bB]|\(\?<?[!=][^()]*(\([^()]*\))?[^()]*\)", "", pattern)
    text = re.sub(r"\\\(|\\\)", "", text).replace("\\d+", "1").replace("\\d{4}", "2015")
    text = text.replace("\\d", "1").replace("\\.", ".")
    inner = re.compile(r"\((?:\?:)?([^()]*)\)([?*]?)")
    while found := inner.search(text):
        kept = "" if found[2] else found[1].split("|")[0]
        text = text[: found.start()] + kept + text[found.end() :]
    text = re.sub(
        r"(\[[^\]]*\][+*?]*|\\\w|[^ ])\?|[\^$+*]|\[[^\]]*\]|_\w*$", "", text.split("|")[0].replace(" ?", " ")
    )
    return " ".join(re.sub(r"[\\()\[\]{}|?]", " ", text).split()) or "dit"


def _texts(one: Row) -> tuple[str, str, str]:
    """Return the title of a topic or category as it is and plainly (no accents, single blanks), and its key."""
    title = str(one.get("Title") or "").strip()
    return title, plain(title), str(one["Key"]).strip()


def _matches(pattern: str, topic: Row) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for text in _texts(topic))


def _chunks(kind: Kind, table: str, names: Mapping[str, str], dims: Meta) -> tuple[Chunk, ...]:
    keeps = {names[keep.dimension]: keep for keep in kind.keep if keep.dimension in names}
    by = [names[name] for name in kind.chunk_by if name in names]
    # A dimension that is cut by, or of which categories are chosen by title, is asked key by key; one of
    # which only beginnings are known (all gemeenten of a table of neighbourhoods) with startswith.
    listed = [name for name in names.values() if name in by or (name in keeps and keeps[name].titles)]
    starts = tuple((name, keep.prefixes) for name, keep in keeps.items() if name not in listed)
    choices: list[list[tuple[str, str, str]]] = []
    for name in listed:
        categories = _categories(table, name, dims[name], keeps.get(name))
        choices.append([(name, str(one["Key"]), str(one.get("Title") or "").strip()) for one in categories])
    left = {name: [str(one["Key"]) for one in dims[name]] for name in dims if name not in listed}
    most_n = math.prod(
        sum(key.startswith(dict(starts).get(name, "")) for key in keys) for name, keys in left.items()
    )
    chunks = [
        replace(_chunk(combination, starts), most_n=most_n) for combination in itertools.product(*choices)
    ]
    if len(chunks) > CHUNKS_AT_MOST:
        raise TableChangedError(table, ", ".join(listed), f"this would take {len(chunks)} requests")
    return tuple(chunks)


def _categories(table: str, dimension: str, categories: Sequence[Row], keep: Keep | None) -> list[Row]:
    kept = [one for one in categories if keep is None or _kept(keep, one)]
    if not kept:
        titles = [str(one.get("Title")).strip() for one in categories]
        wanted = ", ".join((*map(_readable, keep.titles), *keep.prefixes)) if keep else "anything"
        raise TableChangedError(table, dimension, f"no category like {wanted}", titles)
    return kept


def _kept(keep: Keep, category: Row) -> bool:
    *titles, key = _texts(category)
    return key.startswith(keep.prefixes or ("\0",)) or any(
        re.search(pattern, title, re.IGNORECASE) for pattern in keep.titles for title in titles
    )


def _chunk(
    combination: tuple[tuple[str, str, str], ...], starts: tuple[tuple[str, tuple[str, ...]], ...]
) -> Chunk:
    terms = [f"{name} eq {_quoted(key)}" for name, key, _ in combination]
    for name, prefixes in starts:
        either = " or ".join(f"startswith({name},{_quoted(prefix)})" for prefix in prefixes)
        terms.append(f"({either})" if len(prefixes) > 1 else either)
    return Chunk(
        ", ".join(title or key.strip() for _, key, title in combination),
        " and ".join(terms),
        tuple((name, key) for name, key, _ in combination),
        starts,
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
