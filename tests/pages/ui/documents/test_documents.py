from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pypdf
import pytest
import typst
from docx.oxml.ns import qn

from pages.ui.documents import pdf, word
from pages.ui.documents.content import Section, table_text
from pages.ui.parts.tables import Column, Table
from tests.pages.ui import samples
from tests.pages.ui.sample_document import TABLE, document
from tests.support import native

EVIL = '#panic("x") $1$ *vet* <label> @ref `code` \\u{41} </w:t> & "q" // [x]'


@pytest.fixture(scope="module")
def pdf_bytes() -> bytes:
    return pdf.render(document())


@pytest.fixture(scope="module")
def word_bytes() -> bytes:
    return word.render(document())


@pytest.mark.skipif(not native.IS_TOLD, reason="only glibc tells what is in use")
def test_nothing_of_a_document_stays_in_memory() -> None:
    """typst keeps what it worked out in the last ten: 20 MB of these, a hundred of the sheets of gemeenten."""
    for number in range(2):
        pdf.render(document(f"Eikenstad {number}"))
    before = native.used_mb()
    for number in range(10, 20):
        pdf.render(document(f"Eikenstad {number}"))
    assert native.used_mb() - before < 5


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def pdf_text(content: bytes) -> str:
    return flat(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages))


def structure(content: bytes) -> list[Any]:
    """Every element of the structure tree, in reading order."""
    root = pypdf.PdfReader(BytesIO(content)).trailer["/Root"]
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(root["/StructTreeRoot"])
    return found


def test_table_as_text_numbers_its_footnotes() -> None:
    text = table_text(TABLE)
    assert text.headings[0] == "Gemeente"
    assert text.sides == ("left", "right", "right", "right", "right")
    assert [line.own for line in text.lines] == [True, False, False, False, False]
    assert text.lines[4].cells[2] == "€\u00a012.319 [1]"
    assert text.lines[3].cells[3:] == ("€\u00a0366*", "–")
    assert text.notes[0] == "[1] Dit cijfer past niet bij de andere cijfers in de rij."
    assert text.notes[-1] == f"Bron: {samples.SOURCE}"


def test_pdf_is_tagged_dutch_and_claims_ua(pdf_bytes: bytes) -> None:
    reader = pypdf.PdfReader(BytesIO(pdf_bytes))
    root = reader.trailer["/Root"]
    assert root["/Lang"] in ("nl", "nl-NL")
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == document().title
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_pdf_holds_every_text(pdf_bytes: bytes) -> None:
    text = pdf_text(pdf_bytes)
    made = document()
    wanted = [
        made.title, made.subtitle, *made.summary, *made.caveats, *made.sources, *made.colophon, made.link,
        "Agendapunt:", "Technische vraag: Welke hulp", "€ 10.143", "€ 12.319 [1]", "Een tweede punt.", "pagina 1 van",
    ]  # fmt: skip
    assert [words for words in wanted if flat(words) not in text] == []


def test_pdf_has_headings_table_headers_and_alt_texts(pdf_bytes: bytes) -> None:
    elements = structure(pdf_bytes)
    kinds = [element["/S"] for element in elements]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 6
    assert kinds.count("/TH") == len(TABLE.columns)
    alts = [str(element["/Alt"]) for element in elements if "/Alt" in element]
    for chart in (samples.slope(), samples.line(), samples.bar()):
        assert chart.alt in alts


def test_pdf_fonts_come_along(pdf_bytes: bytes) -> None:
    for page in pypdf.PdfReader(BytesIO(pdf_bytes)).pages:
        fonts = page["/Resources"].get("/Font", {})
        names = {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
        assert names and all("DejaVu" in name and "+" in name for name in names)  # "+": embedded subset


def test_word_is_dutch_with_headings_and_properties(word_bytes: bytes) -> None:
    opened = docx.Document(BytesIO(word_bytes))
    headings = [(p.style.name, p.text) for p in opened.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", document().title)
    assert [text for _, text in headings[1:]] == [
        "In het kort", "Cijfers", "Verloop", "Let op bij deze cijfers", "Vragen voor het gesprek",
        "Bronnen en versie",
    ]  # fmt: skip
    assert opened.core_properties.language == "nl-NL"
    assert opened.core_properties.title == document().title
    languages = {e.get(qn("w:val")) for e in opened.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}
    assert round(opened.sections[0].page_width.cm, 1) == 21.0


def test_the_notes_of_a_table_stand_on_its_sheet(word_bytes: bytes) -> None:
    """Of *Vergelijken* in Word the explanation of the marks stood on the next sheet, alone."""
    opened = docx.Document(BytesIO(word_bytes))
    last = opened.tables[0].rows[-1]
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in last.cells)
    said = table_text(TABLE).notes
    notes = [p for p in opened.paragraphs if p.text in said][: len(said)]
    assert [p.text for p in notes] == list(said) and len(said) > 1
    assert [bool(p.paragraph_format.keep_with_next) for p in notes] == [True] * (len(notes) - 1) + [False]


def test_no_row_of_a_long_table_stands_alone_at_the_foot_of_a_sheet() -> None:
    """*Vergelijken* of Utrecht beside its province: a sheet ended with the heading and one row of a table."""
    rows = tuple({**TABLE.rows[0], TABLE.row_header: f"Gemeente {n}"} for n in range(20))
    made = word.render(replace(document(), sections=(Section("Cijfers", (replace(TABLE, rows=rows),)),)))
    found = docx.Document(BytesIO(made)).tables[0].rows
    together = [all(c.paragraphs[0].paragraph_format.keep_with_next for c in row.cells) for row in found]
    assert together[:4] == [True, True, True, False] and together[-3:] == [False, True, True]


def test_a_list_has_no_summary_in_short() -> None:
    """'In het kort' stands above figures summed up: a list of papers to ask for goes on under its own title."""
    listed = replace(document(), opening="")
    opened = docx.Document(BytesIO(word.render(listed)))
    assert "In het kort" not in [p.text for p in opened.paragraphs]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf.render(listed))).pages)
    assert "In het kort" not in text and document().summary[0][:30] in text


def test_word_holds_every_text_and_the_link(word_bytes: bytes) -> None:
    opened = docx.Document(BytesIO(word_bytes))
    made = document()
    text = "\n".join(p.text for p in opened.paragraphs)
    for words in (made.subtitle, *made.summary, *made.caveats, *made.sources, *made.colophon, made.link):
        assert words in text
    for label in made.open_lines:
        assert f"{label}:" in text
    targets = {relation.target_ref for relation in opened.part.rels.values() if relation.is_external}
    assert targets == {made.link}


def test_word_table_repeats_its_header_and_says_what_it_is(word_bytes: bytes) -> None:
    table = docx.Document(BytesIO(word_bytes)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [column.heading for column in TABLE.columns]
    assert len(list(table._tbl.iter(qn("w:tblHeader")))) == 1
    assert next(table._tbl.iter(qn("w:tblCaption"))).get(qn("w:val")) == TABLE.caption
    assert table.rows[1].cells[2].text == "€\u00a010.143"
    assert table.rows[1].cells[0].paragraphs[0].runs[0].bold


def test_word_pictures_have_alt_texts_and_pages_numbers(word_bytes: bytes) -> None:
    opened = docx.Document(BytesIO(word_bytes))
    described = [e.get("descr") for e in opened.element.body.iter(qn("wp:docPr"))]
    assert described == [samples.slope().alt, samples.line().alt, samples.bar().alt]
    foot = opened.sections[0].footer._element
    codes = [(e.text or "").strip() for e in foot.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_what_somebody_types_is_text_and_never_markup() -> None:
    made = document()
    evil = replace(
        made,
        title=EVIL,
        summary=(EVIL,),
        sections=(Section(EVIL, (EVIL, replace(TABLE, caption=EVIL, notes=(EVIL,)))),),
        questions=((EVIL, EVIL),),
    )
    assert pdf_text(pdf.render(evil)).count(flat(EVIL)) >= 6
    content = word.render(evil)
    text = "\n".join(p.text for p in docx.Document(BytesIO(content)).paragraphs)
    assert text.count(EVIL) >= 6
    assert "w:t" in ZipFile(BytesIO(content)).read("word/document.xml").decode()


def test_a_document_needs_title_summary_and_a_full_link() -> None:
    with pytest.raises(ValueError, match="title"):
        replace(document(), title=" ")
    with pytest.raises(ValueError, match="summary"):
        replace(document(), summary=())
    with pytest.raises(ValueError, match="link"):
        replace(document(), link="javascript:alert(1)")


def test_typst_itself_refuses_a_figure_without_alt_text() -> None:
    source = (
        b'#set document(title: "x")\n#figure(image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>")))'
    )
    with pytest.raises(typst.TypstError, match="alt"):
        typst.compile(source, pdf_standards=["ua-1"])


def test_documents_without_charts_caveats_or_questions_are_made_too() -> None:
    bare = replace(document(), sections=(), caveats=(), questions=(), sources=(), subtitle="")
    assert "Vragen voor het gesprek" not in pdf_text(pdf.render(bare))
    assert len(docx.Document(BytesIO(word.render(bare))).tables) == 0


def test_the_same_document_gives_the_same_pdf(pdf_bytes: bytes) -> None:
    assert pdf.render(document()) == pdf_bytes


def test_a_long_text_takes_the_room_that_short_words_leave_and_no_word_is_broken() -> None:
    note = "woord " * 300
    words = ("Gemeenteraad", "Nederland, officieel", "Soort", "Van wie", "Verklaring", "Tekst")
    columns = tuple(Column(f"k{n}", heading) for n, heading in enumerate(words))
    cells = ("Opdrachtgeverschap", "specialistische hulp", "verhaal", "griffie, 28 november 2026", note, note)
    row = {column.key: cell for column, cell in zip(columns, cells, strict=True)}
    text = table_text(
        Table("Notities", columns, (row,), row_header="k0", notes=(), source="hier", file_stem="notities")
    )
    parts = [95 * each / sum(text.widths) for each in text.widths]
    longest = (18, 15, 7, 8, 11, 5)
    assert all(part >= least for part, least in zip(parts, longest, strict=True))
    assert min(parts[-2:]) > max(parts[2:-2])
