"""What *Gebruik van jeugdhulp* shows: a gemeente through the half-years, with Nederland and its jeugdregio. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics.build import Build
from metrics.comparing import reasons
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.comparing.leading import NATURA, NO_LIMIT, WITHOUT_STAY, Limit, runs
from metrics.comparing.ranking import Position
from metrics.comparing.reading import GROUP, Reading, Readings
from metrics.comparing.remarks import Remark, together
from metrics.notes import Shown
from metrics.places import breaks as breaks_of
from metrics.places.codes import NEDERLAND, jeugdregio
from pages.ui.charts.compared import FEW_LINES
from pages.ui.parts.uses import PER_HALF, USES

WITH_STAY, TEAM, NATURA_STAY = "met_verblijf", "wijkteam_aandeel", "natura_verblijf"


@dataclass(frozen=True)
class UseMeasure:
    """One share of young people: what it counts, in the words of its chart."""

    indicator: str
    title: str
    subtitle: str
    decimals: int = 1


MEASURES: Mapping[str, UseMeasure] = {
    WITHOUT_STAY: UseMeasure(
        WITHOUT_STAY,
        USES[WITHOUT_STAY].heading,
        f"{USES[WITHOUT_STAY].title}, in natura, {PER_HALF}",
    ),
    WITH_STAY: UseMeasure(
        WITH_STAY,
        "Jeugdhulp met verblijf",
        f"Jongeren tot 23 jaar met jeugdhulp met verblijf, in natura, {PER_HALF}",
    ),
    TEAM: UseMeasure(
        TEAM,
        "Hulp van het wijkteam",
        "Van de jongeren met jeugdhulp zonder verblijf: het deel met hulp van het wijkteam, in procenten",
        0,
    ),
    NATURA: UseMeasure(
        NATURA,
        "Alle jeugdhulp in natura, tot 18 jaar",
        USES[NATURA].per_half,
    ),
    NATURA_STAY: UseMeasure(
        NATURA_STAY,
        "Deel met verblijf, tot 18 jaar",
        f"Van de jongeren tot 18 jaar met jeugdhulp in natura: het deel met verblijf, {PER_HALF}",
    ),
}
# What else is published of the young people, from records alone (data/indicators.toml).
TRAITS = (
    "trajecten_per_jongere",
    "jeugdzorg_leeftijd_0_4",
    "jeugdzorg_leeftijd_4_12",
    "jeugdzorg_leeftijd_12_18",
    "jeugdzorg_leeftijd_18_23",
    "jeugdzorg_jongens",
)
# The figures that stand on the page, through all periods.
SHOWN: Shown = dict.fromkeys((*MEASURES, *TRAITS))
# The four of the cards; the last measure goes with its own chart only.
ON_CARDS = (WITHOUT_STAY, WITH_STAY, TEAM, NATURA)


@dataclass(frozen=True)
class UseView:
    """What the page shows.

    `readings`: every figure, the report's where nothing else gives it. `jeugdregio`: code of the jeugdregio of today,
    '' where no division is loaded. `all_of`: of an indicator and period everybody's place and the limits between which
    eight in ten gemeenten lie (None: too few have it). `cite` makes the source line of the sources of readings.
    `members`: of the group that is compared with. `limit`: a year that the newest figures may not be after; empty:
    none.
    """

    code: str
    name: str
    jeugdregio: str
    build: Build
    readings: Readings
    names: Mapping[str, str]
    all_of: Callable[[str, str], tuple[Mapping[str, Position], tuple[float, float] | None]]
    cite: Callable[[Iterable[str]], str]
    members: tuple[str, ...] = ()
    limit: Limit = NO_LIMIT

    def figure(self, indicator: str, period: str, region: str = "") -> Reading:
        """Return one figure of the gemeente (default), Nederland or the jeugdregio."""
        return self.readings.read(indicator, region or self.code, period)

    def halves(self, indicator: str, region: str = "") -> tuple[str, ...]:
        """Return the half-years in which the gemeente (default) or a region has a share, in time order."""
        return self.readings.periods_of(indicator, region or self.code, "halfjaar")

    def all_halves(self, indicator: str) -> tuple[str, ...]:
        """Return the half-years in which anyone on the page has a share, in time order."""
        return tuple(sorted({half for place in self.places for half in self.halves(indicator, place.code)}))

    def last(self, indicator: str) -> str:
        """Return the newest half-year of the gemeente, not after the limit; empty where it has none."""
        halves = [each for each in self.halves(indicator) if self.limit.allows(each)]
        return halves[-1] if halves else ""

    def newest(self, indicator: str) -> str:
        """Return the newest half-year of the gemeente; where it has none that of Nederland; else empty."""
        return self.last(indicator) or max(self.halves(indicator, NEDERLAND), default="")

    @cached_property
    def leading(self) -> tuple[str, ...]:
        """The measures of use that the gemeente has, the one with the newest figure first."""
        return tuple(run.indicator for run in runs(self.readings, self.code, (), self.limit))

    def why(self, figure: Reading) -> str:
        """Say why a figure of the gemeente is not there or may not be compared; empty where neither."""
        return reasons.sentence(
            figure.reason, name=self.name, period=figure.period, indicator=figure.indicator
        )

    def why_none(self, indicator: str) -> str:
        """Say why the gemeente has no half-year of a share."""
        period = self.newest(indicator)
        if not period:
            return reasons.REASONS["niet_geladen"].sentence
        return self.why(self.figure(indicator, period))

    def is_awaited(self, indicator: str) -> bool:
        """Say whether a share is not loaded, of anybody or of this gemeente: told once, with all that is not."""
        period = self.newest(indicator)
        return not period or self.figure(indicator, period).reason == "niet_geladen"

    def sides(self, indicator: str) -> list[list[str]]:
        """Return the half-years of a share in runs that no break divides."""
        return breaks_of.segments(self.halves(indicator), self.breaks)

    @cached_property
    def breaks(self) -> tuple[breaks_of.Break, ...]:
        """The breaks in the series of the gemeente, in time order."""
        return breaks_of.breaks("use", self.code, self.build.lineage)

    def source(self, indicator: str) -> str:
        """Return the source line of a share, of all that is drawn."""
        halves = self.all_halves(indicator)
        figures = (self.figure(indicator, half, place.code) for place in self.places for half in halves)
        return self.cite([source for figure in figures for source in figure.sources])

    def remarks(self) -> tuple[Remark, ...]:
        """Return what must be said with the newest figures of the gemeente, the heaviest first."""
        return together(
            self.figure(indicator, self.last(indicator)) for indicator in MEASURES if self.last(indicator)
        )

    @cached_property
    def bands(self) -> pd.DataFrame:
        """Both bands around the shares of the gemeente (metrics.use.usual)."""
        rows = self.build.bands
        return rows[rows["region"] == self.code].sort_values("period")

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Who is drawn: the gemeente, its jeugdregio, Nederland, and a group that is not too large to draw."""
        region = Place(self.jeugdregio, jeugdregio(self.names.get(self.jeugdregio, "")), "extra")
        country = Place(NEDERLAND, "Nederland", "nederland")
        before = (region, country) if self.jeugdregio else (country,)
        drawn = self.members if len(self.members) <= FEW_LINES else ()
        own = {self.code: self.name}
        return places_of(self.code, drawn, {**self.names, **own}, before=before)

    @cached_property
    def beside(self) -> Comparison:
        """The gemeente beside everybody that is drawn."""
        return Comparison(self.places, self.readings)

    @cached_property
    def beside_group(self) -> Comparison:
        """The gemeente beside its group as one, where it can be added up, and Nederland."""
        country = Place(NEDERLAND, "Nederland", "nederland")
        group = (Place(GROUP, "Groep", "group"),) if self.members else ()
        return Comparison(
            places_of(self.code, self.members, self.names, before=(*group, country)), self.readings
        )

    @cached_property
    def group(self) -> Comparison:
        """The gemeente beside the members of its group; percentages do not add up to one of the group."""
        return Comparison(places_of(self.code, self.members, self.names), self.readings)
