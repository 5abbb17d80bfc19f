-- Lasten per jongere met jeugdzorg van Nederland, 2019: alle gemeenten samen, over JZ Totaal jeugdzorg van Nederland.
-- recomputed: ons cijfer, zonder de gemeenten in 'zonder' (codes met komma's), die ook van het aantal jongeren af gaan.
-- report_way: de keuze van het rapport (afgeleid), zonder de gemeenten in 'rapport_zonder'; leeg als die dezelfde is.
WITH keuze(wie, zonder) AS (
    VALUES ('ons', string_split(getvariable('zonder'), ',')), ('rapport', string_split(getvariable('rapport_zonder'), ','))
),
lasten AS (
    SELECT k.wie, sum(f.lasten_eur) AS lasten_eur
    FROM keuze k, observation p JOIN finance_total f USING (region)
    WHERE p.indicator = 'inwoners_n' AND p.period = '2019' AND p.region LIKE 'GM%' AND p.value > 0
      AND NOT list_contains(k.zonder, p.region)
      AND f.year = 2019 AND f.statement = 'jaarrekening' AND f.taakveld IN ('6.72', '6.82')
    GROUP BY k.wie
),
jongeren AS (
    SELECT k.wie, sum(CASE WHEN o.region = 'NL01' THEN o.value ELSE -o.value END) AS jongeren_n
    FROM keuze k, observation o
    WHERE o.indicator = 'jz_totaal_n' AND o.period = '2019'
      AND (o.region = 'NL01' OR list_contains(k.zonder, o.region))
    GROUP BY k.wie
),
cijfer AS (SELECT wie, lasten_eur / jongeren_n AS euro FROM lasten JOIN jongeren USING (wie))
SELECT o.euro AS recomputed,
       CASE WHEN getvariable('zonder') <> getvariable('rapport_zonder') THEN r.euro END AS report_way
FROM cijfer o LEFT JOIN cijfer r ON r.wie = 'rapport'
WHERE o.wie = 'ons'
