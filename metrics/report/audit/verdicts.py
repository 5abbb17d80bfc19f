"""The ten verdicts on a printed cell, and which one applies first (methode 26).

Ours and the report's way are two figures; a verdict comes from both.

| verdict | it applies when |
|---|---|
| no_data | a table that gives the figure is not loaded, or the loaded one has no figure there |
| not_open | the report took the figure from a source that is not open data |
| exact | ours, unrounded, prints the same |
| rounding | only the report's rounding or weighing of the same figures does, or rounding in the source allows it |
| selection | only the report's selection of gemeenten does (inferred) |
| misprint | the printed row is impossible by its rounding, and the source has a number that repairs it |
| reclassified | the gemeente is made of others in that period, and the printed figure lies among theirs |
| revised | the report had a preliminary figure, the source has one that is no longer preliminary |
| source_differs | the source gives another figure; what was used, or which selection explains it, is named |
| unexplained | other members were tried and do not give the printed figure |
"""

from collections.abc import Mapping
from typing import Literal, get_args

import pandas as pd

from metrics import dutch
from metrics.numbers.rounding import Interval, round_half_up
from metrics.report import cells
from metrics.report.audit import words
from metrics.report.audit.computation import Computation

Verdict = Literal[
    "no_data",
    "not_open",
    "exact",
    "rounding",
    "selection",
    "misprint",
    "reclassified",
    "revised",
    "source_differs",
    "unexplained",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
# The printed figure comes out: ours, or in the report's own way.
SAME: tuple[Verdict, ...] = ("exact", "rounding", "selection")
ReasonCode = Literal["", "decile_tie"]

# Half-years that were preliminary when the report was written (CBS published 2020H1 in October 2020 as
# preliminary and says that definitive half-year figures come out 5 to 6% higher). CBS's revisions of such half-years
# run from 0 to +12%; another change is no revision (methode 26).
_PRELIMINARY_THEN = (cells.USE_2020, cells.USE_INDEX)
_REVISED_AT_MOST = 0.12
_NO_LONGER_PRELIMINARY = ("definitief", "nader voorlopig")


def decide(
    column: str,
    printed: float,
    cell_status: str,
    made: Computation,
    repairs: pd.DataFrame,
    same_base: bool = True,
) -> Verdict:
    """Return the first verdict that applies to a printed cell.

    In: `made`: the recalculation; `repairs`: the single repairs of its row (metrics.report.repairs.REPAIRS),
    empty where the row is possible; `same_base`: for an index of use, whether its first percentage comes
    out as printed.
    """
    if made.absent:
        return "no_data"
    if cell_status == "other_source":
        return "not_open"
    if made.gap or not made.is_made:
        return "no_data"
    if cells.prints(made.ours, printed, column):
        return "exact"
    if cells.prints(made.rounded, printed, column) or _meets(made.allowed, printed, column):
        return "rounding"
    if made.selected:
        return "selection"
    if _is_misprint(column, made, repairs):
        return "misprint"
    if made.span is not None and made.span.meets(cells.printed_interval(printed, column)):
        return "reclassified"
    if column in _PRELIMINARY_THEN and same_base and _is_revision(made, printed):
        return "revised"
    if made.attempts:
        return "unexplained"
    return "source_differs"


def reason_code(verdict: Verdict, column: str, printed: float, made: Computation) -> ReasonCode:
    """Return which reason the verdict has where it has one of its own; empty for all others."""
    tied = verdict == "source_differs" and _meets(made.tied, printed, column)
    return "decile_tie" if tied else ""


def reason(
    verdict: Verdict, column: str, printed: float, made: Computation, repairs: pd.DataFrame, region_name: str
) -> str:
    """Return one Dutch sentence that says why this verdict, with year, source and amounts."""
    if verdict == "no_data":
        return _no_data(made)
    if verdict == "not_open":
        return made.differs or f"Het rapport nam dit cijfer over uit de jaarrekening van {region_name}."
    if verdict == "exact":
        sentence = made.made
    elif verdict == "rounding":
        by_report = cells.prints(made.rounded, printed, column)
        sentence = made.made_rounded if by_report else made.made_allowed
    elif verdict == "selection":
        sentence = made.made_selected
    elif verdict == "misprint":
        return _misprint(column, printed, made, repairs)
    elif verdict == "reclassified":
        sentence = _reclassified(column, made)
    elif verdict == "revised":
        sentence = f"Het rapport had het voorlopige cijfer over 2020; {words.small(made.made)}."
    elif reason_code(verdict, column, printed, made) == "decile_tie":
        sentence = made.made_tied
    else:
        sentence = made.differs
    if not repairs.empty and verdict in SAME:
        sentence = f"{sentence.removesuffix('.')}; maar dit cijfer past niet bij de andere cijfers in de rij."
    return sentence


def likely_repair(repairs: pd.DataFrame) -> Mapping[str, object] | None:
    """Return the repair that is most likely, or None where none is ahead of the others."""
    likely = repairs[repairs["likely"]]
    return None if likely.empty else {str(key): value for key, value in likely.iloc[0].items()}


def repaired_text(column: str, printed: float, repaired: float) -> str:
    """Say a change: '7,8% in het eerste halfjaar van 2017 is dan 5,8%'."""
    spec = cells.COLUMNS[column]
    old, new = (dutch.value(number, spec.unit, spec.decimals) for number in (printed, repaired))
    where = {
        cells.USE_2017: " in het eerste halfjaar van 2017",
        cells.USE_2020: " in het eerste halfjaar van 2020",
        cells.USE_INDEX: " als index",
    }[column]
    return f"{new} in plaats van {old}{where}"


def _meets(allowed: Interval | None, printed: float, column: str) -> bool:
    return allowed is not None and allowed.meets(cells.printed_interval(printed, column))


def _is_revision(made: Computation, printed: float) -> bool:
    """Say whether the change is what CBS's revisions of provisional half-years are."""
    change = made.ours / printed - 1 if printed else float("nan")
    return made.period_status in _NO_LONGER_PRELIMINARY and 0 < change <= _REVISED_AT_MOST


def _is_misprint(column: str, made: Computation, repairs: pd.DataFrame) -> bool:
    """Say whether the source gives one of the numbers that would repair an impossible row."""
    if repairs.empty:
        return False
    candidates = repairs.loc[repairs["column"] == column, "repaired_value"]
    decimals = cells.COLUMNS[column].decimals
    return bool((candidates.round(decimals) == round_half_up(made.ours, decimals)).any())


def _misprint(column: str, printed: float, made: Computation, repairs: pd.DataFrame) -> str:
    spec = cells.COLUMNS[column]
    shown = dutch.value(printed, spec.unit, spec.decimals)
    source = dutch.value(made.ours, spec.unit, spec.decimals)
    start = f"{shown} past niet bij de andere cijfers in de rij; het CBS geeft {source}"
    likely = likely_repair(repairs)
    if likely is None:
        return f"{start}; welk cijfer in de rij een drukfout is, is hieruit niet af te leiden."
    change = repaired_text(
        str(likely["column"]), float(str(likely["printed_value"])), float(str(likely["repaired_value"]))
    )
    return f"{start}; het waarschijnlijkst is {change} (afgeleid uit de rij{_second(likely)})."


def _second(likely: Mapping[str, object]) -> str:
    fits = likely["second_fits"]
    return " en de verhouding met jeugdhulp in natura tot 18 jaar" if fits is not None and bool(fits) else ""


def _reclassified(column: str, made: Computation) -> str:
    spec = cells.COLUMNS[column]
    low, high = (
        dutch.value(end, spec.unit, spec.decimals) for end in made.span or (float("nan"), float("nan"))
    )
    return (
        f"{made.made.removesuffix('.')}; het gedrukte cijfer ligt tussen die van de voorgangers ({low} tot "
        f"{high}), hoe het rapport ze samennam is niet bekend."
    )


def _no_data(made: Computation) -> str:
    if made.absent:
        tables = dutch.names(list(made.absent))
        kind = "tabel" if len(made.absent) == 1 else "de tabellen"
        return f"Een beheerder laadt {kind} {tables} bij Bronnen en versies."
    return made.gap
