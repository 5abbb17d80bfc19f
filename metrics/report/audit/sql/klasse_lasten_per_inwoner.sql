-- Lasten per inwoner van een grootteklasse, jaarrekening 2019: alle gemeenten die op 1 januari 2020 zo veel inwoners hadden.
WITH gemeenten AS (
    SELECT p.region, n.value AS inwoners_n
    FROM observation p JOIN observation n ON n.region = p.region AND n.indicator = 'inwoners_n' AND n.period = '2019'
    WHERE p.indicator = 'inwoners_n' AND p.period = '2020' AND p.region LIKE 'GM%' AND n.value > 0
      AND p.value >= getvariable('van_inwoners') AND p.value < getvariable('tot_inwoners')
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
