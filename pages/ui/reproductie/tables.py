"""The audit as tables: the printed cells, the summary, the decile rules and the report against itself.
Pure.
"""

from collections.abc import Hashable, Mapping

import pandas as pd

from metrics import dutch
from metrics.report.audit import COLUMNS, SAME
from metrics.report.audit.decile_rules import RULE_LABELS
from metrics.report.audit.income import POPULATIONS
from metrics.report.audit.selfcheck import SelfCheck
from metrics.report.audit.summary import NOT_RECOMPUTED
from metrics.report.cells import USE_2017, USE_2020, USE_INDEX
from pages.ui.parts.tables import Cell, Column, Row, Table, named
from pages.ui.reproductie.words import ATTEMPT_WORDS, SHOWN_ORDER, VERDICT_WORDS

NBSP = dutch.NBSP
_WHERE = {
    USE_2017: f"1e{NBSP}halfjaar 2017", USE_2020: f"1e{NBSP}halfjaar 2020", USE_INDEX: "index"
}  # fmt: skip
# Our figure and that of the report's rounding or selection: the same two heads on the page and in its files.
OURS, REPORT_WAY = "Nagerekend", "Op de manier van het rapport"
SOURCE = "Bron: tabel 2 tot en met 11 van het rapport 'Eigenwijs transformeren' (2021)"


def cells_table(cells: pd.DataFrame) -> Table:
    """Return every printed cell with all that is known of it, for the files. In: rows of report.audit.run.AUDIT."""
    columns = (
        Column("tabel", "Tabel", "aantal"), Column("regel", "Regel", "aantal"), Column("rij", "Rij"),
        Column("code", "Code"), Column("cijfer", "Cijfer"), Column("gedrukt", "Gedrukt in het rapport"),
        Column("waarde", "Gedrukte waarde", "getal"), Column("nagerekend", OURS, "getal"),
        Column("rapport", REPORT_WAY, "getal"), Column("verschil", "Verschil", "getal"),
        Column("oordeel", "Oordeel"), Column("waarom", "Waarom"), Column("bron", "Bron"), Column("veld", "Veld"),
        Column("periode", "Periode"), Column("status", "Status"), Column("geladen", "Geladen op"),
    )  # fmt: skip
    rows = [
        {
            "tabel": int(row["table"]), "regel": int(row["line"]), "rij": str(row["row_label"]),
            "code": str(row["region_code"]), "cijfer": COLUMNS[str(row["column"])].title,
            "gedrukt": str(row["printed"]), "waarde": dutch.finite(row["printed_value"]),
            "nagerekend": dutch.finite(row["recomputed"]),
            "rapport": dutch.finite(row["recomputed_report_way"]),
            "verschil": _difference(row["difference"]), "oordeel": VERDICT_WORDS[str(row["verdict"])],
            "waarom": str(row["reason"]), "bron": str(row["source"]), "veld": str(row["field"]),
            "periode": str(row["period"]), "status": str(row["period_status"]), "geladen": loaded(row["loaded_on"]),
        }
        for row in cells.to_dict("records")
    ]  # fmt: skip
    return Table(
        "De tabellen van het rapport nagerekend", columns, tuple(rows), row_header="rij", source=SOURCE
    )


def summary_table(summary: pd.DataFrame, distinct: pd.DataFrame) -> Table:
    """Return how many cells come out per table, and in all for printed cells and for distinct figures.

    In: metrics.report.audit.summary.summary of all cells, and of the distinct figures (only its last row is used).
    """
    columns = (
        Column("tabel", "Tabel"), Column("gedrukt", "Gedrukt", "aantal"),
        Column("wacht", "Nog niet geladen", "aantal"), Column("dicht", "Geen open bron", "aantal"),
        Column("nagerekend", "Nagerekend", "aantal"), Column("gelijk", "Komt terug", "aantal"),
        Column("anders", "Komt niet terug"),
    )  # fmt: skip
    rows = [_summary_row(row) for row in summary.to_dict("records")]
    last = {**_summary_row(distinct.iloc[-1].to_dict()), "tabel": "elk cijfer één keer"}
    return Table(
        "Hoeveel cijfers komen terug, per tabel",
        columns,
        (*rows, last),
        row_header="tabel",
        highlight=frozenset({"alle tabellen"}),
        notes=("Hetzelfde cijfer staat soms in meer tabellen, zoals dat van Nederland.",),
        source=SOURCE,
    )


def repairs_table(repairs: pd.DataFrame) -> Table:
    """Return every single change that would repair an impossible row, the most likely first."""
    columns = (
        Column("wijziging", "Wijziging"), Column("waar", "Welk cijfer"),
        Column("index", "Index van de cijfers dan", "index", 1),
        Column("past", "Drukt dat de index?"), Column("eerste", "Verhouding met jeugdhulp in natura, 2017", "getal", 2),
        Column("laatste", "Verhouding met jeugdhulp in natura, 2020", "getal", 2), Column("tweede", "Passen die?"),
        Column("bron", "Staat zo bij het CBS?"), Column("oordeel", "Oordeel"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "wijziging": repair_text(row), "waar": _WHERE[str(row["column"])],
            "index": dutch.finite(row["plain_index"]),
            "past": yes_no(row["plain_prints"]), "eerste": dutch.finite(row["ratio_2017h1"]),
            "laatste": dutch.finite(row["ratio_2020h1"]), "tweede": yes_no(row["second_fits"]),
            "bron": yes_no(row["source_fits"]),
            "oordeel": Cell("waarschijnlijkst (afgeleid)", tone="attention") if row["likely"] else "mogelijk",
        }
        for row in repairs.to_dict("records")
    ]  # fmt: skip
    return Table(
        "Elke wijziging van een cijfer waarmee de rij klopt",
        columns,
        tuple(rows),
        row_header="wijziging",
        source=SOURCE,
    )


def repair_text(row: Mapping[Hashable, object]) -> str:
    """Return a change in words: '7,8% wordt 5,8%', on one line."""
    column = str(row["column"])
    return f"{figure(row['printed_value'], column)} wordt {figure(row['repaired_value'], column)}".replace(
        " ", NBSP
    )


def attempts_table(attempts: pd.DataFrame, column: str, printed: str) -> Table:
    """Return what was tried for one figure. In: rows of Audit.attempts; the report's column and what it prints."""
    columns = (
        Column("poging", "Geprobeerd"),
        Column("uitkomst", "Uitkomst", COLUMNS[column].unit, COLUMNS[column].decimals + 1),
        Column("past", f"Geeft {printed}?"), Column("soort", "Soort"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "poging": str(row["label"]), "uitkomst": dutch.finite(row["value"]),
            "past": yes_no(row["prints"]), "soort": ATTEMPT_WORDS[str(row["kind"])],
        }
        for row in attempts.to_dict("records")
    ]  # fmt: skip
    return Table(f"Geprobeerd voor {printed}", columns, tuple(rows), row_header="poging", source=SOURCE)


def rules_table(rules: pd.DataFrame) -> Table:
    """Return how many printed deciles each rule gives back: a row a rule, a column a table with its population.

    In: metrics.report.audit.decile_rules.DECILE_RULES, at least one row.
    """
    tried = rules.drop_duplicates(["column", "source_id", "indicator"]).to_dict("records")
    columns = [Column("regel", "Regel bij gelijke waarden en grenzen")]
    columns += [Column(f"t{n}", rules_heading(one), "aantal") for n, one in enumerate(tried)]
    keys = ["column", "source_id", "indicator"]
    by_rule: dict[str, dict[str, int]] = {}
    for n, one in enumerate(tried):
        for row in rules[(rules[keys] == [one[key] for key in keys]).all(axis=1)].to_dict("records"):
            by_rule.setdefault(str(row["rule"]), {})[f"t{n}"] = int(row["same_n"])
    ordered = sorted(by_rule, key=lambda rule: -sum(by_rule[rule].values()))
    rows: list[Row] = [{"regel": RULE_LABELS[rule], **by_rule[rule]} for rule in ordered]
    return Table(
        "Hoeveel gedrukte decielen komen terug, per regel",
        tuple(columns),
        tuple(rows),
        row_header="regel",
        source=SOURCE,
    )


def rules_heading(row: Mapping[Hashable, object]) -> str:
    """Return what deciles were made of: 'Inkomen, 85342NED, indeling 2022, met studenten: terug van de 28'."""
    title = COLUMNS[str(row["column"])].title.removesuffix(" (deciel)")
    division = "" if dutch.is_missing(row["division"]) else f"indeling {int(str(row['division']))}"
    parts = [title, str(row["source_id"]), division, POPULATIONS[str(row["indicator"])]]
    return f"{', '.join(part for part in parts if part)}: terug van de {row['compared_n']}"


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
            "rij": _row_of(row, names), "tabel": int(row["table"]),
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
            "rij": _row_of(row, names),
            "per100": span(row["users_per_100_low"], row["users_per_100_high"], "getal", 2),
            "inwoners": dutch.finite(row["inhabitants_n"]), "waarvan": str(row["inhabitants_source"]) or None,
            "jongeren": span(row["users_low_n"], row["users_high_n"], "aantal", 0),
            "precies": dutch.finite(row["exact_users_n"]),
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
            "regel": str(row["line"]),
            "gemeente": named(names.get(str(row["region_code"]), str(row["region_code"])), str(row["region_code"])),
            "tekst": str(row["text"]), "tabel": int(row["table"]), "gedrukt": Cell(printed=str(row["printed"])),
            "past": Cell("past", tone="same") if row["fits"] else Cell("past niet", tone="differs"),
        }
        for row in check.text.to_dict("records")
    ]  # fmt: skip
    return Table(
        "Tabellen naast de tekst van het rapport", columns, tuple(rows), row_header="regel", source=SOURCE
    )


def _difference(value: object) -> float | None:
    """Return a difference of two figures without the noise of taking it."""
    found = dutch.finite(value)
    return None if found is None else round(found, 9)


def _row_of(row: Mapping[Hashable, object], names: Mapping[str, str]) -> Cell | str:
    """Return whom a row of the report is about."""
    code = str(row["region_code"])
    return named(names.get(code, str(row["row_label"])), code)


def recomputed(row: Mapping[Hashable, object]) -> Cell:
    """Return our figure with a decimal more than printed, so that a difference shows."""
    if dutch.is_missing(row["recomputed"]):
        return Cell(None, "niet_geladen" if row["verdict"] == "no_data" else "leeg")
    return _with_more_decimals(row, "recomputed")


def report_way(row: Mapping[Hashable, object]) -> Cell:
    """Return the figure in the report's way, where it has one of its own."""
    if dutch.is_missing(row["recomputed_report_way"]):
        return Cell(None, "leeg")
    return _with_more_decimals(row, "recomputed_report_way")


def _with_more_decimals(row: Mapping[Hashable, object], name: str) -> Cell:
    column = str(row["column"])
    whole = COLUMNS[column].unit == "deciel" or column.startswith("pct")
    return Cell(printed=figure(row[name], column, extra=0 if whole else 1))


def figure(value: object, column: str, extra: int = 0) -> str:
    """Return a figure of a column of the report in its unit, with `extra` decimals."""
    spec = COLUMNS[column]
    number = dutch.finite(value)
    return dutch.MISSING if number is None else dutch.value(number, spec.unit, spec.decimals + extra)


def span(low: object, high: object, unit: str, decimals: int) -> str | None:
    """Return two bounds as '2,36 tot 2,37'; None where one is missing."""
    ends = [dutch.finite(end) for end in (low, high)]
    if None in ends:
        return None
    return " tot ".join(dutch.value(end, unit, decimals) for end in ends)


def yes_no(answer: object) -> str:
    """Return 'ja', 'nee', or 'niet geladen' where it could not be tested."""
    if answer is None or dutch.is_missing(answer):
        return "niet geladen"
    return "ja" if answer else "nee"


def loaded(moment: object) -> str:
    """Return a load date as '22-11-2026'; empty where nothing was loaded."""
    return "" if dutch.is_missing(moment) else dutch.date_short(pd.Timestamp(str(moment)).to_pydatetime())


def _summary_row(row: Mapping[Hashable, object]) -> dict[str, Cell | int | str]:
    number = {str(key): int(str(value)) for key, value in row.items()}
    apart = [
        verdict for verdict in SHOWN_ORDER if verdict not in (*SAME, *NOT_RECOMPUTED) and number[verdict]
    ]
    return {
        "tabel": f"tabel {number['table']}" if number["table"] else "alle tabellen",
        "gedrukt": number["cells_n"],
        "wacht": number["no_data"],
        "dicht": number["not_open"],
        "nagerekend": number["recomputed_n"],
        "gelijk": number["same_n"],
        "anders": ", ".join(f"{VERDICT_WORDS[verdict]}: {number[verdict]}" for verdict in apart) or "geen",
    }
