"""The tables of *Uw jeugdregio*: what differs, the members, the regions, membership by year. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from metrics import dutch
from metrics.comparing.areas import AreaValue
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.measures import LASTEN, NewestFigure
from metrics.comparing.reading import Reading
from metrics.comparing.reasons import listed
from metrics.comparing.sentences.levels import NOT_COMPARED
from metrics.places.codes import NEDERLAND
from pages.ui.parts.figures_table import Field
from pages.ui.parts.figures_table import table as figures_table
from pages.ui.parts.tables import Cell, Column, Row, Table, cell_of, named
from pages.ui.regio import words
from pages.ui.regio.view import RegionView

_AS_ONE = (
    "De regio als geheel is de som van de gemeenten met een cijfer, of het cijfer dat het CBS zelf geeft."
)


def differs(view: RegionView) -> Table:
    """Return a row a figure: the gemeente, its region as one, Nederland, and its place among the regiogenoten."""
    rows: list[Row] = []
    for measure in view.measures:
        own = view.figure(measure)
        row: dict[str, Cell | str] = {
            "cijfer": measure.heading,
            "eigen": _in_unit(cell_of(own, _not_compared(own)), measure),
            "regio": _in_unit(_of_area(view.of_region(measure.indicator.code, measure.period)), measure),
            "nederland": _in_unit(cell_of(view.figure(measure, NEDERLAND)), measure),
        }
        if view.others:
            row["plaats"] = _place(view, measure)
        rows.append(row)
    columns = [
        Column("cijfer", "Cijfer"),
        Column("eigen", view.name, "getal", 1, region=view.code),
        Column("regio", "Regio als geheel", "getal", 1),
        Column("nederland", "Nederland", "getal", 1, region=NEDERLAND),
    ]
    if view.others:
        columns.append(Column("plaats", "Van de regiogenoten"))
    made = Table(
        caption=f"{view.name} in jeugdregio {view.region_name}",
        columns=tuple(columns),
        rows=tuple(rows),
        row_header="cijfer",
        notes=(*view.why_older(), *(() if view.is_alone or not view.members else (_AS_ONE,))),
        source=view.source(view.measures),
        file_stem="jeugdregio verschil",
    )
    return made.without("regio") if view.is_alone else made  # alone, the region is the gemeente


def _not_compared(figure: Reading) -> str:
    """Return why a figure of the gemeente may not be compared, where it is shown all the same."""
    if figure.value is None or not figure.reason:
        return ""
    return NOT_COMPARED


def _in_unit(cell: Cell, measure: NewestFigure) -> Cell:
    """Return a cell in the unit of its own row."""
    return replace(cell, unit=measure.indicator.unit, decimals=measure.indicator.decimals)


def _of_area(area: AreaValue) -> Cell:
    if area.value is None:
        return Cell(None, area.status or "leeg")
    return Cell(area.value, provisional=area.is_provisional, entered=area.is_entered)


def _place(view: RegionView, measure: NewestFigure) -> str:
    standing = view.standing(measure)
    if standing is None or not standing.known_n:
        return "–"
    sides = ((standing.lower, "lager"), (standing.higher, "hoger"), (standing.about, "ongeveer even hoog"))
    said = ", ".join(f"{len(names)} {how}" for names, how in sides if names)
    # where few have it, '1 hoger' would read as if all others were lower
    few = 2 * standing.known_n <= len(view.others)
    return f"{said} (van {standing.known_n} met dit cijfer)" if few else said


def _many_have(view: RegionView, measure: NewestFigure) -> bool:
    known = sum(view.figure(measure, code).value is not None for code in view.members)
    return 2 * known >= len(view.members)


def fields(view: RegionView) -> tuple[Field, ...]:
    """Return the columns of the members: every figure that at least half of them have, in its own period."""
    return tuple(
        Field(
            each.indicator.code,
            each.period,
            each.heading,
            each.indicator.unit,
            each.indicator.decimals,
        )
        for each in view.measures
        if _many_have(view, each)
    )


def members(view: RegionView, address: Callable[[str], str] | None = None) -> Table:
    """Return every gemeente of the region by name, with its size and the figures of the page; then the region.

    `address`: of this page for another gemeente; with it every name but the own one is a link.
    """
    shown = fields(view)
    measure = view.measure(LASTEN)
    places = tuple(
        Place(code, view.names.get(code, code), "own" if code == view.code else "other")
        for code in view.members
    )
    made = figures_table(
        Comparison(places, view.readings),
        shown,
        f"De gemeenten van jeugdregio {view.region_name}",
        view.source(view.measures),
        records=view.build.records,
    )
    found = {code: view.figure(measure, code) for code in view.members} if measure else {}
    people_n = [found[code].denominator if code in found else None for code in view.members]
    money_eur = [found[code].numerator if found and found[code].usable else None for code in view.members]
    rows = [
        {
            **row,
            "naam": _link(view, code, address),
            "inwoners": people,
            "deel_inwoners": _share(people, people_n),
            "deel_lasten": _share(money, money_eur),
        }
        for code, row, people, money in zip(view.members, made.rows, people_n, money_eur, strict=True)
    ]
    as_one: Row = {
        "naam": named("Regio als geheel", view.region),
        "inwoners": _whole(people_n),
        "deel_inwoners": 100.0 if None not in people_n else None,
        "deel_lasten": 100.0 if None not in money_eur else None,
        **{each.key: _of_area(view.of_region(each.indicator, each.period)) for each in shown},
    }
    when = f", {measure.period}" if measure else ""
    name, *rest = made.columns
    size = (
        Column("inwoners", f"Inwoners{when}", "aantal"),
        Column("deel_inwoners", "Deel van de inwoners", "pct", 0),
        Column("deel_lasten", f"Deel van de lasten{when}", "pct", 0),
    )
    return replace(
        made,
        columns=(name, *size, *rest),
        rows=(*rows, as_one),
        notes=(
            *_left_out([each for each in view.measures if not _many_have(view, each)], "gemeenten"),
            _AS_ONE,
        ),
        file_stem="jeugdregio gemeenten",
    )


def _link(view: RegionView, code: str, address: Callable[[str], str] | None) -> Cell | str:
    href = address(code) if address and code != view.code else ""
    return named(view.names.get(code, code), code, href=href)


def _left_out(measures: Sequence[NewestFigure], of_whom: str) -> tuple[str, ...]:
    """Say which figures are not in a table, because too few have them."""
    named = listed(each.indicator.short_title for each in measures)
    return (
        (f"Niet in deze tabel, want minder dan de helft van de {of_whom} heeft dit cijfer: {named}.",)
        if named
        else ()
    )


def _whole(values: list[float | None]) -> float | None:
    """Return the sum of all; None where one is missing: a part would pass for the whole."""
    known = [each for each in values if each is not None]
    return sum(known) if known and len(known) == len(values) else None


def _share(value: float | None, values: list[float | None]) -> float | None:
    whole = _whole(values)
    return None if value is None or not whole else 100 * value / whole


def regions(view: RegionView) -> Table:
    """Return a row a figure: the region, Nederland, how many regions are lower and higher, the lowest and highest."""
    rows: list[Row] = []
    kept = [each for each in view.measures if not view.members or words.enough_regions(view, each)]
    for measure in kept:
        code, period = measure.indicator.code, measure.period
        everyone = view.all_of(code, period)
        places = words.place_among(view, measure)
        lower, higher, alike, blank = places or (None, None, None, None)
        known = sorted((each.value, each.code) for each in everyone.values() if each.value is not None)
        rows.append(
            {
                "cijfer": measure.heading,
                "regio": _in_unit(_of_area(view.of_region(code, period)), measure),
                "nederland": _in_unit(cell_of(view.figure(measure, NEDERLAND)), measure),
                "lager": lower,
                "hoger": higher,
                "gelijk": alike,
                "zonder": blank,
                "laagste": _ended(view, measure, known[0]) if known else None,
                "hoogste": _ended(view, measure, known[-1]) if known else None,
            }
        )
    columns = [
        Column("cijfer", "Cijfer"),
        Column("regio", view.region_name, "getal", 1, region=view.region),
        Column("nederland", "Nederland", "getal", 1, region=NEDERLAND),
    ]
    if view.members:
        columns += [
            Column("lager", "Regio's lager", "aantal"),
            Column("hoger", "Regio's hoger", "aantal"),
            Column("gelijk", "Ongeveer even hoog", "aantal"),
            Column("zonder", "Zonder cijfer", "aantal"),
            Column("laagste", "Laagste regio"),
            Column("hoogste", "Hoogste regio"),
        ]
    keys = {each.key for each in columns}
    rows = [{key: cell for key, cell in row.items() if key in keys} for row in rows]
    notes = (
        f"Geteld zijn de jeugdregio's volgens de indeling van {view.division_year}. Een regio waarin een gemeente ook "
        "voor andere gemeenten boekt, heeft geen bedrag."
    )
    return Table(
        caption=f"Jeugdregio {view.region_name} naast Nederland en de andere jeugdregio's",
        columns=tuple(columns),
        rows=tuple(rows),
        row_header="cijfer",
        notes=(*_left_out([each for each in view.measures if each not in kept], "regio's"), notes)
        if view.members
        else (),
        source=view.source(view.measures),
        file_stem="jeugdregio naast andere",
    )


def _ended(view: RegionView, measure: NewestFigure, end: tuple[float, str]) -> str:
    value, code = end
    text = dutch.value(value, measure.indicator.unit, measure.indicator.decimals)
    return f"{view.names.get(code, code)}: {text}"


def history(view: RegionView) -> Table:
    """Return a row a gemeente that is or was in the region: its region in every year loaded, another one marked."""
    years = sorted(view.divisions)
    rows: list[Row] = [
        {
            "naam": named(view.names.get(code, code), code),
            **{str(year): _region_then(view, view.divisions[year].get(code, "")) for year in years},
        }
        for code in view.past
    ]
    return Table(
        caption=f"Jeugdregio van elke gemeente die bij {view.region_name} hoort of hoorde",
        columns=(Column("naam", "Gemeente"), *(Column(str(year), str(year)) for year in years)),
        rows=tuple(rows),
        row_header="naam",
        highlight=frozenset({view.name}),
        notes=("Een streepje: de gemeente bestond in dat jaar niet onder deze naam.",),
        source=view.cite(view.division_sources),
        keeps_empty=True,
        file_stem="jeugdregio indeling",
    )


def _region_then(view: RegionView, region: str) -> Cell:
    if not region:
        return Cell("–")
    return Cell(view.names.get(region, region), tone="plain" if region == view.region else "attention")
