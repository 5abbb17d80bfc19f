"""The register of sources, `data/sources.toml`: which tables exist and what is kept of them. Data, not code.

A kind says what tables of one shape have in common (dimensions, how they are cut in chunks, which
categories and topics are kept); a source says which table, of which year, with which licence. Categories
and topics are named by their title or by the beginning of their key, never by a whole key: `loaders.feed.plan`
finds the keys at run time.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from loaders.errors import RegisterError
from metrics.records import SourceEntry

PATH = Path(__file__).resolve().parents[2] / "data" / "sources.toml"
Catalog = Literal["CBS", "IV3", "PDOK"]


@dataclass(frozen=True)
class Keep:
    """Which categories of a dimension are kept: those with a matching title or the beginning of a key."""

    dimension: str
    titles: tuple[str, ...]  # regular expressions, searched in the title without regard to case
    prefixes: tuple[str, ...]  # beginnings of keys; asked with `startswith` where the dimension is not cut by


@dataclass(frozen=True)
class TopicRule:
    """A column of figures that has to be there, by title or key (regular expression), and its unit."""

    match: str
    unit: str  # regular expression; empty: any
    required: bool


@dataclass(frozen=True)
class Kind:
    """What the tables of one shape have in common."""

    name: str
    dimensions: tuple[str, ...]  # exactly these; an unknown one would count every figure several times
    optional_dimensions: tuple[str, ...]
    chunk_by: tuple[str, ...]
    keep: tuple[Keep, ...]
    topics: tuple[TopicRule, ...]
    all_topics: bool  # every column is kept; `topics` then only says what must be there


@dataclass(frozen=True)
class RegisteredSource:
    """One source. `source_id` is also the name of its folder of snapshots."""

    source_id: str
    title: str
    title_pattern: (
        str  # regular expression for the title in the catalogue; empty: the table is found by its id
    )
    table: str  # id at the source; empty: only to be found by title
    catalog: Catalog
    kind: Kind
    division_year: int | None  # regional division, or the year a table of one year is about
    licence: str
    url: str
    predecessor: str
    successor: str
    comment: str
    first_year: int | None = None  # years it has figures of; None: no bound is known
    last_year: int | None = None

    def entry(self) -> SourceEntry:
        """Return what pages and the store show of it."""
        return SourceEntry(
            self.source_id,
            self.title,
            self.catalog,
            self.kind.name,
            self.licence,
            self.url,
            self.division_year,
            self.comment,
            self.first_year,
            self.last_year,
        )


def _regex(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {text!r} ({error})") from error
    return text


Pattern = Annotated[str, AfterValidator(_regex)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Keep(_Strict):
    dimension: str
    titles: tuple[Pattern, ...] = ()
    prefixes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> "_Keep":
        if not self.titles and not self.prefixes:
            raise ValueError(f"keep of {self.dimension} names neither titles nor prefixes")
        return self


class _Topic(_Strict):
    match: Pattern
    unit: Pattern = ""
    required: bool = True


class _Kind(_Strict):
    dimensions: tuple[str, ...] = ()
    optional_dimensions: tuple[str, ...] = ()
    chunk_by: tuple[str, ...] = ()
    keep: tuple[_Keep, ...] = ()
    topics: tuple[_Topic, ...] = ()
    all_topics: bool = False

    @model_validator(mode="after")
    def _known_dimensions(self) -> "_Kind":
        known = {*self.dimensions, *self.optional_dimensions}
        named = {*self.chunk_by, *(keep.dimension for keep in self.keep)}
        if unknown := sorted(named - known):
            raise ValueError(f"chunk_by or keep names {', '.join(unknown)}, which is no dimension")
        return self


class _Source(_Strict):
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$")]
    title: str
    title_pattern: Pattern = ""
    table: str | None = None  # left out: the same as id
    catalog: Catalog = "CBS"
    kind: str
    division_year: int | None = Field(default=None, ge=2000, le=2100)
    first_year: int | None = Field(default=None, ge=2000, le=2100)
    last_year: int | None = Field(default=None, ge=2000, le=2100)
    licence: str = "CC BY 4.0"
    url: str = ""
    predecessor: str = ""
    successor: str = ""
    comment: str = ""


class _File(_Strict):
    kinds: dict[str, _Kind]
    source: tuple[_Source, ...]

    @model_validator(mode="after")
    def _references(self) -> "_File":
        ids = [source.id for source in self.source]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"source id {', '.join(twice)} stands there twice")
        for source in self.source:
            if source.kind not in self.kinds:
                raise ValueError(f"source {source.id}: kind {source.kind!r} is not described under [kinds]")
            for other in (source.predecessor, source.successor):
                if other and other not in ids:
                    raise ValueError(f"source {source.id}: {other!r} is no source in this file")
            if source.table == "" and not source.title_pattern and source.catalog != "PDOK":
                raise ValueError(f"source {source.id}: neither a table nor a title_pattern to find it by")
        return self


def sources(path: Path = PATH) -> tuple[RegisteredSource, ...]:
    """Return every source of the register, in the order of the file.

    Raises `RegisterError` where the file is missing, is no TOML or does not hold what it should: names the
    place.
    """
    name = f"data/{path.name}"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        read = _File.model_validate(raw)
    except OSError as error:
        raise RegisterError(f"{name} is niet te lezen. Zet het terug uit de broncode.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterError(f"{name} is geen geldige TOML: {error}. Herstel die regel.") from error
    except ValidationError as error:
        faults = [f"{'.'.join(str(at) for at in one['loc'])}: {one['msg']}" for one in error.errors()[:5]]
        raise RegisterError(f"{name} klopt niet: {'; '.join(faults)}. Herstel het bestand.") from error
    kinds = {name: _kind(name, kind) for name, kind in read.kinds.items()}
    return tuple(_source(one, kinds[one.kind]) for one in read.source)


def entries(path: Path = PATH) -> tuple[SourceEntry, ...]:
    """Return what pages show of every source."""
    return tuple(source.entry() for source in sources(path))


def select(every: Iterable[RegisteredSource], wanted: Iterable[str]) -> tuple[RegisteredSource, ...]:
    """Return the sources with these ids or table ids (case does not matter); all where none is wanted.

    Raises `RegisterError` for a name that is not in the register.
    """
    every = tuple(every)
    names = {name.lower() for name in wanted}
    if not names:
        return every
    known = {one.lower() for source in every for one in (source.source_id, source.table) if one}
    if unknown := sorted(names - known):
        listed = ", ".join(unknown)
        raise RegisterError(
            f"{listed} staat niet in data/sources.toml. Kies een nummer dat daar staat.",
            f"{listed} is not in data/sources.toml; choose an id that is there.",
        )
    return tuple(one for one in every if names & {one.source_id.lower(), one.table.lower()})


def _kind(name: str, kind: _Kind) -> Kind:
    return Kind(
        name,
        kind.dimensions,
        kind.optional_dimensions,
        kind.chunk_by,
        tuple(Keep(keep.dimension, keep.titles, keep.prefixes) for keep in kind.keep),
        tuple(TopicRule(topic.match, topic.unit, topic.required) for topic in kind.topics),
        kind.all_topics,
    )


def _source(one: _Source, kind: Kind) -> RegisteredSource:
    table = one.id if one.table is None else one.table
    page = f"https://opendata.cbs.nl/#/CBS/nl/dataset/{table}/table" if one.catalog == "CBS" and table else ""
    return RegisteredSource(
        one.id,
        one.title,
        one.title_pattern,
        table,
        one.catalog,
        kind,
        one.division_year,
        one.licence,
        one.url or page,
        one.predecessor,
        one.successor,
        one.comment,
        # Iv3 is one table a year, about the year of its division
        one.division_year if one.kind == "finance" else one.first_year,
        one.division_year if one.kind == "finance" else one.last_year,
    )
