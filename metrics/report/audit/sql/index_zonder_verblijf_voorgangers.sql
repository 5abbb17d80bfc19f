-- Index jeugdhulp zonder verblijf van een gemeente die na 2017 ontstond: eerste halfjaar van 2020 op het eerste halfjaar van
-- 2017 (= 100) van de gemeenten waaruit zij ontstond, samen. recomputed en report_way zoals bij het percentage zelf.
WITH RECURSIVE deel(region, tot) AS (
    SELECT getvariable('regio'), DATE '2020-01-01'
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
gewicht(volgorde, indicator, period) AS (
    VALUES (1, 'jz_totaal_n', '2017H1'), (2, 'jh_121_n', '2017H1'), (3, 'jz_totaal_n', '2017'), (4, 'jz_totaal_n', '2018')
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
    JOIN observation p ON p.region = g.region AND p.indicator = 'jh_121_pct' AND p.period = '2017H1'
    LEFT JOIN observation n ON n.region = g.region AND n.indicator = 'jh_121_n' AND n.period = '2017H1'
    JOIN gewicht w ON w.volgorde = (SELECT min(volgorde) FROM volledig)
    JOIN observation u ON u.region = g.region AND u.indicator = w.indicator AND u.period = w.period
),
eerste AS (SELECT CASE WHEN bool_and(coalesce(n, 0) > 0) THEN sum(n) / sum(n / p) END AS samen_pct, sum(u * p) / sum(u) AS rapport_pct FROM gewogen),
laatste AS (
    SELECT value AS pct
    FROM observation
    WHERE indicator = 'jh_121_pct' AND region = getvariable('regio') AND period = '2020H1'
)
SELECT 100 * pct / samen_pct   AS recomputed,
       100 * pct / rapport_pct AS report_way,
       samen_pct               AS pct_2017h1,
       pct                     AS pct_2020h1
FROM eerste, laatste
