"""The total of every taakveld: all categories of Iv3 added up, in the placing that counts."""

from loaders.store import Connection

# The placing that counts, per gemeente, year and statement: the 2nd where it holds any amount, else the 1st.
# (A gemeente sends its 2nd placing as a whole, so the choice is never made per cell; CBS, text of 45012NED.)
_TOTAL = """
INSERT INTO finance_total BY NAME
WITH chosen AS (
    SELECT region, year, statement, source_id,
           CASE WHEN count(*) FILTER (placing2_eur <> 0) > 0 THEN 2
                WHEN count(*) FILTER (placing1_eur <> 0) > 0 THEN 1
                WHEN count(placing2_eur) > 0 THEN 2
                WHEN count(placing1_eur) > 0 THEN 1 END AS which
    FROM finance GROUP BY ALL
)
SELECT f.region, f.year, f.statement, f.taakveld,
       sum(CASE p.which WHEN 2 THEN placing2_eur WHEN 1 THEN placing1_eur END)
           FILTER (f.categorie LIKE 'L%') AS lasten_eur,
       sum(CASE p.which WHEN 2 THEN placing2_eur WHEN 1 THEN placing1_eur END)
           FILTER (f.categorie LIKE 'B%') AS baten_eur,
       p.which AS "placing", f.source_id
FROM finance f JOIN chosen p USING (region, year, statement, source_id)
GROUP BY ALL ORDER BY ALL
"""


def fill(database: Connection) -> None:
    """Fill `finance_total` from `finance`: every category added up, in the placing that counts."""
    database.execute(_TOTAL)
