"""Which measure of use speaks first: the one with the newest figure; an older one is said second. Pure.

'Jeugdhulp zonder verblijf' (young people under 23) is the report's measure; 'jeugdhulp in natura' (under 18) counts
other young people and goes on in years in which the first is not loaded or not published.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.comparing.reading import Readings
from metrics.places.breaks import Break, segments

WITHOUT_STAY, NATURA = "zonder_verblijf", "natura_jeugdhulp"
MEASURES = (WITHOUT_STAY, NATURA)  # of two with the same newest half-year the first leads
ENOUGH_FOR_A_LINE = 4  # half-years; with fewer, two moments are set beside each other


@dataclass(frozen=True)
class Run:
    """A measure of use with the first and last half-year that may be compared: no break lies between them."""

    indicator: str
    start: str
    end: str


@dataclass(frozen=True)
class Limit:
    """What figures may not be after: `year`, and `half` where half-years may be of another year. Empty: nothing.

    With the report as source lasten are of 2019 and use is of 2020H1, as it prints them beside each other.
    """

    year: str = ""
    half: str = ""

    def __bool__(self) -> bool:
        return bool(self.year)

    def allows(self, period: str) -> bool:
        """Say whether a period (`2019`, `2020H1`) is not after it."""
        if not self.year:
            return True
        return period <= self.half if self.half and "H" in period else period[:4] <= self.year


NO_LIMIT = Limit()


def runs(
    readings: Readings, region: str, between: Iterable[Break], limit: Limit = NO_LIMIT
) -> tuple[Run, ...]:
    """Return the measures that a region has, the newest first: at most one that leads and one that is older.

    `limit`: what figures may not be after. A measure with an equally new figure is not older and
    is left out. Empty where the region has no figure of use at all.
    """
    cuts = tuple(between)
    found = []
    for indicator in MEASURES:
        halves = [each for each in readings.periods_of(indicator, region, "halfjaar") if limit.allows(each)]
        if halves:
            last = segments(halves, cuts)[-1]
            found.append(Run(indicator, last[0], last[-1]))
    ordered = sorted(found, key=lambda run: run.end, reverse=True)
    return tuple(run for run in ordered if run is ordered[0] or run.end < ordered[0].end)
