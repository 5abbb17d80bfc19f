"""Which figure and which tables *Vergelijken* shows for a choice, with their titles and sources."""

from collections.abc import Sequence

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.places.breaks import Break, breaks
from metrics.places.lineage import Lineage
from metrics.report.audit.verdicts import likely_repair, repaired_text
from metrics.report.printed import COLUMNS
from pages.ui.charts import against, compared
from pages.ui.charts.spec import BreakMark, Chart, LineNote
from pages.ui.charts.spec.scatter import ScatterChart
from pages.ui.parts import figures_table, notices
from pages.ui.parts.figures_table import Field
from pages.ui.parts.tables import Table
from pages.ui.site import builds
from pages.ui.site.choosing import Chosen
from pages.ui.site.frame import Page
from pages.ui.vergelijking import tables

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
        return _without_stay(chosen, page.build.lineage)
    beside = _natura_places(page, chosen)
    natura = Comparison(beside, page.build.readings)
    halves = [period for period in natura.periods(NATURA) if "H" in period]
    if len(halves) >= ENOUGH_FOR_A_LINE and natura.has(NATURA, halves[-1]):
        return _natura(page, chosen, natura, halves)
    start, end = dutch.period(chosen.start), dutch.period(chosen.end)
    return compared.slope(
        chosen.use,
        WITHOUT_STAY,
        chosen.start,
        chosen.end,
        title=_trend_title(chosen.use, WITHOUT_STAY, [chosen.start, chosen.end]),
        subtitle=f"Jongeren tot 23 jaar met jeugdhulp zonder verblijf, in procenten: {start} en {end}",
        source=chosen.source_of(chosen.use, ((WITHOUT_STAY, chosen.start), (WITHOUT_STAY, chosen.end))),
    )


def _half_years_n(chosen: Chosen) -> int:
    return len(chosen.use.readings.periods_of(WITHOUT_STAY, chosen.own, "halfjaar"))


def _without_stay(chosen: Chosen, lineage: Lineage) -> Chart:
    periods = [period for period in chosen.use.periods(WITHOUT_STAY) if "H" in period]
    return compared.lines(
        chosen.use,
        WITHOUT_STAY,
        title=_trend_title(chosen.use, WITHOUT_STAY, periods, breaks("use", chosen.own, lineage)),
        subtitle="Jongeren tot 23 jaar met jeugdhulp zonder verblijf, in procenten per halfjaar",
        unit="pct",
        decimals=1,
        source=chosen.source_of(chosen.use, ((WITHOUT_STAY, period) for period in periods)),
        breaks=(PROVIDERS,) if periods[0] < PROVIDERS.start <= periods[-1] else (),
        line_notes=(CORONA,),
    )


def _natura(page: Page, chosen: Chosen, natura: Comparison, halves: list[str]) -> Chart:
    before = [period for period in halves if BASE <= period < PROVIDERS.start]
    return compared.lines(
        natura,
        NATURA,
        title=_trend_title(natura, NATURA, before),
        subtitle="Jongeren tot 18 jaar met jeugdhulp in natura. Eerste halfjaar van 2017 = 100",
        unit="pct",
        source=chosen.source_of(natura, ((NATURA, period) for period in before)),
        base=BASE,
        breaks=(PROVIDERS,),
        line_notes=(CORONA,),
        notes=(notices.fill(page.records.caveats["C16"].text, {}),),
    )


def _natura_places(page: Page, chosen: Chosen) -> tuple[Place, ...]:
    members = [place.code for place in chosen.use.members]
    country = [place for place in chosen.use.places if place.role == "nederland"]
    return places_of(chosen.own, members, page.loaded.names, before=country)


def _trend_title(
    comparison: Comparison, indicator: str, periods: list[str], between: Sequence[Break] = ()
) -> str:
    """Return the title of a figure: how it went for the chosen gemeente, from first to last period."""
    moments = [
        sentences.Moment(period, comparison.value(indicator, comparison.own.code, period))
        for period in periods
    ]
    return sentences.trend_title(sentences.SUBJECTS[indicator], comparison.own, moments, between)


def cost_against_income(chosen: Chosen) -> ScatterChart:
    """Return lasten per inwoner against the income decile."""
    return against.cost_against_income(
        chosen.cost,
        chosen.year,
        chosen.income_period,
        title=f"Lasten per inwoner en inkomen, {chosen.year}",
        source=chosen.source_of(
            chosen.cost,
            (("lasten_per_inwoner", chosen.year), ("inkomensdeciel", chosen.income_period)),
        ),
    )


def cost_table(page: Page, chosen: Chosen) -> Table:
    """Return the table of lasten: as the report prints it, or the same columns from CBS figures."""
    fields = tables.cost_fields(chosen, with_index=_has_index(chosen))
    return _table(page, chosen, chosen.cost, chosen.tables[0], fields, "Lasten en inkomen")


def _has_index(chosen: Chosen) -> bool:
    """Say whether the report's index can be made for any gemeente in this year: from 2022 on it cannot."""
    shown = (chosen.cost.own, *chosen.cost.members)
    return any(
        chosen.cost.figure("index_rapport", place.code, chosen.year).reason != "knik" for place in shown
    )


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
    fields: tuple[Field, ...],
    what: str,
) -> Table:
    if chosen.source == "cbs":
        caption = f"{what}: {chosen.own_name} en {chosen.group_name.lower()}"
        return figures_table.table(
            comparison,
            fields,
            caption,
            chosen.source_of(comparison, ((field.indicator, field.period) for field in fields)),
            notes=(chosen.why,) if chosen.why else (),
            records=page.records,
        )
    caption = f"{what}: tabel {number} van het rapport, {page.name_of(chosen.case)}"
    return figures_table.table(
        comparison,
        fields,
        caption,
        chosen.cite(()),
        printed=_printed(page, number),
        flags=_flags(page, number),
        notes=(
            "Een laag deciel betekent: lage inkomens, of veel kinderen in een huishouden met een laag inkomen.",
        ),
    )


def _printed(page: Page, number: int) -> figures_table.Printed:
    """The cells of a table exactly as printed, by region, indicator and period."""
    cells = page.facts.report_cells
    rows = cells[(cells["table_n"] == number) & cells["column"].isin(COLUMNS)]
    return {
        (str(code), COLUMNS[column].indicator, COLUMNS[column].period): str(printed)
        for code, column, printed in zip(rows["region_code"], rows["column"], rows["printed"], strict=True)
    }


def _flags(page: Page, number: int) -> figures_table.Flags:
    """Footnotes for rows of the report that cannot be right: why, and which change is most likely."""
    repairs = builds.audit(page.loaded).repairs
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
