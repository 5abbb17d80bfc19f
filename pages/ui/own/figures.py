"""An analyst's own figures, checked before one of them is shown.

A file that is not right is refused as a whole, with a message per row and column, and nothing of it is kept.
What is accepted stays in the visitor's session until it is saved on purpose.
"""

from dataclasses import dataclass

from metrics.comparing.own_figures import KINDS, OwnFigure
from pages.ui.own import sheet
from pages.ui.own.row import Known, UploadRow
from pages.ui.own.sheet import SheetLine, UploadError
from pages.ui.own.template import COLUMNS


@dataclass(frozen=True)
class Accepted:
    """Figures that passed, and what should be said about them in Dutch."""

    figures: tuple[OwnFigure, ...]
    remarks: tuple[str, ...]


def check(data: bytes, known: Known) -> Accepted:
    """Return the figures in an uploaded CSV or XLSX file; raises UploadError with every problem found.

    Rows without a value are passed over: the template comes with rows to fill in.
    """
    table = sheet.read(data, COLUMNS)
    at = _columns(table.header)
    problems: list[str] = []
    remarks = list(table.remarks)
    found: dict[int, OwnFigure] = {}
    for line in table.lines:
        row = UploadRow(line, at, known)
        if row.text("waarde"):
            own = row.figure()
            problems += row.problems
            remarks += row.remarks
            if own is not None:
                found[line.number] = own
    problems += _doubles(found, known)
    if not problems and not found:
        problems.append("Geen enkele rij heeft een waarde.")
    if problems:
        raise UploadError(problems)
    return Accepted(tuple(found.values()), tuple(dict.fromkeys(remarks)))


def _columns(header: SheetLine) -> dict[str, int]:
    named = {n: cell.lower() for n, cell in enumerate(header.cells) if cell}
    problems = [
        f"Rij {header.number}, kolom {sheet.letter(n)}: '{cell}' kennen we niet. Haal deze kolom weg."
        for n, cell in named.items()
        if cell not in COLUMNS
    ]
    there = list(named.values())
    problems += [
        f"De kolom '{each}' ontbreekt. Gebruik het voorbeeldbestand." for each in COLUMNS if each not in there
    ]
    problems += [f"De kolom '{each}' staat er twee keer." for each in COLUMNS if there.count(each) > 1]
    if problems:
        raise UploadError(problems)
    return {cell: n for n, cell in named.items()}


def _doubles(found: dict[int, OwnFigure], known: Known) -> list[str]:
    first: dict[tuple[str, int, str], int] = {}
    problems = []
    for number, own in found.items():
        before = first.setdefault((own.region, own.year, own.kind), number)
        if before != number:
            problems.append(
                f"{known.names.name(own.region)}, {own.year} ({KINDS[own.kind]}) staat er twee keer in "
                f"(rij {before} en {number})."
            )
    return problems
