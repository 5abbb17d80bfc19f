"""Whom a gemeente is compared with, from which source and in which year: the choosers that pages share.

`choose` draws them and returns a `Chosen`; everything after that is pure.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn

import pandas as pd

from metrics import dutch
from metrics.comparing.comparison import Comparison, Place, places_of, printed_places
from metrics.comparing.leading import WITHOUT_STAY, Run, runs
from metrics.comparing.reading import GROUP
from metrics.costs import years as cost_years
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.groups.make import Group, Request
from metrics.groups.value import MIN_MEMBERS
from metrics.places.breaks import breaks
from metrics.places.codes import NEDERLAND
from metrics.records import ReferenceGroup
from pages.ui.parts import notices
from pages.ui.site import builds
from pages.ui.site.page import Page
from pages.ui.site.visiting import bar, visit
from pages.ui.site.visiting.selection import CASE, CBS, GEMEENTE, KIND, REPORT, SOURCE, YEAR

Source = Literal["rapport", "cbs"]
REPORT_RUN = Run(WITHOUT_STAY, "2017H1", "2020H1")
REPORT_YEAR = visit.REPORT_YEAR


@dataclass(frozen=True)
class Chosen:
    """A comparison and how it came about.

    `cost` and `use` hold the same gemeenten; in the report's tables they differ in the other rows (size class,
    jeugdregio). `used`: the measure of use that leads on every page, with its first and last half-year; `older`: the
    other one, where its newest figure is older. `case`: the report's gemeente whose tables these are, empty with CBS
    figures.
    """

    cost: Comparison
    use: Comparison
    source: Source
    year: str  # of the lasten
    used: Run
    income_period: str
    group_name: str
    why: str
    case: str = ""
    kind: str = "report"  # kind of group (metrics.groups.make.KINDS); empty: Nederland alone
    notes: tuple[str, ...] = ()
    growth_from: str = "2017"  # year that growth of the lasten is counted from
    cite: Callable[[Iterable[str]], str] = ", ".join  # sources of readings -> the source line
    tables: tuple[int, int] = (0, 0)  # numbers of the report's tables on cost and use
    group: Group | None = None  # with CBS figures: the group as it was made
    older: Run | None = None

    @property
    def start(self) -> str:
        """First half-year of use."""
        return self.used.start

    @property
    def end(self) -> str:
        """Last half-year of use."""
        return self.used.end

    @property
    def own_name(self) -> str:
        """Name of the chosen gemeente."""
        return self.cost.own.name

    @property
    def own(self) -> str:
        """Code of the chosen gemeente."""
        return self.cost.own.code

    def source_of(self, comparison: Comparison, figures: Iterable[tuple[str, str]]) -> str:
        """Return the source line of figures (indicator, period) as they stand in a comparison."""
        shown = list(figures)
        return self.cite(
            source
            for place in comparison.places
            for indicator, period in shown
            for source in comparison.figure(indicator, place.code, period).sources
        )

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen, as the address has it: also what is the ordinary choice."""
        found = {GEMEENTE: self.own, SOURCE: self.source}
        if self.source == REPORT:
            return {**found, CASE: self.case}
        return {**found, YEAR: self.year, **({KIND: self.kind} if self.kind else {})}

    @property
    def member_names(self) -> tuple[str, ...]:
        """Names of the gemeenten it is compared with."""
        return tuple(place.name for place in self.cost.members)


def choose(page: Page) -> Chosen:
    """Draw the choosers of gemeente, source, group and year; return the comparison they make.

    All but the gemeente stand behind one button. A gemeente without any figure in this build gets the message that
    says what is loaded, and the page ends.
    """
    own = page.gemeente()
    sources = _sources(page, own)
    if not sources:
        page_without_figures(page, own)
    first = CBS if CBS in sources else REPORT
    with page.choices("Bron, groep en jaar"):
        source = _source(page, own, sources, first)
        chosen = _from_report(page, own) if source == REPORT else _from_cbs(page, own)
    who = visit.with_whom(chosen.member_names, chosen.group_name)
    bar.compared_with(page, who, "" if source == REPORT else chosen.kind)
    return chosen


def _source(page: Page, own: str, sources: dict[str, str], first: str) -> str:
    asked = page.selection.params.get(SOURCE)
    line = visit.other_source(page.name_of(own), asked or "")
    if len(sources) > 1:
        return page.choose(SOURCE, "Bron van de cijfers", sources, first)
    bar.said(page, line if asked not in (None, first) else "")
    return first


def page_without_figures(page: Page, own: str) -> NoReturn:
    """Say that this gemeente has no figures yet, and which has; ends the page."""
    key = "L2_versie" if page.is_older else "L2"
    text = page.message(
        key, gemeente=page.name_of(own), buurgemeente=page.name_of(_nearest_with_figures(page, own))
    )

    def last() -> None:
        nothing = "staan er in deze versie geen cijfers" if page.is_older else "zijn nog geen cijfers geladen"
        page.title(f"Van {page.name_of(own)} {nothing}")
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
    if page.build.has_cbs and page.build.readings.periods_of("lasten_per_inwoner", own):
        found[CBS] = "CBS-cijfers"
    if own in page.loaded.reported:
        found[REPORT] = "Rapport van 2021, zoals gedrukt"
    return found


def _from_report(page: Page, own: str) -> Chosen:
    other = page.selection.params.get(YEAR, REPORT_YEAR) != REPORT_YEAR
    bar.said(page, visit.PRINTED if other or page.selection.group.kind not in (None, "report") else "")
    cells = page.facts.report_cells
    in_tables = cells[(cells["region_code"] == own) & (cells["table_n"] > 1)]
    cases = {str(code): page.name_of(str(code)) for code in dict.fromkeys(in_tables["case_code"])}
    case = own if own in cases else next(iter(cases))
    if len(cases) > 1 and own not in cases:
        line = visit.other_case(page.name_of(own), cases[case])
        case = bar.choose(page, CASE, "Tabel van", cases, case, line=line)
    tables = sorted(
        {int(n) for n in cells.loc[(cells["case_code"] == case) & (cells["table_n"] > 1), "table_n"]}
    )
    group = page.records.group_of(case)
    printed = page.build.readings_of_report
    cost, use = (Comparison(printed_places(cells, n, own, page.loaded.names), printed) for n in tables)
    return Chosen(
        cost=cost,
        use=use,
        source="rapport",
        year=REPORT_YEAR,
        used=REPORT_RUN,
        income_period=REPORT_YEAR,
        group_name="de vergelijkingsgroep van het rapport",
        why=group.reason,
        case=case,
        cite=lambda sources: _printed_line(page, tables, list(sources)),
        tables=(tables[0], tables[1]),
    )


def _printed_line(page: Page, tables: Sequence[int], sources: Sequence[str]) -> str:
    """Return the source line of printed figures; of the half-years that a loaded table adds, that table."""
    if any(not builds.is_of_report(each) for each in sources):
        return builds.source_line(page.loaded, sources)
    return (
        f"Eigenwijs transformeren (2021), tabellen {tables[0]} en {tables[1]}, zoals gedrukt; "
        "halfjaarcijfers van 2020 waren toen voorlopig"
    )


def _from_cbs(page: Page, own: str) -> Chosen:
    groups, readings = page.build.groups, page.build.readings
    ordinary = groups.ordinary(own)
    notes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    name, why, kind = "Nederland", "", ""
    group: Group | None = None
    if ordinary is not None:
        saved = saved_groups(page)
        kinds = groups.available(own, saved=bool(saved))
        kind = bar.choose_kind(page, own, kinds, ordinary.kind)
        try:
            group = group_of(page, own, kind, saved)
            members, notes, name, why = group.codes, group.notes, group.title, group.basis
        except MetricsError as error:
            notes = (error.message_nl,)
    years = readings.periods_of("lasten_per_inwoner", own)
    known = {each: each for each in reversed(years)}
    year = bar.choose_year(page, own, known, visit.default_year(readings, own)) if years else REPORT_YEAR
    limit = visit.limit_of(years, year)
    used = runs(readings, own, breaks("use", own, page.build.lineage), limit)
    incomes = readings.periods_of("inkomensdeciel", own)
    income_period = visit.nearest(limit, incomes) if limit else max(incomes, default="")
    is_group = len(members) >= MIN_MEMBERS
    places = places_of(own, members, page.loaded.names, before=_beside(name, is_group))
    comparison = Comparison(places, readings)
    return Chosen(
        cost=comparison,
        use=comparison,
        source="cbs",
        year=year,
        used=used[0] if used else REPORT_RUN,
        older=used[1] if len(used) > 1 else None,
        income_period=income_period or REPORT_YEAR,
        group_name=name,
        why=why,
        kind=kind if members else "",
        notes=notes,
        growth_from=growth_base(years, year),
        group=group if is_group else None,
        cite=lambda sources: builds.source_line(page.loaded, sources),
    )


def group_of(page: Page, own: str, kind: str, saved: tuple[ReferenceGroup, ...] = ()) -> Group:
    """Return the group of a kind as the address asks for it: the same on every page.

    `saved`: the analyst's groups, for the kind of that name. Raises MetricsError where it cannot be made.
    """
    return builds.group(page.loaded, own, kind, _request(page, kind, saved))


def _request(page: Page, kind: str, saved: tuple[ReferenceGroup, ...]) -> Request:
    """Read what the address says of a group: each kind looks at its own part."""
    asked = page.selection.group
    if kind == "statistical":
        return Request(k=asked.k, weights=asked.weights or None)
    if kind == "size":
        return Request(year=asked.year if asked.year in size_years(page.facts) else None)
    if kind == "own":
        return Request(members=asked.members)
    if kind == "saved":
        codes = [each.code for each in saved]
        return Request(saved=saved, name=asked.name if asked.name in codes else next(iter(codes), ""))
    return Request()


def saved_groups(page: Page) -> tuple[ReferenceGroup, ...]:
    """Return the analyst's groups; a file that is not right is said and gives none."""
    try:
        return builds.own_groups(page.loaded)
    except builds.KNOWN_ERRORS as error:
        page.top.html(notices.box(error.message_nl, "fout", title="Uw eigen groepen zijn niet te lezen."))
        return ()


def size_years(facts: Facts) -> list[int]:
    """Return the years whose 1 January inhabitants are loaded, the newest first."""
    people = facts.observations
    found = people.loc[people["indicator"] == "inwoners_n", "year"].unique()
    return sorted((int(year) for year in found), reverse=True)


def growth_base(years: Sequence[str], year: str) -> str:
    """Return the year that growth to `year` is counted from (metrics.costs.years.growth_base), as the page has it."""
    return str(cost_years.growth_base(map(int, years), int(year)))


def _beside(group_name: str, has_members: bool) -> tuple[Place, ...]:
    """Rows that stand between the own gemeente and the members: the group's own figure and Nederland."""
    group = (Place(GROUP, f"{group_name}, samen", "group"),) if has_members else ()
    return (*group, Place(NEDERLAND, "Nederland", "nederland"))


_WHY = {
    "neighbours": "omdat ze aan {gemeente} grenzen ({waarop})",
    "jeugdregio": "omdat ze in dezelfde jeugdregio liggen ({waarop})",
    "province": "omdat ze in dezelfde provincie liggen ({waarop})",
    "size": "omdat ze ongeveer even groot zijn ({waarop})",
    "statistical": "omdat ze op {gemeente} lijken ({waarop})",
    "urban": "omdat ze even stedelijk zijn ({waarop})",
    "own": "omdat u deze gemeenten koos",
    "saved": "omdat u deze groep bewaarde ({waarop})",
}


# Kinds of groups that rest on a region: its name keeps its capital.
_NAMED_AFTER = frozenset({"jeugdregio", "province"})


def compared_with(chosen: Chosen) -> str:
    """Say with whom the gemeente is compared and why with them."""
    names = chosen.member_names
    if not names:
        return "Vergeleken met Nederland; er is geen vergelijkingsgroep."
    who = dutch.names_or_count(names)
    if chosen.kind == "report":
        case = f"omdat het rapport deze gemeenten naast {chosen.own_name} zet"
        why = case if chosen.case in ("", chosen.own) else "omdat ze in het rapport in een tabel staan"
        return f"Vergeleken met {who}, {why}. {chosen.why}".strip()
    what = chosen.why if chosen.kind in _NAMED_AFTER else _small(chosen.why)
    reason = _WHY[chosen.kind].format(gemeente=chosen.own_name, waarop=what)
    return f"Vergeleken met {who}, {reason}."


def _small(text: str) -> str:
    """Write what a group rests on as it stands between brackets."""
    return text[0].lower() + text[1:] if text[:1].isupper() and text[1:2].islower() and " " in text else text
