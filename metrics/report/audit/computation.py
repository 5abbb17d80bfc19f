"""What recalculating one printed figure gave: the values, what they were made of, and the sentences that
say so.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from metrics.numbers.rounding import Interval

NAN = float("nan")


@dataclass(frozen=True)
class Attempt:
    """One way that was tried to get the printed figure.

    kind 'selectie': another set of gemeenten or another base; 'vergissing': a possible slip in a sheet,
    which is named as possible and never counts as an explanation.
    """

    kind: Literal["selectie", "vergissing"]
    label: str  # Dutch, for the screen
    value: float
    prints: bool


@dataclass(frozen=True)
class Computation:
    """One figure, recalculated.

    `ours`: unrounded; `report_way`: the way the report did it where that differs (whole euros per taakveld,
    weights by users); NaN where there is none. `allowed`: what rounding in the source itself allows (counts
    to five, ties of rounded medians). `made`, `made_report_way`, `differs`: one Dutch sentence each, for
    when ours, only the report's way, or neither prints the figure. `absent`: tables that must be loaded
    first; `gap`: why a loaded table gives no figure. `explained`: a named selection gives the printed
    figure, so the difference has a (derived) explanation. `span`: lowest and highest figure of the
    predecessors, where the gemeente is made of others in that period.
    """

    field: str
    period: str
    sources: tuple[str, ...] = ()
    period_status: str = ""
    ours: float = NAN
    report_way: float = NAN
    allowed: Interval | None = None
    span: Interval | None = None
    made: str = ""
    made_report_way: str = ""
    made_allowed: str = ""
    differs: str = ""
    absent: tuple[str, ...] = ()
    gap: str = ""
    explained: bool = False
    attempts: tuple[Attempt, ...] = ()
    calculation: str = ""  # name of the file in metrics/audit/sql, without .sql
    variables: Mapping[str, str | int] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_made(self) -> bool:
        """Whether there is any value to compare."""
        return self.ours == self.ours or self.report_way == self.report_way
