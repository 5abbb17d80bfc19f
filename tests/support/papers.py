"""What the pages to talk with say of a gemeente, and what a PDF, a Word file and a workbook of *In het kort* say.

Each is read from its own words, cells or bytes, as `tests.support.channels` does; a file is opened by somebody else's
library.
"""

import io
import re

import docx
import openpyxl
import pypdf

from metrics import dutch
from metrics.comparing.leading import Limit
from metrics.comparing.reading import GROUP
from metrics.errors import MetricsError
from metrics.places.codes import NEDERLAND
from metrics.records import Records
from pages.ui.brief import document as brief_document
from pages.ui.brief.view import Brief
from pages.ui.documents import onepage_word, pdf, spreadsheet
from pages.ui.documents.provenance import Provenance
from pages.ui.forms import figures as pointed
from pages.ui.forms import telling
from pages.ui.gesprek import view as talk
from pages.ui.naast import tables as beside_tables
from pages.ui.naast import words as beside_words
from pages.ui.naast.view import Pair
from pages.ui.parts.tables import Table, cell_text
from pages.ui.portretten import tables as portrait_tables
from pages.ui.portretten.view import PortraitsView
from pages.ui.site.builds import Loaded
from pages.ui.zelfevaluatie import view as evaluation
from tests.support.said import OWN, RANK, Said, amount, rank, told

COST = "lasten_per_inwoner"
ABOUT = (("eigen", OWN), ("groep", GROUP), ("land", NEDERLAND))  # the columns of the table of *In het kort*


def sheet(said: Said, made: Brief, records: Records) -> None:
    """Read the questions of *Gesprek voorbereiden*, which say the lasten and their place in running text."""
    asked = {lead: text.replace(dutch.NBSP, " ") for lead, text in talk.template(made, records.steps, ())}
    leads = {step.code: step.lead for step in records.steps}
    cost = made.cost
    if cost is None:
        return
    what = asked[leads["wat"]]
    said.add("gesprek, wat", COST, cost.period, OWN, amount(what.split(", of ")[-1]))
    others = asked[leads["anderen"]]
    for name, about in ((made.name, OWN), ("Nederland", NEDERLAND), ("de groep", GROUP)):
        found = re.search(rf"{re.escape(name)} (€ [\d.]+)(?=[ ,.])", others)
        said.add("gesprek, anderen", COST, cost.period, about, found[1].rstrip(".") if found else "")
    said.add("gesprek, anderen", COST, cost.period, RANK, rank(others))


def forms(said: Said, loaded: Loaded, records: Records, code: str, limit: Limit) -> None:
    """Read *Twee gemeenten naast elkaar*, *Vijf gemeenten in 2021* and *Zelfevaluatie*."""
    build, name = loaded.build, loaded.names.get(code, code)
    readings, cite = build.readings_with_report, ", ".join
    try:
        other = build.groups.nearest(code, 1)[0]
    except MetricsError:
        other = next(each for each in loaded.gemeenten if each != code)
    pair = Pair(
        code=code, other=other, build=build, readings=readings, names=loaded.names, cite=cite, limit=limit
    )
    if pair.measures:
        table = beside_tables.figures(pair, records)
        for one, row in zip(pair.measures, table.rows, strict=True):
            for key, about in (("een", OWN), ("nederland", NEDERLAND)):
                column = next(each for each in table.columns if each.key == key)
                said.add(
                    "naast",
                    one.indicator.code,
                    one.period,
                    about,
                    amount(cell_text(table.cell(row, column), column)),
                )
        assert beside_words.title(pair)
    five = PortraitsView(
        code=code, build=build, readings=readings, names=loaded.names, cite=cite, limit=limit
    )
    if five.measures:
        table = portrait_tables.now(five)
        for place, row in zip(five.comparison.places, table.rows, strict=True):
            about = {"own": OWN, "nederland": NEDERLAND}.get(place.role, "")
            for one, column in zip(five.measures, table.columns[1:], strict=True):
                text = amount(cell_text(table.cell(row, column), column))
                said.add("portretten", one.indicator.code, one.period, about, text if about else "")
    figures = pointed.of(build, code, limit)
    filled = telling.filled(records.forms["zelfevaluatie"], name, (), figures, cite)
    form = evaluation.EvaluationView(code, filled, readings)
    shown = [
        each for part in filled.form.parts for each in (None, *form.figures_of(part))
    ]  # a part, its figures
    table = evaluation.table(form)
    for figure, row in zip(shown, table.rows, strict=True):
        for key, about in (("eigen", OWN), ("nederland", NEDERLAND)) if figure is not None else ():
            column = next(each for each in table.columns if each.key == key)
            text = amount(cell_text(table.cell(row, column), column))
            said.add("zelfevaluatie", figure.indicator.code, figure.period, about, text)  # type: ignore[union-attr]
    leading = next((each for each in shown if each is not None), None)
    if leading is not None:
        told(said, "zelfevaluatie, zin", leading.indicator.code, leading.period, form.level)


def files(said: Said, made: Brief, origin: Provenance) -> None:
    """Open the PDF, the Word file and the workbook of *In het kort*: its figures on the sheet and in its table."""
    page = brief_document.document(made, origin)
    table = brief_document.four(made)
    _pdf(said, made, pdf.render(page))
    _word(said, made, table, onepage_word.render(page))
    _workbook(said, made, table, spreadsheet.xlsx(table))


def _pdf(said: Said, made: Brief, body: bytes) -> None:
    """Read the large figures: each stands under its title and period."""
    text = " ".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(body)).pages)
    plain = re.sub(r"\s+", " ", text.replace(dutch.NBSP, " "))
    for one in made.figures:
        found = re.search(
            rf"{re.escape(one.measure.title)} {re.escape(one.when)}[^€\d-]*(\S+(?: [\d.]+)?)", plain
        )
        said.add("PDF", one.measure.indicator, one.period, OWN, amount(found[1]) if found else "")


def _word(said: Said, made: Brief, table: Table, body: bytes) -> None:
    """Read the table on the second sheet, by its caption row of headings."""
    keys = [each.key for each in table.columns]
    opened = docx.Document(io.BytesIO(body))
    heading = [each.heading for each in table.columns][0]
    for drawn in opened.tables:
        rows = [[cell.text for cell in row.cells] for row in drawn.rows]
        if rows[0][0] != heading or len(rows[0]) != len(keys):
            continue
        for one, cells in zip(made.figures, rows[1:], strict=True):
            assert cells[0].startswith(one.measure.title)
            for key, about in ABOUT:
                said.add("Word", one.measure.indicator, one.period, about, amount(cells[keys.index(key)]))


def _workbook(said: Said, made: Brief, table: Table, body: bytes) -> None:
    """Read the numbers of the workbook, and print them in the unit and decimals of the figure."""
    rows = list(openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].iter_rows(values_only=True))
    top = next(
        n for n, row in enumerate(rows) if row and str(row[0] or "").startswith(table.columns[0].heading)
    )
    titles = [str(each or "") for each in rows[top]]
    headings = {each.key: each.heading for each in table.columns}
    for one in made.figures:
        row = next(each for each in rows[top + 1 :] if each[0] == one.measure.title)
        for key, about in ABOUT:
            at = next((n for n, each in enumerate(titles) if each.startswith(headings[key])), None)
            number = dutch.finite(row[at]) if at is not None else None
            if number is not None:
                said.add("Excel", one.measure.indicator, one.period, about, amount(one.text(number)))
