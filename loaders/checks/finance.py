"""Checks on the amounts of Iv3 (`staged_finance`)."""

from collections.abc import Sequence

from loaders.checks import completeness, revision, sequel
from loaders.checks.core import COVERAGE_CEILING, COVERAGE_FLOOR, Check
from loaders.store import Connection
from metrics.records import TaakveldSet

# Euro per inhabitant on the youth taakvelden, of the middle gemeente; without inhabitants, euro per gemeente.
EUR_PER_INHABITANT = (50.0, 1_500.0)
EUR_PER_GEMEENTE = (500_000.0, 100_000_000.0)
DELIVERED_FLOOR = 0.5  # with fewer gemeenten than this an average of them says nothing: wait for the others


_MAGNITUDE = """
    WITH sums AS (
        SELECT region, year, statement, sum(lasten) AS eur FROM amount WHERE youth GROUP BY ALL HAVING eur <> 0
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
"""


def gather(database: Connection, sets: Sequence[TaakveldSet]) -> None:
    """Add `staged_finance` up, once for every check and note: a table of a million rows is gone through one time.

    `amount`: a row a region, year, statement and taakveld: `youth` where it is youth care, `lasten` and `baten` (euro),
    `first_eur` and `second_eur` the lasten of each placing, `all_n` rows, `rows_n` with lasten, `lasten_n` and `some_n`
    amounts that are not zero, `amounts_n` amounts. `sent`, of that: a row a region, year and statement: `filled` with
    lasten on the taakvelden for jeugdzorg, `delivered` with any amount at all that is not zero. `beside`: `amount` of
    the tables that are in (`keep`). `earlier`: `amount` of the version before of this table (`as_earlier`).
    """
    some = "(coalesce(placing1_eur, 0) <> 0 OR coalesce(placing2_eur, 0) <> 0)"
    eur = "coalesce(nullif(placing2_eur, 0), placing1_eur)"
    lasten = "starts_with(categorie, 'L')"
    database.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE amount AS
        SELECT *, ({_youth(sets)}) AS youth FROM (
            SELECT region, year, statement, taakveld,
                   sum({eur}) FILTER ({lasten}) AS lasten,
                   sum({eur}) FILTER (starts_with(categorie, 'B')) AS baten,
                   sum(placing1_eur) FILTER ({lasten}) AS first_eur,
                   sum(placing2_eur) FILTER ({lasten}) AS second_eur,
                   count(*) AS all_n,
                   count(*) FILTER ({lasten}) AS rows_n,
                   count(*) FILTER ({lasten} AND {some}) AS lasten_n,
                   count(*) FILTER ({some}) AS some_n,
                   count(placing1_eur) + count(placing2_eur) AS amounts_n
            FROM staged_finance GROUP BY ALL
        )
        """  # noqa: S608 - codes of our own files
    )
    database.execute(
        """
        CREATE OR REPLACE TEMP TABLE sent AS
        SELECT year, statement, region, coalesce(sum(lasten_n) FILTER (youth), 0) > 0 AS filled,
               sum(some_n) > 0 AS delivered, sum(amounts_n) AS amounts_n
        FROM amount GROUP BY ALL
        """
    )
    database.execute(
        "CREATE TEMP TABLE IF NOT EXISTS beside AS SELECT *, '' AS source_id FROM amount LIMIT 0"
    )
    database.execute("CREATE TEMP TABLE IF NOT EXISTS earlier AS FROM amount LIMIT 0")
    revision.gather(database)


def as_earlier(database: Connection) -> None:
    """Keep the sums of a table that passed as those of the version before, for the next version of it."""
    database.execute("CREATE OR REPLACE TEMP TABLE earlier AS FROM amount")


def no_earlier(database: Connection) -> None:
    """Forget the version before: the next table is another one."""
    database.execute("DROP TABLE IF EXISTS earlier")


def keep(database: Connection, source_id: str) -> None:
    """Keep the sums of a table that passed, for the tables after it."""
    database.execute(
        "INSERT INTO beside SELECT *, $source_id AS source_id FROM amount", {"source_id": source_id}
    )


def checks_of() -> list[Check]:
    """Return the checks on `staged_finance` and what `gather` made of it."""
    return [
        Check(
            "leeg",
            "Er is geen enkel bedrag. Een lege tabel zou alle eerdere bedragen wissen.",
            "SELECT sum(rows_n) AS rijen FROM amount HAVING coalesce(sum(amounts_n), 0) = 0",
        ),
        Check(
            "sleutel",
            "Dezelfde post van een gemeente komt vaker voor. Een bedrag zou dubbel tellen.",
            "SELECT region, statement, taakveld, categorie, count(*) AS keer FROM staged_finance "
            "GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL",
        ),
        Check(
            "getal",
            "Een bedrag is geen getal, of oneindig groot.",
            "SELECT region, year, statement, taakveld FROM amount WHERE NOT isfinite(lasten) OR NOT isfinite(baten) "
            "OR NOT isfinite(first_eur) OR NOT isfinite(second_eur) ORDER BY ALL",
        ),
        Check(
            "bron",
            "Van deze begroting of rekening zijn er al bedragen uit een andere tabel. Ze zouden dubbel tellen.",
            "SELECT DISTINCT s.year, s.statement, f.source_id AS tabel FROM sent s "
            "JOIN (SELECT DISTINCT year, statement, source_id FROM beside) f USING (year, statement) ORDER BY ALL",
            beside=sequel.OTHERS,
        ),
        Check(
            "gemeenten",
            "Het aantal gemeenten klopt niet met dat op 1 januari. Het bedrag van Nederland zou niet kloppen.",
            """
            WITH found AS (
                SELECT year, statement, count(DISTINCT region) AS gemeenten FROM sent GROUP BY ALL
            )
            SELECT f.*, k.gemeenten_n AS verwacht FROM found f JOIN known_gemeenten k USING (year)
            WHERE f.gemeenten NOT BETWEEN $floor * k.gemeenten_n AND $ceiling * k.gemeenten_n ORDER BY ALL
            """,
            {"floor": COVERAGE_FLOOR, "ceiling": COVERAGE_CEILING},
        ),
        Check(
            "lasten",
            "Er zijn geen lasten op de taakvelden voor jeugdzorg. De codes zijn veranderd.",
            "SELECT year, statement FROM amount GROUP BY ALL "
            "HAVING coalesce(sum(rows_n) FILTER (youth), 0) = 0 ORDER BY ALL",
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
            _MAGNITUDE,
            {
                "low": EUR_PER_INHABITANT[0],
                "high": EUR_PER_INHABITANT[1],
                "low_total": EUR_PER_GEMEENTE[0],
                "high_total": EUR_PER_GEMEENTE[1],
            },
        ),
        completeness.check(),
        *sequel.checks_of(),
        *revision.checks_of(),
    ]


def notes_of() -> list[Check]:
    """Return what is told of a table that is used: gemeenten that have not sent their amounts yet (`sent`), a taakveld
    with few rows, gemeenten whose amounts changed as no correction does.

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
        ),
        completeness.note(),
        *revision.notes_of(),
    ]


def _youth(sets: Sequence[TaakveldSet]) -> str:
    """Return the SQL condition that a taakveld is youth care in its year (codes of our own data files)."""
    parts = []
    for each in sets:
        codes = " OR ".join(f"starts_with(taakveld, '{prefix}')" for prefix in each.narrow_prefixes)
        last = each.last_year if each.last_year is not None else 9999
        parts.append(f"(year BETWEEN {int(each.first_year)} AND {int(last)} AND ({codes}))")
    return " OR ".join(parts)
