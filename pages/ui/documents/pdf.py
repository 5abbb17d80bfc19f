"""The document as tagged PDF by typst: language nl, headings, table headers, alt texts, page numbers.

The layout stands in `letter.typ`; everything said comes in as JSON and is set as text, never read as markup.
typst refuses to write PDF/UA-1 where a figure lacks its alt text. Fonts come from matplotlib, none from the
machine. Conformance beyond what typst itself checks is not claimed.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import typst

from pages.ui.charts import paper
from pages.ui.charts.spec import Chart
from pages.ui.documents.content import Block, Bullets, Document, table_text
from pages.ui.parts import theme
from pages.ui.parts.tables import Table, source_line

_LETTER = Path(__file__).with_name("letter.typ")


def render(document: Document) -> bytes:
    """Give the PDF. Raises typst.TypstError where the content cannot be set."""
    result = typst.compile(
        _LETTER,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_data(document), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    if not isinstance(result, bytes):
        raise TypeError(f"typst gave {type(result).__name__}, not one PDF")
    return result


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
        "summary": document.summary,
        "sections": [
            {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
        "caveats": document.caveats,
        "questions": [[f"{label[:1].upper()}{label[1:]}", text] for label, text in document.questions],
        "sources": document.sources,
        "colophon": document.colophon,
        "version": document.version,
        "link": document.link,
        "colours": {
            "ink": theme.INK, "soft": theme.SOFT, "own": theme.OWN, "tint": theme.OWN_TINT,
            "line": theme.LINE, "rule": theme.OTHER,
        },
    }  # fmt: skip


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, str):
        return {"kind": "text", "text": block}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": block.items}
    if isinstance(block, Table):
        text = table_text(block)
        return {
            "kind": "table",
            "caption": text.caption,
            "headings": text.headings,
            "sides": text.sides,
            "lines": [{"cells": line.cells, "own": line.own} for line in text.lines],
            "notes": text.notes,
        }
    return _chart(block)


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "kind": "chart",
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt": chart.alt,
        "svg": paper.svg(chart, heading=False).decode(),
        "notes": [*chart.footnotes, source_line(chart.source)],
    }
