"""What *Uw jeugdregio* shows: a gemeente, its regiogenoten, the region as one and the other regions. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from metrics.build import Build
from metrics.comparing import areas, sentences
from metrics.comparing.areas import AreaValue
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.comparing.measures import LASTEN, MONEY, NewestFigure, NewestFigures
from metrics.comparing.reading import Readings
from metrics.comparing.sentences import Standing
from metrics.places.codes import NEDERLAND

WITHOUT_STAY = "zonder_verblijf"


@dataclass(frozen=True, kw_only=True)
class RegionView(NewestFigures):
    """What the page shows.

    `region`: code of the jeugdregio of today, '' where none is known. `members`: its gemeenten of today by name, the
    chosen one among them; empty where no division is loaded. `division_year`: of that division. `all_of`: of an
    indicator and period the figure of every jeugdregio, by code.
    """

    region: str
    members: tuple[str, ...]
    division_year: int | None
    all_of: Callable[[str, str], Mapping[str, AreaValue]]

    @property
    def region_name(self) -> str:
        """Name of the region, as it stands after 'jeugdregio'."""
        return self.name_of(self.region)

    @property
    def others(self) -> tuple[str, ...]:
        """The regiogenoten."""
        return tuple(code for code in self.members if code != self.code)

    @property
    def is_alone(self) -> bool:
        """Whether the region is this one gemeente."""
        return bool(self.members) and not self.others

    def of_region(self, indicator: str, period: str) -> AreaValue:
        """Return the figure of the region as one: as published, else the ratio of sums of its members."""
        if self.members:
            mine = {self.region: self.members}
            return areas.of_jeugdregios(self.readings, indicator, period, mine, self.build.country)[0]
        # no division is loaded: what the report prints, or nothing
        printed = self.readings.read(indicator, self.region, period)
        return AreaValue(self.region, printed.comparable, period_status=printed.period_status)

    def measure(self, indicator: str) -> NewestFigure | None:
        """Return a figure of the page by its indicator; None where the gemeente has none."""
        return next((each for each in self.measures if each.indicator.code == indicator), None)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The figures that are drawn through the years: lasten per inwoner and the use that leads."""
        use = [each.indicator.code for each in self.measures if each.indicator.code not in MONEY]
        return (*((LASTEN,) if self.measure(LASTEN) else ()), *use[:1])

    @property
    def leading(self) -> NewestFigure | None:
        """The figure that speaks first: lasten per inwoner, else what there is; None: nothing."""
        return self.measures[0] if self.measures else None

    @cached_property
    def comparison(self) -> Comparison:
        """The gemeente beside its regiogenoten and Nederland."""
        country = Place(NEDERLAND, "Nederland", "nederland")
        return Comparison(
            places_of(self.code, self.others, {**self.names, self.code: self.name}, before=(country,)),
            self.readings,
        )

    def standing(self, measure: NewestFigure) -> Standing | None:
        """Return how the gemeente stands among its regiogenoten; None where its figure may not be compared."""
        return sentences.standing(self.comparison, measure.subject, measure.period)

    def source(self, measures: Iterable[NewestFigure]) -> str:
        """Return the source line of figures of the gemeente, its regiogenoten, the region and Nederland."""
        return self.cited(measures, (*self.members, self.code, self.region, NEDERLAND))

    @property
    def division_sources(self) -> tuple[str, ...]:
        """The tables that the divisions come from, those loaded."""
        rows = self.build.facts.sources
        return tuple(rows.loc[(rows["kind"] == "divisions") & rows["retrieved"].notna(), "source_id"])

    @cached_property
    def divisions(self) -> dict[int, dict[str, str]]:
        """Every division in jeugdregio's that is loaded: year -> gemeente of then -> region."""
        rows = self.build.facts.memberships
        rows = rows[rows["division"] == "jeugdregio"]
        return {
            int(str(year)): dict(zip(part["region"], part["parent"], strict=True))
            for year, part in rows.groupby("year")
        }

    @cached_property
    def past(self) -> tuple[str, ...]:
        """Gemeenten, also former ones, that are or were in this region or now are part of a member; by name."""
        now = self.build.country.successor
        found = {
            code
            for of_year in self.divisions.values()
            for code, region in of_year.items()
            if region == self.region or now(code) in self.members
        }
        return tuple(self.build.country.by_name(found))

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """Those of `past` that were in another region in one of the years loaded."""
        return tuple(
            code
            for code in self.past
            if {of_year[code] for of_year in self.divisions.values() if code in of_year} != {self.region}
        )


def all_regions(
    readings: Readings, build: Build, members: Mapping[str, tuple[str, ...]], indicator: str, period: str
) -> dict[str, AreaValue]:
    """Return the figure of every jeugdregio by code; `members`: gemeenten by jeugdregio, empty: not loaded."""
    found = areas.of_jeugdregios(readings, indicator, period, members, build.country)
    return {each.code: each for each in found}
