"""One gemeente whose amounts came in a thousand times too high: no page, paper or file shows that without a word.

The rekening of one gemeente and the begroting of another, both of the newest year; every page is opened with both, and
every file that the page offers is made. What must stand beside such an amount is decided once (`Reading.reason`).
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn
from filelock import FileLock
from lxml import etree
from lxml import html as lxml_html
from streamlit.testing.v1 import AppTest

from loaders.build.make import ensure_build
from metrics import dutch
from metrics.build import Build
from metrics.places.codes import NEDERLAND
from metrics.records import Records
from pages.ui.charts.spec import Chart
from pages.ui.documents.content import Document
from pages.ui.documents.onepage import OnePage
from pages.ui.parts.tables import Table
from pages.ui.site import menu
from pages.ui.site.serving import files
from tests.pages.conftest import Open, build_in, opener
from tests.support import thousandfold

pytestmark = pytest.mark.shared

TABLE, NEXT_TABLE, YEAR = "45063NED", "45067NED", "2023"
SPENT, PLANNED = "GM0150", "GM0344"  # whose rekening is wrong, and whose begroting
PAGES = [entry.name for entry in menu.entries()]
ON_FILES = {
    SPENT: {
        "gemeente",
        "vergelijking",
        "gesprek",
        "kosten",
        "referentiegroep",
        "regio",
        "naast",
        "portretten",
    },
    PLANNED: {"kosten"},
}
# What says that an amount is not to be believed: in words, or as the mark that a table explains beneath it.
WORD = re.compile(r"niet(?:_| )plausibel|past niet bij andere jaren|\u2020")


@pytest.fixture(scope="session")
def wrong_data(cbs_data: Path, run_dir: Path) -> Path:
    """A data folder with the two mistakes, built."""
    data_dir = run_dir / "thousandfold"
    with FileLock(run_dir / "thousandfold.lock"):
        if not (data_dir / "current").exists():
            thousandfold.write(
                cbs_data,
                data_dir,
                {
                    (TABLE, SPENT, thousandfold.ACCOUNTS): 1000,
                    (TABLE, PLANNED, thousandfold.BUDGET): 1000,
                    (NEXT_TABLE, PLANNED, thousandfold.BUDGET): 1000,
                },
            )
            ensure_build(data_dir)
    return data_dir


@pytest.fixture(scope="module")
def build(wrong_data: Path, records: Records) -> Build:
    return build_in(wrong_data, records)


@pytest.fixture(scope="module")
def wrong(build: Build) -> dict[str, re.Pattern[str]]:
    return amounts(build)


@pytest.fixture
def open_wrong(wrong_data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    return opener(wrong_data, monkeypatch)


def amounts(build: Build) -> dict[str, re.Pattern[str]]:
    """How an amount that is wrong may be printed, by gemeente: per inhabitant and as a total, in every unit."""
    found: dict[str, set[str]] = {SPENT: set(), PLANNED: set()}
    rows = build.figures[
        build.figures["region"].isin(found) & (build.figures["cell_status"] == "niet_plausibel")
    ]
    assert {"lasten_per_inwoner", "begroting_per_inwoner"} <= set(rows["indicator"])
    for _, row in rows.iterrows():
        values = {row["value"]}
        if row["indicator"] in ("lasten_per_inwoner", "begroting_per_inwoner"):
            values |= {row["numerator"], row["numerator"] / 1000}
            found[row["region"]].add(dutch.number(row["numerator"] / 1e6, 1))
        found[row["region"]] |= {dutch.number(value) for value in values}
        found[row["region"]] |= {dutch.number(row["value"], n) for n in (1, 2)}
        # as machines write it
        found[row["region"]] |= {str(int(value)) for value in values}
    return {
        code: re.compile(rf"(?<![\d.,])(?:{'|'.join(map(re.escape, sorted(texts)))})(?!\d)")
        for code, texts in found.items()
    }


def blocks(at: AppTest) -> list[str]:
    """What is read in one go on a page: a paragraph, a heading, a row of a table, a card, a description."""
    found: list[str] = []
    for element in at.main:
        found += [str(getattr(element, "label", "") or "")]
    for element in at.main.get("html"):
        tree = lxml_html.fromstring(f"<div>{element.proto.body}</div>")
        found += tree.xpath("//@alt | //@aria-label | //@title")
        for part in tree.xpath("//style | //script"):
            part.drop_tree()
        cards = tree.xpath("//article | //div[@class='ew-voorbeeld']")
        inside = {part for card in cards for part in card.iter()}
        found += [card.text_content() for card in cards]
        for part in tree.iter("tr", "p", "h1", "h2", "h3", "h4", "li", "figcaption", "dd", "text", "div"):
            if part in inside or (part.tag == "div" and any(child.tag != "span" for child in part)):
                continue
            found.append(part.text_content())
    return [re.sub(r"\s+", " ", text.replace(dutch.NBSP, " ")) for text in found if text.strip()]


def written(registry: files.Registry) -> Iterator[tuple[str, list[str]]]:
    """Every file that a page offers, with its paragraphs and rows. Pictures show points that the page's words name."""
    for token, one in list(registry._by_token.items()):
        content, stem = one.content, one.stem
        for extension, read in _READ.items():
            if extension in ("docx", "pdf") and not isinstance(content, Document | OnePage):
                continue
            if extension in ("csv", "xlsx") and not isinstance(content, Table | Chart | files.Sheets):
                continue
            made = registry.file(token, extension)
            if made is not None:
                yield (
                    f"{stem}.{extension}",
                    [re.sub(r"\s+", " ", text.replace(dutch.NBSP, " ")) for text in read(made.body)],
                )


def _word(body: bytes) -> list[str]:
    opened = docx.Document(io.BytesIO(body))
    return [*(each.text for each in opened.paragraphs), *_rows(opened.element.body)]


def _rows(body: etree._Element) -> Iterator[str]:
    """The rows of every table, read as they are written: python-docx looks for each cell by its place in the grid."""
    for row in body.iter(qn("w:tr")):
        yield " | ".join(
            "\n".join("".join(each.itertext(qn("w:t"))) for each in cell.iter(qn("w:p")))
            for cell in row.iter(qn("w:tc"))
        )


def _pdf(body: bytes) -> list[str]:
    return [each.extract_text() for each in pypdf.PdfReader(io.BytesIO(body)).pages]


def _csv(body: bytes) -> list[str]:
    return [" | ".join(row) for row in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";")]


def _workbook(body: bytes) -> list[str]:
    opened = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    return [
        " | ".join(str(cell) for cell in row if cell is not None)
        for sheet in opened.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]


_READ: dict[str, Callable[[bytes], list[str]]] = {
    "docx": _word,
    "pdf": _pdf,
    "csv": _csv,
    "xlsx": _workbook,
}


@pytest.mark.parametrize("code", [SPENT, PLANNED])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_such_an_amount_without_a_word(
    page: str, code: str, open_wrong: Open, wrong: dict[str, re.Pattern[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = files.Registry()
    monkeypatch.setattr(files, "REGISTRY", registry)
    amount = wrong[code]
    at = open_wrong(page, g=code)
    assert not at.exception
    bare = [text for text in blocks(at) if amount.search(text) and not WORD.search(text)]
    assert bare == []
    shown = 0
    for name, parts in written(registry):
        found = [text for text in parts if amount.search(text)]
        assert [text for text in found if not WORD.search(text)] == [], name
        shown += len(found)
    # a file that is read in the wrong way has no such amount: in these there is one
    assert shown or page not in ON_FILES[code]


def test_nederland_leaves_such_an_amount_out(build: Build, cbs_build: Build) -> None:
    """One gemeente a thousand times too high would double the country."""
    for indicator, code in (("lasten_per_inwoner", SPENT), ("begroting_per_inwoner", PLANNED)):
        wrong, right = (each.readings.read(indicator, NEDERLAND, YEAR).value for each in (build, cbs_build))
        assert wrong is not None and wrong == pytest.approx(right, rel=0.01)
        assert build.readings.read(indicator, code, YEAR).aside == " (niet plausibel)"
