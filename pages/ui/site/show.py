"""Puts charts, tables, cards, caveats and questions on a page: the Streamlit side of what is pure elsewhere."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from metrics.records import Question
from pages.ui.charts import screen
from pages.ui.charts.screen.drawn import DrawnChart
from pages.ui.charts.spec import Chart
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.rows import StackedChart
from pages.ui.parts import blocks, notices, tables_html
from pages.ui.parts.tables import Table
from pages.ui.site import builds, embedding, provenance
from pages.ui.site.serving import files, naming
from pages.ui.site.visiting import entered

QUESTION_LABELS = {"T": "technische vraag", "W": "aan de wethouder", "R": "in de raad"}


def chart(chart: Chart, *, key: str, file_stem: str = "", heading: bool = True, half: bool = False) -> None:
    """Draw a chart with its heading, table, files, source line and notes; on paper its SVG stands in for it.

    `key`: its name on the page, and in the address of its picture. `half`: it is printed beside another.
    """
    told = provenance.current()
    addresses = files.addresses(chart, naming.stem(file_stem or chart.name), told)
    website = embedding.fold(chart, key, told, with_own=bool(entered.figures()))
    years = "_jaren" if isinstance(chart, LineChart) else ""  # a narrow one names fewer of them (screen.css)
    with st.container(key=f"figuur_{key}{years}", gap="xsmall"):
        if heading:
            st.html(blocks.chart_heading(chart.title, chart.subtitle))
        if isinstance(chart, StackedChart):
            st.html(blocks.parts_legend(chart.parts))
        st.plotly_chart(
            DrawnChart(screen.figure(_for_the_screen(chart, key))),
            theme=None,
            alt=chart.alt,
            key=f"fig_{key}",
            config=screen.CONFIG,
        )
        st.html(blocks.chart_foot(chart, addresses, half=half, website=website))


def is_phone() -> bool:
    """Say whether the visitor's browser is one of a phone."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _for_the_screen(chart: Chart, key: str) -> Chart:
    """On a phone a line chart begins with three lines at most, and offers the others."""
    if not is_phone() or not isinstance(chart, LineChart):
        return chart
    few = chart.for_phone()
    if len(few.shown) == len(chart.shown) or st.toggle("Toon alle gemeenten", key=f"alle_{key}"):
        return chart
    return few


def table(table: Table, *, file_stem: str = "", tells_awaited: bool = True) -> None:
    """Draw a real HTML table with its notes, source and files.

    `tells_awaited`: False where the page said already which figures are not loaded.
    """
    stem = naming.stem(file_stem or table.file_stem or table.caption)
    addresses = files.addresses(table, stem, provenance.current())
    st.html(tables_html.html(table, tells_awaited=tells_awaited) + blocks.file_links(addresses))


def cards(items: Sequence[blocks.Card], *, opens: bool = False, is_older: bool = False) -> None:
    """Draw a row of figures, each with its sentence and strip; with `opens` they are the first section of a page.

    `is_older`: they are of an older version of the figures.
    """
    heading = notices.hidden_section(blocks.FIGURES) if opens else ""
    st.html(heading + blocks.cards(items, is_older=is_older))


def section(title: str, subtitle: str = "", anchor: str = "") -> None:
    """Draw a section heading."""
    st.html(notices.section(title, subtitle, anchor))


def text(*paragraphs: str, lead: bool = False) -> None:
    """Draw running text."""
    st.html(notices.paragraphs(*paragraphs, lead=lead))


def box(text: str, kind: str = "let-op", title: str = "") -> None:
    """Draw a notice."""
    st.html(notices.box(text, kind, title))


def empty(key: str, **values: object) -> None:
    """Draw an empty state: the message that says what is not there and what to do."""
    st.html(notices.box(notices.message(builds.records(), key, **values), kind="uitleg"))


def notes(texts: Sequence[str]) -> None:
    """Draw remarks on a choice: who was left out, what could not be made."""
    for remark in texts:
        st.html(notices.box(remark, kind="uitleg"))


def caveats(codes: Iterable[str], **values: object) -> None:
    """Draw the caveats that apply, each once, in the order given."""
    texts = notices.caveats(builds.records(), codes, **values)
    if texts:
        st.html(blocks.caveats(texts))


def questions(chosen: Sequence[Question], values: Mapping[str, object]) -> None:
    """Draw at most three questions for the conversation, labelled by whom they are for."""
    if chosen:
        items = [(QUESTION_LABELS[item.label], notices.fill(item.text, values)) for item in chosen[:3]]
        st.html(blocks.questions(items))
