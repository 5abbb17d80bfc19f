-- Lasten per inwoner van Nederland, jaarrekening 2019: alle gemeenten samen.
-- recomputed: ons cijfer, niet afgerond, zonder de gemeenten in 'zonder' (codes met komma's), waarvan het bedrag niet
-- bruikbaar is.
-- report_way: de keuze van het rapport (afgeleid), zonder de gemeenten in 'rapport_zonder', waarvoor het zelf geen bedrag
-- geeft; is 'rapport_afgerond' ja, dan per taakveld afgerond op hele euro's en dan opgeteld.
WITH inwoners AS (
    SELECT region, value AS inwoners_n
    FROM observation
    WHERE indicator = 'inwoners_n' AND period = '2019' AND region LIKE 'GM%' AND value > 0
),
gemeenten AS (
    SELECT 'ons' AS wie, region, inwoners_n
    FROM inwoners
    WHERE NOT list_contains(string_split(getvariable('zonder'), ','), region)
    UNION ALL
    SELECT 'rapport', region, inwoners_n
    FROM inwoners
    WHERE NOT list_contains(string_split(getvariable('rapport_zonder'), ','), region)
),
samen AS (SELECT wie, sum(inwoners_n) AS inwoners_n FROM gemeenten GROUP BY wie),
taakvelden AS (
    SELECT g.wie, f.taakveld, sum(f.lasten_eur) AS lasten_eur
    FROM gemeenten g JOIN finance_total f USING (region)
    WHERE f.year = 2019 AND f.statement = 'jaarrekening' AND f.taakveld IN ('6.72', '6.82')
    GROUP BY ALL
),
per_inwoner AS (
    SELECT wie, sum(lasten_eur / inwoners_n) AS euro, sum(floor(lasten_eur / inwoners_n + 0.5)) AS hele_euro,
           sum(lasten_eur) AS lasten_eur, any_value(inwoners_n) AS inwoners_n
    FROM taakvelden JOIN samen USING (wie)
    GROUP BY wie
)
SELECT o.euro                                                                            AS recomputed,
       CASE getvariable('rapport_afgerond') WHEN 'ja' THEN r.hele_euro ELSE r.euro END AS report_way,
       o.lasten_eur,
       o.inwoners_n
FROM per_inwoner o LEFT JOIN per_inwoner r ON r.wie = 'rapport'
WHERE o.wie = 'ons'
