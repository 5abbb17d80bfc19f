"""Uploads as they come from real desks: each gives the right figures, or the question or refusal that fits that file.

The files are written here, made up, and never a figure comes out that the file does not mean.
"""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from metrics.comparing.own_figures import OwnFigure
from pages.ui.own import figures
from pages.ui.own.row import Known
from pages.ui.own.sheet import UploadError
from tests.metrics.build_facts import names, observations

NAMES = {
    "GM0150": "Deventer", "GM0193": "Zwolle", "GM0344": "Utrecht", "GM0518": "'s-Gravenhage", "GM0373": "Bergen (NH.)",
    "GM0893": "Bergen (L.)",
}  # fmt: skip
OFFICIAL = pd.DataFrame(
    [("lasten_per_inwoner", "GM0150", "2023", 350.1, 35_988_000.0, 102_781.0)],
    columns=["indicator", "region", "period", "value", "numerator", "denominator"],
).assign(period_status="definitief", cell_status="ok", source="45063NED")
PEOPLE = observations(
    [
        ("inwoners_n", "GM0150", "2024", 103_405.0),
        ("inwoners_n", "GM0193", "2024", 132_000.0),
        ("inwoners_n", "GM0344", "2024", 374_000.0),
        ("inwoners_n", "GM0518", "2024", 566_000.0),
    ]
)
KNOWN = Known(names(NAMES), OFFICIAL, PEOPLE, date(2026, 11, 28))
Cells = Sequence[Sequence[object]]


def book(*rows: Sequence[object], other: Cells = (), title: str = "Blad1") -> bytes:
    """Return a workbook: the rows on one sheet, and `other` on a sheet before it."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    first = made.create_sheet(title)
    for row in rows:
        first.append(list(row))
    if other:
        sheet = made.create_sheet("Toelichting", 0)
        for row in other:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, change: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook after a change that people make by hand in its first sheet."""
    made = openpyxl.load_workbook(io.BytesIO(data))
    change(made.worksheets[0])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def text(*lines: str, encoding: str = "utf-8") -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def accounts(value: float, region: str = "GM0150", year: int = 2024, kind: str = "jaarrekening") -> OwnFigure:
    return OwnFigure(region, year, kind, value)


class Messy(NamedTuple):
    """A file, the figures it means, and what must be said: remarks with figures, else problems."""

    data: bytes
    figures: tuple[OwnFigure, ...] = ()
    said: tuple[str, ...] = ()

    def is_read_as_meant(self) -> None:
        """Check that the file gives its figures, or none, and that all that must be said is said."""
        found: tuple[OwnFigure, ...] = ()
        try:
            accepted = figures.check(self.data, KNOWN)
            found, told = accepted.figures, " ".join(accepted.remarks)
        except UploadError as error:
            told = " ".join(error.problems)
        assert found == self.figures, told
        for part in self.said:
            assert part in told


HEADER = "gemeente;jaar;soort;waarde;eenheid"
UPLOADS: dict[str, Messy] = {
    "a title, a blank line and a total row with a formula": Messy(
        book(
            ["Jaarstukken jeugd, concept"], [], ["Gemeente", "Boekjaar", "Soort", "Bedrag", "Eenheid"],
            ["Deventer", 2024, "Jaarrekening", 46_000_000, "euro"],
            ["Zwolle", 2024, "Jaarrekening", 60_500_000, "euro"],
            ["Totaal", None, None, "=SUM(D4:D5)", None],
        ),
        (accounts(46_000_000), accounts(60_500_000, "GM0193")),
        ("Niet gelezen: rij 6 (Totaal).",),
    ),
    "EUR before and ,- behind": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;EUR 46.000.000,-;"), (accounts(46_000_000),)
    ),
    "SAP minus": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;46.000.000,00-;euro"),
        said=("Rij 2, kolom waarde: '46.000.000,00-' is lager dan 0.",),
    ),
    "n.v.t. where there is no figure": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;46.000.000;euro", "Zwolle;2024;jaarrekening;n.v.t.;euro"),
        (accounts(46_000_000),),
        ("Niet gelezen: rij 3 ('n.v.t.').",),
    ),
    "extra columns of a bookkeeping program": Messy(
        book(
            ["Administratie", "Gemeente", "Jaar", "Volgnummer", "Soort", "Bedrag", "Eenheid", "Opmerking"],
            ["G100", "Deventer", 2024, 6_720_100, "jaarrekening", 46_000_000.0, "euro", "concept"],
        ),
        (accounts(46_000_000),),
        ("kolom A ('Administratie'), kolom D ('Volgnummer') en kolom H ('Opmerking')",),
    ),
    "CBS's own names and periods, in thousands": Messy(
        text(
            '"Verslagsoort";"Regio\'s";"Perioden";"Lasten (1 000 euro)"',
            '"Jaarrekening";"\'s-Gravenhage (gemeente)";"2024JJ00";"210000"',
            '"Jaarrekening";"Utrecht (gemeente)";"2024*";"141500"',
            '"Jaarrekening";"Nederland";"2024JJ00";"6500000"',
        ),
        (accounts(210_000_000, "GM0518"), accounts(141_500_000, "GM0344")),
        ("Niet gelezen: rij 4 (Nederland).",),
    ),
    "years as columns": Messy(
        book(
            ["Gemeente", "Soort", "Eenheid", 2023, 2024, 2025],
            ["Deventer", "jaarrekening", "duizend euro", 36_000, 46_000, None],
            ["Deventer", "begroting", "duizend euro", None, 41_500, "n.v.t."],
        ),
        (accounts(36_000_000, year=2023), accounts(46_000_000), accounts(41_500_000, kind="begroting")),
    ),
    "years as columns with a wrong cell": Messy(
        book(["Gemeente", "Soort", "Eenheid", 2023, 2024], ["Deventer", "jaarrekening", "euro", 36_000_000, "46 mio"]),
        said=("Rij 2, kolom 2024: '46 mio' is geen getal. Gebruik een komma voor decimalen.",),
    ),
    "a total row that somebody called Eindtotaal, and a source line": Messy(
        text(HEADER, "Deventer;2024;begroting;44000;duizend euro", "Eindtotaal;;;44000;", "Bron: eigen begroting;;;1;"),
        (accounts(44_000_000, kind="begroting"),),
        ("Niet gelezen: rij 3 (Eindtotaal) en rij 4 (Bron: eigen begroting).",),
    ),
    "no unit anywhere": Messy(
        text("gemeente;jaar;soort;waarde", "Deventer;2024;jaarrekening;46.000"),
        said=("Rij 2, kolom waarde: is '46.000' in euro of in duizend euro?",),
    ),
    "thousands under 'euro'": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;46.000;euro"),
        said=("Rij 2, kolom waarde: dit bedrag lijkt in duizenden euro's te staan.",),
    ),
    "millions under 'euro'": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;46,2;euro"),
        said=("Rij 2, kolom waarde: '46,2' euro is te weinig voor Deventer. Staat het in miljoenen?",),
    ),
    "millions that say so": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;46,2;mln euro"), (accounts(46_200_000),)
    ),
    "a point that can be read in two ways": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;46.200;miljoen euro"),
        said=("Rij 2, kolom waarde: is '46.200' 46200 of 46,200? Schrijf het zonder punt.",),
    ),
    "which Bergen": Messy(
        text(HEADER, "Bergen;2024;jaarrekening;9.000.000;euro"),
        said=("Rij 2: 'Bergen' kennen we niet. Bedoelt u Bergen (L.) of Bergen (NH.)?",),
    ),
    "more young people than inhabitants": Messy(
        text(HEADER, "Deventer;2024;jongeren met jeugdzorg;250.000;jongeren"),
        said=("Rij 2, kolom waarde: 250.000 jongeren kan niet: Deventer heeft 103.405 inwoners.",),
    ),
    "over 3,000 euro for each inhabitant": Messy(
        text(HEADER, "Deventer;2024;begroting;460.000.000;euro"),
        said=("Rij 2, kolom waarde: dit is €\xa04.449 per inwoner van Deventer. Meer dan €\xa03.000 per inwoner",),
    ),
    "a year to come": Messy(
        text(HEADER, "Deventer;2027;jaarrekening;46.000.000;euro"),
        said=("Rij 2, kolom jaar: jaarrekening over 2027 kan er nog niet zijn: het is nu 2026.",),
    ),
    "zero for 'we do not know'": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;46.000.000;euro", "Zwolle;2024;jaarrekening;0;euro"),
        said=("Rij 3, kolom waarde: 0 is hier geen cijfer. Laat de cel leeg waar u het cijfer niet hebt.",),
    ),
    "an English spreadsheet": Messy(
        text("gemeente,jaar,soort,waarde,eenheid", 'Deventer,2024,jaarrekening,"46,000,000",euro'),
        said=("Rij 2, kolom waarde: '46,000,000' is geen getal.",),
    ),
    "Windows text, tabs, counts with a heading of their own": Messy(
        text("Aantal jongeren 2024", "Gemeente\tJaar\tSoort\tAantal", "Den Haag\t2024\tjongeren met jeugdzorg\t12.345",
             encoding="cp1252"),
        (accounts(12_345, "GM0518", kind="jongeren_met_jeugdzorg"),),
    ),
    "a figure on a second sheet behind an explanation": Messy(
        book(
            ["Naam gemeente", "Jaar", "Soort", "Bedrag (x € 1.000)"], ["GM0150", 2024, "rekening", 46_000.5],
            other=[["Dit werkboek is gemaakt door team Control"], ["Vragen: zie intranet"]],
        ),
        (accounts(46_000_500),),
        ("Gelezen: werkblad Blad1.",),
    ),
    "the same figure twice under two names": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;46.000.000;euro", "GM0150;2024;rekening;46.100.000;euro"),
        said=("Deventer, 2024 (jaarrekening) staat er twee keer in (rij 2 en 3).",),
    ),
    "a table without the kind of figure": Messy(
        text("Gemeente;2023;2024", "Deventer;36.000.000;46.000.000"),
        said=("De kolom 'soort' ontbreekt. Gebruik het voorbeeldbestand.",),
    ),
    "lasten of a million times too many": Messy(
        text(HEADER, "Deventer;2023;jaarrekening;35.988.000;duizend euro"),
        said=("Rij 2, kolom eenheid: dit bedrag is ongeveer duizend keer zo hoog als in Iv3. Staat het in euro?",),
    ),
    "merged cells, which leave the gemeente of the second row empty": Messy(
        changed(
            book(
                ["Gemeente", "Jaar", "Soort", "Bedrag", "Eenheid"],
                ["Deventer", 2023, "jaarrekening", 36_000_000, "euro"],
                [None, 2024, "jaarrekening", 46_000_000, "euro"],
            ),
            lambda sheet: sheet.merge_cells("A2:A3"),
        ),
        said=("Rij 3, kolom gemeente: deze cel is leeg. Vul in elke rij de gemeente in, zonder samengevoegde cellen.",),
    ),
    "one taakveld of the two, which is not the lasten of a gemeente": Messy(
        text("gemeente;jaar;soort;taakveld;waarde;eenheid", "Deventer;2024;jaarrekening;6.72;30.000.000;euro"),
        said=("Kolom D ('taakveld') kan het bedrag opdelen.",),
    ),
    "taakvelden with a subtotal under them": Messy(
        book(
            ["Gemeente", "Jaar", "Soort", "Taakveld/balanspost", "Bedrag", "Eenheid"],
            ["Deventer", 2024, "jaarrekening", "6.72", 30_000_000, "euro"],
            ["Deventer", 2024, "jaarrekening", "6.82", 16_000_000, "euro"],
            ["Deventer", 2024, "jaarrekening", "Subtotaal", 46_000_000, "euro"],
        ),
        said=("Kolom D ('Taakveld/balanspost') kan het bedrag opdelen.",),
    ),
    "one month of the year": Messy(
        text("gemeente;jaar;maand;soort;waarde;eenheid", "Deventer;2024;12;jaarrekening;30.000.000;euro"),
        said=("Kolom C ('maand') kan het bedrag opdelen.",),
    ),
    "lasten, baten and saldo beside each other": Messy(
        text(
            "gemeente;jaar;soort;lasten;baten;saldo;eenheid",
            "Deventer;2024;jaarrekening;46.000.000;1.000.000;45.000.000;euro",
        ),
        (accounts(46_000_000),),
        ("Niet gelezen en niet bewaard: kolom E ('baten') en kolom F ('saldo').",),
    ),
    "lasten below zero, with the minus of a word processor": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;\u221246.000.000;euro"),
        said=("Rij 2, kolom waarde: '\u221246.000.000' is geen getal.",),
    ),
    "lasten below zero, between brackets": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;(46.000.000);euro"),
        said=("Rij 2, kolom waarde: '(46.000.000)' is geen getal.",),
    ),
    "begroting and rekening on two sheets": Messy(
        book(
            ["Gemeente", "Jaar", "Soort", "Bedrag", "Eenheid"], ["Deventer", 2024, "jaarrekening", 46_000_000, "euro"],
            other=[
                ["Gemeente", "Jaar", "Soort", "Bedrag", "Eenheid"], ["Deventer", 2024, "begroting", 41_000_000, "euro"]
            ],
            title="Rekening",
        ),
        said=("Meer werkbladen hebben cijfers: Toelichting, Rekening. Bewaar er een als eigen bestand.",),
    ),
    "a share of young people as a percentage": Messy(
        text(HEADER, "Deventer;2024;jongeren met jeugdzorg;11,2;%"),
        said=("Rij 2, kolom eenheid: '%' kennen we niet.",),
    ),
    "a year in the title only": Messy(
        text("Jaarrekening 2024;;;", "gemeente;soort;waarde;eenheid", "Deventer;jaarrekening;46.000.000;euro"),
        said=("De kolom 'jaar' ontbreekt.",),
    ),
    "a date where the year is asked": Messy(
        book(
            ["Gemeente", "Jaar", "Soort", "Bedrag", "Eenheid"],
            ["Deventer", datetime(2024, 12, 31), "jaarrekening", 46_000_000, "euro"],
        ),
        said=("Rij 2, kolom jaar: '2024-12-31 00:00:00' is geen jaar vanaf 2015.",),
    ),
    "blanks that do not break, wide and thin": Messy(
        text(HEADER, "Deventer\u00a0;2024\u00a0;jaarrekening;46\u202f000\u00a0000;euro"), (accounts(46_000_000),)
    ),
    "an Excel number kept as English text": Messy(
        book(
            ["Gemeente", "Jaar", "Soort", "Bedrag", "Eenheid"],
            ["Deventer", "2024", "jaarrekening", "46000000.00", "euro"],
        ),
        said=("Rij 2, kolom waarde: '46000000.00' is geen getal.",),
    ),
    "a hidden row": Messy(
        changed(
            book(
                ["Gemeente", "Jaar", "Soort", "Bedrag", "Eenheid"],
                ["Zwolle", 2024, "jaarrekening", 60_000_000, "euro"],
                ["Deventer", 2024, "jaarrekening", 46_000_000, "euro"],
            ),
            lambda sheet: setattr(sheet.row_dimensions[2], "hidden", True),
        ),
        (accounts(60_000_000, "GM0193"), accounts(46_000_000)),
        ("Het bestand heeft verborgen rijen of kolommen. Die zijn ook gelezen: kijk of dat klopt.",),
    ),
    "semicolons with tabs behind them": Messy(
        text("gemeente;\tjaar;\tsoort;\twaarde;\teenheid", "Deventer;\t2024;\tjaarrekening;\t46.000.000;\teuro"),
        (accounts(46_000_000),),
    ),
    "Unicode text of Excel (UTF-16, tabs)": Messy(
        text(HEADER.replace(";", "\t"), "Deventer\t2024\tjaarrekening\t46.000.000\teuro", encoding="utf-16"),
        (accounts(46_000_000),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(UPLOADS))
def test_a_messy_upload_gives_its_figures_or_the_question_that_fits(name: str) -> None:
    upload = UPLOADS[name]
    if upload.figures:
        accepted = figures.check(upload.data, KNOWN)
        assert accepted.figures == upload.figures
        told = " ".join(accepted.remarks)
    else:
        with pytest.raises(UploadError) as caught:
            figures.check(upload.data, KNOWN)
        assert caught.value.problems[-1] == "Er is niets bewaard."
        assert len(caught.value.problems) == 1 + len(upload.said)
        told = " ".join(caught.value.problems)
    for part in upload.said:
        assert part in told


def test_the_directory_is_as_large_as_it_should_be() -> None:
    assert len(UPLOADS) >= 40
