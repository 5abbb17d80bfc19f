"""What a form says of what was filled in: by hand-made answers, on screen and in the document."""

from datetime import date

import pytest

from loaders.files import shipped
from metrics.comparing.reading import Reading
from metrics.forms import Given
from pages.ui.documents import word
from pages.ui.documents.provenance import Provenance
from pages.ui.forms import html, telling
from pages.ui.forms.figures import OwnFigurePointed
from pages.ui.forms.telling import Filled
from pages.ui.parts.tables import Table, cell_text
from tests.data.screen_words import hits

RECORDS = shipped.records()
FORM = RECORDS.forms["samenwerken"]
ORIGIN = Provenance(day=date(2026, 11, 28), version="x", link="http://localhost/samenwerken?g=GM0001")


def told(*given: Given, figures: dict[str, OwnFigurePointed] | None = None) -> Filled:
    return telling.filled(FORM, "Aa", given, figures or {}, lambda sources: ", ".join(sources))


def own(value: float, reason: str = "") -> OwnFigurePointed:
    indicator = RECORDS.indicators["lasten_per_inwoner"]
    reading = Reading(
        "lasten_per_inwoner", "GM0001", "2023", value=value, reason=reason, sources=("45063NED",)
    )
    return OwnFigurePointed(indicator, "2023", "2023", reading, reading)


BOTH = (
    Given("samenwerken", "h2", ("b",)),
    Given("samenwerken", "h3", ("b",), "Twee ontbreken <script>", "lasten_per_inwoner"),
)


def test_nothing_filled_in_is_said_as_such() -> None:
    empty = told()
    assert telling.progress(empty) == "Het formulier heeft 21 vragen. U hoeft ze niet allemaal in te vullen."
    assert telling.rows(empty, FORM.parts[0]) == () and telling.said(empty) == ()
    assert len(telling.document(empty, ORIGIN).sections) == len(FORM.parts)  # the form to talk over


def test_a_note_prints_the_figure_that_it_points_at() -> None:
    found = told(*BOTH, figures={"lasten_per_inwoner": own(432.4)})
    assert telling.answer_text(found, FORM.by_code["h3"]).replace("\xa0", " ").split("\n") == [
        "Nee, of een deel niet",
        "Toelichting: Twee ontbreken <script>",
        "Lasten per inwoner, 2023: € 432. Bron: 45063NED.",
    ]
    barred = told(*BOTH, figures={"lasten_per_inwoner": own(432.4, "niet_plausibel")})
    assert "€\xa0432 (niet plausibel)" in telling.answer_text(barred, FORM.by_code["h3"])


def test_a_quadrant_follows_from_two_answers_and_only_there() -> None:
    (said,) = telling.said(told(*BOTH))
    assert said.startswith("Kwadrant IV:") and said.endswith("regel 291.")
    assert telling.said(told(BOTH[0])) == ()
    assert telling.said(told(*BOTH), "vraag") == (said,) and telling.said(told(*BOTH), "vorm") == ()


def test_the_document_holds_answers_open_questions_and_sources() -> None:
    made = telling.document(told(*BOTH, figures={"lasten_per_inwoner": own(432.4)}), ORIGIN)
    (section,) = made.sections
    (table,) = section.blocks
    assert isinstance(table, Table) and section.heading == "1. Eén hulpvraag"
    cells = [cell_text(table.cell(row, table.columns[1]), table.columns[1]) for row in table.rows]
    assert cells[0] == "niet ingevuld" and cells[1] == "Meer aanbieders samen"
    assert made.summary[0].startswith("Ingevuld: 2 van de 21 vragen.")
    assert any(each.startswith("Kwadrant IV") for each in made.summary)
    assert made.sources[0].count("(") == 4  # the form asks from four documents, each with where it is from
    assert hits(" ".join(made.summary)) == []


def test_marks_that_are_no_text_do_not_stop_word() -> None:
    made = telling.document(told(Given("samenwerken", "h1", (), "a\x00b\x0bc\nd")), ORIGIN)
    assert word.render(made)[:2] == b"PK"
    (row,) = telling.rows(told(Given("samenwerken", "h1", (), "a\x00b\nd ")), FORM.parts[0])
    assert row[1] == "ab\nd"


def test_what_was_written_is_shown_as_text() -> None:
    shown = html.answers("Deel", [("Vraag?", "regel <script>\ntweede")])
    assert "<script>" not in shown and "&lt;script&gt;" in shown and shown.count("<dd>") == 2


@pytest.mark.parametrize("form", sorted(RECORDS.forms))
def test_every_part_says_where_its_questions_come_from(form: str) -> None:
    found = RECORDS.forms[form]
    for part in found.parts:
        assert "regel" in telling.source_of(found.of_part(part.code))
