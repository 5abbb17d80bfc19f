"""Twenty exports as a controller makes them from a bookkeeping program: each the figures it means, or a refusal.

What all of them have in common: read carelessly, each gives a figure that is too low, of another region or another side
of the books. The files are written here, made up.
"""

import pytest

from metrics.places.names import Names
from pages.ui.own import heading
from tests.metrics.build_facts import names
from tests.pages.ui.own.test_messy_uploads import Messy, accounts, book, text

HEADER = "gemeente;jaar;soort;waarde;eenheid"
ROW = "Deventer;2024;jaarrekening;46.000.000;euro"
OTHER = "Zwolle;2024;jaarrekening;1.500.000;euro"
COLUMNS = ["Gemeente", "Jaar", "Soort", "Bedrag", "Eenheid"]
CELLS = ["Deventer", 2024, "jaarrekening", 46_000_000, "euro"]
BESIDE = "We lezen alleen de hele lasten van een jaar."

EXPORTS: dict[str, Messy] = {
    "SAP's list on screen, with lines of dashes": Messy(
        text("-" * 30, "|Gemeente|Jaar|Soort|Bedrag|Eenheid|", "-" * 30,
             "|Deventer|2024|Jaarrekening|46.000.000,00 |EUR|", "-" * 30),
        (accounts(46_000_000),),
    ),
    "SAP's list with a credit in it": Messy(
        text("|Gemeente|Jaar|Soort|Bedrag|Eenheid|", "|Deventer|2024|Jaarrekening|46.000.000,00-|EUR|"),
        said=("'46.000.000,00-' is lager dan 0.",),
    ),
    "Key2Financien: the product behind the gemeente, one row": Messy(
        text("gemeente;jaar;soort;product;waarde;eenheid",
             "Deventer;2024;jaarrekening;Jeugdhulp met verblijf;16.000.000;euro"),
        said=("Kolom D ('product') kan het bedrag opdelen.",),
    ),
    "a cost centre of the ledger": Messy(
        book([*COLUMNS, "Kostenplaats"], [*CELLS, 6_720_100]), said=("Kolom F ('Kostenplaats')",)
    ),
    "an export of one booking period": Messy(
        book([*COLUMNS, "Boekingsperiode"], [*CELLS, 9]), said=("Kolom F ('Boekingsperiode')",)
    ),
    "debit and credit in a column": Messy(
        book([*COLUMNS, "D/C"], [*CELLS, "C"]), said=("Kolom F ('D/C')",)
    ),
    "subtotals a year, and one over the years": Messy(
        text(HEADER, "Deventer;2023;jaarrekening;36.000.000;euro", "Subtotaal 2023;;;36.000.000;euro", ROW,
             "Totaal 2023-2024;;;82.000.000;euro"),
        (accounts(36_000_000, year=2023), accounts(46_000_000)),
        ("Niet gelezen: rij 3 (Subtotaal 2023) en rij 5 (Totaal 2023-2024).",),
    ),
    "a block of baten under the block of lasten": Messy(
        text(HEADER, ROW, "", "Baten;;;;", OTHER), said=("Rij 4 ('Baten') staat als kopje boven cijfers.",)
    ),
    "the same block where years are columns": Messy(
        book(["Gemeente", "Soort", "Eenheid", 2023, 2024], ["Deventer", "jaarrekening", "euro", 36_000_000, 46_000_000],
             ["Baten"], ["Zwolle", "jaarrekening", "euro", 1_200_000, 1_500_000]),
        said=("Rij 3 ('Baten') staat als kopje boven cijfers.",),
    ),
    "a line under the table, with nothing beneath it": Messy(
        text(HEADER, ROW, "Opgesteld door team Control;;;;"), (accounts(46_000_000),)
    ),
    "baten, as only the title says": Messy(
        text("Baten jeugd 2024;;;;", HEADER, ROW), said=(f"Er staat 'Baten jeugd 2024' bij de tabel. {BESIDE}",)
    ),
    "three quarters, as only the title says": Messy(
        text("Realisatie t/m september 2024;;;;", HEADER, ROW), said=("Er staat 'Realisatie t/m september 2024'",)
    ),
    "one taakveld, as only the name of the sheet says": Messy(
        book(COLUMNS, CELLS, title="Taakveld 6.72"), said=("Er staat 'Taakveld 6.72' bij de tabel.",)
    ),
    "the whole year, as the title says": Messy(
        text("Jaarrekening jeugd, lasten en baten, 1-1-2024 t/m 31-12-2024;;;;", HEADER, ROW),
        (accounts(46_000_000),),
    ),
    "a year that heads two columns": Messy(
        book(["Gemeente", "Soort", "Eenheid", 2024, 2024], ["Deventer", "jaarrekening", "euro", 46_000_000, 41_000]),
        said=("De kolom '2024' staat er twee keer.",),
    ),
    "two lines of headings under a merged year": Messy(
        book(["Gemeente", "Soort", "Eenheid", 2024, None], [None, None, None, "begroting", "rekening"],
             ["Deventer", "jaarrekening", "euro", 41_000_000, 46_000_000]),
        said=("Rij 2, kolom gemeente: deze cel is leeg.",),
    ),
    "the province, by CBS's own name": Messy(
        text(HEADER, "Utrecht (PV);2024;jaarrekening;460.000.000;euro"), said=("'Utrecht (PV)' kennen we niet.",)
    ),
    "the jeugdregio": Messy(
        text(HEADER, "Zwolle (JZ);2024;jaarrekening;46.000.000;euro"), said=("'Zwolle (JZ)' kennen we niet.",)
    ),
    "a neighbourhood": Messy(
        text(HEADER, "Deventer Noord;2024;jaarrekening;46.000.000;euro"), said=("'Deventer Noord' kennen we niet.",)
    ),
    "a large number as Excel wrote it to CSV": Messy(
        text(HEADER, "Deventer;2024;jaarrekening;4,6E+07;euro"), said=("'4,6E+07' is geen getal.",)
    ),
    "a heading with a line break, in thousands": Messy(
        book(["Gemeente", "Jaar", "Soort", "Bedrag\n(x € 1.000)"], ["Deventer", 2024, "Rekening", 46_000]),
        (accounts(46_000_000),),
    ),
    "the heading once more on the second sheet of paper": Messy(
        text(HEADER, ROW, HEADER, OTHER), said=("Rij 3: 'gemeente' kennen we niet.",)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_an_export_gives_the_figures_it_means_or_none(name: str) -> None:
    EXPORTS[name].is_read_as_meant()


@pytest.mark.parametrize(
    "column",
    ["Subproduct", "Zorgvorm", "Aanbieder", "Kostensoort", "Grootboekrekening", "L of B", "LB", "Batenlasten",
     "Maandnr", "Perceel", "Leeftijdsklasse", "Iv3-categorie", "Functiecode", "TV", "Omschrijving", "Type"],
)  # fmt: skip
def test_a_column_that_can_cut_the_amount_is_refused(column: str) -> None:
    assert heading.read(["gemeente", "jaar", "soort", "waarde", "eenheid", column]).parts


@pytest.mark.parametrize(
    "column",
    ["Opmerking", "Administratie", "Contactpersoon", "Provincie", "Inwoners", "Id", "Saldo", "Versie"],
)
def test_a_column_beside_the_amount_is_passed_over(column: str) -> None:
    found = heading.read(["gemeente", "jaar", "soort", "waarde", "eenheid", column])
    assert not found.parts
    assert found.unread == ((5, column),)


def test_a_region_of_another_kind_is_never_the_gemeente_of_that_name() -> None:
    found: Names = names({"GM0344": "Utrecht", "GM0164": "Hengelo"})
    assert found.resolve("Utrecht (PV)").code is None
    assert found.resolve("Utrecht (JZ)").code is None
    assert found.resolve("Utrecht (gemeente)").code == "GM0344"
    assert found.resolve("Hengelo (O.)").code == "GM0164"
