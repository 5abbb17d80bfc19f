"""A check, how checks are run, and what they say. See `observations`, `finance` and `frames` for the checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import pandas as pd

from loaders.errors import TableError
from loaders.normalise.plan import literal, quoted
from loaders.store import Connection
from metrics import dutch as words

ROWS_SHOWN = 5
_AT_ONCE = 10_000  # rows that are taken over from the database
_LEGIBLE = 1e15  # larger numbers are no figures, and are shown short

# Columns of the store as they are called on screen.
_WORDS = {
    "indicator": "cijfer", "region": "regio", "period": "periode", "year": "jaar", "value": "waarde",
    "nederland": "Nederland",
    "statement": "begroting of rekening",
}  # fmt: skip

_UNITS = {"pct": "procent", "n": "aantal", "eur": "euro"}

# Number of gemeenten on 1 January (CBS, Gebieden in Nederland of each year); later years as the last one
# known.
GEMEENTEN_N: Mapping[int, int] = {
    2015: 393, 2016: 390, 2017: 388, 2018: 380, 2019: 355, 2020: 355, 2021: 352, 2022: 345,
    2023: 342, 2024: 342, 2025: 342, 2026: 342,
}  # fmt: skip
COVERAGE_FLOOR = 0.9  # small gemeenten may be secret; fewer than this is a page lost or a change of keys
COVERAGE_CEILING = 1.02  # more than this is two divisions in one year: gemeenten would count twice


_COUNTED = "known_gemeenten"  # a view that a check may ask for: year, gemeenten_n (`GEMEENTEN_N`)


@dataclass(frozen=True)
class Check:
    """`sql` returns the offending rows; `says` is the Dutch sentence, with what would have gone wrong.

    `beside`: the table that it lays something beside; where that has no rows there is nothing to find, and it is not
    asked. `only_if`: what holds for `staged_observation` as a whole where there is something to find; those of all
    checks are one look at the table.
    """

    name: str
    says: str
    sql: str
    params: Mapping[str, object] = field(default_factory=dict)
    beside: str = ""
    only_if: str = ""


Names = Mapping[str, str]
_NO_NAMES: Names = MappingProxyType({})


def run(database: Connection, source_id: str, checks: Sequence[Check], names: Names = _NO_NAMES) -> None:
    """Run all checks; raises one `TableError` with everything they found. `names`: of regions, by code."""
    problems = said(database, checks, names)
    if problems:
        raise TableError(source_id, problems)


def said(database: Connection, checks: Sequence[Check], names: Names = _NO_NAMES) -> list[str]:
    """Run all checks and return a Dutch sentence for each that found rows."""
    empty = {name for name in {check.beside for check in checks} if name and _is_empty(database, name)}
    checks = _worth_asking(database, [check for check in checks if check.beside not in empty])
    counting = any(_COUNTED in check.sql for check in checks)
    if counting:
        database.register(_COUNTED, _known())
    try:
        return [text for check in checks if (text := _text(database, check, names))]
    finally:
        if counting:
            database.unregister(_COUNTED)


def expected_gemeenten(year: int) -> int | None:
    """Return the number of gemeenten on 1 January of a year; None before 2015."""
    newest = max(GEMEENTEN_N)
    return GEMEENTEN_N.get(min(year, newest))


def unknown_keys(database: Connection, members: Mapping[str, frozenset[str]]) -> Sequence[Check]:
    """Return the check that every key in `raw` is in the table's own list of its dimension, of those where one is not.

    `members`: column -> trimmed keys; a column without any is not looked at.
    """
    # different keys are few, of a million rows too; a list of thousands in SQL costs more to read than they do
    odd = {column: keys for column, keys in members.items() if keys and not _all_in(database, column, keys)}
    if not odd:
        return ()
    counted = " UNION ALL ".join(
        f"SELECT {literal(column)} AS kolom, trim({quoted(column)}) AS sleutel, count(*) AS n FROM raw "  # noqa: S608
        f"GROUP BY ALL HAVING sleutel IS NULL OR sleutel NOT IN (SELECT unnest($keys{number}))"
        for number, column in enumerate(odd)
    )
    check = Check(
        "lijst",
        "Er staan sleutels in de rijen die niet in de lijst van het CBS staan. Ze zouden wegvallen.",
        f"""
        SELECT kolom, coalesce(nullif(sleutel, ''), '(leeg)') AS sleutel, sum(n)::BIGINT AS rijen
        FROM ({counted}) GROUP BY ALL ORDER BY ALL
        """,  # noqa: S608 - of what is quoted above
        {f"keys{number}": sorted(keys) for number, keys in enumerate(odd.values())},
    )
    return (check,)


def _all_in(database: Connection, column: str, keys: frozenset[str]) -> bool:
    """Say whether every key of a column of `raw` is one of these; a row without a key is not."""
    found = database.execute(f"SELECT DISTINCT {quoted(column)} FROM raw")  # noqa: S608 - quoted
    while some := found.fetchmany(_AT_ONCE):
        if any(key is None or key.strip(" ") not in keys for (key,) in some):
            return False
    return True


def dutch(value: object) -> str:
    """Return a value as it stands in a message: a number with Dutch marks, anything else as it is."""
    if isinstance(value, float):
        if not abs(value) < _LEGIBLE:  # also false for what is no number
            return f"{value:.0e}"
        return words.number(value, 0 if value == round(value) else 1)
    return str(value)


def sentence(
    says: str, columns: Sequence[str], rows: Sequence[Sequence[object]], total: int, names: Names = _NO_NAMES
) -> str:
    """Return a problem in Dutch with at most five of its rows: 'Het gaat om: Deventer (GM0150), jaar 2019; ...'.

    A `says` with a place for a column, as '{gemeenten}', tells the values of its one row itself.
    """
    if "{" in says and rows:
        return says.format(**{name: dutch(value) for name, value in zip(columns, rows[0], strict=True)})
    shown = "; ".join(
        ", ".join(
            said for name, value in zip(columns, row, strict=True) if (said := _shown(name, value, names))
        )
        for row in rows[:ROWS_SHOWN]
    )
    more = f" (en nog {total - ROWS_SHOWN} rijen)" if total > ROWS_SHOWN else ""
    return f"{says} Het gaat om: {shown}{more}."


def _shown(column: str, value: object, names: Names) -> str:
    """Return one value of a row in words: a region by its name, a period and a figure as people say them."""
    text = str(value)
    if column == "region" and text in names:
        return f"{names[text]} ({text})"
    if column == "period":
        return _period(text) if text else ""  # of all periods together
    if column in ("indicator", "other"):
        return figure(text)
    return f"{_WORDS.get(column, column)} {dutch(value)}"


def _period(text: str) -> str:
    try:
        return words.period(text)
    except ValueError:  # a quarter or a month: CBS has them too
        return f"periode {text}"


def figure(code: str) -> str:
    """Return what a column of the store is called: 'natura_verblijf_pct' -> 'natura verblijf (procent)'."""
    name, _, unit = code.rpartition("_")
    return f"{name.replace('_', ' ')} ({_UNITS[unit]})" if unit in _UNITS else code.replace("_", " ")


def _is_empty(database: Connection, table: str) -> bool:
    return not database.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall()  # noqa: S608 - a name of our own


def _worth_asking(database: Connection, checks: Sequence[Check]) -> Sequence[Check]:
    """Return the checks without those that the table as a whole shows to have nothing to find."""
    conditions = sorted({check.only_if for check in checks if check.only_if})
    if not conditions:
        return checks
    found = database.execute(f"SELECT {', '.join(conditions)} FROM staged_observation").fetchall()[0]  # noqa: S608 - our own
    holds = dict(zip(conditions, found, strict=True))
    return [check for check in checks if not check.only_if or holds[check.only_if]]


def _text(database: Connection, check: Check, names: Names) -> str:
    found = _asked(database, f"SELECT * FROM ({check.sql}) LIMIT {ROWS_SHOWN + 1}", check)  # noqa: S608 - our own
    columns = [str(column[0]) for column in found.description or []]
    rows = found.fetchall()
    if not rows:
        return ""
    total = len(rows)
    if total > ROWS_SHOWN:
        total = _asked(database, f"SELECT count(*) FROM ({check.sql})", check).fetchall()[0][0]  # noqa: S608 - our own
    return sentence(check.says, columns, rows, total, names)


def _asked(database: Connection, sql: str, check: Check) -> Connection:
    return database.execute(sql, dict(check.params)) if check.params else database.execute(sql)


@cache
def _known() -> pd.DataFrame:
    years = range(min(GEMEENTEN_N), max(GEMEENTEN_N) + 30)
    return pd.DataFrame({"year": list(years), "gemeenten_n": [expected_gemeenten(year) for year in years]})
