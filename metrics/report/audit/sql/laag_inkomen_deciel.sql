-- Deciel van het aandeel kinderen dat ten minste 1 jaar in een huishouden met een laag inkomen woont, 2019, over alle
-- gemeenten in een tabel; deciel 1 = hoogste aandelen. Zelfde regel als bij het inkomen.
WITH gemeenten AS (
    SELECT region, value
    FROM observation
    WHERE indicator = getvariable('indicator') AND source_id = getvariable('tabel') AND period = '2019'
      AND region LIKE 'GM%' AND value IS NOT NULL
),
rang AS (
    SELECT region, value,
           rank() OVER (ORDER BY value DESC)  AS eerste,
           count(*) OVER (PARTITION BY value) AS gelijk_n,
           count(*) OVER ()                   AS n
    FROM gemeenten
)
SELECT ceil(10 * (eerste + (gelijk_n - 1) / 2.0) / n) AS recomputed,
       CAST(NULL AS DOUBLE)                         AS report_way,
       ceil(10 * eerste / n)                        AS laagste,
       ceil(10 * (eerste + gelijk_n - 1) / n)       AS hoogste,
       value                                        AS aandeel_pct,
       n                                            AS gemeenten_n
FROM rang
WHERE region = getvariable('regio')
