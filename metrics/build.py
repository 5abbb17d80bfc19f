"""One build, with everything that follows from it: made once, handed down, never changed.

Whoever needs a figure, a group, the lineage or what the lasten are made of asks the `Build` it was given; nobody asks
"what is current?" again, and nothing is remembered on a module. What is costly (the figures, what they are made of,
the bands) may come ready-made with the build (`Derived`, stored by `loaders.build`); it is the same function either
way, so a stored frame is a cache and never another answer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import catalogue, declared
from metrics import figures as frames
from metrics.catalogue import Computed
from metrics.comparing import ranking
from metrics.comparing.reading import Readings
from metrics.comparing.remarks import TOP_FIFTH, Knowledge
from metrics.costs import composition
from metrics.costs.composition import Composition
from metrics.costs.entered import with_entered
from metrics.costs.source import Source
from metrics.facts import Facts
from metrics.grid import Grid
from metrics.groups.make import Groups
from metrics.groups.value import adds_up
from metrics.income import levels
from metrics.numbers.bands import BandRefusal
from metrics.numbers.relation import Chance
from metrics.places.country import Country
from metrics.places.lineage import Lineage
from metrics.places.names import Names
from metrics.records import Records
from metrics.report import printed as report
from metrics.report.recomputed import recompute
from metrics.use import usual

WIJKTEAM = "wijkteam_aandeel"
_OFFICIAL = (
    "lineage", "names", "country", "amounts", "computed", "bands", "groups", "has_cbs", "printed",
    "readings_of_report", "_official_composition", "_flags", "_chances",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Derived:
    """What follows from the facts and costs time: made when a build is made, and stored in it.

    `figures`: metrics.figures.COLUMNS; `composition`: metrics.costs.composition; `bands`: metrics.use.usual.
    """

    figures: pd.DataFrame
    composition: Composition
    bands: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Build:
    """The facts and records of one version of the figures, and what follows from them.

    `derived`: what was stored with the build; None: it is computed when it is asked for. `entered`: own figures of
    an analyst, as rows of metrics.figures.COLUMNS that stand in place of the official ones (`with_own`).
    """

    facts: Facts
    records: Records
    derived: Derived | None = None
    entered: pd.DataFrame = field(default_factory=frames.empty)

    def with_own(self, entered: pd.DataFrame) -> "Build":
        """Return the build with own figures in place of the official ones; the stored ones stay as they are.

        In: rows of metrics.figures.COLUMNS with source 'eigen opgave', each indicator, region and period at most
        once. What an own figure does not replace stays official.
        """
        made = replace(self, entered=frames.complete(entered))
        # what does not rest on the entered figures is the same object: it is costly, and nobody changes it
        made.__dict__.update({name: getattr(self, name) for name in _OFFICIAL})
        return made

    @cached_property
    def lineage(self) -> Lineage:
        """Who merged into whom."""
        return Lineage(self.facts.mergers, self.facts.regions)

    @cached_property
    def country(self) -> Country:
        """The gemeenten of today and the names of all regions."""
        return Country(self.lineage, self.names)

    @cached_property
    def names(self) -> Names:
        """What regions are called, and which gemeente a name or code means."""
        return Names(self.facts.regions, self.facts.mergers, self.lineage)

    @cached_property
    def amounts(self) -> Source:
        """The amounts and counts that every cost figure is made of, in the division of today."""
        return Source.read(self.facts, self.records)

    @cached_property
    def computed(self) -> pd.DataFrame:
        """Every figure that the loaded sources give (metrics.catalogue.figures), official ones alone."""
        if self.derived:
            return self.derived.figures
        return catalogue.figures(self.facts, self.records, self.amounts)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Every figure, own ones in place of the official: metrics.figures.COLUMNS."""
        if self.entered.empty:
            return self.computed
        keys = ["indicator", "region", "period"]
        replaced = pd.MultiIndex.from_frame(self.computed[keys]).isin(
            pd.MultiIndex.from_frame(self.entered[keys])
        )
        return frames.concat([self.computed[~replaced], self.entered])

    @cached_property
    def income_places(self) -> pd.DataFrame:
        """The income of every gemeente and its place among all of them (metrics.income.levels.distribution)."""
        return levels.distribution(self.facts, "inkomen")

    @cached_property
    def news_at(self) -> Mapping[str, npt.NDArray[np.intp]]:
        """In which rows of `facts.news` the changes of a region stand; under "" those of the sources themselves."""
        found = self.facts.news.groupby("region", observed=True).indices
        return {str(region): np.asarray(rows, dtype=np.intp) for region, rows in found.items()}

    @cached_property
    def printed(self) -> pd.DataFrame:
        """The report's printed figures (metrics.report.printed.figures_of_report)."""
        return report.figures_of_report(self.facts.report_cells)

    @cached_property
    def recomputed(self) -> Computed:
        """Our official figures in the gemeenten of the report (metrics.report.recomputed.recompute)."""
        return recompute(self.facts, self.records)

    @cached_property
    def composition(self) -> Composition:
        """What the cost figures are made of (metrics.costs.composition), own amounts in place of the official."""
        if self.entered.empty or self.facts.finance.empty:
            return self._official_composition
        return with_entered(self._official_composition, self.entered)

    @cached_property
    def _official_composition(self) -> Composition:
        if self.derived:
            return self.derived.composition
        return composition.compose(self.facts, self.records, self.computed, self.amounts)

    @cached_property
    def bands(self) -> pd.DataFrame:
        """Both bands around every share of use (metrics.use.usual)."""
        return self.derived.bands if self.derived else usual.of_build(self.facts)

    @cached_property
    def groups(self) -> Groups:
        """Every group that can be made."""
        return Groups(self.facts, self.records, self.country)

    @cached_property
    def readings(self) -> Readings:
        """Every figure with its own truth."""
        return Readings(Grid(self.figures, self._factors), self._known)

    @cached_property
    def readings_of_report(self) -> Readings:
        """The report's printed figures, each with its own truth."""
        return Readings(Grid(self.printed, self._factors), self._known)

    @property
    def readings_or_report(self) -> Readings:
        """The computed figures; the report's where nothing of CBS is loaded."""
        return self.readings if self.has_cbs else self.readings_of_report

    @cached_property
    def readings_with_report(self) -> Readings:
        """Every figure, the report's for every indicator and period that no loaded source gives."""
        # laid out and let go of: the frame itself is asked for by a download of everything alone
        return Readings(Grid(self._with_report(), self._factors), self._known)

    @cached_property
    def figures_with_report(self) -> pd.DataFrame:
        """Every figure, the report's printed ones for what no loaded source gives (metrics.catalogue)."""
        return self._with_report()

    def _with_report(self) -> pd.DataFrame:
        return catalogue.with_report(self.figures, self.printed)

    @cached_property
    def has_cbs(self) -> bool:
        """True once at least one CBS table is loaded."""
        return bool(self.facts.sources["status"].isin(["loaded", "kept"]).any())

    @cached_property
    def _factors(self) -> Mapping[str, float]:
        return declared.factors(self.records)

    @cached_property
    def _known(self) -> Knowledge:
        return Knowledge(
            lineage=self.lineage,
            leads=self.records.leads,
            name=self.names.name,
            flags=lambda code: self._flags.get(code, ()),
            much_wijkteam=self._much_wijkteam,
            users_n=self._users_n,
            people_n=self._people_n,
            chance=lambda *key: self._chances.get(key),
            adds_up=lambda indicator, period: adds_up(self.readings.grid, indicator, period),
        )

    @cached_property
    def _chances(self) -> Mapping[tuple[str, str, str], Chance]:
        """Between which percentages each share of use lies by chance: (indicator, region, period)."""
        rows = self.bands[self.bands["refusal"] == str(BandRefusal.NONE)]
        columns = ("indicator", "region", "period", "chance_low_pct", "chance_high_pct")
        return {
            (str(indicator), str(region), str(period)): (float(low), float(high))
            for indicator, region, period, low, high in zip(*(rows[name] for name in columns), strict=True)
        }

    @cached_property
    def _flags(self) -> Mapping[str, tuple[tuple[int, str], ...]]:
        """What was booked unlike other years in the accounts of each gemeente: (year, kind of bookings.Flag)."""
        rows = self._official_composition.flags
        rows = rows[rows["statement"] == "jaarrekening"]
        found: dict[str, list[tuple[int, str]]] = {}
        for region, year, kind in zip(rows["region"], rows["year"], rows["kind"], strict=True):
            found.setdefault(str(region), []).append((int(year), str(kind)))
        return {code: tuple(flags) for code, flags in found.items()}

    def _much_wijkteam(self, period: str) -> Collection[str]:
        """Return the gemeenten in the top fifth of help by the wijkteam in a period."""
        return ranking.top(self.readings.grid, WIJKTEAM, period, 0, TOP_FIFTH)

    def _users_n(self, code: str, year: str) -> float | None:
        return self.readings.read("lasten_per_jongere_met_jeugdzorg", code, year).denominator

    def _people_n(self, code: str, year: str) -> float | None:
        known = self._years_of_lasten.get(code)
        if known is None:
            known = self.readings.periods_of("lasten_per_inwoner", code, "jaar")
            self._years_of_lasten[code] = known
        newest = year if year in known else max(known, default=year)
        return self.readings.read("lasten_per_inwoner", code, newest).denominator

    @cached_property
    def _years_of_lasten(self) -> dict[str, tuple[str, ...]]:
        """The years with lasten of each gemeente that was asked for."""
        return {}


def derive(build: Build) -> Derived:
    """Compute what is stored with a build."""
    return Derived(build.computed, build.composition, build.bands)
