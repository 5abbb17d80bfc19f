"""Checks on tables of figures per region and period (`staged_observation`)."""

from loaders.checks.core import COVERAGE_CEILING, COVERAGE_FLOOR, GEMEENTEN_N, Check, dutch, figure
from loaders.files.register import Band, Kind

SUM_TOLERANCE = 0.02  # of the inhabitants of Nederland: one large city missing is more than this
SUM_NOTED = 0.0001


# A percentage that cannot be (`normalise.plan` marks it). CBS publishes a few: the share with stay among those with
# protection can pass 100.
_IMPOSSIBLE = "cell_status = 'niet_plausibel'"
_IS_IMPOSSIBLE = f"bool_or({_IMPOSSIBLE})"
_IS_EMPTY = "count(value) = 0"
_EMPTY = f"SELECT count(*) AS rijen FROM staged_observation HAVING {_IS_EMPTY}"  # noqa: S608 - words of our own
_NO_NUMBER = "NOT isfinite(value)"
_NEGATIVE = "indicator LIKE '%\\_n' ESCAPE '\\' AND value < 0"
FILLED_LATER = "wijken"  # a table of one year, that CBS publishes before its columns on care are filled
IMPOSSIBLE_SHARE = 0.01  # more than this of a column is another column, not a slip


def checks_of(kind: Kind, division_year: int | None) -> list[Check]:
    """Return the checks on `staged_observation` for a kind of table (with the view `regions` of its own
    list).

    What may be expected of its figures (bands, coverage) stands with the kind in the register. Key figures of youth
    care cover no number of gemeenten: they are checked against their own list of regions, because they may come for a
    part of them.
    """
    found = [
        Check(
            "sleutel",
            "Dezelfde regio en periode komen vaker voor. Een cijfer zou dubbel tellen.",
            "SELECT indicator, region, period, count(*) AS keer FROM staged_observation GROUP BY ALL "
            "HAVING count(*) > 1 ORDER BY ALL",
        ),
        Check(
            "percentage",
            "Te veel percentages buiten 0 tot 100. De kolom kreeg een andere eenheid of betekenis.",
            f"""
            WITH counted AS (
                SELECT indicator, count(value) AS cijfers, count(*) FILTER ({_IMPOSSIBLE}) AS onmogelijk
                FROM staged_observation GROUP BY indicator
            )
            SELECT * FROM counted WHERE onmogelijk > $share * cijfers ORDER BY ALL
            """,  # noqa: S608 - a condition of our own
            {"share": IMPOSSIBLE_SHARE},
            only_if=_IS_IMPOSSIBLE,
        ),
        Check(
            "getal",
            "Een cijfer is geen getal, of oneindig groot.",
            f"SELECT indicator, region, period, value FROM staged_observation WHERE {_NO_NUMBER} ORDER BY ALL",  # noqa: S608
            only_if=f"bool_or({_NO_NUMBER})",
        ),
        Check(
            "negatief",
            "Een aantal is negatief. Een code voor 'geen cijfer' is als getal meegekomen.",
            f"SELECT indicator, region, period, value FROM staged_observation WHERE {_NEGATIVE} ORDER BY ALL",  # noqa: S608
            only_if=f"bool_or({_NEGATIVE})",
        ),
    ]
    if kind.name != FILLED_LATER:
        found.insert(
            0,
            Check(
                "leeg",
                "De tabel heeft geen enkel cijfer. Een lege tabel zou alle eerdere cijfers wissen.",
                _EMPTY,
                only_if=_IS_EMPTY,
            ),
        )
    found += [_coverage(indicator, division_year) for indicator in kind.covers]
    found += [_band(band) for band in kind.bands]
    if kind.name == "population":
        found.append(_adds_up(SUM_TOLERANCE))
    if kind.name == "youth_care":
        found.append(_own_list())
    return found


def notes_of(kind: Kind) -> list[Check]:
    """Return what is only told: the table is used, and *Bronnen* says this of it."""
    if kind.name == FILLED_LATER:
        return [
            Check(
                "leeg",
                "In de tabel van dit jaar staan nog geen cijfers over jeugdzorg.",
                _EMPTY,
                only_if=_IS_EMPTY,
            )
        ]
    notes = [
        Check(
            "percentage",
            "Deze percentages liggen buiten 0 tot 100 en gelden als niet plausibel.",
            f"""
            SELECT indicator, region, period, value FROM staged_observation WHERE {_IMPOSSIBLE} ORDER BY ALL
            """,  # noqa: S608 - a condition of our own
            only_if=_IS_IMPOSSIBLE,
        )
    ]
    if kind.name == "population":
        notes.append(_adds_up(SUM_NOTED))
    if kind.name == "youth_care":
        newest = GEMEENTEN_N[max(GEMEENTEN_N)]
        notes.append(
            Check(
                "deel",
                "De tabel bevat niet alle gemeenten, maar {gemeenten}.",
                "SELECT count(*) AS gemeenten FROM regions WHERE kind = 'gemeente' HAVING count(*) < $floor",
                {"floor": round(COVERAGE_FLOOR * newest)},
            )
        )
    return notes


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
        f"De waarden van {figure(band.indicator)} zijn niet geloofwaardig (verwacht tussen "
        f"{dutch(float(band.low))} en {dutch(float(band.high))}). {band.says}",
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
        WHERE nederland IS NOT NULL AND gemeenten IS NOT NULL AND year >= $first_year
          AND abs(gemeenten - nederland) > $tolerance * nederland ORDER BY year
        """,
        {"tolerance": tolerance, "first_year": min(GEMEENTEN_N)},  # older years lack gemeenten that are gone
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
