"""Which figures a page about one gemeente sets beside others, each in the newest period it can be read in. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from metrics import dutch
from metrics.build import Build
from metrics.comparing import reasons, sentences
from metrics.comparing.leading import NO_LIMIT, Limit, runs
from metrics.comparing.reading import Reading, Readings
from metrics.comparing.sentences import Subject
from metrics.costs.years import growth_base
from metrics.places.codes import NEDERLAND
from metrics.records import Indicator

LASTEN, USERS, GROWTH, UNDER_18 = (
    "lasten_per_inwoner",
    "lasten_per_jongere_met_jeugdzorg",
    "groei_lasten_per_inwoner",
    "lasten_per_jongere_tot_18",
)
_GROWTHS = (GROWTH, "groei_lasten_breed_per_inwoner")
MONEY = (LASTEN, UNDER_18, USERS, GROWTH)


@dataclass(frozen=True)
class NewestFigure:
    """One figure in the period that a page reads it in. `start`: the year that growth is counted from."""

    indicator: Indicator
    period: str
    start: str = ""

    @property
    def heading(self) -> str:
        """The figure with its period, as it stands at a row or column."""
        return f"{self.indicator.short_title}, {_since(self.start)}{dutch.period_short(self.period)}"

    @property
    def in_full(self) -> str:
        """The figure with its period for running text, without an abbreviation."""
        return f"{self.indicator.short_title}, {_since(self.start)}{dutch.period(self.period)}"

    @property
    def subject(self) -> Subject:
        """The figure as sentences compare it; only some have words of their own."""
        code = self.indicator.code
        found = sentences.SUBJECTS.get(code)
        return found or Subject(code, self.indicator.unit, self.indicator.decimals, "", "", "", False)


def measures(
    build: Build, readings: Readings, code: str, limit: Limit = NO_LIMIT, beside: Iterable[str] = ()
) -> tuple[NewestFigure, ...]:
    """Return the figures that a gemeente has, in their newest period: lasten first, then growth and use.

    `limit`: a year that figures may not be after; empty: none. `beside`: gemeenten that should have the figure too:
    the newest period in which all of them have it, where there is one.
    """
    halves = {run.indicator: run.end for run in runs(readings, code, (), limit)}
    found = []
    for indicator in (*MONEY, *halves):
        period = _newest(readings, indicator, code, limit, tuple(beside), halves.get(indicator, ""))
        if period:
            start = _growth_start(readings, period) if indicator == GROWTH else ""
            found.append(NewestFigure(build.records.indicators[indicator], period, start))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class NewestFigures:
    """A gemeente and what its newest figures are read from: what a page that sets it beside others begins with.

    `names`: of regions, by code. `cite` makes a source line. `limit`: a year that figures may not be after; empty:
    none.
    """

    code: str
    build: Build
    readings: Readings
    names: Mapping[str, str]
    cite: Callable[[Iterable[str]], str]
    limit: Limit = NO_LIMIT

    @property
    def name(self) -> str:
        """Name of the gemeente."""
        return self.name_of(self.code)

    def name_of(self, code: str) -> str:
        """Name of a region; its code where the build does not know it."""
        return self.names.get(code, code)

    @cached_property
    def measures(self) -> tuple[NewestFigure, ...]:
        """The figures that the gemeente has, each in its newest period: lasten first, then growth and use."""
        return measures(self.build, self.readings, self.code, self.limit)

    def figure(self, measure: NewestFigure, code: str = "") -> Reading:
        """Return a figure of a region (default: the gemeente itself)."""
        return self.readings.read(measure.indicator.code, code or self.code, measure.period)

    def cited(self, found: Iterable[NewestFigure], codes: Iterable[str]) -> str:
        """Return the source line of figures of these regions."""
        regions = tuple(codes)
        return self.cite(s for each in found for code in regions for s in self.figure(each, code).sources)

    def why_older(self, *others: str) -> tuple[str, ...]:
        """Say of the gemeente and others why figures are not of a newer period that Nederland has: once of each."""
        said = (
            next(filter(None, (self._why_older(each, code) for each in self.measures)), "")
            for code in (self.code, *others)
        )
        return tuple(dict.fromkeys(filter(None, said)))

    def _why_older(self, measure: NewestFigure, code: str) -> str:
        shown = measure.period
        return why_older(self.readings, measure.indicator.code, code, self.name_of(code), shown, self.limit)


def why_older(
    readings: Readings, indicator: str, code: str, name: str, shown: str, limit: Limit = NO_LIMIT
) -> str:
    """Say why a figure is not of a newer period that Nederland has; empty: there is none, or the gemeente has it.

    In: `shown`, the period that a page shows of the gemeente called `name`, '' for none; `limit`: what figures may not
    be after. Empty too of what is not loaded: about the gemeente that says nothing.
    """
    kind: Literal["halfjaar", "jaar"] = "halfjaar" if "H" in shown else "jaar"
    newest = max(
        (each for each in readings.periods_of(indicator, NEDERLAND, kind) if limit.allows(each)), default=""
    )
    if newest <= shown:
        return ""
    figure = readings.read(indicator, code, newest)
    if figure.value is not None or figure.reason == "niet_geladen":
        return ""
    return reasons.sentence(figure.reason, name=name, period=newest, indicator=indicator)


def when(
    readings: Readings, indicator: str, period: str, say: Callable[[str], str] = dutch.period_short
) -> str:
    """Return the period of a figure as it stands in a heading; growth with the year that it is counted from.

    `say`: how the period itself is said, such as dutch.period_heading where there is more room.
    """
    start = _growth_start(readings, period) if indicator in _GROWTHS else ""
    return f"{_since(start)}{say(period)}"


def _since(start: str) -> str:
    return f"rekening {start}-" if start else ""


def _newest(
    readings: Readings, indicator: str, code: str, limit: Limit, beside: tuple[str, ...], half: str
) -> str:
    kind: Literal["halfjaar"] | None = "halfjaar" if half else None
    own = [each for each in readings.periods_of(indicator, code, kind) if limit.allows(each)]
    shared = [
        each for each in own if all(each in readings.periods_of(indicator, other, kind) for other in beside)
    ]
    return shared[-1] if beside and shared else half or (own[-1] if own else "")


def _growth_start(readings: Readings, period: str) -> str:
    years = [int(each) for each in readings.grid.periods(LASTEN) if each.isdecimal()]
    base = growth_base(years, int(period)) if years and period.isdecimal() else 0
    return str(base) if 0 < base < int(period) else ""  # a first year has no growth, and names no years
