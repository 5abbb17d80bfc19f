"""One gemeente beside others: the rows of a comparison and the figures in it, whatever their source.

A comparison is made from the report's printed figures or from computed ones; tables, charts, cards and sentences
all read the same object, so they cannot differ.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from metrics.comparing.reading import GROUP, Reading, Readings
from metrics.places.codes import jeugdregio

Role = Literal["own", "other", "nederland", "group", "extra"]


@dataclass(frozen=True)
class Place:
    """A row of a comparison: a gemeente, Nederland, a region, a size class or the group."""

    code: str
    name: str
    role: Role


@dataclass(frozen=True, eq=False)
class Comparison:
    """The chosen gemeente, the places beside it in the order of the tables, and their figures.

    The figure of the group (`GROUP`) is made of the members, without the chosen gemeente, where the figures
    themselves have none.
    """

    places: tuple[Place, ...]
    readings: Readings

    @classmethod
    def of_frame(cls, places: tuple[Place, ...], figures: pd.DataFrame) -> "Comparison":
        """Compare figures made by hand: a frame with columns of metrics.figures.COLUMNS."""
        return cls(places, Readings.of_frame(figures))

    @property
    def own(self) -> Place:
        """The chosen gemeente."""
        return next(place for place in self.places if place.role == "own")

    @cached_property
    def members(self) -> tuple[Place, ...]:
        """The other gemeenten of the group."""
        return tuple(place for place in self.places if place.role == "other")

    @property
    def country(self) -> Place | None:
        """Nederland, where it is in the comparison."""
        return next((place for place in self.places if place.role == "nederland"), None)

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return tuple(place.code for place in self.members)

    @cached_property
    def _groups(self) -> dict[tuple[str, str], Reading]:
        return {}

    def figure(self, indicator: str, code: str, period: str) -> Reading:
        """Return a figure with its own truth (metrics.comparing.reading)."""
        if code != GROUP or self.readings.grid.columns([GROUP]):
            return self.readings.read(indicator, code, period)
        key = indicator, period
        if key not in self._groups:
            self._groups[key] = self.readings.group(indicator, period, self._codes, self.own.code)
        return self._groups[key]

    def own_figure(self, indicator: str, period: str) -> Reading:
        """Return a figure of the chosen gemeente."""
        return self.figure(indicator, self.own.code, period)

    def value(self, indicator: str, code: str, period: str) -> float | None:
        """Return the value of a figure, also of one that may not be compared; None where there is none."""
        return self.figure(indicator, code, period).value

    def comparable(self, indicator: str, code: str, period: str) -> float | None:
        """Return the value of a figure that may stand beside others; None where it may not, or is missing."""
        return self.figure(indicator, code, period).comparable

    def periods(self, indicator: str) -> tuple[str, ...]:
        """Return the periods in which the chosen gemeente or Nederland has this indicator, in order."""
        codes = [self.own.code, *([self.country.code] if self.country else [])]
        return tuple(
            sorted({period for code in codes for period in self.readings.periods_of(indicator, code)})
        )

    def halves(self, indicator: str) -> tuple[str, ...]:
        """Return the half-years among `periods`."""
        return tuple(period for period in self.periods(indicator) if "H" in period)

    def has(self, indicator: str, period: str) -> bool:
        """Say whether the chosen gemeente has a figure of this indicator in this period."""
        return self.value(indicator, self.own.code, period) is not None


def places_of(
    own: str, members: Iterable[str], names: Mapping[str, str], *, before: Iterable[Place] = ()
) -> tuple[Place, ...]:
    """Return the rows of a comparison: own gemeente, what stands `before` the members, the members."""
    others = (Place(code, names.get(code, code), "other") for code in members if code != own)
    return (Place(own, names.get(own, own), "own"), *before, *others)


def printed_places(
    cells: pd.DataFrame, table_n: int, own: str, names: Mapping[str, str]
) -> tuple[Place, ...]:
    """Return the rows of a printed table in its order, `own` as the chosen one.

    In: `Facts.report_cells`. The case comes first in print; where `own` is one of the references the case
    becomes an ordinary row. Names are those of today (printed names are capitals or abbreviations).
    """
    rows = cells[cells["table_n"] == table_n].drop_duplicates("row_label", keep="first")
    kinds: dict[str, Role] = {"country": "nederland", "size_class": "extra", "region": "extra"}
    places = [
        Place(
            str(row.region_code),
            _called(str(row.row_kind), names.get(str(row.region_code), str(row.row_label))),
            "own" if row.region_code == own else kinds.get(str(row.row_kind), "other"),
        )
        for row in rows.itertuples(index=False)
    ]
    return tuple(sorted(places, key=lambda place: place.role != "own"))


def _called(kind: str, name: str) -> str:
    return jeugdregio(name) if kind == "region" else name
