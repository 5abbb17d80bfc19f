-- Deciel van het mediaan gestandaardiseerd inkomen 2019 over alle gemeenten in een tabel; deciel 1 = laagste inkomens.
-- recomputed: gemiddelde rang bij gelijke inkomens, deciel = ceil(10 x rang / N). laagste en hoogste: wat de volgorde
-- onder gelijke inkomens toelaat.
WITH gemeenten AS (
    SELECT region, value
    FROM observation
    WHERE indicator = getvariable('indicator') AND source_id = getvariable('tabel') AND period = '2019'
      AND region LIKE 'GM%' AND value IS NOT NULL
),
rang AS (
    SELECT region, value,
           rank() OVER (ORDER BY value)     AS eerste,
           count(*) OVER (PARTITION BY value) AS gelijk_n,
           count(*) OVER ()                 AS n
    FROM gemeenten
)
SELECT ceil(10 * (eerste + (gelijk_n - 1) / 2.0) / n)    AS recomputed,
       CAST(NULL AS DOUBLE)                            AS report_way,
       ceil(10 * eerste / n)                           AS laagste,
       ceil(10 * (eerste + gelijk_n - 1) / n)          AS hoogste,
       value                                           AS mediaan_inkomen_eur,
       n                                               AS gemeenten_n
FROM rang
WHERE region = getvariable('regio')
