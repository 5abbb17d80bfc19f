-- Jeugdhulp zonder verblijf van een gemeente die later ontstond: de gemeenten waaruit zij ontstond, samen.
-- recomputed: als deel van alle jongeren, som(n) / som(n / p), met n het aantal jongeren met jeugdhulp zonder verblijf.
-- report_way: gewogen gemiddelde, som(u x p) / som(u), met u het eerste aantal jongeren dat voor alle voorgangers bekend
-- is (volgorde in 'gewicht').
WITH RECURSIVE deel(region, tot) AS (
    SELECT getvariable('regio'), DATE '2020-01-01'
    UNION
    SELECT m.old_code, CAST(m.date - INTERVAL 1 DAY AS DATE)
    FROM deel d JOIN merger m ON m.new_code = d.region
    WHERE m.date > CAST(left(getvariable('periode'), 4) || '-01-01' AS DATE) AND m.date <= d.tot AND m.kind <> 'split'
),
gemeenten AS (
    SELECT DISTINCT d.region
    FROM deel d
    WHERE NOT EXISTS (
        SELECT 1 FROM merger m
        WHERE m.new_code = d.region AND m.date <= d.tot
          AND m.date > CAST(left(getvariable('periode'), 4) || '-01-01' AS DATE)
    )
),
gewicht(volgorde, indicator, period) AS (
    VALUES (1, 'jz_totaal_n', getvariable('periode')), (2, 'jh_121_n', getvariable('periode')),
           (3, 'jz_totaal_n', left(getvariable('periode'), 4)), (4, 'jz_totaal_n', '2018')
),
volledig AS (
    SELECT w.volgorde
    FROM gewicht w, gemeenten g LEFT JOIN observation o
      ON o.region = g.region AND o.indicator = w.indicator AND o.period = w.period
    GROUP BY w.volgorde
    HAVING bool_and(coalesce(o.value, 0) > 0)
),
gewogen AS (
    SELECT u.value AS u, p.value AS p, n.value AS n
    FROM gemeenten g
    JOIN observation p ON p.region = g.region AND p.indicator = 'jh_121_pct' AND p.period = getvariable('periode')
    LEFT JOIN observation n ON n.region = g.region AND n.indicator = 'jh_121_n' AND n.period = getvariable('periode')
    JOIN gewicht w ON w.volgorde = (SELECT min(volgorde) FROM volledig)
    JOIN observation u ON u.region = g.region AND u.indicator = w.indicator AND u.period = w.period
)
SELECT CASE WHEN bool_and(coalesce(n, 0) > 0) THEN sum(n) / sum(n / p) END AS recomputed,
       sum(u * p) / sum(u) AS report_way
FROM gewogen
