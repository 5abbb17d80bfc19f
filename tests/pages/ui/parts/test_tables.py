from html.parser import HTMLParser

import pytest

from pages.ui.parts import blocks, tables
from pages.ui.parts.tables import Cell, Column, Table, Value
from pages.ui.parts.tables_html import html

COLUMNS = (
    Column("naam", "Gemeente"),
    Column("lasten", "Lasten per inwoner 2019", "eur"),
    Column("gebruik", "Jeugdhulp zonder verblijf", "pct", 1),
)
TABLE = Table(
    caption="Lasten en gebruik",
    columns=COLUMNS,
    rows=(
        {"naam": "Eikenstad", "lasten": 240.4, "gebruik": Cell(6.7, provisional=True)},
        {"naam": "100.000 tot 150.000 inwoners", "lasten": Cell(None, "x"), "gebruik": Cell(None, "#")},
        {"naam": "Beukendam", "gebruik": Cell(7.8, printed="7,8%", flag="Dit cijfer past niet in de rij.")},
    ),
    row_header="naam",
    highlight=frozenset({"Eikenstad"}),
    notes=("Een eigen noot.",),
    source="Bron: voorbeeld.",
)


class Reader(HTMLParser):
    """Collects every tag with its attributes and text, and checks that tags are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_a_table_has_caption_scopes_and_a_named_region() -> None:
    read = Reader(html(TABLE))
    assert "caption" in [tag for tag, _ in read.tags]
    scopes = [a.get("scope") for tag, a in read.tags if tag == "th"]
    assert scopes == ["col"] * 3 + ["row"] * 3
    region = next(a for _, a in read.tags if a.get("role") == "region")
    assert region["tabindex"] == "0"
    assert region["aria-label"] == "Tabel: Lasten en gebruik"
    assert not [a for _, a in read.tags if "style" in a or any(key.startswith("on") for key in a)]


def test_a_table_stays_a_table_beside_other_html() -> None:
    """The files of a table stand behind it: neither escapes the other."""
    both = html(TABLE) + blocks.file_links({"csv": "/bestand/x.csv"})
    assert [tag for tag, _ in Reader(both).tags].count("table") == 1
    assert 'href="/bestand/x.csv"' in both
    assert "&lt;" not in both


def test_numbers_are_dutch_and_statuses_are_said_in_words() -> None:
    words = Reader(html(TABLE)).words
    assert "€\u00a0240" in words
    assert "6,7%*" in words
    assert "niet van toepassing of niet in het rapport" in words
    for line in ("x = niet van toepassing", "# = te weinig", "– = geen cijfer", "* = voorlopig", "Een eigen"):
        assert any(word.startswith(line) for word in words), line
    assert not any(word.startswith("- =") for word in words)  # a status that is not there is not explained


def test_a_flag_is_numbered_at_the_cell_and_beneath() -> None:
    words = Reader(html(TABLE)).words
    assert words.count("1)") == 1
    assert "1) Dit cijfer past niet in de rij." in words


def test_only_the_chosen_row_is_marked() -> None:
    rows = [a for tag, a in Reader(html(TABLE)).tags if tag == "tr"]
    assert [a.get("class") for a in rows].count("ew-eigen") == 1


def test_every_text_is_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    table = Table(
        caption=evil,
        columns=(Column("a", evil), Column("b", evil)),
        rows=({"a": evil, "b": Cell(evil, flag=evil, tone="same")}, {"a": Cell(None, printed=evil)}),
        row_header="a",
        highlight=frozenset({evil}),
        notes=(evil,),
        source=evil,
    )
    read = Reader(html(table))
    assert "script" not in [tag for tag, _ in read.tags]
    assert evil in read.words


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//elders.example", "http://x", "data:text/html,x"])
def test_links_lead_to_our_pages_or_https(href: str) -> None:
    with pytest.raises(ValueError, match="link"):
        Cell("x", href=href)


@pytest.mark.parametrize("href", ["/kosten?g=GM0150", "?g=GM0150", "#noot", "https://opendata.cbs.nl/x"])
def test_our_links_are_links(href: str) -> None:
    table = Table("c", (Column("a", "A"),), ({"a": Cell("x", href=href)},), "a")
    assert [a["href"] for tag, a in Reader(html(table)).tags if tag == "a"] == [href]


def test_a_table_that_cannot_be_right_is_refused() -> None:
    with pytest.raises(ValueError, match="caption"):
        Table("", COLUMNS, (), "naam")
    with pytest.raises(ValueError, match="row header"):
        Table("c", COLUMNS, (), "iets")
    with pytest.raises(ValueError, match="unique"):
        Table("c", (COLUMNS[0], COLUMNS[0]), (), "naam")
    with pytest.raises(ValueError, match="unknown columns"):
        Table("c", COLUMNS, ({"naam": "x", "ander": 1},), "naam")


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        (Cell(0), "eur", "€\u00a00"),
        (Cell(None), "eur", "–"),
        (Cell(float("nan"), "geen_cijfer"), "eur", "–"),
        (Cell(None, "niet_geleverd"), "eur", "niet aangeleverd"),
        (Cell(569, "boekt_voor_anderen"), "eur", "€\u00a0569ʳ"),
        (Cell(569, "niet_plausibel"), "eur", "€\u00a0569†"),
        (Cell(7.8, printed="7,8%"), "pct", "7,8%"),
        (Cell(2, provisional=True), "deciel", "2*"),
        (Cell("tekst"), "text", "tekst"),
    ],
)
def test_text_of_a_cell(cell: Cell, unit: str, expected: str) -> None:
    assert tables.cell_text(cell, Column("a", "A", unit)) == expected


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("rapport, tabel 2", "Bron: rapport, tabel 2"),
        ("Bronnen: CBS en rapport", "Bronnen: CBS en rapport"),
        ("", ""),
    ],
)
def test_the_source_is_named_as_such_once(source: str, line: str) -> None:
    assert tables.source_line(source) == line


def made(*values: Cell | str, keeps_empty: bool = False) -> Table:
    columns = (
        Column("naam", "Gemeente"),
        Column("a", "Lasten, per inwoner", "eur"),
        Column("b", "Deciel", "deciel"),
    )
    rows = tuple({"naam": name, "a": values[0], "b": values[1]} for name in ("Aa", "Be"))
    return Table("Cijfers", columns, rows, row_header="naam", keeps_empty=keeps_empty)


def test_a_wholly_empty_column_becomes_one_line() -> None:
    shown = html(made(Cell(None, "niet_geladen"), Cell(2)))
    assert "Niet in deze tabel, want nog niet geladen: lasten (per inwoner)." in shown
    assert shown.count("lasten (per inwoner)") == 1 and ">2<" in shown
    said_elsewhere = html(made(Cell(None, "niet_geladen"), Cell(2)), tells_awaited=False)
    assert "Lasten, per inwoner" not in said_elsewhere and ">2<" in said_elsewhere
    other = html(made(Cell(None, "geen_cijfer"), Cell(2)))
    assert "want er is geen enkel cijfer: lasten (per inwoner) (het CBS geeft geen cijfer" in other


def test_without_any_figure_there_is_the_line_and_no_table() -> None:
    shown = html(made(Cell(None, "niet_geladen"), Cell(None, "niet_geladen")))
    assert "<table" not in shown and shown.count("nog niet geladen") == 1


def test_a_period_without_a_figure_stays_as_missing() -> None:
    shown = html(made(Cell(None, "niet_geladen"), Cell(2), keeps_empty=True))
    assert "Lasten, per inwoner</th>" in shown and "dit cijfer is nog niet opgehaald" in shown


def test_a_file_keeps_the_empty_column() -> None:
    assert len(made(Cell(None, "niet_geladen"), Cell(2)).columns) == 3
    assert [column.key for column in tables.folded(made(Cell(None, "niet_geladen"), Cell(2))).columns] == [
        "naam",
        "b",
    ]


def test_a_column_of_many_words_gets_room_and_a_number_is_never_broken() -> None:
    """What a cell of 20 lines of one word looked like: *Bronnen*, 'Wat het is', at 60 pixels."""
    columns = (
        Column("cijfer", "Cijfer"),
        Column("is", "Wat het is"),
        Column("alle", "Alle", align="right"),
        COLUMNS[1],
    )
    row: dict[str, Value | Cell] = {
        "cijfer": "Groei van de lasten per inwoner",
        "is": "woord " * 40,
        "alle": "€ 109.858 minder tot € 1.998.159 meer",
        "lasten": 1.0,
    }
    looks = [
        tag["class"]
        for _, tag in Reader(html(Table("T", columns, (row,), row_header="cijfer"))).tags
        if tag.get("scope") == "row" or _ == "td"
    ]
    assert looks == ["ew-links ew-breed", "ew-links ew-lang", "ew-rechts ew-woorden", "ew-rechts"]
    short = Table("T", columns, ({**row, "cijfer": "Groei", "is": "kort"},), row_header="cijfer")
    assert "ew-breed" not in html(short) and "ew-lang" not in html(short)
