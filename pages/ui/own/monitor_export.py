"""An export of waarstaatjegemeente.nl or of DUO: what a gemeente may state of itself, out of their own tables. Pure.

It gives statements (`monitor`), which stand beside the figures; own amounts and young people come from another kind
of file (`figures`). Nothing is guessed: a subject, a unit or a year that is not said in the file is asked for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from metrics import dutch
from pages.ui.own import amount, heading
from pages.ui.own.monitor import LONGEST_SOURCE, TOPICS, Statement, StatementError
from pages.ui.own.row import Known
from pages.ui.own.sheet import SheetLine, UploadError

_FAR = 20  # lines in which a heading is looked for
_PLACES = frozenset({"gemeente", "gemeenten", "gemeentenaam", "gebied", "gebieden"})
_NUMBER = "gemeentenummer"  # beside the name it is how DUO writes its files
_YEARS = frozenset({"periode", "perioden", "jaar", "jaren", "schooljaar", "studiejaar"})
_SUBJECT, _VALUE = frozenset({"onderwerp", "indicator"}), frozenset({"waarde"})
# What a subject is called there, without its unit -> the topic in percents and the topic as a number; empty: none.
_CALLED: Mapping[str, tuple[str, str]] = {
    "voortijdig schoolverlaters": ("schoolverlaters_deel", "schoolverlaters"),
    "aantal voortijdig schoolverlaters": ("", "schoolverlaters"),
    "percentage voortijdig schoolverlaters": ("schoolverlaters_deel", ""),
    "aantal vsv": ("", "schoolverlaters"),
    "aantal vsv-ers": ("", "schoolverlaters"),
    "kinderen in eenoudergezin": ("eenoudergezin", ""),
    "kinderen in uitkeringsgezin": ("uitkeringsgezin", ""),
    "jongeren met jeugdhulp": ("jeugdhulp_deel", ""),
    "percentage jongeren met jeugdhulp": ("jeugdhulp_deel", ""),
}
_PERCENT = frozenset({"%", "in %", "percentage", "in procenten"})
_COUNT = frozenset({"aantal", "absoluut", "abs", "personen"})
_DUO = "bestand met de kolommen van DUO"
_NO_UNIT = "Is '{}' een aantal of een percentage? Zet '(aantal)' of '(%)' achter de naam van het onderwerp."
_NO_SOURCE = "In het bestand staat geen regel 'Bron:'. Zet onder de cijfers waar ze vandaan komen."
_NO_SUBJECT = "Het onderwerp '{}' kunnen we niet als eigen opgave tonen. We kennen: {}."


@dataclass(frozen=True)
class Stated:
    """What the file states of one gemeente, and what should be said about it in Dutch."""

    statements: tuple[Statement, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Cell:
    number: int  # of the row
    place: str
    year: str
    subject: str
    value: str


def read(lines: Sequence[SheetLine], known: Known, region: str) -> Stated | None:
    """Return what an export states of a gemeente; None where the table is no such export.

    Several rows of one gemeente, year and subject (a row a school) are added up, for numbers alone and only where
    each is known. Raises UploadError with what must be asked or cannot be.
    """
    at = next((n for n, line in enumerate(lines[:_FAR]) if _is_heading(line.cells)), None)
    if at is None:
        return None
    head = [_plain(cell) for cell in lines[at].cells]
    titles = [cell for line in lines[:at] for cell in line.cells if _topics(cell) is not None]
    cells = list(_cells(lines[at + 1 :], lines[at].cells, titles))
    if not any(_topics(cell.subject) is not None for cell in cells):
        return None
    mine = [cell for cell in cells if known.names.resolve(cell.place).code == region]
    if not mine:
        raise UploadError([f"In het bestand staat geen cijfer van {known.names.name(region)}."])
    source = _source(lines) or (_DUO if _NUMBER in head else "")
    if not source:
        raise UploadError([_NO_SOURCE])
    remarks = (
        [] if len(mine) == len(cells) else [f"Gelezen: alleen de cijfers van {known.names.name(region)}."]
    )
    found: dict[tuple[str, int], Statement] = {}
    problems: list[str] = []
    for cell in mine:
        if not cell.value or amount.is_no_figure(cell.value):
            remarks.append(f"Niet gelezen: rij {cell.number}, daar staat geen cijfer.")
            hidden = _topics(cell.subject)
            if _NUMBER in head and hidden is not None:
                problems.append(f"Rij {cell.number}: zonder dit getal is er geen totaal van de gemeente.")
            continue
        try:
            one = _statement(cell, region, source, known.today.year)
            before = found.get((one.topic, one.year))
            if before is not None and TOPICS[one.topic].unit != "aantal":
                raise StatementError("dit percentage staat er twee keer in.")
            found[one.topic, one.year] = (
                one if before is None else replace(one, value=before.value + one.value)
            )
        except StatementError as error:
            problems.append(f"Rij {cell.number}: {error}")
    if not problems and not found:
        problems.append("Geen enkele rij heeft een waarde.")
    if problems:
        raise UploadError(list(dict.fromkeys(problems)))
    return Stated(tuple(found.values()), tuple(dict.fromkeys(remarks)))


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether a row heads an export: a place, and years or a subject, without the column that our own table has."""
    names = {_plain(cell) for cell in cells}
    dated = names & _YEARS or any(heading.year_of(cell) for cell in cells)
    return bool(names & _PLACES and dated and not names & {"soort", "verslagsoort"})


def _cells(lines: Sequence[SheetLine], header: Sequence[str], titles: Sequence[str]) -> Iterator[_Cell]:
    """Return a cell a figure, whichever of the forms the table has."""
    names = [_plain(cell) for cell in header]
    place = next(n for n, name in enumerate(names) if name in _PLACES)
    when, what, value = (_first(names, words) for words in (_YEARS, _SUBJECT, _VALUE))
    years = {n: cell for n, cell in enumerate(header) if heading.year_of(cell)}
    subjects = {n: cell for n, cell in enumerate(header) if _topics(cell) is not None}
    for line in lines:
        cells = [*line.cells, *[""] * (len(header) - len(line.cells))]
        if not cells[place] or re.match(r"bron\s*:", next((c for c in cells if c), ""), re.IGNORECASE):
            continue
        if when is not None and what is not None and value is not None:
            yield _Cell(line.number, cells[place], cells[when], cells[what], cells[value])
        elif when is not None:
            for n, subject in subjects.items():
                yield _Cell(line.number, cells[place], cells[when], subject, cells[n])
        else:
            subject = titles[0] if len(titles) == 1 else ""
            for n, year in years.items():
                yield _Cell(
                    line.number, cells[place], year, cells[what] if what is not None else subject, cells[n]
                )


def _first(names: Sequence[str], words: frozenset[str]) -> int | None:
    return next((n for n, name in enumerate(names) if name in words), None)


def _plain(text: str) -> str:
    return re.sub(r"[\s_]+", " ", text.strip().lower())


def _topics(text: str) -> tuple[str, str] | None:
    """Return the topics that a subject may be, in percents and as a number; None: we know it not."""
    return _CALLED.get(_apart(text)[0])


def _apart(text: str) -> tuple[str, str]:
    """Return a subject and its unit, which stands between brackets."""
    found = re.fullmatch(r"(.*?)\s*[(\[]([^()\[\]]*)[)\]]", _plain(text))
    return (found[1], found[2].strip()) if found else (_plain(text), "")


def _topic(subject: str) -> str:
    name, unit = _apart(subject)
    part, count = _topics(subject) or ("", "")
    fits = {part} if unit in _PERCENT else {count} if unit in _COUNT else set() if unit else {part, count}
    known = fits - {""}
    if len(known) == 1 and (unit or name.startswith(("aantal ", "percentage "))):
        return known.pop()
    if part or count:
        raise StatementError(_NO_UNIT.format(subject[:60]))
    named = dutch.names(sorted({each for each in _CALLED if not each.startswith(("aantal", "percentage"))}))
    raise StatementError(_NO_SUBJECT.format(subject[:60], named))


def _statement(cell: _Cell, region: str, source: str, last_year: int) -> Statement:
    topic, year = _topic(cell.subject), heading.year_of(cell.year)
    if year is None or year > last_year:
        raise StatementError(f"'{cell.year[:30]}' is geen jaar tot en met {last_year}.")
    try:
        number = amount.read(cell.value.removesuffix("%").strip())
    except ValueError as error:
        raise StatementError(
            f"'{cell.value[:30]}' is geen getal. Gebruik een komma voor decimalen."
        ) from error
    return Statement(region, topic, year, number.value, source)


def _source(lines: Sequence[SheetLine]) -> str:
    """Return what stands behind 'Bron:', as far as a statement can hold it; empty where the file has none."""
    for line in lines:
        text = " ".join(cell for cell in line.cells if cell)
        found = re.match(r"bron\s*:\s*(.+)", text, re.IGNORECASE)
        if found:
            return "".join(mark for mark in " ".join(found[1].split()) if mark.isprintable())[:LONGEST_SOURCE]
    return ""
