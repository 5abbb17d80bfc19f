-- Index jeugdhulp zonder verblijf: eerste halfjaar van 2020 op eerste halfjaar van 2017 (= 100), op de percentages met een
-- decimaal zoals het CBS ze geeft.
SELECT 100 * laatste.value / eerste.value AS recomputed,
       CAST(NULL AS DOUBLE)               AS report_way,
       eerste.value                       AS pct_2017h1,
       laatste.value                      AS pct_2020h1
FROM observation eerste JOIN observation laatste USING (indicator, region)
WHERE indicator = 'jh_121_pct' AND region = getvariable('regio')
  AND eerste.period = '2017H1' AND laatste.period = '2020H1' AND eerste.value > 0
