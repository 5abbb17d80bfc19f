"""Own figures: every way in which an upload can be wrong, and what is right comes through unchanged."""

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.comparing.own_figures import KINDS, OwnFigure
from metrics.facts import MERGERS
from pages.ui.own import figures, template
from pages.ui.own import sheet as own_sheet
from pages.ui.own.row import Known
from pages.ui.own.sheet import UploadError
from tests.metrics.build_facts import names

NAMES = {"GM0150": "Deventer", "GM0344": "Utrecht", "GM1959": "Altena", "GM0518": "'s-Gravenhage"}
MERGED = pd.DataFrame(
    [
        ("2019-01-01", "GM0738", "Aalburg", "GM1959", "Altena", "merger"),
        ("2021-01-01", "GM0788", "Haaren", "GM0150", "Deventer", "split"),
        ("2021-01-01", "GM0788", "Haaren", "GM0344", "Utrecht", "split"),
    ],
    columns=MERGERS,
)
# Deventer 2019 as Iv3 gives it: 21,414 + 2,625 thousand euro over 99,957 inhabitants
NONE = float("nan")
FIGURES = pd.DataFrame(
    [
        ("lasten_per_inwoner", "GM0150", 240.5, 24_039_000.0, 99_957.0),
        ("begroting_per_inwoner", "GM0150", 230.1, 23_000_000.0, 99_957.0),
        ("lasten_per_inwoner", "GM0344", NONE, NONE, 352_866.0),
    ],
    columns=["indicator", "region", "value", "numerator", "denominator"],
).assign(period="2019", period_status="definitief", cell_status="ok", source="45046NED")
HEADER = "gemeente;jaar;soort;waarde;eenheid\n"


@pytest.fixture
def known() -> Known:
    return Known(names(NAMES, MERGED), FIGURES, today=date(2026, 11, 28))


def csv_file(*rows: str) -> bytes:
    return (HEADER + "\n".join(rows) + "\n").encode()


def workbook(rows: list[list[object]], header: list[str] | None = None, title: str = "Cijfers") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in [header or list(template.COLUMNS), *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def problems_of(data: bytes, known: Known) -> tuple[str, ...]:
    with pytest.raises(UploadError) as caught:
        figures.check(data, known)
    assert caught.value.problems[-1] == "Er is niets bewaard."
    return caught.value.problems[:-1]


KNOWN = Known(names(NAMES), FIGURES, today=date(2026, 11, 28))
GOOD = OwnFigure("GM0150", 2019, "jaarrekening", 24_039_000.0)


@pytest.mark.parametrize(
    "row",
    [
        "Deventer;2019;jaarrekening;24039000;euro",
        "GM0150;2019;jaarrekening;24.039.000;euro",
        "gm150;2019;Jaarrekening;€ 24.039.000,00;Euro",
        "150;2019;jaarrekening;24.039;duizend euro",
        "DEVENTER;2019; jaarrekening ;24 039 000;euro",
        "deventer;2019;jaarrekening;24039,000;duizend euro",
    ],
)
def test_one_amount_written_in_many_ways(row: Any, known: Any) -> None:
    assert figures.check(csv_file(row), known).figures == (GOOD,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_dutch_spreadsheets(encoding: Any, known: Any) -> None:
    text = HEADER + "Deventer;2019;jaarrekening;€ 24.039.000;euro\n"
    accepted = figures.check(text.encode(encoding), known)
    assert accepted.figures == (GOOD,)
    assert any("Windows" in remark for remark in accepted.remarks) == (encoding == "cp1252")


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\ngemeente;jaar;soort;waarde;eenheid\r\nDeventer;2019;jaarrekening;24.039.000;euro\r\n",
        'gemeente,jaar,soort,waarde,eenheid\nDeventer,2019,jaarrekening,"24.039.000,00",euro\n',
        "gemeente\tjaar\tsoort\twaarde\teenheid\nDeventer\t2019\tjaarrekening\t24.039.000\teuro\n",
        "\n\nEenheid|Waarde|Soort|Jaar|Gemeente\neuro|24039000|jaarrekening|2019|Deventer\n\n",
    ],
)
def test_separators_order_of_columns_and_blank_lines(text: Any, known: Any) -> None:
    assert figures.check(text.encode(), known).figures == (GOOD,)


def test_a_comma_that_separates_and_stands_in_a_number_is_said_with_its_row(known: Any) -> None:
    text = "gemeente,jaar,soort,waarde,eenheid\nDeventer,2019,jaarrekening,24039000,50,euro\n"
    assert "Rij 2 heeft 6 cellen" in problems_of(text.encode(), known)[0]


@pytest.mark.parametrize(
    "typed", ["24039000.5", "1.2.3", "24,039,000", "abc", "1e6", "NaN", "∞", "--5", "12.34"]
)
def test_what_is_no_dutch_number_is_named_with_row_and_column(typed: Any, known: Any) -> None:
    (message,) = problems_of(csv_file(f"Deventer;2019;jaarrekening;{typed};euro"), known)
    assert message == f"Rij 2, kolom waarde: '{typed}' is geen getal. Gebruik een komma voor decimalen."


def test_an_english_thousands_comma_is_asked_about(known: Any) -> None:
    (message,) = problems_of(csv_file("Deventer;2019;jaarrekening;24,039;euro"), known)
    assert message.startswith("Rij 2, kolom waarde: bedoelt u 24.039?")


def test_a_negative_amount_is_refused(known: Any) -> None:
    assert "lager dan 0" in problems_of(csv_file("Deventer;2019;jaarrekening;-5;euro"), known)[0]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Devnter", "Rij 2: 'Devnter' kennen we niet. Bedoelt u Deventer?"),
        ("Xyzzy", "Rij 2: 'Xyzzy' kennen we niet. Gebruik de naam of de code van een gemeente."),
        ("Aalburg", "Rij 2, kolom gemeente: Aalburg hoort sinds 2019 bij Altena. Vul de cijfers van nu in."),
        ("GM0738", "Rij 2, kolom gemeente: Aalburg hoort sinds 2019 bij Altena. Vul de cijfers van nu in."),
        ("GM0788", "Rij 2, kolom gemeente: Haaren is in 2021 verdeeld over Deventer en Utrecht. Vul de cijfers van nu "
         "in."),
        ("GM9999", "Rij 2: 'GM9999' kennen we niet. Gebruik de naam of de code van een gemeente."),
    ],
)  # fmt: skip
def test_unknown_and_merged_gemeenten(typed: Any, message: Any, known: Any) -> None:
    assert problems_of(csv_file(f"{typed};2019;jaarrekening;24039000;euro"), known) == (message,)


@pytest.mark.parametrize(
    "typed", ["Den Haag", "'s-Gravenhage", "s gravenhage", "'s-Gravenhage (gemeente)", "518", "gm0518."]
)
def test_names_in_daily_use_lead_to_the_gemeente(typed: Any, known: Any) -> None:
    accepted = figures.check(csv_file(f"{typed};2019;jongeren met jeugdzorg;11000;jongeren"), known)
    assert accepted.figures == (OwnFigure("GM0518", 2019, "jongeren_met_jeugdzorg", 11_000.0),)


def test_doubles_name_both_rows(known: Any) -> None:
    rows = ["Deventer;2019;jaarrekening;24039000;euro", "GM0150;2019;jaarrekening;24039000;euro"]
    assert problems_of(csv_file(*rows), known) == (
        "Deventer, 2019 (jaarrekening) staat er twee keer in (rij 2 en 3).",
    )


@pytest.mark.parametrize("typed", ["19", "20190", "2014", "tweeduizend", ""])
def test_a_year_has_four_figures(typed: Any, known: Any) -> None:
    assert "kolom jaar" in problems_of(csv_file(f"Deventer;{typed};jaarrekening;24039000;euro"), known)[0]


def test_kind_and_unit_are_chosen_from_a_list_and_must_fit(known: Any) -> None:
    assert (
        "kolom soort: 'raming' kennen we niet"
        in problems_of(csv_file("Deventer;2019;raming;24039000;euro"), known)[0]
    )
    assert (
        "kolom eenheid: 'mln' kennen we niet"
        in problems_of(csv_file("Deventer;2019;begroting;24;mln"), known)[0]
    )
    for kind, unit in (("jaarrekening", "jongeren"), ("jongeren met jeugdzorg", "euro")):
        assert "past niet bij" in problems_of(csv_file(f"Deventer;2019;{kind};24039000;{unit}"), known)[0]


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("24039", False),
        ("15025", False),
        ("15024", False),
        ("499784", False),
        ("499785", True),
        ("24039000", True),
    ],
)
def test_thousands_of_euros_are_noticed_against_iv3(value: Any, fits: Any, known: Any) -> None:
    # Iv3 has 24,039,000: a value 600 to 1600 times smaller must be in thousands; so must one under 5 euro for each of
    # 99,957 inhabitants
    data = csv_file(f"Deventer;2019;jaarrekening;{value};euro")
    if fits:
        assert len(figures.check(data, known).figures) == 1
    else:
        assert "lijkt in duizenden euro's te staan" in problems_of(data, known)[0]


@pytest.mark.parametrize(("value", "fits"), [("1764329", False), ("1764330", True)])
def test_without_iv3_an_amount_under_five_euro_a_head_is_noticed(value: Any, fits: Any, known: Any) -> None:
    # Utrecht 2019: 352,866 inhabitants and no amount known; 5 euro a head is 1,764,330
    data = csv_file(f"Utrecht;2019;jaarrekening;{value};euro")
    if fits:
        assert figures.check(data, known).figures[0].value == 1_764_330
    else:
        assert "duizenden" in problems_of(data, known)[0]


def test_thousands_given_twice_are_noticed(known: Any) -> None:
    assert (
        "duizend keer zo hoog"
        in problems_of(csv_file("Deventer;2019;jaarrekening;24039000;duizend euro"), known)[0]
    )


@pytest.mark.parametrize(("value", "said"), [("24279000", False), ("24279390", True), ("20000000", True)])
def test_a_difference_of_one_percent_with_iv3_is_said_and_allowed(value: Any, said: Any, known: Any) -> None:
    accepted = figures.check(csv_file(f"Deventer;2019;jaarrekening;{value};euro"), known)
    assert bool(accepted.remarks) == said
    if value == "20000000":
        assert accepted.remarks == (
            "Deventer, 2019, jaarrekening: uw cijfer wijkt 16,8% af van Iv3 (€\xa024.039.000). "
            "Dat kan kloppen, bijvoorbeeld na een wijziging.",
        )


@pytest.mark.parametrize(
    ("count", "message"), [("9", "onder 10"), ("0", "0 is hier geen cijfer"), ("12,5", "geen heel aantal")]
)
def test_counts_are_whole_and_not_so_small_that_they_point_at_a_child(
    count: Any, message: Any, known: Any
) -> None:
    assert (
        message in problems_of(csv_file(f"Deventer;2019;jongeren met jeugdzorg;{count};jongeren"), known)[0]
    )


def test_ten_young_people_are_just_enough(known: Any) -> None:
    assert (
        figures.check(csv_file("Deventer;2019;jongeren met jeugdzorg;10;jongeren"), known).figures[0].value
        == 10
    )


def test_an_extra_column_is_not_read_and_not_kept_because_it_could_hold_a_name(known: Any) -> None:
    text = "gemeente;jaar;soort;waarde;eenheid;naam kind\nDeventer;2019;jaarrekening;24039000;euro;Jantje\n"
    accepted = figures.check(text.encode(), known)
    assert accepted.figures == (GOOD,)
    assert accepted.remarks == ("Niet gelezen en niet bewaard: kolom F ('naam kind').",)


def test_missing_and_double_columns_are_named(known: Any) -> None:
    text = "gemeente;jaar;jaar;waarde;eenheid\nDeventer;2019;2019;24039000;euro\n"
    assert problems_of(text.encode(), known) == (
        "De kolom 'soort' ontbreekt. Gebruik het voorbeeldbestand.",
        "De kolom 'jaar' staat er twee keer.",
    )


def test_all_problems_come_at_once_and_a_long_list_is_cut(known: Any) -> None:
    rows = [f"Onbekend{n};2019;jaarrekening;abc;euro" for n in range(20)]
    problems = problems_of(csv_file(*rows), known)
    assert len(problems) == 11
    assert problems[-1] == "En nog 30 meldingen."


def test_one_wrong_row_means_that_nothing_is_taken(known: Any) -> None:
    rows = ["Deventer;2019;jaarrekening;24039000;euro", "Deventer;2019;begroting;abc;euro"]
    assert len(problems_of(csv_file(*rows), known)) == 1


# Excel


def test_a_workbook_with_real_numbers(known: Any) -> None:
    data = workbook(
        [
            ["Deventer", 2019, "jaarrekening", 24_039_000, "euro"],
            ["Deventer", 2020.0, "begroting", 25_000.5, "duizend euro"],
        ]
    )
    assert figures.check(data, known).figures == (
        GOOD, OwnFigure("GM0150", 2020, "begroting", 25_000_500.0)
    )  # fmt: skip


def test_the_template_is_read_back_with_what_was_filled_in(known: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template.workbook("GM0150", "Deventer", 2019)))
    sheet = book["Cijfers"]
    assert [cell.value for cell in sheet[1]] == [*template.COLUMNS, template.NAME]
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == list(KINDS.values())
    sheet["D2"] = 24_039_000
    out = io.BytesIO()
    book.save(out)
    accepted = figures.check(out.getvalue(), known)
    assert accepted.figures == (GOOD,)
    assert accepted.remarks == ("Gelezen: werkblad Cijfers.",)


def test_an_empty_template_says_that_no_row_has_a_value(known: Any) -> None:
    assert problems_of(template.workbook("GM0150", "Deventer", 2019), known) == (
        "Geen enkele rij heeft een waarde.",
    )


def test_the_right_worksheet_is_found_and_two_are_one_too_many(known: Any) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([["Deventer", 2019, "jaarrekening", 24_039_000, "euro"]], title="Blad2"))
    )
    book.create_sheet("Aantekeningen", 0).append(["iets", "anders"])
    out = io.BytesIO()
    book.save(out)
    assert figures.check(out.getvalue(), known).figures == (GOOD,)
    book.copy_worksheet(book["Blad2"])
    out = io.BytesIO()
    book.save(out)
    assert "Meer werkbladen hebben cijfers" in problems_of(out.getvalue(), known)[0]


def test_no_worksheet_with_the_columns(known: Any) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.create_sheet().append(["c", "d"])
    out = io.BytesIO()
    book.save(out)
    assert problems_of(out.getvalue(), known)[0].startswith("Geen werkblad heeft de kolommen")


@pytest.mark.parametrize("formula", ["=SUM(1,2)", "=1+1", '=HYPERLINK("http://example.org")'])
def test_formulas_are_refused_in_both_kinds_of_file(formula: Any, known: Any) -> None:
    assert problems_of(workbook([["Deventer", 2019, "jaarrekening", formula, "euro"]]), known) == (
        "Rij 2, kolom D: hier staat een formule. Plak de uitkomst als waarde.",
    )
    quoted = formula.replace('"', '""')
    assert (
        "Rij 2, kolom D: hier staat een formule"
        in problems_of(csv_file(f'Deventer;2019;jaarrekening;"{quoted}";euro'), known)[0]
    )


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def test_macros_are_refused(known: Any) -> None:
    data = workbook([["Deventer", 2019, "jaarrekening", 24_039_000, "euro"]])
    assert problems_of(with_part(data, "xl/vbaProject.bin", b"x"), known) == (own_sheet.WRONG_TYPE,)
    other = with_part(data, "custom.xml", b'<x type="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>')
    assert problems_of(other, known) == (own_sheet.WRONG_TYPE,)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(known: Any) -> None:
    data = with_part(
        workbook([["Deventer", 2019, "jaarrekening", 1, "euro"]]), "xl/media/x.bin", b"\0" * 41 * 1024 * 1024
    )
    assert len(data) < own_sheet.MAX_BYTES
    assert "bij uitpakken veel te groot" in problems_of(data, known)[0]


_BOMB = (
    '<?xml version="1.0"{}?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>'
)


@pytest.mark.parametrize("part", ["x.xml", "xl/sharedStrings.xml", "xl/_rels/other.xml.rels"])
@pytest.mark.parametrize(
    "text",
    [
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        _BOMB.format("").encode(),
        _BOMB.format(' encoding="UTF-16"').encode("utf-16"),  # no '<!DOCTYPE' in its bytes
    ],
)
def test_entities_in_xml_are_refused(part: Any, text: Any, known: Any) -> None:
    data = with_part(workbook([["Deventer", 2019, "jaarrekening", 1, "euro"]]), part, text)
    assert problems_of(data, known) == (own_sheet.WRONG_TYPE,)


def test_damaged_xml_is_said(known: Any) -> None:
    data = with_part(
        workbook([["Deventer", 2019, "jaarrekening", 1, "euro"]]), "xl/worksheets/sheet1.xml", b"<a><b>"
    )
    assert "beschadigd" in problems_of(data, known)[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("amount", ["€ 24.039.000", "24039000"])
def test_every_encoding_of_a_spreadsheet_is_read(encoding: Any, amount: Any, known: Any) -> None:
    text = f"{HEADER}Deventer;2019;jaarrekening;{amount};euro\n's-Gravenhage;2020;begroting;24039000;euro\n"
    assert figures.check(text.encode(encoding), known).figures[0] == GOOD


def test_a_file_that_is_too_large_is_refused_unread(known: Any) -> None:
    assert problems_of(b"a" * (own_sheet.MAX_BYTES + 1), known) == (
        "Het bestand is te groot (meer dan 5 MB).",
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,  # an old .xls
        b"%PDF-1.7\n\x00\x01",
        b"PK\x03\x04 broken",
        with_part(b"", "word/document.xml", b"<x/>"),
    ],
)
def test_other_kinds_of_files_are_refused(data: Any, known: Any) -> None:
    assert problems_of(data, known) == (own_sheet.WRONG_TYPE,)


def test_a_damaged_workbook_is_refused(known: Any) -> None:
    data = workbook([["Deventer", 2019, "jaarrekening", 1, "euro"]])
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(broken, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, b"<oops" if "sheet1" in part.filename else old.read(part))
    assert "beschadigd" in problems_of(broken.getvalue(), known)[0]


@pytest.mark.parametrize("data", [b"", b"  \n ", HEADER.encode()])
def test_nothing_in_it(data: Any, known: Any) -> None:
    assert len(problems_of(data, known)) == 1


def test_more_rows_or_columns_than_a_table_has(known: Any) -> None:
    row = "Deventer;2019;jaarrekening;24039000;euro"
    assert "meer dan 5000 rijen" in problems_of(csv_file(*[row] * 5000), known)[0]
    assert "meer dan 30 kolommen" in problems_of((";".join("x" * 31) + "\n").encode(), known)[0]
    book = openpyxl.Workbook()
    book.active.cell(1_000_000, 1, "x")
    out = io.BytesIO()
    book.save(out)
    assert "meer dan 5000 rijen" in problems_of(out.getvalue(), known)[0]


def test_a_quote_that_is_never_closed(known: Any) -> None:
    assert (
        "aanhalingsteken" in problems_of((HEADER + 'Deventer;2019;"jaarrekening;1;euro\n').encode(), known)[0]
    )


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_no_file_whatsoever_gives_another_error(data: Any) -> None:
    nothing = Known(names({}, MERGED), FIGURES)
    try:
        figures.check(data, nothing)
    except UploadError as error:
        assert error.problems[-1] == "Er is niets bewaard."


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.builds(
            OwnFigure,
            st.sampled_from(sorted(NAMES)),
            st.integers(2020, 2025),
            st.sampled_from(["jaarrekening", "begroting", "begroting_na_wijziging"]),
            st.integers(2 * 10**6, 2 * 10**8).map(float),
        ),
        min_size=1,
        unique_by=lambda own: (own.region, own.year, own.kind),
    )
)
def test_what_is_saved_can_be_read_again(own: Any) -> None:
    assert figures.check(template.text(own).encode(), KNOWN).figures == tuple(own)


def test_inhabitants_are_of_the_year_itself_or_of_the_nearest_before_it() -> None:
    """Also where another year, or another gemeente, was asked for first."""
    later = FIGURES.assign(period="2021", denominator=FIGURES["denominator"] + 1000)
    known = Known(names(NAMES), pd.concat([FIGURES, later]))
    asked = [("GM0150", 2023), ("GM0344", 2021), ("GM0150", 2020), ("GM0150", 2018), ("GM0150", 2021)]
    assert [known.inhabitants(*each) for each in asked] == [100_957.0, 353_866.0, 99_957.0, None, 100_957.0]
    assert known.inhabitants("GM1959", 2021) is None


@pytest.mark.parametrize(("n", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_a_spreadsheet_does(n: Any, name: Any) -> None:
    assert own_sheet.letter(n) == name
