"""Checks on the amounts of Iv3 against the version before of the same table.

CBS corrects amounts from one version to the next: some gemeenten send theirs later or once more, and most figures stay
what they were. What no correction does is told of the gemeenten it is about; where it is many gemeenten at once, the
table itself came in wrong and the version before stays.
"""

from collections.abc import Sequence

from loaders.checks.core import COVERAGE_FLOOR, Check
from loaders.store import Connection

LEAP = 3.0  # times the lasten of the version before, up or down: more than a gemeente corrects
# Of the middle gemeente. A correction leaves most gemeenten as they were: 1. From year to year: 1.01 to 1.15.
MIDDLE = (0.8, 1.25)
MANY = 1 - COVERAGE_FLOOR  # of the gemeenten that had lasten: with more than this the table is wrong
MOST = 0.5  # of the gemeenten with lasten on one taakveld: they rebook, but not most of them at once
_BEFORE = "earlier"  # the version before: `revised` has no rows without it
MIN_N = 30  # of fewer gemeenten than this a share says nothing

# What can be wrong with a gemeente: column of `revised`, what is said of the table, and of some gemeenten.
_WRONG = (
    (
        "gone",
        "Van veel gemeenten zijn de lasten voor jeugdzorg weg die er in de vorige versie wel waren.",
        "In de vorige versie waren er lasten voor jeugdzorg van deze gemeenten, nu niet meer.",
    ),
    (
        "leapt",
        "Van veel gemeenten zijn de lasten voor jeugdzorg meer dan drie keer zo hoog of zo laag als in de vorige "
        "versie.",
        "De lasten voor jeugdzorg van deze gemeenten zijn meer dan drie keer zo hoog of zo laag als in de vorige "
        "versie.",
    ),
    (
        "sides",
        "Van veel gemeenten staan de lasten van de vorige versie nu bij de baten, en de baten bij de lasten.",
        "Van deze gemeenten staan de lasten van de vorige versie nu bij de baten, en de baten bij de lasten.",
    ),
    (
        "placings",
        "Van veel gemeenten zijn de 1e en de 2e plaatsing verwisseld, vergeleken met de vorige versie.",
        "Van deze gemeenten zijn de 1e en de 2e plaatsing verwisseld, vergeleken met de vorige versie.",
    ),
    (
        "second_gone",
        "Van veel gemeenten is de 2e plaatsing weg die er in de vorige versie wel was.",
        "Van deze gemeenten is de 2e plaatsing weg die er in de vorige versie wel was.",
    ),
    (
        "shifted",
        "Van veel gemeenten staan de lasten van de vorige versie nu op een ander taakveld voor jeugdzorg.",
        "Van deze gemeenten staan de lasten van de vorige versie nu op een ander taakveld voor jeugdzorg.",
    ),
)


def gather(database: Connection) -> None:
    """Lay `amount` beside `earlier`, the same of the version before (empty where there is none).

    `revised`: a row a region, year and statement that had lasten on the taakvelden for jeugdzorg in the version before,
    with `ratio` of those lasten, now to then, and what is wrong with it.
    """
    database.execute(
        "CREATE OR REPLACE TEMP TABLE revised AS "
        "WITH moved AS ("  # taakvelden with the lasten that stood on another one
        "    SELECT m.region, m.year, m.statement, count(DISTINCT m.taakveld) AS moved_n"
        "    FROM amount m JOIN earlier o USING (region, year, statement)"
        "    JOIN earlier own ON own.region = m.region AND own.year = m.year AND own.statement = m.statement"
        "         AND own.taakveld = m.taakveld"
        "    WHERE m.youth AND o.youth AND o.taakveld <> m.taakveld AND m.lasten <> 0"
        "      AND o.lasten = m.lasten AND own.lasten <> m.lasten"
        "    GROUP BY ALL"
        "), per AS ("
        "    SELECT region, year, statement, sum(o.lasten) AS was, coalesce(sum(m.lasten), 0) AS now,"
        "           coalesce(sum(o.baten), 0) AS was_baten, coalesce(sum(m.baten), 0) AS now_baten,"
        "           coalesce(sum(o.first_eur), 0) AS was_first, coalesce(sum(m.first_eur), 0) AS now_first,"
        "           coalesce(sum(o.second_eur), 0) AS was_second, coalesce(sum(m.second_eur), 0) AS now_second"
        "    FROM (SELECT * FROM earlier WHERE youth) o"
        "    FULL JOIN (SELECT * FROM amount WHERE youth) m USING (region, year, statement, taakveld)"
        "    GROUP BY ALL HAVING was <> 0"
        ") SELECT region, year, statement, now / was AS ratio,"
        "         now = 0 AS gone,"
        "         was <> was_baten AND now = was_baten AND now_baten = was AND NOT gone AS sides,"
        "         now <> 0 AND NOT sides AND now / was NOT BETWEEN 1 / $leap AND $leap AS leapt,"
        "         was_first <> 0 AND was_second <> 0 AND was_first <> was_second"
        "         AND now_first = was_second AND now_second = was_first AS placings,"
        "         was_second <> 0 AND now_second = 0 AND now_first <> 0 AS second_gone,"
        "         coalesce(moved_n, 0) > 1 AS shifted"
        "  FROM per LEFT JOIN moved USING (region, year, statement)",
        {"leap": LEAP},
    )


def checks_of() -> Sequence[Check]:
    """Return the checks on `revised`, and on `amount` beside `earlier`."""
    return (
        *(_many(column, says) for column, says, _ in _WRONG),
        Check(
            "vorige versie",
            "De lasten voor jeugdzorg van de middelste gemeente zijn ineens heel anders dan in de vorige versie.",
            """
            SELECT year, statement, median(ratio) AS verhouding FROM revised
            GROUP BY ALL HAVING count(*) >= $enough AND verhouding NOT BETWEEN $low AND $high ORDER BY ALL
            """,
            {"enough": MIN_N, "low": MIDDLE[0], "high": MIDDLE[1]},
            beside=_BEFORE,
        ),
        _taakveld(
            "De meeste gemeenten hebben geen lasten meer op een taakveld waar ze die in de vorige versie wel hadden.",
            MOST,
        ),
    )


def notes_of() -> Sequence[Check]:
    """Return what is told of a table that is used: gemeenten whose amounts changed as no correction does."""
    return (
        *(_some(column, says) for column, _, says in _WRONG),
        _taakveld(
            "Veel gemeenten hebben geen lasten meer op een taakveld waar ze die in de vorige versie wel hadden.",
            MANY,
        ),
    )


def _many(column: str, says: str) -> Check:
    return Check(
        column,
        says,
        f"""
        SELECT year, statement, count(*) FILTER ({column}) AS gemeenten, count(*) AS eerder FROM revised
        GROUP BY ALL HAVING count(*) >= $enough AND gemeenten > $many * count(*) ORDER BY ALL
        """,  # noqa: S608 - a column of our own
        {"enough": MIN_N, "many": MANY},
        beside=_BEFORE,
    )


def _some(column: str, says: str) -> Check:
    return Check(
        column,
        says,
        f"SELECT region, year, statement FROM revised WHERE {column} ORDER BY ALL",  # noqa: S608 - our own
        beside=_BEFORE,
    )


def _taakveld(says: str, share: float) -> Check:
    """Return a check on gemeenten without lasten on a taakveld that most gemeenten used in the version before."""
    return Check(
        "taakveld weg",
        says,
        """
        WITH was AS (
            SELECT region, year, statement, taakveld FROM earlier WHERE youth AND lasten <> 0
        ), every AS (
            SELECT year, statement, count(DISTINCT region) AS gemeenten_n FROM was GROUP BY ALL
        )
        SELECT w.year, w.statement, w.taakveld, count(*) FILTER (coalesce(m.lasten, 0) = 0) AS gemeenten,
               count(*) AS eerder
        FROM was w JOIN every USING (year, statement)
        LEFT JOIN amount m USING (region, year, statement, taakveld)
        GROUP BY w.year, w.statement, w.taakveld, gemeenten_n
        HAVING count(*) >= $enough AND count(*) > $most * gemeenten_n AND gemeenten > $share * count(*) ORDER BY ALL
        """,
        {"enough": MIN_N, "most": MOST, "share": share},
        beside=_BEFORE,
    )
