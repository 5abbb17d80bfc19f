"""The map of one figure: what is drawn, what is said with it, and the same as a list. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.areas import BOOKS_FOR_OTHERS, AreaValue
from metrics.comparing.sentences.remarks import WEIGHTY, short
from metrics.figures import ENTERED
from metrics.numbers.relation import ALIKE, relation_as_printed
from metrics.records import Indicator
from pages.ui.charts import outlines
from pages.ui.charts.outlines import Outline
from pages.ui.charts.spec.map import MapChart
from pages.ui.parts.area_words import Name, detail, told, why_blank
from pages.ui.parts.tables import Cell, Column, Row, Table, named

LEVELS = {"gemeente": "Gemeenten", "jeugdregio": "Jeugdregio's"}
VIEWS = {"kaart": "Kaart", "lijst": "Lijst"}
NET = "lasten_min_baten_per_inwoner"
_USE = (
    "zonder_verblijf",
    "met_verblijf",
    "natura_jeugdhulp",
    "natura_verblijf",
    "wijkteam_aandeel",
    "index_zonder_verblijf",
)
_ABOUT_GROUPS = "C19"  # a map has no group
_NET_ADVICE = " Kies 'Lasten min baten per inwoner' om bijdragen van andere gemeenten af te trekken."
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
    where: str = ""  # the province or jeugdregio that is shown; empty: the whole country
    dated: str = (
        ""  # the period as a heading has it, where that is more than the period (metrics.comparing.measures)
    )

    def text(self, value: float | None) -> str:
        """Return a value of this figure as it stands on screen."""
        return dutch.value(value, self.indicator.unit, self.indicator.decimals)

    @property
    def when(self) -> str:
        """The period in a heading; of growth with the year that it is counted from."""
        return self.dated or dutch.period_heading(self.period)

    @property
    def called(self) -> str:
        """The figure in a heading; growth by its short title, as its years already say 'rekening'."""
        return self.indicator.short_title if self.spans_years else self.indicator.title

    @property
    def spans_years(self) -> bool:
        """Whether the period is told with the year that growth is counted from."""
        return self.when != dutch.period_heading(self.period)

    @cached_property
    def known(self) -> list[AreaValue]:
        """The areas with a value, low to high; a gemeente that is drawn in several areas stands in it once."""
        once = {each.gemeente or each.code: each for each in self.areas if each.value is not None}
        return sorted(once.values(), key=lambda area: (area.value, area.gemeente))

    def name_of(self, area: AreaValue) -> str:
        """The gemeente (or jeugdregio) whose figure an area shows."""
        return self.name(area.gemeente or area.code)

    @property
    def area_words(self) -> str:
        """What the areas are called, in the plural and without a capital."""
        return LEVELS[self.level].lower()


def title(story: MapStory) -> str:
    """Return a title that says what is seen: from the lowest to the highest area, as printed."""
    when = dutch.period(story.period)
    per_region = "" if story.level == "gemeente" else " per jeugdregio"
    moment = f" in {'het ' if 'halfjaar' in when else ''}{when}"
    if story.spans_years:  # after a comma
        moment = f", {story.when}"
    about = f"{story.called}{per_region}{moment}"
    about += f", {story.where}" if story.where else ""
    known = story.known
    if not known or story.text(known[0].value) == story.text(known[-1].value):
        return about
    low, high = known[0], known[-1]
    return (
        f"{about}: van {story.text(low.value)} {dutch.inside(story.name_of(low))}{_whose(low)} "
        f"tot {story.text(high.value)} {dutch.inside(story.name_of(high))}{_whose(high)}"
    )


def _whose(area: AreaValue) -> str:
    """Say in a title that a figure was entered by an analyst."""
    return f" ({ENTERED})" if area.is_entered else ""


def place(story: MapStory) -> str:
    """Return where the chosen area stands: how many are lower, higher and about equal."""
    own = next((each for each in story.areas if each.code == story.own), None)
    if own is None:
        return "Klik op de kaart, of kies in de lijst, om een gemeente te kiezen."
    name = story.name_of(own)
    if own.value is None:
        return f"{name} staat zonder kleur op de kaart: {why_blank(own, story.name)}."
    whose = own.gemeente or own.code
    others = [each.value for each in story.known if (each.gemeente or each.code) != whose]
    found = Counter(
        relation_as_printed(own.value, each, story.indicator.decimals, own.chance) for each in others
    )
    about = sum(found[each] for each in ALIKE)
    remarked = f" Let op: {dutch.names([short(code) for code in told(own)])}." if told(own) else ""
    counted = f" Geteld in {story.where}." if story.where else ""
    # of the figure itself: own hoger means that the others are lower
    sides = found["hoger"], found["lager"], about
    is_country = story.level == "gemeente" and not story.where
    rank = (
        sentences.rank_in_country(*sides)
        if is_country
        else sentences.rank_of_areas(*sides, story.level, story.area_words)
    )
    return f"{name}: {story.text(own.value)}. {dutch.capital(rank)}.{counted}{remarked}"


def notes(story: MapStory) -> tuple[str, ...]:
    """Return what stands under the map: who books for others, who is blank, and which lines are drawn."""
    leads = [
        each
        for each in story.areas
        if each.status == BOOKS_FOR_OTHERS or (each.value is None and "C6" in each.remarks)
    ]
    blank = [each for each in story.areas if each.value is None and each not in leads]
    found = []
    if leads:
        booking = dict.fromkeys(f"{story.name_of(each)}{_through(each, story.name)}" for each in leads)
        other = "" if story.indicator.code == NET else _NET_ADVICE
        found.append(
            f"Zonder kleur: {dutch.names(list(booking))}. Daar staan mogelijk ook lasten voor andere gemeenten "
            f"in de boeken.{other}"
        )
    for code in WEIGHTY:
        of_these = [story.name_of(each) for each in story.known if code in each.remarks]
        if of_these:
            listed = dutch.names_or_count(of_these, story.area_words)
            found.append(f"Met een kanttekening ({short(code)}): {listed}.")
    if blank:
        verb = "heeft" if len(blank) == 1 else "hebben"
        few = len(blank) <= dutch.FEW
        named = f": {dutch.names([story.name_of(each) for each in blank])}" if few else ""
        found.append(
            f"{len(blank)} van de {len(story.areas)} {story.area_words} {verb} hier geen bruikbaar cijfer{named}."
        )
    found.append(_lines(story))
    return tuple(found)


def _through(area: AreaValue, name: Name) -> str:
    return f" (met {dutch.names([name(code) for code in area.missing])})" if area.missing else ""


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
        outlines.drawn(each, drawn[each.code], story.name(each.code), detail(each, story.name))
        for each in story.areas
        if each.code in drawn
    ]
    return MapChart(
        title=f"{story.called}, {story.when}" + (f", {story.where}" if story.where else ""),
        subtitle=f"Elke kleur staat voor ongeveer evenveel {story.area_words}",
        alt=f"Kaart van {story.where or 'Nederland'}: {story.called.lower()} per {story.level}, "
        f"{story.when}{spread}. Dezelfde cijfers staan in de lijst.",
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
    blank = sorted(
        (each for each in story.areas if each.value is None), key=lambda area: story.name(area.code)
    )
    rows: list[Row] = [
        {
            "naam": named(
                story.name_of(each) if each.value is not None else story.name(each.code),
                each.code if each.value is None else each.gemeente or each.code,
                href=address(each.gemeente or each.code) if address else "",
            ),
            "waarde": Cell(
                each.value,
                each.status if each.value is None else "ok",
                provisional=each.is_provisional and each.value is not None,
                entered=each.is_entered and each.value is not None,
            ),
            "toelichting": detail(each, story.name),
        }
        for each in [*reversed(story.known), *blank]
    ]
    heading = "Gemeente" if story.level == "gemeente" else "Jeugdregio"
    return Table(
        caption=f"{story.called} per {story.level}, {story.when}"
        + (f", {story.where}" if story.where else ""),
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
