"""The document as Word: real headings, language nl, alt texts, repeating table headers, page numbers."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from metrics import dutch
from pages.ui.charts import paper as drawing
from pages.ui.charts.spec import Chart
from pages.ui.documents.content import QUESTIONS, Block, Bullets, Document, TableText, table_text
from pages.ui.documents.onepage import OnePage
from pages.ui.parts import theme
from pages.ui.parts.tables import Table, source_line

LANGUAGE = "nl-NL"
_FONT = "Arial"  # on every office machine; LibreOffice sets the same widths
_TEXT_CM = 17.0  # A4 less margins
_CHART_CM = 15.0  # two charts with their notes fit on a page with text
_FIRST_ROWS = 3  # with its heading: no row of a longer one stands alone at the foot of a sheet
_WHOLE_ROWS = 15  # with its heading: as many stay on one sheet with their notes
_NOTE, _CAPTION = "Eigenwijzer noot", "Eigenwijzer bijschrift"


def render(document: Document) -> bytes:
    """Give the docx. About a tenth of a second a chart."""
    word = docx.Document()
    paper(word, document, f"Eigenwijzer · {document.title} · versie {document.version}", (2, 2))
    styles(word)
    word.add_heading(document.title, level=1)
    if document.subtitle:
        word.add_paragraph(document.subtitle)
    for label in document.open_lines:
        _open_line(word, label)
    if document.opening:
        word.add_heading(document.opening, level=2)
    for text in document.summary:
        word.add_paragraph(text)
    for section in document.sections:
        word.add_heading(section.heading, level=2)
        for block in section.blocks:
            _block(word, block)
    if document.caveats:
        word.add_heading("Let op bij deze cijfers", level=2)
        _bullets(word, document.caveats)
    if document.questions:
        word.add_heading(QUESTIONS, level=2)
        for label, text in document.questions:
            paragraph = word.add_paragraph(style="List Number")
            paragraph.add_run(f"{dutch.capital(label)}: ").bold = True
            paragraph.add_run(text)
    word.add_heading("Bronnen en versie", level=2)
    _bullets(word, document.sources)
    for text in document.colophon:
        word.add_paragraph(text, style=_NOTE)
    paragraph = word.add_paragraph("Deze cijfers op het scherm: ", style=_NOTE)
    link(paragraph, document.link)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def paper(word: Any, document: Document | OnePage, foot_text: str, margins_cm: tuple[float, float]) -> None:
    """Set A4 with its margins (at the sides, above and below), what the file says of itself, and the foot."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(margins_cm[0])
    section.top_margin = section.bottom_margin = Cm(margins_cm[1])
    section.header_distance = section.footer_distance = Cm(min(margins_cm[1] / 2, 1.2))
    properties = word.core_properties
    properties.title, properties.language = document.title, LANGUAGE
    properties.author = properties.last_modified_by = "Eigenwijzer"
    properties.comments, properties.keywords = "", ""
    made = datetime(document.made_on.year, document.made_on.month, document.made_on.day, tzinfo=UTC)
    properties.created = properties.modified = made
    word.styles["Footer"].paragraph_format.tab_stops.clear_all()  # the template's own middle and right stop
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(21 - 2 * margins_cm[0]), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{foot_text}\tpagina ")
    field(foot, "PAGE")
    foot.add_run(" van ")
    field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(8.5)


def styles(word: Any) -> None:
    """Set the letter, the headings and the language."""
    for name, size, before, after in (
        ("Normal", 10.5, 0, 6),
        ("Heading 1", 18, 0, 4),
        ("Heading 2", 13, 14, 4),
        ("List Bullet", 10.5, 0, 3),
        ("List Number", 10.5, 0, 3),
    ):
        style = word.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[attribute]  # a theme font would win over the one named
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), _FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name.startswith("Heading"):
            style.font.bold = True
            style.font.color.rgb = colour(theme.OWN if name == "Heading 2" else theme.INK)
    for name, size, bold in ((_NOTE, 8.5, False), (_CAPTION, 10.5, True)):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        style.font.size, style.font.bold = Pt(size), bold
        style.font.color.rgb = colour(theme.INK if bold else theme.SOFT)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.keep_with_next = bold
    for language in word.styles.element.iter(qn("w:lang")):
        for script in ("w:val", "w:eastAsia", "w:bidi"):
            language.set(qn(script), LANGUAGE)


def colour(text: str) -> RGBColor:
    """Return a colour of the theme."""
    return RGBColor.from_string(text.removeprefix("#").upper())


def element(name: str, **attributes: str) -> Any:
    """Return an element of WordprocessingML."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def field(paragraph: Any, instruction: str) -> None:
    """Add a field that Word fills in, such as the page number."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "":
            code = element("w:instrText")
            code.text = text
            run._r.append(code)
        elif kind == "shown":
            run.text = text
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def _open_line(word: Any, label: str) -> None:
    paragraph = word.add_paragraph(f"{label}:\t")
    paragraph.paragraph_format.tab_stops.add_tab_stop(
        Cm(_TEXT_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
    )


def _bullets(word: Any, items: tuple[str, ...]) -> None:
    for item in items:
        word.add_paragraph(item, style="List Bullet")


def link(paragraph: Any, address: str) -> None:
    """Add an address that can be clicked."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(address)
    run.font.underline = True
    run.font.color.rgb = colour(theme.OWN)
    link.append(run._r)
    paragraph._p.append(link)


def _block(word: Any, block: Block) -> None:
    if isinstance(block, str):
        word.add_paragraph(block)
    elif isinstance(block, Bullets):
        _bullets(word, block.items)
    elif isinstance(block, Table):
        text = table_text(block)
        word.add_paragraph(text.caption, style=_CAPTION)
        _keep_together(table_of(word, text), with_notes=bool(text.notes))
        _notes(word, text.notes)
    else:
        _chart(word, block)


def _chart(word: Any, chart: Chart) -> None:
    word.add_paragraph(chart.title, style=_CAPTION)
    if chart.subtitle:
        word.add_paragraph(chart.subtitle, style=_NOTE).paragraph_format.keep_with_next = True
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run().add_picture(BytesIO(drawing.png(chart, heading=False)), width=Cm(_CHART_CM))
    described = next(paragraph._p.iter(qn("wp:docPr")))
    described.set("descr", chart.alt)
    described.set("title", chart.title)
    _notes(word, (*chart.footnotes, source_line(chart.source)))


def _keep_together(table: Any, *, with_notes: bool) -> None:
    """Keep a short table whole on a sheet, of a longer one its first and last rows; the last with the notes beneath."""
    rows = list(table.rows)
    kept = rows if len(rows) <= _WHOLE_ROWS else [*rows[:_FIRST_ROWS], *rows[-2:]]
    for row in kept if with_notes else kept[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _notes(word: Any, notes: tuple[str, ...]) -> None:
    """Notes and source line on one sheet, with room before what follows."""
    added = [word.add_paragraph(note, style=_NOTE) for note in notes]
    for note in added[:-1]:
        note.paragraph_format.keep_with_next = True
    if added:
        added[0].paragraph_format.space_before = Pt(2)  # not against the last line of the table
        added[-1].paragraph_format.space_after = Pt(12)


def table_of(place: Any, text: TableText, width_cm: float = _TEXT_CM, size_pt: float = 0) -> Any:
    """Add a table to a document or to a cell; `size_pt`: of the letter, where it is not the ordinary one."""
    table = place.add_table(rows=1, cols=len(text.headings))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:  # a first row and a first column of headings, for screen readers
        for key, value in (("val", "04A0"), ("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1")):
            look.set(qn(f"w:{key}"), value)
    # order matters in the schema: caption and description come last in tblPr
    table._tbl.tblPr.append(element("w:tblCaption", val=text.caption))
    table._tbl.tblPr.append(element("w:tblDescription", val=f"Tabel: {text.caption}"))
    size = size_pt or (8 if len(text.headings) > 6 else 9)
    _row(table.rows[0], text.headings, text.sides, size=size, header=True)
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for line in text.lines:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        _row(row, line.cells, text.sides, size=size, own=line.own)
    for column, part in zip(table.columns, text.widths, strict=True):
        column.width = Cm(width_cm * part / sum(text.widths))
        for cell in column.cells:
            cell.width = column.width
    return table


def _row(
    row: Any,
    texts: tuple[str, ...],
    sides: tuple[str, ...],
    *,
    size: float,
    own: bool = False,
    header: bool = False,
) -> None:
    """Fill a row: the header and the row of the chosen gemeente in bold, rules beneath, the latter tinted."""
    for cell, text, side in zip(row.cells, texts, sides, strict=True):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.bold = own or header
        run.font.size = Pt(size)
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(size / 5)
        if side == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        # the schema wants borders, shading and vertical alignment in this order
        properties = cell._tc.get_or_add_tcPr()
        borders = element("w:tcBorders")
        weight = "8" if header else "4"
        borders.append(element("w:bottom", val="single", sz=weight, color=theme.OTHER.removeprefix("#")))
        properties.append(borders)
        if own:
            fill = theme.OWN_TINT.removeprefix("#")
            properties.append(element("w:shd", val="clear", color="auto", fill=fill))
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM if header else WD_ALIGN_VERTICAL.TOP
