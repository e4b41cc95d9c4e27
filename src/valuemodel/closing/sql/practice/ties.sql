-- A row is one directed pair of people and period.
SELECT source_key, target_key, period_start, period_end, weight
FROM ties
ORDER BY source_key, target_key, period_start NULLS FIRST, period_end NULLS FIRST;
