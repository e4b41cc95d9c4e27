-- A row is one person and day of use, where reports are daily.
SELECT DISTINCT person_key, period_start AS day
FROM usage
WHERE tool NOT IN ('viva_insights', 'copilot') AND person_key IS NOT NULL AND period_start = period_end AND value > 0
ORDER BY person_key, day;
