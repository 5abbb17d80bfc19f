"""Which figure and which tables *Vergelijken* shows for a choice, with their titles and sources."""

from collections.abc import Sequence

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.comparing.leading import ENOUGH_FOR_A_LINE, NATURA, Run
from metrics.notes import Shown
from metrics.places.breaks import breaks
from metrics.report.audit.verdicts import likely_repair, repaired_text
from metrics.report.printed import COLUMNS
from pages.ui.charts import against, compared, marks
from pages.ui.charts.spec import Chart
from pages.ui.charts.spec.lines import BreakMark, LineNote
from pages.ui.charts.spec.scatter import ScatterChart
from pages.ui.parts import figures_table, notices
from pages.ui.parts.figures_table import Field
from pages.ui.parts.tables import Table
from pages.ui.parts.uses import PER_HALF, USES
from pages.ui.site.page import Page
from pages.ui.site.serving import audited
from pages.ui.site.visiting import visit
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.site.visiting.selection import CBS, REPORT
from pages.ui.vergelijking import tables

BASE = "2017H1"
PROVIDERS = BreakMark(
    "2021H1", "Vanaf 2021 leveren meer aanbieders gegevens aan: vergelijk niet met de jaren ervoor."
)
CORONA = LineNote("2020H1", "Eerste halfjaar van 2020: begin van corona.")


def shown(chosen: Chosen) -> Shown:
    """Return which figures stand on the page, in which periods."""
    used = {chosen.used.indicator, *((chosen.older.indicator,) if chosen.older else ()), "met_verblijf"}
    costs = (
        "lasten_per_inwoner",
        "lasten_per_jongere_met_jeugdzorg",
        "groei_lasten_per_inwoner",
        "index_rapport",
    )
    return {
        **dict.fromkeys(costs, {chosen.year}),
        **dict.fromkeys(sorted(used)),
        "inkomensdeciel": {chosen.income_period},
    }


def use_over_time(page: Page, chosen: Chosen) -> Chart:
    """Return the figure of use: the measure that leads, through its half-years to the newest.

    With the report's printed figures, which have two half-years, those of 82972NED where loaded; it counts other young
    people, and title, subtitle and note say so. Else a slope.
    """
    run = chosen.used
    halves = chosen.use.halves(run.indicator)
    if chosen.source == CBS and len(halves) >= ENOUGH_FOR_A_LINE:
        return _through(page, chosen, run, halves)
    if chosen.source == REPORT:
        natura = Comparison(_natura_places(page, chosen), page.build.readings)
        loaded = natura.halves(NATURA)
        if len(loaded) >= ENOUGH_FOR_A_LINE and natura.has(NATURA, loaded[-1]):
            return _natura(page, chosen, natura, loaded)
    start, end = dutch.period(run.start), dutch.period(run.end)
    return compared.slope(
        chosen.use,
        run.indicator,
        run.start,
        run.end,
        title=sentences.title_of(chosen.use, run.indicator, [run.start, run.end]),
        subtitle=f"{page.records.indicators[run.indicator].title}, in procenten: {start} en {end}",
        source=chosen.source_of(chosen.use, ((run.indicator, run.start), (run.indicator, run.end))),
    )


def _through(page: Page, chosen: Chosen, run: Run, halves: Sequence[str]) -> Chart:
    """Return a line for every gemeente; a break in counting is a gap, which the title says.

    Over all half-years, as *In het kort* and *Gebruik* draw them: a later start told another story.
    """
    own, lineage, records = chosen.use.own, page.build.lineage, page.records
    return compared.lines(
        chosen.use,
        run.indicator,
        title=sentences.title_of(chosen.use, run.indicator, halves, breaks("use", own.code, lineage)),
        subtitle=f"{records.indicators[run.indicator].title}, {PER_HALF}",
        unit="pct",
        decimals=1,
        source=chosen.source_of(chosen.use, ((run.indicator, period) for period in halves)),
        breaks=marks.breaks("use", own.code, lineage, records, halves),
        line_notes=marks.line_notes("use", own.code, own.name, lineage, records, halves),
    )


def _natura(page: Page, chosen: Chosen, natura: Comparison, halves: Sequence[str]) -> Chart:
    before = [period for period in halves if BASE <= period < PROVIDERS.start]
    return compared.lines(
        natura,
        NATURA,
        title=sentences.title_of(natura, NATURA, before),
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


def cost_against_income(chosen: Chosen) -> ScatterChart:
    """Return lasten per inwoner against the income decile."""
    return against.cost_against_income(
        chosen.cost,
        chosen.year,
        chosen.income_period,
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


def use_tables(page: Page, chosen: Chosen) -> tuple[Table, ...]:
    """Return a table of the measure of use that leads, and of the older one; none of a measure that nobody here has.

    Numbers of the report that cannot be right together have a flag.
    """
    wanted = (chosen.used, *((chosen.older,) if chosen.older else ()))
    return tuple(_use_table(page, chosen, run) for run in wanted if _has_use(chosen, run))


def _has_use(chosen: Chosen, run: Run) -> bool:
    shown = (chosen.use.own, *chosen.use.members)
    return any(
        chosen.use.value(run.indicator, place.code, period) is not None
        for place in shown
        for period in (run.start, run.end)
    )


def _use_table(page: Page, chosen: Chosen, run: Run) -> Table:
    fields = tables.use_fields(run, chosen.income_period)
    return _table(
        page, chosen, chosen.use, chosen.tables[1], fields, f"Gebruik van {USES[run.indicator].name}"
    )


def all_tables(
    cost: tuple[Table, Chart], use: tuple[Table, ...], over_time: Chart, written: tuple[Table, ...]
) -> tuple[Table, ...]:
    """Return every table of the page, for one spreadsheet: those of the two figures too."""
    table, against_income = cost
    return (table, *use, over_time.table, against_income.table, *written)


def group_note(why: str) -> tuple[str, ...]:
    """Return what the group rests on as a sentence beneath a table; none where there is nothing to say."""
    if not why:
        return ()
    return (why if why.endswith(".") else f"De groep: {why}.",)


def _table(
    page: Page,
    chosen: Chosen,
    comparison: Comparison,
    number: int,
    fields: tuple[Field, ...],
    what: str,
) -> Table:
    if chosen.source == CBS:
        caption = f"{what}: {chosen.own_name} en {visit.group_inside(chosen.group_name)}"
        return figures_table.table(
            comparison,
            fields,
            caption,
            chosen.source_of(comparison, ((field.indicator, field.period) for field in fields)),
            notes=group_note(chosen.why),
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
    """Footnotes of figures that the report took from elsewhere ('#'), and of rows that cannot be right: why."""
    repairs = audited.audit(page.loaded).repairs
    cells = page.facts.report_cells
    other = cells[(cells["table_n"] == number) & (cells["status"] == "other_source")]
    found: dict[tuple[str, str, str], str] = {
        (str(code), COLUMNS[column].indicator, COLUMNS[column].period): f"# {note}"
        for code, column, note in zip(other["region_code"], other["column"], other["note"], strict=True)
    }
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
