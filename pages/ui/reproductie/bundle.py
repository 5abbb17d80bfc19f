"""The evidence bundle: everything a researcher needs to redo the audit with DuckDB alone. Pure: facts in,
ZIP out.

In it: the outcome (Dutch and machine CSV), the input of every recalculation as CSV, the calculation texts,
one script that runs them all and compares, sources with status, load date and sha256, and a README in Dutch
and English. The same build gives the same bytes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd

from metrics.facts import Facts
from metrics.report import claims
from metrics.report.audit import COLUMNS, Audit
from metrics.report.audit.data import (  # fmt: skip
    ALL_CARE,
    BASE_YEAR,
    CLASS_YEAR,
    FIRST_HALF,
    INHABITANTS,
    LAST_HALF,
    SECOND,
    TAAKVELDEN,
    WITHOUT_STAY,
    WITHOUT_STAY_N,
    YEAR,
)
from metrics.report.audit.income import LOW_INCOME, WITH_STUDENTS, WITHOUT_STUDENTS
from pages.ui.documents import spreadsheet
from pages.ui.reproductie import bundle_texts, calculations
from pages.ui.reproductie.tables import cells_table

_EPOCH = (1980, 1, 1, 0, 0, 0)  # of every file in the ZIP: the bytes depend on the build alone
_PERIODS = {
    INHABITANTS: (str(BASE_YEAR), str(YEAR), str(CLASS_YEAR)),
    ALL_CARE: (str(YEAR), FIRST_HALF, LAST_HALF, "2017", "2018"),
    WITHOUT_STAY: (FIRST_HALF, LAST_HALF),
    WITHOUT_STAY_N: (FIRST_HALF, LAST_HALF),
    SECOND: (FIRST_HALF, LAST_HALF),
    WITHOUT_STUDENTS: (str(YEAR),),
    WITH_STUDENTS: (str(YEAR),),
    LOW_INCOME: (str(YEAR),),
}
# Columns of the input tables with their DuckDB types, so that reading them back guesses nothing.
TABLES: dict[str, dict[str, str]] = {
    "finance_total": {
        "region": "VARCHAR", "year": "INTEGER", "statement": "VARCHAR", "taakveld": "VARCHAR",
        "lasten_eur": "DOUBLE", "placing": "INTEGER", "source_id": "VARCHAR",
    },
    "observation": {
        "indicator": "VARCHAR", "region": "VARCHAR", "period": "VARCHAR", "value": "DOUBLE",
        "period_status": "VARCHAR", "cell_status": "VARCHAR", "source_id": "VARCHAR",
    },
    "merger": {
        "date": "DATE", "old_code": "VARCHAR", "old_name": "VARCHAR", "new_code": "VARCHAR",
        "new_name": "VARCHAR", "kind": "VARCHAR",
    },
}  # fmt: skip
SOURCES = [
    "source_id",
    "title",
    "catalog",
    "status",
    "retrieved",
    "modified",
    "rows_n",
    "sha256",
    "licence",
    "url",
    "reconstruction",
]


def folder(build_id: str) -> str:
    """Return the name of the folder inside the ZIP."""
    return f"eigenwijzer-bewijs-{build_id[:8]}"


def evidence(facts: Facts, audit: Audit, judgements: Sequence[claims.Judgement]) -> bytes:
    """Return the evidence bundle of one build as a ZIP.

    In: the facts, their audit and the judged statements. Works at each level of what is loaded: a table that is not
    loaded is an empty CSV, and its figures come back empty. `SHA256SUMS` names the hash of every other file.
    """
    inside: dict[str, bytes] = {
        "README.md": bundle_texts.readme(facts, audit).encode(),
        "cijfers.csv": spreadsheet.csv_dutch(cells_table(audit.cells)),
        "cells.csv": _machine(_cells(audit.cells)),
        "attempts.csv": _machine(audit.attempts),
        "repairs.csv": _machine(audit.repairs),
        "decile_rules.csv": _machine(audit.rules),
        "statements.csv": _machine(claims.to_frame(judgements)),
        "statement_figures.csv": _machine(claims.figures_frame(judgements)),
        "sources.csv": _machine(_sources(facts, audit)),
        "raw_rows.sha256": raw_rows(facts).encode(),
        "rerun.sql": rerun(audit).encode(),
        **{f"data/{name}.csv": _machine(frame) for name, frame in inputs(facts).items()},
        **{f"sql/{name}.sql": (calculations.text(name) + "\n").encode() for name in calculations.names()},
    }
    sums = "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in sorted(inside.items()))
    return _zipped({**inside, "SHA256SUMS": sums.encode()}, folder(facts.data_version))


def inputs(facts: Facts) -> Mapping[str, pd.DataFrame]:
    """Return what the calculations read: the tables of `TABLES`, only the rows the report's figures need."""
    finance = facts.finance
    wanted = finance["year"].isin([BASE_YEAR, YEAR]) & finance["taakveld"].isin(TAAKVELDEN)
    observations = facts.observations
    kept = pd.Series(False, index=observations.index)
    for indicator, periods in _PERIODS.items():
        kept |= (observations["indicator"] == indicator) & observations["period"].isin(periods)
    frames = {"finance_total": finance[wanted], "observation": observations[kept], "merger": facts.mergers}
    return {name: frames[name][list(TABLES[name])].reset_index(drop=True) for name in TABLES}


def raw_rows(facts: Facts) -> str:
    """Return the sha256 of the raw rows of every source in the build, as `sha256sum -c` reads it in a data folder."""
    lines = []
    for row in facts.sources[facts.sources["retrieved"].notna()].sort_values("source_id").to_dict("records"):
        if row["sha256"]:
            stamp = f"{row['retrieved']:%Y%m%dT%H%M%SZ}"
            lines.append(f"{row['sha256']}  snapshots/{row['source_id']}/{stamp}/{row['file']}\n")
    return "".join(lines)


def rerun(audit: Audit) -> str:
    """Return one script that reads the input, makes every figure again and compares with `cells.csv`."""
    figures = audit.cells.drop_duplicates("figure_id")
    parts = [bundle_texts.RERUN_HEAD, *map(_create, TABLES)]
    parts.append("CREATE OR REPLACE TABLE opnieuw (figure_id VARCHAR, recomputed DOUBLE, report_way DOUBLE);")
    for row in figures.to_dict("records"):
        if not row["calculation"]:
            continue
        figure = str(row["figure_id"]).replace("'", "''")
        inner = calculations.text(str(row["calculation"]))
        parts.append(
            "\n".join(
                [
                    *calculations.settings(row["variables"]),
                    f"INSERT INTO opnieuw SELECT '{figure}', recomputed, report_way FROM (\n{inner}\n);",  # noqa: S608 - ours
                ]
            )
        )
    parts.append(bundle_texts.RERUN_TAIL)
    return "\n\n".join(parts) + "\n"


def _create(name: str) -> str:
    columns = ", ".join(f"'{column}': '{kind}'" for column, kind in TABLES[name].items())
    read = f"read_csv('data/{name}.csv', header = true, delim = ',', quote = '\"', columns = {{{columns}}})"
    return f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {read};"  # noqa: S608 - our own names


def _cells(cells: pd.DataFrame) -> pd.DataFrame:
    texts = cells["variables"].map(lambda variables: json.dumps(variables, sort_keys=True))
    titles = cells["column"].map({code: column.title for code, column in COLUMNS.items()})
    return cells.assign(variables=texts, column_title=titles)


def _sources(facts: Facts, audit: Audit) -> pd.DataFrame:
    """Return the sources the audit names or would need, loaded or not."""
    named = {source for text in audit.cells["source"] for source in str(text).split(", ")}
    in_data = {
        str(source)
        for frame in inputs(facts).values()
        if "source_id" in frame
        for source in frame["source_id"]
    }
    rows = facts.sources[facts.sources["source_id"].isin(named | in_data | {"rapport"})]
    return rows[SOURCES].sort_values("source_id")


def _machine(frame: pd.DataFrame) -> bytes:
    """Return CSV for programs: unrounded, empty for missing, dates as ISO."""
    shown = frame.copy()
    for column in shown.columns:
        if pd.api.types.is_datetime64_any_dtype(shown[column]):
            shown[column] = shown[column].map(_iso)
    return shown.to_csv(index=False, lineterminator="\n").encode()


def _iso(moment: datetime) -> str:
    if pd.isna(moment):
        return ""
    return moment.strftime("%Y-%m-%d" if moment.time() == datetime.min.time() else "%Y-%m-%dT%H:%M:%SZ")


def _zipped(inside: Mapping[str, bytes], top: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in sorted(inside.items()):
            entry = zipfile.ZipInfo(f"{top}/{name}", date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, body)
    return buffer.getvalue()
