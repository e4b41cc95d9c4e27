-- A row is one tool with reports about people over more than a month.
SELECT DISTINCT tool FROM usage WHERE period_end - period_start >= 35 ORDER BY tool;
