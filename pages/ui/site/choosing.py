"""Whom a gemeente is compared with, from which source and in which year: the choosers that pages share.

`choose` draws them and returns a `Chosen`; everything after that is pure.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Literal, NoReturn

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from metrics.comparing.comparison import GROUP, Comparison, Place, places_of, printed_places
from metrics.comparing.lookup import Figures, periods
from metrics.costs import years as cost_years
from metrics.errors import MetricsError
from metrics.groups.make import DEFAULT_K, KINDS
from pages.ui.parts import notices
from pages.ui.site import builds
from pages.ui.site.frame import Page
from pages.ui.site.selection import GEMEENTE

Source = Literal["rapport", "cbs"]
REPORT_START, REPORT_END, REPORT_YEAR = "2017H1", "2020H1", "2019"
_DEFAULT_KINDS = ("report", "statistical", "jeugdregio", "size", "province")


@dataclass(frozen=True)
class Chosen:
    """A comparison and how it came about.

    `cost` and `use` hold the same gemeenten; in the report's tables they differ in the other rows (size class,
    jeugdregio). `case`: the report's gemeente whose tables these are, empty with CBS figures.
    """

    cost: Comparison
    use: Comparison
    source: Source
    year: str  # of the lasten
    start: str  # first and last half-year of use
    end: str
    income_period: str
    group_name: str
    why: str
    case: str = ""
    kind: str = "report"  # kind of group (metrics.groups.make.KINDS); empty: Nederland alone
    notes: tuple[str, ...] = ()
    growth_from: str = "2017"  # year that growth of the lasten is counted from
    source_line: str = ""
    tables: tuple[int, int] = (0, 0)  # numbers of the report's tables on cost and use

    @property
    def own_name(self) -> str:
        """Name of the chosen gemeente."""
        return self.cost.own.name

    @property
    def own(self) -> str:
        """Code of the chosen gemeente."""
        return self.cost.own.code

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen, as the address has it: also what is the ordinary choice."""
        found = {GEMEENTE: self.own, "r": self.source}
        if self.source == "rapport":
            return {**found, "case": self.case}
        return {**found, "j": self.year, **({"groep": self.kind} if self.kind else {})}

    @property
    def member_names(self) -> tuple[str, ...]:
        """Names of the gemeenten it is compared with."""
        return tuple(place.name for place in self.cost.members)


def choose(page: Page, rest: Callable[[], DeltaGenerator] | None = None) -> Chosen:
    """Draw the choosers of gemeente, source, group and year; return the comparison they make.

    `rest` makes the place where all but the gemeente are drawn, folded away; default: beside it. A gemeente
    without any figure in this build gets the message that says what is loaded, and the page ends.
    """
    own = page.gemeente()
    sources = _sources(page, own)
    if not sources:
        page_without_figures(page, own)
    first: Source = "cbs" if "cbs" in sources else "rapport"
    with rest() if rest else nullcontext():
        source = (
            page.choose("r", "Bron van de cijfers", sources, first)
            if len(sources) > 1
            else next(iter(sources))
        )
        return _from_report(page, own) if source == "rapport" else _from_cbs(page, own)


def page_without_figures(page: Page, own: str) -> NoReturn:
    """Say that this gemeente has no figures yet, and which has; ends the page."""
    text = page.message(
        "L2", gemeente=page.name_of(own), buurgemeente=page.name_of(_nearest_with_figures(page, own))
    )

    def last() -> None:
        page.title(f"Van {page.name_of(own)} zijn nog geen cijfers geladen")
        page.html(notices.box(text, kind="uitleg"))

    page.stop(last)


def _nearest_with_figures(page: Page, own: str) -> str:
    """A gemeente with figures: a neighbour, else one of the same jeugdregio, else the first of the report."""
    reported = report_gemeenten(page.facts.report_cells)
    near = page.facts.neighbours
    for code in near[near["region"] == own].sort_values("shared_m", ascending=False)["other"]:
        if code in reported:
            return str(code)
    return reported[0]


def report_gemeenten(cells: pd.DataFrame) -> list[str]:
    """Return the gemeenten of which the report prints figures, cases first."""
    rows = cells[(cells["table_n"] > 1) & cells["row_kind"].isin(["case", "reference"])]
    ordered = rows.sort_values("row_kind", kind="stable")["region_code"]
    return [str(code) for code in dict.fromkeys(ordered)]


def _sources(page: Page, own: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if page.loaded.has_cbs and periods(page.loaded.lookup.of([own]), "lasten_per_inwoner", own):
        found["cbs"] = "CBS-cijfers"
    if own in page.loaded.reported:
        found["rapport"] = "Rapport van 2021, zoals gedrukt"
    return found


def _from_report(page: Page, own: str) -> Chosen:
    cells = page.facts.report_cells
    in_tables = cells[(cells["region_code"] == own) & (cells["table_n"] > 1)]
    cases = {str(code): page.name_of(str(code)) for code in dict.fromkeys(in_tables["case_code"])}
    case = own if own in cases else next(iter(cases))
    if len(cases) > 1 and own not in cases:
        case = page.choose("case", "Tabel van", cases, case)
    tables = sorted(
        {int(n) for n in cells.loc[(cells["case_code"] == case) & (cells["table_n"] > 1), "table_n"]}
    )
    group = page.records.group_of(case)
    figures = page.loaded.printed
    cost, use = (Comparison(printed_places(cells, n, own, page.loaded.names), figures) for n in tables)
    return Chosen(
        cost=cost,
        use=use,
        source="rapport",
        year=REPORT_YEAR,
        start=REPORT_START,
        end=REPORT_END,
        income_period=REPORT_YEAR,
        group_name="de vergelijkingsgroep van het rapport",
        why=group.reason,
        case=case,
        source_line=(
            f"Eigenwijs transformeren (2021), tabellen {tables[0]} en {tables[1]}, zoals gedrukt; "
            "halfjaarcijfers van 2020 waren toen voorlopig"
        ),
        tables=(tables[0], tables[1]),
    )


def _from_cbs(page: Page, own: str) -> Chosen:
    kinds = builds.group_kinds(own)
    first = next((kind for kind in _DEFAULT_KINDS if kind in kinds), "")
    notes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    name, why, kind = "Nederland", "", ""
    if first:
        kind = page.choose("groep", "Vergelijk met", kinds, first)
        try:
            group = builds.group(own, kind, *_asked(page))
            members, notes, name, why = group.codes, group.notes, KINDS[kind][0], group.basis
        except MetricsError as error:
            notes = (error.message_nl,)
    own_figures = page.loaded.lookup.of([own])
    years = periods(own_figures, "lasten_per_inwoner", own)
    year = page.choose("j", "Jaar", {y: y for y in reversed(years)}, years[-1]) if years else REPORT_YEAR
    halves = periods(own_figures, "zonder_verblijf", own, halves=True)
    start = REPORT_START if REPORT_START in halves else (halves[0] if halves else REPORT_START)
    end = halves[-1] if halves else REPORT_END
    places = places_of(own, members, page.loaded.names, before=_beside(name, bool(members)))
    shown = page.loaded.lookup.of(place.code for place in places)
    if len(members) > 1:
        shown |= page.loaded.lookup.group(members, own=own, region=GROUP)
    comparison = Comparison(places, shown)
    return Chosen(
        cost=comparison,
        use=comparison,
        source="cbs",
        year=year,
        start=start,
        end=end,
        income_period=max(periods(own_figures, "inkomensdeciel", own), default=REPORT_YEAR),
        group_name=name,
        why=why,
        kind=kind if members else "",
        notes=notes,
        growth_from=growth_base(years, year),
        source_line=builds.source_line(page.loaded, _sources_shown(own_figures)),
    )


def growth_base(years: Sequence[str], year: str) -> str:
    """Return the year that growth to `year` is counted from (metrics.costs.years.growth_base), as the page has it."""
    return str(cost_years.growth_base(map(int, years), int(year)))


def _asked(page: Page) -> tuple[int, tuple[str, ...]]:
    """Read what the address says of a group: k of gemeenten that are alike, and members of an own choice."""
    k = page.selection.params.get("k", "")
    members = page.selection.params.get("leden", "").split(",")
    usable = k.isdecimal() and 1 <= int(k) <= len(page.loaded.gemeenten)
    return int(k) if usable else DEFAULT_K, tuple(code for code in members if code in page.loaded.gemeenten)


def _beside(group_name: str, has_members: bool) -> tuple[Place, ...]:
    """Rows that stand between the own gemeente and the members: the group's own figure and Nederland."""
    group = (Place(GROUP, f"{group_name}, samen", "group"),) if has_members else ()
    return (*group, Place("NL01", "Nederland", "nederland"))


def _sources_shown(own_figures: Figures) -> list[str]:
    """Sources of the figures that a comparison shows."""
    shown = ("lasten_per_inwoner", "lasten_per_jongere_met_jeugdzorg", "zonder_verblijf", "inkomensdeciel")
    return [
        figure.source
        for (indicator, _, _), figure in own_figures.items()
        if indicator in shown and figure.value is not None
    ]
