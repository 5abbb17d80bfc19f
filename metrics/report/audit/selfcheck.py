"""The report against itself, which needs no CBS table: indexes, repeated cells, what the costs imply,
tables and text.
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from metrics.numbers.rounding import Interval, interval
from metrics.report import cells, intervals, repairs
from metrics.report.audit import members
from metrics.report.audit.data import REKENING, SECOND, YEAR, AuditData

INDEXES = [
    "table", "line", "region_code", "row_label", "first_pct", "last_pct", "printed_index",
    "plain_index", "low", "high", "possible",
]  # fmt: skip
REPEATED = ["figure_id", "region_code", "row_label", "column", "prints_n", "tables", "printed", "same"]
IMPLIED = [
    "table", "line", "region_code", "row_label", "users_per_100_low", "users_per_100_high",
    "budget_2017_low_eur", "budget_2017_high_eur", "inhabitants_n", "inhabitants_source", "users_low_n",
    "users_high_n", "lasten_eur", "exact_users_n", "holds_five",
]  # fmt: skip
TEXT = ["line", "table", "region_code", "column", "text", "printed", "fits"]
RATIOS = ["region_code", "column", "ratio", "others_low", "others_high", "others_n", "inside"]


@dataclass(frozen=True)
class SelfCheck:
    """The four checks. `indexes`: columns INDEXES; `repeated`: REPEATED; `implied`: IMPLIED; `text`: TEXT."""

    indexes: pd.DataFrame
    repeated: pd.DataFrame
    implied: pd.DataFrame
    text: pd.DataFrame


@dataclass(frozen=True)
class TextFact:
    """A number that the report's text gives beside its tables. `text`: our words for it, Dutch."""

    line: int
    region_code: str
    column: str
    how: Literal["is", "at_most", "above"]
    value: float
    text: str


# Lines of the transcription of the report; numbers and shares are facts of its text, the words are ours.
_DEVENTER, _UTRECHT, _ZALTBOMMEL = "GM0150", "GM0344", "GM0297"
_MIDDLE = "de tekst zet Zaltbommel boven het midden, dus boven deciel 5"
TEXT_FACTS = (
    TextFact(485, _DEVENTER, cells.COST_INDEX, "is", 108, "de tekst noemt voor Deventer index 108"),
    TextFact(537, _UTRECHT, cells.POVERTY, "is", 2, "de tekst zet Utrecht in deciel 2"),
    TextFact(587, _ZALTBOMMEL, cells.SES, "above", 5, f"{_MIDDLE} (inkomen)"),
    TextFact(587, _ZALTBOMMEL, cells.POVERTY, "above", 5, f"{_MIDDLE} (laag inkomen)"),
    TextFact(695, _DEVENTER, cells.SES, "at_most", 2, "het portret zet Deventer bij de laagste 20%"),
    TextFact(695, _DEVENTER, cells.POVERTY, "at_most", 3, "het portret zet Deventer bij de hoogste 30%"),
    TextFact(1997, _UTRECHT, cells.POVERTY, "at_most", 2, "het portret zet Utrecht bij de hoogste 20%"),
)
# Size class of Utrecht as the text has it (line 512), and inhabitants as the portraits have them ("ruim",
# "om en nabij").
UTRECHT_CLASS_LINE, UTRECHT_CLASS = 512, (150_000, 250_000)
PORTRAIT_INHABITANTS = {
    "GM0150": (693, 100_000), "GM1894": (1107, 43_000), "GM1674": (1584, 77_000), _UTRECHT: (1997, 358_000),
    "GM0297": (2353, 29_490),
}  # fmt: skip


def self_check(data: AuditData) -> SelfCheck:
    """Check the report against itself; inhabitants and lasten are used where they are loaded, not needed."""
    return SelfCheck(index_checks(data), repeated(data), implied(data), against_text(data))


def index_checks(data: AuditData) -> pd.DataFrame:
    """Return what the percentages of each index of use allow: columns INDEXES, a row a table row.

    `low` and `high`: the index the rounding of the percentages allows; `plain_index`: of the percentages as
    printed.
    """
    found = []
    for row in repairs.use_rows(data.printed):
        allowed = intervals.possible_index(row.first_pct, row.last_pct)
        found.append(
            (
                row.table, row.line, row.region_code, row.row_label, row.first_pct, row.last_pct, row.index,
                100 * row.last_pct / row.first_pct, allowed.low, allowed.high, row.is_possible,
            )
        )  # fmt: skip
    return pd.DataFrame(found, columns=INDEXES)


def repeated(data: AuditData) -> pd.DataFrame:
    """Return the figures that are printed more than once, and whether they are printed the same: columns
    REPEATED.
    """
    found = []
    for figure_id, rows in data.printed.groupby("figure_id", sort=False):
        if len(rows) < 2:
            continue
        first = rows.iloc[0]
        printed = list(dict.fromkeys(rows["printed"]))
        tables = ", ".join(str(table) for table in rows["table"])
        found.append(
            (
                figure_id, first["region_code"], first["row_label"], first["column"], len(rows), tables,
                ", ".join(printed), len(set(rows["printed_value"])) == 1,
            )
        )  # fmt: skip
    return pd.DataFrame(found, columns=REPEATED)


def implied(data: AuditData) -> pd.DataFrame:
    """Return what the printed costs imply: users, and begroting 2017 per inhabitant.

    Columns IMPLIED, a row a distinct row of the cost tables. Bounds follow from rounding. `inhabitants_n`:
    1 January 2019 where loaded, else what the portrait says (`inhabitants_source`). `exact_users_n` =
    lasten 2019 / printed lasten per user; `holds_five`: whether its rounding interval holds a multiple of
    five, as CBS publishes; missing where not loaded.
    """
    rows = data.printed[
        data.printed["column"].isin([cells.PER_USER, cells.PER_INHABITANT, cells.COST_INDEX])
    ].drop_duplicates("figure_id")
    other_source = set(rows.loc[rows["cell_status"] == "other_source", "figure_id"])
    keys = ["table", "line", "region_code", "row_label"]
    wide = rows.pivot_table(index=keys, columns="column", values="printed_value", aggfunc="first")
    wide = wide.reset_index()
    found = []
    for record in wide.to_dict("records"):
        code = str(record["region_code"])
        level, index, user = (
            float(record.get(column, float("nan")))
            for column in (cells.PER_INHABITANT, cells.COST_INDEX, cells.PER_USER)
        )
        users = _quotient(level, user, 100)
        people, source = _inhabitants(data, code)
        # a figure from elsewhere ('#') was not made from these lasten
        elsewhere = f"{code}:{cells.PER_USER}" in other_source
        exact, five = _exact_users(data, code, float("nan") if elsewhere else user)
        budget = _quotient(level, index, 100)
        lasten = data.lasten(code, REKENING, YEAR)
        found.append(
            (
                *(record[key] for key in keys), users.low, users.high, budget.low, budget.high,
                people, source,
                users.low * people / 100, users.high * people / 100,
                sum(lasten.values()) if lasten else float("nan"), exact, five,
            )
        )  # fmt: skip
    return pd.DataFrame(found, columns=IMPLIED)


def against_text(data: AuditData) -> pd.DataFrame:
    """Compare the tables with numbers in the report's own text: columns TEXT, a row a fact.

    `fits`: whether the printed cell agrees. A fact about a cell that is not printed is left out.
    """
    printed = data.printed.drop_duplicates("figure_id").set_index("figure_id")
    found: list[tuple[object, ...]] = []
    for fact in TEXT_FACTS:
        key = f"{fact.region_code}:{fact.column}"
        if key not in printed.index:
            continue
        cell = printed.loc[key]
        value = float(str(cell["printed_value"]))
        fits = {"is": value == fact.value, "at_most": value <= fact.value, "above": value > fact.value}[
            fact.how
        ]
        found.append(
            (fact.line, cell["table"], fact.region_code, fact.column, fact.text, cell["printed"], fits)
        )
    return pd.DataFrame([*found, *_class_of_utrecht(data)], columns=TEXT)


def second_source(data: AuditData) -> pd.DataFrame:
    """Return printed percentage / percentage of 82972NED per figure, beside the range of all others: columns
    RATIOS.

    Gemeenten and Nederland; empty where 82972NED is not loaded. `inside`: whether the ratio lies within
    that range (the two ends of the range lie just outside that of the others).
    """
    found = repairs.ratios(repairs.use_rows(data.printed), data.percentages(SECOND))
    rows = []
    for (code, column), ratio in found.items():
        others = [other for key, other in found.items() if key != (code, column)]
        if others:
            low, high = min(others), max(others)
            rows.append((code, column, ratio, low, high, len(others), low <= ratio <= high))
    return pd.DataFrame(rows, columns=RATIOS)


def _class_of_utrecht(data: AuditData) -> list[tuple[object, ...]]:
    rows = data.facts.report_cells
    here = rows[(rows["case_code"] == _UTRECHT) & (rows["row_kind"] == "size_class") & (rows["table_n"] > 1)]
    if here.empty:
        return []
    cell = here.sort_values(["table_n", "line"]).iloc[0]
    span = members.size_class(str(cell["region_code"]))
    bounds = (span.low_n, span.high_n or float("inf"))
    line, people = PORTRAIT_INHABITANTS[_UTRECHT]
    where = (int(cell["table_n"]), _UTRECHT, "size_class")
    return [
        (
            UTRECHT_CLASS_LINE, *where, "de tekst noemt voor Utrecht de klasse 150.000 tot 250.000 inwoners",
            cell["row_label"], bounds == UTRECHT_CLASS,
        ),
        (
            line, *where, "het portret geeft Utrecht om en nabij 358.000 inwoners, een andere klasse",
            cell["row_label"], bounds[0] <= people < bounds[1],
        ),
    ]  # fmt: skip


def _quotient(top: float, bottom: float, factor: float) -> Interval:
    """Return the bounds of factor x top / bottom, both whole numbers as printed; NaN where one is missing."""
    if top != top or bottom != bottom:
        return Interval(float("nan"), float("nan"))
    one, other = interval(top, 0), interval(bottom, 0)
    return Interval(factor * one.low / other.high, factor * one.high / other.low)


def _inhabitants(data: AuditData, code: str) -> tuple[float, str]:
    loaded = data.inhabitants_n(code, YEAR)
    if loaded is not None:
        return loaded, data.population_table
    line, people = PORTRAIT_INHABITANTS.get(code, (0, float("nan")))
    return float(people), f"rapport, regel {line}" if line else ""


def _exact_users(data: AuditData, code: str, per_user: float) -> tuple[float, bool | None]:
    lasten = data.lasten(code, REKENING, YEAR)
    if lasten is None or per_user != per_user:
        return float("nan"), None
    total = sum(lasten.values())
    printed = interval(per_user, 0)
    low, high = total / printed.high, total / printed.low
    return total / per_user, int(high // 5) > int(low // 5) or low % 5 == 0
