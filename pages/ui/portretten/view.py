"""What *Vijf gemeenten in 2021* shows: a gemeente beside the five of the report, and what their portraits say. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.comparing.measures import NewestFigures
from metrics.places.codes import NEDERLAND
from metrics.report.documents import PortraitCard, PortraitField, PortraitFigure
from metrics.report.portraits import Official, official


@dataclass(frozen=True, kw_only=True)
class PortraitsView(NewestFigures):
    """What the page shows."""

    @cached_property
    def five(self) -> tuple[str, ...]:
        """The gemeenten with a portrait, in the order of the records."""
        return tuple(dict.fromkeys(card.gemeente for card in self.build.records.portrait_cards))

    @property
    def is_one(self) -> bool:
        """Whether the gemeente has a portrait itself."""
        return self.code in self.five

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
    def source(self) -> str:
        """The source line of the figures of now."""
        return self.cited(self.measures, (place.code for place in self.comparison.places))
