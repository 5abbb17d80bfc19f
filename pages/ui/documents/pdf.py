"""The document as tagged PDF by typst: language nl, headings, table headers, alt texts, page numbers.

The layout stands in `letter.typ`; everything said comes in as JSON and is set as text, never read as markup.
typst refuses to write PDF/UA-1 where a figure lacks its alt text. Fonts come from matplotlib, none from the
machine. Conformance beyond what typst itself checks is not claimed.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import typst

from metrics import dutch
from pages.ui.charts import paper
from pages.ui.charts.inline import trend
from pages.ui.charts.spec import Chart
from pages.ui.documents.content import QUESTIONS, Block, Bullets, Document, table_text
from pages.ui.documents.onepage import (
    NO_VALUE,
    ON_SCREEN,
    SIGNS,
    TABLES,
    Figure,
    OnePage,
    Part,
    Trend,
)
from pages.ui.parts import theme
from pages.ui.parts.tables import Table, source_line

_LETTER, _ONE_PAGE, _PICTURES = (
    Path(__file__).with_name(f"{name}.typ") for name in ("letter", "onepage", "pictures")
)
_PPI = 300
# typst keeps what it worked out in the last ten documents, ten MB each; every document set makes it a round older
_ROUNDS_KEPT_N = 10
_NOTHING = b""


def render(document: Document | OnePage) -> bytes:
    """Give the PDF. Raises typst.TypstError where the content cannot be set."""
    layout, data = _set(document)
    with _forgotten_after():
        result = typst.compile(layout, font_paths=_fonts(), sys_inputs=data, pdf_standards=["ua-1"])
    if not isinstance(result, bytes):
        raise TypeError(f"typst gave {type(result).__name__}, not one PDF")
    return result


def sizes_pt(page: OnePage) -> tuple[float, ...]:
    """Give the size of the letter of each sheet in points: the largest with which everything fits."""
    layout, data = _set(page)
    with _forgotten_after():
        found = typst.query(layout, "<size>", field="value", font_paths=_fonts(), sys_inputs=data)
    return tuple(float(size) for size in json.loads(found))


def pictures(drawings: Sequence[str]) -> list[bytes]:
    """Give drawings (SVG text) as PNG, for what cannot take SVG; drawn with the same letter as in the PDF."""
    if not drawings:
        return []
    data = {"data": json.dumps(drawings)}
    with _forgotten_after():
        made = typst.compile(_PICTURES, font_paths=_fonts(), sys_inputs=data, format="png", ppi=_PPI)
    return made if isinstance(made, list) else [made]


@contextmanager
def _forgotten_after() -> Iterator[None]:
    """Have typst forget what it worked out meanwhile: documents share next to none of it, and it cannot be told to.

    A hundred megabytes after ten sheets of gemeenten; forgetting takes 10 ms of the 200 of a document.
    """
    try:
        yield
    finally:
        for _ in range(_ROUNDS_KEPT_N + 1):
            typst.compile(_NOTHING, font_paths=_fonts())


def _set(document: Document | OnePage) -> tuple[Path, dict[str, str]]:
    """Return the layout of a document, and what goes into it."""
    if isinstance(document, OnePage):
        return _ONE_PAGE, {"data": json.dumps(_one_page(document), ensure_ascii=False)}
    return _LETTER, {"data": json.dumps(_data(document), ensure_ascii=False)}


@cache
def _fonts() -> Any:
    """DejaVu Sans as matplotlib ships it; read once, the machine's own fonts left out."""
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


def _data(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "open_lines": document.open_lines,
        "opening": document.opening,
        "summary": document.summary,
        "sections": [
            {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
        "caveats": document.caveats,
        "questions": [[dutch.capital(label), text] for label, text in document.questions],
        "sources": document.sources,
        "colophon": document.colophon,
        "version": document.version,
        "link": document.link,
        "colours": _COLOURS,
    }


_COLOURS = {
    "ink": theme.INK, "soft": theme.SOFT, "own": theme.OWN, "tint": theme.OWN_TINT, "line": theme.LINE,
    "rule": theme.OTHER, "warn": theme.WARN, "warn-tint": theme.WARN_TINT,
}  # fmt: skip


def _one_page(page: OnePage) -> dict[str, Any]:
    return {
        "title": page.title,
        "name": page.name,
        "page": page.page,
        "year": page.year,
        "what": page.what,
        "open_lines": page.open_lines,
        "notice": page.notice,
        "sentences": page.sentences,
        "figures": [_figure(one) for one in page.figures],
        "told": [each for each in page.told if each[1]],
        "notes": page.first_notes,
        "warning": page.warning,
        "trends": [_trend(chart) for chart in page.trends],
        "columns": [[_part(part) for part in column] for column in page.columns],
        "questions_heading": QUESTIONS,
        "questions": [[dutch.capital(label), text] for label, text in page.questions],
        "not_here": page.not_here,
        "colophon": page.colophon,
        "on_screen": ON_SCREEN,
        "link": page.link,
        "tables_heading": TABLES,
        "table": _table(page.table),
        "table_columns": [[_table(table) for table in column] for column in page.table_columns],
        "more": [_table(table) for table in page.more],
        "general": _part(page.general),
        "foot": page.foot,
        "version": page.version,
        "colours": _COLOURS,
    }


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "title": one.title,
        "when": one.when,
        "value": one.value or NO_VALUE,
        "empty": not one.value,
        "beside": [[SIGNS[name], name, value] for name, value in one.beside],
        "place": one.place,
        "why": one.why,
        "svg": one.strip,
        "alt": one.strip_alt,
        "beneath": one.beneath,
    }


def _trend(chart: Trend) -> dict[str, Any]:
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "svg": trend.svg(chart),
        "alt": chart.alt,
        "note": " ".join(chart.footnotes),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "texts": [text for text in part.texts if text],
        "items": part.items,
        "lines_n": part.lines_n,
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, str):
        return {"kind": "text", "text": block}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": block.items}
    if isinstance(block, Table):
        return {"kind": "table", **_table(block)}
    return _chart(block)


def _table(table: Table) -> dict[str, Any]:
    text = table_text(table)
    return {
        "caption": text.caption,
        "headings": text.headings,
        "sides": text.sides,
        "widths": text.widths,
        "lines": [{"cells": line.cells, "own": line.own} for line in text.lines],
        "notes": text.notes,
    }


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "kind": "chart",
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt": chart.alt,
        "svg": paper.svg(chart, heading=False).decode(),
        "notes": [*chart.footnotes, source_line(chart.source)],
    }
