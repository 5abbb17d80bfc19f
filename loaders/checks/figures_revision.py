"""Checks on figures per region and period against the version before of the same table.

Columns and categories are found by their titles. Where two of one unit change titles, a figure would load under another
one's name, and no other check sees it. A revision leaves most figures what they were; what none does is told where it
is some figures, and refused where it is many. `loaders.checks.revision` does this for the amounts of Iv3.
"""

from collections.abc import Sequence

from loaders.checks.core import Check
from loaders.checks.revision import LEAP, MANY, MIN_N
from loaders.store import Connection

# The limits below stand off from all pairs of neighbouring periods of the real tables, which differ more than versions
# of one period do: 1,172 of one figure, 2,240 of two figures of one unit.
MIDDLE = (0.6, 1.67)  # of the middle figure, now to then; real: 0.69 to 1.46
NOTED = 0.02  # of the figures of a period; real: 1.1% leapt, 1.1% happen to be each other's
CLOSER = 0.75  # of the pairs of figures that lie nearer to each other's earlier ones; real: 35%
MOST_GONE = 0.5
SMALL_N = 25  # people: fewer leap by rounding

_LEAPT = "meer dan drie keer zo hoog of zo laag als in de vorige versie"
_SWAPPED = "verwisseld, vergeleken met de vorige versie"


def as_earlier(database: Connection) -> None:
    """Keep the figures of a table that passed as those of the version before, for the next version of it."""
    database.execute(
        "CREATE OR REPLACE TEMP TABLE earlier_figure AS "
        "SELECT indicator, region, period, value FROM staged_observation"
    )


def checks_of(database: Connection, moved: Sequence[str], *, per_gemeente: bool) -> Sequence[Check]:
    """Lay `staged_observation` beside what `as_earlier` kept, and return the checks on what changed.

    `moved`: figures that stand in a column or category which had another title (`loaders.normalise.columns`).
    `per_gemeente`: the figures of gemeenten are compared, a period at a time; else all figures at once, for a table of
    Nederland alone.
    """
    _gather(database, per_gemeente=per_gemeente)
    return (
        _leapt("Veel cijfers zijn " + _LEAPT + ".", MANY),
        Check(
            "vorige versie",
            "Het middelste cijfer is ineens heel anders dan in de vorige versie.",
            """
            SELECT indicator, period, ratio AS verhouding FROM revision
            WHERE figures_n - gone_n >= $enough AND ratio NOT BETWEEN $low AND $high ORDER BY ALL
            """,
            {"enough": MIN_N, "low": MIDDLE[0], "high": MIDDLE[1]},
        ),
        Check(
            "verwisseld",
            f"Twee cijfers zijn {_SWAPPED}. Zijn hun kolommen van naam veranderd?",
            """
            SELECT indicator, other, period, greatest(closer_n, swapped_n) AS verwisseld, pairs_n AS eerder FROM paired
            WHERE pairs_n >= $enough AND (swapped_n > $many * pairs_n OR closer_n > $closer * pairs_n) ORDER BY ALL
            """,
            {"enough": MIN_N, "many": MANY, "closer": CLOSER},
        ),
        Check(
            "kolom",
            "Een cijfer staat nu in een kolom die in de vorige versie anders heette, en is niet meer wat het was. "
            "Zijn kolommen verwisseld?",
            """
            SELECT indicator, sum(changed_n + gone_n)::BIGINT AS veranderd, sum(figures_n)::BIGINT AS eerder
            FROM revision WHERE list_contains($moved, indicator)
            GROUP BY ALL HAVING veranderd > $many * eerder ORDER BY ALL
            """,
            {"moved": list(moved), "many": MANY},
        ),
        _periods("De meeste perioden van de vorige versie zijn weg.", MOST_GONE),
        Check(
            "weg",
            "Een cijfer is overal weg dat er in de vorige versie wel was.",
            """
            SELECT indicator, sum(figures_n)::BIGINT AS eerder FROM revision
            GROUP BY ALL HAVING eerder >= $enough AND sum(gone_n) = eerder ORDER BY ALL
            """,
            {"enough": MIN_N},
        ),
    )


def notes_of() -> Sequence[Check]:
    """Return what is told of a table that passed `checks_of`: figures that changed as few revisions do."""
    return (
        _leapt("Een deel van de cijfers is " + _LEAPT + ".", NOTED),
        Check(
            "verwisseld",
            f"Van een deel van de gemeenten zijn twee cijfers {_SWAPPED}.",
            """
            SELECT indicator, other, period, swapped_n AS verwisseld, pairs_n AS eerder FROM paired
            WHERE pairs_n >= $enough AND swapped_n > $noted * pairs_n ORDER BY ALL
            """,
            {"enough": MIN_N, "noted": NOTED},
        ),
        _periods("Deze perioden stonden in de vorige versie en nu niet meer.", 0),
        Check(
            "weg",
            "De meeste cijfers van een periode zijn weg die er in de vorige versie wel waren.",
            """
            SELECT indicator, period, gone_n AS weg, figures_n AS eerder FROM revision
            WHERE figures_n >= $enough AND gone_n > $most * figures_n ORDER BY ALL
            """,
            {"enough": MIN_N, "most": MOST_GONE},
        ),
    )


def _gather(database: Connection, *, per_gemeente: bool) -> None:
    """Lay `staged_observation` beside `earlier_figure`, the same of the version before.

    `revised_figure`: a row a figure that was there, `was` and `now` (NULL: none any more). `revision`:
    a row a figure and period with what changed. `paired`: a row two figures of one unit and a period, of those that
    changed at all: `closer_n` of `pairs_n` lie nearer to each other's earlier ones, `swapped_n` are each other's.
    """
    database.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE revised_figure AS
        SELECT s.indicator, regexp_extract(s.indicator, '_(pct|n|eur|km2)$', 1) AS unit, s.region, s.period,
               {"s.period" if per_gemeente else "''"} AS span, e.value AS was, s.value AS now
        FROM staged_observation s JOIN earlier_figure e USING (indicator, region, period)
        WHERE e.value IS NOT NULL {"AND starts_with(s.region, 'GM')" if per_gemeente else ""}
        """  # noqa: S608 - words of our own
    )
    database.execute(
        """
        CREATE OR REPLACE TEMP TABLE revision AS
        SELECT indicator, unit, span AS period, count(*) AS figures_n, count(*) FILTER (now IS NULL) AS gone_n,
               count(*) FILTER (now <> was) AS changed_n, median(now / was) FILTER (was > 0) AS ratio,
               count(*) FILTER (was > 0 AND now / was NOT BETWEEN 1 / $leap AND $leap
                                AND (unit <> 'n' OR greatest(was, now) >= $small)) AS leapt_n
        FROM revised_figure GROUP BY ALL
        """,
        {"leap": LEAP, "small": SMALL_N},
    )
    database.execute(
        """
        CREATE OR REPLACE TEMP TABLE paired AS
        WITH changed AS (
            SELECT f.* FROM revised_figure f JOIN revision r ON r.indicator = f.indicator AND r.period = f.span
            WHERE f.now IS NOT NULL AND r.changed_n > $noted * r.figures_n
        )
        SELECT a.indicator, b.indicator AS other, a.span AS period, count(*) AS pairs_n,
               count(*) FILTER (
                   abs(a.now - b.was) + abs(b.now - a.was) < abs(a.now - a.was) + abs(b.now - b.was) - 1e-9
               ) AS closer_n,
               count(*) FILTER (a.now = b.was AND b.now = a.was AND a.was <> b.was) AS swapped_n
        FROM changed a JOIN changed b ON b.region = a.region AND b.period = a.period AND b.unit = a.unit
             AND b.indicator > a.indicator
        GROUP BY ALL
        """,
        {"noted": NOTED},
    )


def _leapt(says: str, share: float) -> Check:
    return Check(
        "sprong",
        says,
        """
        SELECT indicator, period, leapt_n AS sprong, figures_n AS eerder FROM revision
        WHERE figures_n >= $enough AND leapt_n > $share * figures_n ORDER BY ALL
        """,
        {"enough": MIN_N, "share": share},
    )


def _periods(says: str, share: float) -> Check:
    """Return a check on periods with figures of which no row came; `share`: of all periods, with more than which."""
    return Check(
        "periode",
        says,
        """
        WITH was AS (
            SELECT period, period NOT IN (SELECT period FROM staged_observation) AS gone
            FROM earlier_figure WHERE value IS NOT NULL GROUP BY period
        )
        SELECT period FROM was WHERE gone AND (SELECT avg(gone::INT) FROM was) > $share ORDER BY ALL
        """,
        {"share": share},
    )
