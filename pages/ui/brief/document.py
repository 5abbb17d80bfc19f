"""What *In het kort* says, once: for screen, paper, PDF and Word, and its tables. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from metrics import dutch
from metrics.comparing.reading import Reading
from metrics.figures import ENTERED
from metrics.records import Records
from pages.ui.brief.figures import OnPage
from pages.ui.brief.trends import Trend
from pages.ui.brief.view import Brief
from pages.ui.charts.spec import PHONE_ROLES
from pages.ui.charts.spec.lines import LineChart
from pages.ui.documents.onepage import Figure, OnePage, Part
from pages.ui.documents.provenance import Provenance
from pages.ui.own import monitor
from pages.ui.own.monitor import Statement
from pages.ui.parts import votes
from pages.ui.parts.tables import Cell, Column, Row, Table, cell_of
from pages.ui.site.builds import Loaded
from pages.ui.site.noted import Noted
from pages.ui.site.noted import of as noted_of

OWN_MONITOR = "Wat onze eigen monitor zegt"


def document(
    brief: Brief, told: Provenance, noted: Noted | None = None, stated: Sequence[Statement] = ()
) -> OnePage:
    """Return the page as the screen, the PDF and Word set it: one sheet, and a second one with the tables.

    `noted`: what people wrote on these figures. `stated`: what gemeenten state of themselves in this visit.
    """
    counted = families(brief)
    return OnePage(
        name=brief.name,
        page="Jeugdzorg in het kort",
        year=brief.year,
        what=brief.what,
        notice=brief.notice,
        sentences=brief.sentences or (f"Van {brief.name} zijn voor deze keuze geen cijfers geladen.",),
        figures=tuple(_figure(one) for one in brief.figures if not one.is_awaited),
        told=(
            ("", brief.awaited),
            ("Rekening en begroting", brief.budget),
            *([money(brief, stated)] if monitor.of(stated, brief.code, money=True) else []),
            ("", brief.compared),
        ),
        warning=("Let hier vooral op", brief.heaviest),
        trends=brief.trends,
        columns=(
            (
                Part(
                    "Wat past bij het verschil, en wat niet?",
                    (brief.difference,),
                    tuple((reason.name, reason.text) for reason in brief.reasons),
                ),
            ),
            (
                Part(
                    "Klopt het beeld ook met andere groepen?",
                    (brief.holds or "Dat is met deze cijfers niet te zeggen.",),
                    table=counted,
                    folded="Bekijk per soort groep",
                ),
                *also(brief),
                *own_monitor(brief, stated),
            ),
        ),
        questions=brief.questions,
        not_here=brief.not_here,
        general=Part("Wat zit er in deze cijfers?", (), _bare(brief.general)),
        table=four(brief),
        table_columns=_table_columns(brief, counted),
        source=brief.source,
        made=told.made,
        made_on=told.day,
        version=told.version,
        link=told.link,
        notes=noted.lines if noted else (),
        more=own_tables(brief, noted, stated),
        foot=told.foot,
    )


def also(brief: Brief) -> list[Part]:
    """Return what else must be kept in mind with these figures; nothing where there is nothing."""
    return [Part(f"Let ook op bij {brief.name}", (), _bare(brief.remarks))] if brief.remarks else []


def own_monitor(brief: Brief, stated: Sequence[Statement]) -> list[Part]:
    """Return what the gemeente states of what open data do not give; nothing where it states nothing."""
    mine = monitor.newest(monitor.of(stated, brief.code, money=False))
    if not mine:
        return []
    if len(mine) > 1 and len({one.source for one in mine}) == 1:  # said once: it is a sheet
        said = f"{dutch.capital(ENTERED)}; bron: {mine[0].source}."
        return [Part(OWN_MONITOR, (said,), tuple((one.lead, one.shown) for one in mine))]
    return [Part(OWN_MONITOR, (), tuple((one.lead, one.text) for one in mine))]


def money(brief: Brief, stated: Sequence[Statement]) -> tuple[str, str]:
    """Return the line on the money from the Rijk, beside the lasten."""
    spent = brief.cost.figure if brief.cost is not None else None
    title = monitor.TOPICS[monitor.MONEY].title
    return title, monitor.money_line(stated, brief.code, brief.year, spent)


def _bare(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(("", text) for text in texts)


def _figure(one: OnPage) -> Figure:
    strip, words = one.strip
    signs = (("Nederland", one.country_value), ("Groep", one.group_value)) if strip else ()
    country = one.text(one.country_value) if one.country_value is not None else ""
    return Figure(
        title=one.measure.short or one.measure.title,
        when=", ".join(filter(None, [one.when, one.measure.who])),
        value=one.value,
        aside=one.figure.aside,
        beside=tuple(each for each in (("Nederland", country), ("Groep", one.beside_group)) if each[1]),
        place=one.place,
        why=one.why,
        beneath=one.beneath,
        strip=strip,
        strip_alt=words,
        drawn=tuple(name for name, value in signs if value is not None),
    )


def _table_columns(brief: Brief, counted: Table | None) -> tuple[tuple[Table, ...], ...]:
    """Return the tables under the four figures: the short ones at the left, the trend of use at the right."""
    left: list[Table] = []
    right: list[Table] = []
    for chart in brief.trends:
        (left if chart.unit == "eur" else right).append(through_time(chart))
    return tuple(tuple(column) for column in ((*left, *((counted,) if counted else ())), right) if column)


def through_time(chart: Trend) -> Table:
    """Return the values that a trend draws, a row a period: on paper there is room downwards."""
    drawn = [one for one in chart.series if one.role in PHONE_ROLES]
    points = {(one.name, point.period): point for one in drawn for point in one.points}
    periods = chart.periods if isinstance(chart, LineChart) else (chart.start, chart.end)
    return Table(
        chart.subtitle or chart.title,
        (
            Column("periode", "Periode"),
            *(Column(one.name, one.name, chart.unit, chart.decimals, region=one.code) for one in drawn),
        ),
        tuple(
            {
                "periode": dutch.period_heading(period),
                **{
                    one.name: Cell(
                        point.value, point.status, provisional=point.provisional, entered=point.entered
                    )
                    for one in drawn
                    if (point := points.get((one.name, period))) is not None
                },
            }
            for period in periods
        ),
        row_header="periode",
    )


def four(brief: Brief) -> Table:
    """Return the four figures beside the group and Nederland, with how many gemeenten are lower, higher or alike."""
    return Table(
        f"{_how_many(len(brief.figures))} van {brief.name}",
        (
            Column("cijfer", "Cijfer"),
            Column("periode", "Periode"),
            Column("eigen", brief.name, "getal", region=brief.code),
            Column("groep", "Groep", "getal"),
            Column("land", "Nederland", "getal"),
            Column("lager", "Gemeenten lager", "aantal"),
            Column("hoger", "Gemeenten hoger", "aantal"),
            Column("gelijk", "Ongeveer even hoog", "aantal"),
        ),
        tuple(_row(one) for one in brief.figures),
        row_header="cijfer",
        notes=tuple(
            dict.fromkeys(
                [
                    *(f"{one.measure.title}: {text}" for one in brief.figures for text in one.beneath),
                    *(f"{one.measure.title}: {one.why}" for one in brief.figures if one.why),
                ]
            )
        ),
        source=brief.source,
    )


def _how_many(count: int) -> str:
    return f"{dutch.capital(dutch.number_word(count))} {'cijfer' if count == 1 else 'cijfers'}"


def _row(one: OnPage) -> Row:
    place = one.position
    return {
        "cijfer": one.measure.title,
        "periode": one.when,
        "eigen": _cell(one, one.figure),
        "groep": Cell(None, "leeg") if one.group is None else _cell(one, one.group),
        "land": Cell(None, "leeg") if one.country is None else _cell(one, one.country),
        "lager": place.lower_n if place else None,
        "hoger": place.higher_n if place else None,
        "gelijk": place.about_n if place else None,
    }


def _cell(one: OnPage, figure: Reading) -> Cell:
    """A figure that is shown in the unit of its own row."""
    return replace(cell_of(figure), unit=one.measure.unit, decimals=one.measure.decimals)


def families(brief: Brief) -> Table | None:
    """Return the count per kind of group; None where nothing was counted."""
    return votes.table(
        brief.picture,
        title=f"Lasten per inwoner {brief.year}",
        unit="eur",
        decimals=0,
        source=brief.cost_source,
    )


def tables(brief: Brief, noted: Noted | None = None, stated: Sequence[Statement] = ()) -> tuple[Table, ...]:
    """Return every table of the page, for one spreadsheet; `noted` and `stated` as of `document`."""
    counted = families(brief)
    drawn = (chart.table for chart in brief.trends)
    return (four(brief), *drawn, *((counted,) if counted else ()), *own_tables(brief, noted, stated))


def own_tables(brief: Brief, noted: Noted | None, stated: Sequence[Statement]) -> tuple[Table, ...]:
    """Return what the gemeente states of itself and what people wrote on the figures, as tables; none of them empty."""
    mine = [each for each in stated if each.region == brief.code]
    own = Table(
        f"Eigen opgave van {brief.name}",
        (
            Column("wat", "Wat"),
            Column("jaar", "Jaar"),
            Column("waarde", "Getal", "getal", 1),
            Column("bron", "Bron"),
        ),
        tuple(
            {
                "wat": each.title,
                "jaar": str(each.year),
                "waarde": Cell(each.value, printed=each.shown),
                "bron": each.source,
            }
            for each in mine
        ),
        row_header="wat",
        notes=(f"{dutch.capital(ENTERED)}: dit zegt de gemeente zelf, het komt niet van het CBS.",),
        source=ENTERED,
        file_stem="eigen monitor",
    )
    return (*((own,) if mine else ()), *(noted.tables if noted else ()))


def noted_on(loaded: Loaded, records: Records, brief: Brief) -> Noted:
    """Return the notes on the figures of the page, in the periods it shows."""
    return noted_of(
        loaded, records, {brief.code}, {one.measure.indicator: {one.period} for one in brief.figures}
    )
