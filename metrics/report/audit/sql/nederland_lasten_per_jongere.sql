-- Lasten per jongere met jeugdzorg van Nederland, 2019: alle gemeenten samen zonder de gemeenten in 'zonder', die ook van
-- het aantal jongeren af gaan (afgeleid).
WITH gemeenten AS (
    SELECT region
    FROM observation
    WHERE indicator = 'inwoners_n' AND period = '2019' AND region LIKE 'GM%' AND value > 0
      AND NOT list_contains(string_split(getvariable('zonder'), ','), region)
),
lasten AS (
    SELECT sum(lasten_eur) AS lasten_eur
    FROM finance_total JOIN gemeenten USING (region)
    WHERE year = 2019 AND statement = 'jaarrekening' AND taakveld IN ('6.72', '6.82')
),
jongeren AS (
    SELECT sum(CASE WHEN region = 'NL01' THEN value ELSE -value END) AS jongeren_n
    FROM observation
    WHERE indicator = 'jz_totaal_n' AND period = '2019'
      AND (region = 'NL01' OR list_contains(string_split(getvariable('zonder'), ','), region))
)
SELECT lasten_eur / jongeren_n AS recomputed,
       CAST(NULL AS DOUBLE)    AS report_way
FROM lasten, jongeren
