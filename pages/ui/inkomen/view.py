"""What *Inkomen en lage inkomens* shows of a comparison: deciles, the figures beneath them, and all gemeenten. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from metrics.comparing import ranking
from metrics.comparing.ranking import Position
from metrics.comparing.reading import Reading, Readings
from metrics.comparing.remarks import Remark, together
from metrics.notes import Shown
from metrics.places.codes import NEDERLAND
from pages.ui.site.visiting.choosing import Chosen


@dataclass(frozen=True)
class IncomeFigure:
    """One figure on income: how it is called in a table, and in a sentence after 'voor' or 'was'."""

    indicator: str
    heading: str
    words: str
    unit: str
    decimals: int


DECILES = (  # in the order of LEVELS, of which they are made
    IncomeFigure("inkomensdeciel", "Inkomen, deciel", "inkomen", "deciel", 0),
    IncomeFigure(
        "laag_inkomen_deciel",
        "Kinderen met een laag inkomen, deciel",
        "kinderen met een laag inkomen",
        "deciel",
        0,
    ),
)
LEVELS = (
    IncomeFigure(
        "mediaan_inkomen",
        "Middelste inkomen van huishoudens",
        "het middelste inkomen van huishoudens",
        "eur",
        0,
    ),
    IncomeFigure(
        "kinderen_laag_inkomen",
        "Kinderen in een huishouden met een laag inkomen",
        "het deel van de kinderen in een huishouden met een laag inkomen",
        "pct",
        1,
    ),
)
Places = Mapping[str, Position]


@dataclass(frozen=True)
class IncomeView:
    """A comparison and all gemeenten around it. `all_of`: of an indicator, period and decimals, everybody's place."""

    chosen: Chosen
    readings: Readings
    names: Callable[[str], str]
    all_of: Callable[[str, str, int], Places]

    @property
    def period(self) -> str:
        """The year of the deciles."""
        return self.chosen.income_period

    @property
    def shown(self) -> Shown:
        """Which figures the page shows of whom it compares, each with its periods."""
        return {one.indicator: {self.period, self.newest(one.indicator)} for one in (*DECILES, *LEVELS)}

    def own(self, indicator: str, period: str = "") -> Reading:
        """Return a figure of the chosen gemeente; default: in the year of the deciles."""
        return self.chosen.cost.own_figure(indicator, period or self.period)

    def newest(self, indicator: str) -> str:
        """Return the newest year in which any gemeente has a figure; empty: it is not loaded."""
        return max(self.readings.grid.known_periods(indicator), default="")

    def everyone(self, indicator: str, period: str) -> Mapping[str, float]:
        """Return the figure of every gemeente of today that may be compared, by code."""
        return ranking.comparable(self.readings.grid, indicator, period)

    def sources(self, indicator: str, period: str) -> tuple[str, ...]:
        """Return what the figures of `everyone` were made of, each source once."""
        grid = self.readings.grid
        row = grid.row(indicator, period)
        return () if row is None else grid.sources(row, grid.columns(self.everyone(indicator, period)))

    def country(self, indicator: str, period: str) -> float | None:
        """Return the figure of Nederland where it may be compared."""
        return self.readings.read(indicator, NEDERLAND, period).comparable

    def remarks(self) -> tuple[Remark, ...]:
        """Return what must be said with the figures of the chosen gemeente on this page, the heaviest first."""
        return together(self._shown())

    def _shown(self) -> Iterable[Reading]:
        chosen = self.chosen
        yield from (self.own(one.indicator) for one in (*DECILES, *LEVELS))
        yield chosen.cost.own_figure("lasten_per_inwoner", chosen.year)
        yield chosen.use.own_figure(chosen.used.indicator, chosen.end)
