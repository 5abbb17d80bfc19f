-- Index lasten per inwoner van Nederland: jaarrekening 2019 (zonder de gemeenten in 'zonder') op begroting 2017 (alle
-- gemeenten, een bedrag van 0 telt als 0). Zo komt het gedrukte cijfer uit; dat het zo is gedaan, is afgeleid.
WITH gemeenten AS (
    SELECT region, CAST(period AS INTEGER) AS year, value AS inwoners_n
    FROM observation
    WHERE indicator = 'inwoners_n' AND period IN ('2017', '2019') AND region LIKE 'GM%' AND value > 0
      AND (period = '2017' OR NOT list_contains(string_split(getvariable('zonder'), ','), region))
),
lasten AS (
    SELECT f.year, f.taakveld, sum(f.lasten_eur) AS lasten_eur
    FROM finance_total f JOIN gemeenten g ON g.region = f.region AND g.year = f.year
    WHERE f.taakveld IN ('6.72', '6.82')
      AND f.statement = CASE f.year WHEN 2019 THEN 'jaarrekening' ELSE 'begroting' END
    GROUP BY ALL
),
inwoners AS (SELECT year, sum(inwoners_n) AS inwoners_n FROM gemeenten GROUP BY year),
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
