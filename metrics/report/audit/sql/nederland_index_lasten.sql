-- Index lasten per inwoner van Nederland: jaarrekening 2019 op begroting 2017 (= 100).
-- recomputed: ons cijfer, niet afgerond: in beide jaren dezelfde gemeenten, zonder de gemeenten in 'zonder' (codes met
-- komma's), waarvan een bedrag ontbreekt of niet bruikbaar is; voor 2017 telt elke gemeente mee met de gemeenten waaruit
-- zij ontstond.
-- report_way: de keuze van het rapport (afgeleid): 2019 zonder de gemeenten in 'rapport_zonder', 2017 met alle gemeenten,
-- waarbij een bedrag van 0 als 0 telt; is 'rapport_afgerond' ja, dan op hele euro's per taakveld.
WITH RECURSIVE ons AS (
    SELECT region
    FROM observation
    WHERE indicator = 'inwoners_n' AND period = '2019' AND region LIKE 'GM%' AND value > 0
      AND NOT list_contains(string_split(getvariable('zonder'), ','), region)
),
deel(gemeente, region, tot) AS (  -- de gemeenten van 1 januari 2017 waaruit elke gemeente van 2019 bestaat
    SELECT region, region, DATE '2019-01-01' FROM ons
    UNION
    SELECT d.gemeente, m.old_code, CAST(m.date - INTERVAL 1 DAY AS DATE)
    FROM deel d JOIN merger m ON m.new_code = d.region
    WHERE m.date > DATE '2017-01-01' AND m.date <= d.tot AND m.kind <> 'split'
),
gemeenten AS (
    SELECT 'ons' AS wie, 2019 AS year, region FROM ons
    UNION ALL
    SELECT DISTINCT 'ons', 2017, d.region
    FROM deel d
    WHERE NOT EXISTS (
        SELECT 1 FROM merger m WHERE m.new_code = d.region AND m.date > DATE '2017-01-01' AND m.date <= d.tot
    )
    UNION ALL
    SELECT 'rapport', CAST(period AS INTEGER), region
    FROM observation
    WHERE indicator = 'inwoners_n' AND period IN ('2017', '2019') AND region LIKE 'GM%'
      AND (period = '2017' OR NOT list_contains(string_split(getvariable('rapport_zonder'), ','), region))
),
inwoners AS (
    SELECT g.wie, g.year, g.region, p.value AS inwoners_n
    FROM gemeenten g JOIN observation p
      ON p.region = g.region AND p.indicator = 'inwoners_n' AND p.period = CAST(g.year AS VARCHAR)
    WHERE p.value > 0
),
samen AS (SELECT wie, year, sum(inwoners_n) AS inwoners_n FROM inwoners GROUP BY ALL),
lasten AS (
    SELECT o.wie, o.year, f.taakveld, sum(f.lasten_eur) AS lasten_eur
    FROM inwoners o JOIN finance_total f ON f.region = o.region AND f.year = o.year
    WHERE f.taakveld IN ('6.72', '6.82')
      AND f.statement = CASE f.year WHEN 2019 THEN 'jaarrekening' ELSE 'begroting' END
    GROUP BY ALL
),
per_inwoner AS (
    SELECT wie, year, sum(lasten_eur / inwoners_n) AS euro, sum(floor(lasten_eur / inwoners_n + 0.5)) AS hele_euro
    FROM lasten JOIN samen USING (wie, year)
    GROUP BY ALL
),
cijfer AS (
    SELECT wie, 100 * r.euro / b.euro AS niet_afgerond, 100 * r.hele_euro / b.hele_euro AS afgerond,
           r.euro AS rekening_2019_eur, b.euro AS begroting_2017_eur
    FROM per_inwoner r JOIN per_inwoner b USING (wie)
    WHERE r.year = 2019 AND b.year = 2017
)
SELECT o.niet_afgerond                                                                              AS recomputed,
       CASE getvariable('rapport_afgerond') WHEN 'ja' THEN r.afgerond ELSE r.niet_afgerond END AS report_way,
       o.rekening_2019_eur,
       o.begroting_2017_eur
FROM cijfer o LEFT JOIN cijfer r ON r.wie = 'rapport'
WHERE o.wie = 'ons'
