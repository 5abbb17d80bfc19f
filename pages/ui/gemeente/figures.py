"""The four figures of *In het kort*: which period, value, group, Nederland, and the place among all gemeenten. Pure.

Every figure stands in its own newest period up to the year chosen, and says which that is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.comparison import GROUP, NOT_LOADED, Comparison, Figure
from metrics.comparing.ranking import Position
from metrics.figures import COMPARABLE
from pages.ui.charts.inline import spread
from pages.ui.gemeente.country import ENOUGH_GEMEENTEN_N, Among
from pages.ui.parts.tables import STATUSES
from pages.ui.site.choosing import Chosen, growth_base

AllOf = Callable[[str, str, int], Among]  # indicator, period, decimals -> all gemeenten


@dataclass(frozen=True)
class Measure:
    """A figure as the page names it. `short` and `who` together say on a card what `title` says in one."""

    indicator: str
    title: str
    unit: str
    decimals: int
    short: str = ""
    who: str = ""


COST = Measure("lasten_per_inwoner", "Lasten per inwoner", "eur", 0)
PER_USER = Measure("lasten_per_jongere_met_jeugdzorg", "Lasten per jongere met jeugdzorg", "eur", 0)
GROWTH = Measure("groei_lasten_per_inwoner", "Groei van de lasten per inwoner", "pct", 0)
INDEX = Measure("index_rapport", "Index van de lasten per inwoner", "index", 0)
USE = Measure(
    "zonder_verblijf",
    "Jongeren tot 23 jaar met jeugdhulp zonder verblijf",
    "pct",
    1,
    "Jongeren met jeugdhulp zonder verblijf",
    "tot 23 jaar",
)
NATURA = Measure(
    "natura_jeugdhulp",
    "Jongeren tot 18 jaar met jeugdhulp in natura",
    "pct",
    1,
    "Jongeren met jeugdhulp in natura",
    "tot 18 jaar",
)


@dataclass(frozen=True)
class OnPage:
    """One figure with everything that is said of it. `position`: None where it is not ranked."""

    measure: Measure
    period: str
    figure: Figure
    country: float | None
    group: float | None
    others: tuple[float, ...]  # the members of the group that have it
    among: Among
    name: str
    code: str
    when: str = ""  # what the figure is of, beside its title: '2023', 'rekening 2022 tot 2023'
    beneath: tuple[str, ...] = ()

    @property
    def position(self) -> Position | None:
        """Place among all gemeenten; None where the figure is not ranked."""
        return self.among.positions.get(self.code)

    @property
    def is_comparable(self) -> bool:
        """Whether the figure may be set beside others."""
        return self.figure.value is not None and self.figure.cell_status in COMPARABLE

    @property
    def value(self) -> str:
        """The figure in Dutch, with an asterisk where it is provisional; empty where there is none."""
        if self.figure.value is None:
            return ""
        return self.text(self.figure.value) + ("*" if self.figure.is_provisional else "")

    def text(self, value: float | None) -> str:
        """Write a value of this figure."""
        return dutch.value(value, self.measure.unit, self.measure.decimals)

    @property
    def place(self) -> str:
        """How many gemeenten are lower and higher; of how many where not nearly all have the figure."""
        found = self.position
        if found is None:
            return ""
        said = sentences.rank(found.lower_n, found.higher_n, found.equal_n)
        if found.total_n >= ENOUGH_GEMEENTEN_N:
            return said
        return f"{said} (van {found.total_n} gemeenten met dit cijfer)"

    @property
    def beside_group(self) -> str:
        """The figure of the group; of its members from low to high where there is no figure of all together."""
        if self.group is not None:
            return self.text(self.group)
        if len(self.others) > 1:
            return f"van {self.text(min(self.others))} tot {self.text(max(self.others))}"
        return ""

    @property
    def strip(self) -> tuple[str, str]:
        """The strip as an image address, and what it shows in words; empty without a place."""
        if self.position is None or self.among.strip is None or self.figure.value is None:
            return "", ""
        drawn = spread.svg(self.among.strip, (self.name, self.figure.value), self.country, self.group)
        parts = [f"{self.name} {self.text(self.figure.value)}"]
        parts += [f"groep {self.text(self.group)}"] if self.group is not None else []
        parts += [f"Nederland {self.text(self.country)}"] if self.country is not None else []
        words = f"Alle gemeenten op een lijn van laag naar hoog: {'; '.join(parts)}; {self.place}"
        return spread.data_uri(drawn), words


def newest(comparison: Comparison, indicator: str, limit: str = "", *, halves: bool = False) -> str:
    """Return the newest period with a figure of the own gemeente, not after the year `limit`; empty: none."""
    found = [
        period
        for period in comparison.periods(indicator)
        if ("H" in period) == halves
        and "K" not in period
        and comparison.has(indicator, period)
        and (not limit or period[:4] <= limit)
    ]
    return max(found, default="")


def limit_of(chosen: Chosen) -> str:
    """Return the year that figures may not be after: none where the newest year is chosen."""
    return chosen.year if chosen.year < newest(chosen.cost, COST.indicator) else ""


def four(chosen: Chosen, all_of: AllOf) -> tuple[OnPage, OnPage, OnPage, OnPage]:
    """Return the four figures of the page."""
    limit = limit_of(chosen)
    cost = _on_page(chosen, chosen.cost, COST, chosen.year, all_of, chosen.year)
    user_period = newest(chosen.cost, PER_USER.indicator, limit) or chosen.year
    per_user = _on_page(
        chosen, chosen.cost, PER_USER, user_period, all_of, user_period, _wijkteam(chosen, user_period)
    )
    return cost, per_user, _growth(chosen, all_of, limit), use(chosen, all_of, limit)


def use(chosen: Chosen, all_of: AllOf, limit: str) -> OnPage:
    """Return use without stay; where it is not loaded for this gemeente all help in natura, which says so."""
    period = newest(chosen.use, USE.indicator, limit, halves=True)
    if period:
        return _on_page(
            chosen, chosen.use, USE, period, all_of, dutch.period_heading(period), _stay(chosen, period)
        )
    other = newest(chosen.use, NATURA.indicator, limit, halves=True)
    if not other:
        return _on_page(chosen, chosen.use, USE, chosen.end, all_of, dutch.period_heading(chosen.end))
    note = "Andere maat: jeugdhulp zonder verblijf is voor deze gemeente niet geladen of niet gepubliceerd."
    return _on_page(chosen, chosen.use, NATURA, other, all_of, dutch.period_heading(other), (note,))


def _growth(chosen: Chosen, all_of: AllOf, limit: str) -> OnPage:
    """Return growth rekening on rekening with the report's index beneath; the index where growth is not printed."""
    period = newest(chosen.cost, GROWTH.indicator, limit)
    index_year = newest(chosen.cost, INDEX.indicator, limit)
    if not period and chosen.source == "rapport":
        when = f"{chosen.year} (begroting 2017 = 100)"
        note = "Groei van rekening op rekening staat niet in het rapport."
        return _on_page(chosen, chosen.cost, INDEX, chosen.year, all_of, when, (note,))
    beneath: tuple[str, ...] = ()
    if index_year:
        # the report's own year where it is there: its index is about 2019
        at = chosen.year if chosen.year <= index_year else ("2019" if index_year >= "2019" else index_year)
        index = chosen.cost.figure(INDEX.indicator, chosen.own, at)
        if index.value is not None and index.cell_status in COMPARABLE:
            beneath = (
                f"Index zoals in het rapport, {at}: {dutch.index(index.value)} (begroting 2017 = 100)",
            )
    when = f"{growth_start(chosen, period)} tot {period}" if period else chosen.year
    return _on_page(chosen, chosen.cost, GROWTH, period or chosen.year, all_of, when, beneath)


def growth_start(chosen: Chosen, period: str) -> str:
    """Return the year that growth to `period` is counted from: of its own side of 1 January 2022."""
    years = [each for each in chosen.cost.periods(COST.indicator) if each <= period]
    return growth_base(years, period)


def _wijkteam(chosen: Chosen, period: str) -> tuple[str, ...]:
    """Say which part was helped by the wijkteam, in the same year (the report does not print it)."""
    if chosen.source == "rapport" or not chosen.cost.has(PER_USER.indicator, period):
        return ()
    figure = chosen.cost.figure("wijkteam_aandeel", chosen.own, period)
    if figure.value is not None:
        country = chosen.cost.country
        there = chosen.cost.value("wijkteam_aandeel", country.code, period) if country else None
        beside = f" (Nederland {dutch.pct(there, 0)})" if there is not None else ""
        return (f"Hulp van het wijkteam: {dutch.pct(figure.value, 0)} van de jongeren{beside}",)
    if figure == NOT_LOADED:
        return (f"Aandeel van het wijkteam in {period}: nog niet geladen",)
    return (f"Aandeel van het wijkteam in {period}: geen cijfer",)


def _stay(chosen: Chosen, period: str) -> tuple[str, ...]:
    figure = chosen.use.figure("met_verblijf", chosen.own, period)
    if figure.value is None:
        return ()
    country = chosen.use.country
    there = chosen.use.value("met_verblijf", country.code, period) if country else None
    beside = f" (Nederland {dutch.pct(there)})" if there is not None else ""
    return (f"Met verblijf: {dutch.pct(figure.value)}{beside}",)


def _on_page(
    chosen: Chosen,
    comparison: Comparison,
    measure: Measure,
    period: str,
    all_of: AllOf,
    when: str,
    beneath: tuple[str, ...] = (),
) -> OnPage:
    country = comparison.country
    figure = comparison.figure(measure.indicator, chosen.own, period)
    others = (comparison.figure(measure.indicator, place.code, period) for place in comparison.members)
    return OnPage(
        measure=measure,
        period=period,
        figure=figure,
        country=comparison.value(measure.indicator, country.code, period) if country else None,
        group=comparison.value(measure.indicator, GROUP, period),
        others=tuple(one.value for one in others if one.value is not None and one.cell_status in COMPARABLE),
        among=all_of(measure.indicator, period, measure.decimals),
        name=chosen.own_name,
        code=chosen.own,
        when=when,
        beneath=beneath,
    )


def why_missing(one: OnPage, message: Callable[..., str]) -> str:
    """Say why a figure is not there, or not ranked; empty where it is both."""
    status = one.figure.cell_status
    if one.figure.value is None:
        if status == "niet_geladen":
            return message("L3")
        if status == "niet_geleverd":
            return message("L5", gemeente=one.name, jaar=one.period)
        if status in ("nul_als_ontbrekend", "gebroken"):
            text = STATUSES[status][1].split(" = ", 1)[1]
            return f"{text[0].upper()}{text[1:]}."
        return message("L4", gemeente=one.name, periode=dutch.period(one.period))
    if one.position is None and status in STATUSES and status not in COMPARABLE:
        text = STATUSES[status][1].split(" = ", 1)[1]
        return f"Telt niet mee in de volgorde: {text}."
    return ""
