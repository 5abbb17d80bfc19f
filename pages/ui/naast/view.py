"""What *Twee gemeenten naast elkaar* shows: two gemeenten, the figures of both, what documents tell. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from metrics import dutch
from metrics.comparing.measures import NewestFigure, NewestFigures, measures
from metrics.numbers.relation import ALIKE, Relation, relation
from metrics.places.codes import NEDERLAND
from metrics.report.documents import FIELDS, PortraitField


class Passage(NamedTuple):
    """Something that a document tells of a gemeente; `field` empty: it is about its region."""

    field: PortraitField | None
    text: str
    line: int
    document: str  # as metrics.records.RegionStory has it


@dataclass(frozen=True, kw_only=True)
class Pair(NewestFigures):
    """The two gemeenten. `alike`: the second one was not chosen, it is the one most like the first."""

    other: str
    alike: bool = False

    @property
    def other_name(self) -> str:
        """Name of the second gemeente."""
        return self.name_of(self.other)

    @cached_property
    def measures(self) -> tuple[NewestFigure, ...]:
        """The figures that the first has, in the newest period in which both have them."""
        return measures(self.build, self.readings, self.code, self.limit, (self.other,))

    def relation(self, measure: NewestFigure) -> Relation | None:
        """Return how the first stands to the second, on printed values; None where one may not be compared."""
        mine, theirs = (self.figure(measure, code).comparable for code in (self.code, self.other))
        if mine is None or theirs is None:
            return None
        decimals = measure.indicator.decimals
        return relation(dutch.rounded(mine, decimals), dutch.rounded(theirs, decimals))

    @cached_property
    def widest(self) -> NewestFigure | None:
        """The figure in which the two differ most, as a part of the second's; None where none differs."""
        found = [
            (abs(mine / theirs - 1), -order, each)
            for order, each in enumerate(self.measures)
            if not each.start  # growth is small: a part of it says little
            and (how := self.relation(each)) is not None
            and how not in ALIKE
            and (mine := self.figure(each, self.code).comparable) is not None
            and (theirs := self.figure(each, self.other).comparable)
        ]
        return max(found, key=lambda each: each[:2])[2] if found else None

    def told(self, code: str) -> tuple[Passage, ...]:
        """Return what the documents tell of a gemeente: its portrait by field, else what stands of it elsewhere."""
        records = self.build.records
        cards = {card.field: card for card in records.portrait_cards if card.gemeente == code}
        if cards:
            return tuple(
                Passage(field, cards[field].text, cards[field].line, "eigenwijs")
                for field in FIELDS
                if field in cards
            )
        return tuple(
            Passage(None, each.text, each.line, each.document)
            for each in records.regions
            if each.gemeente == code
        )

    @cached_property
    def portraits(self) -> dict[tuple[str, PortraitField], str]:
        """What the portraits of the two say in a few words, by gemeente and field."""
        codes = (self.code, self.other)
        cards = self.build.records.portrait_cards
        return {(card.gemeente, card.field): card.short for card in cards if card.gemeente in codes}

    @cached_property
    def source(self) -> str:
        """The source line of the figures."""
        return self.cited(self.measures, (self.code, self.other, NEDERLAND))
