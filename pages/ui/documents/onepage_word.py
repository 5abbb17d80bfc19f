"""One A4 and a sheet of tables behind it, as Word: real headings, tables and texts, pictures with what they show.

Word alone knows where its lines break. The letter is therefore the one with which typst fitted the same sheet,
on the same widths: it measured DejaVu Sans, and Arial is narrower at every size. Pictures are the drawings of the
screen.
"""

import math
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from metrics import dutch
from pages.ui.charts.inline import trend
from pages.ui.documents import pdf
from pages.ui.documents.content import QUESTIONS, TableText, table_text
from pages.ui.documents.onepage import NO_VALUE, ON_SCREEN, SIGNS, TABLES, Figure, OnePage, Part
from pages.ui.documents.word import colour, element, link, paper, styles, table_of
from pages.ui.parts import theme
from pages.ui.parts.tables import Table

_SIDE_CM, _ABOVE_CM = 1.1, 1.1
_TEXT_CM = 21 - 2 * _SIDE_CM
_LINE = 1.2  # from one line to the next, in sizes of the letter
_SMALL, _LARGE, _HEADING = 0.88, 1.08, 1.1


def render(page: OnePage) -> bytes:
    """Give the docx."""
    word = docx.Document()
    paper(
        word, page, f"Eigenwijzer · {page.name} · {page.page} · versie {page.version}", (_SIDE_CM, _ABOVE_CM)
    )
    styles(word)
    first, second = pdf.sizes_pt(page)
    drawings = [one.strip for one in page.figures if one.strip] + [trend.svg(chart) for chart in page.trends]
    _first_sheet(_Place(word, first), page, iter(pdf.pictures(drawings)))
    # letters come in half points: what is rounded up runs over, with a line or two on a third sheet
    _second_sheet(_Place(word, math.floor(second * 2) / 2), page)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


class _Place:
    """Where is written: the document or a cell, in a size of letter. A cell begins with its own empty paragraph."""

    def __init__(self, holder: Any, size_pt: float, *, cell: bool = False) -> None:
        self.holder, self.size, self.cell = holder, size_pt, cell
        self._empty = holder.paragraphs[0] if cell else None

    def paragraph(self, scale: float = 1, after: float = 0.25, style: str = "") -> Any:
        """Give a new paragraph; `scale` of the letter, `after`: white beneath it in sizes; `style`: if not Normal."""
        found = self._empty if self._empty is not None else self.holder.add_paragraph()
        self._empty = None
        if style:  # a new one is Normal as it is, and python-docx looks through all styles for every name
            found.style = style
        form = found.paragraph_format
        form.space_before, form.space_after = Pt(0), Pt(after * self.size)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE * scale * self.size)
        return found

    def say(self, *parts: tuple[str, bool], scale: float = 1, after: float = 0.25, soft: bool = False) -> Any:
        """Write a paragraph of (text, bold) parts."""
        found = self.paragraph(scale, after)
        for text, bold in parts:
            if text:
                self.run(found, text, scale, bold=bold, ink=theme.SOFT if soft else theme.INK)
        return found

    def run(
        self, paragraph: Any, text: str, scale: float = 1, *, bold: bool = False, ink: str = theme.INK
    ) -> None:
        """Add words to a paragraph."""
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.font.color.rgb = Pt(round(scale * self.size * 2) / 2), bold, colour(ink)

    def heading(self, text: str, level: int = 2) -> Any:
        """Write a heading."""
        found = self.paragraph(_HEADING, 0.2, style=f"Heading {level}")
        found.paragraph_format.space_before = Pt(0.4 * self.size)
        self.run(found, text, _HEADING, bold=True)
        return found

    def led(self, lead: str, text: str) -> Any:
        """Write a line with its lead in bold."""
        return self.say((f"{lead}. " if lead else "", True), (text, False))

    def item(self, lead: str, text: str) -> None:
        """Write an item of a list."""
        found = self.paragraph(style="List Bullet")
        found.paragraph_format.left_indent, found.paragraph_format.first_line_indent = Cm(0.3), Cm(-0.3)
        for words, bold in ((f"{lead}. " if lead else "", True), (text, False)):
            if words:
                self.run(found, words, bold=bold)

    def picture(self, png: bytes, alt: str, width_cm: float) -> None:
        """Put a picture, with what it shows."""
        found = self.paragraph(after=0.2)
        found.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        found.add_run().add_picture(BytesIO(png), width=Cm(width_cm))
        next(found._p.iter(qn("wp:docPr"))).set("descr", alt)

    def table(self, text: TableText, width_cm: float) -> None:
        """Add a table of figures."""
        made = table_of(self.holder, text, width_cm, round(self.size * 2) / 2)
        for row in made.rows:
            for cell in row.cells:
                form = cell.paragraphs[0].paragraph_format
                form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE * self.size)
        if self.cell:  # a cell ends with a paragraph of its own: what follows is written there
            self._empty = self.holder.paragraphs[-1]

    def beside(self, widths_cm: Sequence[float], rows: int = 1) -> Any:
        """Add a table without lines that sets things beside each other."""
        made = self.holder.add_table(rows=rows, cols=len(widths_cm))
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        margins = element("w:tblCellMar")
        margins.append(element("w:left", w="0", type="dxa"))
        margins.append(element("w:right", w="0", type="dxa"))
        made._tbl.tblPr.append(margins)
        for column, width in zip(made.columns, widths_cm, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        return made


def _first_sheet(place: _Place, page: OnePage, pictures: Iterator[bytes]) -> None:
    _head(place, page)
    if page.notice:
        _boxed(place.say((page.notice, False)))
    for text in page.sentences:
        place.say((text, False), scale=_LARGE)
    _figures(place, page.figures, pictures)
    place.paragraph(0.3, 0)
    _told(place, page)
    _trends(place, page, pictures)
    place.paragraph(0.2, 0)
    halves = place.beside([_TEXT_CM / len(page.columns)] * len(page.columns))
    for cell, parts in zip(halves.rows[0].cells, page.columns, strict=True):
        _gap(cell)
        inside = _Place(cell, place.size, cell=True)
        for part in parts:
            _part(inside, part)
    place.paragraph(0.3, 0)
    if page.questions:
        _boxed(place.heading(QUESTIONS))
        for label, text in page.questions:
            _boxed(place.say((f"{dutch.capital(label)}: ", True), (text, False), after=0))
        place.paragraph(0.3, 0)
    place.say((page.not_here, False))
    for text in page.colophon:
        place.say((text, False), scale=_SMALL, after=0.1, soft=True)
    last = place.say((f"{ON_SCREEN} ", False), scale=_SMALL, after=0, soft=True)
    link(last, page.link)
    for run in last._p.iter(qn("w:r")):  # the address in the size of the line
        for size in run.iter(qn("w:sz")):
            size.set(qn("w:val"), str(round(2 * _SMALL * place.size)))
    link_run = last._p.findall(qn("w:hyperlink"))[-1].find(qn("w:r"))
    link_run.get_or_add_rPr().append(element("w:sz", val=str(round(2 * _SMALL * place.size))))


def _told(place: _Place, page: OnePage) -> None:
    """The lines under the figures, what people wrote on them, and what weighs most."""
    for lead, text in page.told:
        if text:
            place.led(lead, text)
    for lead, text in page.first_notes:
        place.say((f"{lead}: ", True), (text, False))
    _boxed(place.led(*page.warning))


def _head(place: _Place, page: OnePage) -> None:
    """Name and year in large type, what they are beneath, and the open lines."""
    name = place.heading(page.name, level=1)
    name.paragraph_format.line_spacing, name.paragraph_format.space_before = Pt(22), Pt(0)
    name.runs[0].font.size = Pt(20)
    name.paragraph_format.tab_stops.add_tab_stop(Cm(_TEXT_CM), WD_TAB_ALIGNMENT.RIGHT)
    place.run(name, f"\t{page.year}", 20 / place.size, bold=True, ink=theme.OWN)
    beneath = place.say((f"{page.page}\t{page.what}", False), soft=True, after=0.5)
    beneath.paragraph_format.tab_stops.add_tab_stop(Cm(_TEXT_CM), WD_TAB_ALIGNMENT.RIGHT)
    _border(beneath, ("bottom",), theme.OWN, 16)
    open_lines = place.say(scale=_SMALL, after=0.7)
    each_cm = _TEXT_CM / len(page.open_lines)
    for n, label in enumerate(page.open_lines, start=1):
        open_lines.paragraph_format.tab_stops.add_tab_stop(
            Cm(n * each_cm), WD_TAB_ALIGNMENT.LEFT if n < 3 else WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
        )
        place.run(open_lines, f"{label}:\t" if n == 1 else f" {label}:\t", _SMALL, ink=theme.SOFT)


def _figures(place: _Place, figures: Sequence[Figure], pictures: Iterator[bytes]) -> None:
    width = _TEXT_CM / len(figures)
    table = place.beside([width] * len(figures), rows=2)
    for n, one in enumerate(figures):
        top, under = (table.rows[row].cells[n] for row in (0, 1))
        _edge(top, ("top", "left", "right"))
        _edge(under, ("bottom", "left", "right"))
        _Place(top, place.size, cell=True).say((one.title, False), after=0)
        inside = _Place(under, place.size, cell=True)
        inside.say((one.when, True), scale=0.94)
        value = inside.paragraph(1.9 if one.value else 1.3, 0.2)
        inside.run(
            value, one.value or NO_VALUE, 1.9 if one.value else 1.3, bold=True,
            ink=theme.OWN if one.value else theme.SOFT,
        )  # fmt: skip
        for name, text in one.beside:
            inside.say((f"{SIGNS[name]} ", True), (f"{name} {text}", False), scale=0.94, after=0.1)
        for text in (one.place, one.why):
            if text:
                inside.say((text, False), scale=0.94, after=0.1)
        if one.strip:
            inside.picture(next(pictures), one.strip_alt, width - 0.5)
        for text in one.beneath:
            inside.say((text, False), scale=_SMALL, after=0.1, soft=True)


def _trends(place: _Place, page: OnePage, pictures: Iterator[bytes]) -> None:
    if not page.trends:
        return
    width = _TEXT_CM / 2  # one alone is not blown up
    table = place.beside([width] * len(page.trends))
    for cell, chart in zip(table.rows[0].cells, page.trends, strict=True):
        _gap(cell)
        inside = _Place(cell, place.size, cell=True)
        inside.say((chart.title, True), after=0.1)
        inside.say((chart.subtitle, False), scale=_SMALL, soft=True)
        inside.picture(next(pictures), chart.alt, width - 0.5)
        inside.say((" ".join(chart.footnotes), False), scale=_SMALL, soft=True)


def _part(place: _Place, part: Part) -> None:
    place.heading(part.heading)
    for text in part.texts:
        if text:
            place.say((text, False))
    for lead, text in part.items:
        place.item(lead, text)
    for _ in range(part.lines_n):  # a border: a tab with a leader is not drawn by every program
        _border(place.paragraph(after=0.6), ("bottom", "between"), theme.OTHER, 4)


def _second_sheet(place: _Place, page: OnePage) -> None:
    place.heading(TABLES).paragraph_format.page_break_before = True
    _table(place, page.table, _TEXT_CM)
    if page.table_columns:
        width = _TEXT_CM / len(page.table_columns)
        halves = place.beside([width] * len(page.table_columns))
        for cell, tables in zip(halves.rows[0].cells, page.table_columns, strict=True):
            _gap(cell)
            inside = _Place(cell, place.size, cell=True)
            for table in tables:
                _table(inside, table, width - 0.4)
    for table in page.more:
        _table(place, table, _TEXT_CM)
    place.paragraph(0.3, 0)
    _part(place, page.general)
    for text in page.foot:
        place.say((text, False), scale=_SMALL, after=0.1, soft=True)


def _table(place: _Place, table: Table, width_cm: float) -> None:
    text = table_text(table)
    caption = place.say((text.caption, True))
    caption.paragraph_format.space_before = Pt(0.6 * place.size)
    caption.paragraph_format.keep_with_next = True
    place.table(text, width_cm)
    for note in text.notes:
        place.say((note, False), scale=_SMALL, after=0.1, soft=True)
    if place.cell and not text.notes:
        place.paragraph(0.2, 0)


def _boxed(paragraph: Any) -> None:
    """Set a paragraph apart: a tint, and a bar at the left."""
    paragraph.paragraph_format.left_indent = Cm(0.15)
    _border(paragraph, ("left",), theme.WARN, 20)
    properties = paragraph._p.get_or_add_pPr()
    tint = element("w:shd", val="clear", color="auto", fill=theme.WARN_TINT.removeprefix("#"))
    properties.insert_element_before(
        tint, "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _border(paragraph: Any, sides: Sequence[str], ink: str, eighths: int) -> None:
    """Draw lines at a paragraph; `between`: also to the next one that has the same."""
    lines = element("w:pBdr")
    for side in sides:
        lines.append(
            element(f"w:{side}", val="single", sz=str(eighths), space="4", color=ink.removeprefix("#"))
        )
    paragraph._p.get_or_add_pPr().insert_element_before(
        lines, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _edge(cell: Any, sides: Sequence[str]) -> None:
    """Draw lines around a cell, and leave white inside it."""
    borders = element("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            borders.append(element(f"w:{side}", val="single", sz="4", color=theme.LINE.removeprefix("#")))
    cell._tc.get_or_add_tcPr().append(borders)
    _gap(cell, left="100")


def _gap(cell: Any, left: str = "0") -> None:
    """Leave white at the sides of a cell."""
    margins = element("w:tcMar")
    margins.append(element("w:left", w=left, type="dxa"))
    margins.append(element("w:right", w="100", type="dxa"))
    cell._tc.get_or_add_tcPr().append(margins)
