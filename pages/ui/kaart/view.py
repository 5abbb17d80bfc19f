"""The map of one figure: what is drawn, what is said with it, and the same as a list. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from metrics import dutch
from metrics.comparing.areas import BOOKS_FOR_OTHERS, AreaValue
from metrics.records import Indicator
from pages.ui.charts.outlines import Outline
from pages.ui.charts.spec.map import MapChart, Shape
from pages.ui.parts.tables import STATUSES, Cell, Column, Row, Table

Name = Callable[[str], str]

LEVELS = {"gemeente": "Gemeenten", "jeugdregio": "Jeugdregio's"}
VIEWS = {"kaart": "Kaart", "lijst": "Lijst"}
_PARTLY = "een deel van de lasten in de boeken is voor andere gemeenten"
_USE = ("zonder_verblijf", "met_verblijf", "natura_jeugdhulp", "wijkteam_aandeel", "index_zonder_verblijf")
_ABOUT_GROUPS = "C19"  # a map has no group
_IN_A_YEAR = 4  # length of a period that is a year


@dataclass(frozen=True)
class MapStory:
    """Everything a map needs: the figure, the areas with their values, and where the lines come from."""

    indicator: Indicator
    period: str
    level: str
    areas: tuple[AreaValue, ...]
    name: Name
    source: str
    own: str = ""  # code of the area of the chosen gemeente
    boundary_year: int | None = None
    division_year: int | None = None

    def text(self, value: float | None) -> str:
        """Return a value of this figure as it stands on screen."""
        return dutch.value(value, self.indicator.unit, self.indicator.decimals)

    @property
    def known(self) -> list[AreaValue]:
        """The areas with a value, low to high."""
        return sorted(
            (each for each in self.areas if each.value is not None), key=lambda a: (a.value, a.code)
        )

    @property
    def area_words(self) -> str:
        """What the areas are called, in the plural and without a capital."""
        return LEVELS[self.level].lower()


@dataclass(frozen=True)
class Atlas:
    """What can be drawn of one build: figures by indicator, and per indicator its title and periods."""

    figures: Mapping[str, pd.DataFrame]
    titles: Mapping[str, str]
    periods: Mapping[str, Mapping[str, str]]  # newest first


def atlas(figures: pd.DataFrame, records: Mapping[str, Indicator]) -> Atlas:
    """Return what can be drawn: indicators in the order of the records, periods with more than one gemeente."""
    rows = figures[figures["value"].notna() & figures["region"].str.startswith("GM")]
    counts = rows.groupby(["indicator", "period"])["region"].nunique()
    found: dict[str, dict[str, str]] = {}
    for indicator in records:
        many = counts.loc[[indicator]] if indicator in counts.index.get_level_values(0) else counts.iloc[:0]
        periods = [str(period) for period in many[many > 1].index.get_level_values(1)]
        if periods:
            ordered = sorted(periods, key=dutch.period_position, reverse=True)
            found[indicator] = {period: dutch.period_heading(period) for period in ordered}
    parts = {str(indicator): part for indicator, part in figures.groupby("indicator", sort=False)}
    return Atlas(
        {indicator: parts[indicator] for indicator in found},
        {indicator: records[indicator].title for indicator in found},
        found,
    )


def title(story: MapStory) -> str:
    """Return a title that says what is seen: from the lowest to the highest area, as printed."""
    when = dutch.period(story.period)
    per_region = "" if story.level == "gemeente" else " per jeugdregio"
    about = f"{story.indicator.title}{per_region} in {'het ' if 'halfjaar' in when else ''}{when}"
    known = story.known
    if not known or story.text(known[0].value) == story.text(known[-1].value):
        return about
    low, high = known[0], known[-1]
    return (
        f"{about}: van {story.text(low.value)} in {story.name(low.code)} "
        f"tot {story.text(high.value)} in {story.name(high.code)}"
    )


def place(story: MapStory) -> str:
    """Return where the chosen area stands: how many are lower and how many higher, as printed."""
    own = next((each for each in story.areas if each.code == story.own), None)
    if own is None:
        return "Klik op de kaart, of kies in de lijst, om een gemeente te kiezen."
    name = story.name(own.code)
    if own.value is None:
        return f"{name} staat zonder cijfer op de kaart: {why_blank(own, story.name)}."
    others = [story.text(each.value) for each in story.known if each.code != own.code]
    printed = dutch.rounded(own.value, story.indicator.decimals)
    values = [dutch.rounded(each.value or 0.0, story.indicator.decimals) for each in story.known]
    lower, higher = sum(v < printed for v in values), sum(v > printed for v in values)
    equal = len(others) - lower - higher
    same = f", {equal} even hoog" if equal else ""
    return f"{name}: {story.text(own.value)}. {lower} {story.area_words} lager, {higher} hoger{same}."


def why_blank(area: AreaValue, name: Name) -> str:
    """Return why an area has no colour, in words that follow a colon."""
    if area.status == BOOKS_FOR_OTHERS:
        return f"{_who(area, name)}boekt mogelijk ook lasten voor andere gemeenten in de regio"
    if area.missing:
        return f"geen cijfer voor {dutch.names([name(code) for code in area.missing])}"
    return STATUSES.get(area.status, STATUSES["leeg"])[1].split(" = ", 1)[1]


def _through(area: AreaValue, name: Name) -> str:
    return f" (met {dutch.names([name(code) for code in area.missing])})" if area.missing else ""


def _who(area: AreaValue, name: Name) -> str:
    return f"{dutch.names([name(code) for code in area.missing])} " if area.missing else ""


def detail(area: AreaValue, name: Name) -> str:
    """Return what the map must say of one area, in hover, table and list; empty where there is nothing."""
    parts = []
    if area.value is None:
        parts.append(why_blank(area, name))
    elif area.missing:
        parts.append(f"zonder {dutch.names([name(code) for code in area.missing])}")
    if area.carried_from:
        parts.append(f"cijfer van {name(area.carried_from)}, waar het nu bij hoort")
    if area.partly_for_others:
        parts.append(_PARTLY)
    return "; ".join(parts)


def notes(story: MapStory) -> tuple[str, ...]:
    """Return what stands under the map: who books for others, who is blank, and which lines are drawn."""
    leads = [each for each in story.areas if each.status == BOOKS_FOR_OTHERS]
    partly = [story.name(each.code) for each in story.areas if each.partly_for_others]
    blank = [each for each in story.areas if each.value is None and each not in leads]
    found = []
    if leads:
        booking = [f"{story.name(each.code)}{_through(each, story.name)}" for each in leads]
        found.append(
            f"Zonder kleur: {dutch.names(booking)}. Daar staan mogelijk ook lasten voor andere gemeenten "
            "in de boeken. Kies 'Lasten min baten per inwoner' om bijdragen van andere gemeenten af te trekken."
        )
    if partly:
        found.append(f"Met een kanttekening: {dutch.names(partly)}, {_PARTLY}.")
    if blank:
        verb = "heeft" if len(blank) == 1 else "hebben"
        found.append(f"{len(blank)} van de {len(story.areas)} {story.area_words} {verb} hier geen cijfer.")
    found.append(_lines(story))
    return tuple(found)


def caveats(story: MapStory) -> tuple[str, ...]:
    """Return the codes of the caveats that go with this figure, and the one on use where it is about use."""
    about_use = story.indicator.code in _USE
    kept = tuple(code for code in story.indicator.caveats if code != _ABOUT_GROUPS)
    return (*kept, "C17") if about_use else kept


def _lines(story: MapStory) -> str:
    year = int(story.period[:_IN_A_YEAR])
    drawn = f"Getekend met de grenzen van {story.boundary_year}"
    if story.boundary_year != year:
        drawn += f"; die van {year} zijn niet geladen"
    if story.division_year is not None:
        drawn += f". Jeugdregio's volgens de indeling van {story.division_year}"
    return f"{drawn}."


def chart(story: MapStory, drawn: Mapping[str, Outline]) -> MapChart:
    """Return the map. Areas without an outline are left out of the drawing; the list keeps them."""
    known = story.known
    spread = f" van {story.text(known[0].value)} tot {story.text(known[-1].value)}" if known else ""
    shapes = [
        Shape(
            code=each.code,
            name=story.name(each.code),
            rings=drawn[each.code].rings,
            centre=drawn[each.code].centre,
            value=each.value,
            status=each.status if each.value is None else "ok",
            detail=detail(each, story.name),
            outer_n=drawn[each.code].outer_n,
        )
        for each in story.areas
        if each.code in drawn
    ]
    when = dutch.period_heading(story.period)
    return MapChart(
        title=f"{story.indicator.title}, {when}",
        subtitle=f"Elke kleur staat voor ongeveer evenveel {story.area_words}",
        alt=f"Kaart van Nederland: {story.indicator.title.lower()} per {story.level}, {when}{spread}. "
        "Dezelfde cijfers staan in de lijst.",
        source=story.source,
        notes=notes(story),
        shapes=tuple(shapes),
        unit=story.indicator.unit,
        decimals=story.indicator.decimals,
        value_title=story.indicator.short_title,
        own=story.own,
        area_title="Gemeente" if story.level == "gemeente" else "Jeugdregio",
    )


def listing(story: MapStory, address: Callable[[str], str] | None = None) -> Table:
    """Return the same figures as a list, high to low, blank areas last; names lead to the choice by `address`."""
    ordered: Sequence[AreaValue] = [*reversed(story.known), *(a for a in story.areas if a.value is None)]
    blank = sorted((a for a in ordered if a.value is None), key=lambda a: story.name(a.code))
    rows: list[Row] = [
        {
            "naam": Cell(story.name(each.code), href=address(each.code) if address else ""),
            "waarde": Cell(
                each.value,
                each.status if each.value is None else "ok",
                provisional=each.period_status in ("voorlopig", "nader_voorlopig") and each.value is not None,
            ),
            "toelichting": detail(each, story.name),
        }
        for each in [*(a for a in ordered if a.value is not None), *blank]
    ]
    heading = "Gemeente" if story.level == "gemeente" else "Jeugdregio"
    return Table(
        caption=f"{story.indicator.title} per {story.level}, {dutch.period_heading(story.period)}",
        columns=(
            Column("naam", heading),
            Column("waarde", story.indicator.short_title, story.indicator.unit, story.indicator.decimals),
            Column("toelichting", "Toelichting"),
        ),
        rows=tuple(rows),
        row_header="naam",
        highlight=frozenset({story.name(story.own)} if story.own else ()),
        notes=() if story.boundary_year is None else notes(story),
        source=f"Bron: {story.source}",
    )
