"""The tables of a group: members with their figures, three ways to add up, the same figure in other groups. Pure."""

from dataclasses import replace

from metrics import dutch
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.measures import when
from metrics.comparing.reading import Reading
from metrics.comparing.reasons import NOT_COMPARABLE
from metrics.groups.value import GroupValue, group_value
from metrics.numbers.relation import Relation
from pages.ui.parts import votes as vote_tables
from pages.ui.parts.figures_table import Field
from pages.ui.parts.figures_table import table as figures_table
from pages.ui.parts.tables import Cell, Column, Row, Table, cell_of
from pages.ui.referentiegroep.view import NO_SIDE, GroupStory, in_text

DISTANCE = {"neighbours": "Gedeelde grens (km)", "size": "Verschil in inwoners", "statistical": "Verschil"}
_KM = 1000
# The columns beside the chosen figure: indicator, heading, unit, decimals.
_MAIN = (
    ("inkomensdeciel", "Inkomen, deciel", "deciel", 0),
    ("lasten_per_inwoner", "Lasten per inwoner", "eur", 0),
    ("lasten_per_jongere_met_jeugdzorg", "Lasten per jongere met jeugdzorg", "eur", 0),
    ("groei_lasten_per_inwoner", "Groei van de lasten per inwoner", "pct", 0),
    ("zonder_verblijf", "Jeugdhulp zonder verblijf", "pct", 1),
)


def fields(story: GroupStory) -> tuple[Field, ...]:
    """Return the columns of the members: the chosen figure first, then the main ones in the same year."""
    chosen, period = story.indicator, story.period
    heading = f"{chosen.short_title}, {when(story.readings, chosen.code, period)}"
    found = [Field(chosen.code, period, heading, chosen.unit, chosen.decimals)]
    shown = (story.own, *story.group.codes)
    for indicator, title, unit, decimals in _MAIN:
        periods = sorted({each for code in shown for each in story.readings.periods_of(indicator, code)})
        periods = [each for each in periods if story.limit.allows(each)]
        same = [each for each in periods if each[:4] == period[:4]] or periods
        if indicator != chosen.code and same:
            found.append(
                Field(
                    indicator,
                    same[-1],
                    f"{title}, {when(story.readings, indicator, same[-1])}",
                    unit,
                    decimals,
                )
            )
    return tuple(found)


def members(story: GroupStory) -> Table:
    """Return every member with its figures; own gemeente first, then group and Nederland."""
    shown, comparison = fields(story), story.comparison
    made = figures_table(
        comparison,
        shown,
        f"{story.own_name} en {in_text(story.group.title)}",
        f"Bron: {_source(story, shown, comparison)}",
        records=story.records,
    )
    made = replace(
        made,
        rows=tuple(
            _with_group(row, place, shown, story)
            for row, place in zip(made.rows, comparison.places, strict=True)
        ),
    )
    made = replace(made, file_stem="vergelijkingsgroep")
    return _with_distance(made, story, [place.code for place in comparison.places])


def _source(story: GroupStory, shown: tuple[Field, ...], comparison: Comparison) -> str:
    """The sources of every column."""
    return story.cite(
        source
        for field in shown
        for place in comparison.places
        for source in comparison.figure(field.indicator, place.code, field.period).sources
    )


def _with_group(row: Row, place: Place, shown: tuple[Field, ...], story: GroupStory) -> Row:
    """Show the figures of the group in the way that was chosen."""
    if place.role != "group" or story.how == "ratio_of_sums":
        return row
    return {**row, **{field.key: cell_of(_group_figure(story, field)) for field in shown}}


def _group_figure(story: GroupStory, field: Field) -> Reading:
    found: GroupValue = group_value(
        story.readings.grid, field.indicator, field.period, story.group.codes, story.how, own=story.own
    )
    return story.readings.of_group(field.indicator, field.period, found)


def _with_distance(made: Table, story: GroupStory, codes: list[str]) -> Table:
    """Add how far each member is. `codes`: whom each row is about."""
    heading = DISTANCE.get(story.group.kind)
    if heading is None:
        return made
    in_km = story.group.kind == "neighbours"
    unit, decimals = ("getal", 1) if in_km else ("aantal", 0) if story.group.kind == "size" else ("getal", 2)
    by_code = {
        str(code): value / _KM if in_km else value
        for code, value in zip(story.group.codes, story.group.distances, strict=True)
    }
    rows: list[Row] = [
        {**row, "afstand": Cell(by_code[code]) if code in by_code else Cell(None, "niet_van_toepassing")}
        for row, code in zip(made.rows, codes, strict=True)
    ]
    columns = (made.columns[0], Column("afstand", heading, unit, decimals), *made.columns[1:])
    note = f"{heading}: {story.group.distance_meaning}." if not in_km else ""
    return replace(made, columns=columns, rows=tuple(rows), notes=(*made.notes, *((note,) if note else ())))


def ways(story: GroupStory) -> Table:
    """Return the group's figure in each way that can be made, and where the own gemeente then stands."""
    rows: list[Row] = [
        {
            "manier": dutch.capital(story.way(how)),
            "waarde": value.value,
            "kant": side(story.side_of(value.value), is_there=story.figure(story.own).value is not None),
        }
        for how, value in story.ways.items()
    ]
    return Table(
        f"Het groepscijfer op {dutch.number_word(len(rows))} manieren"
        if len(rows) > 1
        else "Het groepscijfer",
        (
            Column("manier", "Manier"),
            Column("waarde", "Groepscijfer", story.indicator.unit, story.indicator.decimals),
            Column("kant", f"{story.own_name} was"),
        ),
        tuple(rows),
        row_header="manier",
        highlight=frozenset({dutch.capital(story.way(story.how))}),
        source=f"Bron: {story.source}",
    )


def side(relation: Relation | None, *, is_there: bool = False) -> str:
    """Return a relation as it stands in a cell. `is_there`: the own figure is shown, and may not be compared."""
    return relation or (NOT_COMPARABLE if is_there else NO_SIDE)


def other_groups(story: GroupStory) -> Table | None:
    """Return the same picture in every kind of group; None where it cannot be said of the gemeente."""
    stop = "," if story.when.startswith("rekening") else ""  # of growth: two years, after a comma
    return vote_tables.table(
        story.picture,
        title=f"{story.indicator.short_title}{stop} {story.when}",
        unit=story.indicator.unit,
        decimals=story.indicator.decimals,
        source=f"Bron: {story.source}",
    )
