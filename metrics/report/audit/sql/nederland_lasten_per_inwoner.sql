-- Lasten per inwoner van Nederland, jaarrekening 2019: alle gemeenten samen, zonder de gemeenten in 'zonder' (codes met
-- komma's): daarvoor geeft het rapport zelf geen bruikbaar bedrag.
WITH gemeenten AS (
    SELECT region, value AS inwoners_n
    FROM observation
    WHERE indicator = 'inwoners_n' AND period = '2019' AND region LIKE 'GM%' AND value > 0
      AND NOT list_contains(string_split(getvariable('zonder'), ','), region)
),
taakvelden AS (
    SELECT taakveld, sum(lasten_eur) AS lasten_eur
    FROM finance_total JOIN gemeenten USING (region)
    WHERE year = 2019 AND statement = 'jaarrekening' AND taakveld IN ('6.72', '6.82')
    GROUP BY taakveld
),
inwoners AS (SELECT sum(inwoners_n) AS inwoners_n FROM gemeenten)
SELECT sum(lasten_eur) / any_value(inwoners_n)   AS recomputed,
       sum(floor(lasten_eur / inwoners_n + 0.5)) AS report_way,
       sum(lasten_eur)                           AS lasten_eur,
       any_value(inwoners_n)                     AS inwoners_n
FROM taakvelden, inwoners
