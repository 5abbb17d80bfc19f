"""What a visitor takes along has no run of nine words that a source document has too: read back from the files."""

import io
from datetime import date

import docx
import pytest

from loaders.files import shipped
from pages.ui.documents import word
from pages.ui.documents.provenance import Provenance
from pages.ui.documents.spreadsheet import csv_machine
from pages.ui.forms import telling
from pages.ui.gesprek import papers
from pages.ui.samenwerken import arrangements_table
from tests.data.test_no_copied_words import SEEDS, copied

RECORDS = shipped.records()
ORIGIN = Provenance(day=date(2026, 11, 28), version="x", link="http://localhost/gesprek?g=GM0150")


def text_of(body: bytes) -> str:
    opened = docx.Document(io.BytesIO(body))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    # a stop between them: a run over two cells is nobody's sentence
    return " \u00b6 ".join([*(each.text for each in opened.paragraphs), *cells])


def exports() -> tuple[tuple[str, str], ...]:
    forms = (
        telling.document(telling.filled(form, "Aa", (), {}, ", ".join), ORIGIN)
        for form in RECORDS.forms.values()
    )
    made = (*forms, papers.document(RECORDS.papers, "Aa", ORIGIN))
    table = csv_machine(arrangements_table.whole(RECORDS.arrangements)).decode("utf-8-sig")
    return (*((each.title, text_of(word.render(each))) for each in made), ("samenwerkingsverbanden", table))


def test_no_export_has_a_sentence_of_a_source_document() -> None:
    found = exports()
    assert [len(text.split()) > 100 for _, text in found] == [True] * 4
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here: exports are not held against the source documents")
    assert [
        line
        for where, text in found
        for part in text.split("\u00b6")
        for line in copied(((where, part),), SEEDS)
    ] == []
