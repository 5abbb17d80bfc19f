-- Index lasten per inwoner van een gemeente: jaarrekening 2019 op begroting 2017 (= 100).
-- Een gemeente die na 1 januari 2017 ontstond, krijgt voor 2017 de som van de gemeenten waaruit zij ontstond.
-- recomputed: niet afgerond. report_way: op hele euro's per taakveld, zoals het rapport.
WITH RECURSIVE deel(region, tot) AS (  -- gemeenten van 1 januari 2017 die nu bij deze gemeente horen
    SELECT getvariable('regio'), DATE '2019-01-01'
    UNION
    SELECT m.old_code, CAST(m.date - INTERVAL 1 DAY AS DATE)
    FROM deel d JOIN merger m ON m.new_code = d.region
    WHERE m.date > DATE '2017-01-01' AND m.date <= d.tot AND m.kind <> 'split'
),
gemeenten AS (
    SELECT DISTINCT d.region
    FROM deel d
    WHERE NOT EXISTS (
        SELECT 1 FROM merger m WHERE m.new_code = d.region AND m.date > DATE '2017-01-01' AND m.date <= d.tot
    )
),
onderdelen AS (
    SELECT 2019 AS year, 'jaarrekening' AS statement, getvariable('regio') AS region
    UNION ALL
    SELECT 2017, 'begroting', region FROM gemeenten
),
lasten AS (
    SELECT o.year, f.taakveld, sum(f.lasten_eur) AS lasten_eur
    FROM onderdelen o JOIN finance_total f
      ON f.region = o.region AND f.year = o.year AND f.statement = o.statement
    WHERE f.taakveld IN ('6.72', '6.82')
    GROUP BY ALL
),
inwoners AS (
    SELECT o.year, sum(p.value) AS inwoners_n
    FROM onderdelen o JOIN observation p
      ON p.region = o.region AND p.indicator = 'inwoners_n' AND p.period = CAST(o.year AS VARCHAR)
    GROUP BY o.year
),
per_inwoner AS (
    SELECT year, sum(lasten_eur / inwoners_n) AS euro, sum(floor(lasten_eur / inwoners_n + 0.5)) AS hele_euro
    FROM lasten JOIN inwoners USING (year)
    GROUP BY year
)
SELECT 100 * r.euro / b.euro           AS recomputed,
       100 * r.hele_euro / b.hele_euro AS report_way,
       r.euro                          AS rekening_2019_eur,
       b.euro                          AS begroting_2017_eur
FROM per_inwoner r JOIN per_inwoner b ON r.year = 2019 AND b.year = 2017
