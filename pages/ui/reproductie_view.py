"""The parts of *Tabellen nagerekend* that are drawn: choosing, one calculation, the cells, the sections beneath."""

import streamlit as st

from metrics.audit import Audit
from metrics.audit.summary import verdict_counts
from pages.ui import audit_html, audit_tables, blocks, bundle, exports, files, formats, reproductie, show
from pages.ui.frame import Page
from pages.ui.reproductie import EVERYTHING, NONE, Filter


def names(page: Page, audit: Audit) -> dict[str, str]:
    """Return what the rows of the report's tables are called, by region code."""
    return reproductie.names(audit.cells, page.loaded.names)


def verdicts(page: Page, audit: Audit) -> None:
    """Draw the bar of verdicts; each word leads to its cells."""
    counts = verdict_counts(audit.cells)
    links = {verdict: page.url(oordeel=verdict, tabel=EVERYTHING, rij=EVERYTHING) for verdict in counts}
    page.html(reproductie.bar(counts, links))


def choose(page: Page, audit: Audit) -> Filter:
    """Draw the choosers of table, row and verdict, which live in the address."""
    cells = audit.cells
    with st.container(horizontal=True, key="keuzes"):
        return Filter(
            table=page.choose("tabel", "Tabel", reproductie.table_options(cells)),
            row=page.choose("rij", "Gemeente of rij", reproductie.row_options(cells, names(page, audit))),
            verdict=page.choose("oordeel", "Oordeel", reproductie.verdict_options(cells)),
        )


def downloads(page: Page, audit: Audit) -> None:
    """Draw the buttons that save all cells as a spreadsheet and the evidence bundle; made when asked for."""
    stem = f"eigenwijzer-{page.facts.build_id[:8]}"
    with st.container(horizontal=True, key="bewaren"):
        st.download_button(
            "Alle cijfers als rekenblad (Excel)",
            data=lambda: exports.xlsx(audit_tables.cells_table(audit.cells)),
            file_name=f"{stem}-nagerekend.xlsx",
            on_click="ignore",
        )
        st.download_button(
            "Bewijspakket (ZIP)",
            data=lambda: bundle.evidence(page.facts, audit),
            file_name=f"{stem}-bewijspakket.zip",
            on_click="ignore",
        )


def calculation(page: Page, audit: Audit) -> None:
    """Draw the chooser of one cell and, when one is chosen, all about it with its calculation to copy."""
    chosen = page.choose(
        "cel", "Berekening van een cijfer", reproductie.cell_options(audit.cells, names(page, audit))
    )
    if chosen == NONE:
        return
    row = audit.cells.set_index("cell_id", drop=False).loc[chosen].to_dict()
    page.html(reproductie.detail(row, names(page, audit)[str(row["region_code"])]))
    st.code(reproductie.query(row), language="sql", wrap_lines=True)


def cells(page: Page, audit: Audit, chosen: Filter) -> None:
    """Draw the printed cells of a choice: the first ones, and all of them on request."""
    found = reproductie.filtered(audit.cells, chosen)
    if found.empty:
        show.empty("R3")
        return
    everything = page.selection.params.get("toon") == EVERYTHING
    part = found if everything else reproductie.shown_first(found)
    links = {cell_id: page.url(cel=cell_id) for cell_id in part["cell_id"]}
    page.html(audit_html.cells(part, links, names(page, audit)))
    if len(part) < len(found):
        page.html(reproductie.more(len(part), len(found), page.url(toon=EVERYTHING)))
    addresses = files.addresses(audit_tables.cells_table(found), "eigenwijzer-nagerekend")
    page.html(blocks.file_links(addresses))


def misprints(page: Page, audit: Audit) -> None:
    """Draw every change that would repair an impossible row."""
    if audit.repairs.empty:
        show.text("Elke index past bij de percentages ernaast.")
        return
    show.text(*reproductie.misprint_story(audit, names(page, audit)))
    show.table(audit_tables.repairs_table(audit.repairs), file_stem="eigenwijzer-drukfout")


def tried(page: Page, audit: Audit) -> None:
    """Draw what was tried for figures that do not come out, folded per figure."""
    if audit.attempts.empty:
        show.text("Er is nu geen cijfer waarvoor iets anders is geprobeerd.")
        return
    cells = audit.cells.drop_duplicates("figure_id").set_index("figure_id")
    for figure_id, attempts in audit.attempts.groupby("figure_id", sort=False):
        row = cells.loc[figure_id].to_dict()
        with st.expander(reproductie.tried_label(row, names(page, audit))):
            table = audit_tables.attempts_table(attempts, str(row["column"]), str(row["printed"]))
            show.table(table, file_stem="eigenwijzer-geprobeerd")


def decile_rules(page: Page, audit: Audit) -> None:
    """Draw how many printed deciles each rule gives back."""
    show.text(reproductie.rules_story(audit, names(page, audit)))
    if not audit.rules.empty:
        show.table(audit_tables.rules_table(audit.rules), file_stem="eigenwijzer-decielregels")


def self_check(page: Page, audit: Audit) -> None:
    """Draw the report against itself."""
    show.text(reproductie.self_check_sentence(audit))
    known = names(page, audit)
    for table, stem in (
        (audit_tables.indexes_table(audit.check, known), "eigenwijzer-index"),
        (audit_tables.text_table(audit.check, known), "eigenwijzer-tekst"),
        (audit_tables.implied_table(audit.check, known), "eigenwijzer-volgt-uit"),
    ):
        with st.expander(table.caption):
            show.table(table, file_stem=stem)


def per_table(audit: Audit) -> None:
    """Draw the counts per table."""
    table = audit_tables.summary_table(audit.summary, audit.summary_distinct)
    show.table(table, file_stem="eigenwijzer-per-tabel")


def source_note(audit: Audit) -> str:
    """Return where the recalculated figures come from and from when they are."""
    moments = audit.cells["loaded_on"].dropna()
    when = f", geladen op {formats.date_nl(moments.max().to_pydatetime())}" if len(moments) else ""
    return f"Nagerekend met open gegevens van het CBS en Iv3{when}."
