"""The audit as tables: the printed cells, the summary, the decile rules and the report against itself.
Pure.
"""

from collections.abc import Hashable, Mapping

import pandas as pd

from metrics.audit import COLUMNS
from metrics.audit.decile_rules import RULE_LABELS
from metrics.audit.income import POPULATIONS
from metrics.audit.selfcheck import SelfCheck
from pages.ui import formats
from pages.ui.audit_words import SHOWN_ORDER, TONES, VERDICT_WORDS
from pages.ui.tables import Cell, Column, Row, Table

SOURCE = "Bron: tabel 2 tot en met 11 van het rapport 'Eigenwijs transformeren' (2021)"


def cells_table(cells: pd.DataFrame) -> Table:
    """Return every printed cell with all that is known of it, for the files. In: metrics.audit.run.AUDIT rows."""
    columns = (
        Column("tabel", "Tabel", "aantal"), Column("regel", "Regel", "aantal"), Column("rij", "Rij"),
        Column("code", "Code"), Column("cijfer", "Cijfer"), Column("gedrukt", "Gedrukt in het rapport"),
        Column("waarde", "Gedrukte waarde", "getal"), Column("nagerekend", "Nagerekend", "getal"),
        Column("rapport", "Op de manier van het rapport", "getal"), Column("verschil", "Verschil", "getal"),
        Column("oordeel", "Oordeel"), Column("waarom", "Waarom"), Column("bron", "Bron"), Column("veld", "Veld"),
        Column("periode", "Periode"), Column("status", "Status"), Column("geladen", "Geladen op"),
    )  # fmt: skip
    rows = [
        {
            "tabel": int(row["table"]), "regel": int(row["line"]), "rij": str(row["row_label"]),
            "code": str(row["region_code"]), "cijfer": COLUMNS[str(row["column"])].title,
            "gedrukt": str(row["printed"]), "waarde": formats.finite(row["printed_value"]),
            "nagerekend": formats.finite(row["recomputed"]),
            "rapport": formats.finite(row["recomputed_report_way"]),
            "verschil": formats.finite(row["difference"]), "oordeel": VERDICT_WORDS[str(row["verdict"])],
            "waarom": str(row["reason"]), "bron": str(row["source"]), "veld": str(row["field"]),
            "periode": str(row["period"]), "status": str(row["period_status"]), "geladen": loaded(row["loaded_on"]),
        }
        for row in cells.to_dict("records")
    ]  # fmt: skip
    return Table(
        "De tabellen van het rapport nagerekend", columns, tuple(rows), row_header="rij", source=SOURCE
    )


def screen_table(cells: pd.DataFrame, links: Mapping[str, str], names: Mapping[str, str]) -> Table:
    """Return printed cells for the screen.

    In: metrics.audit.run.AUDIT rows; `links`: address of the calculation per `cell_id`; `names`: what a row
    is called, per region code.
    """
    columns = (
        Column("rij", "Rij"), Column("tabel", "Tabel", "aantal"), Column("cijfer", "Cijfer"),
        Column("gedrukt", "Gedrukt", align="right"), Column("nagerekend", "Nagerekend", align="right"),
        Column("oordeel", "Oordeel"), Column("waarom", "Waarom"), Column("bron", "Bron"),
        Column("berekening", "Berekening"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "rij": names.get(str(row["region_code"]), str(row["row_label"])), "tabel": int(row["table"]),
            "cijfer": COLUMNS[str(row["column"])].title, "gedrukt": Cell(printed=str(row["printed"])),
            "nagerekend": recomputed(row), "oordeel": verdict_cell(str(row["verdict"])),
            "waarom": str(row["reason"]), "bron": str(row["source"]),
            "berekening": Cell("toon", href=links[str(row["cell_id"])]) if row["calculation"] else Cell("geen"),
        }
        for row in cells.to_dict("records")
    ]  # fmt: skip
    return Table(
        "Gedrukte cijfers en wat de open data geven", columns, tuple(rows), row_header="rij", source=SOURCE
    )


def summary_table(summary: pd.DataFrame, distinct: pd.DataFrame) -> Table:
    """Return how many cells come out per table, and in all for printed cells and for distinct figures.

    In: metrics.audit.summary.summary of all cells, and of the distinct figures (only its last row is used).
    """
    present = [verdict for verdict in SHOWN_ORDER if int(summary[verdict].max()) > 0]
    columns = (
        Column("tabel", "Tabel"), Column("gedrukt", "Gedrukte cijfers", "aantal"),
        Column("nagerekend", "Nagerekend", "aantal"), Column("gelijk", "Komt uit", "aantal"),
        *(Column(verdict, VERDICT_WORDS[verdict], "aantal") for verdict in present),
    )  # fmt: skip
    rows = [_summary_row(row, present) for row in summary.to_dict("records")]
    last = {**_summary_row(distinct.iloc[-1].to_dict(), present), "tabel": "verschillende cijfers"}
    return Table(
        "Hoeveel cijfers komen uit, per tabel",
        columns,
        (*rows, last),
        row_header="tabel",
        highlight=frozenset({"alle tabellen"}),
        notes=("Hetzelfde cijfer staat soms in meer tabellen: 'verschillende cijfers' telt het een keer.",),
        source=SOURCE,
    )


def repairs_table(repairs: pd.DataFrame, names: Mapping[str, str]) -> Table:
    """Return every single change that would repair an impossible row, the most likely first."""
    columns = (
        Column("rij", "Rij"), Column("tabel", "Tabel", "aantal"), Column("cijfer", "Te wijzigen cijfer"),
        Column("gedrukt", "Gedrukt", align="right"), Column("wordt", "Dan klopt de rij met", align="right"),
        Column("index", "Index van deze cijfers", "index", 1), Column("past", "Drukt dat de index?"),
        Column("verhouding", "Verhouding met 82972NED in 2017 en 2020", align="right"),
        Column("tweede", "Past die verhouding?"), Column("bron", "Staat het zo in 84134NED?"),
        Column("waarschijnlijk", "Oordeel"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "rij": names.get(str(row["region_code"]), str(row["row_label"])), "tabel": int(row["table"]),
            "cijfer": COLUMNS[str(row["column"])].title,
            "gedrukt": figure(row["printed_value"], str(row["column"])),
            "wordt": figure(row["repaired_value"], str(row["column"])),
            "index": formats.finite(row["plain_index"]), "past": yes_no(row["plain_prints"]),
            "verhouding": " en ".join(formats.number(row[key], 2) for key in ("ratio_2017h1", "ratio_2020h1")),
            "tweede": yes_no(row["second_fits"]), "bron": yes_no(row["source_fits"]),
            "waarschijnlijk": Cell("waarschijnlijkst (afgeleid)", tone="attention") if row["likely"] else "mogelijk",
        }
        for row in repairs.to_dict("records")
    ]  # fmt: skip
    return Table(
        "Elke wijziging van een cijfer waarmee de rij klopt",
        columns,
        tuple(rows),
        row_header="rij",
        source=SOURCE,
    )


def attempts_table(attempts: pd.DataFrame, cells: pd.DataFrame, names: Mapping[str, str]) -> Table:
    """Return what was tried for figures that do not come out. In: Audit.attempts and Audit.cells."""
    columns = (
        Column("rij", "Rij"), Column("cijfer", "Cijfer"), Column("gedrukt", "Gedrukt", align="right"),
        Column("poging", "Geprobeerd"), Column("soort", "Soort"), Column("uitkomst", "Uitkomst", align="right"),
        Column("past", "Geeft het gedrukte cijfer?"),
    )  # fmt: skip
    by_figure = cells.drop_duplicates("figure_id").set_index("figure_id")
    kinds = {"selectie": "andere keuze van gemeenten of basis", "vergissing": "mogelijk en niet meer dan dat"}
    rows: list[Row] = []
    for row in attempts.to_dict("records"):
        cell = by_figure.loc[row["figure_id"]]
        rows.append(
            {
                "rij": names.get(str(cell["region_code"]), str(cell["row_label"])),
                "cijfer": COLUMNS[str(cell["column"])].title, "gedrukt": Cell(printed=str(cell["printed"])),
                "poging": str(row["label"]), "soort": kinds[str(row["kind"])],
                "uitkomst": figure(row["value"], str(cell["column"]), extra=1), "past": yes_no(row["prints"]),
            }
        )  # fmt: skip
    return Table("Wat is geprobeerd", columns, tuple(rows), row_header="rij", source=SOURCE)


def rules_table(rules: pd.DataFrame, names: Mapping[str, str]) -> Table:
    """Return how many printed deciles each rule gives back. In: metrics.audit.decile_rules.DECILE_RULES."""
    columns = (
        Column("regel", "Regel bij gelijke waarden en grenzen"), Column("deciel", "Deciel"), Column("tabel", "Tabel"),
        Column("indeling", "Indeling"), Column("wie", "Huishoudens"), Column("n", "Gemeenten", "aantal"),
        Column("gelijk", "Komt uit", "aantal"), Column("van", "Van", "aantal"), Column("niet", "Komt niet uit"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "regel": RULE_LABELS[str(row["rule"])],
            "deciel": COLUMNS[str(row["column"])].title.removesuffix(" (deciel)"),
            "tabel": str(row["source_id"]), "indeling": "" if pd.isna(row["division"]) else str(int(row["division"])),
            "wie": POPULATIONS[str(row["indicator"])] or "met kinderen", "n": int(row["gemeenten_n"]),
            "gelijk": int(row["same_n"]), "van": int(row["compared_n"]),
            "niet": ", ".join(names.get(code, code) for code in str(row["missed"]).split(",") if code)
            or "alles komt uit",
        }
        for row in rules.to_dict("records")
    ]  # fmt: skip
    return Table(
        "Hoeveel gedrukte decielen komen uit, per regel",
        columns,
        tuple(rows),
        row_header="regel",
        source=SOURCE,
    )


def indexes_table(check: SelfCheck, names: Mapping[str, str]) -> Table:
    """Return for each printed index of use what its percentages allow; impossible ones first."""
    columns = (
        Column("rij", "Rij"), Column("tabel", "Tabel", "aantal"), Column("eerste", "1e halfjaar 2017", "pct", 1),
        Column("laatste", "1e halfjaar 2020", "pct", 1), Column("index", "Gedrukte index", "index"),
        Column("van", "Kan zijn vanaf", "index", 1), Column("tot", "Kan zijn tot", "index", 1),
        Column("past", "Oordeel"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "rij": names.get(str(row["region_code"]), str(row["row_label"])), "tabel": int(row["table"]),
            "eerste": float(row["first_pct"]), "laatste": float(row["last_pct"]), "index": float(row["printed_index"]),
            "van": float(row["low"]), "tot": float(row["high"]),
            "past": Cell("past", tone="same") if row["possible"] else Cell("past niet", tone="attention"),
        }
        for row in check.indexes.sort_values("possible", kind="stable").to_dict("records")
    ]  # fmt: skip
    return Table(
        "Past elke index bij de twee percentages ernaast?",
        columns,
        tuple(rows),
        row_header="rij",
        source=SOURCE,
    )


def implied_table(check: SelfCheck, names: Mapping[str, str]) -> Table:
    """Return what the printed costs imply: young people, and begroting 2017 per inhabitant."""
    columns = (
        Column("rij", "Rij"), Column("per100", "Jongeren per 100 inwoners", align="right"),
        Column("inwoners", "Inwoners", "aantal"), Column("waarvan", "Inwoners volgens"),
        Column("jongeren", "Jongeren met jeugdzorg", align="right"),
        Column("precies", "Lasten 2019 per gedrukt bedrag", "aantal", 1), Column("vijf", "Veelvoud van 5?"),
        Column("begroting", "Begroting 2017 per inwoner", align="right"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "rij": names.get(str(row["region_code"]), str(row["row_label"])),
            "per100": span(row["users_per_100_low"], row["users_per_100_high"], "getal", 2),
            "inwoners": formats.finite(row["inhabitants_n"]), "waarvan": str(row["inhabitants_source"]) or None,
            "jongeren": span(row["users_low_n"], row["users_high_n"], "aantal", 0),
            "precies": formats.finite(row["exact_users_n"]),
            "vijf": None if row["holds_five"] is None else yes_no(row["holds_five"]),
            "begroting": span(row["budget_2017_low_eur"], row["budget_2017_high_eur"], "eur", 0),
        }
        for row in check.implied.to_dict("records")
    ]  # fmt: skip
    return Table("Wat volgt uit de gedrukte bedragen", columns, tuple(rows), row_header="rij", source=SOURCE)


def text_table(check: SelfCheck, names: Mapping[str, str]) -> Table:
    """Return the tables beside numbers in the report's own text."""
    columns = (
        Column("regel", "Regel"), Column("gemeente", "Gemeente"), Column("tekst", "Wat de tekst zegt"),
        Column("tabel", "Tabel", "aantal"), Column("gedrukt", "In de tabel"), Column("past", "Past het?"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "regel": str(row["line"]), "gemeente": names.get(str(row["region_code"]), str(row["region_code"])),
            "tekst": str(row["text"]), "tabel": int(row["table"]), "gedrukt": Cell(printed=str(row["printed"])),
            "past": Cell("past", tone="same") if row["fits"] else Cell("past niet", tone="differs"),
        }
        for row in check.text.to_dict("records")
    ]  # fmt: skip
    return Table(
        "Tabellen naast de tekst van het rapport", columns, tuple(rows), row_header="regel", source=SOURCE
    )


def verdict_cell(verdict: str) -> Cell:
    """Return a verdict as a label: the words say it, the tone only helps."""
    return Cell(VERDICT_WORDS[verdict], tone=TONES[verdict])


def recomputed(row: Mapping[Hashable, object]) -> Cell:
    """Return the recalculated figure with a decimal more than printed, so that a difference shows."""
    if formats.is_missing(row["recomputed"]):
        return Cell(None, "niet_geladen" if row["verdict"] == "no_data" else "leeg")
    column = str(row["column"])
    whole = COLUMNS[column].unit == "deciel" or column.startswith("pct")
    return Cell(printed=figure(row["recomputed"], column, extra=0 if whole else 1))


def figure(value: object, column: str, extra: int = 0) -> str:
    """Return a figure of a column of the report in its unit, with `extra` decimals."""
    spec = COLUMNS[column]
    number = formats.finite(value)
    return formats.MISSING if number is None else formats.value(number, spec.unit, spec.decimals + extra)


def span(low: object, high: object, unit: str, decimals: int) -> str | None:
    """Return two bounds as '2,36 tot 2,37'; None where one is missing."""
    ends = [formats.finite(end) for end in (low, high)]
    if None in ends:
        return None
    return " tot ".join(formats.value(end, unit, decimals) for end in ends)


def yes_no(answer: object) -> str:
    """Return 'ja', 'nee', or 'niet geladen' where it could not be tested."""
    if answer is None or formats.is_missing(answer):
        return "niet geladen"
    return "ja" if answer else "nee"


def loaded(moment: object) -> str:
    """Return a load date as '22-11-2026'; empty where nothing was loaded."""
    return "" if formats.is_missing(moment) else formats.date_short(pd.Timestamp(str(moment)).to_pydatetime())


def _summary_row(row: Mapping[object, object], present: list[str]) -> dict[str, Cell | int | str]:
    number = {str(key): int(str(value)) for key, value in row.items()}
    return {
        "tabel": f"tabel {number['table']}" if number["table"] else "alle tabellen",
        "gedrukt": number["cells_n"],
        "nagerekend": number["recomputed_n"],
        "gelijk": number["same_n"],
        **{verdict: number[verdict] for verdict in present},
    }
