-- A row is one tool with a report about people.
SELECT DISTINCT tool FROM usage ORDER BY tool;
