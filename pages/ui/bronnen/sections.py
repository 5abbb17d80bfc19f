"""The parts of *Bronnen en versies*: refreshing, the list of sources, what changed between two versions."""

from datetime import date

import pandas as pd
import streamlit as st

from metrics import dutch
from metrics.records import Records
from pages.ui.bronnen import loaded, refreshing, versions
from pages.ui.parts import notices
from pages.ui.parts.tables import Cell, Column, Table, Tone
from pages.ui.site import public, show
from pages.ui.site.page import Page

STATUS_WORDS = {
    "embedded": "hoort bij Eigenwijzer",
    "loaded": "geladen",
    "kept": "vorige versie behouden",
    "gone": "vervallen bij de bron, vorige versie behouden",
    "absent": "nog niet geladen",
    "none": "(nog) niet verschenen",
}
GROUPS = (
    ("Tabellen die geladen zijn", ("embedded", "loaded", "kept", "gone"), ""),
    ("Tabellen die nog niet geladen zijn", ("absent",), "-niet-geladen"),
    ("Tabellen die er bij de bron (nog) niet zijn", ("none",), "-niet-verschenen"),
)
POLARITY_WORDS = {
    "geen": "hoger of lager is niet goed of slecht",
    "laagste_1": "groep 1 heeft de laagste waarden",
    "hoogste_1": "groep 1 heeft de hoogste waarden",
}


def refresh(page: Page) -> None:
    """Draw the button that loads new figures, the progress while it runs, and how the last run ended."""
    if public.is_public():
        show.empty("L11")
        return
    refreshing.panel(page)


def in_words(page: Page) -> None:
    """Draw what is loaded, a line a subject."""
    up_to = page.loaded.kept(
        ("bronnen_tot",), lambda: loaded.newest(page.facts, page.loaded.store.boundary_years())
    )
    about = loaded.subjects(page.records.sources)
    made = page.loaded.kept(("bronnen_geladen",), lambda: loaded.table(page.facts, up_to, about))
    show.table(made, file_stem="geladen")
    show.text(loaded.lacking(up_to, about))


def sources(page: Page) -> None:
    """Draw every table of the register, folded: what is loaded, what is not, and how the last refresh went."""
    for table, stem in page.loaded.kept(("bronnen_tabellen",), lambda: _grouped(page.facts.sources)):
        with st.expander(f"{table.caption}: {len(table.rows)}"):
            show.table(table, file_stem=f"tabellen{stem}")
    if not public.is_public():
        refreshing.last_time(page)


def _grouped(every: pd.DataFrame) -> list[tuple[Table, str]]:
    """Return a table for each group that has any source, and what its files are called."""
    of_group = ((title, every[every["status"].isin(statuses)], stem) for title, statuses, stem in GROUPS)
    return [(sources_table(title, rows), stem) for title, rows, stem in of_group if len(rows)]


def sources_table(caption: str, rows: pd.DataFrame) -> Table:
    """Return sources with table number, title, state, load date, rows and licence.

    In: rows of `Facts.sources`. What must be said of a source is a footnote at its title.
    """
    columns = (
        Column("titel", "Bron"),
        Column("tabel", "Tabel"),
        Column("status", "Toestand"),
        Column("geladen", "Geladen op"),
        Column("gewijzigd", "Gewijzigd door de bron"),
        Column("rijen", "Rijen", "aantal"),
        Column("licentie", "Licentie"),
    )
    ordered = rows.sort_values(["status", "title", "source_id"])
    wanted = (
        columns if rows["retrieved"].notna().any() else tuple(c for c in columns if c.key not in _ONLY_LOADED)
    )
    keys = {column.key for column in wanted}
    made = tuple(
        {key: cell for key, cell in _source_row(row).items() if key in keys} for _, row in ordered.iterrows()
    )
    return Table(caption, wanted, made, row_header="titel")


_ONLY_LOADED = ("geladen", "gewijzigd", "rijen")


def _source_row(row: pd.Series) -> dict[str, Cell]:
    told = {
        key: "" if pd.isna(row[key]) else str(row[key]) for key in ("url", "modified", "licence", "message")
    }
    retrieved = dutch.date_nl(row["retrieved"]) if pd.notna(row["retrieved"]) else ""
    status = str(row["status"])
    return {
        "titel": Cell(str(row["title"]), flag=told["message"]),
        "tabel": Cell(str(row["source_id"]), href=told["url"] if told["url"].startswith("https://") else ""),
        "status": Cell(STATUS_WORDS.get(status, status), tone=_TONES.get(status, "same")),
        "geladen": Cell(retrieved),
        "gewijzigd": Cell(_day(told["modified"])),
        "rijen": Cell(None if pd.isna(row["rows_n"]) else int(row["rows_n"])),
        "licentie": Cell(told["licence"] or None),
    }


_TONES: dict[str, Tone] = {"kept": "attention", "gone": "attention", "absent": "absent", "none": "absent"}


def _day(modified: str) -> str:
    """Return the day that a source says it was changed, as every date here; empty where it says none."""
    try:
        return dutch.date_nl(date.fromisoformat(modified[:10]))
    except ValueError:
        return ""


def definitions(page: Page) -> None:
    """Draw how each figure is made, folded: on a phone and on paper it is longer than all the rest."""
    table = page.loaded.kept(("bronnen_definities",), lambda: definitions_table(page.records))
    with st.expander(f"{table.caption}: {len(table.rows)}"):
        show.table(table, file_stem="definities")


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
            "bronnen": dutch.names(records.sources_in_words(item.code)),
            "rapport": f"tabel {item.report_table}" if item.report_table else "",
        }
        for item in records.indicators.values()
    ]
    return Table("Definities van de cijfers", columns, tuple(rows), row_header="cijfer")


def changes(page: Page) -> None:
    """Draw what changed between the two newest versions of a table: in all, and for the chosen gemeente."""
    tables = versions.tables_with_versions()
    if not tables:
        st.html(
            notices.box(
                "Er is van elke tabel hooguit één versie. Na de volgende keer laden ziet u hier welke cijfers er "
                "bijkwamen, verdwenen of zijn herzien.",
                kind="uitleg",
            )
        )
        return
    source_id = page.choose("tabel", "Tabel", tables)
    found = versions.changes(source_id, versions.stamps(source_id))
    show.text(_in_words(found.summary))
    if not found.summary.empty:
        caption = f"{source_id}: wat veranderde er in alles?"
        show.table(_summary_table(caption, found.summary), file_stem=f"veranderd-{source_id}")
    revised = versions.revisions(source_id, versions.stamps(source_id))
    if not revised.empty:
        show.table(revisions_table(source_id, revised), file_stem=f"herzien-{source_id}")
    own = page.selection.gemeente
    if own is not None:
        rows = found.of(own)
        if rows.empty:
            show.text(f"Voor {page.name_of(own)} veranderde er niets in deze tabel.")
        else:
            caption = f"{source_id}: wat veranderde er voor {page.name_of(own)}?"
            show.table(_changes_table(caption, rows), file_stem=f"veranderd-{source_id}-{own}")


def revisions_table(source_id: str, revised: pd.DataFrame) -> Table:
    """Return how often and how far figures were revised, a row a version, period and pair of statuses.

    In: loaders.snapshots.changes.REVISIONS.
    """
    columns = (
        Column("periode", "Periode"),
        Column("van", "Was"),
        Column("naar", "Werd"),
        Column("versie", "In de versie van"),
        Column("cijfers", "Cijfers", "aantal"),
        Column("herzien", "Waarvan herzien", "aantal"),
        Column("laagste", "Laagste herziening", "pct", 1),
        Column("middelste", "Middelste herziening", "pct", 1),
        Column("hoogste", "Hoogste herziening", "pct", 1),
    )
    rows = tuple(
        {
            "periode": dutch.period_heading(str(row["period"])),
            "van": _status(row["old_status"]),
            "naar": _status(row["new_status"]),
            "versie": dutch.date_short(pd.Timestamp(str(row["newer"])).date()),
            "cijfers": int(row["figures_n"]),
            "herzien": int(row["revised_n"]),
            "laagste": row["lowest_pct"],
            "middelste": row["median_pct"],
            "hoogste": row["highest_pct"],
        }
        for _, row in revised.iterrows()
    )
    notes = (
        "Een herziening staat in procenten van het cijfer zoals het was. Alleen herziene cijfers tellen mee.",
    )
    return Table(
        f"{source_id}: hoe vaak en hoeveel herzien?", columns, rows, row_header="periode", notes=notes
    )


def _status(text: object) -> str:
    return "" if dutch.is_missing(text) else str(text).replace("_", " ")


CHANGE_WORDS = {"added": "erbij", "gone": "verdwenen", "revised": "herzien", "status": "alleen de status"}


def _in_words(summary: pd.DataFrame) -> str:
    if summary.empty:
        return "De twee nieuwste versies van deze tabel zijn gelijk."
    counts = {key: int(summary[f"{key}_n"].sum()) for key in CHANGE_WORDS if f"{key}_n" in summary}
    said = [f"{dutch.number(n)} {CHANGE_WORDS[key]}" for key, n in counts.items() if n]
    return f"Tussen de twee nieuwste versies van deze tabel: {dutch.names(said) or 'geen verschil'}."


def _summary_table(caption: str, summary: pd.DataFrame) -> Table:
    columns = (
        Column("what", "Cijfer"),
        *(Column(f"{key}_n", dutch.capital(word), "aantal") for key, word in CHANGE_WORDS.items()),
        Column("largest", "Grootste verschil", "getal", 2),
        Column("median_pct", "Middelste herziening", "pct", 1),
    )
    kept = tuple(column for column in columns if column.key in summary)
    rows = tuple({column.key: row[column.key] for column in kept} for _, row in summary.iterrows())
    return Table(caption, kept, rows, row_header="what")


def _period(code: str) -> str:
    """Return a period in words; empty where a boundary came without its year."""
    return dutch.period_heading(code) if code[:4].isdecimal() else ""


def _changes_table(caption: str, changed: pd.DataFrame) -> Table:
    columns = (
        Column("what", "Cijfer"),
        Column("period", "Periode"),
        Column("change", "Wat er veranderde"),
        Column("old", "Was", "getal", 2),
        Column("new", "Is nu", "getal", 2),
        Column("difference", "Verschil", "getal", 2),
    )
    kept = tuple(column for column in columns if column.key in changed)
    rows = []
    for _, row in changed.head(200).iterrows():
        values = {column.key: row[column.key] for column in kept}
        if "period" in values:
            values["period"] = _period(str(values["period"]))
        rows.append({**values, "change": CHANGE_WORDS.get(str(row["change"]), str(row["change"]))})
    notes = ("Alleen de 200 grootste verschillen staan hier.",) if len(changed) > 200 else ()
    return Table(caption, kept, tuple(rows), row_header="what", notes=notes)
