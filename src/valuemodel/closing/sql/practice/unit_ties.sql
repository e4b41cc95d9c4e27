-- A row is one pair of units and period: hours that people of the first gave to the second.
SELECT source_unit, target_unit, period_start, period_end, hours, source_size, target_size
FROM unit_ties
ORDER BY source_unit, target_unit, period_start NULLS FIRST, period_end NULLS FIRST;
