-- Lasten per inwoner van een gemeente, jaarrekening 2019 (tabel 2, 4, 6, 8 en 10 van het rapport).
-- Lasten op taakveld 6.72 en 6.82, gedeeld over de inwoners van 1 januari 2019.
-- recomputed: niet afgerond. report_way: per taakveld afgerond op hele euro's en dan opgeteld, zoals het rapport.
WITH taakvelden AS (
    SELECT taakveld, sum(lasten_eur) AS lasten_eur
    FROM finance_total
    WHERE region = getvariable('regio') AND year = 2019 AND statement = 'jaarrekening' AND taakveld IN ('6.72', '6.82')
    GROUP BY taakveld
),
inwoners AS (
    SELECT value AS inwoners_n
    FROM observation
    WHERE indicator = 'inwoners_n' AND region = getvariable('regio') AND period = '2019'
)
SELECT sum(lasten_eur) / any_value(inwoners_n)        AS recomputed,
       sum(floor(lasten_eur / inwoners_n + 0.5))      AS report_way,
       sum(lasten_eur)                                AS lasten_eur,
       any_value(inwoners_n)                          AS inwoners_n
FROM taakvelden, inwoners
HAVING sum(lasten_eur) > 0
