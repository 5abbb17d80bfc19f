"""The register of sources, `data/sources.toml`: which tables exist and what is kept of them. Data, not code.

A kind says what tables of one shape have in common (dimensions, how they are cut in chunks, which
categories and topics are kept); a source says which table, of which year, with which licence. Categories
and topics are named by their title or by the beginning of their key, never by a whole key: `loaders.feed.plan`
finds the keys at run time.

Of a series (a table a year) the register knows the title and some numbers. It is read as one source a year, up to
next year: a table of a new year is picked up by its title, without an edit (`loaders.feed.find`).
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from loaders.errors import RegisterError
from loaders.files.register_schema import (
    YEAR,
    Catalog,
    KindRecord,
    RegisterFile,
    SeriesRecord,
    SourceRecord,
)
from metrics.records import Appearance, SourceEntry

PATH = Path(__file__).resolve().parents[2] / "data" / "sources.toml"


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
class FigureRule:
    """A figure of a shape without a normaliser of its own: its name in the store, its column and its categories.

    `{Dimension}` in the name stands for the title of the category, so that each gives a figure.
    """

    name: str
    topic: str  # regular expression for title or key
    where: tuple[tuple[str, str], ...]  # dimension, regular expression for the titles of its categories


@dataclass(frozen=True)
class Band:
    """Where the middle gemeente (or the only region) of every year has to lie: a fault of unit falls outside."""

    indicator: str
    low: float
    high: float
    says: str


@dataclass(frozen=True)
class Kind:
    """What the tables of one shape have in common.

    `subject`: what *Bronnen* calls it. `covers`: figures of which the number of gemeenten is counted, where the table
    has them. `figures`: those of a shape without a normaliser of its own.
    """

    name: str
    dimensions: tuple[str, ...]  # exactly these; an unknown one would count every figure several times
    chunk_by: tuple[str, ...]
    keep: tuple[Keep, ...]
    topics: tuple[TopicRule, ...]
    all_topics: bool  # every column is kept; `topics` then only says what must be there
    requests_n: int = 1  # about how many requests a table takes, and how much disk
    disk_mb: int = 1
    subject: str = ""
    covers: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    figures: tuple[FigureRule, ...] = ()


@dataclass(frozen=True)
class RegisteredSource:
    """One table. `source_id` is also the name of its folder of snapshots."""

    source_id: str  # its number where one is known, else name and year of its series ('iv3_2027')
    title: str
    title_pattern: str  # regular expression for the title in the catalogue; empty: found by its id
    table: str  # id at the source; empty: only to be found by title
    catalog: Catalog
    kind: Kind
    division_year: int | None  # regional division, or the year a table of one year is about
    licence: str
    url: str
    comment: str
    first_year: int | None = None  # years it has figures of; None: no bound is known
    last_year: int | None = None
    series: str = ""
    series_title: str = ""  # the same for every year
    expected: bool = True  # False: of a year that was never seen at the source
    later: bool = False  # of a year after the newest that was seen: it may appear
    needed_first: bool = False  # most pages need it: loaded before the others
    appears: tuple[Appearance, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name it goes by: its id, its number, and name and year of its series.

        A table that was loaded before its number was known has its snapshots under the last.
        """
        of_series = f"{self.series}_{self.division_year}" if self.series else ""
        return tuple(dict.fromkeys(each for each in (self.source_id, self.table, of_series) if each))

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
            self.series,
            self.names,
            self.series_title,
            self.expected,
            self.kind.subject,
            self.appears,
        )


def kinds(path: Path = PATH) -> dict[str, Kind]:
    """Return every shape of the register by name; raises as `sources` does."""
    return _kinds(_read(path))


def sources(path: Path = PATH, until: int | None = None) -> tuple[RegisteredSource, ...]:
    """Return every source of the register, in the order of the file; a series as one source a year, to `until`.

    `until` None: next year. Raises `RegisterError` where the file is missing, is no TOML or does not hold what it
    should: names the place.
    """
    read = _read(path)
    kinds = _kinds(read)
    last = until or date.today().year + 1
    alone = [_source(each, kinds[each.kind]) for each in read.source]
    yearly = [one for each in read.series for one in _of_series(each, kinds[each.kind], last)]
    return (*alone, *yearly)


def _read(path: Path) -> RegisterFile:
    name = f"data/{path.name}"
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RegisterError(
            f"{name} is niet te lezen. Zet het terug uit de broncode.",
            f"{name} cannot be read: put it back from the source code",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterError(
            f"{name} is geen geldige TOML: {error}. Herstel die regel.", f"{name} is no valid TOML: {error}"
        ) from error
    except ValidationError as error:
        faults = [f"{'.'.join(str(at) for at in one['loc'])}: {one['msg']}" for one in error.errors()[:5]]
        raise RegisterError(
            f"{name} klopt niet: {'; '.join(faults)}. Herstel het bestand.",
            f"{name} is not right: {'; '.join(faults)}",
        ) from error


@lru_cache(maxsize=2)  # a refresh asks for it with every build and comparison, and the file is the same
def _parsed(text: str) -> RegisterFile:
    return RegisterFile.model_validate(tomllib.loads(text))


def entries(path: Path = PATH, until: int | None = None) -> tuple[SourceEntry, ...]:
    """Return what pages show of every source."""
    return tuple(source.entry() for source in sources(path, until))


def select(every: Iterable[RegisteredSource], wanted: Iterable[str]) -> tuple[RegisteredSource, ...]:
    """Return the sources with these names (id, number or series; case does not matter); all where none is wanted.

    Raises `RegisterError` for a name that is not in the register.
    """
    every = tuple(every)
    asked = {name.lower() for name in wanted}
    if not asked:
        return every
    called = {source: {each.lower() for each in (*source.names, source.series) if each} for source in every}
    if unknown := sorted(asked - set().union(*called.values())):
        listed = ", ".join(unknown)
        known = ", ".join(dict.fromkeys(source.series or source.source_id for source in every))
        raise RegisterError(
            f"{listed} staat niet in data/sources.toml. Kies een nummer of naam die daar staat.",
            f"{listed} is not in data/sources.toml; choose a table or series: {known}.",
        )
    return tuple(source for source, names in called.items() if names & asked)


def in_order(every: Iterable[RegisteredSource]) -> tuple[RegisteredSource, ...]:
    """Return sources as they are loaded: what most pages need first, of a series the newest year first."""
    return tuple(
        sorted(
            every, key=lambda each: (not each.needed_first, -(each.division_year or 0) if each.series else 0)
        )
    )


def _kinds(read: RegisterFile) -> dict[str, Kind]:
    return {name: _kind(name, kind) for name, kind in read.kinds.items()}


def _kind(name: str, kind: KindRecord) -> Kind:
    return Kind(
        name,
        kind.dimensions,
        kind.chunk_by,
        tuple(Keep(keep.dimension, keep.titles, keep.prefixes) for keep in kind.keep),
        tuple(TopicRule(topic.match, topic.unit, topic.required) for topic in kind.topics),
        kind.all_topics,
        kind.requests,
        kind.disk_mb,
        kind.subject,
        kind.covers,
        tuple(Band(each.indicator, each.low, each.high, each.says) for each in kind.bands),
        tuple(FigureRule(each.name, each.topic, tuple(each.where.items())) for each in kind.figures),
    )


def _source(one: SourceRecord, kind: Kind) -> RegisteredSource:
    return RegisteredSource(
        source_id=one.id,
        title=one.title,
        title_pattern="",
        table=one.id,
        catalog=one.catalog,
        kind=kind,
        division_year=None,
        licence=one.licence,
        url=_page(one.catalog, one.id),
        comment=one.comment,
        first_year=one.first_year,
        last_year=one.last_year,
        needed_first=one.needed_first,
        appears=_appears(one),
    )


def _of_series(one: SeriesRecord, kind: Kind, until: int) -> Iterator[RegisteredSource]:
    newest = max([*one.ids, one.newest_seen or 0])
    years = range(one.first_year, max(until, newest) + 1, one.step)
    seen = [year for year in years if year <= newest]
    for year in years:
        table = one.ids.get(year, "")
        last = None if one.figures_lag is None else year - one.figures_lag
        yield RegisteredSource(
            source_id=table or f"{one.name}_{year}",
            title=one.title.replace(YEAR, str(year)),
            title_pattern=one.title_pattern.replace(YEAR, str(year)),
            table=table,
            catalog=one.catalog,
            kind=kind,
            division_year=year,
            licence=one.licence,
            url=one.url.replace(YEAR, str(year)) if one.url else _page(one.catalog, table),
            comment=one.comments.get(year, one.comment),
            first_year=one.figures_from or last,
            last_year=last,
            series=one.name,
            series_title=_of_every_year(one.title),
            expected=bool(table) if one.ids else year <= newest,
            later=year > newest,
            needed_first=year in seen[len(seen) - one.needed_first :],
            appears=_appears(one),
        )


def _of_every_year(title: str) -> str:
    """Return the title of a series without the year of one table: 'Gemeenten onbewerkte Iv3-data (per jaar)'."""
    bare = title.replace(f"(indeling {YEAR})", "").replace(YEAR, "")
    return f"{' '.join(bare.split())} (per jaar)" if bare != title else title


def _appears(one: SourceRecord | SeriesRecord) -> tuple[Appearance, ...]:
    return tuple(
        Appearance(each.subject, each.indicator, each.of, each.when, each.month, each.years_after)
        for each in one.appears
    )


def _page(catalog: Catalog, table: str) -> str:
    """Return where people find a table; empty where its number is not known."""
    if not table:
        return ""
    if catalog == "IV3":
        return f"https://dataderden.cbs.nl/ODataFeed/odata/{table}"
    return f"https://opendata.cbs.nl/#/CBS/nl/dataset/{table}/table"
