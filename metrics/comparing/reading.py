"""A figure that carries its own truth: its value, whether it may stand beside others, why not, and what belongs to it.

Sentence, card, table cell, chart point, map, document and command line show a `Reading`; none of them decides anew
whether a figure counts or what must be said. Reasons: metrics.comparing.reasons; remarks: metrics.comparing.remarks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import pandas as pd

from metrics import figures as frames
from metrics.comparing import ranking
from metrics.comparing.reasons import aside, of_break
from metrics.comparing.remarks import Knowledge, Remark, remarks_of
from metrics.figures import BASED, COMPARABLE, ENTERED, ENTERED_MARK, IN_LINE
from metrics.grid import Grid, GridCell
from metrics.groups.value import GroupValue, How, adds_up, group_value
from metrics.numbers.relation import Chance, Relation, relation_as_printed
from metrics.places import breaks
from metrics.places.breaks import RESIDENCE_YEAR
from metrics.places.codes import NEDERLAND

GROUP = "GROEP"  # region code of the figure of a group
OF_REPORT = "rapport"  # what the source of a printed figure begins with
Key = tuple[str, str, str]  # indicator, region, period
_NOBODY: Mapping[str, str] = MappingProxyType({})  # one for all: most readings leave nobody out
# Figures that only a gemeente has: a place among all gemeenten.
_OF_GEMEENTEN = frozenset({"inkomensdeciel", "laag_inkomen_deciel"})


@dataclass(frozen=True, slots=True)  # a build keeps tens of thousands
class Reading:
    """One figure of one place in one period, with all that must be said of it.

    `value` None: no figure, `reason` says why (a code of metrics.comparing.reasons.REASONS). With a value and a
    reason the figure is shown and not compared. Terms are None where missing or not published. `sources`: the
    tables it was made of, as the figures frame has them. Of a group: `used` and `left_out` (member -> cell status).
    `chance`: between which values it lies by chance; None where no count is known.
    """

    indicator: str
    region: str
    period: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    base_numerator: float | None = None
    base_denominator: float | None = None
    cell_status: str = "niet_geladen"
    period_status: str = "onbekend"
    origin: str = "eigen"
    sources: tuple[str, ...] = ()
    reason: str = ""
    used: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=lambda: _NOBODY)
    how: How = "ratio_of_sums"
    chance: Chance | None = None
    _known: Knowledge | None = field(default=None, repr=False, compare=False)
    _remarks: tuple[Remark, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def usable(self) -> bool:
        """Whether the figure may be ranked, added up, coloured and set beside others."""
        return self.value is not None and not self.reason

    @property
    def comparable(self) -> float | None:
        """The value where it may stand beside others; else None."""
        return self.value if self.usable else None

    def stands_to(self, other: float | None, decimals: int) -> Relation | None:
        """Return how this figure stands to that of another place, by the rule of every sentence and count.

        None where one of the two is missing, or this one may not be compared.
        """
        return relation_as_printed(self.comparable, other, decimals, self.chance)

    @property
    def is_provisional(self) -> bool:
        """Whether CBS may still change it."""
        return self.period_status in ("voorlopig", "nader_voorlopig")

    @property
    def is_entered(self) -> bool:
        """Whether it is made of a figure that an analyst entered; of a group: whether a member's is."""
        return any(each.startswith(ENTERED) for each in self.sources)

    @property
    def mark(self) -> str:
        """What stands behind the number wherever it is shown: provisional, entered by hand, or nothing."""
        return ("*" if self.is_provisional else "") + self.entered_mark

    @property
    def entered_mark(self) -> str:
        """The mark of a figure that was entered by hand, alone."""
        return ENTERED_MARK if self.is_entered else ""

    @property
    def aside(self) -> str:
        """What stands behind the number in running text, ` (niet plausibel)`; empty for a plain figure.

        Whose it is (eigen opgave), and why it may not stand beside others though there is a value.
        """
        apart = self.reason if self.value is not None else ""
        return aside(apart, ENTERED if self.is_entered else "")

    @property
    def source(self) -> str:
        """The sources as one text."""
        return ", ".join(dict.fromkeys(each for each in self.sources if each))

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What must be said with this figure, the heaviest first; often nothing. Looked up once."""
        if self._remarks is None:
            said = () if self._known is None or self.value is None else remarks_of(self._known, self)
            object.__setattr__(self, "_remarks", said)
        return self._remarks or ()


class Readings:
    """Every figure of a build as a `Reading`, made when it is asked for and kept.

    `known`: what is known of gemeenten besides their figures; without it (figures made by hand) there are no remarks
    and a break cannot be told from a division over several gemeenten.
    """

    def __init__(self, grid: Grid, known: Knowledge | None = None) -> None:
        """Keep the grid; nothing is read before it is asked for."""
        self.grid, self._known = grid, known
        self._read: dict[Key, Reading] = {}
        self._of_some: dict[tuple[str, str], bool] = {}

    @classmethod
    def of_frame(cls, figures: pd.DataFrame) -> "Readings":
        """Read figures made by hand; columns that lack are missing (metrics.figures.complete)."""
        return cls(Grid(frames.complete(figures)))

    def read(self, indicator: str, region: str, period: str) -> Reading:
        """Return the figure of a region."""
        key = indicator, region, period
        if key not in self._read:
            cell = self.grid.cell(*key)
            self._read[key] = self._absent(key) if cell is None else self._present(key, cell)
        return self._read[key]

    def each(self, rows: pd.DataFrame) -> Iterator[Reading]:
        """Give the reading of every row of a frame with metrics.figures.COLUMNS, in its order; none is kept.

        In: rows of the frame that these readings are made of. The same answers as `read` gives one by one, for who
        wants all of them.
        """
        columns = ("indicator", "region", "period", "value", *frames.TERMS)
        texts = ("cell_status", "period_status", "source", frames.ORIGIN)
        for indicator, region, period, *cells in zip(
            *(rows[name].to_numpy(dtype=object).tolist() for name in (*columns, *texts)), strict=True
        ):
            numbers = [None if number != number else number for number in cells[:5]]
            yield self._present((indicator, region, period), GridCell._make([*numbers, *cells[5:]]))

    def group(
        self, indicator: str, period: str, members: Iterable[str], own: str | None, how: How = "ratio_of_sums"
    ) -> Reading:
        """Return the figure of a group without the gemeente that is compared.

        Raises GroupTooSmallError for fewer than two other members.
        """
        return self.of_group(
            indicator, period, group_value(self.grid, indicator, period, members, how, own=own)
        )

    def of_group(self, indicator: str, period: str, found: GroupValue) -> Reading:
        """Return the figure of a group as a reading."""
        reason = found.reason
        if reason == "niet_geladen":
            reason = self._why_absent((indicator, GROUP, period))
        elif indicator in _OF_GEMEENTEN:
            reason = "niet_van_toepassing"
        added = found.how == "ratio_of_sums" and found.value is not None
        return Reading(
            indicator=indicator,
            region=GROUP,
            period=period,
            value=None if reason else found.value,
            numerator=found.numerator if added else None,
            denominator=found.denominator if added else None,
            cell_status=reason or "ok",
            period_status=found.period_status,
            sources=found.sources,
            reason=reason,
            used=found.used,
            left_out=found.left_out,
            how=found.how,
        )

    def periods_of(
        self, indicator: str, region: str, kind: Literal["jaar", "halfjaar"] | None = None
    ) -> tuple[str, ...]:
        """Return the periods in which a region has a value, in time order; years or half-years where asked."""
        found = self.grid.periods_of(indicator, region)
        if kind is None:
            return found
        return tuple(each for each in found if ("H" in each) == (kind == "halfjaar") and "K" not in each)

    def positions(self, indicator: str, period: str, decimals: int) -> dict[str, ranking.Position]:
        """Return the place of every gemeente among all others, by the rule of the sentences."""
        return ranking.positions(
            self.grid, indicator, period, decimals, lambda code: self.read(indicator, code, period).chance
        )

    def _present(self, key: Key, cell: GridCell) -> Reading:
        indicator, region, period = key
        return Reading(
            indicator,
            region,
            period,
            cell.value,
            cell.numerator,
            cell.denominator,
            cell.base_numerator,
            cell.base_denominator,
            cell.cell_status,
            cell.period_status,
            cell.origin,
            (cell.source,) if cell.source else (),
            self._why(key, cell),
            chance=self._chance(key, cell),
            _known=self._known,
        )

    def _absent(self, key: Key) -> Reading:
        reason = self._why_absent(key)
        return Reading(*key, cell_status=reason, reason=reason)

    def _why(self, key: Key, cell: GridCell) -> str:
        """Return why a row of the figures frame has no figure, or none that may be compared; empty: it may."""
        indicator, region, period = key
        if cell.value is not None:
            if cell.origin not in IN_LINE:
                return "vervallen"
            return "" if cell.cell_status in COMPARABLE else cell.cell_status
        if cell.cell_status == "gebroken":
            return "knik" if self._crosses(indicator, region, period) else "opgesplitst"
        if cell.cell_status not in COMPARABLE and cell.cell_status != "geen_cijfer":
            return cell.cell_status
        if cell.source.startswith(OF_REPORT):
            return "niet_gedrukt"  # CBS was not asked
        if not self._existed(region, period) and not adds_up(self.grid, indicator, period):
            return "bestond_niet"  # where predecessors could be added up, one of them lacks the figure
        lacks_half = cell.numerator is not None and cell.denominator is None
        of_gemeenten = region.startswith("GM") or region == NEDERLAND
        if lacks_half and of_gemeenten and self._divides_by_some(indicator, period):
            return "niet_geladen"  # of Nederland too: it is the sum of the gemeenten that have both
        return (
            "te_weinig_gemeenten" if region == NEDERLAND and indicator in self.grid.factors else "geen_cijfer"
        )

    def _why_absent(self, key: Key) -> str:
        indicator, region, period = key
        if indicator in _OF_GEMEENTEN and not region.startswith("GM"):
            return "niet_van_toepassing"
        if not self.grid.has_any(indicator, period):
            return self._begins(indicator, period) or "niet_geladen"
        if self._existed(region, period) and self._is_of_some(indicator, period):
            return "niet_geladen"  # what is loaded is of some gemeenten only: of this one CBS was not asked
        return "geen_cijfer" if self._existed(region, period) else "bestond_niet"

    def _is_of_some(self, indicator: str, period: str) -> bool:
        """Say whether what is loaded of a period is no table of all gemeenten: the report, or a part of a table.

        A table of CBS has a row for a gemeente of which it gives no figure. So where fewer than half of the gemeenten
        have a row, one without is not in what was loaded, and nothing follows about what CBS gives.
        """
        key = indicator, period
        if key not in self._of_some:
            row = self.grid.row(*key)
            sources = self.grid.sources(row, range(len(self.grid.codes))) if row is not None else ()
            printed = bool(sources) and all(each.startswith(OF_REPORT) for each in sources)
            part = row is not None and 2 * self.grid.gemeenten_n(row) < self.grid.gemeenten_n()
            self._of_some[key] = printed or part
        return self._of_some[key]

    def _divides_by_some(self, indicator: str, period: str) -> bool:
        """Say whether what a figure is divided by is loaded of fewer than half of the gemeenten: part of a table."""
        row = self.grid.row(indicator, period)
        return row is not None and 2 * self.grid.divided_n(row) < self.grid.gemeenten_n()

    def _existed(self, region: str, period: str) -> bool:
        return self._known is None or not region.startswith("GM") or self._known.existed(region, period)

    def _begins(self, indicator: str, period: str) -> str:
        """Return why a figure that needs an earlier year has none in the first year of its series, or after a break.

        Empty: it is not such a year.
        """
        level = frames.LEVEL_OF.get(indicator)
        if level is None or not period.isdecimal() or not self.grid.has_any(level, period):
            return ""
        years = [each for each in self.grid.periods(level) if each.isdecimal()]
        side = [each for each in years if (int(each) >= RESIDENCE_YEAR) == (int(period) >= RESIDENCE_YEAR)]
        if period != min(side, default=""):
            return ""
        return "eerste_jaar" if period == min(years) else "na_knik"

    def _crosses(self, indicator: str, region: str, period: str) -> bool:
        """Say whether a break in counting, and not a divided gemeente, lies between a figure and its base."""
        base = frames.BASE_PERIOD.get(indicator)
        if indicator not in BASED or base is None:
            return False
        if self._known is None:
            return True
        kind: breaks.Kind = "use" if "H" in base else "costs"
        between = breaks.breaks(kind, region, self._known.lineage)
        return of_break(base, period, between) == "knik"

    def _chance(self, key: Key, cell: GridCell) -> Chance | None:
        """Return what chance can do to a share of which the count is known; not to what an analyst entered."""
        if self._known is None or cell.numerator is None or cell.source.startswith(ENTERED):
            return None
        return self._known.chance(*key)
