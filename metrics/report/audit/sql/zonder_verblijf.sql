-- Jongeren met jeugdhulp zonder verblijf (JH 121), % van de jongeren tot 23 jaar, zoals het CBS het geeft.
SELECT value                AS recomputed,
       CAST(NULL AS DOUBLE) AS report_way,
       period_status
FROM observation
WHERE indicator = 'jh_121_pct' AND region = getvariable('regio') AND period = getvariable('periode')
