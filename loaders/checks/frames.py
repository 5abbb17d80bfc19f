"""Checks on the frames that are small enough for pandas: the divisions of one year."""

from collections.abc import Iterator

import pandas as pd

from loaders.checks.core import COVERAGE_CEILING, COVERAGE_FLOOR, expected_gemeenten, sentence
from loaders.errors import TableError

COLUMNS = ["region", "parent", "division", "year"]
NAMES = {"region": "regio", "parent": "gebied", "division": "indeling", "year": "jaar"}
YEARS = (2000, 2100)
SHORTEST_AREA = 2  # characters of the code of an area


def memberships(frame: pd.DataFrame, gemeenten_n: int, year: int, source_id: str) -> None:
    """Check region, parent, division, year of one year of divisions; raises one `TableError` with all problems.

    `gemeenten_n`: gemeenten in the table. Every one of them needs a jeugdregio and a provincie.
    """
    problems = []
    for says, is_wrong, columns in _faults(frame):
        rows = frame.loc[is_wrong, columns].drop_duplicates().to_numpy().tolist()
        if rows:
            problems.append(sentence(says, [NAMES[column] for column in columns], rows, len(rows)))
    expected = expected_gemeenten(year)
    if expected and not COVERAGE_FLOOR * expected <= gemeenten_n <= COVERAGE_CEILING * expected:
        problems.append(
            f"Er staan {gemeenten_n} gemeenten in; verwacht: {expected}. Regio's zouden onvolledig zijn of dubbel."
        )
    for division in ("jeugdregio", "provincie"):
        lacking = gemeenten_n - frame.loc[frame["division"] == division, "region"].nunique()
        if lacking > 0:
            problems.append(
                f"{lacking} gemeenten hebben geen {division}. Zij zouden uit hun regio wegvallen."
            )
    if problems:
        raise TableError(source_id, problems)


def _faults(frame: pd.DataFrame) -> Iterator[tuple[str, pd.Series, list[str]]]:
    """Give each fault that divisions can have: what would go wrong, the rows that have it, what to show of them."""
    empty = frame[COLUMNS].isna().any(axis=1)
    yield "Een cel is leeg. De gemeente zou uit haar regio wegvallen.", empty, COLUMNS
    codes = frame["region"].astype("string")
    is_code = codes.str.fullmatch(r"GM\d{4}").fillna(True).astype(bool)
    says = "Een code is geen gemeentecode (GM en vier cijfers). De gemeente zou nergens bij horen."
    yield says, ~is_code, ["region"]
    short = (frame["parent"].astype("string").str.len() < SHORTEST_AREA).fillna(False).astype(bool)
    says = "Een gemeente heeft een leeg gebied. Zij zou uit haar regio wegvallen."
    yield says, short, ["region", "division"]
    years = pd.to_numeric(frame["year"], errors="coerce")
    yield "Een jaar kan niet kloppen.", ~years.between(*YEARS) & frame["year"].notna(), ["region", "year"]
    says = "Een gemeente hoort in een indeling bij meer dan een gebied. Zij zou dubbel tellen."
    yield says, frame.duplicated(["region", "division"], keep=False), ["region", "division", "parent"]
