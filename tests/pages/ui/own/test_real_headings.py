"""Headings that tables of gemeenten have: each read as it is meant, or the question that fits. Made-up amounts."""

from datetime import datetime

import pytest

from metrics.comparing.own_figures import OwnFigure
from pages.ui.own import figures, template
from tests.pages.ui.own.test_messy_uploads import KNOWN, Messy, accounts, book, text

REAL, PLAN = accounts(46_000_000), accounts(41_500_000, kind="begroting")
BEFORE = accounts(36_000_000, year=2023)
CHANGED = accounts(43_000_000, kind="begroting_na_wijziging")
HEADER = "gemeente;jaar;soort;waarde;eenheid"
ROW = "Deventer;2024;jaarrekening;46.000.000;euro"


def forecast(value: float, name: str, year: int = 2024) -> OwnFigure:
    return OwnFigure("GM0150", year, "prognose", value, name)


HEADINGS: dict[str, Messy] = {
    "the code beside the name": Messy(
        text("Gemeentecode;Gemeente;jaar;soort;waarde;eenheid", "GM0150;Deventer;2024;jaarrekening;46.000.000;euro"),
        (REAL,),
    ),
    "a code without zeros beside CBS's own name": Messy(
        text("Gemeentenummer;Gemeentenaam;jaar;soort;waarde;eenheid", "518;'s-Gravenhage (gemeente);2024;rekening;"
             "210.000.000;euro"),
        (accounts(210_000_000, "GM0518"),),
    ),
    "a code that is of another gemeente than the name": Messy(
        text("GM_CODE;GEMEENTE_NAAM;JAAR;SOORT;BEDRAG;EENHEID", "GM0193;Deventer;2024;jaarrekening;46.000.000;euro"),
        said=("Rij 2, kolom gemeente: de code GM0193 is van Zwolle, en hier staat 'Deventer'.",),
    ),
    "a code alone": Messy(
        text("Code;Jaar;Soort;Bedrag;Eenheid", "0150;2024;jaarrekening;46.000.000;euro"), (REAL,)
    ),
    "kind and year as columns": Messy(
        text("Gemeente;Rekening 2023;Begroting 2024;Eenheid", "Deventer;36.000.000;41.500.000;euro"), (BEFORE, PLAN)
    ),
    "year before the kind, in thousands, with the difference": Messy(
        book(["Gemeente", "2024 Begroting (x € 1.000)", "2024 Realisatie (x € 1.000)", "Verschil"],
             ["Deventer", 41_500, 46_000, 4_500]),
        (PLAN, REAL), ("Niet gelezen en niet bewaard: kolom D ('Verschil').",),
    ),
    "three stages of a budget": Messy(
        text("Gemeente;Begroting 2024 (primitief) in euro;Begroting 2024 na wijziging in €;Jaarrekening 2024 in euro",
             "Deventer;41.500.000;43.000.000;46.000.000"),
        (PLAN, CHANGED, REAL),
    ),
    "kinds as columns, the year a row": Messy(
        text("Gemeente;Boekjaar;Begroting;Rekening;Eenheid", "Deventer;2023;;36000;x 1000 euro",
             "Deventer;2024;41500;46000;x 1000 euro"),
        (BEFORE, PLAN, REAL),
    ),
    "amounts and young people as columns": Messy(
        text("Gemeente;Jaar;Rekening (euro);Jongeren met jeugdzorg", "Deventer;2024;46.000.000;3.210"),
        (REAL, accounts(3_210, kind="jongeren_met_jeugdzorg")),
    ),
    "baten beside lasten, both with the year": Messy(
        text("Gemeente;Lasten rekening 2024;Baten rekening 2024;Eenheid", "Deventer;46.000.000;1.000.000;euro"),
        (REAL,), ("kolom C ('Baten rekening 2024')",),
    ),
    "lasten and baten a row under kinds as columns": Messy(
        text("Gemeente;Soort;Rekening 2024;Eenheid", "Deventer;lasten;46.000.000;euro",
             "Deventer;baten;1.000.000;euro"),
        said=("Kolom B ('Soort') kan het bedrag opdelen.",),
    ),
    "the same kind and year twice": Messy(
        text("Gemeente;Rekening 2024;Jaarrekening 2024;Eenheid", "Deventer;46.000.000;45.000.000;euro"),
        said=("De kolom 'Jaarrekening 2024' staat er twee keer.",),
    ),
    "a year beside kinds with their own year": Messy(
        text("Gemeente;Jaar;Rekening 2024;Eenheid", "Deventer;2023;46.000.000;euro"),
        said=("De kolom 'jaar' staat er twee keer.",),
    ),
    "Type for the kind": Messy(
        text("gemeente;jaar;type;waarde;eenheid", "Deventer;2024;jaarrekening;46.000.000;euro"), (REAL,)
    ),
    "the kind under a name of its own, with the year in it": Messy(
        text("gemeente;P&C-stuk;waarde;eenheid", "Deventer;Jaarstukken 2024;46.000.000;euro",
             "Deventer;Begroting 2024;41.500.000;euro"),
        (REAL, PLAN),
    ),
    "two years in a row": Messy(
        text("gemeente;jaar;soort;waarde;eenheid", "Deventer;2023;Jaarrekening 2024;46.000.000;euro"),
        said=("Rij 2, kolom jaar: hier staat 2023, en bij de soort 'Jaarrekening 2024'.",),
    ),
    "Type for the side of the books, all of it lasten": Messy(
        text(HEADER + ";Type", ROW + ";Lasten"), (REAL,), ("Niet gelezen en niet bewaard: kolom F ('Type').",)
    ),
    "Type for the side of the books, with baten": Messy(
        text(HEADER + ";Type", ROW + ";Lasten", "Zwolle;2024;jaarrekening;1.500.000;euro;Baten"),
        said=("Kolom F ('Type') kan het bedrag opdelen.",),
    ),
    "a description that says the row again": Messy(
        text(HEADER + ";Omschrijving", ROW + ";Totale lasten jeugdzorg, vastgesteld"),
        (REAL,), ("kolom F ('Omschrijving')",),
    ),
    "a description of one kind of help": Messy(
        text(HEADER + ";Omschrijving", ROW + ";Jeugdhulp met verblijf"),
        said=("Kolom F ('Omschrijving') kan het bedrag opdelen.",),
    ),
    "the unit behind the amount, and a year with its word": Messy(
        text("Naam gemeente;Begrotingsjaar;Stuk;Lasten x € 1.000", "Deventer;Boekjaar 2024;Rekening;46000"), (REAL,)
    ),
    "EUR behind the amount": Messy(
        text("Gemeente;Jaar;Soort;Bedrag EUR", "Deventer;2024;Jaarrekening;46000000"), (REAL,)
    ),
    "the year in words on every column": Messy(
        text("Gemeente;Soort;Lasten 2023;Lasten 2024;Eenheid", "Deventer;jaarrekening;36.000.000;46.000.000;euro"),
        (BEFORE, REAL),
    ),
    "forecasts of one year, named by the month": Messy(
        text("Prognoses jeugdzorg;;;;;", HEADER + ";naam of datum", "Deventer;2024;prognose;42.000.000;euro;maart",
             "Deventer;2024;prognose;44.500.000;euro;september"),
        (forecast(42_000_000, "maart"), forecast(44_500_000, "september")),
    ),
    "forecasts dated by the workbook": Messy(
        book(["Gemeente", "Jaar", "Soort", "Bedrag", "Eenheid", "Peildatum"],
             ["Deventer", 2024, "Prognose", 42_000_000, "euro", datetime(2024, 3, 1)]),
        (forecast(42_000_000, "1 maart 2024"),),
    ),
    "forecasts as columns, beside the rekening": Messy(
        text("Gemeente;Prognose 1e kwartaal 2024;Prognose oktober 2024;Rekening 2024;Eenheid",
             "Deventer;42.000.000;44.500.000;46.000.000;euro"),
        (forecast(42_000_000, "1e kwartaal 2024"), forecast(44_500_000, "oktober 2024"), REAL),
    ),
    "a forecast under a title that says so": Messy(
        text("Prognose t/m september 2024;;;;;", HEADER, "Deventer;2024;prognose;44.500.000;euro"),
        (forecast(44_500_000, ""),),
    ),
    "a rekening under the title of a forecast": Messy(
        text("Prognose t/m september 2024;;;;;", HEADER, ROW), said=("Er staat 'Prognose t/m september 2024'",)
    ),
    "a forecast of what comes in": Messy(
        text(HEADER, "Deventer;2024;prognose baten;1.500.000;euro"), said=("'prognose baten' kennen we niet",)
    ),
    "the same forecast twice": Messy(
        text(HEADER + ";stand", "Deventer;2024;prognose;42.000.000;euro;maart",
             "Deventer;2024;prognose;43.000.000;euro;maart"),
        said=("Deventer, 2024 (prognose maart) staat er twee keer in (rij 2 en 3).",),
    ),
    "a name that is a formula": Messy(
        text(HEADER + ";stand", "Deventer;2024;prognose;42.000.000;euro;@maart"), said=("kolom naam of datum:",)
    ),
    "a name beside a rekening": Messy(
        text(HEADER + ";stand", ROW + ";maart"), (REAL,), ("De naam of datum bij 'jaarrekening' is niet gelezen",)
    ),
    "a forecast ten years ahead": Messy(
        text(HEADER, "Deventer;2036;prognose;42.000.000;euro"), said=("prognose over 2036 kan er nog niet zijn",)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HEADINGS))
def test_a_heading_is_read_as_it_is_meant(name: str) -> None:
    HEADINGS[name].is_read_as_meant()


def test_what_is_kept_is_read_back_with_the_names_of_forecasts() -> None:
    own = (
        accounts(46_000_000.0),
        forecast(42_000_000.0, 'maart; "concept"'),
        forecast(44_500_000.5, "september"),
    )
    assert figures.check(template.text(own).encode(), KNOWN).figures == own
