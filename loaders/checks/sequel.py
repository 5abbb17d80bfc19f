"""Checks on the amounts of Iv3 against each other and against the year beside them.

A table can be sound by itself and still be wrong: half of its rows lacking, last year's amounts under a new title,
lasten and baten that changed places. `amount` is the table that comes in, added up per gemeente and taakveld; `beside`
the same of the tables that are in: some ten thousand rows a year, where the tables themselves have a million.
"""

from collections.abc import Sequence

from loaders.checks.core import Check

# Lasten of the middle gemeente against the year beside it: real years from 2018 to 2025: 1.01 to 1.15.
NEIGHBOUR = (0.6, 1.67)
TAAKVELDEN_FLOOR = 0.7  # of those of the year before; real years: 0.95 and more
SAME = 0.5  # more equal sums than this share is one table under two names; real years have 6% at most
OTHERS = "beside"  # the tables that are in
MIN_N = 30  # fewer gemeenten, or different sums, than this say nothing of a whole table

_BESIDE = "o.region = m.region AND o.statement = m.statement AND abs(o.year - m.year) = 1"


def checks_of() -> Sequence[Check]:
    """Return the checks on `amount` and `beside`."""
    return (
        _neighbour(
            "buurjaar",
            "De lasten voor jeugdzorg zijn ineens heel anders dan in het jaar ernaast. Ontbreken er rijen?",
            "FILTER (youth)",
        ),
        # of all taakvelden together: one is divided into others now and then
        _neighbour(
            "totaal",
            "De lasten op alle taakvelden samen zijn ineens heel anders dan in het jaar ernaast. Ontbreken er rijen?",
            "",
        ),
        Check(
            "taakvelden",
            "De meeste gemeenten hebben veel minder taakvelden met lasten dan in het jaar ervoor. Ontbreken er rijen?",
            """
            WITH here AS (
                SELECT region, year, statement, count(*) FILTER (lasten <> 0) AS n FROM amount
                GROUP BY ALL HAVING sum(some_n) > 0
            ), there AS (
                SELECT region, year, statement, count(*) FILTER (lasten <> 0) AS n FROM beside
                GROUP BY ALL HAVING n > 0
            )
            SELECT m.year, m.statement, median(m.n) AS taakvelden, median(o.n) AS eerder
            FROM here m JOIN there o ON o.region = m.region AND o.statement = m.statement AND o.year = m.year - 1
            GROUP BY ALL HAVING count(*) >= $enough AND median(m.n / o.n) < $floor ORDER BY ALL
            """,
            {"enough": MIN_N, "floor": TAAKVELDEN_FLOOR},
            beside=OTHERS,
        ),
        Check(
            "herhaald",
            "De meeste bedragen zijn gelijk aan die van het jaar ernaast. Een jaar zou dubbel tellen.",
            f"""
            SELECT m.year, m.statement, o.year AS naast, avg((m.lasten = o.lasten)::INT) * 100 AS procent
            FROM amount m JOIN beside o ON {_BESIDE} AND o.taakveld = m.taakveld
            WHERE m.lasten <> 0 AND o.lasten <> 0
            GROUP BY ALL HAVING count(DISTINCT m.lasten) >= $enough AND procent > 100 * $same ORDER BY ALL
            """,  # noqa: S608 - our own
            {"enough": MIN_N, "same": SAME},
            beside=OTHERS,
        ),
        Check(
            "tweeling",
            "De meeste bedragen van de jaarrekening zijn gelijk aan die van de begroting.",
            """
            SELECT m.year, avg((m.lasten = o.lasten)::INT) * 100 AS procent
            FROM amount m JOIN amount o ON o.region = m.region AND o.year = m.year AND o.taakveld = m.taakveld
            WHERE m.statement = 'jaarrekening' AND o.statement = 'begroting' AND m.lasten <> 0 AND o.lasten <> 0
            GROUP BY ALL HAVING count(DISTINCT m.lasten) >= $enough AND procent > 100 * $same ORDER BY ALL
            """,
            {"enough": MIN_N, "same": SAME},
        ),
        Check(
            "verwisseld",
            "De meeste gemeenten hebben meer baten dan lasten voor jeugdzorg. Zijn die verwisseld?",
            """
            WITH per AS (
                SELECT region, year, statement, coalesce(sum(lasten) FILTER (youth), 0) AS l,
                       coalesce(sum(baten) FILTER (youth), 0) AS b
                FROM amount GROUP BY ALL HAVING sum(some_n) > 0
            )
            SELECT year, statement, count(*) FILTER (b > l) AS gemeenten FROM per
            GROUP BY ALL HAVING gemeenten > $same * count(*) ORDER BY ALL
            """,
            {"same": SAME},
        ),
    )


def _neighbour(name: str, says: str, which: str) -> Check:
    """Return a check on lasten against those of the year beside, of the middle gemeente; `which`: of what."""
    return Check(
        name,
        says,
        f"""
        WITH here AS (
            SELECT region, year, statement, coalesce(sum(lasten) {which}, 0) AS eur FROM amount
            GROUP BY ALL HAVING sum(some_n) > 0
        ), there AS (
            SELECT region, year, statement, sum(lasten) {which} AS eur FROM beside GROUP BY ALL HAVING eur > 0
        )
        SELECT m.year, m.statement, o.year AS naast, median(m.eur / o.eur) AS verhouding
        FROM here m JOIN there o ON {_BESIDE}
        GROUP BY ALL HAVING count(*) >= $enough AND verhouding NOT BETWEEN $low AND $high ORDER BY ALL
        """,  # noqa: S608 - our own
        {"enough": MIN_N, "low": NEIGHBOUR[0], "high": NEIGHBOUR[1]},
        beside=OTHERS,
    )
