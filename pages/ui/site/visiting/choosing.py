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
from metrics.groups.make import Group
from metrics.groups.value import MIN_MEMBERS
from metrics.places.breaks import breaks
from metrics.places.codes import NEDERLAND
from metrics.records import Records
from pages.ui.parts import notices
from pages.ui.site import provenance, sourced
from pages.ui.site.builds import Loaded
from pages.ui.site.page import Page
from pages.ui.site.visiting import bar, visit, visit_group
from pages.ui.site.visiting.selection import CASE, CBS, GEMEENTE, KIND, REPORT, SAVED, SOURCE, YEAR

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
    def gemeenten(self) -> frozenset[str]:
        """Whose figures are compared, without Nederland and the group."""
        return frozenset((self.own, *(member.code for member in self.cost.members)))

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
        shown, figure = list(figures), comparison.figure
        codes = [place.code for place in comparison.places]
        # most of them have the same sources: each list is read once
        lists = dict.fromkeys(
            figure(indicator, code, period).sources for code in codes for indicator, period in shown
        )
        return self.cite(source for each in lists for source in each)

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen, as the address has it: also what is the ordinary choice."""
        found = {GEMEENTE: self.own, SOURCE: self.source}
        if self.source == REPORT:
            return {**found, CASE: self.case}
        name = {SAVED: self.group.name} if self.group is not None and self.group.name else {}
        return {**found, YEAR: self.year, **({KIND: self.kind} if self.kind else {}), **name}

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
    sources = sources_of(page.loaded, own)
    if not sources:
        page_without_figures(page, own)
    first = CBS if CBS in sources else REPORT
    with page.choices("Bron, groep en jaar"):
        source = _source(page, own, sources, first)
        chosen = _from_report(page, own) if source == REPORT else _from_cbs(page, own)
    who = visit.with_whom(chosen.member_names, chosen.group_name)
    name = chosen.group.name if chosen.group is not None else ""
    bar.compared_with(page, who, "" if source == REPORT else chosen.kind, name)
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


def sources_of(loaded: Loaded, own: str) -> dict[str, str]:
    """Return from where a gemeente has figures, in words, the ordinary source first; empty where it has none."""
    found: dict[str, str] = {}
    if loaded.build.has_cbs and loaded.build.readings.periods_of("lasten_per_inwoner", own):
        found[CBS] = "CBS-cijfers"
    if own in loaded.reported:
        found[REPORT] = "Rapport van 2021, zoals gedrukt"
    return found


def _from_report(page: Page, own: str) -> Chosen:
    other = page.selection.params.get(YEAR, REPORT_YEAR) != REPORT_YEAR
    bar.said(page, visit.PRINTED if other or page.selection.group.kind not in (None, "report") else "")
    cases = {code: page.name_of(code) for code in _cases(page.loaded, own)}
    case = own if own in cases else next(iter(cases))
    if len(cases) > 1 and own not in cases:
        line = visit.other_case(page.name_of(own), cases[case])
        case = bar.choose(page, CASE, "Tabel van", cases, case, line=line)
    page.compared.append(provenance.told_of_report(page.records.group_of(case), page.loaded.names))
    return of_report(page.loaded, page.records, own, case)


def _cases(loaded: Loaded, own: str) -> list[str]:
    """Return the gemeenten of the report in whose tables a gemeente stands."""
    cells = loaded.facts.report_cells
    rows = cells[(cells["region_code"] == own) & (cells["table_n"] > 1)]
    return [str(code) for code in dict.fromkeys(rows["case_code"])]


def of_report(loaded: Loaded, records: Records, own: str, case: str) -> Chosen:
    """Return the comparison that the report prints for `case`, with `own` as the chosen one."""
    cells = loaded.facts.report_cells
    tables = sorted(
        {int(n) for n in cells.loc[(cells["case_code"] == case) & (cells["table_n"] > 1), "table_n"]}
    )
    printed = loaded.build.readings_of_report
    cost, use = (Comparison(printed_places(cells, n, own, loaded.names), printed) for n in tables)
    return Chosen(
        cost=cost,
        use=use,
        source="rapport",
        year=REPORT_YEAR,
        used=REPORT_RUN,
        income_period=REPORT_YEAR,
        group_name="de vergelijkingsgroep van het rapport",
        why=records.group_of(case).reason,
        case=case,
        cite=lambda sources: _printed_line(loaded, tables, list(sources)),
        tables=(tables[0], tables[1]),
    )


def _printed_line(loaded: Loaded, tables: Sequence[int], sources: Sequence[str]) -> str:
    """Return the source line of printed figures; of the half-years that a loaded table adds, that table."""
    if any(not sourced.is_of_report(each) for each in sources):
        return sourced.line(loaded, sources)
    return (
        f"Eigenwijs transformeren (2021), tabellen {tables[0]} en {tables[1]}, zoals gedrukt; "
        "halfjaarcijfers van 2020 waren toen voorlopig"
    )


def _from_cbs(page: Page, own: str) -> Chosen:
    readings, made = page.build.readings, visit_group.choose(page, own)
    notes = made.group.notes if made.group else tuple(filter(None, [made.why_not]))
    years = readings.periods_of("lasten_per_inwoner", own)
    known = {each: each for each in reversed(years)}
    year = bar.choose_year(page, own, known, visit.default_year(readings, own)) if years else REPORT_YEAR
    return of_cbs(page.loaded, own, year, made.group, notes)


def of_cbs(loaded: Loaded, own: str, year: str, group: Group | None, notes: tuple[str, ...] = ()) -> Chosen:
    """Return the comparison of a gemeente with a group (None: with Nederland alone) in a year, with figures of CBS."""
    readings = loaded.build.readings
    members, name, why = (group.codes, group.title, group.basis) if group else ((), "Nederland", "")
    years = readings.periods_of("lasten_per_inwoner", own)
    limit = visit.limit_of(readings, own, year)
    used = runs(readings, own, breaks("use", own, loaded.lineage), limit)
    # without a figure of its own: the years of the others, not those of the report
    incomes = readings.periods_of("inkomensdeciel", own) or readings.grid.known_periods("inkomensdeciel")
    income_period = visit.nearest(limit.year, incomes) if limit else max(incomes, default="")
    is_group = len(members) >= MIN_MEMBERS
    places = places_of(own, members, loaded.names, before=_beside(name, is_group))
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
        kind=group.kind if group else "",
        notes=notes,
        growth_from=growth_base(years, year),
        group=group if is_group else None,
        cite=lambda sources: sourced.line(loaded, sources),
    )


def ordinary(loaded: Loaded, records: Records, own: str) -> Chosen:
    """Return the comparison that pages open on when nothing was chosen. Raises MetricsError without any figure."""
    sources = sources_of(loaded, own)
    if CBS in sources:
        year = visit.default_year(loaded.build.readings, own)
        return of_cbs(loaded, own, year, loaded.build.groups.ordinary(own))
    if REPORT not in sources:
        raise MetricsError(
            f"Van {loaded.names.get(own, own)} zijn nog geen cijfers geladen.", f"no figures of {own}"
        )
    cases = _cases(loaded, own)
    return of_report(loaded, records, own, own if own in cases else cases[0])


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
        case = next((each.name for each in chosen.cost.members if each.code == chosen.case), "")
        if case:  # what the report says of its choice is about the gemeente that the table is of, not about this one
            return f"Vergeleken met {who}, omdat ze in het rapport samen in de tabel van {case} staan."
        why = f"omdat het rapport deze gemeenten naast {chosen.own_name} zet"
        return f"Vergeleken met {who}, {why}. {chosen.why}".strip()
    what = chosen.why if chosen.kind in _NAMED_AFTER else _small(chosen.why)
    reason = _WHY[chosen.kind].format(gemeente=chosen.own_name, waarop=what)
    return f"Vergeleken met {who}, {reason}."


def _small(text: str) -> str:
    """Write what a group rests on as it stands between brackets."""
    return text[0].lower() + text[1:] if text[:1].isupper() and text[1:2].islower() and " " in text else text
