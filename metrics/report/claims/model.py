"""What a statement is judged on: readings, comparisons of readings, and the verdict that follows from them.

No verdict is ever stored. It is worked out from the comparisons each time, and the explanation is written
from the same comparisons, so that neither can contradict the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from metrics import dutch
from metrics.numbers.rounding import round_half_up
from metrics.records import Claim
from metrics.report.claims import words

Role = Literal["kern", "nuance"]
Relation = Literal["lager", "hoger", "gelijk", "niet_hoger", "niet_lager", "ongeveer"]
RELATIONS: tuple[Relation, ...] = ("lager", "hoger", "gelijk", "niet_hoger", "niet_lager", "ongeveer")
Basis = Literal["rapport", "cbs"]

HOLDS = "klopt"
NUANCE = "klopt, met kanttekening"
PARTLY = "klopt deels"
FAILS = "klopt niet met deze cijfers"
UNTESTABLE = "niet te toetsen met open data"
NOT_LOADED = "nog niet geladen"
DOCUMENT = "document"  # a source of another document begins so: what it prints itself
STATED = "uitspraak"  # source of a number that the statement itself names
# Verdict on screen -> code in the address
VERDICTS: Mapping[str, str] = {
    HOLDS: "klopt",
    NUANCE: "kanttekening",
    PARTLY: "deels",
    FAILS: "niet",
    UNTESTABLE: "open",
    NOT_LOADED: "laden",
}


@dataclass(frozen=True)
class Evidenced:
    """One figure that a statement is held against. `value` None: this build has no usable one."""

    label: str
    value: float | None
    unit: str
    source: str  # short: 'rapport tabel 2', the ids of CBS tables, or STATED
    period: str = ""
    decimals: int | None = None

    @property
    def shown(self) -> float | None:
        """The value as it stands on screen, rounded half up: what comparisons use."""
        if self.value is None:
            return None
        places = words.DECIMALS[self.unit] if self.decimals is None else self.decimals
        return round_half_up(self.value, places)

    @property
    def called(self) -> str:
        """Its label; a number that only stands there to be held against has none."""
        return self.label or "vergeleken met"

    @property
    def needs_period(self) -> bool:
        """Whether its period must be said beside the label: it has one that the label does not name."""
        return bool(self.period) and not self.label.endswith(dutch.period(self.period))

    @property
    def text(self) -> str:
        """The value in Dutch; a dash where there is none."""
        return "–" if self.value is None else words.number(self.value, self.unit, self.decimals)


_NOISE = 1e-9  # 8.1 - 7.9 is 0.1999..96 in memory


def compare(a: float, relation: Relation, b: float, band: float = 0.0) -> bool:
    """Say whether a relation holds between two numbers; `band` is the room of 'ongeveer'."""
    if relation == "lager":
        return a < b
    if relation == "hoger":
        return a > b
    if relation == "niet_hoger":
        return a <= b
    if relation == "niet_lager":
        return a >= b
    return abs(a - b) <= (band if relation == "ongeveer" else 0.0) + _NOISE


def sources_of(*parts: Evidenced) -> str:
    """Return the sources of a figure that is made of others, each table once."""
    return ", ".join(dict.fromkeys(each for part in parts for each in part.source.split(", ")))


@dataclass(frozen=True)
class Compare:
    """One comparison of two readings, on the values as shown."""

    what: str  # what is compared, in Dutch: 'Lasten per inwoner in 2019'
    left: Evidenced
    relation: Relation
    right: Evidenced
    role: Role = "kern"
    band: float = 0.0  # for 'ongeveer': how far apart the two may be, in their unit

    @property
    def holds(self) -> bool | None:
        """Whether the comparison holds; None where one of the two is not there."""
        a, b = self.left.shown, self.right.shown
        return None if a is None or b is None else compare(a, self.relation, b, self.band)

    @property
    def holds_n(self) -> int:
        """Number of comparisons that hold."""
        return int(self.holds is True)

    @property
    def readings(self) -> tuple[Evidenced, ...]:
        """The two figures."""
        return (self.left, self.right)


@dataclass(frozen=True)
class Within:
    """Whether a figure lies between two others, ends included; `below` leaves the upper end out."""

    what: str
    left: Evidenced
    low: Evidenced
    high: Evidenced
    role: Role = "kern"
    below: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether the figure lies between; None where one of the three is not there."""
        a, low, high = self.left.shown, self.low.shown, self.high.shown
        if a is None or low is None or high is None:
            return None
        return low <= a and (a < high if self.below else a <= high)

    @property
    def holds_n(self) -> int:
        """Number of comparisons that hold."""
        return int(self.holds is True)

    @property
    def readings(self) -> tuple[Evidenced, ...]:
        """The three figures."""
        return (self.left, self.low, self.high)


@dataclass(frozen=True)
class Count:
    """How many of several comparisons hold, against a number: for 'alle' or 'vier van de zes'."""

    what: str
    parts: tuple[Compare, ...]
    relation: Relation
    expected_n: int
    role: Role = "kern"

    @property
    def holds_n(self) -> int:
        """Number of comparisons that hold."""
        return sum(part.holds_n for part in self.parts)

    @property
    def holds(self) -> bool | None:
        """Whether the number is as stated; None where one of the parts cannot be judged."""
        if not self.parts or any(part.holds is None for part in self.parts):
            return None
        return compare(self.holds_n, self.relation, self.expected_n)

    @property
    def readings(self) -> tuple[Evidenced, ...]:
        """The figures of every part."""
        return tuple(reading for part in self.parts for reading in part.readings)


Check = Compare | Within | Count


@dataclass(frozen=True)
class Finding:
    """What a test found on one basis.

    `reservations` are reasons why a statement that holds, holds with a nuance only (a definition that
    differs, a cause that figures cannot show). `remarks` only inform. `untestable`: open data do not hold
    what is needed, or hold something else than the statement is about; figures may still be shown beside it.
    """

    checks: tuple[Check, ...] = ()
    figures: tuple[Evidenced, ...] = ()
    reservations: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    untestable: bool = False
    missing: tuple[str, ...] = ()  # ids of sources that would bring what is not there

    @property
    def verdict(self) -> str:
        """The verdict that follows from the comparisons (methode 32).

        'klopt niet' only where no comparison holds, also none of those that are counted; 'klopt deels' where some do.
        """
        if self.untestable:
            return UNTESTABLE
        core = [check.holds for check in self.checks if check.role == "kern"]
        if not core or any(holds is None for holds in core):
            return NOT_LOADED
        if not all(core):
            return PARTLY if any(check.holds_n for check in self.checks) else FAILS
        nuances = [check.holds for check in self.checks if check.role == "nuance"]
        return NUANCE if self.reservations or any(holds is False for holds in nuances) else HOLDS

    @property
    def readings(self) -> tuple[Evidenced, ...]:
        """Every figure used or shown, each once, in order."""
        found = [reading for check in self.checks for reading in check.readings]
        return tuple(dict.fromkeys([*found, *self.figures]))

    @property
    def told(self) -> tuple[tuple[str, "Evidenced"], ...]:
        """Every figure with what it is a figure of (empty: its own label says it), each once, in order."""
        found = [(check.what, reading) for check in self.checks for reading in check.readings]
        held = {reading for _, reading in found}
        return tuple(dict.fromkeys([*found, *(("", each) for each in self.figures if each not in held)]))

    @property
    def known_n(self) -> int:
        """Number of comparisons that could be made."""
        return sum(check.holds is not None for check in self.checks)

    @property
    def is_judged(self) -> bool:
        """True where the verdict says something about the statement."""
        return self.verdict not in (UNTESTABLE, NOT_LOADED)


@dataclass(frozen=True)
class Judgement:
    """A statement with its verdict: on what it rests and what the other basis says."""

    claim: Claim
    basis: Basis
    outcome: Finding
    other: Finding | None  # on the report's own figures, where `basis` is 'cbs' and both could be judged
    parts: tuple[str, ...]  # the explanation, a comparison or a remark each
    sources: tuple[str, ...]
    vintage: str

    @property
    def explanation(self) -> str:
        """The explanation as running text."""
        return " ".join(self.parts)

    @property
    def verdict(self) -> str:
        """The verdict on the best basis that is loaded."""
        return self.outcome.verdict
