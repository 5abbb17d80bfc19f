"""Checks on the frames that are small enough for pandas: the divisions of one year."""

import pandas as pd

from loaders.checks.core import COVERAGE_CEILING, COVERAGE_FLOOR, expected_gemeenten, sentence
from loaders.errors import TableError

# The name pandera gives a check -> what would have gone wrong.
_SAYS = {
    "str_matches": "Een code is geen gemeentecode (GM en vier cijfers). De gemeente zou nergens bij horen.",
    "str_length": "Een gemeente heeft een leeg gebied. Zij zou uit haar regio wegvallen.",
    "in_range": "Een jaar kan niet kloppen.",
    "multiple_fields_uniqueness": "Een gemeente hoort in een indeling bij meer dan een gebied. Zij zou dubbel tellen.",
    "not_nullable": "Een cel is leeg. De gemeente zou uit haar regio wegvallen.",
}


def memberships(frame: pd.DataFrame, gemeenten_n: int, year: int, source_id: str) -> None:
    """Check region, parent, division, year of one year of divisions; raises one `TableError` with all problems.

    `gemeenten_n`: gemeenten in the table. Every one of them needs a jeugdregio and a provincie.
    """
    import pandera.pandas as pa  # takes half a second: only where divisions are loaded

    schema = pa.DataFrameSchema(
        {
            "region": pa.Column(str, pa.Check.str_matches(r"^GM\d{4}$")),
            "parent": pa.Column(str, pa.Check.str_length(min_value=2)),
            "division": pa.Column(str),
            "year": pa.Column(int, pa.Check.in_range(2000, 2100)),
        },
        unique=["region", "division"],
    )
    problems = []
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        for check, cases in error.failure_cases.groupby("check", sort=True):
            says = _SAYS.get(str(check).split("(")[0], f"De indelingen voldoen niet aan '{check}'.")
            rows = cases[["column", "failure_case"]].drop_duplicates().to_numpy().tolist()
            problems.append(sentence(says, ["kolom", "waarde"], rows, len(rows)))
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
