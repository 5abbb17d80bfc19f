"""One gemeente beside others: the rows of a comparison and the figures in it, whatever their source.

A comparison is made from the report's printed figures or from computed ones; tables, charts, cards and sentences
all read the same object, so they cannot differ.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import pandas as pd

Role = Literal["own", "other", "nederland", "group", "extra"]
GROUP = "GROEP"  # region code of the group's own figure


class Figure(NamedTuple):
    """One figure of one region in one period. `value` None: no figure, `cell_status` says why."""

    value: float | None
    numerator: float | None
    denominator: float | None
    period_status: str
    cell_status: str
    source: str

    @property
    def is_provisional(self) -> bool:
        """True where CBS may still change it."""
        return self.period_status in ("voorlopig", "nader_voorlopig")


NOT_LOADED = Figure(None, None, None, "onbekend", "niet_geladen", "")


@dataclass(frozen=True)
class Place:
    """A row of a comparison: a gemeente, Nederland, a region, a size class or the group."""

    code: str
    name: str
    role: Role


@dataclass(frozen=True)
class Comparison:
    """The chosen gemeente, the places beside it in the order of the tables, and their figures.

    `figures` has the columns of metrics.figures.FIGURES, or is already by (indicator, region, period)
    (metrics.comparing.lookup); it may hold more regions than `places`.
    """

    places: tuple[Place, ...]
    figures: pd.DataFrame | Mapping[tuple[str, str, str], Figure]

    @property
    def own(self) -> Place:
        """The chosen gemeente."""
        return next(place for place in self.places if place.role == "own")

    @property
    def members(self) -> tuple[Place, ...]:
        """The other gemeenten of the group."""
        return tuple(place for place in self.places if place.role == "other")

    @property
    def country(self) -> Place | None:
        """Nederland, where it is in the comparison."""
        return next((place for place in self.places if place.role == "nederland"), None)

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str, str], Figure]:
        if not isinstance(self.figures, pd.DataFrame):
            return self.figures
        rows = self.figures[self.figures["region"].isin([place.code for place in self.places])]
        numbers = (
            [None if number != number else number for number in rows[name].tolist()]  # NaN is not itself
            for name in ("value", "numerator", "denominator")
        )
        texts = (rows[name].tolist() for name in ("period_status", "cell_status", "source"))
        keys = zip(rows["indicator"].tolist(), rows["region"].tolist(), rows["period"].tolist(), strict=True)
        return {key: Figure(*row) for key, row in zip(keys, zip(*numbers, *texts, strict=True), strict=True)}

    def figure(self, indicator: str, code: str, period: str) -> Figure:
        """Return a figure; `NOT_LOADED` where this build has none."""
        return self._by_key.get((indicator, code, period), NOT_LOADED)

    def value(self, indicator: str, code: str, period: str) -> float | None:
        """Return the value of a figure, None where there is none."""
        return self.figure(indicator, code, period).value

    def periods(self, indicator: str) -> tuple[str, ...]:
        """Return the periods in which the chosen gemeente or Nederland has this indicator, in order."""
        return self._periods.get(indicator, ())

    @cached_property
    def _periods(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for indicator, _, period in self._by_key:
            found.setdefault(indicator, set()).add(period)
        return {indicator: tuple(sorted(periods)) for indicator, periods in found.items()}

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
            names.get(str(row.region_code), str(row.row_label)),
            "own" if row.region_code == own else kinds.get(str(row.row_kind), "other"),
        )
        for row in rows.itertuples(index=False)
    ]
    return tuple(sorted(places, key=lambda place: place.role != "own"))
