"""What may stand in `data/sources.toml`: the shape of the file, checked before anything is made of it."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Catalog = Literal["CBS", "IV3", "PDOK"]
YEAR = "{year}"
YearNumber = Annotated[int, Field(ge=1995, le=2100)]


def _regex(text: str) -> str:
    try:
        re.compile(text.replace(YEAR, "2000"))
    except re.error as error:
        raise ValueError(f"no regular expression: {text!r} ({error})") from error
    return text


Pattern = Annotated[str, AfterValidator(_regex)]


class Strict(BaseModel):
    """A record of the file: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class KeepRecord(Strict):
    """Which categories of a dimension are kept."""

    dimension: str
    titles: tuple[Pattern, ...] = ()
    prefixes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> "KeepRecord":
        if not self.titles and not self.prefixes:
            raise ValueError(f"keep of {self.dimension} names neither titles nor prefixes")
        return self


class TopicRecord(Strict):
    """A column that has to be there."""

    match: Pattern
    unit: Pattern = ""
    required: bool = True


class FigureRecord(Strict):
    """A figure that a table of this shape gives, so that it needs no normaliser of its own.

    `name`: what it is called in the store, ending in its unit; `{Dimension}` in it stands for the title of a category
    (a figure for each of them). `topic`: its column; `where`: the categories it stands on, by dimension. A dimension
    that is not named stands on its total.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_{}]*_(n|pct|eur|score)$")]
    topic: Pattern
    where: dict[str, Pattern] = {}

    @model_validator(mode="after")
    def _known_names(self) -> "FigureRecord":
        if unknown := sorted(set(re.findall(r"\{(\w*)\}", self.name)) - set(self.where)):
            raise ValueError(f"figure {self.name}: {', '.join(unknown)} does not stand under where")
        return self


class BandRecord(Strict):
    """Where the middle gemeente (or the only region) of every year has to lie: a fault of unit falls outside."""

    indicator: str
    low: float
    high: float
    says: str


class KindRecord(Strict):
    """What tables of one shape have in common."""

    subject: str = ""
    covers: tuple[str, ...] = ()
    bands: tuple[BandRecord, ...] = ()
    figures: tuple[FigureRecord, ...] = ()

    requests: Annotated[int, Field(ge=1)] = 1
    disk_mb: Annotated[int, Field(ge=0)] = 1
    dimensions: tuple[str, ...] = ()
    chunk_by: tuple[str, ...] = ()
    keep: tuple[KeepRecord, ...] = ()
    topics: tuple[TopicRecord, ...] = ()
    all_topics: bool = False

    @model_validator(mode="after")
    def _known_dimensions(self) -> "KindRecord":
        named = {*self.chunk_by, *(keep.dimension for keep in self.keep)}
        named |= {dimension for figure in self.figures for dimension in figure.where}
        if unknown := sorted(named - set(self.dimensions)):
            raise ValueError(f"chunk_by or keep names {', '.join(unknown)}, which is no dimension")
        return self


class AppearsRecord(Strict):
    """When the figures of a year or half-year usually appear (metrics.records.Appearance)."""

    subject: str
    indicator: str
    of: Literal["jaar", "H1", "H2"]
    when: str
    month: Annotated[int, Field(ge=1, le=12)]
    years_after: Annotated[int, Field(ge=0, le=5)]


class SourceRecord(Strict):
    """A table that stands by itself."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$")]
    title: str
    catalog: Catalog = "CBS"
    kind: str
    first_year: YearNumber | None = None
    last_year: YearNumber | None = None
    needed_first: bool = False
    appears: tuple[AppearsRecord, ...] = ()
    licence: str = "CC BY 4.0"
    comment: str = ""


class SeriesRecord(Strict):
    """Tables of which there is one a year (a division, a year of accounts, a base year), `{year}` in the title.

    `ids`: numbers that are known, as hints; the title decides. `newest_seen`: the last year that was seen at the
    source (default: of `ids`). `figures_from` and `figures_lag`: of which years a table has figures: from that year
    to its own minus the lag (neither: no bound is known; only the lag: of that one year).
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    title: Annotated[str, Field(pattern=r"\{year\}")]
    title_pattern: Pattern = ""
    catalog: Catalog = "CBS"
    kind: str
    first_year: YearNumber
    step: Annotated[int, Field(ge=1)] = 1
    ids: dict[YearNumber, str] = {}
    newest_seen: YearNumber | None = None
    figures_from: YearNumber | None = None
    figures_lag: int | None = None
    needed_first: int = 0
    appears: tuple[AppearsRecord, ...] = ()
    licence: str = "CC BY 4.0"
    url: str = ""
    comment: str = ""
    comments: dict[YearNumber, str] = {}

    @model_validator(mode="after")
    def _findable(self) -> "SeriesRecord":
        if self.catalog == "PDOK":
            if YEAR not in self.url:
                raise ValueError(f"series {self.name}: boundaries need a url with {YEAR} in it")
        elif YEAR not in self.title_pattern:
            raise ValueError(
                f"series {self.name}: neither a table nor a title_pattern with {YEAR} to find it by"
            )
        wrong = [year for year in (*self.ids, *self.comments) if year < self.first_year]
        if wrong or any((year - self.first_year) % self.step for year in (*self.ids, *self.comments)):
            raise ValueError(f"series {self.name}: ids or comments name a year that is not in it")
        return self


class RegisterFile(Strict):
    """The whole file."""

    kinds: dict[str, KindRecord]
    source: tuple[SourceRecord, ...] = ()
    series: tuple[SeriesRecord, ...] = ()

    @model_validator(mode="after")
    def _references(self) -> "RegisterFile":
        ids = [each.id for each in self.source]
        ids += [each.name for each in self.series]
        ids += [hint for each in self.series for hint in each.ids.values()]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"source id {', '.join(twice)} stands there twice")
        for name, kind in [
            *((f"source {each.id}", each.kind) for each in self.source),
            *((f"series {each.name}", each.kind) for each in self.series),
        ]:
            if kind not in self.kinds:
                raise ValueError(f"{name}: kind {kind!r} is not described under [kinds]")
        if not ids:
            raise ValueError("neither a [[source]] nor a [[series]] stands there")
        return self
