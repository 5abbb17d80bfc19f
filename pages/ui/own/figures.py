"""An analyst's own amounts and young people from a file, checked before one of them is shown.

What a gemeente states of itself out of an export of a monitor is no such figure: see `monitor_export`.

A file that is not right is refused as a whole, with a message per row and column, and nothing of it is kept.
What is accepted stays in the visitor's session until it is saved on purpose.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics import dutch
from metrics.comparing.own_figures import FORECAST, KINDS, OwnFigure
from pages.ui.own import amount, heading, sheet
from pages.ui.own.heading import Heading
from pages.ui.own.row import Known, UploadRow
from pages.ui.own.sheet import SheetLine, Upload, UploadError
from pages.ui.own.template import COLUMNS, NAME

TOTAL = re.compile(r"(?:sub|eind)?tota(?:al|len)\b.*|som\b.*|nederland|bron\s*:.*", re.IGNORECASE)
_NAMED = 5


@dataclass(frozen=True)
class Accepted:
    """Figures that passed, and what should be said about them in Dutch."""

    figures: tuple[OwnFigure, ...]
    remarks: tuple[str, ...]


def check(data: bytes, known: Known) -> Accepted:
    """Return the figures in an uploaded CSV or XLSX file; raises UploadError with every problem found.

    Rows without a value are passed over: the template comes with rows to fill in. So are rows of totals, and what
    stands for 'no figure': both are said.
    """
    table = sheet.read(data, COLUMNS)
    head = heading.read(table.header.cells, [line.cells for line in table.lines])
    _check_columns(head, table)
    problems: list[str] = []
    remarks = [*table.remarks, *_unread(head)]
    found: dict[tuple[int, str], OwnFigure] = {}
    passed: list[str] = []
    section: UploadRow | None = None
    for row in _rows(table, head, known):
        typed = row.text("waarde")
        if not typed:
            section = row if row.is_title and not TOTAL.fullmatch(row.first) else section
            continue
        if section is not None:
            problems.append(
                f"Rij {section.number} ('{section.first[:30]}') staat als kopje boven cijfers. Haal het weg, of bewaar "
                "de cijfers eronder als eigen bestand."
            )
            section = None
        total = next((text for text in (row.text("gemeente"), row.first) if TOTAL.fullmatch(text)), "")
        if total:
            passed.append(f"rij {row.number} ({total[:30]})")
        elif amount.is_no_figure(typed):
            passed.append(f"rij {row.number} ('{typed}')")
        else:
            own = row.figure()
            problems += row.problems
            remarks += row.remarks
            if own is not None:
                found[row.number, row.label("waarde")] = own
    passed = list(dict.fromkeys(passed))
    if passed:
        remarks.append(f"Niet gelezen: {_listed(passed)}.")
    problems = [*_titles(table, found), *problems, *_doubles(found, known)]
    if not problems and not found:
        problems.append("Geen enkele rij heeft een waarde.")
    if problems:
        raise UploadError(list(dict.fromkeys(problems)))
    return Accepted(tuple(found.values()), tuple(dict.fromkeys(remarks)))


def _rows(table: Upload, head: Heading, known: Known) -> Iterator[UploadRow]:
    for line in table.lines:
        yield from rows_of(line, head, table.header.cells, known)


def rows_of(line: SheetLine, head: Heading, header: Sequence[str], known: Known) -> Iterator[UploadRow]:
    """Return a row a figure: a line of the file, or a line and column where years or kinds are columns."""
    if not head.amounts:
        yield UploadRow(line, head.at, known, unit=head.unit)
    for n, said in head.amounts.items():
        given = {
            **({"jaar": str(said.year)} if said.year else {}),
            **({"soort": KINDS[said.kind]} if said.kind else {}),
            **({NAME: said.name} if said.name else {}),
        }
        at, unit = {**head.at, "waarde": n}, said.unit or head.unit
        yield UploadRow(line, at, known, unit=unit, label=header[n].strip(), given=given)


def _titles(table: Upload, found: dict[tuple[int, str], OwnFigure]) -> list[str]:
    """Say which titles tell of something else than the whole lasten of a year."""
    forecasts = bool(found) and all(own.kind == FORECAST for own in found.values())
    return [
        f"Er staat '{text[:40]}' bij de tabel. We lezen alleen de hele lasten van een jaar. Klopt het bedrag, haal dan "
        "deze tekst weg."
        for text in table.titles
        if heading.limits(text, forecasts=forecasts)
    ]


def _check_columns(head: Heading, table: Upload) -> None:
    absent = head.absent
    if absent == ("jaar",) and "soort" in head.at and not head.amounts:
        n = head.at["soort"]  # 'Begroting 2024' says the year too
        texts = [line.cells[n] for line in table.lines if n < len(line.cells) and line.cells[n]]
        said = [heading.said_in(text) for text in texts]
        absent = () if texts and all(each is not None and each.year for each in said) else absent
    problems = [f"De kolom '{each}' ontbreekt. Gebruik het voorbeeldbestand." for each in absent]
    problems += [f"De kolom '{each}' staat er twee keer." for each in head.double]
    problems += [
        f"Kolom {sheet.letter(n)} ('{text[:30]}') kan het bedrag opdelen. Geef een rij per gemeente, jaar "
        "en soort, met het hele bedrag, zonder deze kolom."
        for n, text in head.parts
    ]
    if problems:
        raise UploadError(problems)


def _unread(head: Heading) -> list[str]:
    """Say which columns nothing is read of: what stands in them is not kept either."""
    if not head.unread:
        return []
    named = [f"kolom {sheet.letter(n)} ('{text[:30]}')" for n, text in head.unread]
    return [f"Niet gelezen en niet bewaard: {_listed(named)}."]


def _listed(texts: list[str]) -> str:
    more = len(texts) - _NAMED
    return dutch.names(texts) if more <= 0 else f"{', '.join(texts[:_NAMED])} en nog {more}"


def _doubles(found: dict[tuple[int, str], OwnFigure], known: Known) -> list[str]:
    first: dict[tuple[str, int, str, str], int] = {}
    problems = []
    for (number, _), own in found.items():
        before = first.setdefault((own.region, own.year, own.kind, own.name), number)
        if before != number:
            problems.append(
                f"{known.names.name(own.region)}, {own.year} ({own.called}) staat er twee keer in "
                f"(rij {before} en {number})."
            )
    return problems
