"""'Bewaren of delen': the panel, the addresses, and the documents a griffier would attach."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn

from metrics.comparing.picture import Picture
from metrics.comparing.ranking import Position
from metrics.comparing.reading import GROUP, Reading
from metrics.groups.robustness import Vote
from metrics.places.codes import NEDERLAND
from pages.ui.brief import document as gemeente_document
from pages.ui.brief import html
from pages.ui.brief.country import Among
from pages.ui.brief.explain import Explanation
from pages.ui.brief.figures import COST, GROWTH, PER_USER, USE, Measure, OnPage
from pages.ui.brief.view import Brief
from pages.ui.charts.spec.lines import LineChart
from pages.ui.documents import onepage_word, pdf, spreadsheet
from pages.ui.documents.onepage import OnePage, Part
from pages.ui.documents.provenance import Provenance
from pages.ui.site import saving
from pages.ui.site.serving import files
from tests.pages.ui import sample_document, samples
from tests.pages.ui.documents.test_documents import flat, pdf_text

DAY = date(2026, 11, 22)
LINK = "https://eigenwijzer.example/gemeente?g=GM0000&r=cbs&j=2023"
VOTE = Vote("jeugdregio", "Zelfde jeugdregio", 1, 1, 0, 400, 400, "ratio_of_sums")
STAMP = Provenance(day=DAY, version="22 november 2026 (abcdef12)", link=LINK)


def figure(measure: Measure, value: float | None, country: float, when: str) -> OnPage:
    def reading(region: str, found: float | None) -> Reading:
        reason = "niet_geladen" if found is None else ""
        return Reading(
            measure.indicator, region, "2023", found, cell_status=reason or "ok", period_status="definitief",
            sources=("45063NED",), reason=reason,
        )  # fmt: skip

    return OnPage(
        measure=measure, figure=reading("GM0000", value), country=reading(NEDERLAND, country),
        group=reading(GROUP, country * 1.1), among=Among({"GM0000": Position(54, 287, 0, 342)}, {}, None),
        name="Eikenstad", when=when,
        beneath=("Index zoals in het rapport, 2019: 108 (begroting 2017 = 100)",) if measure is GROWTH else (),
    )  # fmt: skip


def brief() -> Brief:
    chart = samples.line()
    assert isinstance(chart, LineChart)
    return Brief(
        name="Eikenstad", code="GM0000", year="2023", what="jaar van de lasten",
        notice="Let op: dit zijn cijfers over 2023. Nieuwere cijfers zijn nog niet geladen.",
        sentences=("In 2023 waren de lasten voor jeugdzorg in Eikenstad € 350 per inwoner (CBS).",),
        figures=(
            figure(COST, 350.4, 353.6, "2023"), figure(PER_USER, None, 11409.0, "2023"),
            figure(GROWTH, 13.4, 8.9, "2022 tot 2023"), figure(USE, 6.7, 7.2, "1e halfjaar 2023"),
        ),
        budget="In 2023 was de rekening € 350 per inwoner en de oorspronkelijke begroting € 299.",
        compared="Vergeleken met Beukendam en Lindenhove, omdat ze op Eikenstad lijken.",
        heaviest="In Eikenstad gaat het om weinig jongeren.", remarks=("Eikenstad bestaat sinds 2019.",),
        trends=(chart,), holds="Dat is met één soort groep niet te zeggen.",
        picture=Picture("lager", (VOTE,)), difference="In 2023 waren ze lager.",
        reasons=(Explanation("Inkomen", "Deciel 2 in 2021."),),
        questions=(("technische vraag", "Welke hulp zit in dit bedrag?"), ("in de raad", "Past deze groep bij ons?")),
        not_here="Dit ziet u hier niet: wachttijden.", general=("Niet gecorrigeerd voor stijgende prijzen en lonen.",),
        source="CBS 45063NED, geladen op 1 maart 2026",
    )  # fmt: skip


def document() -> OnePage:
    return gemeente_document.document(brief(), STAMP)


@pytest.fixture(scope="module")
def made() -> dict[str, files.File]:
    """Every file of the page, as the server's route gives them."""
    addresses = {
        **files.addresses_of_document(document(), saving.stem("Eikenstad", "2023", DAY)),
        **files.addresses_of_tables(
            gemeente_document.tables(brief()), saving.stem("Eikenstad", "2023", DAY), STAMP
        ),
    }
    found = {}
    for kind, address in addresses.items():
        token, extension = address.removeprefix(f"/{files.PREFIX}/").split(".")
        file = files.REGISTRY.file(token, extension)
        assert file is not None
        found[kind] = file
    return found


WANTED = (
    "Jeugdzorg in het kort", "Agendapunt", "Datum vergadering", "Opgesteld door",
    "€ 350 per inwoner", "Lasten per inwoner", "13%", "6,7%", "54", "287", "oorspronkelijke begroting",
    "In Eikenstad gaat het om weinig jongeren.", "Welke hulp zit in dit bedrag?", "Past deze groep bij ons?",
    "CBS 45063NED, geladen op 1 maart 2026", "22 november 2026 (abcdef12)", "Dit ziet u hier niet: wachttijden.",
    "Dit cijfer is nog niet geladen.", "Index zoals in het rapport", "Zelfde jeugdregio", "1 van 1",
)  # fmt: skip


def test_names_of_the_files(made: dict[str, files.File]) -> None:
    assert {kind: file.name for kind, file in made.items()} == {
        "pdf": "eigenwijzer-eikenstad-cijfers2023-2026-11-22.pdf",
        "docx": "eigenwijzer-eikenstad-cijfers2023-2026-11-22.docx",
        "xlsx": "eigenwijzer-eikenstad-cijfers2023-2026-11-22.xlsx",
    }
    assert (
        saving.stem("'s-Hertogenbosch", "2023", DAY) == "eigenwijzer-s-hertogenbosch-cijfers2023-2026-11-22"
    )
    compared = saving.stem("Eikenstad", "2023", DAY, "Vergelijken")
    assert compared == "eigenwijzer-eikenstad-vergelijken-cijfers2023-2026-11-22"


def test_the_pdf_holds_everything_in_dutch(made: dict[str, files.File]) -> None:
    body = made["pdf"].body
    text = pdf_text(body)
    for wanted in WANTED:
        assert wanted in text, wanted
    assert LINK in text.replace(" ", "")
    root = pypdf.PdfReader(BytesIO(body)).trailer["/Root"]
    assert str(root["/Lang"]).startswith("nl")
    assert root["/MarkInfo"]["/Marked"]


def test_the_word_document_holds_everything_in_dutch_with_alt_texts(made: dict[str, files.File]) -> None:
    word = docx.Document(BytesIO(made["docx"].body))
    text = flat(" ".join(part.text or "" for part in word.element.body.iter(qn("w:t"))))
    for wanted in WANTED:
        assert wanted in text, wanted
    assert any(relation.target_ref == LINK for relation in word.part.rels.values() if relation.is_external)
    assert word.core_properties.language == "nl-NL"
    pictures = [each.get("descr") for each in word.element.iter(qn("wp:docPr"))]
    strips = [one.strip_alt for one in document().figures if one.strip]
    assert pictures == [*strips, samples.line().alt]
    levels = [each.get(qn("w:val")) for each in word.element.body.iter(qn("w:pStyle"))]
    levels = [each for each in levels if each.startswith("Heading")]
    assert levels[0] == "Heading1" and levels.count("Heading1") == 1 and "Heading2" in levels
    # a table that only sets things beside each other has no caption; one with figures repeats its first row
    told = [
        each
        for each in word.element.body.iter(qn("w:tbl"))
        if each.tblPr.find(qn("w:tblCaption")) is not None
    ]
    assert told and all(
        next(each.iter(qn("w:tr"))).find(f".//{qn('w:tblHeader')}") is not None for each in told
    )


def sheets(body: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(body)).pages)


def test_the_pdf_is_one_sheet_and_one_with_the_tables() -> None:
    """Also where there is far more to say than any gemeente needs: the letter gets smaller, nothing is cut."""
    long = replace(
        brief(), remarks=tuple(f"Let op {n}: {'een lange zin over Eikenstad ' * 4}." for n in range(9))
    )
    assert long.trends and long.remarks
    for content in (document(), gemeente_document.document(long, STAMP)):
        body = pdf.render(content)
        assert sheets(body) == 2
        first, second = (flat(page.extract_text()) for page in pypdf.PdfReader(BytesIO(body)).pages)
        assert LINK in first.replace(" ", "") and "Vragen voor het gesprek" in first
        assert "Vier cijfers van Eikenstad" in second and "Vier cijfers" not in first
    assert "Let op 8" in pdf_text(body)
    assert pdf.sizes_pt(gemeente_document.document(long, STAMP))[0] < pdf.sizes_pt(document())[0]


def test_the_tables_in_word_are_no_larger_than_the_letter_with_which_they_fit() -> None:
    """Letters come in half points: rounded up, 34 gemeenten of 342 had a line or two on a third sheet."""
    page = gemeente_document.document(
        replace(brief(), remarks=tuple(f"Let op {n}: {'een zin ' * 9}." for n in range(9))), STAMP
    )
    fits_pt = pdf.sizes_pt(page)[1]
    assert fits_pt * 2 % 1, "a size between half points"
    body = docx.Document(BytesIO(onepage_word.render(page)))
    drawn = next(each for each in body.tables if each.cell(0, 0).text == "Cijfer")
    sizes = {run.font.size.pt for row in drawn.rows for cell in row.cells for run in cell.paragraphs[0].runs}
    assert sizes and max(sizes) < fits_pt


def test_the_legend_of_the_strips_names_what_is_drawn() -> None:
    """Of a group whose figure cannot be added up no strip has a sign."""
    strip = f"<svg>{LINK}</svg>"
    with_group, without = (
        replace(page, figures=tuple(replace(one, strip=strip, drawn=drawn) for one in page.figures))
        for page, drawn in ((document(), ("Nederland", "Groep")), (document(), ("Nederland",)))
    )
    assert all("Groep" in dict(one.beside) for one in without.figures)
    assert "de groep" in legend(html.figures(with_group)) and "de groep" not in legend(html.figures(without))


def legend(body: str) -> str:
    found = re.search(r'<p class="ew-streeplegenda">.*?</p>', body)
    assert found is not None
    return found[0]


def test_lines_to_write_on_in_word_need_no_leader_of_a_tab() -> None:
    """LibreOffice draws no leader behind which nothing follows: the room for notes was blank."""
    page = replace(document(), columns=((Part("Notities", (), lines_n=3),),))
    body = docx.Document(BytesIO(onepage_word.render(page))).element.body
    lined = [each for each in body.iter(qn("w:p")) if each.find(f".//{qn('w:between')}") is not None]
    assert len(lined) == 3 and all(each.find(f".//{qn('w:bottom')}") is not None for each in lined)


def test_the_screen_the_pdf_and_word_say_the_same(made: dict[str, files.File]) -> None:
    """No second wording: every text of the page on screen stands in both documents."""
    page = document()
    shown = [html.head(page), html.figures(page), html.story(page), html.foot(page)]
    bare = re.sub(r"<details.*?</details>|<[^>]+>", "\n", "\n".join(shown), flags=re.DOTALL)
    screen = [flat(unescape(line)) for line in bare.split("\n")]
    body = docx.Document(BytesIO(made["docx"].body)).element.body
    papers = [pdf_text(made["pdf"].body), flat(" ".join(part.text or "" for part in body.iter(qn("w:t"))))]
    for line in filter(None, (each.strip(" .") for each in screen)):
        for paper in papers:
            assert re.sub(r"\W", "", line).lower() in re.sub(r"\W", "", paper).lower(), line


def test_the_spreadsheet_holds_all_tables_as_numbers(made: dict[str, files.File]) -> None:
    book = openpyxl.load_workbook(BytesIO(made["xlsx"].body))
    assert len(book.sheetnames) == 4  # the four figures, the trend, the groups, the sources
    sheet = book.worksheets[0]
    heading = [cell.value for cell in sheet[1]]
    row = dict(zip(heading, [cell.value for cell in sheet[2]], strict=True))
    assert row["Eikenstad (GM0000)"] == 350.4  # unrounded, and a number
    assert row["Gemeenten lager"] == 54


def test_a_document_is_made_in_both_kinds() -> None:
    content = document()
    for kind in ("docx", "pdf"):
        assert len(files.DOCUMENT_FILES[kind][1](content, None)) > 5000


def test_the_same_page_keeps_its_addresses() -> None:
    one = files.addresses_of_document(document(), "x")
    assert files.addresses_of_document(document(), "x") == one
    assert files.addresses_of_document(document(), "y") != one
    assert set(one) == {"pdf", "docx"}
    assert all(re.fullmatch(r"/bestand/[0-9a-f]{24}\.(pdf|docx)", address) for address in one.values())


def test_a_document_has_no_other_files_and_tables_are_no_document() -> None:
    token = files.REGISTRY.token(document(), "x")
    assert files.REGISTRY.file(token, "csv") is None
    assert files.REGISTRY.file("0" * 24, "pdf") is None
    for kind, content in (("docx", sample_document.TABLE), ("pdf", sample_document.TABLE)):
        with pytest.raises(TypeError):
            files.DOCUMENT_FILES[kind][1](content)
    with pytest.raises(TypeError):
        files.TABLE_FILES["csv"][1](document())


def test_without_figures_there_is_still_a_document() -> None:
    nothing = Brief(
        **{
            **brief().__dict__, "sentences": (), "notice": "", "trends": (), "picture": Picture(None), "holds": "",
            "reasons": (), "budget": "", "difference": "", "questions": (),
        }
    )  # fmt: skip
    content = gemeente_document.document(nothing, STAMP)
    assert content.sentences == ("Van Eikenstad zijn voor deze keuze geen cijfers geladen.",)
    assert sheets(pdf.render(content)) == 2
    assert spreadsheet.xlsx(*gemeente_document.tables(nothing))[:2] == b"PK"


def test_the_panel_holds_link_copy_print_and_files_escaped() -> None:
    evil = 'https://x.example/?g="><script>alert(1)</script>'
    body = saving.panel(evil, {"pdf": "/bestand/a.pdf", "docx": "/bestand/a.docx"}, "De link is gekopieerd.")
    assert "<script>" not in body
    assert 'value="https://x.example/?g=&#34;&gt;&lt;script&gt;' in body
    assert re.findall(r'href="([^"]+)"', body) == ["/bestand/a.pdf", "/bestand/a.docx"]
    for name in ("ew-kopieer", "ew-druk", "ew-gezegd"):
        assert name in body


def test_the_script_listens_to_the_panels_own_classes_only() -> None:
    script = (Path(saving.__file__).parent / "style" / "saving.js").read_text(encoding="utf-8")
    own = {"ew-kopieer", "ew-druk", "ew-delen", "ew-gezegd", "ew-op-papier"}
    assert set(re.findall(r"\.(ew-[a-z-]+)", script)) == own
    assert "http" not in script


def test_the_stamp_in_words() -> None:
    assert STAMP.made == "Gemaakt op 22 november 2026. Versie van de cijfers: 22 november 2026 (abcdef12)."
