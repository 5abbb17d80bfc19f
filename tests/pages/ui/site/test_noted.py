"""Notes beside figures: what stands before them, and how they go along in a file."""

from dataclasses import replace
from datetime import date

from metrics.notes import FigureNote
from pages.ui.documents import spreadsheet
from pages.ui.parts import blocks
from pages.ui.site.noted import Noted

NOTE = FigureNote(
    "a1", "GM0150", "lasten_per_inwoner", "2023", "correctie", "beleid", date(2026, 3, 3), "=1+1 <b>x</b>"
)  # fmt: skip
OTHER = replace(NOTE, code="b2", gemeente="GM0193", indicator="weg", period="2024H1", name="A. Bos")
NAMES = {"GM0150": "Deventer", "GM0193": "Zwolle"}
TITLES = {"lasten_per_inwoner": "Lasten per inwoner"}


def test_a_note_says_on_what_it_is_and_of_whom_where_there_are_several() -> None:
    (one,) = Noted((NOTE,), NAMES, TITLES).lines
    assert one == ("Notitie bij lasten per inwoner, 2023 (correctie; beleid, 3 maart 2026)", NOTE.text)
    leads = [lead for lead, _ in Noted((NOTE, OTHER), NAMES, TITLES).lines]
    assert leads == [
        "Notitie bij lasten per inwoner, 2023 van Deventer (correctie; beleid, 3 maart 2026)",
        "Notitie bij weg, 1e halfjaar 2024 van Zwolle (correctie; A. Bos, beleid, 3 maart 2026)",
    ]


def test_a_file_has_them_whole_with_codes_and_nothing_that_counts() -> None:
    noted = Noted((NOTE, OTHER), NAMES, TITLES)
    assert noted.table is not None
    text = spreadsheet.csv_dutch(noted.table).decode("utf-8-sig")
    assert "GM0150" in text and "<b>x</b>" in text and "A. Bos, beleid, 3 maart 2026" in text
    assert ";=1+1" not in text and ';"=1+1' not in text  # no formula
    assert Noted((), NAMES, TITLES).tables == ()


def test_markup_is_text_and_a_long_one_is_folded() -> None:
    short = blocks.notes([("Bij", "<img src=x onerror=alert(1)>")])
    assert "<img" not in short and "&lt;img" in short and "<details" not in short
    long = blocks.notes([("Bij", "<b>woord</b> " * 100)])
    assert "<details" in long and "<b>" not in long and long.count("&lt;b&gt;") > 100
    many = blocks.notes([("Bij", f"nummer {n}") for n in range(5)])
    assert "En nog 2 notities bij deze cijfers" in many and "nummer 4" in many
    assert blocks.notes([]) == ""
