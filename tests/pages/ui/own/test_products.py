"""Lasten per product on taakvelden: the arithmetic, what is asked, and what is refused."""

from datetime import date

import pytest

from metrics.comparing.own_figures import OwnFigure
from metrics.records import Records
from pages.ui.own import products
from pages.ui.own.products import ELSEWHERE, Booking
from pages.ui.own.row import Known
from pages.ui.own.sheet import UploadError
from tests.metrics.build_facts import names, observations
from tests.pages.ui.own.test_messy_uploads import OFFICIAL, book, text

HERE = "GM1894"
PEOPLE = observations([("inwoners_n", HERE, str(year), 43_000.0) for year in (2019, 2023, 2024, 2025)])
KNOWN = Known(names({HERE: "Peel en Maas", "GM0150": "Deventer"}), OFFICIAL, PEOPLE, date(2026, 11, 28))
# The report: 10.1 million for the product in 2019 (line 634), and 201 euro for each of about 43,000 inhabitants on
# 6.72 and 6.82 (table 8, line 1107). That is 8.643 million. It does not say on which taakveld the other 1.457 stands,
# nor how the 8.643 lies over the two: that division is made up here.
PRODUCT_EUR, TABLE_8_EUR = 10_100_000, 201 * 43_000
FILE = text(
    "Product;Taakveld;Jaar;Soort;Bedrag;Eenheid",
    "Jeugdhulp;6.72;2019;jaarrekening;7.500.000;euro",
    f"Jeugdhulp;6.82 Geëscaleerde zorg 18-;2019;jaarrekening;{TABLE_8_EUR - 7_500_000};euro",
    f"Jeugdhulp;6.2;2019;jaarrekening;{PRODUCT_EUR - TABLE_8_EUR};euro",
    "Jeugd & gezin;6.1;2019;jaarrekening;900.000;euro",
    "Totaal;;;;11.000.000;euro",
)


def booking(data: bytes, records: Records) -> Booking:
    found = products.read(data, KNOWN, HERE, records.taakvelden)
    assert found is not None
    return found


def test_a_product_of_10_1_million_is_8_6_million_on_the_taakvelden(records: Records) -> None:
    (spread,) = booking(FILE, records).spreads
    assert spread.by_product["Jeugdhulp"] == (10_100_000, 8_643_000)
    assert spread.by_taakveld == {"6.1": 900_000, "6.2": 1_457_000, "6.72": 7_500_000, "6.82": 1_143_000}
    assert spread.youth == {"6.72", "6.82"}
    assert (spread.all_eur, spread.youth_eur) == (11_000_000, 8_643_000)
    assert sum(spread.by_taakveld.values()) == sum(each for each, _ in spread.by_product.values())
    assert products.figures_of(booking(FILE, records), KNOWN) == (
        OwnFigure(HERE, 2019, "jaarrekening", 8_643_000.0),
    )
    assert products.sentence(spread, "Peel en Maas") == (
        "Peel en Maas, jaarrekening 2019: alle producten samen zijn €\xa011,0\xa0miljoen. Op de taakvelden voor "
        "jeugdzorg staat daarvan €\xa08,6\xa0miljoen. De rest, €\xa02,4\xa0miljoen, staat op andere "
        "taakvelden en telt niet mee."
    )


def test_a_taakveld_that_the_file_does_not_say_is_asked_for_each_product(records: Records) -> None:
    data = book(
        ["Gemeentecode", "Productcode", "Productnaam", "Rekening 2024 (x € 1.000)", "Begroting 2024 (x € 1.000)"],
        [HERE, 672_001, "Ambulant", 6_000, 5_500], [HERE, 672_002, "Verblijf", 4_000, 3_900],
        [HERE, 1, "Correctie", -100, None],
    )  # fmt: skip
    sets = records.taakvelden
    asked = booking(data, records)
    assert asked.unknown == ("Ambulant", "Verblijf", "Correctie")
    assert list(products.choices(asked, sets)) == ["6.72", "6.73", "6.74", "6.82", "6.2", ELSEWHERE]
    half = products.answered(asked, {"Ambulant": "6.72", "Verblijf": "6.73"}, sets)
    assert half.unknown == ("Correctie",)
    whole = products.answered(asked, {"Ambulant": "6.72", "Verblijf": ELSEWHERE, "Correctie": "6.72"}, sets)
    assert products.figures_of(whole, KNOWN) == (
        OwnFigure(HERE, 2024, "jaarrekening", 5_900_000.0), OwnFigure(HERE, 2024, "begroting", 5_500_000.0),
    )  # fmt: skip


def test_taakvelden_alone_are_added_up_where_the_codes_count_in_that_year(records: Records) -> None:
    data = text(
        "Taakveld;Rekening 2023 in euro",
        "6.72a;3.000.000",
        "6,73;2.000.000",
        "TV 6.82b;1.000.000",
        "6.2;900.000",
    )
    assert products.figures_of(booking(data, records), KNOWN) == (
        OwnFigure(HERE, 2023, "jaarrekening", 6_000_000.0),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Product;Taakveld;Begroting 2025 in euro|Jeugdhulp;6.72;9.000.000", "6.72 is in 2025 niet van jeugdzorg."),
        ("Product;Taakveld;Rekening 2016 in euro|Jeugdhulp;6.72;9.000.000", "voor 2017 waren er geen taakvelden."),
        ("Product;Taakveld;Rekening 2024 in euro|Jeugdhulp;jeugd;9.000.000", "'jeugd' is geen taakveld."),
        ("Product;Taakveld;Rekening 2024|Jeugdhulp;6.72;9.000.000", "in euro of in duizend euro?"),
        ("Product;Taakveld;Maand;Rekening 2024|Jeugdhulp;6.72;1;9.000.000", "Kolom C (.Maand.) kan het bedrag"),
        ("Product;Taakveld;Jongeren met jeugdzorg 2024|Jeugdhulp;6.72;900", "alleen begroting en rekening"),
        ("Product;Taakveld;Rekening 2024 in euro|Jeugdhulp;6.72;veel", "'veel' is geen getal"),
        ("Product;Taakveld;Rekening 2024 in euro|Jeugdhulp;6.72;", "Geen enkele rij heeft een waarde."),
    ],
)  # fmt: skip
def test_what_cannot_be_put_on_a_taakveld_is_said(data: str, said: str, records: Records) -> None:
    with pytest.raises(UploadError, match=said.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")):
        booking(text(*data.split("|")), records)


def test_a_total_that_cannot_be_is_no_own_figure(records: Records) -> None:
    few = booking(text("Product;Taakveld;Rekening 2024 in euro", "Jeugdhulp;6.72;9.000"), records)
    with pytest.raises(UploadError, match="lijkt in duizenden"):
        products.figures_of(few, KNOWN)


def test_a_file_without_products_is_for_the_ordinary_reading(records: Records) -> None:
    data = text("gemeente;jaar;soort;waarde;eenheid", "Deventer;2024;jaarrekening;46.000.000;euro")
    assert products.read(data, KNOWN, HERE, records.taakvelden) is None
