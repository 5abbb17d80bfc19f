"""When the next figures are expected: what the register says of a source, counted from what is loaded. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from metrics import dutch
from metrics.build import Build
from metrics.places.codes import NEDERLAND
from metrics.records import Appearance


@dataclass(frozen=True)
class Next:
    """What comes next of a subject. `due`: the year of its appearance."""

    appearance: Appearance
    newest: str  # the newest period that is loaded
    period: str  # the one after it
    due: int

    def late(self, today: date) -> bool:
        """Say whether it should have appeared by now."""
        return (today.year, today.month) > (self.due, self.appearance.month)


def expected(build: Build) -> tuple[Next, ...]:
    """Return what comes next of every subject in the register of which something is loaded.

    The newest period is that of Nederland, over all figures of the subject.
    """
    known = dict.fromkeys(each for source in build.records.sources for each in source.appears)
    newest: dict[str, str] = {}
    for each in known:
        periods = build.readings.periods_of(
            each.indicator, NEDERLAND, "jaar" if each.of == "jaar" else "halfjaar"
        )
        newest[each.subject] = max([newest.get(each.subject, ""), *periods])
    return tuple(following(known, newest))


def following(known: Iterable[Appearance], newest: Mapping[str, str]) -> list[Next]:
    """Return what comes after the newest period of each subject; a subject without one ('') is left out."""
    found: dict[str, Next] = {}
    for each in known:
        last = newest[each.subject]
        if not last:
            continue
        period = _after(last)
        if each.of == (period[4:] or "jaar"):
            found.setdefault(each.subject, Next(each, last, period, int(period[:4]) + each.years_after))
    return list(found.values())


def _after(period: str) -> str:
    year, half = int(period[:4]), period[4:]
    if half == "H1":
        return f"{year}H2"
    return f"{year + 1}H1" if half else str(year + 1)


def line(coming: Iterable[Next], today: date) -> str:
    """Return in one line when the next figures are expected, or that they may be there; empty for nothing."""
    every = list(coming)
    soon = [f"{_named(one)} {_when(one)}" for one in every if not one.late(today)]
    late = [f"{_named(one)} ({_when(one)})" for one in every if one.late(today)]
    said = []
    if soon:
        said.append(f"Naar verwachting: {dutch.names(soon)}.")
    if late:
        them = "deze cijfers" if len(late) > 1 else "dit cijfer"
        said.append(
            f"Nog niet geladen, maar waarschijnlijk al verschenen: {dutch.names(late)}. Een beheerder kan {them} "
            "laden bij Bronnen en versies."
        )
    return " ".join(said)


def _named(one: Next) -> str:
    if one.appearance.of == "jaar":
        return f"{one.appearance.subject} van {one.period}"
    return f"{one.appearance.subject} over {dutch.moment(one.period)}"


def _when(one: Next) -> str:
    inside = "in " if one.appearance.when.startswith("de ") else ""
    return f"{inside}{one.appearance.when} van {one.due}" if inside else f"{one.appearance.when} {one.due}"
