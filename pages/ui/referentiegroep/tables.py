"""The tables of a group: members with their figures, three ways to add up, the same figure in other groups. Pure."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from metrics import dutch
from metrics import figures as figures_of
from metrics.comparing.comparison import GROUP, Comparison, Place
from metrics.groups import sensitivity
from metrics.groups.make import KINDS
from pages.ui.parts.tables import Cell, Column, Row, Table
from pages.ui.referentiegroep.view import MARK, NEDERLAND, NO_SIDE, WAYS, GroupStory, in_text, side_of
from pages.ui.vergelijking import tables
from pages.ui.vergelijking.tables import Field

ENTERED = "EIGEN"  # region code of the own figures that were entered
DISTANCE = {"neighbours": "Gedeelde grens (km)", "size": "Verschil in inwoners", "statistical": "Verschil"}
_KM = 1000
# The columns beside the chosen figure: indicator, heading, unit, decimals.
_MAIN = (
    ("inkomensdeciel", "Inkomen, deciel", "deciel", 0),
    ("lasten_per_inwoner", "Lasten per inwoner", "eur", 0),
    ("lasten_per_jongere_met_jeugdzorg", "Lasten per jongere met jeugdzorg", "eur", 0),
    ("groei_lasten_per_inwoner", "Groei lasten per inwoner", "pct", 0),
    ("zonder_verblijf", "Jeugdhulp zonder verblijf", "pct", 1),
)


def fields(story: GroupStory) -> tuple[Field, ...]:
    """Return the columns of the members: the chosen figure first, then the main ones in the same year."""
    chosen, period = story.indicator, story.period
    heading = f"{chosen.short_title}, {dutch.period_short(period)}"
    found = [Field(chosen.code, period, heading, chosen.unit, chosen.decimals)]
    mine = story.figures[story.figures["region"].isin([story.own, *story.group.codes])]
    for indicator, title, unit, decimals in _MAIN:
        periods = figures_of.periods(mine, indicator)
        same = [each for each in periods if each[:4] == period[:4]] or periods
        if indicator != chosen.code and same:
            found.append(
                Field(indicator, same[-1], f"{title}, {dutch.period_short(same[-1])}", unit, decimals)
            )
    return tuple(found)


def members(story: GroupStory) -> Table:
    """Return every member with its figures; own gemeente first, then own opgave, group and Nederland."""
    shown = fields(story)
    entered = story.entered.assign(region=ENTERED)
    places = [Place(story.own, story.own_name, "own")]
    if len(entered):
        places.append(Place(ENTERED, _entered_name(story), "extra"))
    places += [
        Place(GROUP, _group_name(story), "group"),
        Place(NEDERLAND, "Nederland", "nederland"),
    ]
    places += [Place(code, story.name(code), "other") for code in story.group.codes]
    parts = [story.figures[story.figures["region"].isin([place.code for place in places])], entered]
    comparison = Comparison(tuple(places), pd.concat([*parts, _group_rows(story, shown)], ignore_index=True))
    made = tables.table(
        comparison,
        shown,
        f"{story.own_name} en {in_text(story.group.title)}",
        f"Bron: {_source(story, shown)}",
    )
    made = replace(made, rows=tuple(_not_for_sums(row, shown, story) for row in made.rows))
    notes = (f"{MARK} = eigen opgave: op deze pagina ingevuld, niet van het CBS.",) if len(entered) else ()
    made = replace(made, notes=(*made.notes, *notes), file_stem=f"vergelijkingsgroep {story.own_name}")
    return _with_distance(made, story)


def _source(story: GroupStory, shown: tuple[Field, ...]) -> str:
    """The sources of every column."""
    regions = [story.own, *story.group.codes]
    parts = [figures_of.at(story.figures, each.indicator, each.period, regions) for each in shown]
    return story.cite([str(source) for part in parts for source in part["source"] if source])


def _not_for_sums(row: Row, shown: tuple[Field, ...], story: GroupStory) -> Row:
    """Mark what a group, country or own opgave cannot have: a decile, a sum of percentages without counts."""
    if row["naam"] not in (_group_name(story), _entered_name(story), "Nederland"):
        return row
    empty = [
        each.key
        for each in shown
        if isinstance(cell := row[each.key], Cell) and cell.value is None and cell.status == "niet_geladen"
    ]
    return {**row, **dict.fromkeys(empty, Cell(None, "x"))}


def _group_name(story: GroupStory) -> str:
    return f"{story.group.title}, samen"


def _entered_name(story: GroupStory) -> str:
    return f"{story.own_name} (eigen opgave {MARK})"


def _group_rows(story: GroupStory, shown: tuple[Field, ...]) -> pd.DataFrame:
    """The group's own figure in every column, added up as asked; percentages without counts stay empty."""
    rows = []
    for each in shown:
        found = figures_of.at(story.figures, each.indicator, each.period)
        value = sensitivity.one_way(found, story.group.codes, story.own, story.how)
        if value is not None and value.used:
            rows.append(
                {"indicator": each.indicator, "region": GROUP, "period": each.period, "value": value.value}
            )
    return figures_of.complete(pd.DataFrame(rows, columns=["indicator", "region", "period", "value"]))


def _with_distance(made: Table, story: GroupStory) -> Table:
    heading = DISTANCE.get(story.group.kind)
    if heading is None:
        return made
    in_km = story.group.kind == "neighbours"
    unit, decimals = ("getal", 1) if in_km else ("aantal", 0) if story.group.kind == "size" else ("getal", 2)
    by_name = {
        story.name(code): value / _KM if in_km else value
        for code, value in zip(
            story.group.members["region_code"], story.group.members["distance"], strict=True
        )
    }
    rows: list[Row] = [{**row, "afstand": _distance_cell(row, by_name)} for row in made.rows]
    columns = (made.columns[0], Column("afstand", heading, unit, decimals), *made.columns[1:])
    note = f"{heading}: {story.group.distance_meaning}." if not in_km else ""
    return replace(made, columns=columns, rows=tuple(rows), notes=(*made.notes, *((note,) if note else ())))


def _distance_cell(row: Row, by_name: Mapping[str, float]) -> Cell:
    name = str(row["naam"])
    return Cell(by_name[name]) if name in by_name else Cell(None, "x")


def ways(story: GroupStory) -> Table:
    """Return the group's figure in each way that can be made, and where the own gemeente then stands."""
    ways = story.ways
    rows: list[Row] = [
        {
            "manier": WAYS[how].capitalize(),
            "waarde": dutch.finite(ways[how].value),
            "kant": side_of(story, ways[how]),
        }
        for how in ways
    ]
    return Table(
        "Het groepscijfer op drie manieren opgeteld" if len(rows) == 3 else "Het groepscijfer",
        (
            Column("manier", "Manier"),
            Column("waarde", "Groepscijfer", story.indicator.unit, story.indicator.decimals),
            Column("kant", f"{story.own_name} was"),
        ),
        tuple(rows),
        row_header="manier",
        highlight=frozenset({WAYS[story.how].capitalize()}),
        source=f"Bron: {story.source}",
    )


def other_groups(story: GroupStory) -> Table:
    """Return the same figure for every kind of group: does the picture hold?"""
    rows: list[Row] = []
    for kind, members in story.others.items():
        value = sensitivity.one_way(story.rows, members, story.own, story.how) if len(members) > 1 else None
        known = value is not None and bool(value.used)
        rows.append(
            {
                "groep": story.group.title if kind == story.group.kind else KINDS[kind][0],
                "aantal": f"{len(value.used) if value else 0} van {len(members)}",
                "waarde": dutch.finite(value.value) if value is not None and known else None,
                "kant": side_of(story, value) if value is not None and known else NO_SIDE,
            }
        )
    return Table(
        "Hetzelfde cijfer met andere groepen",
        (
            Column("groep", "Groep"),
            Column("aantal", "Gemeenten met dit cijfer", align="right"),
            Column("waarde", "Groepscijfer", story.indicator.unit, story.indicator.decimals),
            Column("kant", f"{story.own_name} was"),
        ),
        tuple(rows),
        row_header="groep",
        highlight=frozenset({story.group.title}),
        source=f"Bron: {story.source}",
    )


def holds_text(table: Table) -> str:
    """Say in how many of the groups the gemeente is higher, lower or equal."""
    sides = [str(row["kant"]) for row in table.rows if row["kant"] != NO_SIDE]
    if len(sides) < 2:
        return ""
    counted = [(sides.count(side), side) for side in ("hoger", "lager", "even hoog") if side in sides]
    name = table.columns[-1].heading.removesuffix(" was")
    (most, side), *rest = sorted(counted, reverse=True)
    if not rest:
        return f"In alle {len(sides)} groepen was {name} {side}."
    others = dutch.names([f"in {n} {other}" for n, other in rest])
    return f"In {most} van de {len(sides)} groepen was {name} {side}, {others}."
