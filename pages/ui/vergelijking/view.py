"""Which figure and which tables *Vergelijken* shows for a choice, with their titles and sources."""

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.report.audit.verdicts import likely_repair, repaired_text
from metrics.report.printed import COLUMNS
from pages.ui.charts.spec import BreakMark, Chart, LineNote, ScatterChart
from pages.ui.parts import notices
from pages.ui.parts.tables import Table
from pages.ui.site import builds
from pages.ui.site.choosing import Chosen
from pages.ui.site.frame import Page
from pages.ui.vergelijking import charts, tables

NATURA, WITHOUT_STAY = "natura_jeugdhulp", "zonder_verblijf"
BASE = "2017H1"
ENOUGH_FOR_A_LINE = 4  # half-years; with fewer, another measure shows more of the way
PROVIDERS = BreakMark(
    "2021H1", "Vanaf 2021 leveren meer aanbieders gegevens aan: vergelijk niet met de jaren ervoor."
)
CORONA = LineNote("2020H1", "Eerste halfjaar van 2020: begin van corona.")


def use_over_time(page: Page, chosen: Chosen) -> Chart:
    """Return the figure of use: half-years of the same measure where loaded, else of 82972NED, else a slope.

    82972NED counts other young people; title, subtitle and note say so.
    """
    if chosen.source == "cbs" and _half_years_n(chosen) >= ENOUGH_FOR_A_LINE:
        return _without_stay(chosen)
    beside = _natura_places(page, chosen)
    natura = Comparison(beside, page.loaded.lookup.of(place.code for place in beside))
    halves = [period for period in natura.periods(NATURA) if "H" in period]
    if len(halves) >= ENOUGH_FOR_A_LINE and natura.has(NATURA, halves[-1]):
        return _natura(page, natura, halves)
    start, end = dutch.period(chosen.start), dutch.period(chosen.end)
    return charts.slope(
        chosen.use,
        WITHOUT_STAY,
        chosen.start,
        chosen.end,
        title=_trend_title(chosen.use, WITHOUT_STAY, [chosen.start, chosen.end]),
        subtitle=f"Jongeren tot 23 jaar met jeugdhulp zonder verblijf, in procenten: {start} en {end}",
        source=chosen.source_line,
    )


def _half_years_n(chosen: Chosen) -> int:
    own = (
        chosen.use.value(WITHOUT_STAY, chosen.own, p) for p in chosen.use.periods(WITHOUT_STAY) if "H" in p
    )
    return sum(value is not None for value in own)


def _without_stay(chosen: Chosen) -> Chart:
    periods = [period for period in chosen.use.periods(WITHOUT_STAY) if "H" in period]
    return charts.lines(
        chosen.use,
        WITHOUT_STAY,
        title=_trend_title(chosen.use, WITHOUT_STAY, [p for p in periods if p < PROVIDERS.start] or periods),
        subtitle="Jongeren tot 23 jaar met jeugdhulp zonder verblijf, in procenten per halfjaar",
        unit="pct",
        decimals=1,
        source=chosen.source_line,
        breaks=(PROVIDERS,) if periods[0] < PROVIDERS.start <= periods[-1] else (),
        line_notes=(CORONA,),
    )


def _natura(page: Page, natura: Comparison, halves: list[str]) -> Chart:
    before = [period for period in halves if BASE <= period < PROVIDERS.start]
    shown = {natura.figure(NATURA, place.code, period).source for place in natura.places for period in before}
    return charts.lines(
        natura,
        NATURA,
        title=_trend_title(natura, NATURA, before),
        subtitle="Let op, andere maat: jongeren tot 18 jaar met jeugdhulp in natura. Eerste halfjaar van 2017 = 100",
        unit="pct",
        source=builds.source_line(page.loaded, shown),
        base=BASE,
        breaks=(PROVIDERS,),
        line_notes=(CORONA,),
        notes=(notices.fill(page.records.caveats["C16"].text, {}),),
    )


def _natura_places(page: Page, chosen: Chosen) -> tuple[Place, ...]:
    members = [place.code for place in chosen.use.members]
    country = [place for place in chosen.use.places if place.role == "nederland"]
    return places_of(chosen.own, members, page.loaded.names, before=country)


def _trend_title(comparison: Comparison, indicator: str, periods: list[str]) -> str:
    """Return the title of a figure: how it went for the chosen gemeente, from first to last period."""
    moments = [
        sentences.Moment(period, comparison.value(indicator, comparison.own.code, period))
        for period in periods
    ]
    return sentences.trend_title(sentences.SUBJECTS[indicator], comparison.own, moments)


def cost_against_income(chosen: Chosen) -> ScatterChart:
    """Return lasten per inwoner against the income decile."""
    return charts.cost_against_income(
        chosen.cost,
        chosen.year,
        chosen.income_period,
        title=f"Lasten per inwoner en inkomen, {chosen.year}",
        source=chosen.source_line,
    )


def cost_table(page: Page, chosen: Chosen) -> Table:
    """Return the table of lasten: as the report prints it, or the same columns from CBS figures."""
    fields = tables.cost_fields(
        chosen.year, chosen.income_period, chosen.growth_from, with_growth=chosen.source == "cbs"
    )
    return _table(page, chosen, chosen.cost, chosen.tables[0], fields, "Lasten en inkomen")


def has_use(chosen: Chosen) -> bool:
    """Say whether any gemeente in the comparison has a figure on jeugdhulp zonder verblijf."""
    shown = (chosen.use.own, *chosen.use.members)
    return any(
        chosen.use.value(WITHOUT_STAY, place.code, period) is not None
        for place in shown
        for period in (chosen.start, chosen.end)
    )


def use_table(page: Page, chosen: Chosen) -> Table:
    """Return the table of use, with a flag at numbers that cannot be right together."""
    fields = tables.use_fields(chosen.start, chosen.end, chosen.income_period)
    return _table(page, chosen, chosen.use, chosen.tables[1], fields, "Gebruik van jeugdhulp zonder verblijf")


def _table(
    page: Page,
    chosen: Chosen,
    comparison: Comparison,
    number: int,
    fields: tuple[tables.Field, ...],
    what: str,
) -> Table:
    if chosen.source == "cbs":
        caption = f"{what}: {chosen.own_name} en {chosen.group_name.lower()}"
        return tables.table(
            comparison, fields, caption, chosen.source_line, notes=(chosen.why,) if chosen.why else ()
        )
    caption = f"{what}: tabel {number} van het rapport, {page.name_of(chosen.case)}"
    return tables.table(
        comparison,
        fields,
        caption,
        chosen.source_line,
        printed=_printed(page, number),
        flags=_flags(page, number),
        notes=(
            "Een laag deciel betekent: lage inkomens, of veel kinderen in een huishouden met een laag inkomen.",
        ),
    )


def _printed(page: Page, number: int) -> tables.Printed:
    """The cells of a table exactly as printed, by region, indicator and period."""
    cells = page.facts.report_cells
    rows = cells[(cells["table_n"] == number) & cells["column"].isin(COLUMNS)]
    return {
        (str(code), COLUMNS[column].indicator, COLUMNS[column].period): str(printed)
        for code, column, printed in zip(rows["region_code"], rows["column"], rows["printed"], strict=True)
    }


def _flags(page: Page, number: int) -> tables.Flags:
    """Footnotes for rows of the report that cannot be right: why, and which change is most likely."""
    repairs = builds.audit().repairs
    found: dict[tuple[str, str, str], str] = {}
    for code, rows in repairs[repairs["table"] == number].groupby("region_code"):
        likely = likely_repair(rows)
        if likely is None:
            why = "Welk van de drie cijfers niet klopt, is hieruit niet af te leiden."
            columns = set(rows["column"])
        else:
            change = repaired_text(
                str(likely["column"]),
                float(str(likely["printed_value"])),
                float(str(likely["repaired_value"])),
            )
            why = (
                "De twee percentages en het indexcijfer in deze rij kunnen niet alle drie kloppen. "
                f"Het waarschijnlijkst is {change} (afgeleid, niet gevonden)."
            )
            columns = {str(likely["column"])}
        for column in columns:
            key = (str(code), COLUMNS[column].indicator, COLUMNS[column].period)
            found[key] = page.message("R4", reden=why)
    return found
