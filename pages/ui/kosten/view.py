"""What *Begroting en rekening* shows: a gemeente, a year and a statement, with the figures behind them. Pure."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from metrics import dutch
from metrics.build import Build
from metrics.comparing import reasons
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.comparing.reading import GROUP, Reading, Readings
from metrics.comparing.remarks import Remark, together
from metrics.comparing.sentences import remarks as remark_words
from metrics.notes import Shown
from metrics.places.breaks import Break, breaks
from metrics.places.codes import NEDERLAND
from metrics.places.lineage import Broken
from metrics.records import Records

STATEMENTS: Mapping[str, str] = {"jaarrekening": "Jaarrekening", "begroting": "Begroting"}
# Statement -> its level: the same figure that every page shows.
LEVELS: Mapping[str, str] = {"jaarrekening": "lasten_per_inwoner", "begroting": "begroting_per_inwoner"}
NET = "lasten_min_baten_per_inwoner"
PER_USER, PER_YOUNG, TEAM = (
    "lasten_per_jongere_met_jeugdzorg",
    "lasten_per_jongere_tot_18",
    "wijkteam_aandeel",
)
GROWTH, GROWTH_WIDE = "groei_lasten_per_inwoner", "groei_lasten_breed_per_inwoner"
# The figures that stand on the page, through all years.
SHOWN: Shown = dict.fromkeys(
    (*LEVELS.values(), NET, GROWTH, GROWTH_WIDE, "index_rapport", PER_USER, PER_YOUNG, TEAM)
)
WHAT = "Alleen jeugdzorg, zonder wijkteam en toegang. Inkomsten zijn niet afgetrokken."
_FEW_TABLES = 4  # a longer row of Iv3 tables is named from first to last


@dataclass(frozen=True)
class CostView:
    """A gemeente of today, a year and a statement, and the build they come from.

    `names`: of regions by code. `cite` makes the source line of the sources of readings. `members`: of the group that
    is compared with.
    """

    code: str
    name: str
    year: int
    statement: str
    build: Build
    names: Mapping[str, str]
    cite: Callable[[Iterable[str]], str]
    members: tuple[str, ...] = ()

    @cached_property
    def beside_group(self) -> Comparison | None:
        """The gemeente beside its group as one; None without a group."""
        if not self.members:
            return None
        group = Place(GROUP, "Groep", "group")
        return Comparison(places_of(self.code, self.members, self.names, before=(group,)), self.readings)

    @cached_property
    def beside_country(self) -> Comparison:
        """The gemeente beside its group as one and Nederland."""
        country = Place(NEDERLAND, "Nederland", "nederland")
        group = (Place(GROUP, "Groep", "group"),) if self.members else ()
        return Comparison(
            places_of(
                self.code, self.members, {**self.names, self.code: self.name}, before=(*group, country)
            ),
            self.readings,
        )

    @property
    def readings(self) -> Readings:
        """Every figure with its own truth."""
        return self.build.readings

    @property
    def records(self) -> Records:
        """The records that ship with the product."""
        return self.build.records

    @property
    def what(self) -> str:
        """The statement as it stands in running text: `rekening` or `begroting`."""
        return "rekening" if self.statement == "jaarrekening" else "begroting"

    def read(self, indicator: str, region: str = "", year: int | None = None) -> Reading:
        """Return a figure of the gemeente (default) or another region; default: in the year on screen."""
        return self.readings.read(indicator, region or self.code, str(self.year if year is None else year))

    def level(self, year: int | None = None, statement: str = "", region: str = "") -> Reading:
        """Return lasten per inwoner of a year and statement; default: those on screen, of the gemeente."""
        return self.read(LEVELS[statement or self.statement], region, year)

    def called(self, year: int, statement: str) -> str:
        """Return what the figure of a year is called, with the words for one that an analyst entered."""
        mark = self.level(year, statement).aside
        return f"{'Begroting' if statement == 'begroting' else 'Rekening'} {year}{mark}"

    def years(self, statement: str = "") -> list[int]:
        """Return the years in which the gemeente has this statement, oldest first."""
        return years_of(self.readings, self.code, statement or self.statement)

    @cached_property
    def all_years(self) -> list[int]:
        """The years in which the gemeente has a begroting or a rekening, oldest first."""
        return sorted({year for statement in STATEMENTS for year in self.years(statement)})

    def why(self, figure: Reading) -> str:
        """Say why a figure is not there or may not be compared; empty where neither."""
        name = self.names.get(figure.region, figure.region) if figure.region != self.code else self.name
        return reasons.sentence(figure.reason, name=name, period=figure.period, indicator=figure.indicator)

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """The breaks in the lasten of the gemeente, in time order."""
        return breaks("costs", self.code, self.build.lineage)

    def frame(self, name: str) -> pd.DataFrame:
        """Return the rows of the gemeente in a frame of metrics.costs.composition."""
        return self.build.composition.of(name, self.code)

    @cached_property
    def index_rows(self) -> Mapping[tuple[str, int, int], Mapping[Hashable, Any]]:
        """The index of the gemeente and of Nederland taken apart, by region and pair of years."""
        return {
            (region, int(row["base_year"]), int(row["end_year"])): row
            for region in (self.code, NEDERLAND)
            for row in self.build.composition.of("index", region).to_dict("records")
        }

    @property
    def candidates(self) -> tuple[tuple[str, ...], ...]:
        """Whose accounts can make up the figure on screen: of all predecessors together, or of the code alone."""
        parts = self.build.lineage.predecessors(self.code, self.year)
        own = (self.code,)
        return (own,) if isinstance(parts, Broken) or parts == own else (parts, own)

    @cached_property
    def former(self) -> tuple[str, ...]:
        """The codes under which the gemeente, or one it was made of, ever delivered; its own first."""
        found = [self.code]
        for year in self.all_years:
            parts = self.build.lineage.predecessors(self.code, year)
            found += () if isinstance(parts, Broken) else parts
        return tuple(dict.fromkeys(found))

    def source_of(self, *figures: Reading) -> str:
        """Return the source line of figures."""
        line = self.cite([source for figure in figures for source in figure.sources])
        return shortened(line, [entry.source_id for entry in self.records.sources if entry.kind == "finance"])

    @cached_property
    def source(self) -> str:
        """The source line of every begroting and rekening of the gemeente."""
        return self.source_of(*(self.level(year, name) for name in STATEMENTS for year in self.years(name)))


def years_of(readings: Readings, code: str, statement: str) -> list[int]:
    """Return the years in which a gemeente has a statement, oldest first."""
    return [int(year) for year in readings.periods_of(LEVELS[statement], code, "jaar")]


def shortened(line: str, iv3: Sequence[str]) -> str:
    """Return a source line in which a row of Iv3 tables (`iv3`: their ids) is named as first to last."""
    tables = [each for each in sorted(iv3) if each in line]
    if len(tables) < _FEW_TABLES:
        return line
    return line.replace(", ".join(tables), f"{tables[0]} tot en met {tables[-1]} (Iv3)")


def title(view: CostView) -> str:
    """Return the title of the page: the figure on screen with its year, gemeente and statement."""
    value = view.level().value
    if value is None:
        return f"Van {view.name} is er over {view.year} geen bruikbare {view.what}"
    shown = dutch.euro(value)
    whose = view.level().aside
    if view.statement == "begroting":
        return f"Voor {view.year} begrootte {view.name} {shown} per inwoner voor jeugdzorg{whose}"
    return (
        f"In {view.year} waren de lasten voor jeugdzorg {dutch.inside(view.name)} {shown} per inwoner{whose}"
    )


def remarks(view: CostView) -> tuple[Remark, ...]:
    """Return what must be said with the figures of the year on screen, the heaviest first."""
    shown = [view.level(), *(view.read(indicator) for indicator in (PER_USER, PER_YOUNG, TEAM))]
    return together(shown)


def warnings(view: CostView) -> tuple[str, ...]:
    """Return the remarks that change how the figure may be used; first why there is none."""
    heavy = remark_words.weighty(remarks(view))
    missing = (view.why(view.level()),) if view.level().value is None else ()
    return (*missing, *(remark_words.text(each, view.records) for each in heavy))


def notes(view: CostView) -> tuple[str, ...]:
    """Return the other remarks: what a reader must know."""
    found = remarks(view)
    heavy = remark_words.weighty(found)
    return tuple(remark_words.text(each, view.records) for each in found if each not in heavy)


def total_text(amount_eur: float) -> str:
    """Write a total of a gemeente: in millions with one decimal, a smaller one in full."""
    is_small = abs(amount_eur) < 1e6
    return dutch.euro(amount_eur) if is_small else f"{dutch.euro(amount_eur / 1e6, 1)}{dutch.NBSP}miljoen"
