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

    kind 'selectie': another set of gemeenten; 'basis': another year or statement to set it against; 'vergissing': a
    possible slip in a sheet. Only a selection can make the verdict `selection`.
    """

    kind: Literal["selectie", "basis", "vergissing"]
    label: str  # Dutch, for the screen
    value: float
    prints: bool
    told: str = ""  # what it is called in a sentence, where that is not the label


@dataclass(frozen=True)
class Computation:
    """One figure, recalculated our way and the report's.

    `ours`: ours, unrounded, as every table has it. `rounded`: of the same gemeenten as ours, with the report's
    rounding (whole euros per taakveld) or weights (users). `report_way`: the report's rounding and selection of
    gemeenten together: where several are possible the one that prints the figure. NaN where there is none.
    `allowed`: what rounding in the source itself allows (counts to five). `tied`: the deciles that the order among
    equal values allows. `made`, `made_rounded`, `made_allowed`, `made_selected`, `made_tied`, `differs`: one Dutch
    sentence each, for when ours, the report's rounding, the source's rounding, the report's selection, another order
    of equal values, or none of these prints the figure. `selected`: a selection of the report prints it. `absent`:
    tables that must be loaded first; `gap`: why a loaded table gives no figure. `span`: lowest and highest figure of
    the predecessors, where the gemeente is made of others in that period.
    """

    field: str
    period: str
    sources: tuple[str, ...] = ()
    period_status: str = ""
    ours: float = NAN
    rounded: float = NAN
    report_way: float = NAN
    allowed: Interval | None = None
    tied: Interval | None = None
    span: Interval | None = None
    made: str = ""
    made_rounded: str = ""
    made_allowed: str = ""
    made_selected: str = ""
    made_tied: str = ""
    differs: str = ""
    absent: tuple[str, ...] = ()
    gap: str = ""
    selected: bool = False
    attempts: tuple[Attempt, ...] = ()
    calculation: str = ""  # name of the file in metrics/report/audit/sql, without .sql
    variables: Mapping[str, str | int] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_made(self) -> bool:
        """Whether there is a value of ours to compare."""
        return self.ours == self.ours
