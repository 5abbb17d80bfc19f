"""The four figures of *In het kort*: which period, value, group, Nederland, and the place among all gemeenten. Pure.

Every figure stands in its own newest period up to the year chosen, and says which that is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from metrics import dutch
from metrics.comparing import reasons, sentences
from metrics.comparing.comparison import Comparison
from metrics.comparing.leading import NATURA as IN_NATURA
from metrics.comparing.leading import NO_LIMIT, WITHOUT_STAY, Limit
from metrics.comparing.ranking import Position
from metrics.comparing.reading import GROUP, Reading
from pages.ui.brief.country import Among
from pages.ui.charts.inline import spread
from pages.ui.parts import uses
from pages.ui.site.visiting import visit
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.site.visiting.selection import REPORT

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
WIDE_GROWTH = "groei_lasten_breed_per_inwoner"
INDEX = Measure("index_rapport", "Index van de lasten per inwoner", "index", 0)
USE, NATURA = (
    Measure(use.indicator, use.title, "pct", 1, use.short, use.age)
    for use in (uses.USES[WITHOUT_STAY], uses.USES[IN_NATURA])
)
USES = {measure.indicator: measure for measure in (USE, NATURA)}


@dataclass(frozen=True)
class OnPage:
    """One figure with everything that is said of it. `position`: None where it is not ranked."""

    measure: Measure
    figure: Reading
    country: Reading | None
    group: Reading | None  # None: there is no group
    among: Among
    name: str
    when: str = ""  # what the figure is of, beside its title: '2023', 'rekening 2022 tot 2023'
    beneath: tuple[str, ...] = ()
    names: Callable[[str], str] = field(default=str)

    @property
    def period(self) -> str:
        """The period of the figure."""
        return self.figure.period

    @property
    def is_awaited(self) -> bool:
        """Whether there is no figure because it is not loaded: no card then, but a word in one line."""
        return self.figure.value is None and self.figure.reason == "niet_geladen"

    @property
    def code(self) -> str:
        """The gemeente of the figure."""
        return self.figure.region

    @property
    def position(self) -> Position | None:
        """Place among all gemeenten; None where the figure is not ranked."""
        return self.among.positions.get(self.code)

    @property
    def country_value(self) -> float | None:
        """The figure of Nederland."""
        return self.country.comparable if self.country else None

    @property
    def group_value(self) -> float | None:
        """The figure of the group."""
        return self.group.comparable if self.group else None

    @property
    def value(self) -> str:
        """The figure in Dutch, with its mark (provisional, eigen opgave); empty where there is none."""
        if self.figure.value is None:
            return ""
        return self.text(self.figure.value) + self.figure.mark

    def text(self, value: float | None) -> str:
        """Write a value of this figure."""
        return dutch.value(value, self.measure.unit, self.measure.decimals)

    @property
    def place(self) -> str:
        """How many gemeenten are lower and higher, as a line; of how many where not nearly all have the figure."""
        return dutch.capital(self._place)

    @property
    def _place(self) -> str:
        found = self.position
        if found is None:
            return ""
        return sentences.rank_in_country(found.lower_n, found.higher_n, found.about_n)

    @property
    def beside_group(self) -> str:
        """The figure of the group, or why there is none; empty without a group, and where that is said already."""
        if self.group is None:
            return ""
        if self.group_value is not None:
            return self.text(self.group_value) + self.group.entered_mark
        if self.figure.value is None and self.figure.reason == self.group.reason:
            return ""  # said of the gemeente itself
        return reasons.short(self.group.reason)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the members that are not in the figure of the group."""
        if self.group is None or self.group_value is None:
            return ()
        return tuple(self.names(code) for code in self.group.left_out)

    @property
    def why(self) -> str:
        """Why the figure is not there, or not ranked; empty where it is both."""
        return reasons.sentence(
            self.figure.reason, name=self.name, period=self.period, indicator=self.measure.indicator
        )

    @property
    def strip(self) -> tuple[str, str]:
        """The strip as SVG text, and what it shows in words; empty without a place."""
        if self.position is None or self.among.strip is None or self.figure.value is None:
            return "", ""
        country, group = self.country_value, self.group_value
        drawn = spread.svg(self.among.strip, self.figure.value, country, group)
        parts = [f"{self.name} {self.text(self.figure.value)}"]
        parts += [f"groep {self.text(group)}"] if group is not None else []
        parts += [f"Nederland {self.text(country)}"] if country is not None else []
        words = f"Alle gemeenten op een lijn van laag naar hoog: {'; '.join(parts)}; {self._place}"
        return drawn, words


def newest(comparison: Comparison, indicator: str, limit: Limit = NO_LIMIT, *, halves: bool = False) -> str:
    """Return the newest period with a figure of the own gemeente, not after the year `limit`; empty: none."""
    found = comparison.readings.periods_of(indicator, comparison.own.code, "halfjaar" if halves else "jaar")
    return max((period for period in found if limit.allows(period)), default="")


def limit_of(chosen: Chosen) -> Limit:
    """Return the year that figures may not be after: none where the newest year is chosen."""
    return visit.limit_of(chosen.cost.readings, chosen.own, chosen.year)


def four(chosen: Chosen, all_of: AllOf) -> tuple[OnPage, OnPage, OnPage, OnPage]:
    """Return the four figures of the page."""
    limit = limit_of(chosen)
    cost = on_page(chosen, chosen.cost, COST, chosen.year, all_of, chosen.year)
    user_period = newest(chosen.cost, PER_USER.indicator, limit) or chosen.year
    per_user = on_page(
        chosen, chosen.cost, PER_USER, user_period, all_of, user_period, _wijkteam(chosen, user_period)
    )
    return cost, per_user, _growth(chosen, all_of, cost), use(chosen, all_of)


def use(chosen: Chosen, all_of: AllOf) -> OnPage:
    """Return the measure of use with the newest figure; an older one is said beneath it."""
    measure, period = USES[chosen.used.indicator], chosen.used.end
    beneath = (*(_stay(chosen, period) if measure is USE else ()), *_older(chosen))
    return on_page(chosen, chosen.use, measure, period, all_of, dutch.period_heading(period), beneath)


def _older(chosen: Chosen) -> tuple[str, ...]:
    """Say the other measure of use, of which the newest figure is older."""
    if chosen.older is None:
        return ()
    measure = USES[chosen.older.indicator]
    what = dutch.capital(uses.USES[measure.indicator].help)
    text = f"{what}, {measure.who}, {dutch.period(chosen.older.end)}"
    return (f"{text}: {_beside_country(chosen, chosen.older.indicator, chosen.older.end)}",)


def _growth(chosen: Chosen, all_of: AllOf, cost: OnPage) -> OnPage:
    """Return growth rekening on rekening to the year of the lasten; the report's index where growth is not printed."""
    if chosen.source == REPORT:
        when = f"{chosen.year} (begroting 2017 = 100)"
        note = "Groei van rekening op rekening staat niet in het rapport."
        return on_page(chosen, chosen.cost, INDEX, chosen.year, all_of, when, (note,))
    start = chosen.growth_from
    when = f"rekening {start} tot {chosen.year}" if start < chosen.year else chosen.year
    growth = on_page(chosen, chosen.cost, GROWTH, chosen.year, all_of, when)
    beneath = [_with_wijkteam(chosen, growth), _same_group(growth, cost), _index(chosen)]
    return on_page(
        chosen, chosen.cost, GROWTH, chosen.year, all_of, when, tuple(text for text in beneath if text)
    )


def _with_wijkteam(chosen: Chosen, growth: OnPage) -> str:
    """Say how the lasten grew with wijkteam and toegang in, where an amount moved and that makes another figure.

    What moved between jeugdzorg and Samenkracht en participatie (6.1) is in neither, and would show the same twice.
    """
    narrow, wide = growth.figure.value, chosen.cost.own_figure(WIDE_GROWTH, growth.period).value
    if growth.figure.reason != "verschoven" or narrow is None or wide is None:
        return ""
    same = dutch.rounded(narrow, 0) == dutch.rounded(wide, 0)
    return "" if same else f"Met wijkteam en toegang erbij: {dutch.signed(wide, 'pct', 0)}"


def _same_group(growth: OnPage, cost: OnPage) -> str:
    """Name who is in the group's lasten and not in its growth: the two do not tell of the same gemeenten."""
    missing = [name for name in growth.lacking if name not in cost.lacking]
    return f"Groei van de groep zonder {dutch.names_or_count(missing)}" if missing else ""


def index_beneath(chosen: Chosen) -> Reading | None:
    """Return the report's index beneath the growth: of the year on the page, else of the report's own year."""
    found = [chosen.cost.own_figure(INDEX.indicator, at) for at in (chosen.year, "2019") if at <= chosen.year]
    return next((index for index in found if index.usable), None)


def _index(chosen: Chosen) -> str:
    index = index_beneath(chosen)
    if index is None:
        return ""
    return f"Index zoals in het rapport, {index.period}: {dutch.index(index.value)} (begroting 2017 = 100)"


def _wijkteam(chosen: Chosen, period: str) -> tuple[str, ...]:
    """Say which part was helped by the wijkteam, in the same year (the report does not print it)."""
    if chosen.source == REPORT or not chosen.cost.has(PER_USER.indicator, period):
        return ()
    figure = chosen.cost.own_figure("wijkteam_aandeel", period)
    if figure.value is not None:
        country = chosen.cost.country
        there = chosen.cost.value("wijkteam_aandeel", country.code, period) if country else None
        beside = f" (Nederland {dutch.pct(there, 0)})" if there is not None else ""
        return (f"Hulp van het wijkteam: {dutch.pct(figure.value, 0)} van de jongeren{beside}",)
    if figure.reason == "niet_geladen":
        return ()
    return (f"Aandeel van het wijkteam in {period}: {reasons.short(figure.reason)}",)


def _stay(chosen: Chosen, period: str) -> tuple[str, ...]:
    found = _beside_country(chosen, "met_verblijf", period)
    return (f"Met verblijf: {found}",) if found else ()


def _beside_country(chosen: Chosen, indicator: str, period: str) -> str:
    """Write a percentage of the gemeente with that of Nederland; empty where it has none."""
    figure, country = chosen.use.own_figure(indicator, period), chosen.use.country
    if figure.value is None:
        return ""
    there = chosen.use.value(indicator, country.code, period) if country else None
    return dutch.pct(figure.value) + (f" (Nederland {dutch.pct(there)})" if there is not None else "")


def on_page(
    chosen: Chosen,
    comparison: Comparison,
    measure: Measure,
    period: str,
    all_of: AllOf,
    when: str,
    beneath: tuple[str, ...] = (),
) -> OnPage:
    """Return a figure of the gemeente in a period with everything that is said of it; `when`: as the card says it."""
    country = comparison.country
    has_group = any(place.role == "group" for place in comparison.places)
    members = {place.code: place.name for place in comparison.members}
    return OnPage(
        measure=measure,
        figure=comparison.own_figure(measure.indicator, period),
        country=comparison.figure(measure.indicator, country.code, period) if country else None,
        group=comparison.figure(measure.indicator, GROUP, period) if has_group else None,
        among=all_of(measure.indicator, period, measure.decimals),
        name=chosen.own_name,
        when=when,
        beneath=beneath,
        names=lambda code: members.get(code, code),
    )
