"""The parts of *Rapport nagerekend* that are drawn: choosing, one calculation, the cells, the sections beneath."""

from dataclasses import dataclass

import streamlit as st

from metrics.report import claims
from metrics.report.audit import Audit
from metrics.report.audit.summary import verdict_counts
from metrics.report.redrawn import ReportFigure, figures
from pages.ui.charts.spec import Chart
from pages.ui.documents import spreadsheet
from pages.ui.parts import blocks, tables_html
from pages.ui.parts.tables import Table
from pages.ui.reproductie import bundle, redrawn, view
from pages.ui.reproductie import html as audit_html
from pages.ui.reproductie import tables as audit_tables
from pages.ui.reproductie.view import EVERYTHING, NONE, CellFilter
from pages.ui.site import provenance, show, sourced
from pages.ui.site.page import Page
from pages.ui.site.serving import audited, files, memory, naming
from pages.ui.site.visiting import bar


@dataclass(frozen=True)
class Prepared:
    """What is the same at every rerun on one build: names, choices, and the tables beneath with their HTML."""

    names: dict[str, str]  # what the rows of the report's tables are called, by region code
    cells: dict[str, str]  # the cells to choose a calculation of
    tables: dict[str, tuple[Table, str]]


@memory.of_build
@st.cache_resource(max_entries=2, show_spinner=False)
def _prepared(_page: Page, _audit: Audit, build_id: str) -> Prepared:  # noqa: ARG001 - part of the key
    known = view.names(_audit.cells, _page.loaded.names)
    made = {
        "alle": audit_tables.cells_table(_audit.cells),
        "per-tabel": audit_tables.summary_table(_audit.summary, _audit.summary_distinct),
        "drukfout": audit_tables.repairs_table(_audit.repairs),
        "index": audit_tables.indexes_table(_audit.check, known),
        "tekst": audit_tables.text_table(_audit.check, known),
        "volgt-uit": audit_tables.implied_table(_audit.check, known),
    }
    if not _audit.rules.empty:
        made["decielregels"] = audit_tables.rules_table(_audit.rules)
    # the table of all cells is only ever a file
    drawn = {name: (table, "" if name == "alle" else tables_html.html(table)) for name, table in made.items()}
    return Prepared(known, view.cell_options(_audit.cells, known), drawn)


def prepared(page: Page, audit: Audit) -> Prepared:
    """Return what was prepared for this build."""
    return _prepared(page, audit, page.facts.build_id)


def names(page: Page, audit: Audit) -> dict[str, str]:
    """Return what the rows of the report's tables are called, by region code."""
    return prepared(page, audit).names


def _draw(page: Page, audit: Audit, name: str) -> None:
    """Draw one of the prepared tables with its files."""
    table, html = prepared(page, audit).tables[name]
    page.html(html + blocks.file_links(files.addresses(table, naming.stem(name), provenance.current())))


def verdicts(page: Page, audit: Audit) -> None:
    """Draw the bar of verdicts; each word leads to its cells."""
    if said := view.reconstructed(audit):
        page.html(said)
    counts = verdict_counts(audit.cells)
    links = {verdict: page.url(oordeel=verdict, tabel=EVERYTHING, rij=EVERYTHING) for verdict in counts}
    page.html(view.bar(counts, links))


def choose(page: Page, audit: Audit) -> CellFilter:
    """Draw the choosers of table, row and verdict, which live in the address.

    A gemeente of the report that was chosen elsewhere is the first choice here.
    """
    cells, own = audit.cells, page.selection.gemeente
    rows = view.row_options(cells, names(page, audit))
    bar.said_without_choices(page)
    with st.container(horizontal=True, key="filter"):
        return CellFilter(
            table=page.choose("tabel", "Tabel", view.table_options(cells)),
            row=page.choose("rij", "Gemeente of rij", rows, own if own in rows else EVERYTHING),
            verdict=page.choose("oordeel", "Oordeel", view.verdict_options(cells)),
        )


def downloads(page: Page) -> None:
    """Draw the buttons that save all cells as a spreadsheet and the evidence bundle; made when asked for.

    The session keeps what makes them, so that asks the page for its audit: an audit holds a whole build.
    """
    stem, told = f"eigenwijzer-{page.facts.data_version[:8]}", provenance.of(page)

    def audit() -> Audit:
        return audited.audit(page.loaded)

    with st.container(horizontal=True, key="bewaren"):
        st.download_button(
            "Alle cijfers als rekenblad (Excel)",
            data=lambda: spreadsheet.xlsx(audit_tables.cells_table(audit().cells), told=told),
            file_name=f"{stem}-nagerekend.xlsx",
            on_click="ignore",
        )
        st.download_button(
            "Bewijspakket (ZIP)",
            data=lambda: bundle.evidence(page.facts, audit(), claims.judge_all(page.loaded.build)),
            file_name=f"{stem}-bewijspakket.zip",
            on_click="ignore",
        )


def calculation(page: Page, audit: Audit) -> None:
    """Draw the chooser of one cell and, when one is chosen, all about it with its calculation to copy."""
    chosen = page.choose("cel", "Berekening van een cijfer", prepared(page, audit).cells)
    if chosen == NONE:
        return
    row = audit.cells.set_index("cell_id", drop=False).loc[chosen].to_dict()
    page.html(view.detail(row, names(page, audit)[str(row["region_code"])]))
    st.code(view.query(row), language="sql", wrap_lines=True)


def cells(page: Page, audit: Audit, chosen: CellFilter) -> None:
    """Draw the printed cells of a choice: the first ones, and all of them on request."""
    found = view.filtered(audit.cells, chosen)
    if found.empty:
        show.empty("R3")
        return
    everything = page.selection.params.get("toon") == EVERYTHING
    part = found if everything else view.shown_first(found)
    links = {cell_id: page.url(cel=cell_id) for cell_id in part["cell_id"]}
    page.html(audit_html.cells(part, links, names(page, audit)))
    if len(part) < len(found):
        page.html(view.more(len(part), len(found), page.url(toon=EVERYTHING)))
    whole = len(found) == len(audit.cells)
    table = prepared(page, audit).tables["alle"][0] if whole else audit_tables.cells_table(found)
    addresses = files.addresses(table, naming.stem("nagerekend"), provenance.current())
    page.html(blocks.file_links(addresses))


@memory.of_build
@st.cache_resource(max_entries=2, show_spinner=False)
def _redrawn(_page: Page, _audit: Audit, build_id: str) -> tuple[ReportFigure, ...]:  # noqa: ARG001 - part of the key
    return figures(_page.build, _audit.data)


def redrawn_figures(page: Page, audit: Audit) -> dict[str, ReportFigure]:
    """Return figures 1-5 of the report by the name of their chart on the page."""
    return {f"rapportfiguur_{each.number}": each for each in _redrawn(page, audit, page.facts.build_id)}


def picture(page: Page, audit: Audit, figure: ReportFigure) -> Chart | None:
    """Return one of the figures as a chart, or None where there are no two half-years."""
    return redrawn.chart(figure, names(page, audit), lambda sources: sourced.line(page.loaded, sources))


def pictures(page: Page, audit: Audit) -> None:
    """Draw figures 1-5 of the report again, each with its ends beside the printed ones."""
    show.text(redrawn.PICTURES)
    for key, figure in redrawn_figures(page, audit).items():
        stem, chart = f"rapport figuur {figure.number}", picture(page, audit, figure)
        if chart is not None:
            show.chart(chart, key=key, file_stem=stem)
        table = redrawn.ends_table(figure, names(page, audit))
        show.table(table, file_stem=f"{stem} eindpunten")


def misprints(page: Page, audit: Audit) -> None:
    """Draw every change that would repair an impossible row."""
    if audit.repairs.empty:
        show.text("Elke index past bij de percentages ernaast.")
        return
    show.text(*view.misprint_story(audit, names(page, audit)))
    _draw(page, audit, "drukfout")


def tried(page: Page, audit: Audit) -> None:
    """Draw what was tried for figures that do not come out, folded per figure."""
    if audit.attempts.empty:
        show.text("Er is nu geen cijfer waarvoor iets anders is geprobeerd.")
        return
    figures_n = audit.attempts["figure_id"].nunique()
    # what is folded stays off paper: without this the heading would stand alone there
    show.text(
        f"Voor {figures_n} {'cijfer' if figures_n == 1 else 'cijfers'} is iets anders geprobeerd. "
        "Op het scherm staat per cijfer wat, en wat eruit kwam."
    )
    cells = audit.cells.drop_duplicates("figure_id").set_index("figure_id")
    for figure_id, attempts in audit.attempts.groupby("figure_id", sort=False):
        row = cells.loc[figure_id].to_dict()
        label = view.tried_label(row, names(page, audit))
        with st.expander(label):
            table = audit_tables.attempts_table(attempts, str(row["column"]), str(row["printed"]))
            show.table(table, file_stem=f"geprobeerd {label}")


def decile_rules(page: Page, audit: Audit) -> None:
    """Draw how many printed deciles each rule gives back."""
    show.text(view.rules_story(audit, names(page, audit), is_older=page.is_older))
    if not audit.rules.empty:
        _draw(page, audit, "decielregels")


def self_check(page: Page, audit: Audit) -> None:
    """Draw the report against itself."""
    show.text(view.self_check_sentence(audit))
    for name in ("index", "tekst", "volgt-uit"):
        with st.expander(prepared(page, audit).tables[name][0].caption):
            _draw(page, audit, name)


def per_table(page: Page, audit: Audit) -> None:
    """Draw the counts per table."""
    _draw(page, audit, "per-tabel")
