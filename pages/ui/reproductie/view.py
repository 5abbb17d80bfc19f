"""Rapport nagerekend: what the page says and draws about the audit. Pure: frames in, text, HTML and tables out."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import htpy as h
import pandas as pd

from metrics import dutch
from metrics.comparing import reasons
from metrics.numbers.deciles import DEFAULT_RULE
from metrics.report.audit import COLUMNS, Audit, words
from metrics.report.audit.decile_rules import TABLES_OF_REPORT
from metrics.report.audit.summary import NOT_RECOMPUTED, verdict_counts
from metrics.report.cells import USE_2017, USE_2020, USE_INDEX
from pages.ui.parts import notices
from pages.ui.reproductie import calculations
from pages.ui.reproductie.tables import OURS, REPORT_WAY, figure, loaded
from pages.ui.reproductie.words import MEANINGS, SHOWN_ORDER, TONES, VERDICT_WORDS

EVERYTHING = "alle"
NONE = "geen"
FIRST_ROWS, ALL_ROWS = 25, 60  # so many are shown of more than so many; the rest on request, for phones
# What a reader wants to see first when not all cells are shown.
TELLING_ORDER = (
    "misprint", "unexplained", "revised", "reclassified", "not_open", "source_differs", "selection",
    "rounding", "exact", "no_data",
)  # fmt: skip


@dataclass(frozen=True)
class CellFilter:
    """Which printed cells to show; 'alle' leaves a part open."""

    table: str = EVERYTHING
    row: str = EVERYTHING  # region code
    verdict: str = EVERYTHING


def title(audit: Audit) -> str:
    """Return the title: how many printed figures come out of the open data."""
    total = audit.summary.iloc[-1]
    if not total["recomputed_n"]:
        return f"De {total['cells_n']} gedrukte cijfers zijn nog niet na te rekenen"
    same, all_n = int(total["same_n"]), int(total["cells_n"])
    verb = "komt" if same == 1 else "komen"
    return f"{same} van de {all_n} gedrukte cijfers {verb} terug uit de open data"


def subtitle(audit: Audit) -> str:
    """Return the line under the title: what was recalculated, what was not, and both counts."""
    total, once = audit.summary.iloc[-1], audit.summary_distinct.iloc[-1]
    distinct = f"De {total['cells_n']} gedrukte cijfers zijn {once['cells_n']} verschillende cijfers."
    start = "Per cijfer uit tabel 2 tot en met 11: wat er staat, wat wij vinden en waarom het verschilt."
    if not total["recomputed_n"]:
        return f"{start} {distinct} {self_check_sentence(audit)}"
    rest = [
        f"{number} {words}"
        for number, words in ((total["no_data"], "nog niet geladen"), (total["not_open"], "zonder open bron"))
        if number
    ]
    apart = f" Niet na te rekenen: {dutch.names(rest)}." if rest else ""
    own = [
        f"{total[verdict]} {words}"
        for verdict, words in (
            ("exact", "precies"),
            ("rounding", "na afronding"),
            ("selection", "met de keuze van het rapport"),
        )
        if total[verdict]
    ]
    ways = f": {dutch.names(own)}" if len(own) > 1 else ""
    done = f"{total['recomputed_n']} cijfers zijn nagerekend. Daarvan komen er {total['same_n']} terug{ways}."
    return f"{start} {done}{apart} {distinct}"


def self_check_sentence(audit: Audit) -> str:
    """Return what comparing the report with itself gives, in two sentences."""
    indexes, repeated = audit.check.indexes, audit.check.repeated
    fitting = int(indexes["possible"].sum())
    differing = int((~repeated["same"].astype(bool)).sum())
    twice = "overal hetzelfde" if not differing else f"bij {differing} verschillend"
    return (
        f"{fitting} van de {len(indexes)} indexcijfers over jeugdhulp passen bij de percentages ernaast. "
        f"{len(repeated)} cijfers staan in meer dan één tabel, {twice}."
    )


def reconstructed(audit: Audit) -> str:
    """Return the notice above the bar that names the sources that call themselves a reconstruction; '' for none."""
    found = audit.data.reconstructions
    if not found:
        return ""
    used = audit.cells["source"].map(lambda text: any(one in str(text).split(", ") for one in found))
    resting = int((used & ~audit.cells["verdict"].isin(NOT_RECOMPUTED)).sum())
    text = (
        f"{words.reconstructed(found).strip()} Op deze bron rusten {resting} van de nagerekende cijfers. Dat die "
        "terugkomen, bewijst dus niets over het rapport."
    )
    return notices.box(text)


def bar(counts: Mapping[str, int], links: Mapping[str, str]) -> str:
    """Return the bar of verdicts with its legend: width is the count, and colour, pattern and words say which.

    In: number of cells per verdict; `links`: the address that shows only these cells.
    """
    shown = [verdict for verdict in SHOWN_ORDER if counts.get(verdict)]
    told = ", ".join(f"{VERDICT_WORDS[verdict]} {counts[verdict]}" for verdict in shown)
    segments = [
        h.span(f".ew-stuk.ew-v-{verdict}", style=f"flex-grow: {counts[verdict]}") for verdict in shown
    ]
    legend = [
        h.li[
            h.a(href=links[verdict], target="_self", title=MEANINGS[verdict])[
                h.span(f".ew-staal.ew-v-{verdict}", aria_hidden="true"),
                f"{VERDICT_WORDS[verdict]} ",
                h.strong[str(counts[verdict])],
            ]
        ]
        for verdict in shown
    ]
    return str(
        h.div(".ew-balk")[
            h.div(".ew-stukken", role="img", aria_label=f"Oordelen over de gedrukte cijfers: {told}.")[
                segments
            ],
            h.ul(".ew-balklegenda")[legend],
        ]
    )


def table_options(cells: pd.DataFrame) -> dict[str, str]:
    """Return the tables to choose from, by number as text."""
    numbers = sorted(set(cells["table"]))
    return {EVERYTHING: "alle tabellen", **{str(number): f"tabel {number}" for number in numbers}}


def row_options(cells: pd.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    """Return the rows to choose from, by region code: gemeenten by name first, then the other rows."""
    codes = {str(code): names.get(str(code), str(code)) for code in cells["region_code"].unique()}
    ordered = sorted(codes, key=lambda code: (not code.startswith("GM"), codes[code]))
    return {EVERYTHING: "alle gemeenten en rijen", **{code: codes[code] for code in ordered}}


def verdict_options(cells: pd.DataFrame) -> dict[str, str]:
    """Return the verdicts that occur, with their counts."""
    counts = verdict_counts(cells)
    found = {
        verdict: f"{VERDICT_WORDS[verdict]} ({counts[verdict]})"
        for verdict in SHOWN_ORDER
        if verdict in counts
    }
    return {EVERYTHING: "alle oordelen", **found}


def filtered(cells: pd.DataFrame, chosen: CellFilter) -> pd.DataFrame:
    """Return the printed cells of a choice, in the order of the report."""
    kept = pd.Series(True, index=cells.index)
    if chosen.table != EVERYTHING:
        kept &= cells["table"] == int(chosen.table)
    if chosen.row != EVERYTHING:
        kept &= cells["region_code"] == chosen.row
    if chosen.verdict != EVERYTHING:
        kept &= cells["verdict"] == chosen.verdict
    return cells[kept]


def shown_first(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells to show at once: all when they are few, else each figure once, what differs first."""
    if len(cells) <= ALL_ROWS:
        return cells
    order = {verdict: place for place, verdict in enumerate(TELLING_ORDER)}
    once = cells.drop_duplicates("figure_id")
    places = once["verdict"].map(order).sort_values(kind="stable").index
    return once.loc[places].head(FIRST_ROWS)


def names(cells: pd.DataFrame, spoken: Mapping[str, str]) -> dict[str, str]:
    """Return what each row is called, by region code: as people say it, else as the build has it."""
    pairs = cells.drop_duplicates("region_code")
    own = zip(pairs["region_code"].astype(str), pairs["region_name"].astype(str), strict=True)
    printed = dict(zip(pairs["region_code"].astype(str), pairs["row_label"].astype(str), strict=True))
    # CBS's own name may be another than the report prints ('s-Gravenhage); where the build has the report's, it stays
    return {code: name if name == printed[code] else spoken.get(code, name) for code, name in own}


def cell_options(cells: pd.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that have a calculation, by `cell_id`: 'tabel 2, Deventer: Lasten per inwoner 2019'."""
    rows = cells[cells["calculation"] != ""]
    return {NONE: "kies een cijfer"} | {
        str(row["cell_id"]): f"tabel {row['table']}, {names.get(str(row['region_code']), row['row_label'])}: "
        f"{COLUMNS[str(row['column'])].title}"
        for row in rows.to_dict("records")
    }


def detail(row: Mapping[Hashable, object], name: str) -> str:
    """Return everything about one printed cell. In: a row of metrics.report.audit.run.AUDIT as a mapping."""
    column, verdict = str(row["column"]), str(row["verdict"])
    facts = [
        ("Gedrukt", f"{row['printed']} (tabel {row['table']}, regel {row['line']})"),
        (OURS, figure(row["recomputed"], column, extra=2)),
        (REPORT_WAY, figure(row["recomputed_report_way"], column, extra=2)),
        ("Verschil", figure(row["difference"], column, extra=2)),
        ("Bron", str(row["source"])),
        ("Veld", str(row["field"])),
        ("Periode", dutch.names([dutch.period(one) for one in str(row["period"]).split(", ")])),
        ("Status", str(row["period_status"])),
        ("Geladen op", loaded(row["loaded_on"])),
    ]
    return str(
        h.section(".ew-cel", aria_label="Berekening van een cijfer")[
            h.h2[f"{name}: {COLUMNS[column].title}"],
            h.p[h.span(f".ew-oordeel.ew-{TONES[verdict]}")[VERDICT_WORDS[verdict]], " ", str(row["reason"])],
            h.dl(".ew-feiten")[
                ([h.dt[label], h.dd[value]] for label, value in facts if value and value != dutch.MISSING)
            ],
        ]
    )


def query(row: Mapping[Hashable, object]) -> str:
    """Return the calculation text of one printed cell; empty where there is none."""
    variables = row["variables"]
    if not isinstance(variables, Mapping):
        raise TypeError(f"variables of a cell are no mapping: {variables!r}")
    return calculations.query(str(row["calculation"]), variables)


def more(shown_n: int, all_n: int, address: str) -> str:
    """Return the line under a part of the cells, with the link to all of them."""
    return str(
        h.p(".ew-meer")[
            f"U ziet {shown_n} van de {all_n} gedrukte cijfers: elk cijfer één keer, eerst wat verschilt. ",
            h.a(href=address, target="_self")[f"Toon alle {all_n} cijfers"],
        ]
    )


def tried_label(row: Mapping[Hashable, object], names: Mapping[str, str]) -> str:
    """Return the heading of what was tried for one figure."""
    name = names.get(str(row["region_code"]), str(row["row_label"]))
    title, verdict = COLUMNS[str(row["column"])].title, VERDICT_WORDS[str(row["verdict"])]
    return f"{name}: {title}, gedrukt {row['printed']} ({verdict})"


def misprint_story(audit: Audit, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the impossible rows are, what repairs them, and which repair is most likely and why."""
    told = []
    for (table, code), repairs in audit.repairs.groupby(["table", "region_code"], sort=False):
        indexes = audit.check.indexes
        row = indexes[(indexes["table"] == table) & (indexes["region_code"] == code)].iloc[0]
        told.append(
            f"In tabel {table} staat bij {names.get(str(code), str(code))} {figure(row['first_pct'], USE_2017)} in het "
            f"eerste halfjaar van 2017, {figure(row['last_pct'], USE_2020)} in het eerste halfjaar van 2020 en index "
            f"{figure(row['printed_index'], USE_INDEX)}. Bij deze percentages kan de index alleen tussen "
            f"{dutch.number(row['low'], 1)} en {dutch.number(row['high'], 1)} liggen. {len(repairs)} wijzigingen "
            "van een enkel cijfer maken de rij weer mogelijk."
        )
        likely = repairs[repairs["likely"]]
        if len(likely):
            told.append(_likely_story(audit, str(code), likely.iloc[0].to_dict()))
    return tuple(told)


def _likely_story(audit: Audit, code: str, repair: Mapping[Hashable, object]) -> str:
    column = str(repair["column"])
    story = (
        f"Het waarschijnlijkst is {figure(repair['repaired_value'], column)} in plaats van "
        f"{figure(repair['printed_value'], column)}: dan geven de cijfers zelf index "
        f"{dutch.number(dutch.finite(repair['plain_index']), 1)}"
    )
    ratios = audit.ratios
    own = ratios[(ratios["region_code"] == code) & (ratios["column"] == column)]
    if len(own):
        one = own.iloc[0]
        story += (
            ", en past de verhouding met jeugdhulp in natura tot 18 jaar. Die is nu "
            f"{dutch.number(one['ratio'], 2)}; bij de {int(one['others_n'])} andere cijfers "
            f"ligt zij tussen {dutch.number(one['others_low'], 2)} en "
            f"{dutch.number(one['others_high'], 2)}"
        )
    return f"{story}. Dit is afgeleid, niet gevonden."


def rules_story(audit: Audit, names: Mapping[str, str], *, is_older: bool = False) -> str:
    """Return which rule gives back most of the printed deciles, or what must be loaded first."""
    rules = audit.rules
    if rules.empty:
        return reasons.awaited(["de inkomens waar het rapport de decielen uit maakte"], is_older=is_older)
    told = []
    for column, part in rules.groupby("column", sort=False):
        best = int(part["same_n"].max())
        ways = part[part["same_n"] == best]
        own = part[part["rule"] == DEFAULT_RULE].iloc[0]
        missed = [names.get(code, code) for code in str(own["missed"]).split(",") if code]
        not_back = f", niet die van {dutch.names(missed)}" if missed else ""
        told.append(
            f"{COLUMNS[str(column)].title.removesuffix(' (deciel)')}: op zijn best komen {best} van de "
            f"{int(own['printed_n'])} gedrukte decielen terug ({len(ways)} van de {len(part)} manieren). Met de regel "
            f"van Eigenwijzer komen er {int(own['same_n'])} terug{not_back}."
        )
    wanted = [table for table in TABLES_OF_REPORT if table not in set(rules["source_id"])]
    if wanted:
        told.append(
            "Niet alle tabellen die het rapport gebruikte zijn geladen; welke, staat bij Bronnen en versies."
        )
    return " ".join(told)
