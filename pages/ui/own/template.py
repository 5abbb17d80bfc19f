"""The shape of own figures: the columns, the workbook that is offered, the text in which they are saved."""

import csv
import io
from collections.abc import Sequence

from metrics.comparing.own_figures import AMOUNTS, KINDS, NAMED, OwnFigure

COLUMNS = ("gemeente", "jaar", "soort", "waarde", "eenheid")
NAME = "naam of datum"  # of a forecast: what tells one from another
OPTIONAL = frozenset({"eenheid"})
UNITS = {"euro": 1, "duizend euro": 1000, "miljoen euro": 1_000_000, "jongeren": 1}
SHEET = "Cijfers"
_LAST_ROW = 500  # as far as the lists to choose from go

_HELP = (
    "Vul op het werkblad Cijfers een rij in voor elk cijfer. Rijen zonder waarde tellen niet mee.",
    "gemeente: de naam of de code, zoals {code}.",
    "jaar: vier cijfers.",
    f"soort: {', '.join(KINDS.values())}.",
    "waarde: de lasten op de taakvelden voor jeugdzorg, of het aantal jongeren. Een getal, geen formule.",
    f"eenheid: {', '.join(UNITS)}.",
    f"{NAME}: alleen bij {' en '.join(KINDS[kind] for kind in NAMED)}. Zo zet u er meer van één jaar in, zoals maart.",
    "Schrijf geen namen of gegevens op waaraan een kind of gezin te herkennen is.",
)


def workbook(code: str, name: str, year: int) -> bytes:
    """Return the workbook to fill in: a row a kind of figure for one gemeente and year, and how to."""
    import xlsxwriter  # 42 modules that a server has no use for before somebody wants a workbook

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, (*COLUMNS, NAME), book.add_format({"bold": True}))
        for number, (kind, title) in enumerate(KINDS.items(), start=1):
            sheet.write_row(number, 0, (name, year, title, "", "euro" if kind in AMOUNTS else "jongeren"))
        sheet.set_column(0, len(COLUMNS), 24)
        for column, options in ((2, list(KINDS.values())), (4, list(UNITS))):
            sheet.data_validation(1, column, _LAST_ROW, column, {"validate": "list", "source": options})
        notes = book.add_worksheet("Uitleg")
        notes.set_column(0, 0, 100)
        for number, line in enumerate(_HELP):
            notes.write(number, 0, line.format(code=code))
    return buffer.getvalue()


def text(own: Sequence[OwnFigure]) -> str:
    """Return own figures as semicolon-separated text with codes, so that what is saved can be read again."""
    named = any(each.name for each in own)
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\n").writerow
    write([*COLUMNS, *([NAME] if named else [])])
    for each in own:
        unit = "euro" if each.kind in AMOUNTS else "jongeren"
        value = f"{each.value:.0f}" if each.value.is_integer() else repr(each.value).replace(".", ",")
        write([each.region, each.year, KINDS[each.kind], value, unit, *([each.name] if named else [])])
    return out.getvalue()
