"""Checks on the amounts of Iv3 against what is known of them already: the year beside it, and the version before.

A table can be sound by itself and still be wrong: half of its rows lacking, last year's amounts under a new title,
placings or lasten and baten that changed places. `staged_finance` is the table that comes in, `finance` holds the
years that are in, `earlier_finance` the version of the same table before this one (empty where there is none).
"""

from collections.abc import Sequence

from loaders.checks.core import COVERAGE_FLOOR, Check

# Lasten of the middle gemeente against the year beside it: real years from 2018 to 2025: 1.01 to 1.13.
NEIGHBOUR = (0.6, 1.67)
SAME = 0.5  # more equal amounts than this share is one table under two names; real years have 1 to 5%
MIN_N = 30  # fewer pairs than this say nothing

_AMOUNT = "coalesce(nullif({0}placing2_eur, 0), nullif({0}placing1_eur, 0))"


def checks_of(youth: str) -> Sequence[Check]:
    """Return the checks; `youth` is the SQL condition that a taakveld is youth care in its year."""
    amount, mine, theirs = _AMOUNT.format(""), _AMOUNT.format("m."), _AMOUNT.format("o.")
    lasten = f"sum({amount}) FILTER (categorie LIKE 'L%' AND ({youth}))"
    others = "(SELECT * FROM finance WHERE source_id NOT IN (SELECT source_id FROM staged_finance))"
    return (
        Check(
            "buurjaar",
            "De lasten voor jeugdzorg zijn ineens heel anders dan in het jaar ernaast. Ontbreken er rijen?",
            f"""
            WITH mine AS (
                SELECT region, year, statement, coalesce({lasten}, 0) AS eur FROM staged_finance
                GROUP BY ALL HAVING count({amount}) > 0
            ), theirs AS (
                SELECT region, year, statement, {lasten} AS eur FROM {others} GROUP BY ALL HAVING eur > 0
            )
            SELECT m.year, m.statement, o.year AS naast, median(m.eur / o.eur) AS verhouding
            FROM mine m JOIN theirs o ON o.region = m.region AND o.statement = m.statement
             AND abs(o.year - m.year) = 1
            GROUP BY ALL HAVING count(*) >= $enough AND verhouding NOT BETWEEN $low AND $high ORDER BY ALL
            """,  # noqa: S608 - codes of our own files
            {"enough": MIN_N, "low": NEIGHBOUR[0], "high": NEIGHBOUR[1]},
        ),
        Check(
            "herhaald",
            "De meeste bedragen zijn gelijk aan die van het jaar ernaast. Een jaar zou dubbel tellen.",
            f"""
            SELECT m.year, m.statement, o.year AS naast, avg(({mine} = {theirs})::INT) * 100 AS procent
            FROM staged_finance m JOIN {others} o
              ON o.region = m.region AND o.statement = m.statement AND o.taakveld = m.taakveld
             AND o.categorie = m.categorie AND abs(o.year - m.year) = 1
            WHERE {mine} IS NOT NULL AND {theirs} IS NOT NULL
            GROUP BY ALL HAVING count(*) >= $enough AND procent > 100 * $same ORDER BY ALL
            """,  # noqa: S608 - our own
            {"enough": MIN_N, "same": SAME},
        ),
        Check(
            "tweeling",
            "De meeste bedragen van de jaarrekening zijn gelijk aan die van de begroting.",
            f"""
            SELECT m.year, avg(({mine} = {theirs})::INT) * 100 AS procent
            FROM staged_finance m JOIN staged_finance o
              ON o.region = m.region AND o.year = m.year AND o.taakveld = m.taakveld AND o.categorie = m.categorie
            WHERE m.statement = 'jaarrekening' AND o.statement = 'begroting'
              AND {mine} IS NOT NULL AND {theirs} IS NOT NULL
            GROUP BY ALL HAVING count(*) >= $enough AND procent > 100 * $same ORDER BY ALL
            """,  # noqa: S608 - our own
            {"enough": MIN_N, "same": SAME},
        ),
        Check(
            "verwisseld",
            "De meeste gemeenten hebben meer baten dan lasten voor jeugdzorg. Zijn die verwisseld?",
            f"""
            WITH per AS (
                SELECT region, year, statement, {lasten} AS lasten,
                       sum({amount}) FILTER (categorie LIKE 'B%' AND ({youth})) AS baten
                FROM staged_finance GROUP BY ALL HAVING count({amount}) > 0
            )
            SELECT year, statement, count(*) FILTER (coalesce(baten, 0) > coalesce(lasten, 0)) AS gemeenten
            FROM per GROUP BY ALL HAVING gemeenten > $same * count(*) ORDER BY ALL
            """,  # noqa: S608 - codes of our own files
            {"same": SAME},
        ),
        Check(
            "verdwenen",
            "Veel bedragen die er eerder waren, zijn er nu niet meer.",
            f"""
            SELECT o.year, o.statement, count(*) FILTER ({mine} IS NULL) AS verdwenen, count(*) AS eerder
            FROM earlier_finance o LEFT JOIN staged_finance m USING (region, year, statement, taakveld, categorie)
            WHERE {theirs} IS NOT NULL
            GROUP BY ALL HAVING verdwenen > (1 - $floor) * eerder ORDER BY ALL
            """,  # noqa: S608 - our own
            {"floor": COVERAGE_FLOOR},
        ),
        Check(
            "plaatsing",
            "De 1e en de 2e plaatsing zijn verwisseld, vergeleken met de vorige keer.",
            """
            SELECT o.year, o.statement, count(*) AS bedragen
            FROM earlier_finance o JOIN staged_finance m USING (region, year, statement, taakveld, categorie)
            WHERE coalesce(o.placing1_eur, 0) <> coalesce(o.placing2_eur, 0)
            GROUP BY ALL
            HAVING count(*) >= $enough AND avg((
                coalesce(m.placing1_eur, 0) = coalesce(o.placing2_eur, 0)
                AND coalesce(m.placing2_eur, 0) = coalesce(o.placing1_eur, 0)
            )::INT) > $same
            ORDER BY ALL
            """,
            {"enough": MIN_N, "same": SAME},
        ),
    )
