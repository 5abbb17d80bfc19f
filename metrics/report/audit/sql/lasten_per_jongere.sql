-- Lasten per jongere met jeugdzorg van een gemeente, 2019: jaarrekening 2019 (6.72 en 6.82) over JZ Totaal jeugdzorg.
-- Het aantal jongeren is afgerond op 5; laagste en hoogste horen bij 2,5 jongere meer en minder.
WITH lasten AS (
    SELECT sum(lasten_eur) AS lasten_eur
    FROM finance_total
    WHERE region = getvariable('regio') AND year = 2019 AND statement = 'jaarrekening' AND taakveld IN ('6.72', '6.82')
),
jongeren AS (
    SELECT value AS jongeren_n
    FROM observation
    WHERE indicator = 'jz_totaal_n' AND region = getvariable('regio') AND period = '2019'
)
SELECT lasten_eur / jongeren_n         AS recomputed,
       CAST(NULL AS DOUBLE)            AS report_way,
       lasten_eur / (jongeren_n + 2.5) AS laagste,
       lasten_eur / (jongeren_n - 2.5) AS hoogste
FROM lasten, jongeren
