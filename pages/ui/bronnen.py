"""The parts of *Bronnen en versies*: refreshing, the list of sources, what changed between two versions."""

import pandas as pd
import streamlit as st

from metrics.records import Records
from pages.ui import cache, formats, notices, refreshing, show
from pages.ui.frame import Page
from pages.ui.tables import Cell, Column, Table

STATUS_WORDS = {
    "embedded": "hoort bij Eigenwijzer",
    "loaded": "geladen",
    "kept": "vorige versie behouden",
    "absent": "nog niet geladen",
}
POLARITY_WORDS = {
    "geen": "hoger of lager is niet goed of slecht",
    "laagste_1": "groep 1 heeft de laagste waarden",
    "hoogste_1": "groep 1 heeft de hoogste waarden",
}


def refresh(page: Page) -> None:
    """Draw the button that loads new figures, the progress while it runs, and how the last run ended."""
    if cache.is_public():
        show.empty("L11")
        return
    refreshing.panel(page)


def sources_table(sources: pd.DataFrame) -> Table:
    """Return every source with table number, title, licence, load date, status and rows.

    In: `Facts.sources`. A source that was not loaded keeps its row, with what to do in the last column.
    """
    columns = (
        Column("titel", "Bron"),
        Column("tabel", "Tabel"),
        Column("status", "Toestand"),
        Column("geladen", "Geladen op"),
        Column("gewijzigd", "Gewijzigd door de bron"),
        Column("rijen", "Rijen", "aantal"),
        Column("licentie", "Licentie"),
        Column("melding", "Melding"),
    )
    rows = [_source_row(row) for _, row in sources.sort_values(["status", "source_id"]).iterrows()]
    return Table("Alle bronnen", columns, tuple(rows), row_header="titel")


def _source_row(row: pd.Series) -> dict[str, object]:
    loaded = formats.date_nl(row["retrieved"]) if pd.notna(row["retrieved"]) else ""
    url = str(row["url"] or "")
    return {
        "titel": Cell(str(row["title"])),
        "tabel": Cell(str(row["source_id"]), href=url if url.startswith("https://") else ""),
        "status": Cell(
            STATUS_WORDS.get(str(row["status"]), str(row["status"])),
            tone={"kept": "attention", "absent": "absent"}.get(str(row["status"]), "same"),
        ),
        "geladen": Cell(loaded or None, status="ok" if loaded else "leeg"),
        "gewijzigd": str(row["modified"] or "")[:10],
        "rijen": None if pd.isna(row["rows_n"]) else int(row["rows_n"]),
        "licentie": str(row["licence"] or ""),
        "melding": str(row["message"] or ""),
    }


def definitions_table(records: Records) -> Table:
    """Return how each figure is made, from data/indicators.toml."""
    columns = (
        Column("cijfer", "Cijfer"),
        Column("definitie", "Wat het is"),
        Column("teller", "Teller"),
        Column("noemer", "Noemer"),
        Column("richting", "Hoe te lezen"),
        Column("bronnen", "Bronnen"),
        Column("rapport", "In het rapport"),
    )
    rows = [
        {
            "cijfer": item.title,
            "definitie": item.definition,
            "teller": item.numerator,
            "noemer": item.denominator,
            "richting": POLARITY_WORDS[item.polarity],
            "bronnen": ", ".join(item.sources),
            "rapport": f"tabel {item.report_table}" if item.report_table else "",
        }
        for item in records.indicators.values()
    ]
    return Table("Definities van de cijfers", columns, tuple(rows), row_header="cijfer")


def changes(page: Page) -> None:
    """Draw what changed between the two newest versions of a table: in all, and for the chosen gemeente."""
    versions = cache.tables_with_versions()
    if not versions:
        st.html(
            notices.box(
                "Er is van elke tabel hooguit één versie. Na de volgende keer laden ziet u hier welke cijfers er "
                "bijkwamen, verdwenen of zijn herzien.",
                kind="uitleg",
            )
        )
        return
    table = page.choose("tabel", "Tabel", versions)
    report = cache.changes(table, page.selection.gemeente)
    st.html(notices.paragraphs(*report.sentences))
    if report.rows is not None:
        show.table(report.rows, file_stem=f"eigenwijzer-veranderd-{table}")
