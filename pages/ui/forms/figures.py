"""The gemeente's own figures that a note can point at: each in its newest period, with its value and source. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from metrics import dutch
from metrics.build import Build
from metrics.comparing import measures
from metrics.comparing.leading import NO_LIMIT, Limit
from metrics.comparing.reading import Reading
from metrics.places.codes import NEDERLAND
from metrics.records import Indicator


@dataclass(frozen=True)
class OwnFigurePointed:
    """A figure of the gemeente that may be named beside a note. `country`: of Nederland in the same period.

    `when`: the period in words, growth with the year that it is counted from (metrics.comparing.measures.when).
    """

    indicator: Indicator
    period: str
    when: str
    own: Reading
    country: Reading

    @property
    def label(self) -> str:
        """The figure with its period, as it stands in a list."""
        return f"{self.indicator.short_title}, {self.when}"

    @property
    def value(self) -> str:
        """The value in words, with its marks."""
        star = "*" if self.own.is_provisional else ""
        return dutch.value(self.own.value, self.indicator.unit, self.indicator.decimals) + star

    def told(self, cite: Callable[[Iterable[str]], str]) -> str:
        """Say the figure with value, year and source, as it is printed with a note."""
        source = cite(self.own.sources)
        return f"{self.label}: {self.value}{self.own.aside}. Bron: {source}."


def of(build: Build, code: str, limit: Limit = NO_LIMIT) -> dict[str, OwnFigurePointed]:
    """Return the figures that a gemeente has, by indicator in the order of the records: each in its newest period.

    `limit`: a year that figures may not be after; empty: none. A figure that is there but may not be compared is in it,
    and says so.
    """
    readings = build.readings_with_report
    found: dict[str, OwnFigurePointed] = {}
    records: Mapping[str, Indicator] = build.records.indicators
    for indicator in records.values():
        periods = [each for each in readings.periods_of(indicator.code, code) if limit.allows(each)]
        if periods:
            own = readings.read(indicator.code, code, periods[-1])
            if own.value is not None:
                country = readings.read(indicator.code, NEDERLAND, periods[-1])
                when = measures.when(readings, indicator.code, periods[-1], dutch.period_heading)
                found[indicator.code] = OwnFigurePointed(indicator, periods[-1], when, own, country)
    return found
