"""Checks on whether every row of Iv3 came, where the service did not count them.

Iv3 is a full cube: CBS gives a row for every gemeente, taakveld and categorie, empty or not (all nine years at hand).
So a taakveld with fewer rows than the others lost a page. Where most taakvelden differ in their number of rows, the
table is no full cube, and a taakveld that few gemeenten use may have few rows: that is told.
"""

from loaders.checks.core import COVERAGE_FLOOR, Check

FULL_SHARE = 0.5  # of the taakvelden, with as many rows as the fullest one: then the table is a full cube

# A row a year, statement and taakveld: its rows and gemeenten, those of the fullest one, and whether the cube is full.
_COUNTED = """
    WITH counted AS (
        SELECT year, statement, taakveld, bool_or(youth) AS youth, sum(all_n) AS rijen, count(*) AS gemeenten
        FROM amount GROUP BY ALL
    ), beside_fullest AS (
        SELECT *, max(rijen) OVER whole AS fullest, max(gemeenten) OVER whole AS gemeenten_n
        FROM counted WINDOW whole AS (PARTITION BY year, statement)
    ), lacking AS (
        SELECT *, avg((rijen = fullest)::INT) OVER (PARTITION BY year, statement) >= $full AS is_cube
        FROM beside_fullest
    )
"""


def check() -> Check:
    """Return the check that no taakveld for jeugdzorg lost a page."""
    return Check(
        "pagina",
        "Van een taakveld voor jeugdzorg ontbreekt een deel van de rijen. Waarschijnlijk is een pagina weg. "
        "Haal de tabel opnieuw op.",
        f"""
        {_COUNTED}
        SELECT year, statement, taakveld, rijen, fullest AS verwacht FROM lacking
        WHERE youth AND is_cube AND rijen < $floor * fullest ORDER BY ALL
        """,  # noqa: S608 - our own
        {"full": FULL_SHARE, "floor": COVERAGE_FLOOR},
    )


def note() -> Check:
    """Return what is told: a taakveld for jeugdzorg with fewer rows, or rows of fewer gemeenten, than the others."""
    return Check(
        "rijen",
        "Van een taakveld voor jeugdzorg zijn niet van alle gemeenten alle rijen gekomen.",
        f"""
        {_COUNTED}
        SELECT year, statement, taakveld, gemeenten, gemeenten_n AS verwacht FROM lacking
        WHERE youth AND (is_cube AND rijen < fullest OR gemeenten < $floor * gemeenten_n) ORDER BY ALL
        """,  # noqa: S608 - our own
        {"full": FULL_SHARE, "floor": COVERAGE_FLOOR},
    )
