"""What *Vijf gemeenten in 2021* shows: a gemeente beside the five of the report, and what their portraits say. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from metrics.build import Build
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.comparing.measures import NewestFigure, measures
from metrics.comparing.reading import Readings
from metrics.places.codes import NEDERLAND
from metrics.report.documents import PortraitCard, PortraitField, PortraitFigure
from metrics.report.portraits import Official, official


@dataclass(frozen=True)
class PortraitsView:
    """What the page shows. `cite` makes a source line; `limit`: a year that figures may not be after, empty: none."""

    code: str
    name: str
    build: Build
    readings: Readings
    names: Mapping[str, str]
    cite: Callable[[Iterable[str]], str]
    limit: str = ""

    @cached_property
    def five(self) -> tuple[str, ...]:
        """The gemeenten with a portrait, in the order of the records."""
        return tuple(dict.fromkeys(card.gemeente for card in self.build.records.portrait_cards))

    @property
    def is_one(self) -> bool:
        """Whether the gemeente has a portrait itself."""
        return self.code in self.five

    def name_of(self, code: str) -> str:
        """Name of a region; its code where the build does not know it."""
        return self.names.get(code, code)

    @cached_property
    def cards(self) -> Mapping[tuple[str, PortraitField], PortraitCard]:
        """What the portraits say, by gemeente and field."""
        return {(card.gemeente, card.field): card for card in self.build.records.portrait_cards}

    def figures(self, code: str) -> tuple[PortraitFigure, ...]:
        """Return the figures that the portrait of a gemeente prints, in its order."""
        return tuple(each for each in self.build.records.portrait_figures if each.gemeente == code)

    def official(self, figure: PortraitFigure, region: str) -> Official | None:
        """Return the official figure beside a printed one; None where no source of ours has it."""
        return official(self.build, figure, region) if figure.figure else None

    @cached_property
    def comparison(self) -> Comparison:
        """The gemeente beside the five (or the other four) and Nederland."""
        country = Place(NEDERLAND, "Nederland", "nederland")
        names = {**self.names, self.code: self.name}
        return Comparison(places_of(self.code, self.five, names, before=(country,)), self.readings)

    @cached_property
    def measures(self) -> tuple[NewestFigure, ...]:
        """The figures of the gemeente that stand beside those of the five, each in its newest period."""
        return measures(self.build, self.readings, self.code, self.limit)

    @cached_property
    def source(self) -> str:
        """The source line of the figures of now."""
        return self.cite(
            source
            for each in self.measures
            for place in self.comparison.places
            for source in self.readings.read(each.indicator.code, place.code, each.period).sources
        )
