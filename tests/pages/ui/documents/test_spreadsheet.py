import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.documents import LINE
from pages.ui.documents import spreadsheet
from pages.ui.documents.provenance import GroupTold, MemberTold, Provenance, SourceTold
from pages.ui.parts.tables import Cell, Column, Row, Table, named

TABLE = Table(
    caption="Lasten: tabel 1/2",
    columns=(
        Column("naam", "Gemeente"),
        Column("lasten", "Lasten", "eur"),
        Column("groei", "Groei", "pct", 1),
    ),
    rows=(
        {"naam": "Eikenstad", "lasten": 1240.4567, "groei": -2.25},
        {
            "naam": '=HYPERLINK("x")',
            "lasten": Cell(None, "niet_geleverd"),
            "groei": Cell(3.5, provisional=True),
        },
        {"naam": "Beuk;en, dam", "lasten": Cell(7.8, flag="Past niet."), "groei": None},
    ),
    row_header="naam",
    notes=("Een noot.",),
    source="Bron: voorbeeld.",
)


def read(content: bytes, encoding: str, separator: str) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode(encoding), newline=""), delimiter=separator))


def test_dutch_csv() -> None:
    content = spreadsheet.csv_dutch(TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = read(content, "utf-8-sig", ";")
    assert rows[0] == ["Gemeente", "Lasten", "Lasten (toelichting)", "Groei", "Groei (toelichting)"]
    assert rows[1] == ["Eikenstad", "1240,4567", "", "-2,25", ""]
    assert rows[2][1:] == ["", "de gemeente leverde de gegevens over dit jaar niet aan", "3,5", "voorlopig"]
    assert rows[3] == ["Beuk;en, dam", "7,8", "Past niet.", "", ""]


def test_machine_csv() -> None:
    content = spreadsheet.csv_machine(TABLE)
    assert not content.startswith(b"\xef\xbb\xbf")
    rows = read(content, "utf-8", ",")
    assert rows[1][1] == "1240.4567"
    assert float(rows[1][3]) == -2.25


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", " ="])
def test_a_text_that_would_run_is_neutralised(start: str) -> None:
    table = Table(
        start + "c", (Column("a", start + "A"),), ({"a": start + "1+1"},), "a", notes=(start + "n",)
    )
    for content, encoding, separator in (
        (spreadsheet.csv_dutch(table), "utf-8-sig", ";"),
        (spreadsheet.csv_machine(table), "utf-8", ","),
    ):
        assert read(content, encoding, separator) == [["'" + start + "A"], ["'" + start + "1+1"]]
    book = openpyxl.load_workbook(BytesIO(spreadsheet.xlsx(table)))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "@", "\t"))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay_the_numbers_they_are_in_twelve_digits(x: float) -> None:
    table = Table("c", (Column("a", "A"), Column("b", "B", "eur")), ({"a": "x", "b": x},), "a")
    machine = read(spreadsheet.csv_machine(table), "utf-8", ",")[1][1]
    assert float(machine) == pytest.approx(x, rel=1e-11, abs=0)
    assert len(machine.replace(".", "").strip("-0")) <= 12 or x.is_integer()
    dutch = read(spreadsheet.csv_dutch(table), "utf-8-sig", ";")[1][1]
    assert dutch == machine.replace(".", ",")
    assert "e" not in dutch


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.0, "1234"),
        (0.1 + 0.2, "0.3"),
        (100 / 3, "33.3333333333"),
        (Decimal("1.50"), "1.5"),
        (12345678901234567, "12345678901234567"),
        (-0.0, "0"),
    ],
)
def test_whole_numbers_are_whole_and_noise_is_left_out(value: float, text: str) -> None:
    table = Table("c", (Column("a", "A"), Column("b", "B", "getal")), ({"a": "x", "b": value},), "a")
    assert read(spreadsheet.csv_machine(table), "utf-8", ",")[1][1] == text


TOLD = Provenance(
    day=date(2026, 11, 28), version="1 maart 2026 (aad8f1f5)", hash="aad8f1f5a631efdb",
    link="https://eigenwijzer.example/vergelijking?g=GM0150&v=aad8f1f5a631efdb", page="Vergelijken",
    gemeente=("GM0150", "Deventer"),
    group=GroupTold(
        "Gemeenten die op elkaar lijken", "2024", (MemberTold("GM0193", "Zwolle", "Buur.", 0.41),), k=1,
        weights=(("Inkomen", 33.333333333333336),), fingerprint="abc123",
    ),
    sources=(
        SourceTold("45063NED", "Iv3 2023", "1 maart 2026", "CC BY 4.0", "ffee"),
        SourceTold("70072ned", "Kerncijfers", "1 maart 2026", "CC BY 4.0", "aabb"),
    ),
)  # fmt: skip


def test_a_file_says_what_it_is() -> None:
    """The sheet and the file beside a CSV say the same, with codes, units, and only the tables that are used."""
    table = replace(TABLE, source="CBS 45063NED, geladen op 1 maart 2026")
    rows = read(spreadsheet.csv_of_source(TOLD, table), "utf-8-sig", ";")
    said = {(part, name): value for part, name, value in rows}
    assert rows[0] == ["Onderdeel", "Veld", "Waarde"]
    assert said["Dit bestand", "Gemeente"] == "Deventer (GM0150)"
    assert said["Dit bestand", "Kenmerk van de versie"] == "aad8f1f5a631efdb"
    assert said["Dit bestand", "Vaste link"] == TOLD.link
    assert said["Dit bestand", "Gemaakt op"] == "28 november 2026"
    assert "CC BY 4.0" in said["Dit bestand", "Licentie"]
    assert said["Tabel", "Eenheid van 'Lasten'"] == "euro"
    assert said["Groep", "GM0193"] == "Zwolle: Buur.; afstand 0,41"
    assert said["Groep", "Gewicht in procent: Inkomen"] == "33,3333333333"
    assert said["Tabel 45063NED", "Kenmerk (sha256)"] == "ffee"
    assert not any(part == "Tabel 70072ned" for part, _ in said)
    book = openpyxl.load_workbook(BytesIO(spreadsheet.xlsx(table, told=TOLD)))
    sheet = [[cell.value for cell in row] for row in book["Bron"].iter_rows()]
    assert ["Groep", "k (hoeveel gemeenten die lijken)", 1] in sheet
    assert [row[:2] for row in sheet[6:]] == [
        [part.replace("Tabel", "Lasten tabel 1 2") if part == "Tabel" else part, name]
        for part, name, _ in rows[6:]
    ]


def test_a_region_has_its_code_beside_its_name_and_a_row_its_own_unit() -> None:
    table = Table(
        "Cijfers",
        (Column("naam", "Gemeente"), Column("x", "Deventer", "getal", region="GM0150")),
        (
            {"naam": named("Zwolle", "GM0193"), "x": Cell(3.25, unit="pct", decimals=1)},
            {"naam": named("Groep, samen", "groep"), "x": Cell(612.5, unit="eur", decimals=0)},
        ),
        "naam",
    )
    rows = read(spreadsheet.csv_machine(table), "utf-8", ",")
    assert rows == [
        ["Gemeente", "Gemeente (code)", "Deventer (GM0150)", "Deventer (GM0150) (eenheid)"],
        ["Zwolle", "GM0193", "3.25", "procent"],
        ["Groep, samen", "", "612.5", "euro"],
    ]
    sheet = openpyxl.load_workbook(BytesIO(spreadsheet.xlsx(table))).worksheets[0]
    assert (sheet["C2"].value, sheet["C2"].number_format) == (3.25, '#,##0.0"%"')
    assert sheet["C3"].number_format == '"€" #,##0'


def test_a_range_keeps_both_its_ends() -> None:
    table = Table(
        "Groepen",
        (Column("naam", "Soort"), Column("x", "Cijfer", "eur")),
        (
            {"naam": "buren", "x": Cell(439.0, printed="€ 439 tot € 509", upto=509.0)},
            {"naam": "regio", "x": Cell(432.0)},
        ),
        "naam",
    )
    rows = read(spreadsheet.csv_dutch(table), "utf-8-sig", ";")
    assert rows == [["Soort", "Cijfer", "Cijfer (tot)"], ["buren", "439", "509"], ["regio", "432", ""]]
    sheet = openpyxl.load_workbook(BytesIO(spreadsheet.xlsx(table))).worksheets[0]
    assert (sheet["C2"].value, sheet["C2"].number_format) == (509, '"€" #,##0')


def test_every_table_of_a_span_is_named_and_a_mixed_column_says_where_its_units_are() -> None:
    sources = tuple(
        SourceTold(code, code, "", "", "ffee") for code in ("45038NED", "45042NED", "45071NED", "45078NED")
    )
    table = Table(
        "Cijfers",
        (Column("naam", "Cijfer"), Column("x", "Deventer", "getal")),
        ({"naam": "lasten", "x": Cell(350.0, unit="eur")}, {"naam": "groei", "x": Cell(8.0, unit="pct")}),
        "naam",
        source="CBS 45038NED tot en met 45071NED (Iv3)",
    )
    lines = replace(TOLD, sources=sources).lines([table], ["Tabel"])
    named_in_file = [part.removeprefix("Tabel ") for part, name, _ in lines if name == "Kenmerk (sha256)"]
    assert named_in_file == ["45038NED", "45042NED", "45071NED"]
    assert ("Tabel", "Eenheid van 'Deventer'", "verschilt per rij, zie 'Deventer (eenheid)'") in lines


def test_a_sheet_name_ends_with_a_whole_word() -> None:
    table = Table(
        "Lasten per inwoner van Deventer in 2023 en de groep", (Column("a", "A"),), ({"a": "x"},), "a"
    )
    names = openpyxl.load_workbook(BytesIO(spreadsheet.xlsx(table, table))).sheetnames
    assert names == ["Lasten per inwoner van Deventer", "Lasten per inwoner 2", "Bron"]


def test_an_infinite_number_is_refused() -> None:
    table = Table("c", (Column("a", "A"), Column("b", "B", "eur")), ({"a": "x", "b": float("inf")},), "a")
    for make in (spreadsheet.csv_dutch, spreadsheet.csv_machine, spreadsheet.xlsx):
        with pytest.raises(ValueError, match="finite"):
            make(table)


def test_spreadsheet_holds_real_numbers_formats_header_and_sources() -> None:
    book = openpyxl.load_workbook(BytesIO(spreadsheet.xlsx(TABLE, TABLE)))
    assert book.sheetnames == ["Lasten tabel 1 2", "Lasten tabel 1 2 2", "Bron"]
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet["B2"].value == 1240.4567
    assert sheet["B2"].number_format == '"€" #,##0'
    assert sheet["D2"].value == -2.25
    assert sheet["D2"].number_format == '#,##0.0"%"'
    assert sheet["B3"].value is None
    assert sheet["A3"].value == '\'=HYPERLINK("x")'
    words = [cell.value for row in book["Bron"].iter_rows() for cell in row]
    assert "Bron: voorbeeld." in words
    assert "Een noot." in words


def test_a_spreadsheet_needs_a_table() -> None:
    with pytest.raises(ValueError, match="table"):
        spreadsheet.xlsx()


@pytest.mark.parametrize(
    ("caption", "count"),
    [("x" * 80, 12), ("Bron", 2), ("[]:*?/\\'", 2), ("History", 1), ("Súdwest-Fryslân", 2)],
)
def test_sheet_names_are_what_excel_takes(caption: str, count: int) -> None:
    table = Table(caption, (Column("a", "A"),), ({"a": "x"},), "a")
    names = openpyxl.load_workbook(BytesIO(spreadsheet.xlsx(*[table] * count))).sheetnames
    assert len({name.lower() for name in names}) == count + 1
    assert all(0 < len(name) <= 31 for name in names)


def test_file_names() -> None:
    stem = spreadsheet.stem("Deventer", "", "Begroting en rekening", "cijfers 2023")
    assert stem == "eigenwijzer-deventer-begroting-en-rekening-cijfers-2023"
    named = [spreadsheet.file_name(stem, kind) for kind in ("docx", "csv", "machine-csv", "xlsx")]
    assert named == [f"{stem}.docx", f"{stem}.csv", f"{stem}-engelse-notatie.csv", f"{stem}.xlsx"]
    assert spreadsheet.slug("'s-Hertogenbosch") == "s-hertogenbosch"
    assert spreadsheet.slug("Súdwest-Fryslân") == "sudwest-fryslan"
    assert spreadsheet.slug("../../etc/passwd") == "etc-passwd"
    assert spreadsheet.slug("…") == "cijfers"
    long = "Rekening en oorspronkelijke begroting: lasten voor jeugdzorg per inwoner, in euro"
    assert (
        spreadsheet.slug(f"{long} 2017-2025")
        == (
            "rekening-en-oorspronkelijke-begroting-lasten-voor-jeugdzorg-per-2017-2025"  # of these years, not of 2017
        )
    )
    assert spreadsheet.slug(long) == (
        "rekening-en-oorspronkelijke-begroting-lasten-voor-jeugdzorg-per-inwoner-in-euro"
    )


@given(st.text())
def test_a_slug_is_safe_in_any_file_system(text: str) -> None:
    slug = spreadsheet.slug(text)
    assert 0 < len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (
            ("Deventer", "Zelfevaluatie", "zelfevaluatie cijfers"),
            "eigenwijzer-deventer-zelfevaluatie-cijfers",
        ),
        (("Deventer", "Uw jeugdregio", "jeugdregio kaart"), "eigenwijzer-deventer-uw-jeugdregio-kaart"),
        (
            ("Vijf gemeenten in 2021", "vijf gemeenten in 2021 kort"),
            "eigenwijzer-vijf-gemeenten-in-2021-kort",
        ),
        (("Rapport nagerekend", "nagerekend"), "eigenwijzer-rapport-nagerekend"),
        (("Utrecht", "Vergelijken", "lasten 2023"), "eigenwijzer-utrecht-vergelijken-lasten-2023"),
    ],
)
def test_a_file_name_says_a_word_once_where_two_parts_meet(parts: tuple[str, ...], name: str) -> None:
    assert spreadsheet.stem(*parts) == name


def test_only_a_number_has_a_unit_of_its_row() -> None:
    columns = (Column("deel", "Deel"), Column("eigen", "Eikenstad", "getal"))
    rows: tuple[Row, ...] = (
        {"deel": "Eigen analyse", "eigen": Cell("")},
        {"deel": "lasten", "eigen": Cell(350.0, unit="eur")},
    )
    made = read(spreadsheet.csv_dutch(Table("Delen", columns, rows, row_header="deel")), "utf-8-sig", ";")
    assert made[0][2] == "Eikenstad (eenheid)"
    assert [line[2] for line in made[1:]] == ["", "euro"]


def test_what_a_line_is_is_said_once_where_lines_are_cited() -> None:
    told = Provenance(day=date(2026, 11, 29), version="v", link="https://a", group=GroupTold("Groep", "", (
        MemberTold("GM0200", "Apeldoorn", "Apeldoorn is een grote gemeente dichtbij (regel 425)."),
        MemberTold("GM0193", "Zwolle", "even groot"),
    )))  # fmt: skip
    cited = Table("Delen", (Column("a", "Deel"),), ({"a": "x"},), row_header="a", source="rapport, regel 12")
    bare = Table("Delen", (Column("a", "Deel"),), ({"a": "een regel voor iedereen"},), row_header="a")
    of_cited = [line for line in told.lines([cited, bare], ["Een", "Twee"]) if line[2] == LINE]
    assert of_cited == [("Een", "Toelichting", LINE), ("Groep", "Toelichting", LINE)]
    assert [value for part, name, value in told.lines([bare], ["Een"]) if name.startswith("GM")] == [
        "Apeldoorn is een grote gemeente dichtbij (regel 425).",  # a sentence about it, not its name twice
        "Zwolle: even groot",
    ]
