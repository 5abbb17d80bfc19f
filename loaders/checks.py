"""What every table has to satisfy before it may replace figures: keys, ranges, coverage, units, sums.

A check is a query that returns the offending rows. All are run, and what they found is raised once, with at
most five rows each and with what would have gone wrong. Notes are weaker: they are shown, and the table is
used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from loaders.errors import TableError
from loaders.store import Connection
from metrics.records import TaakveldSet

ROWS_SHOWN = 5

# Number of gemeenten on 1 January (CBS, Gebieden in Nederland of each year); later years as the last one
# known.
GEMEENTEN_N: Mapping[int, int] = {
    2015: 393, 2016: 390, 2017: 388, 2018: 380, 2019: 355, 2020: 355, 2021: 352, 2022: 345,
    2023: 342, 2024: 342, 2025: 342, 2026: 342,
}  # fmt: skip
COVERAGE_FLOOR = 0.9  # small gemeenten may be secret; fewer than this is a page lost or a change of keys
COVERAGE_CEILING = 1.02  # more than this is two divisions in one year: gemeenten would count twice
SUM_TOLERANCE = 0.02  # of the inhabitants of Nederland: one large city missing is more than this
SUM_NOTED = 0.0001


@dataclass(frozen=True)
class Check:
    """`sql` returns the offending rows; `says` is the Dutch sentence, with what would have gone wrong."""

    name: str
    says: str
    sql: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Band:
    """Where the middle gemeente (or the only region) of every year has to lie: a fault of unit falls
    outside.
    """

    indicator: str
    low: float
    high: float
    says: str


# Bands are wide on purpose: they are about a factor of 100 or 1000, not about a high or a low year.
BANDS: Mapping[str, tuple[Band, ...]] = {
    "natura": (Band("natura_jeugdhulp_pct", 1, 40, "Een deel van 1 in plaats van een percentage?"),),
    "youth_care": (
        Band("jh_121_pct", 1, 40, "Een deel van 1 in plaats van een percentage?"),
        Band("jz_totaal_n", 50, 20_000, "Aantallen in duizenden, of landelijke aantallen bij gemeenten?"),
    ),
    "income": (Band("mediaan_inkomen_eur", 15_000, 80_000, "Bedragen die niet in duizenden euro's staan?"),),
    "low_income": (Band("kinderen_laag_inkomen_1jr_pct", 0.5, 50, "Is de categorie Totaal (100%) gekozen?"),),
    "ses_woa": (Band("ses_woa_score", -1, 1, "Een percentielgroep in plaats van een score?"),),
    "population": (Band("inwoners_n", 5_000, 200_000, "Inwoners in duizenden?"),),
    "population_age": (Band("inwoners_0_17_n", 1_000, 50_000, "Een leeftijd te weinig of dubbel geteld?"),),
    "youth_costs": (
        Band("kosten_gerealiseerd_jz_totaal_eur", 500_000, 200_000_000, "Euro's of duizenden euro's?"),
    ),
    "prices": (Band("prijsindex_gezondheidszorg", 40, 400, "Een verandering in procenten?"),),
}

# A percentage that cannot be. CBS publishes a few: the share with stay among those with protection can pass 100.
_IMPOSSIBLE = r"indicator LIKE '%\_pct' ESCAPE '\' AND value NOT BETWEEN 0 AND 100"
IMPOSSIBLE_SHARE = 0.01  # more than this of a column is another column, not a slip

# The indicator on which the number of gemeenten is counted, per kind. Key figures of youth care are not
# here: they are checked against their own list of regions, because they may come for a part of the gemeenten.
_COVERAGE = {
    "natura": "natura_jeugdhulp_pct",
    "income": "mediaan_inkomen_eur",
    "low_income": "kinderen_laag_inkomen_1jr_pct",
    "ses_woa": "ses_woa_score",
    "population": "inwoners_n",
    "population_age": "inwoners_0_17_n",
}

# Euro per inhabitant on the youth taakvelden, of the middle gemeente; without inhabitants, euro per gemeente.
EUR_PER_INHABITANT = (50.0, 1_500.0)
EUR_PER_GEMEENTE = (500_000.0, 100_000_000.0)


def observation_checks(kind: str, division_year: int | None) -> list[Check]:
    """Return the checks on `staged_observation` for a kind of table (with the view `regions` of its own
    list).
    """
    checks = [
        Check(
            "leeg",
            "De tabel heeft geen enkel cijfer. Een lege tabel zou alle eerdere cijfers wissen.",
            "SELECT count(*) AS rijen FROM staged_observation HAVING count(value) = 0",
        ),
        Check(
            "sleutel",
            "Dezelfde regio en periode komen vaker voor. Een cijfer zou dubbel tellen.",
            "SELECT indicator, region, period, count(*) AS keer FROM staged_observation GROUP BY ALL "
            "HAVING count(*) > 1 ORDER BY ALL",
        ),
        Check(
            "percentage",
            "Te veel percentages buiten 0 tot 100. De kolom kreeg een andere eenheid of betekenis.",
            f"SELECT indicator, count(value) AS cijfers, count(*) FILTER ({_IMPOSSIBLE}) AS onmogelijk "
            "FROM staged_observation GROUP BY indicator "
            f"HAVING count(*) FILTER ({_IMPOSSIBLE}) > $share * count(value) ORDER BY ALL",
            {"share": IMPOSSIBLE_SHARE},
        ),
        Check(
            "negatief",
            "Een aantal is negatief. Een code voor 'geen cijfer' is als getal meegekomen.",
            "SELECT indicator, region, period, value FROM staged_observation "
            "WHERE indicator LIKE '%\\_n' ESCAPE '\\' AND value < 0 ORDER BY ALL",
        ),
    ]
    if kind in _COVERAGE:
        checks.append(_coverage(_COVERAGE[kind], division_year))
    checks += [_band(band) for band in BANDS.get(kind, ())]
    if kind == "population":
        checks.append(_adds_up(SUM_TOLERANCE))
    if kind == "youth_care":
        checks.append(_own_list())
    return checks


def observation_notes(kind: str) -> list[Check]:
    """Return what is only told: the table is used, and *Bronnen* says this of it."""
    notes = [
        Check(
            "percentage",
            "Deze percentages liggen buiten 0 tot 100 en gelden als niet plausibel.",
            f"SELECT indicator, region, period, value FROM staged_observation WHERE {_IMPOSSIBLE} ORDER BY ALL",
        )
    ]
    if kind == "population":
        notes.append(_adds_up(SUM_NOTED))
    if kind == "youth_care":
        newest = GEMEENTEN_N[max(GEMEENTEN_N)]
        notes.append(
            Check(
                "deel",
                "De tabel bevat niet alle gemeenten.",
                "SELECT count(*) AS gemeenten FROM regions WHERE kind = 'gemeente' HAVING count(*) < $floor",
                {"floor": round(COVERAGE_FLOOR * newest)},
            )
        )
    return notes


def finance_checks(sets: Sequence[TaakveldSet]) -> list[Check]:
    """Return the checks on `staged_finance`; `sets` say which taakvelden are youth care in which year."""
    return [
        Check(
            "leeg",
            "Er is geen enkel bedrag. Een lege tabel zou alle eerdere bedragen wissen.",
            "SELECT count(*) AS rijen FROM staged_finance "
            "HAVING count(placing1_eur) + count(placing2_eur) = 0",
        ),
        Check(
            "sleutel",
            "Dezelfde gemeente, post en verslagsoort komen vaker voor. Een bedrag zou dubbel tellen.",
            "SELECT region, statement, taakveld, categorie, count(*) AS keer FROM staged_finance "
            "GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL",
        ),
        Check(
            "gemeenten",
            "Het aantal gemeenten klopt niet met dat op 1 januari. Nederland zou te laag of dubbel uitkomen.",
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


def unknown_keys(column: str, keys: frozenset[str]) -> Check:
    """Return the check that every key in a column of `raw` is in the table's own list of that dimension."""
    name = '"' + column.replace('"', '""') + '"'
    return Check(
        "lijst",
        f"In kolom {column} staan sleutels die niet in de lijst van het CBS staan. Ze zouden wegvallen.",
        f"SELECT trim({name}) AS sleutel, count(*) AS rijen FROM raw "  # noqa: S608 - quoted column of the feed
        f"WHERE trim({name}) IS NULL OR NOT list_contains($keys, trim({name})) GROUP BY ALL ORDER BY ALL",
        {"keys": sorted(keys)},
    )


def mark_impossible(database: Connection) -> None:
    """Give percentages outside 0 to 100 in `staged_observation` the status 'niet_plausibel'; the value stays."""
    database.execute(f"UPDATE staged_observation SET cell_status = 'niet_plausibel' WHERE {_IMPOSSIBLE}")  # noqa: S608


def run(database: Connection, source_id: str, checks: Sequence[Check]) -> None:
    """Run all checks; raises one `TableError` with everything they found."""
    problems = said(database, checks)
    if problems:
        raise TableError(source_id, problems)


def said(database: Connection, checks: Sequence[Check]) -> list[str]:
    """Run all checks and return a Dutch sentence for each that found rows."""
    database.register("known_gemeenten", _known())
    try:
        return [text for check in checks if (text := _text(database, check))]
    finally:
        database.unregister("known_gemeenten")


def expected_gemeenten(year: int) -> int | None:
    """Return the number of gemeenten on 1 January of a year; None before 2015."""
    newest = max(GEMEENTEN_N)
    return GEMEENTEN_N.get(min(year, newest))


def _text(database: Connection, check: Check) -> str:
    used = {name: value for name, value in check.params.items() if f"${name}" in check.sql}
    rows = database.execute(check.sql, used).df() if used else database.execute(check.sql).df()
    if rows.empty:
        return ""
    shown = "; ".join(
        ", ".join(f"{name} {_dutch(value)}" for name, value in zip(rows.columns, row, strict=True))
        for row in rows.head(ROWS_SHOWN).itertuples(index=False, name=None)
    )
    more = f" (en nog {len(rows) - ROWS_SHOWN} rijen)" if len(rows) > ROWS_SHOWN else ""
    return f"{check.says} Het gaat om: {shown}{more}."


def _dutch(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return str(value)


def _known() -> pd.DataFrame:
    years = range(min(GEMEENTEN_N), max(GEMEENTEN_N) + 30)
    return pd.DataFrame({"year": list(years), "gemeenten_n": [expected_gemeenten(year) for year in years]})


def _coverage(indicator: str, division_year: int | None) -> Check:
    """Gemeenten with a figure, per year, against the number there were (of the division, where it has
    one).
    """
    return Check(
        "gemeenten",
        "Het aantal gemeenten met een cijfer klopt niet met het bekende aantal. "
        "Groepen, decielen en Nederland zouden niet kloppen.",
        f"""
        WITH found AS (
            SELECT year, period, count(DISTINCT region) AS gemeenten FROM staged_observation
            WHERE indicator = '{indicator}' AND region LIKE 'GM%' AND value IS NOT NULL GROUP BY ALL
        ), best AS (SELECT year, max(gemeenten) AS gemeenten FROM found GROUP BY year)
        SELECT b.year, b.gemeenten, k.gemeenten_n AS verwacht
        FROM best b JOIN known_gemeenten k ON k.year = {
            "b.year" if division_year is None else int(division_year)
        } WHERE b.gemeenten NOT BETWEEN $floor * k.gemeenten_n AND $ceiling * k.gemeenten_n
        ORDER BY ALL
        """,  # noqa: S608 - indicator of our own
        {"floor": COVERAGE_FLOOR, "ceiling": COVERAGE_CEILING},
    )


def _band(band: Band) -> Check:
    return Check(
        "eenheid",
        f"De waarden van {band.indicator} zijn niet geloofwaardig (verwacht tussen "
        f"{_dutch(float(band.low))} en {_dutch(float(band.high))}). {band.says}",
        f"""
        SELECT year, median(value) AS middelste FROM staged_observation
        WHERE indicator = '{band.indicator}' AND (region LIKE 'GM%' OR indicator LIKE 'prijsindex%')
        GROUP BY year HAVING median(value) NOT BETWEEN $low AND $high ORDER BY ALL
        """,  # noqa: S608 - indicator of our own
        {"low": band.low, "high": band.high},
    )


def _adds_up(tolerance: float) -> Check:
    return Check(
        "som",
        "De inwoners van de gemeenten tellen niet op tot Nederland. "
        "Lasten per inwoner van Nederland en van groepen zouden niet kloppen.",
        """
        WITH sums AS (
            SELECT year, sum(value) FILTER (region LIKE 'GM%') AS gemeenten,
                   sum(value) FILTER (region LIKE 'NL%') AS nederland
            FROM staged_observation WHERE indicator = 'inwoners_n' GROUP BY year
        )
        SELECT year, gemeenten, nederland FROM sums
        WHERE nederland IS NOT NULL AND gemeenten IS NOT NULL
          AND abs(gemeenten - nederland) > $tolerance * nederland ORDER BY year
        """,
        {"tolerance": tolerance},
    )


def _own_list() -> Check:
    return Check(
        "eigen lijst",
        "Van deze gemeenten uit de eigen lijst zijn er geen rijen. Een deel van de tabel is weg.",
        """
        WITH lacking AS (
            SELECT code FROM regions WHERE kind = 'gemeente'
            AND code NOT IN (SELECT DISTINCT region FROM staged_observation)
        )
        SELECT code AS gemeente FROM lacking
        WHERE (SELECT count(*) FROM lacking)
              > (1 - $floor) * (SELECT count(*) FROM regions WHERE kind = 'gemeente') ORDER BY code
        """,
        {"floor": COVERAGE_FLOOR},
    )


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
