"""*Gesprek voorbereiden* as a visitor uses it: the sheet, what fills it, and notes that stay with a figure."""

import logging
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from loaders.files import own_notes
from metrics.notes import FigureNote
from pages.ui.site.serving import files
from tests.pages.conftest import Open, html, opener

PAGE = "gesprek"
K5 = "Een deel van de link klopt niet. We tone"
TYPED = "Alleen voor het blad <b>vet</b>"
NOTE = FigureNote(
    "a1", "GM0150", "lasten_per_inwoner", "2019", "verklaring", "griffie", date(2026, 3, 3), "<script>nota</script>"
)  # fmt: skip
SHOWN = "(verklaring; griffie, 3 maart 2026): </strong>&lt;script&gt;nota&lt;/script&gt;"


def button(at: AppTest, label: str) -> AppTest:
    return next(each for each in at.button if each.label == label).click().run()


def field(at: AppTest, label: str, text: str) -> None:
    every = [*at.text_input, *at.text_area]
    found = [each for each in every if each.label == label] or [
        each for each in every if each.label.startswith(label)
    ]
    found[0].set_value(text)


def test_a_cold_link_opens_the_sheet_and_an_empty_one_says_what_it_is_for(open_report: Open) -> None:
    at = open_report(PAGE, g="GM0150")
    body = html(at)
    assert not at.exception
    assert "<h1>Deventer</h1>" in body and "De vragen van een raadslid" in body
    assert "Niet ingevuld: vraag dit aan de wethouder." in body
    assert "Welke stukken vraagt u op?" in [each.label for each in at.expander]
    other = html(open_report(PAGE, g="GM0193"))
    assert (
        "Eigenwijzer is geen uitgave" in other
    )  # no figures of Zwolle in the report's tables but as a neighbour


def test_chosen_figures_are_in_the_link_and_nonsense_is_said(open_report: Open) -> None:
    at = open_report(PAGE, g="GM0150", cijfers="inkomen,lasten_per_inwoner")
    body = html(at)
    assert not at.exception
    assert K5 in body
    assert body.count('class="ew-kaart"') == 1
    assert "cijfers=lasten_per_inwoner" in unquote(body)


def test_free_text_is_on_the_sheet_as_text_and_in_no_address_and_no_log(
    open_report: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    at = open_report(PAGE, g="GM0150")
    field(at, "Notities voor het blad", TYPED)
    at.run()
    field(at, "Getal", "31.500.000")
    field(at, "Jaar", "2019")
    field(at, "Bron", "Circulaire X")
    button(at, "Zet op het blad")
    body = html(at)
    assert "Alleen voor het blad &lt;b&gt;vet&lt;/b&gt;" in body and TYPED not in body
    assert "31.500.000 (eigen opgave; bron: Circulaire X)" in body.replace("\xa0", " ")
    addresses = [*files.REGISTRY._by_token, *(f"{key}={value}" for key, value in at.query_params.items())]
    links = [part.split('"')[0] for part in body.split('href="')[1:]]
    for each in (*addresses, *links, *(record.getMessage() for record in caplog.records)):
        assert "Alleen voor" not in unquote(str(each)) and "Circulaire" not in unquote(str(each))
    kort = html(at.switch_page("pages/gemeente.py").run())
    assert "31.500.000 (eigen opgave; bron: Circulaire X)" in kort.replace("\xa0", " ")
    assert "Alleen voor het blad" not in kort
    at.switch_page("pages/gesprek.py").run()
    assert next(each for each in at.text_area if each.label.startswith("Notities voor")).value == TYPED
    at.query_params["g"] = "GM0344"
    assert "Alleen voor het blad" not in html(at.run())  # of another gemeente


def test_a_number_of_few_people_is_refused_with_the_reason(open_report: Open) -> None:
    at = open_report(PAGE, g="GM0150")
    next(each for each in at.selectbox if each.label == "Wat wilt u invullen?").set_value("instroom").run()
    field(at, "Getal", "7")
    field(at, "Jaar", "2023")
    field(at, "Bron", "Monitor")
    button(at, "Zet op het blad")
    assert "zo weinig jongeren zijn te herkennen" in html(at)
    assert "Wat onze eigen monitor zegt" not in html(at)


@pytest.fixture
def written(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Pages with one note on a figure of the report."""
    own_notes.add(own_data, NOTE)
    return opener(own_data, monkeypatch)


@pytest.mark.parametrize("name", [PAGE, "gemeente", "vergelijking"])
def test_a_note_stands_with_its_figure_on_every_page_as_text(name: str, written: Open) -> None:
    body = html(written(name, g="GM0150"))
    assert SHOWN in body and "<script>nota" not in body
    assert "ew-notities" not in html(written(name, g="GM0344"))


@pytest.mark.parametrize("name", ["regio", "naast", "zelfevaluatie", "portretten", "kaart"])
def test_a_note_also_stands_on_the_pages_that_show_the_figure_beside_others(name: str, written: Open) -> None:
    body = html(written(name, g="GM0150", naast="GM0344"))
    assert SHOWN in body and "<script>nota" not in body
    assert ("Notitie bij" in html(written(name, g="GM1674", naast="GM0344"))) == (name == "portretten")


@pytest.mark.parametrize("name", [PAGE, "gemeente", "vergelijking"])
def test_a_public_site_shows_none_unless_that_was_switched_on_and_never_writes(
    name: str, written: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    assert SHOWN not in html(written(name, g="GM0150"))
    monkeypatch.setenv("EIGENWIJZER_NOTES", "1")
    at = written(name, g="GM0150")
    assert SHOWN in html(at)
    labels = [each.label for each in at.button]
    assert "Bewaar de notitie" not in labels and "Ja, verwijder" not in labels


def test_a_note_is_written_on_the_page_and_taken_away(
    own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opener(own_data, monkeypatch)(PAGE, g="GM0150")
    button(at, "Bewaar de notitie")
    assert "De notitie is niet bewaard: er staat nog geen tekst." in html(at)
    field(at, "Notitie", TYPED)
    button(at, "Bewaar de notitie")
    (note,) = own_notes.read(own_data).notes
    assert (note.text, note.gemeente, note.role, note.name) == (TYPED, "GM0150", "griffie", "")
    assert html(at).count("Alleen voor het blad &lt;b&gt;vet&lt;/b&gt;") >= 2
    button(at, "Ja, verwijder")  # behind 'Verwijder deze notitie': no single press takes it away
    assert own_notes.read(own_data).notes == () and "De notitie is verwijderd." in html(at)


def test_a_damaged_line_is_named_on_the_page_without_its_text(
    own_data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    own_notes.add(own_data, NOTE)
    path = own_data / "own" / own_notes.NOTES
    path.write_bytes(b'{"text": "geheim' + b"\n" + path.read_bytes())
    body = html(opener(own_data, monkeypatch)(PAGE, g="GM0150"))
    assert "notities.jsonl (onderdeel regel 1)" in body and SHOWN in body
    assert "geheim" not in body + caplog.text and "regel 1" in caplog.text


@pytest.mark.shared
@pytest.mark.parametrize("name", ["kosten", "gebruik"])
def test_a_page_of_a_series_has_the_notes_of_every_period(
    name: str, cbs_data: Path, open_cbs: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = FigureNote(
        "b2", "GM0150", {"kosten": "lasten_per_inwoner", "gebruik": "zonder_verblijf"}[name],
        {"kosten": "2018", "gebruik": "2018H1"}[name], "vraag", "raad", date(2026, 3, 3), "Waarom?", "A. Bos",
    )  # fmt: skip
    monkeypatch.setattr("loaders.files.own_notes.read", lambda _: own_notes.OwnNotes((found,)))
    body = html(open_cbs(name, g="GM0150"))
    assert "(vraag; A. Bos, raad, 3 maart 2026): </strong>Waarom?" in body
    assert "Bewaar deze notities" in body
