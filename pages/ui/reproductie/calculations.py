"""Calculation texts: the .sql files beside the audit, with the variables of one figure set above them.

The texts run as they are in DuckDB, on the tables `finance_total`, `observation` and `merger` of the
evidence bundle. Values are set as variables and never pasted into the text of a calculation.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_VALUE = re.compile(r"[A-Za-z0-9_,:-]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@cache
def text(name: str) -> str:
    """Return the text of one calculation, without a closing semicolon; KeyError for a name that is not there."""
    if not _NAME.fullmatch(name) or name not in names():
        raise KeyError(name)
    return (files("metrics.report.audit") / "sql" / f"{name}.sql").read_text(encoding="utf-8").rstrip()


@cache
def names() -> tuple[str, ...]:
    """Return the names of all calculations, in alphabetical order."""
    found = (files("metrics.report.audit") / "sql").iterdir()
    return tuple(sorted(entry.name.removesuffix(".sql") for entry in found if entry.name.endswith(".sql")))


def settings(variables: Mapping[str, str | int]) -> list[str]:
    """Return a statement a variable: `SET VARIABLE regio = 'GM0150';`. ValueError for a value that is no code."""
    lines = []
    for name, value in variables.items():
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(str(value)):
            raise ValueError(f"not a variable of a calculation: {name!r} = {value!r}")
        shown = str(value) if isinstance(value, int) else f"'{value}'"
        lines.append(f"SET VARIABLE {name} = {shown};")
    return lines


def query(name: str, variables: Mapping[str, str | int]) -> str:
    """Return a calculation that runs as it stands, with its variables set first; empty for a figure without
    one.
    """
    return "\n".join([*settings(variables), f"{text(name)};"]) if name else ""
