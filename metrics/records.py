"""The records that ship in `data/`: what an indicator, a reference group, a caveat or a statement is.

Read and validated by `loaders.files.shipped`; a record that reaches a metric or page is complete. Texts are Dutch,
because they stand on screen. Placeholders in texts are written `{naam}` and filled by the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from metrics.documents import Source
from metrics.forms import Form
from metrics.report.documents import Arrangement, PortraitCard, PortraitFigure

Unit = Literal["eur", "pct", "index", "deciel", "aantal"]
# geen: no side is the good one (use of care, cost); laagste_1 or hoogste_1: which value decile 1 holds
Polarity = Literal["geen", "laagste_1", "hoogste_1"]
Label = Literal["T", "W", "R"]  # technical, for the wethouder, among council members


@dataclass(frozen=True)
class Indicator:
    """One figure on screen. `numerator` and `denominator` say in words what is divided by what."""

    code: str  # as in metrics.figures.FIGURES
    title: str
    short_title: str
    unit: Unit
    numerator: str
    denominator: str  # empty: the figure is not a ratio (a median, a decile)
    polarity: Polarity
    definition: str
    sources: tuple[str, ...]  # source ids of the register, newest last
    caveats: tuple[str, ...]  # codes of caveats that always apply
    decimals: int  # on screen
    report_page: str = ""  # pages of the report as its table of contents gives them; empty: not in the report
    report_table: str = ""  # numbers of the report's tables that print it ('2, 4, 6, 8, 10'); empty: none
    report_column: str = ""  # column name in data/report/tables.csv; empty: none
    # A figure that needs no code of its own (metrics.declared) is made of observations of the store: as published, or
    # one or more counts over another.
    observed: str = ""
    counts: tuple[str, ...] = ()
    per: str = ""

    def __post_init__(self) -> None:
        """Refuse a record that says half of what its figure is made of, or twice."""
        if bool(self.counts) != bool(self.per) or (self.observed and self.counts):
            raise ValueError(
                "a figure is an observation as published, or counts over `per`: give one of the two"
            )

    @property
    def factor(self) -> float | None:
        """What one count over another is multiplied with; None where the figure is not made so."""
        return (100.0 if self.unit == "pct" else 1.0) if self.counts else None


@dataclass(frozen=True, kw_only=True)
class ReferenceGroup:
    """Gemeenten to compare with, and why each of them is in it. The case itself is never a member.

    `kind`: 'report' for the report's own; every other group can be asked for by name on every page.
    """

    code: str
    name: str
    case: str = ""  # code of the gemeente it was made for; empty: for any
    members: tuple[str, ...]  # gemeente codes
    reasons: Mapping[str, str] = field(default_factory=dict)  # per member: one Dutch sentence
    member_kinds: Mapping[str, str] = field(default_factory=dict)  # 'buurgemeente', 'schaal' or 'regio'
    kind: str
    source: str
    reason: str  # why this group at all
    author: str
    size_class: str = ""  # code of the size class in the report's tables, 'SIZE:100000-150000'
    jeugdregio: str = ""  # code of the jeugdregio of the case


@dataclass(frozen=True)
class Term:
    """One entry of the glossary.

    `words`: how the term begins where it stands on a page and not everybody knows it; empty for what needs no
    explanation beside the figures. `pages`: names of the pages that use one of these words, and so explain it.
    """

    term: str
    explanation: str
    see: tuple[str, ...] = ()  # other terms
    words: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    check: bool = False  # wording still to be confirmed by somebody of the field


@dataclass(frozen=True)
class Caveat:
    """A note that goes with a figure. `when` names the occasion, as a code that pages and metrics know."""

    code: str
    when: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question for the conversation; `when` is 'altijd' or a condition on the figure of `indicator`."""

    code: str
    theme: str
    label: Label
    when: str
    text: str
    indicator: str = ""


@dataclass(frozen=True)
class TaakveldSet:
    """Which taakvelden are youth care in a span of years.

    The narrow series takes every code that begins with one of `narrow_prefixes` (bare codes included);
    the wide series adds the codes that are exactly in `wide_codes`.
    """

    first_year: int
    last_year: int | None  # None: still so
    narrow_prefixes: tuple[str, ...]
    wide_codes: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class RegionalLead:
    """A gemeente that books lasten for others as well, so that its own figure counts their money."""

    region: str
    first_year: int
    last_year: int | None  # None: still so in the newest accounts seen
    evidence: str  # the figure it rests on, with source
    kind: Literal["geheel", "deels"]  # most of the region's lasten, or a part of them
    statement: str = ""  # 'jaarrekening' or 'begroting' where only that one is inflated; empty: both


@dataclass(frozen=True)
class RegionStory:
    """What a document says of a jeugdregio, in our own words (`text`); `line`: of the document as it was read."""

    regions: tuple[str, ...]  # codes of jeugdregio's
    document: Source
    line: int
    text: str
    gemeente: str = ""  # code, where it is about one gemeente of the region


@dataclass(frozen=True)
class System:
    """A system, monitor or way of working that a document names, and what Eigenwijzer does about it.

    `working`: data = its figures are loaded or can be uploaded; form = a form or sheet of ours does the same; link =
    a page of ours has what stands nearest; out = we do not, and `does` says why. `page` and `anchor`: where.
    `address`: outside, only as a document prints it.
    """

    name: str
    document: Source
    line: int  # of the document as it was read
    what: str
    working: Literal["data", "form", "link", "out"]
    does: str
    page: str = ""
    anchor: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        """Refuse a system that works nowhere, and an address that no browser opens safely."""
        if self.working != "out" and not self.page:
            raise ValueError("a system that works stands on a page")
        if self.address and not self.address.startswith("https://"):
            raise ValueError("an outside address begins with https://")


@dataclass(frozen=True)
class TemplateStep:
    """A question of a council member's template: `lead` before what the figures say, `ask` behind it."""

    code: str
    lead: str
    ask: str


@dataclass(frozen=True)
class Paper:
    """A paper to ask for, in our own words; `line`, `last_line`: of the report as it was read."""

    group: str
    line: int
    last_line: int
    text: str


@dataclass(frozen=True)
class Appearance:
    """When the figures of a period usually appear at the source: a habit, not a promise."""

    subject: str  # in words: 'jeugdhulp'
    indicator: str  # the figure whose newest period says what comes next
    of: Literal["jaar", "H1", "H2"]
    when: str  # in words: 'eind oktober'
    month: int  # the last month in which that is
    years_after: int  # the year of `when`, counted from the year of the period


@dataclass(frozen=True)
class SourceEntry:
    """One source of the register (`data/sources.toml`), loaded or not."""

    source_id: str
    title: str
    catalog: str
    kind: str
    licence: str
    url: str
    division_year: int | None = None
    note: str = ""
    first_year: int | None = None  # years it has figures of; None: no bound is known
    last_year: int | None = None
    series: str = ""  # name of the series it is one year of
    names: tuple[str, ...] = ()
    series_title: str = ""  # the same for every year
    expected: bool = True  # False: of a year of which no table was ever seen at the source
    subject: str = ""  # what its shape is about, in words
    appears: tuple[Appearance, ...] = ()

    @property
    def known_as(self) -> tuple[str, ...]:
        """Return every name it goes by in the data folder."""
        return self.names or (self.source_id,)

    def covers(self, year: int) -> bool:
        """Say whether the table may have figures of a year."""
        return (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True)
class Claim:
    """One statement of the report or of another document, or a check of ours, in our own words and with its test."""

    code: str
    case: str  # gemeente code; empty: about all five
    origin: Literal["rapport", "controle", "document"]
    section: str  # section of the report or document; empty: it has none
    pages: str  # pages of that section, as its table of contents gives them
    line: int  # line in the transcription
    subject: str
    text: str
    test: str  # name of a test in metrics.report.claims
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    needs: str = ""  # what is needed where open data do not hold it
    where: str = ""  # where that is to be had
    document: str = ""  # which other document, where it is not the report
    reply_date: str = ""  # a reply by the authors, when there is one
    reply: str = ""


@dataclass(frozen=True)
class Records:
    """All shipped records together."""

    indicators: Mapping[str, Indicator]
    groups: Mapping[str, ReferenceGroup]  # by code
    terms: tuple[Term, ...]
    caveats: Mapping[str, Caveat]
    questions: tuple[Question, ...]
    taakvelden: tuple[TaakveldSet, ...]
    leads: tuple[RegionalLead, ...]
    messages: Mapping[str, str]  # by key, with placeholders
    claims: tuple[Claim, ...]
    sources: tuple[SourceEntry, ...] = ()
    regions: tuple[RegionStory, ...] = ()
    systems: tuple[System, ...] = ()
    portrait_cards: tuple[PortraitCard, ...] = ()
    portrait_figures: tuple[PortraitFigure, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    steps: tuple[TemplateStep, ...] = ()
    papers: tuple[Paper, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)  # by code

    def tables_of(self, indicator: str, period: str = "") -> tuple[str, ...]:
        """Return the ids of the tables that an indicator is made of, for a period (empty: ever).

        In: the code of an indicator record and a period ('2019', '2021H1'). The report is no table. KeyError
        for an indicator without a record.
        """
        named = {name: order for order, name in enumerate(self.indicators[indicator].sources)}
        mine = [each for each in self.sources if {each.source_id, each.series} & set(named)]
        found = sorted(mine, key=lambda each: min(named.get(each.source_id, 99), named.get(each.series, 99)))
        if period:
            found = [each for each in found if each.covers(int(period[:4]))]
        return tuple(each.source_id for each in found)

    def sources_in_words(self, indicator: str) -> tuple[str, ...]:
        """Return what an indicator is made of, for a reader: numbers of tables, of a series its title."""
        series = {each.series: each.series_title for each in self.sources if each.series}
        named = {"rapport": "het rapport van 2021", **series}
        return tuple(named.get(each, each) for each in self.indicators[indicator].sources)

    def table_of(self, indicator: str, period: str) -> str:
        """Return the id of the table that gives an indicator for a period: the first it is made of.

        That is the one of the numerator: Iv3 of that year for lasten. Empty where the register has none for it.
        """
        return next(iter(self.tables_of(indicator, period)), "")

    def table_of_kind(self, kind: str, year: int | None = None) -> str:
        """Return the id of the first table of a shape ('population', 'youth_care') that covers a year.

        Without a year: the first in the register. KeyError where the register has none.
        """
        for each in self.sources:
            if each.kind == kind and (year is None or each.covers(year)):
                return each.source_id
        raise KeyError(f"{kind} {year or ''}".strip())

    def group_of(self, case: str) -> ReferenceGroup:
        """Return the report's group of one of its five gemeenten; KeyError for any other code."""
        for group in self.groups.values():
            if group.case == case and group.kind == "report":
                return group
        raise KeyError(case)

    def in_text(self, indicator: str) -> str:
        """Return what a figure is called inside a sentence; its code where no record describes it."""
        found = self.indicators.get(indicator)
        return f"{found.short_title[0].lower()}{found.short_title[1:]}" if found else indicator
