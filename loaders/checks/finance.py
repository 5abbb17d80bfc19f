"""Checks on the amounts of Iv3 (`staged_finance`)."""

from collections.abc import Sequence

from loaders.checks.core import COVERAGE_CEILING, COVERAGE_FLOOR, Check
from loaders.store import Connection
from metrics.records import TaakveldSet

# Euro per inhabitant on the youth taakvelden, of the middle gemeente; without inhabitants, euro per gemeente.
EUR_PER_INHABITANT = (50.0, 1_500.0)
EUR_PER_GEMEENTE = (500_000.0, 100_000_000.0)
DELIVERED_FLOOR = 0.5  # with fewer gemeenten than this an average of them says nothing: wait for the others


def gather(database: Connection, sets: Sequence[TaakveldSet]) -> None:
    """Make the table `sent` of `staged_finance`, once for every check and note that asks who sent amounts.

    A row a region, year and statement: `filled` with lasten on the taakvelden for jeugdzorg, `delivered` with any
    amount at all that is not zero, `amounts_n` amounts.
    """
    some = "(coalesce(placing1_eur, 0) <> 0 OR coalesce(placing2_eur, 0) <> 0)"
    database.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE sent AS
        SELECT year, statement, region,
               count(*) FILTER (categorie LIKE 'L%' AND ({_youth(sets)}) AND {some}) > 0 AS filled,
               count(*) FILTER ({some}) > 0 AS delivered,
               count(placing1_eur) + count(placing2_eur) AS amounts_n
        FROM staged_finance GROUP BY ALL
        """  # noqa: S608 - codes of our own files
    )


def checks_of(sets: Sequence[TaakveldSet]) -> list[Check]:
    """Return the checks on `staged_finance` and `sent`; `sets` say which taakvelden are youth care in which year."""
    return [
        Check(
            "leeg",
            "Er is geen enkel bedrag. Een lege tabel zou alle eerdere bedragen wissen.",
            "SELECT count(*) AS rijen FROM staged_finance "
            "HAVING count(placing1_eur) + count(placing2_eur) = 0",
        ),
        Check(
            "sleutel",
            "Dezelfde post van een gemeente komt vaker voor. Een bedrag zou dubbel tellen.",
            "SELECT region, statement, taakveld, categorie, count(*) AS keer FROM staged_finance "
            "GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL",
        ),
        Check(
            "bron",
            "Van deze begroting of rekening zijn er al bedragen uit een andere tabel. Ze zouden dubbel tellen.",
            "SELECT DISTINCT s.year, s.statement, f.source_id AS tabel FROM staged_finance s "
            "JOIN (SELECT DISTINCT year, statement, source_id FROM finance) f USING (year, statement) "
            "WHERE f.source_id <> s.source_id ORDER BY ALL",
        ),
        Check(
            "gemeenten",
            "Het aantal gemeenten klopt niet met dat op 1 januari. Het bedrag van Nederland zou niet kloppen.",
            """
            WITH found AS (
                SELECT year, statement, count(DISTINCT region) AS gemeenten FROM staged_finance GROUP BY ALL
            )
            SELECT f.*, k.gemeenten_n AS verwacht FROM found f JOIN known_gemeenten k USING (year)
            WHERE f.gemeenten NOT BETWEEN $floor * k.gemeenten_n AND $ceiling * k.gemeenten_n ORDER BY ALL
            """,
            {"floor": COVERAGE_FLOOR, "ceiling": COVERAGE_CEILING},
        ),
        Check(
            "lasten",
            "Er zijn geen lasten op de taakvelden voor jeugdzorg. De codes zijn veranderd.",
            "SELECT year, statement FROM staged_finance GROUP BY ALL "  # noqa: S608 - codes of our own files
            f"HAVING count(*) FILTER (categorie LIKE 'L%' AND ({_youth(sets)})) = 0 ORDER BY ALL",
        ),
        Check(
            "nul",
            "Te weinig gemeenten hebben lasten voor jeugdzorg die niet nul zijn. Een deel van de bedragen is weg.",
            """
            SELECT year, statement, count(*) FILTER (filled) AS gemeenten, count(*) AS verwacht FROM sent
            GROUP BY ALL HAVING sum(amounts_n) > 0 AND (
                count(*) FILTER (filled) < $floor * count(*) FILTER (delivered)
                OR count(*) FILTER (delivered) < $least * count(*)
            ) ORDER BY ALL
            """,
            {"floor": COVERAGE_FLOOR, "least": DELIVERED_FLOOR},
        ),
        Check(
            "eenheid",
            "De lasten voor jeugdzorg van de middelste gemeente zijn niet geloofwaardig. "
            "Staan de bedragen in euro's in plaats van duizenden euro's, of andersom?",
            _magnitude(_youth(sets)),
            {
                "low": EUR_PER_INHABITANT[0],
                "high": EUR_PER_INHABITANT[1],
                "low_total": EUR_PER_GEMEENTE[0],
                "high_total": EUR_PER_GEMEENTE[1],
            },
        ),
    ]


def notes_of() -> list[Check]:
    """Return what is told of a table that is used (`sent`): gemeenten that have not sent their amounts yet.

    CBS publishes accounts while some gemeenten are late: of those every amount is empty or zero.
    """
    return [
        Check(
            "later",
            "Nog niet alle gemeenten hebben bedragen gestuurd.",
            """
            SELECT year, statement, count(*) FILTER (NOT delivered) AS ontbreken, count(*) AS gemeenten FROM sent
            GROUP BY ALL HAVING sum(amounts_n) > 0 AND count(*) FILTER (delivered) < $floor * count(*) ORDER BY ALL
            """,
            {"floor": COVERAGE_FLOOR},
        )
    ]


def _youth(sets: Sequence[TaakveldSet]) -> str:
    """Return the SQL condition that a taakveld is youth care in its year (codes of our own data files)."""
    parts = []
    for each in sets:
        codes = " OR ".join(f"starts_with(taakveld, '{prefix}')" for prefix in each.narrow_prefixes)
        last = each.last_year if each.last_year is not None else 9999
        parts.append(f"(year BETWEEN {int(each.first_year)} AND {int(last)} AND ({codes}))")
    return " OR ".join(parts)


def _magnitude(youth: str) -> str:
    return f"""
        WITH sums AS (
            SELECT region, year, statement, sum(coalesce(nullif(placing2_eur, 0), placing1_eur)) AS eur
            FROM staged_finance WHERE categorie LIKE 'L%' AND ({youth}) GROUP BY ALL HAVING eur <> 0
        ), per AS (
            SELECT s.year, s.statement, median(s.eur / o.value) AS per_inwoner, median(s.eur) AS per_gemeente
            FROM sums s LEFT JOIN observation o
              ON o.indicator = 'inwoners_n' AND o.region = s.region AND o.year = s.year
            GROUP BY ALL
        )
        SELECT year, statement, per_inwoner, per_gemeente FROM per
        WHERE CASE WHEN per_inwoner IS NULL THEN per_gemeente NOT BETWEEN $low_total AND $high_total
                   ELSE per_inwoner NOT BETWEEN $low AND $high END
        ORDER BY ALL
    """  # noqa: S608 - codes of our own data files
