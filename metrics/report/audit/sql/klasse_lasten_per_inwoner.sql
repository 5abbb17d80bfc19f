-- Lasten per inwoner van een grootteklasse, jaarrekening 2019.
-- recomputed: ons cijfer, niet afgerond: alle gemeenten die op 1 januari 2020 zo veel inwoners hadden, zonder de gemeenten
-- in 'zonder' (codes met komma's), waarvan het bedrag niet bruikbaar is.
-- report_way: de keuze van het rapport (afgeleid), de gemeenten in 'rapport_2019'; is 'rapport_afgerond' ja, dan per
-- taakveld afgerond op hele euro's en dan opgeteld.
WITH inwoners AS (
    SELECT n.region, n.value AS inwoners_n, coalesce(p.value, n.value) AS klasse_n
    FROM observation n LEFT JOIN observation p
      ON p.region = n.region AND p.indicator = 'inwoners_n' AND p.period = '2020'
    WHERE n.indicator = 'inwoners_n' AND n.period = '2019' AND n.region LIKE 'GM%' AND n.value > 0
),
gemeenten AS (
    SELECT 'ons' AS wie, region, inwoners_n
    FROM inwoners
    WHERE klasse_n >= getvariable('van_inwoners') AND klasse_n < getvariable('tot_inwoners')
      AND NOT list_contains(string_split(getvariable('zonder'), ','), region)
    UNION ALL
    SELECT 'rapport', region, inwoners_n
    FROM inwoners
    WHERE list_contains(string_split(getvariable('rapport_2019'), ','), region)
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
