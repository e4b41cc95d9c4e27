-- A row is one unit of the programme and the day on which it started there.
SELECT unit, programme_start FROM unit_start ORDER BY unit;
